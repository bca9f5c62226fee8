//! The operators of set algebra, for all maps and sets.

/// Implements operators for a type by value and for references to it, and the assigning forms of both.
///
/// Each form by reference is the one by value of clones, which are counts: what the operands share is not
/// copied.
#[doc(hidden)]
#[macro_export]
macro_rules! operators {
    (
        impl $generics:tt for $Type:ty;
        $(
            $(#[$doc:meta])* $Op:ident, $op:ident, $apply:expr;
            $(#[$assign_doc:meta])* $OpAssign:ident, $op_assign:ident, $assign:expr;
        )+
    ) => {$(
        $crate::operators! {
            @value $generics $Type, $Op, $op,
            {
                $(#[$doc])*
                #[inline]
                fn $op(self, other: Self) -> Self {
                    let apply: fn(Self, Self) -> Self = $apply;
                    apply(self, other)
                }
            }
        }

        $crate::operators! {
            @assign $generics $Type, $OpAssign, $op_assign,
            {
                $(#[$assign_doc])*
                #[inline]
                fn $op_assign(&mut self, other: Self) {
                    let assign: fn(&mut Self, Self) = $assign;
                    assign(self, other);
                }
            }
        }
    )+};
    (@value [$($generics:tt)*] $Type:ty, $Op:ident, $op:ident, { $($method:tt)* }) => {
        impl<$($generics)*> core::ops::$Op for $Type {
            type Output = Self;

            $($method)*
        }

        impl<$($generics)*> core::ops::$Op for &$Type
        where
            $Type: Clone,
        {
            type Output = $Type;

            /// As for owned operands, of clones of both: nothing is moved out of either.
            #[inline]
            fn $op(self, other: Self) -> $Type {
                core::ops::$Op::$op(self.clone(), other.clone())
            }
        }
    };
    (@assign [$($generics:tt)*] $Type:ty, $OpAssign:ident, $op_assign:ident, { $($method:tt)* }) => {
        impl<$($generics)*> core::ops::$OpAssign for $Type {
            $($method)*
        }

        impl<$($generics)*> core::ops::$OpAssign<&Self> for $Type
        where
            $Type: Clone,
        {
            /// As for an owned operand, of a clone of it: nothing is moved out of it.
            #[inline]
            fn $op_assign(&mut self, other: &Self) {
                core::ops::$OpAssign::$op_assign(self, other.clone());
            }
        }
    };
}
