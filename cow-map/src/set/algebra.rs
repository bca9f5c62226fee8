//! Sets made of two sets, and what changed between two versions.

use super::cow_set::GenericSet;
use crate::map;
use crate::random_state::RandomState;
use core::fmt;
use core::hash::{BuildHasher, Hash};
use core::iter::FusedIterator;
use cow_core::{Atomic, RefCount, SetDiffItem, operators};

operators! {
    impl [T: Eq + Hash + Clone, S: BuildHasher, C: RefCount] for GenericSet<T, S, C>;

    /// Returns the elements of both sets; of equal ones, those of the left.
    ///
    /// Takes the time of what the sets do not share. The result has the nodes of the left set, or of
    /// the right one if that is much larger, and its hasher; the elements of the other one are moved
    /// there, or cloned if they are shared. Sets that hash differently are united element by element.
    ///
    /// ```
    /// use cow_map::CowSet;
    /// let a = CowSet::from([1, 2]);
    /// let b = CowSet::from([2, 3]);
    /// assert_eq!(&a | &b, CowSet::from([1, 2, 3]));
    /// assert!((&a | &a).ptr_eq(&a));
    /// ```
    BitOr, bitor, |a, b| Self { map: a.map | b.map };
    /// Inserts the elements of `other` that are not here, in place. If user code panics, some elements are inserted, or none.
    BitOrAssign, bitor_assign, |a, b| a.map |= b.map;

    /// Returns the elements of the left set that the right one has, too.
    ///
    /// Takes the time of what the sets do not share, or of the right one if that is much smaller.
    ///
    /// ```
    /// use cow_map::CowSet;
    /// let a = CowSet::from([1, 2]);
    /// let b = CowSet::from([2, 3]);
    /// assert_eq!(&a & &b, CowSet::from([2]));
    /// assert!((&a & &a).ptr_eq(&a));
    /// ```
    BitAnd, bitand, |a, b| Self { map: a.map & b.map };
    /// Removes the elements that `other` does not have, in place. If user code panics, some of them are removed, or none.
    BitAndAssign, bitand_assign, |a, b| a.map &= b.map;

    /// Returns the elements of the left set that the right one does not have.
    ///
    /// Takes the time of what the sets do not share, or of the right one if that is much smaller.
    ///
    /// ```
    /// use cow_map::CowSet;
    /// let a = CowSet::from([1, 2]);
    /// let b = CowSet::from([2, 3]);
    /// assert_eq!(&a - &b, CowSet::from([1]));
    /// ```
    Sub, sub, |a, b| Self { map: a.map - b.map };
    /// Removes the elements that `other` has, in place. If user code panics, some of them are removed, or none.
    SubAssign, sub_assign, |a, b| a.map -= b.map;

    /// Returns the elements that only one of the sets has.
    ///
    /// Takes the time of what the sets do not share, and moves or clones as `|` does.
    ///
    /// ```
    /// use cow_map::CowSet;
    /// let a = CowSet::from([1, 2]);
    /// let b = CowSet::from([2, 3]);
    /// assert_eq!(&a ^ &b, CowSet::from([1, 3]));
    /// ```
    BitXor, bitxor, |a, b| Self { map: a.map ^ b.map };
    /// Removes the elements that `other` has, too, and inserts its others, in place. If user code panics, some of
    /// that is done, or nothing.
    BitXorAssign, bitxor_assign, |a, b| a.map ^= b.map;
}

/// An iterator over the differences between two sets. Made by [`CowSet::diff`](crate::CowSet::diff).
pub struct Diff<'a, 'b, T, S = RandomState, C: RefCount = Atomic> {
    entries: map::Diff<'a, 'b, T, (), S, C>,
}

impl<T, S, C: RefCount> GenericSet<T, S, C> {
    /// Returns the changes that make this set equal to a `newer` one, in no particular order.
    ///
    /// Takes the time of what they do not share. Nothing is allocated.
    ///
    /// ```
    /// use cow_map::CowSet;
    /// use cow_map::hash_set::DiffItem;
    ///
    /// let old: CowSet<u32> = (0..1000).collect();
    /// let mut new = old.clone();
    /// new.insert(2000);
    /// assert_eq!(old.diff(&new).collect::<Vec<_>>(), [DiffItem::Add(&2000)]);
    /// ```
    #[inline]
    pub fn diff<'a, 'b>(&'a self, newer: &'b Self) -> Diff<'a, 'b, T, S, C> {
        Diff { entries: self.map.diff(&newer.map) }
    }
}

impl<T: Eq + Hash, S: BuildHasher, C: RefCount> cow_core::Diff for GenericSet<T, S, C> {
    type Changes<'a>
        = Diff<'a, 'a, T, S, C>
    where
        Self: 'a;

    fn diff<'a>(&'a self, newer: &'a Self) -> Diff<'a, 'a, T, S, C> {
        self.diff(newer)
    }
}

impl<'a, 'b, T: Eq + Hash, S: BuildHasher, C: RefCount> Iterator for Diff<'a, 'b, T, S, C> {
    type Item = SetDiffItem<'a, 'b, T>;

    fn next(&mut self) -> Option<SetDiffItem<'a, 'b, T>> {
        self.entries.find_map(SetDiffItem::of_map)
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.entries.size_hint()
    }
}

impl<T: Eq + Hash, S: BuildHasher, C: RefCount> FusedIterator for Diff<'_, '_, T, S, C> {}

impl<T, S, C: RefCount> Clone for Diff<'_, '_, T, S, C> {
    fn clone(&self) -> Self {
        Self { entries: self.entries.clone() }
    }
}

impl<T: Eq + Hash + fmt::Debug, S: BuildHasher, C: RefCount> fmt::Debug for Diff<'_, '_, T, S, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.clone()).finish()
    }
}
