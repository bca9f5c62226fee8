//! The items of a block, by value.

use super::exclusive::BlockMut;
use super::into_iter::IntoIter;
use super::owned::Block;
use crate::count::Kind;
use alloc::vec::Vec;
use core::fmt;
use core::iter::FusedIterator;
use core::ops::Range;

/// An iterator that takes the items out of a block, from both ends: moved if the block had one
/// owner, else cloned one by one.
pub struct Items<T, P: Kind>(Source<T, P>);

enum Source<T, P: Kind> {
    Own(IntoIter<(), T, P>),
    /// The block, and the indices of the items not yet taken.
    Shared(Block<(), T, P>, Range<usize>),
}

impl<T, P: Kind> Block<(), T, P> {
    /// The items, by value.
    #[inline]
    pub fn into_items(self) -> Items<T, P> {
        Items(match self.into_fresh() {
            Ok(fresh) => Source::Own(fresh.into_iter()),
            Err(block) => {
                let all = 0..block.borrow().len();
                Source::Shared(block, all)
            }
        })
    }
}

impl<T, P: Kind> Items<T, P> {
    /// The items that have not been taken yet.
    #[inline]
    pub fn as_slice(&self) -> &[T] {
        match &self.0 {
            Source::Own(items) => items.as_slice(),
            Source::Shared(block, rest) => &block.borrow().slice()[rest.clone()],
        }
    }

    /// Appends the next `count` items to a block, moved or cloned. If a `clone` panics, the ones
    /// before it are in the block, and in this iterator still.
    ///
    /// # Panics
    /// If there are not so many items, or if there is no room.
    #[inline]
    pub fn append_to(&mut self, count: usize, to: &mut BlockMut<'_, (), T, P>)
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

impl<T: Clone, P: Kind> Iterator for Items<T, P> {
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

impl<T: Clone, P: Kind> DoubleEndedIterator for Items<T, P> {
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

impl<T: Clone, P: Kind> ExactSizeIterator for Items<T, P> {}
impl<T: Clone, P: Kind> FusedIterator for Items<T, P> {}

impl<T: Clone, P: Kind> Clone for Items<T, P> {
    /// Items that are its own are cloned.
    fn clone(&self) -> Self {
        Self(match &self.0 {
            Source::Own(items) => Source::Own(items.clone()),
            Source::Shared(block, rest) => Source::Shared(block.clone(), rest.clone()),
        })
    }
}

impl<T: fmt::Debug, P: Kind> fmt::Debug for Items<T, P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.as_slice()).finish()
    }
}
