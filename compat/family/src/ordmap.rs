//! `OrdMap`.

use cow_tree::{GenericTreeMap, RefCount};
use std::borrow::Borrow;
use std::ops::Bound::{Included, Unbounded};

wrap! {
    /// A [`GenericTreeMap`] with im's methods.
    GenericOrdMap [K, V] GenericTreeMap<K, V, (), C>
}
wrap_order!(GenericOrdMap [K, V] GenericTreeMap<K, V, (), C>);
map_methods!(GenericOrdMap [] where [K: Ord + Clone, V: Clone] by [Ord]);
map_conversions!(GenericOrdMap [] where [K: Ord + Clone, V: Clone] by [Ord]);

impl<K, V, C: RefCount> GenericOrdMap<K, V, C> {
    pub const fn new() -> Self {
        Self(GenericTreeMap::new())
    }

    /// A map of one entry.
    pub fn unit(key: K, value: V) -> Self
    where
        K: Ord + Clone,
        V: Clone,
    {
        [(key, value)].into_iter().collect()
    }

    fn with_entries<W>(&self, entries: impl Iterator<Item = (K, W)>) -> GenericOrdMap<K, W, C>
    where
        K: Ord + Clone,
        W: Clone,
    {
        GenericOrdMap(entries.collect())
    }
}

impl<K: Ord + Clone, V: Clone, C: RefCount> GenericOrdMap<K, V, C> {
    pub fn get_min(&self) -> Option<(&K, &V)> {
        self.0.first_key_value()
    }

    pub fn get_max(&self) -> Option<(&K, &V)> {
        self.0.last_key_value()
    }

    /// The last entry whose key is not greater.
    pub fn get_prev<Q: Ord + ?Sized>(&self, key: &Q) -> Option<(&K, &V)>
    where
        K: Borrow<Q>,
    {
        self.0.range::<Q, _>((Unbounded, Included(key))).next_back()
    }

    /// The first entry whose key is not less.
    pub fn get_next<Q: Ord + ?Sized>(&self, key: &Q) -> Option<(&K, &V)>
    where
        K: Borrow<Q>,
    {
        self.0.range::<Q, _>((Included(key), Unbounded)).next()
    }

    pub fn get_key_value_mut<Q: Ord + ?Sized>(&mut self, key: &Q) -> Option<(&K, &mut V)>
    where
        K: Borrow<Q>,
    {
        self.0.range_mut::<Q, _>((Included(key), Included(key))).next()
    }

    pub fn get_prev_mut<Q: Ord + ?Sized>(&mut self, key: &Q) -> Option<(&K, &mut V)>
    where
        K: Borrow<Q>,
    {
        self.0.range_mut::<Q, _>((Unbounded, Included(key))).next_back()
    }

    pub fn get_next_mut<Q: Ord + ?Sized>(&mut self, key: &Q) -> Option<(&K, &mut V)>
    where
        K: Borrow<Q>,
    {
        self.0.range_mut::<Q, _>((Included(key), Unbounded)).next()
    }

    /// The first entry's value, and the map without it.
    #[must_use]
    pub fn without_min(&self) -> (Option<V>, Self) {
        let (entry, rest) = self.without_min_with_key();
        (entry.map(|(_, value)| value), rest)
    }

    #[must_use]
    pub fn without_min_with_key(&self) -> (Option<(K, V)>, Self) {
        let mut rest = self.clone();
        (rest.0.pop_first(), rest)
    }

    #[must_use]
    pub fn without_max(&self) -> (Option<V>, Self) {
        let (entry, rest) = self.without_max_with_key();
        (entry.map(|(_, value)| value), rest)
    }

    #[must_use]
    pub fn without_max_with_key(&self) -> (Option<(K, V)>, Self) {
        let mut rest = self.clone();
        (rest.0.pop_last(), rest)
    }

    /// The first `n` entries.
    #[must_use]
    pub fn take(&self, n: usize) -> Self {
        Self(self.0.split_at(n.min(self.len())).0)
    }

    /// All but the first `n` entries.
    #[must_use]
    pub fn skip(&self, n: usize) -> Self {
        Self(self.0.split_at(n.min(self.len())).1)
    }

    /// Returns the entries before and after a key, without it.
    #[must_use]
    pub fn split<Q: Ord + ?Sized>(&self, key: &Q) -> (Self, Self)
    where
        K: Borrow<Q>,
    {
        let (left, _, right) = self.split_lookup(key);
        (left, right)
    }

    /// Returns the entries before and after a key, and its value.
    #[must_use]
    pub fn split_lookup<Q: Ord + ?Sized>(&self, key: &Q) -> (Self, Option<V>, Self)
    where
        K: Borrow<Q>,
    {
        let mut left = self.clone();
        let mut right = left.0.split_off(key);
        let value = right.remove(key);
        (left, value, Self(right))
    }
}

impl<K, V, L, W, C> FromIterator<(L, W)> for GenericOrdMap<K, V, C>
where
    K: Ord + Clone + From<L>,
    V: Clone + From<W>,
    C: RefCount,
{
    fn from_iter<I: IntoIterator<Item = (L, W)>>(entries: I) -> Self {
        Self(entries.into_iter().map(|(key, value)| (key.into(), value.into())).collect())
    }
}

impl<K: Ord + Clone, V: Clone, S, C: RefCount> From<&crate::GenericHashMap<K, V, S, C>>
    for GenericOrdMap<K, V, C>
{
    fn from(map: &crate::GenericHashMap<K, V, S, C>) -> Self {
        map.iter().map(|(key, value)| (key.clone(), value.clone())).collect()
    }
}

impl<K: Ord + Clone, V: Clone, S, C: RefCount> From<crate::GenericHashMap<K, V, S, C>>
    for GenericOrdMap<K, V, C>
{
    fn from(map: crate::GenericHashMap<K, V, S, C>) -> Self {
        Self::from(&map)
    }
}
