//! Methods that hash sets and ordered sets have in common.

/// im's methods of sets, for which ours have other names, signatures or meanings.
///
/// The set is `$Set<A, S, C>`, or has no hasher `S`; an item is sought by what is `$Sought`.
macro_rules! set_methods {
    ($Set:ident [$($S:ident)?] where [$($bounds:tt)*] by [$($Sought:tt)*]) => {
        impl<A, $($S,)? C: RefCount> $Set<A, $($S,)? C> {
            pub fn ptr_eq(&self, other: &Self) -> bool {
                self.0.ptr_eq(&other.0)
            }
        }

        impl<A, $($S,)? C: RefCount> $Set<A, $($S,)? C>
        where
            $($bounds)*
        {
            /// Inserts an item, and returns the equal one that it takes the place of. Ours returns whether it is new.
            pub fn insert(&mut self, item: A) -> Option<A> {
                self.0.replace(item)
            }

            /// Removes and returns an item. Ours returns whether it was there.
            pub fn remove<Q>(&mut self, item: &Q) -> Option<A>
            where
                A: Borrow<Q>,
                Q: $($Sought)* + ?Sized,
            {
                self.0.take(item)
            }

            /// A set with this item, too.
            #[must_use]
            pub fn update(&self, item: A) -> Self {
                let mut new = self.clone();
                new.insert(item);
                new
            }

            #[must_use]
            pub fn without<Q>(&self, item: &Q) -> Self
            where
                A: Borrow<Q>,
                Q: $($Sought)* + ?Sized,
            {
                let mut new = self.clone();
                new.remove(item);
                new
            }

            #[must_use]
            pub fn union(self, other: Self) -> Self {
                Self(self.0 | other.0)
            }

            #[must_use]
            pub fn unions(sets: impl IntoIterator<Item = Self>) -> Self
            where
                Self: Default,
            {
                sets.into_iter().fold(Self::default(), Self::union)
            }

            /// What only one of both has: im's difference is symmetric.
            #[must_use]
            pub fn difference(self, other: Self) -> Self {
                self.symmetric_difference(other)
            }

            #[must_use]
            pub fn symmetric_difference(self, other: Self) -> Self {
                Self(self.0 ^ other.0)
            }

            /// What `other` has not: ours is `difference`.
            #[must_use]
            pub fn relative_complement(self, other: Self) -> Self {
                Self(self.0 - other.0)
            }

            #[must_use]
            pub fn intersection(self, other: Self) -> Self {
                Self(self.0 & other.0)
            }

            pub fn is_subset(&self, other: impl Borrow<Self>) -> bool {
                self.0.is_subset(&other.borrow().0)
            }

            pub fn is_proper_subset(&self, other: impl Borrow<Self>) -> bool {
                self.len() != other.borrow().len() && self.is_subset(other)
            }
        }

        impl<A, $($S,)? C: RefCount> std::ops::Add for $Set<A, $($S,)? C>
        where
            $($bounds)*
        {
            type Output = Self;

            fn add(self, other: Self) -> Self {
                self.union(other)
            }
        }

        impl<A, $($S,)? C: RefCount> std::ops::Mul for $Set<A, $($S,)? C>
        where
            $($bounds)*
        {
            type Output = Self;

            fn mul(self, other: Self) -> Self {
                self.intersection(other)
            }
        }

        impl<A, $($S,)? C: RefCount> std::ops::Add for &$Set<A, $($S,)? C>
        where
            $($bounds)*
        {
            type Output = $Set<A, $($S,)? C>;

            fn add(self, other: Self) -> Self::Output {
                self.clone().union(other.clone())
            }
        }

        impl<A, $($S,)? C: RefCount> std::ops::Mul for &$Set<A, $($S,)? C>
        where
            $($bounds)*
        {
            type Output = $Set<A, $($S,)? C>;

            fn mul(self, other: Self) -> Self::Output {
                self.clone().intersection(other.clone())
            }
        }

        impl<A, $($S,)? C: RefCount> std::iter::Sum for $Set<A, $($S,)? C>
        where
            Self: Default,
            $($bounds)*
        {
            fn sum<I: Iterator<Item = Self>>(sets: I) -> Self {
                Self::unions(sets)
            }
        }

        impl<A, R, $($S,)? C: RefCount> Extend<R> for $Set<A, $($S,)? C>
        where
            A: From<R>,
            $($bounds)*
        {
            fn extend<I: IntoIterator<Item = R>>(&mut self, items: I) {
                self.0.extend(items.into_iter().map(A::from));
            }
        }

        from_collections! {
            [A, $($S,)? C: RefCount] $Set<A, $($S,)? C> where [Self: FromIterator<A>, A: Clone];
            [; const N: usize] [A; N] => |items| items.into_iter().collect();
            [;] Vec<A> => |items| items.into_iter().collect();
            ['a;] &'a [A] => |items| items.iter().cloned().collect();
            ['a;] &'a Vec<A> => |items| items.iter().cloned().collect();
            [; H] std::collections::HashSet<A, H> => |items| items.into_iter().collect();
            ['a; H] &'a std::collections::HashSet<A, H> => |items| items.iter().cloned().collect();
            [;] std::collections::BTreeSet<A> => |items| items.into_iter().collect();
            ['a;] &'a std::collections::BTreeSet<A> => |items| items.iter().cloned().collect();
            [; D: RefCount] crate::GenericVector<A, D> => |items| items.into_iter().collect();
            ['a; D: RefCount] &'a crate::GenericVector<A, D> => |items| items.iter().cloned().collect();
        }
    };
}
