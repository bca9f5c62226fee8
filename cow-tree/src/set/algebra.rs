//! Operators: two sets made one.

use super::GenericTreeSet;
use crate::summary::Summary;
use core::ops::{BitAnd, BitAndAssign, BitOr, BitOrAssign, BitXor, BitXorAssign, Sub, SubAssign};
use cow_core::RefCount;

/// An operator on sets, on references to sets, and its assigning forms.
macro_rules! operator {
    ($Op:ident $op:ident, $OpAssign:ident $op_assign:ident, $method:ident, $doc:literal, $example:literal) => {
        #[doc = $doc]
        ///
        /// O(m log(n/m + 1)) for sizes m <= n, and less where both sets have nodes in common: none is
        /// visited that both share. Subtrees that stay as they were are shared with the result. What
        /// only these two sets own is moved into it and not copied.
        ///
        /// ```
        /// use cow_tree::CowTreeSet;
        ///
        /// let (a, b) = (CowTreeSet::from([1, 2]), CowTreeSet::from([2, 3]));
        #[doc = $example]
        /// ```
        impl<T: Ord + Clone, A: Summary<T, ()>, C: RefCount> $Op for GenericTreeSet<T, A, C> {
            type Output = Self;

            fn $op(self, other: Self) -> Self {
                Self { map: self.map.$method(other.map) }
            }
        }

        #[doc = $doc]
        ///
        /// O(m log(n/m + 1)) for sizes m <= n, and less where both sets have nodes in common: none is
        /// visited that both share. Both sets stay, and share nodes with the result.
        impl<T: Ord + Clone, A: Summary<T, ()>, C: RefCount> $Op for &GenericTreeSet<T, A, C> {
            type Output = GenericTreeSet<T, A, C>;

            fn $op(self, other: Self) -> GenericTreeSet<T, A, C> {
                self.clone().$op(other.clone())
            }
        }

        #[doc = $doc]
        ///
        /// Nodes that change are written in place if they are not shared. If user code panics, some
        /// elements have been merged and the others are as they were; a second panic meanwhile aborts.
        impl<T: Ord + Clone, A: Summary<T, ()>, C: RefCount> $OpAssign for GenericTreeSet<T, A, C> {
            fn $op_assign(&mut self, other: Self) {
                self.map.$op_assign(other.map);
            }
        }

        #[doc = $doc]
        ///
        /// Nodes that change are written in place if they are not shared. If user code panics, some
        /// elements have been merged and the others are as they were; a second panic meanwhile aborts.
        impl<T: Ord + Clone, A: Summary<T, ()>, C: RefCount> $OpAssign<&Self>
            for GenericTreeSet<T, A, C>
        {
            fn $op_assign(&mut self, other: &Self) {
                self.map.$op_assign(&other.map);
            }
        }
    };
}

operator!(
    BitOr bitor, BitOrAssign bitor_assign, union,
    "The elements of both: the union. Of two equal ones, that of the left set.",
    "assert_eq!(&a | &b, CowTreeSet::from([1, 2, 3]));"
);
operator!(
    BitAnd bitand, BitAndAssign bitand_assign, intersection,
    "Returns the intersection. Elements are those of the left set.",
    "assert_eq!(&a & &b, CowTreeSet::from([2]));"
);
operator!(
    Sub sub, SubAssign sub_assign, difference,
    "What the other has not: the difference.",
    "assert_eq!(&a - &b, CowTreeSet::from([1]));"
);
operator!(
    BitXor bitxor, BitXorAssign bitxor_assign, symmetric_difference,
    "What only one of both has: the symmetric difference.",
    "assert_eq!(&a ^ &b, CowTreeSet::from([1, 3]));"
);
