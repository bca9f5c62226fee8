//! Entries in order, from both ends.

use crate::tree::{Sum, TreeRef};
use core::mem;
use core::ops::Range;
use core::slice;
use cow_core::RefCount;
use cow_core::btree::{Runs, Sought};

/// The entries with some range of ranks: double-ended, exact, and small enough to be passed around.
pub(crate) struct Entries<'a, K, V, A, C: RefCount> {
    /// What is left of the leaf entered last from the front.
    front: slice::Iter<'a, (K, V)>,
    /// What is left of the leaf entered last from the back.
    back: slice::Iter<'a, (K, V)>,
    /// The leaves between the two.
    middle: Runs<'a, K, (K, V), Sum<A>, C>,
}

impl<K, V, A, C: RefCount> Clone for Entries<'_, K, V, A, C> {
    #[inline]
    fn clone(&self) -> Self {
        Self { front: self.front.clone(), back: self.back.clone(), middle: self.middle.clone() }
    }
}

impl<K, V, A, C: RefCount> Default for Entries<'_, K, V, A, C> {
    #[inline]
    fn default() -> Self {
        Self { front: [].iter(), back: [].iter(), middle: Runs::default() }
    }
}

impl<'a, K, V, A, C: RefCount> Entries<'a, K, V, A, C> {
    /// Returns all entries.
    #[inline]
    pub(crate) fn all(tree: Option<TreeRef<'a, K, V, A, C>>) -> Self {
        let len = tree.map_or(0, TreeRef::len);
        Self { middle: Runs::new(tree, 0..len), ..Self::default() }
    }

    /// Returns the entries whose ranks are in `ranks`, which are within the tree.
    #[inline]
    pub(crate) fn new(tree: TreeRef<'a, K, V, A, C>, ranks: Range<usize>) -> Self {
        Self { middle: Runs::new(Some(tree), ranks), ..Self::default() }
    }

    /// Returns the entries from a sought one on, or those after it, up to rank `end`.
    #[inline]
    pub(crate) fn from(
        tree: TreeRef<'a, K, V, A, C>,
        sought: impl Sought<K>,
        excluded: bool,
        end: usize,
    ) -> Self {
        let (first, middle) = tree.runs_from(sought, excluded, end);
        Self { front: first.iter(), middle, back: [].iter() }
    }

    /// Returns the number of entries that are left.
    #[inline]
    pub(crate) fn len(&self) -> usize {
        self.front.len() + self.middle.items() + self.back.len()
    }

    /// Returns the first entry that is left.
    #[inline]
    pub(crate) fn next(&mut self) -> Option<&'a (K, V)> {
        if let Some(entry) = self.front.next() {
            return Some(entry);
        }
        self.enter_front();
        self.front.next()
    }

    /// Returns the last entry that is left.
    #[inline]
    pub(crate) fn next_back(&mut self) -> Option<&'a (K, V)> {
        if let Some(entry) = self.back.next_back() {
            return Some(entry);
        }
        self.enter_back();
        self.back.next_back()
    }

    /// Returns the entry after `n` more from the front. O(log n).
    #[inline]
    pub(crate) fn nth(&mut self, n: usize) -> Option<&'a (K, V)> {
        let Some(beyond) = n.checked_sub(self.front.len()) else { return self.front.nth(n) };
        self.front = [].iter();
        let skipped = beyond.min(self.middle.items());
        self.middle.skip_items(skipped);
        self.enter_front();
        self.front.nth(beyond - skipped)
    }

    /// Returns the entry after `n` more from the back. O(log n).
    #[inline]
    pub(crate) fn nth_back(&mut self, n: usize) -> Option<&'a (K, V)> {
        let Some(beyond) = n.checked_sub(self.back.len()) else { return self.back.nth_back(n) };
        self.back = [].iter();
        let skipped = beyond.min(self.middle.items());
        self.middle.skip_items_back(skipped);
        self.enter_back();
        self.back.nth_back(beyond - skipped)
    }

    /// Returns all that are left, leaf by leaf.
    #[inline]
    pub(crate) fn fold<B>(self, init: B, mut f: impl FnMut(B, &'a (K, V)) -> B) -> B {
        let mut sum = self.front.fold(init, &mut f);
        for run in self.middle {
            sum = run.iter().fold(sum, &mut f);
        }
        self.back.fold(sum, f)
    }

    /// Fills `front`, which is empty.
    #[cold]
    fn enter_front(&mut self) {
        self.front = match self.middle.next() {
            Some(run) => run.iter(),
            None => mem::take(&mut self.back),
        };
    }

    /// Fills `back`, which is empty.
    #[cold]
    fn enter_back(&mut self) {
        self.back = match self.middle.next_back() {
            Some(run) => run.iter(),
            None => mem::take(&mut self.front),
        };
    }
}
