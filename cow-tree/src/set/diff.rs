//! What changed between two versions.

use super::GenericTreeSet;
use crate::map;
use core::fmt;
use core::iter::FusedIterator;
use cow_core::{Atomic, RefCount, SetDiffItem};

/// An iterator over the differences between two sets, in order, from both ends. Made by
/// [`CowTreeSet::diff`](crate::CowTreeSet::diff). It allocates nothing.
pub struct Diff<'a, T, A = (), C: RefCount = Atomic> {
    diff: map::Diff<'a, T, (), A, C>,
}

impl<T: Ord, A, C: RefCount> GenericTreeSet<T, A, C> {
    /// Returns what has to be done to this set to get `newer`, in order.
    ///
    /// Visits no node that both share, so it costs O(log n) for each change between two versions of
    /// one set, and O(n + m) between unrelated sets.
    ///
    /// ```
    /// use cow_tree::CowTreeSet;
    /// use cow_tree::btree_set::DiffItem;
    ///
    /// let old = CowTreeSet::from([1, 2]);
    /// let mut new = old.clone();
    /// new.insert(3);
    /// new.remove(&1);
    /// assert!(old.diff(&new).eq([DiffItem::Remove(&1), DiffItem::Add(&3)]));
    /// ```
    pub fn diff<'a>(&'a self, newer: &'a Self) -> Diff<'a, T, A, C> {
        Diff { diff: self.map.diff(&newer.map) }
    }
}

impl<T: Ord, A, C: RefCount> cow_core::Diff for GenericTreeSet<T, A, C> {
    type Changes<'a>
        = Diff<'a, T, A, C>
    where
        Self: 'a;

    fn diff<'a>(&'a self, newer: &'a Self) -> Diff<'a, T, A, C> {
        self.diff(newer)
    }
}

impl<'a, T: Ord, A, C: RefCount> Iterator for Diff<'a, T, A, C> {
    type Item = SetDiffItem<'a, 'a, T>;

    fn next(&mut self) -> Option<SetDiffItem<'a, 'a, T>> {
        self.diff.next().and_then(SetDiffItem::of_map)
    }
}

impl<T: Ord, A, C: RefCount> DoubleEndedIterator for Diff<'_, T, A, C> {
    fn next_back(&mut self) -> Option<Self::Item> {
        self.diff.next_back().and_then(SetDiffItem::of_map)
    }
}

impl<T: Ord, A, C: RefCount> FusedIterator for Diff<'_, T, A, C> {}

impl<T, A, C: RefCount> Clone for Diff<'_, T, A, C> {
    fn clone(&self) -> Self {
        Self { diff: self.diff.clone() }
    }
}

impl<T: Ord + fmt::Debug, A, C: RefCount> fmt::Debug for Diff<'_, T, A, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.clone()).finish()
    }
}
