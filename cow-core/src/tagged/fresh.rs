//! A tagged block with one owner by construction.

use super::exclusive::TagMut;
use super::tags::Tags;
use crate::block::{self, Fresh, RawBlock};
use crate::count::RefCount;
use core::fmt;
use core::iter::FusedIterator;

/// A tagged block that is being built, or that was taken over from its last owner.
pub struct TagFresh<T, C: RefCount> {
    /// The invariant of tags holds.
    fresh: Fresh<Tags, T, C>,
}

impl<T, C: RefCount> TagFresh<T, C> {
    /// An empty block with room for `capacity` items or a few more.
    ///
    /// # Panics
    /// If that exceeds `isize::MAX` bytes or 2^24 - 1 items.
    #[inline]
    pub fn new(capacity: usize) -> Self {
        Self { fresh: Fresh::new(Tags, capacity) }
    }

    /// Takes over the leaf at `raw`.
    ///
    /// # Safety
    /// The leaf is live, nobody else owns or uses it, and the invariant of tags holds.
    #[inline]
    pub(crate) unsafe fn from_raw(raw: RawBlock<Tags, T, C>) -> Self {
        // SAFETY: by this function's contract.
        Self { fresh: unsafe { Fresh::from_raw(raw) } }
    }

    /// Takes the block over.
    ///
    /// # Safety
    /// The invariant of tags holds.
    #[inline]
    pub(crate) unsafe fn new_unchecked(fresh: Fresh<Tags, T, C>) -> Self {
        Self { fresh }
    }

    /// Exclusive access, which needs no test.
    #[inline]
    pub fn get(&mut self) -> TagMut<'_, T, C> {
        // SAFETY: the invariant of `fresh`.
        unsafe { TagMut::new_unchecked(self.fresh.get()) }
    }

    /// The items.
    #[inline]
    pub fn slice(&self) -> &[T] {
        self.fresh.slice()
    }

    /// Moves the items to an allocation with room for `capacity` of them, or for as many as there
    /// are if that is more.
    ///
    /// # Panics
    /// As [`new`](TagFresh::new); the block stays as it was.
    #[inline]
    pub fn resize(&mut self, capacity: usize) {
        self.fresh.resize(capacity);
    }

    /// The block, without the promise about its tags.
    #[inline]
    pub(super) fn into_fresh(self) -> Fresh<Tags, T, C> {
        self.fresh
    }
}

/// The items of a tagged block that had one owner, moved out one by one.
#[derive(Debug)]
pub struct IntoIter<T, C: RefCount> {
    items: block::IntoIter<Tags, T, C>,
}

impl<T, C: RefCount> IntoIter<T, C> {
    /// The items that are left.
    #[inline]
    pub fn as_slice(&self) -> &[T] {
        self.items.as_slice()
    }
}

impl<T, C: RefCount> IntoIterator for TagFresh<T, C> {
    type Item = T;
    type IntoIter = IntoIter<T, C>;

    #[inline]
    fn into_iter(self) -> IntoIter<T, C> {
        IntoIter { items: self.fresh.into_iter() }
    }
}

impl<T, C: RefCount> Iterator for IntoIter<T, C> {
    type Item = T;

    #[inline]
    fn next(&mut self) -> Option<T> {
        self.items.next()
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.items.size_hint()
    }
}

impl<T, C: RefCount> ExactSizeIterator for IntoIter<T, C> {}
impl<T, C: RefCount> FusedIterator for IntoIter<T, C> {}

impl<T: fmt::Debug, C: RefCount> fmt::Debug for TagFresh<T, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.slice()).finish()
    }
}
