//! Methods that hash maps and ordered maps have in common.

/// im's methods of maps, for which ours have other names, signatures or meanings.
///
/// The map is `$Map<K, V, S, C>`, or has no hasher `S`; a key is sought by what is `$Sought`.
macro_rules! map_methods {
    ($Map:ident [$($S:ident)?] where [$($bounds:tt)*] by [$($Sought:tt)*]) => {
        impl<K, V, $($S,)? C: RefCount> $Map<K, V, $($S,)? C> {
            pub fn ptr_eq(&self, other: &Self) -> bool {
                self.0.ptr_eq(&other.0)
            }
        }

        impl<K, V, $($S,)? C: RefCount> $Map<K, V, $($S,)? C>
        where
            $($bounds)*
        {
            pub fn remove_with_key<Q>(&mut self, key: &Q) -> Option<(K, V)>
            where
                K: Borrow<Q>,
                Q: $($Sought)* + ?Sized,
            {
                self.0.remove_entry(key)
            }

            /// Keeps the entries of which `f` is true. Ours lends the value to be changed.
            pub fn retain(&mut self, mut f: impl FnMut(&K, &V) -> bool) {
                self.0.retain(|key, value| f(key, value));
            }

            /// A map with this entry, too, or in place of another.
            #[must_use]
            pub fn update(&self, key: K, value: V) -> Self {
                let mut new = self.clone();
                new.0.insert(key, value);
                new
            }

            /// As `update`; if the key is there, with the value that `f` makes of the old and the new one.
            #[must_use]
            pub fn update_with(&self, key: K, value: V, f: impl FnOnce(V, V) -> V) -> Self {
                self.update_with_key(key, value, |_, old, new| f(old, new))
            }

            #[must_use]
            pub fn update_with_key(&self, key: K, value: V, f: impl FnOnce(&K, V, V) -> V) -> Self {
                let value = match self.0.get(&key) {
                    Some(old) => f(&key, old.clone(), value),
                    None => value,
                };
                self.update(key, value)
            }

            /// As `update_with_key`, and the old value.
            #[must_use]
            pub fn update_lookup_with_key(
                &self,
                key: K,
                value: V,
                f: impl FnOnce(&K, &V, V) -> V,
            ) -> (Option<V>, Self) {
                let old = self.0.get(&key).cloned();
                let value = match &old {
                    Some(old) => f(&key, old, value),
                    None => value,
                };
                (old, self.update(key, value))
            }

            /// A map whose value of `key` is what `f` makes of it.
            #[must_use]
            pub fn alter(&self, f: impl FnOnce(Option<V>) -> Option<V>, key: K) -> Self {
                match f(self.0.get(&key).cloned()) {
                    Some(value) => self.update(key, value),
                    None => self.without(&key),
                }
            }

            #[must_use]
            pub fn without<Q>(&self, key: &Q) -> Self
            where
                K: Borrow<Q>,
                Q: $($Sought)* + ?Sized,
            {
                let mut new = self.clone();
                new.0.remove(key);
                new
            }

            /// The value of a key, and the map without it.
            #[must_use]
            pub fn extract<Q>(&self, key: &Q) -> Option<(V, Self)>
            where
                K: Borrow<Q>,
                Q: $($Sought)* + ?Sized,
            {
                self.extract_with_key(key).map(|(_, value, rest)| (value, rest))
            }

            #[must_use]
            pub fn extract_with_key<Q>(&self, key: &Q) -> Option<(K, V, Self)>
            where
                K: Borrow<Q>,
                Q: $($Sought)* + ?Sized,
            {
                let mut rest = self.clone();
                let (key, value) = rest.0.remove_entry(key)?;
                Some((key, value, rest))
            }

            /// The entries of both, and this map's of keys that both have.
            #[must_use]
            pub fn union(self, other: Self) -> Self {
                Self(self.0.union(other.0))
            }

            #[must_use]
            pub fn union_with(self, other: Self, mut f: impl FnMut(V, V) -> V) -> Self {
                self.union_with_key(other, |_, a, b| f(a, b))
            }

            #[must_use]
            pub fn union_with_key(self, other: Self, mut f: impl FnMut(&K, V, V) -> V) -> Self {
                Self(self.0.union_with(other.0, |key, a, b| f(key, a.clone(), b.clone())))
            }

            #[must_use]
            pub fn unions(maps: impl IntoIterator<Item = Self>) -> Self
            where
                Self: Default,
            {
                maps.into_iter().fold(Self::default(), Self::union)
            }

            #[must_use]
            pub fn unions_with(
                maps: impl IntoIterator<Item = Self>,
                f: impl Fn(V, V) -> V,
            ) -> Self
            where
                Self: Default,
            {
                maps.into_iter().fold(Self::default(), |all, map| all.union_with(map, &f))
            }

            #[must_use]
            pub fn unions_with_key(
                maps: impl IntoIterator<Item = Self>,
                f: impl Fn(&K, V, V) -> V,
            ) -> Self
            where
                Self: Default,
            {
                maps.into_iter().fold(Self::default(), |all, map| all.union_with_key(map, &f))
            }

            /// What only one of both has: im's difference is symmetric.
            #[must_use]
            pub fn difference(self, other: Self) -> Self {
                self.symmetric_difference(other)
            }

            #[must_use]
            pub fn symmetric_difference(self, other: Self) -> Self {
                Self(self.0.symmetric_difference(other.0))
            }

            #[must_use]
            pub fn difference_with(self, other: Self, f: impl FnMut(V, V) -> Option<V>) -> Self {
                self.symmetric_difference_with(other, f)
            }

            #[must_use]
            pub fn symmetric_difference_with(
                self,
                other: Self,
                mut f: impl FnMut(V, V) -> Option<V>,
            ) -> Self {
                self.symmetric_difference_with_key(other, |_, a, b| f(a, b))
            }

            #[must_use]
            pub fn difference_with_key(
                self,
                other: Self,
                f: impl FnMut(&K, V, V) -> Option<V>,
            ) -> Self {
                self.symmetric_difference_with_key(other, f)
            }

            /// The symmetric difference, and what `f` makes of keys that both have.
            #[must_use]
            pub fn symmetric_difference_with_key(
                mut self,
                other: Self,
                mut f: impl FnMut(&K, V, V) -> Option<V>,
            ) -> Self {
                for (key, theirs) in other {
                    let value = match self.0.remove(&key) {
                        Some(ours) => f(&key, ours, theirs),
                        None => Some(theirs),
                    };
                    if let Some(value) = value {
                        self.0.insert(key, value);
                    }
                }
                self
            }

            /// What `other` has not: ours is `difference`.
            #[must_use]
            pub fn relative_complement(self, other: Self) -> Self {
                Self(self.0.difference(other.0))
            }

            #[must_use]
            pub fn intersection(self, other: Self) -> Self {
                Self(self.0.intersection(other.0))
            }

            #[must_use]
            pub fn intersection_with<W: Clone, X: Clone>(
                self,
                other: $Map<K, W, $($S,)? C>,
                mut f: impl FnMut(V, W) -> X,
            ) -> $Map<K, X, $($S,)? C>
            {
                self.intersection_with_key(other, |_, a, b| f(a, b))
            }

            #[must_use]
            pub fn intersection_with_key<W: Clone, X: Clone>(
                self,
                other: $Map<K, W, $($S,)? C>,
                mut f: impl FnMut(&K, V, W) -> X,
            ) -> $Map<K, X, $($S,)? C>
            {
                let entries = self.0.iter().filter_map(|(key, a)| {
                    let b = other.0.get(key)?;
                    Some((key.clone(), f(key, a.clone(), b.clone())))
                });
                self.with_entries(entries)
            }

            /// Whether `other` has all keys, with values that are the same according to `f`.
            pub fn is_submap_by<W>(
                &self,
                other: impl Borrow<$Map<K, W, $($S,)? C>>,
                mut f: impl FnMut(&V, &W) -> bool,
            ) -> bool {
                let other = other.borrow();
                self.len() <= other.len()
                    && self.0.iter().all(|(key, a)| other.0.get(key).is_some_and(|b| f(a, b)))
            }

            pub fn is_proper_submap_by<W>(
                &self,
                other: impl Borrow<$Map<K, W, $($S,)? C>>,
                f: impl FnMut(&V, &W) -> bool,
            ) -> bool {
                self.len() != Borrow::<$Map<K, W, $($S,)? C>>::borrow(&other).len()
                    && self.is_submap_by(other, f)
            }

            pub fn is_submap(&self, other: impl Borrow<Self>) -> bool
            where
                V: PartialEq,
            {
                self.is_submap_by::<V>(other, PartialEq::eq)
            }

            pub fn is_proper_submap(&self, other: impl Borrow<Self>) -> bool
            where
                V: PartialEq,
            {
                self.len() != other.borrow().len() && self.is_submap(other)
            }
        }
    };
}

/// Conversions that both kinds of maps have.
macro_rules! map_conversions {
    ($Map:ident [$($S:ident)?] where [$($bounds:tt)*] by [$($Sought:tt)*]) => {
        impl<K, V, $($S,)? C: RefCount> std::ops::Add for $Map<K, V, $($S,)? C>
        where
            $($bounds)*
        {
            type Output = Self;

            fn add(self, other: Self) -> Self {
                self.union(other)
            }
        }

        impl<K, V, $($S,)? C: RefCount> std::ops::Add for &$Map<K, V, $($S,)? C>
        where
            $($bounds)*
        {
            type Output = $Map<K, V, $($S,)? C>;

            fn add(self, other: Self) -> Self::Output {
                self.clone().union(other.clone())
            }
        }

        impl<K, V, $($S,)? C: RefCount> std::iter::Sum for $Map<K, V, $($S,)? C>
        where
            Self: Default,
            $($bounds)*
        {
            fn sum<I: Iterator<Item = Self>>(maps: I) -> Self {
                Self::unions(maps)
            }
        }

        impl<K, V, $($S,)? C: RefCount, Q> std::ops::Index<&Q> for $Map<K, V, $($S,)? C>
        where
            K: Borrow<Q>,
            Q: $($Sought)* + ?Sized,
            $($bounds)*
        {
            type Output = V;

            fn index(&self, key: &Q) -> &V {
                self.0.get(key).expect("no entry found for key")
            }
        }

        impl<K, V, $($S,)? C: RefCount, Q> std::ops::IndexMut<&Q> for $Map<K, V, $($S,)? C>
        where
            K: Borrow<Q>,
            Q: $($Sought)* + ?Sized,
            $($bounds)*
        {
            fn index_mut(&mut self, key: &Q) -> &mut V {
                self.0.get_mut(key).expect("no entry found for key")
            }
        }

        impl<K, V, L, W, $($S,)? C: RefCount> Extend<(L, W)> for $Map<K, V, $($S,)? C>
        where
            K: From<L>,
            V: From<W>,
            $($bounds)*
        {
            fn extend<I: IntoIterator<Item = (L, W)>>(&mut self, entries: I) {
                self.0.extend(entries.into_iter().map(|(key, value)| (key.into(), value.into())));
            }
        }

        from_collections! {
            [K, V, $($S,)? C: RefCount] $Map<K, V, $($S,)? C> where [Self: FromIterator<(K, V)>, K: Clone, V: Clone];
            [; const N: usize] [(K, V); N] => |entries| entries.into_iter().collect();
            [;] Vec<(K, V)> => |entries| entries.into_iter().collect();
            ['a;] &'a [(K, V)] => |entries| entries.iter().cloned().collect();
            ['a;] &'a Vec<(K, V)> => |entries| entries.iter().cloned().collect();
            [; H] std::collections::HashMap<K, V, H> => |entries| entries.into_iter().collect();
            ['a; H] &'a std::collections::HashMap<K, V, H> => |entries| {
                entries.iter().map(|(key, value)| (key.clone(), value.clone())).collect()
            };
            [;] std::collections::BTreeMap<K, V> => |entries| entries.into_iter().collect();
            ['a;] &'a std::collections::BTreeMap<K, V> => |entries| {
                entries.iter().map(|(key, value)| (key.clone(), value.clone())).collect()
            };
        }
    };
}
