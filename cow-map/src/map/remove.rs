//! Removes entries.

use super::cow_map::CowMap;
use crate::hash::HashBits;
use crate::ops::compact;
use crate::ops::disjoint::Place;
use crate::ops::remove::{self, Removed};
use core::borrow::Borrow;
use core::hash::{BuildHasher, Hash};
use cow_core::Kind;
use cow_core::fan::Root;

impl<K: Eq + Hash, V, S: BuildHasher, P: Kind> CowMap<K, V, S, P> {
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
        let Self { root, hash_builder, .. } = self;
        let removed = remove::remove(
            root,
            hash,
            |item| item.0.borrow() == k,
            |item| HashBits::new(hash_builder.hash_one(&item.0)),
            // A key that was moved out is dropped last, for that may panic.
            |(k, v)| (Some(k), v),
            |(_, v)| (None, v.clone()),
        )?;
        Some(self.removed(hash, removed).1)
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
        let Self { root, hash_builder, .. } = self;
        let eq = |item: &(K, V)| item.0.borrow() == k;
        let rehash = |item: &(K, V)| HashBits::new(hash_builder.hash_one(&item.0));
        let removed = remove::remove(root, hash, eq, rehash, |item| item, Clone::clone)?;
        Some(self.removed(hash, removed))
    }

    /// Removes what is at a place.
    pub(super) fn remove_at(&mut self, place: Place) -> (K, V)
    where
        K: Clone,
        V: Clone,
    {
        let Self { root, hash_builder, .. } = self;
        let slot = root.slot().expect("there is an entry");
        let rehash = |item: &(K, V)| HashBits::new(hash_builder.hash_one(&item.0));
        let removed = remove::remove_at(slot, place.hash, place.index, rehash);
        self.removed(place.hash, removed)
    }

    /// Counts a removal, and tidies up after it.
    #[inline]
    fn removed<R>(&mut self, hash: HashBits, removed: Removed<R>) -> R
    where
        K: Clone,
        V: Clone,
    {
        self.len -= 1;
        if removed.sparse {
            self.compact_path(hash);
        }
        removed.item
    }

    #[cold]
    #[inline(never)]
    fn compact_path(&mut self, hash: HashBits)
    where
        K: Clone,
        V: Clone,
    {
        if self.len == 0 {
            self.root = Root::new();
        } else if let Some(slot) = self.root.slot() {
            compact::path(slot, hash);
        }
    }

    /// Joins what removals have left small, everywhere.
    pub(super) fn compact(&mut self)
    where
        K: Clone,
        V: Clone,
    {
        if self.len == 0 {
            self.root = Root::new();
        } else if let Some(slot) = self.root.slot() {
            compact::all(slot);
        }
    }
}
