//! Operators: two sets made one.

use super::GenericTreeSet;
use crate::summary::Summary;
use cow_core::{RefCount, operators};

operators! {
    impl [T: Ord + Clone, A: Summary<T, ()>, C: RefCount] for GenericTreeSet<T, A, C>;

    /// Returns the union: the elements of both. Of two equal ones, that of the left set.
    ///
    /// O(m log(n/m + 1)) for sizes m <= n, and less where both sets have nodes in common: none is
    /// visited that both share. Subtrees that stay as they were are shared with the result. What
    /// only these two sets own is moved into it and not copied.
    ///
    /// ```
    /// use cow_tree::CowTreeSet;
    ///
    /// let (a, b) = (CowTreeSet::from([1, 2]), CowTreeSet::from([2, 3]));
    /// assert_eq!(&a | &b, CowTreeSet::from([1, 2, 3]));
    /// assert_eq!(&a & &b, CowTreeSet::from([2]));
    /// assert_eq!(&a - &b, CowTreeSet::from([1]));
    /// assert_eq!(&a ^ &b, CowTreeSet::from([1, 3]));
    /// ```
    BitOr, bitor, |a, b| Self { map: a.map | b.map };
    /// Inserts the elements of `other` that are not here, in place.
    ///
    /// Nodes that change are written in place if they are not shared. If user code panics, some
    /// elements have been merged and the others are as they were; a second panic meanwhile aborts.
    BitOrAssign, bitor_assign, |a, b| a.map |= b.map;

    /// Returns the intersection: the elements of the left set that the right one has, too. Costs as `|`.
    BitAnd, bitand, |a, b| Self { map: a.map & b.map };
    /// Removes the elements that `other` does not have, in place. Panics and costs as `|=`.
    BitAndAssign, bitand_assign, |a, b| a.map &= b.map;

    /// Returns the difference: the elements of the left set that are not in the right one. Costs as `|`.
    Sub, sub, |a, b| Self { map: a.map - b.map };
    /// Removes the elements that `other` has, in place. Panics and costs as `|=`.
    SubAssign, sub_assign, |a, b| a.map -= b.map;

    /// Returns the symmetric difference: the elements that only one of both has. Costs as `|`.
    BitXor, bitxor, |a, b| Self { map: a.map ^ b.map };
    /// Removes the elements that `other` has, too, and inserts its others, in place. Panics and costs as `|=`.
    BitXorAssign, bitxor_assign, |a, b| a.map ^= b.map;
}
