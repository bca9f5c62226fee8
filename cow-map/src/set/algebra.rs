//! Sets made of two sets, and what changed between two versions.

use super::cow_set::CowSet;
use crate::map;
use crate::random_state::RandomState;
use core::fmt;
use core::hash::{BuildHasher, Hash};
use core::iter::FusedIterator;
use core::ops::{BitAnd, BitAndAssign, BitOr, BitOrAssign, BitXor, BitXorAssign, Sub, SubAssign};
use cow_core::{Atomic, Kind};

/// An operator on references, and its assigning form.
macro_rules! operator {
    ($(#[$doc:meta])* $Op:ident, $op:ident, $OpAssign:ident, $op_assign:ident, $method:ident) => {
        impl<T, S, P> $Op<&CowSet<T, S, P>> for &CowSet<T, S, P>
        where
            T: Eq + Hash + Clone,
            S: BuildHasher + Clone,
            P: Kind,
        {
            type Output = CowSet<T, S, P>;

            $(#[$doc])*
            fn $op(self, other: &CowSet<T, S, P>) -> CowSet<T, S, P> {
                CowSet { map: self.map.$method(&other.map) }
            }
        }

        impl<T, S, P> $OpAssign<&CowSet<T, S, P>> for CowSet<T, S, P>
        where
            T: Eq + Hash + Clone,
            S: BuildHasher + Clone,
            P: Kind,
        {
            /// The operation on both sets, of which the result takes this set's place.
            fn $op_assign(&mut self, other: &CowSet<T, S, P>) {
                self.map = self.map.$method(&other.map);
            }
        }
    };
}

operator! {
    /// The elements of both sets; of equal ones, those of the left.
    ///
    /// Takes the time of what the sets do not share, and the result shares with them what it can. It
    /// has the hasher of the left set, or of the right one if that is much larger. Sets that hash
    /// differently are united element by element.
    ///
    /// ```
    /// use cow_map::CowSet;
    /// let a = CowSet::from([1, 2]);
    /// let b = CowSet::from([2, 3]);
    /// assert_eq!(&a | &b, CowSet::from([1, 2, 3]));
    /// assert!((&a | &a).ptr_eq(&a));
    /// ```
    BitOr, bitor, BitOrAssign, bitor_assign, union
}

operator! {
    /// The elements of the left set that the right one has, too.
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
    BitAnd, bitand, BitAndAssign, bitand_assign, intersection
}

operator! {
    /// The elements of the left set that the right one does not have.
    ///
    /// Takes the time of what the sets do not share, or of the right one if that is much smaller.
    ///
    /// ```
    /// use cow_map::CowSet;
    /// let a = CowSet::from([1, 2]);
    /// let b = CowSet::from([2, 3]);
    /// assert_eq!(&a - &b, CowSet::from([1]));
    /// ```
    Sub, sub, SubAssign, sub_assign, difference
}

operator! {
    /// The elements that only one of the sets has.
    ///
    /// Takes the time of what the sets do not share.
    ///
    /// ```
    /// use cow_map::CowSet;
    /// let a = CowSet::from([1, 2]);
    /// let b = CowSet::from([2, 3]);
    /// assert_eq!(&a ^ &b, CowSet::from([1, 3]));
    /// ```
    BitXor, bitxor, BitXorAssign, bitxor_assign, symmetric_difference
}

/// A difference between two sets, by [`CowSet::diff`].
#[derive(Debug, PartialEq, Eq)]
pub enum DiffItem<'a, 'b, T> {
    /// An element that only the newer set has.
    Add(&'b T),
    /// An element that only the older set has.
    Remove(&'a T),
}

impl<T> Clone for DiffItem<'_, '_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for DiffItem<'_, '_, T> {}

/// The differences between two sets, by [`CowSet::diff`].
pub struct Diff<'a, 'b, T, S = RandomState, P: Kind = Atomic> {
    entries: map::Diff<'a, 'b, T, (), S, P>,
}

impl<T, S, P: Kind> CowSet<T, S, P> {
    /// What has to be done to this set to make it equal to a `newer` one, in no particular order.
    ///
    /// Takes the time of what they do not share. Nothing is allocated.
    ///
    /// ```
    /// use cow_map::CowSet;
    /// use cow_map::set::DiffItem;
    ///
    /// let old: CowSet<u32> = (0..1000).collect();
    /// let mut new = old.clone();
    /// new.insert(2000);
    /// assert_eq!(old.diff(&new).collect::<Vec<_>>(), [DiffItem::Add(&2000)]);
    /// ```
    #[inline]
    pub fn diff<'a, 'b>(&'a self, newer: &'b Self) -> Diff<'a, 'b, T, S, P> {
        Diff { entries: self.map.diff(&newer.map) }
    }
}

impl<T: Eq + Hash, S: BuildHasher, P: Kind> cow_core::Diff for CowSet<T, S, P> {
    type Changes<'a>
        = Diff<'a, 'a, T, S, P>
    where
        Self: 'a;

    fn diff<'a>(&'a self, newer: &'a Self) -> Diff<'a, 'a, T, S, P> {
        self.diff(newer)
    }
}

impl<'a, 'b, T: Eq + Hash, S: BuildHasher, P: Kind> Iterator for Diff<'a, 'b, T, S, P> {
    type Item = DiffItem<'a, 'b, T>;

    fn next(&mut self) -> Option<DiffItem<'a, 'b, T>> {
        self.entries.find_map(|item| match item {
            map::DiffItem::Add(value, ()) => Some(DiffItem::Add(value)),
            map::DiffItem::Remove(value, ()) => Some(DiffItem::Remove(value)),
            map::DiffItem::Update { .. } => None,
        })
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.entries.size_hint()
    }
}

impl<T: Eq + Hash, S: BuildHasher, P: Kind> FusedIterator for Diff<'_, '_, T, S, P> {}

impl<T, S, P: Kind> Clone for Diff<'_, '_, T, S, P> {
    fn clone(&self) -> Self {
        Self { entries: self.entries.clone() }
    }
}

impl<T, S, P> fmt::Debug for Diff<'_, '_, T, S, P>
where
    T: Eq + Hash + fmt::Debug,
    S: BuildHasher,
    P: Kind,
{
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.clone()).finish()
    }
}
