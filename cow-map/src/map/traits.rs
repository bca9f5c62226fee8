//! Traits of the map.

use super::cow_map::CowMap;
use super::iter::Iter;
use super::iter_mut::IterMut;
#[cfg(feature = "std")]
use crate::random_state::RandomState;
use crate::two::eq::Compare;
use core::borrow::Borrow;
use core::fmt;
use core::hash::{BuildHasher, Hash};
use core::ops::Index;
use cow_core::{Kind, reflexive};

impl<K, V, S: Default, P: Kind> Default for CowMap<K, V, S, P> {
    /// An empty map. Allocates nothing.
    #[inline]
    fn default() -> Self {
        Self::with_hasher_and_kind(S::default())
    }
}

impl<K: fmt::Debug, V: fmt::Debug, S, P: Kind> fmt::Debug for CowMap<K, V, S, P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}

impl<K, V, S, P> PartialEq for CowMap<K, V, S, P>
where
    K: Eq + Hash,
    V: PartialEq,
    S: BuildHasher,
    P: Kind,
{
    /// Whether both maps have the same keys with equal values.
    ///
    /// Takes the time of what the maps do not share, if `V: Eq`. If not (`f64`, whose `NaN` is not
    /// equal to itself), each shared value is compared with itself.
    fn eq(&self, other: &Self) -> bool {
        if self.len != other.len {
            return false;
        }
        let (Some(a), Some(b)) = (self.root.view(), other.root.view()) else { return true };
        let compare = Compare {
            reflexive: reflexive::<V>(),
            key: |a: &(K, V), b: &(K, V)| a.0 == b.0,
            value: |a: &(K, V), b: &(K, V)| a.1 == b.1,
            lookup: |(k, v): &(K, V)| other.get(k).is_some_and(|other| v == other),
        };
        compare.within(a, b)
    }
}

impl<K: Eq + Hash, V: Eq, S: BuildHasher, P: Kind> Eq for CowMap<K, V, S, P> {}

impl<K, V, Q, S, P> Index<&Q> for CowMap<K, V, S, P>
where
    K: Eq + Hash + Borrow<Q>,
    Q: Eq + Hash + ?Sized,
    S: BuildHasher,
    P: Kind,
{
    type Output = V;

    /// The value of a key.
    ///
    /// # Panics
    /// If the key is not there.
    #[inline]
    fn index(&self, key: &Q) -> &V {
        self.get(key).expect("no entry found for key")
    }
}

impl<K, V, S, P> FromIterator<(K, V)> for CowMap<K, V, S, P>
where
    K: Eq + Hash,
    S: BuildHasher + Default,
    P: Kind,
{
    /// A map of these entries. Of several with one key, the last value is kept.
    fn from_iter<T: IntoIterator<Item = (K, V)>>(iter: T) -> Self {
        let mut map = Self::default();
        iter.into_iter().for_each(|(k, v)| drop(map.insert_unshared(k, v)));
        map
    }
}

#[cfg(feature = "std")]
impl<K: Eq + Hash, V, const N: usize> From<[(K, V); N]> for CowMap<K, V, RandomState> {
    /// A map of these entries. Of several with one key, the last value is kept.
    fn from(entries: [(K, V); N]) -> Self {
        Self::from_iter(entries)
    }
}

impl<K, V, S, P> Extend<(K, V)> for CowMap<K, V, S, P>
where
    K: Eq + Hash + Clone,
    V: Clone,
    S: BuildHasher,
    P: Kind,
{
    /// Inserts these entries one by one. Values of keys that are there are replaced.
    ///
    /// Of what a clone shares, each node to which an entry comes is copied once, also if the value is the
    /// same: `V` need not be comparable. To bring in the entries of another version, which are mostly
    /// the same, use `|=` or [`union`](CowMap::union), or [`merge_with`](CowMap::merge_with) if its
    /// values are to win: they skip what both share.
    fn extend<T: IntoIterator<Item = (K, V)>>(&mut self, iter: T) {
        iter.into_iter().for_each(|(k, v)| drop(self.insert(k, v)));
    }
}

impl<'a, K, V, S, P> Extend<(&'a K, &'a V)> for CowMap<K, V, S, P>
where
    K: Eq + Hash + Copy,
    V: Copy,
    S: BuildHasher,
    P: Kind,
{
    /// As for owned entries.
    fn extend<T: IntoIterator<Item = (&'a K, &'a V)>>(&mut self, iter: T) {
        self.extend(iter.into_iter().map(|(&k, &v)| (k, v)));
    }
}

impl<'a, K, V, S, P: Kind> IntoIterator for &'a CowMap<K, V, S, P> {
    type Item = (&'a K, &'a V);
    type IntoIter = Iter<'a, K, V, P>;

    #[inline]
    fn into_iter(self) -> Iter<'a, K, V, P> {
        self.iter()
    }
}

impl<'a, K: Clone, V: Clone, S, P: Kind> IntoIterator for &'a mut CowMap<K, V, S, P> {
    type Item = (&'a K, &'a mut V);
    type IntoIter = IterMut<'a, K, V, P>;

    #[inline]
    fn into_iter(self) -> IterMut<'a, K, V, P> {
        self.iter_mut()
    }
}
