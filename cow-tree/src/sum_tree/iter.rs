//! The items of a [`GenericSumTree`], in order.

use super::GenericSumTree;
use core::fmt;
use core::iter::{FlatMap, Flatten, FusedIterator};
use cow_core::block::{Block, Items};
use cow_core::btree::{IntoLeaves, Runs};
use cow_core::{Atomic, RefCount};

/// An iterator over the items of a [`GenericSumTree`], in order and from both ends. Made by
/// [`iter`](GenericSumTree::iter).
///
/// To skip many of them, take a [`range`](GenericSumTree::range).
pub struct Iter<'a, T, S, C: RefCount = Atomic> {
    items: Flatten<Runs<'a, (), T, S, C>>,
    /// How many there are.
    len: usize,
}

impl<'a, T, S, C: RefCount> Iter<'a, T, S, C> {
    pub(super) fn new(runs: Runs<'a, (), T, S, C>) -> Self {
        Self { len: runs.items(), items: runs.flatten() }
    }
}

impl<'a, T, S, C: RefCount> Iterator for Iter<'a, T, S, C> {
    type Item = &'a T;

    #[inline]
    fn next(&mut self) -> Option<&'a T> {
        let item = self.items.next()?;
        self.len -= 1;
        Some(item)
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.len, Some(self.len))
    }

    fn count(self) -> usize {
        self.len
    }

    fn last(mut self) -> Option<&'a T> {
        self.next_back()
    }

    #[inline]
    fn fold<R, F: FnMut(R, &'a T) -> R>(self, init: R, f: F) -> R {
        self.items.fold(init, f)
    }
}

impl<T, S, C: RefCount> DoubleEndedIterator for Iter<'_, T, S, C> {
    #[inline]
    fn next_back(&mut self) -> Option<Self::Item> {
        let item = self.items.next_back()?;
        self.len -= 1;
        Some(item)
    }
}

impl<T, S, C: RefCount> ExactSizeIterator for Iter<'_, T, S, C> {}
impl<T, S, C: RefCount> FusedIterator for Iter<'_, T, S, C> {}

impl<T, S, C: RefCount> Clone for Iter<'_, T, S, C> {
    fn clone(&self) -> Self {
        Self { items: self.items.clone(), len: self.len }
    }
}

impl<T: fmt::Debug, S, C: RefCount> fmt::Debug for Iter<'_, T, S, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.clone()).finish()
    }
}

impl<'a, T, S, C: RefCount> IntoIterator for &'a GenericSumTree<T, S, C> {
    type Item = &'a T;
    type IntoIter = Iter<'a, T, S, C>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// The items of all leaves, by value.
type OfLeaves<T, S, C> =
    FlatMap<IntoLeaves<(), T, S, C>, Items<T, C>, fn(Block<(), T, C>) -> Items<T, C>>;

/// An owning iterator over the items of a [`GenericSumTree`], in order and from both ends: moved out of nodes that are not
/// shared, cloned out of shared ones.
pub struct IntoIter<T: Clone, S, C: RefCount = Atomic> {
    items: OfLeaves<T, S, C>,
    /// How many there are.
    len: usize,
}

impl<T: Clone, S, C: RefCount> Iterator for IntoIter<T, S, C> {
    type Item = T;

    #[inline]
    fn next(&mut self) -> Option<T> {
        // Should a clone panic, the item counts as taken.
        self.len = self.len.saturating_sub(1);
        self.items.next()
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.len, Some(self.len))
    }
}

impl<T: Clone, S, C: RefCount> DoubleEndedIterator for IntoIter<T, S, C> {
    #[inline]
    fn next_back(&mut self) -> Option<T> {
        self.len = self.len.saturating_sub(1);
        self.items.next_back()
    }
}

impl<T: Clone, S, C: RefCount> ExactSizeIterator for IntoIter<T, S, C> {}
impl<T: Clone, S, C: RefCount> FusedIterator for IntoIter<T, S, C> {}

impl<T: Clone, S, C: RefCount> fmt::Debug for IntoIter<T, S, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("IntoIter").field("len", &self.len).finish_non_exhaustive()
    }
}

impl<T: Clone, S, C: RefCount> IntoIterator for GenericSumTree<T, S, C> {
    type Item = T;
    type IntoIter = IntoIter<T, S, C>;

    fn into_iter(self) -> IntoIter<T, S, C> {
        let len = self.len();
        IntoIter { items: self.tree.into_leaves().flat_map(Block::into_items), len }
    }
}
