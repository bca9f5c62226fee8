//! The operators of set algebra, for maps and for sets.

/// Implements an operator for a type by value and for references to it, and both assigning forms.
///
/// Each form by reference is the one by value of clones, which are counts: what the operands share is not
/// copied.
macro_rules! operator {
    (
        impl<$($T:ident),+> for $Type:ident where { $($bound:tt)+ }
        $(#[$doc:meta])* $Op:ident, $op:ident, $apply:expr;
        $(#[$assign_doc:meta])* $OpAssign:ident, $op_assign:ident, $assign:expr
    ) => {
        impl<$($T,)+ S: BuildHasher, C: RefCount> $Op for $Type<$($T,)+ S, C>
        where
            $($bound)+
        {
            type Output = Self;

            $(#[$doc])*
            #[inline]
            fn $op(self, other: Self) -> Self {
                let apply: fn(Self, Self) -> Self = $apply;
                apply(self, other)
            }
        }

        impl<$($T,)+ S: BuildHasher + Clone, C: RefCount> $Op for &$Type<$($T,)+ S, C>
        where
            $($bound)+
        {
            type Output = $Type<$($T,)+ S, C>;

            /// As for owned operands, of clones of both: nothing is moved out of either.
            #[inline]
            fn $op(self, other: Self) -> Self::Output {
                $Op::$op(self.clone(), other.clone())
            }
        }

        impl<$($T,)+ S: BuildHasher, C: RefCount> $OpAssign for $Type<$($T,)+ S, C>
        where
            $($bound)+
        {
            $(#[$assign_doc])*
            #[inline]
            fn $op_assign(&mut self, other: Self) {
                let assign: fn(&mut Self, Self) = $assign;
                assign(self, other);
            }
        }

        impl<$($T,)+ S: BuildHasher + Clone, C: RefCount> $OpAssign<&Self> for $Type<$($T,)+ S, C>
        where
            $($bound)+
        {
            /// As for an owned operand, of a clone of it: nothing is moved out of it.
            #[inline]
            fn $op_assign(&mut self, other: &Self) {
                $OpAssign::$op_assign(self, other.clone());
            }
        }
    };
}

pub(crate) use operator;
