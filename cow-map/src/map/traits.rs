//! Traits of the map.

use super::cow_map::GenericMap;
use super::iter::Iter;
use super::iter_mut::IterMut;
#[cfg(feature = "std")]
use crate::random_state::RandomState;
use core::borrow::Borrow;
use core::fmt;
use core::hash::{BuildHasher, Hash};
use core::ops::Index;
use cow_core::{RefCount, reflexive};

impl<K, V, S: Default, C: RefCount> Default for GenericMap<K, V, S, C> {
    /// Returns an empty map. Allocates nothing.
    #[inline]
    fn default() -> Self {
        Self::with_hasher(S::default())
    }
}

impl<K: fmt::Debug, V: fmt::Debug, S, C: RefCount> fmt::Debug for GenericMap<K, V, S, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}

impl<K, V, S, C, D> PartialEq<GenericMap<K, V, S, D>> for GenericMap<K, V, S, C>
where
    K: Eq + Hash,
    V: PartialEq,
    S: BuildHasher,
    C: RefCount,
    D: RefCount,
{
    /// Returns whether both maps have the same keys with equal values, however owners are counted.
    ///
    /// Takes the time of what the maps do not share, if `V: Eq`. If not (`f64`, whose `NaN` is not
    /// equal to itself), each shared value is compared with itself.
    ///
    /// ```
    /// use cow_map::{CowMap, LocalMap};
    /// assert_eq!(CowMap::from([(1, 'a')]), LocalMap::from([(1, 'a')]));
    /// ```
    fn eq(&self, other: &GenericMap<K, V, S, D>) -> bool {
        if self.len() != other.len() || self.is_empty() {
            return self.len() == other.len();
        }
        let eq = |a: &V, b: &V| a == b;
        self.trie.is_subset(&other.trie, reflexive::<V>(), eq, |k| other.find(k))
    }
}

impl<K: Eq + Hash, V: Eq, S: BuildHasher, C: RefCount> Eq for GenericMap<K, V, S, C> {}

impl<K, V, Q, S, C> Index<&Q> for GenericMap<K, V, S, C>
where
    K: Eq + Hash + Borrow<Q>,
    Q: Eq + Hash + ?Sized,
    S: BuildHasher,
    C: RefCount,
{
    type Output = V;

    /// Returns the value of a key.
    ///
    /// # Panics
    /// If the key is not there.
    #[inline]
    fn index(&self, key: &Q) -> &V {
        self.get(key).expect("no entry found for key")
    }
}

impl<K, V, S, C> FromIterator<(K, V)> for GenericMap<K, V, S, C>
where
    K: Eq + Hash,
    S: BuildHasher + Default,
    C: RefCount,
{
    /// Returns a map of these entries. Of several with one key, the last value is kept.
    fn from_iter<T: IntoIterator<Item = (K, V)>>(iter: T) -> Self {
        let mut map = Self::default();
        map.extend_unshared(iter);
        map
    }
}

#[cfg(feature = "std")]
impl<K, V, C, const N: usize> From<[(K, V); N]> for GenericMap<K, V, RandomState, C>
where
    K: Eq + Hash,
    C: RefCount,
{
    /// Returns a map of these entries. Of several with one key, the last value is kept.
    fn from(entries: [(K, V); N]) -> Self {
        Self::from_iter(entries)
    }
}

impl<K, V, S, C> Extend<(K, V)> for GenericMap<K, V, S, C>
where
    K: Eq + Hash + Clone,
    V: Clone,
    S: BuildHasher,
    C: RefCount,
{
    /// Inserts these entries one by one. Values of keys that are there are replaced.
    ///
    /// Of what a clone shares, each node that an entry reaches is copied once, also if the value is the
    /// same: `V` need not be comparable. To bring in the entries of another version, which are mostly
    /// the same, use `|=` or [`union`](crate::CowMap::union), or [`merge_with`](crate::CowMap::merge_with) if its
    /// values are to win: they skip what both share.
    fn extend<T: IntoIterator<Item = (K, V)>>(&mut self, iter: T) {
        iter.into_iter().for_each(|(k, v)| drop(self.insert(k, v)));
    }
}

impl<'a, K, V, S, C> Extend<(&'a K, &'a V)> for GenericMap<K, V, S, C>
where
    K: Eq + Hash + Copy,
    V: Copy,
    S: BuildHasher,
    C: RefCount,
{
    /// Extends the map with copies of these entries.
    fn extend<T: IntoIterator<Item = (&'a K, &'a V)>>(&mut self, iter: T) {
        self.extend(iter.into_iter().map(|(&k, &v)| (k, v)));
    }
}

impl<'a, K, V, S, C: RefCount> IntoIterator for &'a GenericMap<K, V, S, C> {
    type Item = (&'a K, &'a V);
    type IntoIter = Iter<'a, K, V, C>;

    #[inline]
    fn into_iter(self) -> Iter<'a, K, V, C> {
        self.iter()
    }
}

impl<'a, K: Clone, V: Clone, S, C: RefCount> IntoIterator for &'a mut GenericMap<K, V, S, C> {
    type Item = (&'a K, &'a mut V);
    type IntoIter = IterMut<'a, K, V, C>;

    #[inline]
    fn into_iter(self) -> IterMut<'a, K, V, C> {
        self.iter_mut()
    }
}
