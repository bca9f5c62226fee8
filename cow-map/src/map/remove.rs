//! Removes entries.

use super::cow_map::GenericMap;
use crate::ops::compact;
use crate::ops::disjoint::Place;
use crate::ops::remove;
use core::borrow::Borrow;
use core::hash::{BuildHasher, Hash};
use cow_core::RefCount;
use cow_core::trie::Root;

impl<K: Eq + Hash, V, S: BuildHasher, C: RefCount> GenericMap<K, V, S, C> {
    /// Removes a key, and returns its value. O(1); if the map is shared and the key is there, copies
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
        if self.root.is_empty() {
            return None;
        }
        let hash = self.bits(k);
        let Self { root, len, .. } = self;
        let (key, value) = remove::remove(
            root,
            len,
            hash,
            |item| item.0.borrow() == k,
            |(k, v)| (Some(k), v),
            |(_, v)| (None, v.clone()),
        )?;
        self.removed();
        // Last, for that may panic; and not at the end of the scope, where a panic would leak what is
        // returned.
        drop(key);
        Some(value)
    }

    /// Removes a key, and returns it with its value. O(1); if the map is shared and the key is there,
    /// copies the path to it and clones both.
    #[inline]
    pub fn remove_entry<Q>(&mut self, k: &Q) -> Option<(K, V)>
    where
        K: Borrow<Q> + Clone,
        V: Clone,
        Q: Hash + Eq + ?Sized,
    {
        if self.root.is_empty() {
            return None;
        }
        let hash = self.bits(k);
        let Self { root, len, .. } = self;
        let eq = |item: &(K, V)| item.0.borrow() == k;
        let item = remove::remove(root, len, hash, eq, |item| item, Clone::clone)?;
        self.removed();
        Some(item)
    }
}

impl<K, V, S, C: RefCount> GenericMap<K, V, S, C> {
    /// Joins what removals have left small, everywhere.
    pub(super) fn compact(&mut self) {
        if self.len == 0 {
            self.root = Root::new();
        } else if let Some(slot) = self.root.slot() {
            compact::all(slot);
        }
    }

    /// Lets the root go if a removal has left nothing.
    #[inline]
    fn removed(&mut self) {
        if self.len == 0 {
            self.root = Root::new();
        }
    }
}

impl<K: Clone, V: Clone, S, C: RefCount> GenericMap<K, V, S, C> {
    /// Removes what is at a place.
    pub(super) fn remove_at(&mut self, place: Place) -> (K, V) {
        let slot = self.root.slot().expect("there is an entry");
        let item = remove::remove_at(slot, place.hash, place.index);
        self.len -= 1;
        self.removed();
        item
    }
}
