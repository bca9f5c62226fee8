//! What writers do, one at a time.
//!
//! User code runs in a turn in two places, `T::clone` and the closure. Both work on a draft that is not
//! published yet. Drafts that are given up and versions that are replaced are dropped after the turn, so
//! that a long drop delays no other writer, and a `Drop` may write to the cell.

use super::protocol::{Generation, Turn};
use super::version::Numbered;
use super::{CowCell, Guard, Version};
use crate::CowBox;
use core::convert::Infallible;
use core::fmt;

/// How often [`CowCell::update_optimistic`] loses before it takes a turn.
const ATTEMPTS: u32 = if cfg!(cow_loom) { 1 } else { 4 };

/// The error of [`CowCell::update_if_unchanged`]: another version is current.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Changed {
    current: Generation,
}

impl Changed {
    /// Returns the number of the version that was found.
    #[must_use]
    pub fn current(&self) -> Generation {
        self.current
    }
}

impl fmt::Display for Changed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the cell has changed: it is at generation {}", self.current)
    }
}

impl core::error::Error for Changed {}

impl<T> CowCell<T> {
    /// Publishes `value`.
    ///
    /// Waits for earlier writers. What was current is dropped, unless there is a handle to it.
    ///
    /// # Panics
    ///
    /// Inside an update of this cell, and if the `Drop` of what was current panics, as
    /// [`update`](Self::update).
    pub fn store(&self, value: T) {
        drop(self.swap(value));
    }

    /// Publishes `value` and returns the version that it replaces.
    ///
    /// Waits for writers that came before.
    ///
    /// ```
    /// use cow_core::CowCell;
    ///
    /// let cell = CowCell::new("old");
    /// assert_eq!(*cell.swap("new"), "old");
    /// assert_eq!(*cell.load(), "new");
    /// ```
    ///
    /// # Panics
    ///
    /// Inside an update of this cell, as [`update`](Self::update).
    pub fn swap(&self, value: T) -> Version<T> {
        let turn = self.turns.take();
        self.publish(turn, value)
    }

    /// Ends the turn with a new version. Returns the one before.
    fn publish(&self, turn: Turn<'_>, value: T) -> Version<T> {
        // Should the hook panic, the draft is dropped after the turn.
        let (value, turn) = (value, turn);
        let next = self.clock.now().next();
        if let Some(hook) = &self.publish_hook {
            hook(next, &value);
        }
        let new = CowBox::new(Numbered::new(next, value, self.retire.clone()));
        let old = self.slot.swap(new);
        self.clock.advance(next, &turn);
        drop(turn);
        self.clock.wake();
        self.slot.settle();
        Version::from_box(old)
    }

    /// Runs `f` on a private clone of the value, and publishes what it leaves.
    ///
    /// Readers see the version before until `f` has returned, and then all of what it did. No update
    /// is lost: `f` works on the newest version, and other writers wait until it is published, in the
    /// order in which they came. The price is one `T::clone`, what `f` copies because the version before
    /// still has it, and one allocation. So it pays to do much in one update.
    ///
    /// ```
    /// use cow_core::CowCell;
    ///
    /// let cell = CowCell::new(vec![1]);
    /// let len = cell.update(|list| {
    ///     list.push(2);
    ///     list.push(3);
    ///     list.len()
    /// });
    /// assert_eq!(len, 3);
    /// assert_eq!(*cell.load(), [1, 2, 3]);
    /// ```
    ///
    /// # Panics
    ///
    /// If `f` or `T::clone` panics. Nothing is published, and the cell can be used as before: there is
    /// no poisoning.
    ///
    /// If the `Drop` of the replaced value panics, if this was its last handle. The new version is
    /// published by then, and the turn is over.
    ///
    /// If `f` itself writes to this cell, instead of waiting for itself. (To wait in `f` for another
    /// thread that writes to this cell is a deadlock, as with any lock.)
    pub fn update<R>(&self, f: impl FnOnce(&mut T) -> R) -> R
    where
        T: Clone,
    {
        let Ok(result) = self.try_update(|value| Ok::<R, Infallible>(f(value)));
        result
    }

    /// Does what [`update`](Self::update) does, but publishes nothing if `f` returns an error.
    ///
    /// ```
    /// use cow_core::CowCell;
    ///
    /// let cell = CowCell::new(vec!["1"]);
    /// let result = cell.try_update(|words| {
    ///     words.push("x");
    ///     words[1].parse::<u32>()
    /// });
    /// assert!(result.is_err());
    /// assert_eq!(*cell.load(), ["1"]);
    /// ```
    ///
    /// # Errors
    ///
    /// What `f` returns.
    ///
    /// # Panics
    ///
    /// The same as for [`update`](Self::update).
    pub fn try_update<R, E>(&self, f: impl FnOnce(&mut T) -> Result<R, E>) -> Result<R, E>
    where
        T: Clone,
    {
        self.try_in_turn(self.turns.take(), f)
    }

    /// As `try_update`, in a turn that was taken before. Ends it.
    fn try_in_turn<R, E>(
        &self,
        turn: Turn<'_>,
        f: impl FnOnce(&mut T) -> Result<R, E>,
    ) -> Result<R, E>
    where
        T: Clone,
    {
        // Declared before the turn, to be dropped after it.
        let mut draft = None;
        let turn = turn;
        let result = f(draft.insert(self.snapshot()))?;
        if let Some(value) = draft.take() {
            drop(self.publish(turn, value));
        }
        Ok(result)
    }

    /// Does what [`update`](Self::update) does, but only if `seen` is still the current version.
    ///
    /// This is the compare-and-swap for work done outside of the closure, over a version that was
    /// loaded before: if the answer is yes, that work is still valid. A number would not do, for other
    /// cells count alike; a version is that of one cell.
    ///
    /// ```
    /// use cow_core::CowCell;
    ///
    /// let cell = CowCell::new(vec![3, 1, 2]);
    /// let seen = cell.version();
    /// let mut sorted = seen.to_vec(); // takes its time, and no one waits
    /// sorted.sort();
    ///
    /// cell.update(|list| list.push(0)); // another thread
    ///
    /// let result = cell.update_if_unchanged(&seen, |list| *list = sorted);
    /// assert_eq!(result.unwrap_err().current(), cell.generation());
    /// ```
    ///
    /// # Errors
    ///
    /// [`Changed`] if there is a newer version, or if `seen` is of another cell. Nothing was cloned
    /// then, and `f` was not called.
    ///
    /// # Panics
    ///
    /// The same as for [`update`](Self::update).
    pub fn update_if_unchanged<R>(
        &self,
        seen: &Version<T>,
        f: impl FnOnce(&mut T) -> R,
    ) -> Result<R, Changed>
    where
        T: Clone,
    {
        let turn = self.turns.take();
        // In a turn this is the current version, and stays so. None has the address of `seen` but
        // `seen` itself, which is alive.
        let current = self.version();
        if !Version::ptr_eq(&current, seen) {
            return Err(Changed { current: Version::generation(&current) });
        }
        let Ok(result) = self.try_in_turn(turn, |value| Ok::<R, Infallible>(f(value)));
        Ok(result)
    }

    /// Does what [`update`](Self::update) does, but runs `f` while other writers run theirs.
    ///
    /// If another writer has published meanwhile, the draft is thrown away and `f` runs again, on the
    /// newer version. After losing a few times it takes a turn, as `update` does, so that it always
    /// ends. Good for closures that take long and seldom conflict; `f` should do nothing but
    /// change the value, for it may run several times. What is published, and returned, is what its
    /// last run did.
    ///
    /// ```
    /// use cow_core::CowCell;
    /// use std::thread;
    ///
    /// let cell = CowCell::new(0);
    /// thread::scope(|scope| {
    ///     for _ in 0..4 {
    ///         scope.spawn(|| (0..100).for_each(|_| cell.update_optimistic(|n| *n += 1)));
    ///     }
    /// });
    /// assert_eq!(*cell.load(), 400);
    /// ```
    ///
    /// # Panics
    ///
    /// The same as for [`update`](Self::update).
    pub fn update_optimistic<R>(&self, mut f: impl FnMut(&mut T) -> R) -> R
    where
        T: Clone,
    {
        for _ in 0..ATTEMPTS {
            let base = self.load();
            let mut draft = T::clone(&base);
            let result = f(&mut draft);
            let turn = self.turns.take();
            if self.clock.now() == Guard::generation(&base) {
                drop(self.publish(turn, draft));
                return result;
            }
            drop(turn);
        }
        self.update(f)
    }
}
