//! What `load` returns.

use super::protocol::Generation;
use super::slot::Loaded;
use super::version::{Numbered, Version};
use core::fmt;
use core::ops::Deref;
use core::panic::{RefUnwindSafe, UnwindSafe};

/// A version of a cell's value, loaded for a short look.
///
/// It dereferences to the value, and keeps it alive whatever happens to the cell. Made and dropped
/// without touching a count that others touch, as long as a thread has only a few guards at a time (of
/// all cells together): to keep a version, turn it into a [`Version`].
///
/// ```
/// use cow_core::CowCell;
///
/// let cell = CowCell::new(vec![1, 2]);
/// let guard = cell.load();
/// cell.store(vec![]);
/// drop(cell);
/// assert_eq!(*guard, [1, 2]);
/// ```
pub struct Guard<T>(Loaded<Numbered<T>>);

impl<T> Guard<T> {
    #[inline]
    pub(super) fn new(loaded: Loaded<Numbered<T>>) -> Self {
        Self(loaded)
    }

    /// Returns the number of this version in its cell.
    #[inline]
    #[must_use]
    pub fn generation(this: &Self) -> Generation {
        this.0.generation()
    }

    /// Returns the same version, to keep. O(1), nothing is copied.
    #[inline]
    #[must_use]
    pub fn into_version(this: Self) -> Version<T> {
        Version::from_box(Loaded::into_inner(this.0))
    }
}

impl<T> Deref for Guard<T> {
    type Target = T;

    #[inline]
    fn deref(&self) -> &T {
        self.0.value()
    }
}

impl<T> AsRef<T> for Guard<T> {
    #[inline]
    fn as_ref(&self) -> &T {
        self
    }
}

/// Shows the value alone, as a lock's guard does.
impl<T: fmt::Display> fmt::Display for Guard<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T: fmt::Debug> fmt::Debug for Guard<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Guard")
            .field("generation", &Self::generation(self))
            .field("value", &**self)
            .finish()
    }
}

// As for `Version`.
impl<T: RefUnwindSafe> UnwindSafe for Guard<T> {}
impl<T: RefUnwindSafe> RefUnwindSafe for Guard<T> {}
