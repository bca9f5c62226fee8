//! Entries in order, from both ends, to be written.

use crate::tree::{Sum, Tree};
use core::mem;
use core::ops::Range;
use core::slice;
use cow_core::RefCount;
use cow_core::btree::LeavesMut;

/// The entries with some range of ranks, to be written. A shared node is copied when the first of its
/// entries in the range is reached.
pub(crate) struct EntriesMut<'a, K, V, C: RefCount> {
    /// What is left of the leaf entered last from the front.
    front: slice::IterMut<'a, (K, V)>,
    /// What is left of the leaf entered last from the back.
    back: slice::IterMut<'a, (K, V)>,
    /// The leaves between the two.
    middle: LeavesMut<'a, K, (K, V), Sum<()>, C>,
}

impl<K, V, C: RefCount> Default for EntriesMut<'_, K, V, C> {
    fn default() -> Self {
        Self { front: [].iter_mut(), back: [].iter_mut(), middle: LeavesMut::default() }
    }
}

impl<'a, K, V, C: RefCount> EntriesMut<'a, K, V, C> {
    /// Returns the entries whose ranks are in `ranks`, which are within the tree.
    #[inline]
    pub(crate) fn new(tree: &'a mut Tree<K, V, (), C>, ranks: Range<usize>) -> Self {
        Self::of(tree.leaves_mut(ranks))
    }

    /// Returns the entries of some leaves.
    #[inline]
    pub(crate) fn of(leaves: LeavesMut<'a, K, (K, V), Sum<()>, C>) -> Self {
        Self { middle: leaves, ..Self::default() }
    }

    /// Returns the number of entries that are left.
    #[inline]
    pub(crate) fn len(&self) -> usize {
        self.front.len() + self.middle.items() + self.back.len()
    }

    /// Returns what is left, to be read.
    pub(crate) fn rest(&self) -> impl Iterator<Item = &(K, V)> {
        self.front.as_slice().iter().chain(self.middle.rest().flatten()).chain(self.back.as_slice())
    }
}

impl<'a, K: Clone, V: Clone, C: RefCount> EntriesMut<'a, K, V, C> {
    /// Returns the first entry that is left.
    #[inline]
    pub(crate) fn next(&mut self) -> Option<&'a mut (K, V)> {
        if let Some(entry) = self.front.next() {
            return Some(entry);
        }
        self.enter_front();
        self.front.next()
    }

    /// Returns the last entry that is left.
    #[inline]
    pub(crate) fn next_back(&mut self) -> Option<&'a mut (K, V)> {
        if let Some(entry) = self.back.next_back() {
            return Some(entry);
        }
        self.enter_back();
        self.back.next_back()
    }

    /// Returns the entry after `n` more from the front. O(log n), and the leaves between
    /// are not copied.
    #[inline]
    pub(crate) fn nth(&mut self, n: usize) -> Option<&'a mut (K, V)> {
        let Some(beyond) = n.checked_sub(self.front.len()) else { return self.front.nth(n) };
        self.front = [].iter_mut();
        let skipped = beyond.min(self.middle.items());
        self.middle.skip_front(skipped);
        self.enter_front();
        self.front.nth(beyond - skipped)
    }

    /// Returns the entry after `n` more from the back. O(log n), and the leaves between
    /// are not copied.
    #[inline]
    pub(crate) fn nth_back(&mut self, n: usize) -> Option<&'a mut (K, V)> {
        let Some(beyond) = n.checked_sub(self.back.len()) else { return self.back.nth_back(n) };
        self.back = [].iter_mut();
        let skipped = beyond.min(self.middle.items());
        self.middle.skip_back(skipped);
        self.enter_back();
        self.back.nth_back(beyond - skipped)
    }

    /// Returns all that are left, leaf by leaf.
    #[inline]
    pub(crate) fn fold<B>(mut self, init: B, mut f: impl FnMut(B, &'a mut (K, V)) -> B) -> B {
        let mut sum = self.front.fold(init, &mut f);
        for leaf in self.middle.by_ref() {
            sum = leaf.iter_mut().fold(sum, &mut f);
        }
        self.back.fold(sum, f)
    }

    /// Fills `front`, which is empty.
    #[cold]
    fn enter_front(&mut self) {
        self.front = match self.middle.next() {
            Some(leaf) => leaf.iter_mut(),
            None => mem::take(&mut self.back),
        };
    }

    /// Fills `back`, which is empty.
    #[cold]
    fn enter_back(&mut self) {
        self.back = match self.middle.next_back() {
            Some(leaf) => leaf.iter_mut(),
            None => mem::take(&mut self.front),
        };
    }
}
