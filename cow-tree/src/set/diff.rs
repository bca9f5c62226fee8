//! What changed between two versions.

use super::CowTreeSet;
use crate::map;
use core::fmt;
use core::iter::FusedIterator;
use cow_core::{Atomic, Kind, SetDiffItem};

/// An iterator over the differences between two sets, in order, from both ends. Made by
/// [`CowTreeSet::diff`]. It allocates nothing.
pub struct Diff<'a, T, P: Kind = Atomic, A = ()> {
    diff: map::Diff<'a, T, (), P, A>,
}

impl<T: Ord, P: Kind, A> CowTreeSet<T, P, A> {
    /// What has to be done to this set to get `newer`, in order.
    ///
    /// Visits no node that both share, so it costs O(log n) for each change between two versions of
    /// one set, and O(n + m) between unrelated sets.
    ///
    /// ```
    /// use cow_tree::CowTreeSet;
    /// use cow_tree::set::DiffItem;
    ///
    /// let old = CowTreeSet::from([1, 2]);
    /// let mut new = old.clone();
    /// new.insert(3);
    /// new.remove(&1);
    /// assert!(old.diff(&new).eq([DiffItem::Remove(&1), DiffItem::Add(&3)]));
    /// ```
    pub fn diff<'a>(&'a self, newer: &'a Self) -> Diff<'a, T, P, A> {
        Diff { diff: self.map.diff(&newer.map) }
    }
}

impl<T: Ord, P: Kind, A> cow_core::Diff for CowTreeSet<T, P, A> {
    type Changes<'a>
        = Diff<'a, T, P, A>
    where
        Self: 'a;

    fn diff<'a>(&'a self, newer: &'a Self) -> Diff<'a, T, P, A> {
        self.diff(newer)
    }
}

impl<'a, T: Ord, P: Kind, A> Iterator for Diff<'a, T, P, A> {
    type Item = SetDiffItem<'a, 'a, T>;

    fn next(&mut self) -> Option<SetDiffItem<'a, 'a, T>> {
        self.diff.next().and_then(SetDiffItem::of_map)
    }
}

impl<T: Ord, P: Kind, A> DoubleEndedIterator for Diff<'_, T, P, A> {
    fn next_back(&mut self) -> Option<Self::Item> {
        self.diff.next_back().and_then(SetDiffItem::of_map)
    }
}

impl<T: Ord, P: Kind, A> FusedIterator for Diff<'_, T, P, A> {}

impl<T, P: Kind, A> Clone for Diff<'_, T, P, A> {
    fn clone(&self) -> Self {
        Self { diff: self.diff.clone() }
    }
}

impl<T: Ord + fmt::Debug, P: Kind, A> fmt::Debug for Diff<'_, T, P, A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.clone()).finish()
    }
}
