//! What `load` returns.

use super::protocol::Generation;
use super::slot::Loaded;
use super::version::{Numbered, Version, handle};

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

handle!(Guard);
