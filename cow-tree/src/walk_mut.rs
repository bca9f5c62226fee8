//! Entries in order, from both ends, to be written.

use crate::node::{LeavesMutOf, Tree, Width};
use core::mem;
use core::ops::Range;
use core::slice;
use cow_core::RefCount;
use cow_core::fork::{Below, LeavesMut, Side};

/// The entries with some range of ranks, with values to be written.
///
/// A shared node is copied when the first of its entries in the range is come to.
pub(crate) struct EntriesMut<'a, K, V, C: RefCount> {
    /// What is left of the leaf entered last from the front.
    front: slice::IterMut<'a, (K, V)>,
    /// What is left of the leaf entered last from the back.
    back: slice::IterMut<'a, (K, V)>,
    /// The ranks of the entries in neither.
    middle: Range<usize>,
    /// The leaves with these, and others. Some if `middle` is not empty.
    leaves: Option<LeavesMutOf<'a, K, V, (), C>>,
}

impl<'a, K, V, C: RefCount> EntriesMut<'a, K, V, C> {
    /// No entries.
    pub(crate) fn empty() -> Self {
        Self { front: [].iter_mut(), back: [].iter_mut(), middle: 0..0, leaves: None }
    }

    /// The entries whose ranks are in `ranks`, which lie within the tree.
    #[inline]
    pub(crate) fn new(tree: &'a mut Tree<K, V, (), C>, ranks: Range<usize>) -> Self {
        Self { middle: ranks, leaves: Some(LeavesMut::new(tree)), ..Self::empty() }
    }

    /// How many entries are left.
    #[inline]
    pub(crate) fn len(&self) -> usize {
        self.front.len() + self.middle.len() + self.back.len()
    }

    /// Shows what is left, to be read.
    pub(crate) fn visit_rest(&self, visit: &mut dyn FnMut(&(K, V))) {
        self.front.as_slice().iter().for_each(&mut *visit);
        if let Some(leaves) = &self.leaves {
            let mut skip = if leaves.has_begun(Side::Left) { 0 } else { self.middle.start };
            let mut left = self.middle.len();
            leaves.visit_rest(&mut |entries| {
                let rest = &entries[skip.min(entries.len())..];
                skip -= entries.len() - rest.len();
                rest.iter().take(left).for_each(&mut *visit);
                left -= rest.len().min(left);
            });
        }
        self.back.as_slice().iter().for_each(visit);
    }
}

impl<'a, K: Clone, V: Clone, C: RefCount> EntriesMut<'a, K, V, C> {
    /// The first entry that is left.
    #[inline]
    pub(crate) fn next(&mut self) -> Option<&'a mut (K, V)> {
        if let Some(entry) = self.front.next() {
            return Some(entry);
        }
        self.enter_front(0);
        self.front.next()
    }

    /// The entry that comes after `n` more from the front. O(log n), and the leaves between are not
    /// copied.
    #[inline]
    pub(crate) fn nth(&mut self, n: usize) -> Option<&'a mut (K, V)> {
        let Some(beyond) = n.checked_sub(self.front.len()) else { return self.front.nth(n) };
        self.front = [].iter_mut();
        let n = beyond.saturating_sub(self.middle.len());
        self.enter_front(beyond - n);
        self.front.nth(n)
    }

    /// The entry that comes after `n` more from the back. O(log n), and the leaves between are not
    /// copied.
    #[inline]
    pub(crate) fn nth_back(&mut self, n: usize) -> Option<&'a mut (K, V)> {
        let Some(beyond) = n.checked_sub(self.back.len()) else { return self.back.nth_back(n) };
        self.back = [].iter_mut();
        let n = beyond.saturating_sub(self.middle.len());
        self.enter_back(beyond - n);
        self.back.nth_back(n)
    }

    /// The last entry that is left.
    #[inline]
    pub(crate) fn next_back(&mut self) -> Option<&'a mut (K, V)> {
        if let Some(entry) = self.back.next_back() {
            return Some(entry);
        }
        self.enter_back(0);
        self.back.next_back()
    }

    /// All that are left, leaf by leaf.
    #[inline]
    pub(crate) fn fold<B>(mut self, init: B, mut f: impl FnMut(B, &'a mut (K, V)) -> B) -> B {
        let mut sum = init;
        loop {
            sum = mem::take(&mut self.front).fold(sum, &mut f);
            self.enter_front(0);
            if self.front.len() == 0 {
                return sum;
            }
        }
    }

    /// Fills `front`, which is empty, leaving out the first `skipped` entries of `middle`.
    #[cold]
    fn enter_front(&mut self, skipped: usize) {
        if self.middle.len() == skipped {
            self.middle.start = self.middle.end;
            self.front = mem::take(&mut self.back);
            return;
        }
        let start = self.middle.start + skipped;
        let Some((entries, at)) = self.enter(Side::Left, start, skipped > 0) else { return };
        let entries = &mut entries[at..];
        let count = entries.len().min(self.middle.end - start);
        self.front = entries[..count].iter_mut();
        self.middle.start = start + count;
    }

    /// Fills `back`, which is empty, leaving out the last `skipped` entries of `middle`.
    #[cold]
    fn enter_back(&mut self, skipped: usize) {
        if self.middle.len() == skipped {
            self.middle.end = self.middle.start;
            self.back = mem::take(&mut self.front);
            return;
        }
        let end = self.middle.end - skipped;
        let Some((entries, at)) = self.enter(Side::Right, end - 1, skipped > 0) else { return };
        let entries = &mut entries[..=at];
        let count = entries.len().min(end - self.middle.start);
        let start = entries.len() - count;
        self.back = entries[start..].iter_mut();
        self.middle.end = end - count;
    }

    /// The leaf with entry `rank`, and the entry's index there. It is the next from that end, if nothing
    /// is skipped.
    #[inline]
    fn enter(&mut self, end: Side, rank: usize, skips: bool) -> Option<(&'a mut [(K, V)], usize)> {
        let leaves = self.leaves.as_mut()?;
        if leaves.has_begun(end) && !skips {
            let entries = leaves.next(end, Width::<K, V>::LEAF)?;
            let at = if end == Side::Left { 0 } else { entries.len() - 1 };
            return Some((entries, at));
        }
        let mut at = rank;
        let entries = leaves.seek(end, Width::<K, V>::LEAF, |left| {
            let before = match left {
                Below::Fork(data) => data.size,
                Below::Leaf(len) => len,
            };
            let side = Side::right_if(at >= before);
            if side == Side::Right {
                at -= before;
            }
            side
        })?;
        Some((entries, at))
    }
}
