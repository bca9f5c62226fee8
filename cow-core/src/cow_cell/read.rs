//! The methods of readers. None of them takes a lock, except those that wait by contract.

use super::protocol::Generation;
use super::{CowCell, Guard, Version};
use core::time::Duration;

impl<T> CowCell<T> {
    /// Returns the current version, for a short look.
    ///
    /// Does not wait and copies nothing; see [`Guard`] for how long to keep it.
    ///
    /// ```
    /// use cow_core::CowCell;
    ///
    /// let cell = CowCell::new(vec![1, 2, 3]);
    /// assert_eq!(cell.load().len(), 3);
    /// ```
    #[inline]
    #[must_use]
    pub fn load(&self) -> Guard<T> {
        Guard::new(self.slot.load())
    }

    /// Returns the current version, to keep. Does not wait; one atomic addition more than
    /// [`load`](Self::load), whatever the value is.
    #[inline]
    #[must_use]
    pub fn version(&self) -> Version<T> {
        Guard::into_version(self.load())
    }

    /// Returns a clone of the current value.
    ///
    /// Does not wait. Costs [`load`](Self::load) and one `T::clone`: a collection of this family
    /// adds one to a count, a `Vec` copies its elements. [`version`](Self::version) never copies.
    ///
    /// ```
    /// use cow_core::{CowBox, CowCell};
    ///
    /// let cell = CowCell::new(CowBox::new([0; 1_000]));
    /// let mine = cell.snapshot(); // no copy
    /// cell.update(|array| CowBox::make_mut(array)[0] = 1);
    /// assert_eq!((mine[0], cell.load()[0]), (0, 1));
    /// ```
    #[inline]
    #[must_use]
    pub fn snapshot(&self) -> T
    where
        T: Clone,
    {
        T::clone(&self.load())
    }

    /// Returns the number of the version that a [`load`](Self::load) would return now. Costs one.
    #[inline]
    #[must_use]
    pub fn generation(&self) -> Generation {
        Guard::generation(&self.load())
    }

    /// Returns `true` if there is a version newer than `since`. One plain load.
    ///
    /// When this is `true`, a load that follows returns a newer version. It is `true` for every
    /// version whose [`store`](Self::store) or [`update`](Self::update) has returned; one that has not
    /// may be loadable a moment before this returns its number.
    ///
    /// ```
    /// use cow_core::cow_cell::{CowCell, Version};
    ///
    /// let cell = CowCell::new(1);
    /// let mut held = cell.version();
    /// assert!(!cell.changed_since(Version::generation(&held)));
    /// cell.store(2);
    /// if cell.changed_since(Version::generation(&held)) {
    ///     held = cell.version();
    /// }
    /// assert_eq!(*held, 2);
    /// ```
    #[inline]
    #[must_use]
    pub fn changed_since(&self, since: Generation) -> bool {
        self.clock.now() > since
    }

    /// Waits until there is a version newer than `since`, and returns it; `None` if the time is up.
    ///
    /// The thread sleeps. It is woken by the first version to be published and returns the one that is
    /// current by then, so a slow reader skips versions, and never misses the last.
    ///
    /// ```
    /// use cow_core::cow_cell::{CowCell, Version};
    /// use std::thread;
    /// use std::time::Duration;
    ///
    /// let cell = CowCell::new(0);
    /// let first = cell.generation();
    /// thread::scope(|scope| {
    ///     scope.spawn(|| cell.store(1));
    ///     let seen = cell.wait_for_change(first, Duration::MAX).unwrap();
    ///     assert_eq!(*seen, 1);
    /// });
    /// let now = cell.generation();
    /// assert!(cell.wait_for_change(now, Duration::from_millis(1)).is_none());
    /// ```
    ///
    /// # Panics
    ///
    /// Inside an update of this cell: no other thread could publish while it runs.
    pub fn wait_for_change(&self, since: Generation, timeout: Duration) -> Option<Version<T>> {
        assert!(!self.turns.is_mine(), "a CowCell was waited for inside its own update");
        self.clock.wait_past(since, timeout).then(|| self.version())
    }
}
