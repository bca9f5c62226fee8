//! Lookups, inserts and removals by key.

use super::cow_map::GenericMap;
use crate::hash::HashBits;
use crate::policy::{Hashed, Unshared};
use core::borrow::Borrow;
use core::hash::{BuildHasher, Hash};
use core::mem;
use cow_core::RefCount;

impl<K: Eq + Hash, V, S: BuildHasher, C: RefCount> GenericMap<K, V, S, C> {
    /// Returns the hash of a key.
    #[inline]
    pub(super) fn hash<Q: Hash + ?Sized>(&self, k: &Q) -> HashBits {
        HashBits::of(&self.hash_builder, k)
    }

    /// Returns the entry of a key.
    #[inline]
    pub(crate) fn find<Q>(&self, k: &Q) -> Option<&(K, V)>
    where
        K: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        if self.trie.has_no_root() {
            return None;
        }
        self.trie.find(self.hash(k), |key| key.borrow() == k)
    }

    /// Returns the value of a key, if it is there. O(log n); copies nothing.
    ///
    /// ```
    /// use cow_map::CowMap;
    /// let map = CowMap::from([("a".to_string(), 1)]);
    /// assert_eq!(map.get("a"), Some(&1));
    /// assert_eq!(map.get("b"), None);
    /// ```
    #[inline]
    pub fn get<Q>(&self, k: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        self.find(k).map(|item| &item.1)
    }

    /// Returns the map's own key that is equal to `k`, and its value. O(log n); copies nothing.
    #[inline]
    pub fn get_key_value<Q>(&self, k: &Q) -> Option<(&K, &V)>
    where
        K: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        self.find(k).map(|(k, v)| (k, v))
    }

    /// Returns `true` if the key is there. O(log n); copies nothing.
    #[inline]
    pub fn contains_key<Q>(&self, k: &Q) -> bool
    where
        K: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        self.find(k).is_some()
    }

    /// Returns the value of a key, to be changed. O(log n); if the map is shared and the key is there,
    /// copies the path to it.
    ///
    /// ```
    /// use cow_map::CowMap;
    /// let mut map = CowMap::from([(1, "a")]);
    /// let old = map.clone();
    /// if let Some(v) = map.get_mut(&1) {
    ///     *v = "b";
    /// }
    /// assert_eq!((map[&1], old[&1]), ("b", "a"));
    /// ```
    #[inline]
    pub fn get_mut<Q>(&mut self, k: &Q) -> Option<&mut V>
    where
        K: Borrow<Q> + Clone,
        V: Clone,
        Q: Hash + Eq + ?Sized,
    {
        if self.trie.has_no_root() {
            return None;
        }
        let hash = self.hash(k);
        self.trie.find_mut(hash, |key| key.borrow() == k).map(|entry| &mut entry.1)
    }

    /// Returns the values of several keys at once, to be changed. O(N^2); copies the paths to those
    /// that are shared and there.
    ///
    /// # Panics
    /// If two of the keys are equal and there.
    ///
    /// ```
    /// use cow_map::CowMap;
    /// let mut map = CowMap::from([("a", 1), ("b", 2)]);
    /// let [Some(a), Some(b), None] = map.get_disjoint_mut(["a", "b", "c"]) else { panic!() };
    /// core::mem::swap(a, b);
    /// assert_eq!((map["a"], map["b"]), (2, 1));
    /// ```
    pub fn get_disjoint_mut<Q, const N: usize>(&mut self, ks: [&Q; N]) -> [Option<&'_ mut V>; N]
    where
        K: Borrow<Q> + Clone,
        V: Clone,
        Q: Hash + Eq + ?Sized,
    {
        let positions = ks.map(|k| self.trie.position(self.hash(k), |key| key.borrow() == k));
        self.trie.disjoint_mut(positions).map(|entry| Some(&mut entry?.1))
    }

    /// Sets the value of a key, and returns the one that it had. A key that is there is kept, as in
    /// std. O(log n); copies the path if it is shared.
    ///
    /// ```
    /// use cow_map::CowMap;
    /// let mut map = CowMap::new();
    /// assert_eq!(map.insert(37, "a"), None);
    /// assert_eq!(map.insert(37, "b"), Some("a"));
    /// ```
    #[inline]
    pub fn insert(&mut self, k: K, v: V) -> Option<V>
    where
        K: Clone,
        V: Clone,
    {
        self.trie.insert(Hashed(&self.hash_builder), k, v)
    }

    /// Inserts entries one by one into a map under construction, which has no clones: so that they need
    /// not be `Clone`.
    #[inline]
    pub(crate) fn extend_unshared(&mut self, entries: impl IntoIterator<Item = (K, V)>) {
        entries.into_iter().for_each(|(k, v)| drop(self.insert_unshared(k, v)));
    }

    /// Inserts an entry into a map under construction, which has no clones.
    #[inline]
    pub(crate) fn insert_unshared(&mut self, k: K, v: V) -> Option<V> {
        self.trie.insert(Unshared(&self.hash_builder), k, v)
    }

    /// Removes a key, and returns its value. O(log n); if the map is shared and the key is there, copies
    /// the path to it and clones the value.
    ///
    /// ```
    /// use cow_map::CowMap;
    /// let mut map = CowMap::from([(1, "a")]);
    /// assert_eq!(map.remove(&1), Some("a"));
    /// assert_eq!(map.remove(&1), None);
    /// ```
    #[inline]
    pub fn remove<Q>(&mut self, k: &Q) -> Option<V>
    where
        K: Borrow<Q> + Clone,
        V: Clone,
        Q: Hash + Eq + ?Sized,
    {
        if self.trie.has_no_root() {
            return None;
        }
        let hash = self.hash(k);
        let (key, value) = self.trie.remove(
            hash,
            |key| key.borrow() == k,
            |(k, v)| (Some(k), v),
            |(_, v)| (None, v.clone()),
        )?;
        // Last, for that may panic; and not at the end of the scope, where a panic would leak what is
        // returned.
        drop(key);
        Some(value)
    }

    /// Removes a key, and returns it with its value. O(log n); if the map is shared and the key is there,
    /// copies the path to it and clones both.
    #[inline]
    pub fn remove_entry<Q>(&mut self, k: &Q) -> Option<(K, V)>
    where
        K: Borrow<Q> + Clone,
        V: Clone,
        Q: Hash + Eq + ?Sized,
    {
        if self.trie.has_no_root() {
            return None;
        }
        let hash = self.hash(k);
        self.trie.remove(hash, |key| key.borrow() == k, |entry| entry, Clone::clone)
    }
}

/// A set is a map without values: what a set needs from its map, and a map does not offer.
impl<K: Eq + Hash + Clone, S: BuildHasher, C: RefCount> GenericMap<K, (), S, C> {
    /// Inserts a key, unless it is there: then nothing changes, and nothing is copied.
    #[inline]
    pub(crate) fn insert_key(&mut self, k: K) -> bool {
        let hash = self.hash(&k);
        if self.trie.position(hash, |key| *key == k).is_some() {
            return false;
        }
        let hash_builder = &self.hash_builder;
        self.trie.insert_new(hash, (k, ()), |key| HashBits::of(hash_builder, key));
        true
    }

    /// Inserts a key, and returns the one that was there.
    #[inline]
    pub(crate) fn replace_key(&mut self, k: K) -> Option<K> {
        let at = self.hash(&k).with_path();
        let replace = |entry: &mut (K, ()), (k, ())| mem::replace(&mut entry.0, k);
        self.trie.insert_or(Hashed(&self.hash_builder), at, (k, ()), replace)
    }
}
