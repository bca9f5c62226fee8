//! Sets made of two sets, and what changed between two versions.

use super::cow_set::GenericSet;
use crate::map;
use crate::random_state::RandomState;
use core::fmt;
use core::hash::{BuildHasher, Hash};
use core::iter::FusedIterator;
use core::ops::{BitAnd, BitAndAssign, BitOr, BitOrAssign, BitXor, BitXorAssign, Sub, SubAssign};
use cow_core::{Atomic, RefCount, SetDiffItem};

/// An operator on sets, on references, and its assigning forms.
macro_rules! operator {
    (
        $(#[$doc:meta])* $Op:ident, $op:ident;
        $(#[$assign_doc:meta])* $OpAssign:ident, $op_assign:ident
    ) => {
        impl<T, S, C> $Op for GenericSet<T, S, C>
        where
            T: Eq + Hash + Clone,
            S: BuildHasher,
            C: RefCount,
        {
            type Output = Self;

            $(#[$doc])*
            #[inline]
            fn $op(self, other: Self) -> Self {
                Self { map: $Op::$op(self.map, other.map) }
            }
        }

        impl<T, S, C> $Op for &GenericSet<T, S, C>
        where
            T: Eq + Hash + Clone,
            S: BuildHasher + Clone,
            C: RefCount,
        {
            type Output = GenericSet<T, S, C>;

            /// As for owned sets, of clones of both: elements and nodes of neither are moved.
            #[inline]
            fn $op(self, other: Self) -> GenericSet<T, S, C> {
                GenericSet { map: $Op::$op(&self.map, &other.map) }
            }
        }

        impl<T, S, C> $OpAssign for GenericSet<T, S, C>
        where
            T: Eq + Hash + Clone,
            S: BuildHasher,
            C: RefCount,
        {
            $(#[$assign_doc])*
            #[inline]
            fn $op_assign(&mut self, other: Self) {
                $OpAssign::$op_assign(&mut self.map, other.map);
            }
        }

        impl<T, S, C> $OpAssign<&Self> for GenericSet<T, S, C>
        where
            T: Eq + Hash + Clone,
            S: BuildHasher + Clone,
            C: RefCount,
        {
            /// As for an owned set, of a clone of it: its elements are not moved.
            #[inline]
            fn $op_assign(&mut self, other: &Self) {
                $OpAssign::$op_assign(&mut self.map, &other.map);
            }
        }
    };
}

operator! {
    /// The elements of both sets; of equal ones, those of the left.
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
    BitOr, bitor;
    /// The union, in place. If user code panics, some elements have come, or none.
    BitOrAssign, bitor_assign
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
    BitAnd, bitand;
    /// The intersection, in place. If user code panics, some elements have gone, or none.
    BitAndAssign, bitand_assign
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
    Sub, sub;
    /// The difference, in place. If user code panics, some elements have gone, or none.
    SubAssign, sub_assign
}

operator! {
    /// The elements that only one of the sets has.
    ///
    /// Takes the time of what the sets do not share, and moves or clones as `|` does.
    ///
    /// ```
    /// use cow_map::CowSet;
    /// let a = CowSet::from([1, 2]);
    /// let b = CowSet::from([2, 3]);
    /// assert_eq!(&a ^ &b, CowSet::from([1, 3]));
    /// ```
    BitXor, bitxor;
    /// The symmetric difference, in place. If user code panics, some elements of the other set have come
    /// or gone, or none.
    BitXorAssign, bitxor_assign
}

/// The differences between two sets, by [`CowSet::diff`](crate::CowSet::diff).
pub struct Diff<'a, 'b, T, S = RandomState, C: RefCount = Atomic> {
    entries: map::Diff<'a, 'b, T, (), S, C>,
}

impl<T, S, C: RefCount> GenericSet<T, S, C> {
    /// What has to be done to this set to make it equal to a `newer` one, in no particular order.
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

impl<T, S, C> fmt::Debug for Diff<'_, '_, T, S, C>
where
    T: Eq + Hash + fmt::Debug,
    S: BuildHasher,
    C: RefCount,
{
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.clone()).finish()
    }
}
