//! `HashTrieMap`.

use crate::Kind;
use cow_map::GenericMap;
use cow_map::hash_map;
use std::borrow::Borrow;
use std::fmt;
use std::hash::{BuildHasher, Hash};
use std::ops::Index;

wrap! {
    /// A hash map.
    HashTrieMap [K, V] H => GenericMap<K, V, H, P::Count>, HashTrieMapSync
}
map_methods!(HashTrieMap H, keys [Eq + Hash] by [Eq + Hash], hasher [BuildHasher]);

pub type Iter<'a, K, V, P> = hash_map::Iter<'a, K, V, <P as Kind>::Count>;
pub type IterKeys<'a, K, V, P> = hash_map::Keys<'a, K, V, <P as Kind>::Count>;
pub type IterValues<'a, K, V, P> = hash_map::Values<'a, K, V, <P as Kind>::Count>;

impl<K, V, P: Kind, H> HashTrieMap<K, V, P, H> {
    #[must_use]
    pub fn new_with_hasher_and_ptr_kind(hasher: H) -> Self {
        Self(GenericMap::with_hasher(hasher))
    }

    pub fn iter(&self) -> Iter<'_, K, V, P> {
        self.0.iter()
    }

    pub fn keys(&self) -> IterKeys<'_, K, V, P> {
        self.0.keys()
    }

    pub fn values(&self) -> IterValues<'_, K, V, P> {
        self.0.values()
    }
}

impl<K: Eq + Hash, V, P: Kind, H: BuildHasher + Default> FromIterator<(K, V)>
    for HashTrieMap<K, V, P, H>
{
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
        Self(entries.into_iter().collect())
    }
}

impl<K: Eq + Hash, V: PartialEq, P: Kind, PO: Kind, H: BuildHasher>
    PartialEq<HashTrieMap<K, V, PO, H>> for HashTrieMap<K, V, P, H>
{
    fn eq(&self, other: &HashTrieMap<K, V, PO, H>) -> bool {
        self.0.len() == other.0.len()
            && self.0.iter().all(|(key, value)| other.0.get(key) == Some(value))
    }
}

impl<K: Eq + Hash, V: Eq, P: Kind, H: BuildHasher> Eq for HashTrieMap<K, V, P, H> {}
