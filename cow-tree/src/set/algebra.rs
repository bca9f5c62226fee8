//! Operators: two sets made one.

use super::CowTreeSet;
use core::ops::{BitAnd, BitOr, BitXor, Sub};
use cow_core::Kind;

macro_rules! operator {
    ($trait:ident, $method:ident, $algebra:ident, $doc:literal, $a:literal, $result:literal) => {
        #[doc = $doc]
        ///
        /// O(m log(n/m + 1)) for sizes m <= n, and less where both sets have nodes in common: none
        /// is visited that both share. Subtrees that stay as they were are shared with the result.
        ///
        /// ```
        /// use cow_tree::CowTreeSet;
        ///
        /// let (a, b) = (CowTreeSet::from([1, 2]), CowTreeSet::from([2, 3]));
        #[doc = concat!("assert_eq!(", $a, ", CowTreeSet::from(", $result, "));")]
        /// ```
        impl<T: Ord + Clone, P: Kind> $trait<&CowTreeSet<T, P>> for &CowTreeSet<T, P> {
            type Output = CowTreeSet<T, P>;

            fn $method(self, other: &CowTreeSet<T, P>) -> CowTreeSet<T, P> {
                CowTreeSet { map: self.map.clone().$algebra(other.map.clone()) }
            }
        }
    };
}

operator!(BitOr, bitor, union, "The elements of both: the union.", "&a | &b", "[1, 2, 3]");
operator!(BitAnd, bitand, intersection, "What both have: the intersection.", "&a & &b", "[2]");
operator!(Sub, sub, difference, "What the other has not: the difference.", "&a - &b", "[1]");
operator!(
    BitXor,
    bitxor,
    symmetric_difference,
    "What only one of both has: the symmetric difference.",
    "&a ^ &b",
    "[1, 3]"
);
