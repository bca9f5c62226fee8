//! The items of a block, by value.

use super::exclusive::BlockMut;
use super::into_iter::IntoIter;
use super::owned::Block;
use crate::count::RefCount;
use alloc::vec::Vec;
use core::fmt;
use core::iter::FusedIterator;
use core::ops::Range;

/// An iterator that takes the items out of a block, from both ends: moved if the block had one
/// owner, else cloned one by one.
pub struct Items<T, C: RefCount>(Source<T, C>);

enum Source<T, C: RefCount> {
    Own(IntoIter<(), T, C>),
    /// The block, and the indices of the items not yet taken.
    Shared(Block<(), T, C>, Range<usize>),
}

impl<T, C: RefCount> Block<(), T, C> {
    /// Returns the items, by value.
    #[inline]
    pub fn into_items(self) -> Items<T, C> {
        Items(match self.into_fresh() {
            Ok(fresh) => Source::Own(fresh.into_iter()),
            Err(block) => {
                let all = 0..block.borrow().len();
                Source::Shared(block, all)
            }
        })
    }
}

impl<T, C: RefCount> Items<T, C> {
    /// Returns the items that have not been taken yet.
    #[inline]
    pub fn as_slice(&self) -> &[T] {
        match &self.0 {
            Source::Own(items) => items.as_slice(),
            Source::Shared(block, rest) => &block.borrow().slice()[rest.clone()],
        }
    }

    /// Returns `true` if the items are moved, and not cloned.
    #[inline]
    pub(crate) fn is_own(&self) -> bool {
        matches!(self.0, Source::Own(_))
    }

    /// Passes over the next `count` items, without a clone.
    ///
    /// # Panics
    /// If there are not so many items.
    #[inline]
    pub fn skip_items(&mut self, count: usize) {
        match &mut self.0 {
            Source::Own(items) => items.by_ref().take(count).for_each(drop),
            Source::Shared(_, rest) => {
                assert!(count <= rest.len(), "no such items");
                rest.start += count;
            }
        }
    }

    /// Appends the next `count` items to a block, moved or cloned. If a `clone` panics, the ones
    /// before it are in the block, and in this iterator still.
    ///
    /// # Panics
    /// If there are not so many items, or if there is no room.
    #[inline]
    pub fn append_to(&mut self, count: usize, to: &mut BlockMut<'_, (), T, C>)
    where
        T: Clone,
    {
        match &mut self.0 {
            Source::Own(items) => items.append_to(count, to),
            Source::Shared(block, rest) => {
                to.extend_from_slice(&block.borrow().slice()[rest.clone()][..count]);
                rest.start += count;
            }
        }
    }

    /// Appends the items to a `Vec`, moved or cloned. If a `clone` panics, the ones before it are there.
    pub fn append_to_vec(self, to: &mut Vec<T>)
    where
        T: Clone,
    {
        match self.0 {
            Source::Own(items) => items.append_to_vec(to),
            Source::Shared(block, rest) => to.extend_from_slice(&block.borrow().slice()[rest]),
        }
    }
}

impl<T: Clone, C: RefCount> Iterator for Items<T, C> {
    type Item = T;

    #[inline]
    fn next(&mut self) -> Option<T> {
        match &mut self.0 {
            Source::Own(items) => items.next(),
            Source::Shared(block, rest) => Some(block.borrow().slice()[rest.next()?].clone()),
        }
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = self.as_slice().len();
        (left, Some(left))
    }

    #[inline]
    fn fold<B, F: FnMut(B, T) -> B>(self, init: B, f: F) -> B {
        match self.0 {
            Source::Own(items) => items.fold(init, f),
            Source::Shared(block, rest) => {
                block.borrow().slice()[rest].iter().cloned().fold(init, f)
            }
        }
    }

    #[inline]
    fn nth(&mut self, n: usize) -> Option<T> {
        match &mut self.0 {
            Source::Own(items) => items.nth(n),
            Source::Shared(block, rest) => Some(block.borrow().slice()[rest.nth(n)?].clone()),
        }
    }
}

impl<T: Clone, C: RefCount> DoubleEndedIterator for Items<T, C> {
    #[inline]
    fn next_back(&mut self) -> Option<T> {
        match &mut self.0 {
            Source::Own(items) => items.next_back(),
            Source::Shared(block, rest) => Some(block.borrow().slice()[rest.next_back()?].clone()),
        }
    }

    #[inline]
    fn nth_back(&mut self, n: usize) -> Option<T> {
        match &mut self.0 {
            Source::Own(items) => items.nth_back(n),
            Source::Shared(block, rest) => Some(block.borrow().slice()[rest.nth_back(n)?].clone()),
        }
    }

    #[inline]
    fn rfold<B, F: FnMut(B, T) -> B>(self, init: B, f: F) -> B {
        match self.0 {
            Source::Own(items) => items.rfold(init, f),
            Source::Shared(block, rest) => {
                block.borrow().slice()[rest].iter().cloned().rfold(init, f)
            }
        }
    }
}

impl<T: Clone, C: RefCount> ExactSizeIterator for Items<T, C> {}
impl<T: Clone, C: RefCount> FusedIterator for Items<T, C> {}

impl<T: Clone, C: RefCount> Clone for Items<T, C> {
    /// Items that are its own are cloned.
    fn clone(&self) -> Self {
        Self(match &self.0 {
            Source::Own(items) => Source::Own(items.clone()),
            Source::Shared(block, rest) => Source::Shared(block.clone(), rest.clone()),
        })
    }
}

impl<T: fmt::Debug, C: RefCount> fmt::Debug for Items<T, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.as_slice()).finish()
    }
}
