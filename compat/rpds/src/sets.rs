//! What both sets have.

/// rpds' methods of sets. An item is looked up by what is `$Sought`.
macro_rules! set_methods {
    ($Set:ident $($S:ident)?, items [$($Item:tt)*] by [$($Sought:tt)*] $(, hasher [$($Hasher:tt)*])?) => {
        impl<T: $($Item)*, P: crate::Kind $(, $S: $($Hasher)*)?> $Set<T, P $(, $S)?> {
            #[must_use]
            pub fn size(&self) -> usize {
                self.0.len()
            }

            #[must_use]
            pub fn get<Q>(&self, item: &Q) -> Option<&T>
            where
                T: Borrow<Q>,
                Q: $($Sought)* + ?Sized,
            {
                self.0.get(item)
            }

            #[must_use]
            pub fn contains<Q>(&self, item: &Q) -> bool
            where
                T: Borrow<Q>,
                Q: $($Sought)* + ?Sized,
            {
                self.0.contains(item)
            }

            #[must_use]
            pub fn is_disjoint(&self, other: &Self) -> bool {
                self.0.is_disjoint(&other.0)
            }

            #[must_use]
            pub fn is_subset(&self, other: &Self) -> bool {
                self.0.is_subset(&other.0)
            }

            #[must_use]
            pub fn is_superset(&self, other: &Self) -> bool {
                other.is_subset(self)
            }
        }

        impl<T: $($Item)* + Clone, P: crate::Kind $(, $S: $($Hasher)* + Clone)?> $Set<T, P $(, $S)?> {
            #[must_use]
            pub fn insert(&self, item: T) -> Self {
                let mut new = self.clone();
                new.insert_mut(item);
                new
            }

            pub fn insert_mut(&mut self, item: T) {
                self.0.insert(item);
            }

            #[must_use]
            pub fn remove<Q>(&self, item: &Q) -> Self
            where
                T: Borrow<Q>,
                Q: $($Sought)* + ?Sized,
            {
                let mut new = self.clone();
                new.remove_mut(item);
                new
            }

            pub fn remove_mut<Q>(&mut self, item: &Q) -> bool
            where
                T: Borrow<Q>,
                Q: $($Sought)* + ?Sized,
            {
                self.0.remove(item)
            }
        }

        impl<T: fmt::Display, P: crate::Kind $(, $S)?> fmt::Display for $Set<T, P $(, $S)?> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                crate::wrap::display(f, '{', &self.0, |item, f| item.fmt(f), '}')
            }
        }
    };
}
