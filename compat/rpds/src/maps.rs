//! What both maps have.

/// rpds' methods of maps. A key is looked up by what is `$Sought`.
macro_rules! map_methods {
    ($Map:ident $($S:ident)?, keys [$($Key:tt)*] by [$($Sought:tt)*] $(, hasher [$($Hasher:tt)*])?) => {
        impl<K: $($Key)*, V, P: crate::Kind $(, $S: $($Hasher)*)?> $Map<K, V, P $(, $S)?> {
            #[must_use]
            pub fn size(&self) -> usize {
                self.0.len()
            }

            #[must_use]
            pub fn get<Q>(&self, key: &Q) -> Option<&V>
            where
                K: Borrow<Q>,
                Q: $($Sought)* + ?Sized,
            {
                self.0.get(key)
            }

            #[must_use]
            pub fn get_key_value<Q>(&self, key: &Q) -> Option<(&K, &V)>
            where
                K: Borrow<Q>,
                Q: $($Sought)* + ?Sized,
            {
                self.0.get_key_value(key)
            }

            #[must_use]
            pub fn contains_key<Q>(&self, key: &Q) -> bool
            where
                K: Borrow<Q>,
                Q: $($Sought)* + ?Sized,
            {
                self.0.contains_key(key)
            }
        }

        impl<K: $($Key)* + Clone, V: Clone, P: crate::Kind $(, $S: $($Hasher)* + Clone)?> $Map<K, V, P $(, $S)?> {
            pub fn get_mut<Q>(&mut self, key: &Q) -> Option<&mut V>
            where
                K: Borrow<Q>,
                Q: $($Sought)* + ?Sized,
            {
                self.0.get_mut(key)
            }

            #[must_use]
            pub fn insert(&self, key: K, value: V) -> Self {
                let mut new = self.clone();
                new.insert_mut(key, value);
                new
            }

            pub fn insert_mut(&mut self, key: K, value: V) {
                self.0.insert(key, value);
            }

            #[must_use]
            pub fn remove<Q>(&self, key: &Q) -> Self
            where
                K: Borrow<Q>,
                Q: $($Sought)* + ?Sized,
            {
                let mut new = self.clone();
                new.remove_mut(key);
                new
            }

            pub fn remove_mut<Q>(&mut self, key: &Q) -> bool
            where
                K: Borrow<Q>,
                Q: $($Sought)* + ?Sized,
            {
                self.0.remove_entry(key).is_some()
            }
        }

        impl<K: $($Key)*, V, Q, P: crate::Kind $(, $S: $($Hasher)*)?> Index<&Q> for $Map<K, V, P $(, $S)?>
        where
            K: Borrow<Q>,
            Q: $($Sought)* + ?Sized,
        {
            type Output = V;

            fn index(&self, key: &Q) -> &V {
                self.0.get(key).expect("no entry found for key")
            }
        }

        impl<K: fmt::Display, V: fmt::Display, P: crate::Kind $(, $S)?> fmt::Display for $Map<K, V, P $(, $S)?> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                crate::wrap::display(f, '{', &self.0, |(key, value), f| write!(f, "{key}: {value}"), '}')
            }
        }
    };
}
