//! `HashMap`.

use cow_map::{GenericMap, RefCount};
use std::borrow::Borrow;
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher, Hash, Hasher, RandomState};

wrap! {
    /// A [`GenericMap`] with im's methods.
    GenericHashMap [K, V, S] GenericMap<K, V, S, C>
}
map_methods!(GenericHashMap [S] where [K: Eq + Hash + Clone, V: Clone, S: BuildHasher + Clone] by [Eq + Hash]);
map_conversions!(GenericHashMap [S] where [K: Eq + Hash + Clone, V: Clone, S: BuildHasher + Clone] by [Eq + Hash]);

impl<K, V, C: RefCount> GenericHashMap<K, V, RandomState, C> {
    pub fn new() -> Self {
        Self::default()
    }

    /// A map of one entry.
    pub fn unit(key: K, value: V) -> Self
    where
        K: Eq + Hash,
    {
        [(key, value)].into_iter().collect()
    }
}

impl<K, V, S, C: RefCount> GenericHashMap<K, V, S, C> {
    pub const fn with_hasher(hasher: S) -> Self {
        Self(GenericMap::with_hasher(hasher))
    }

    /// An empty map with this one's hasher.
    pub fn new_from<L, W>(&self) -> GenericHashMap<L, W, S, C>
    where
        S: Clone,
    {
        GenericHashMap::with_hasher(self.hasher().clone())
    }

    fn with_entries<W>(&self, entries: impl Iterator<Item = (K, W)>) -> GenericHashMap<K, W, S, C>
    where
        K: Eq + Hash + Clone,
        W: Clone,
        S: BuildHasher + Clone,
    {
        let mut map = self.new_from::<K, W>();
        map.0.extend(entries);
        map
    }
}

impl<K: Eq + Hash, V, S: BuildHasher + Default, C: RefCount> FromIterator<(K, V)>
    for GenericHashMap<K, V, S, C>
{
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
        Self(entries.into_iter().collect())
    }
}

/// Equal maps have equal hashes, whatever the order of their entries.
impl<K: Hash, V: Hash, S, C: RefCount> Hash for GenericHashMap<K, V, S, C> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let entry = BuildHasherDefault::<DefaultHasher>::default();
        let all = self.0.iter().fold(0_u64, |sum, item| sum.wrapping_add(entry.hash_one(item)));
        state.write_usize(self.len());
        state.write_u64(all);
    }
}
