//! Inserts entries.

use super::cow_map::GenericMap;
use crate::hash::{HashBits, Path};
use crate::ops::{insert, unshare};
use core::hash::{BuildHasher, Hash};
use core::mem;
use cow_core::RefCount;
use cow_core::trie::{FreshLeaf, LeafRef};

impl<K: Eq + Hash, V, S: BuildHasher, C: RefCount> GenericMap<K, V, S, C> {
    /// Sets the value of a key, and returns the one that it had. A key that is there is kept, as in
    /// std. O(1); copies the path if it is shared.
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
        self.insert_with(k, v, |leaf, capacity| leaf.duplicate(capacity))
    }

    /// Inserts entries one by one, in a map without clones: so that they need not be `Clone`.
    #[inline]
    pub(crate) fn extend_unshared(&mut self, entries: impl IntoIterator<Item = (K, V)>) {
        entries.into_iter().for_each(|(k, v)| drop(self.insert_unshared(k, v)));
    }

    /// As [`insert`](Self::insert), in a map without clones.
    #[inline]
    pub(crate) fn insert_unshared(&mut self, k: K, v: V) -> Option<V> {
        self.insert_with(k, v, |_, _| unreachable!("a map that is being made has no clones"))
    }

    #[inline]
    fn insert_with(
        &mut self,
        k: K,
        v: V,
        copy: impl Fn(LeafRef<'_, (K, V), C>, usize) -> FreshLeaf<(K, V), C>,
    ) -> Option<V> {
        let hash = self.bits(&k);
        let Self { root, len, hash_builder } = self;
        insert::insert(
            root,
            len,
            hash.way(),
            (k, v),
            |a, b| a.0 == b.0,
            |item, (k, v)| {
                let old = mem::replace(&mut item.1, v);
                // Not at the end of the scope: a panic there would leak what is returned.
                drop(k);
                old
            },
            |item| HashBits::new(hash_builder.hash_one(&item.0)),
            copy,
        )
    }
}

impl<K: Clone, V: Clone, S, C: RefCount> GenericMap<K, V, S, C> {
    /// Inserts a key that is not there, and returns its entry.
    pub(super) fn insert_new(
        &mut self,
        hash: HashBits,
        k: K,
        v: V,
        rehash: fn(&S, &K) -> HashBits,
    ) -> &mut (K, V) {
        let Self { root, len, hash_builder } = self;
        insert::insert(
            root,
            len,
            hash.way(),
            (k, v),
            |_, _| false,
            |_, _| {},
            |item| rehash(hash_builder, &item.0),
            |leaf, capacity| leaf.duplicate(capacity),
        );
        let slot = root.slot().expect("something was inserted");
        let items = unshare::leaf(slot, Path::new(hash)).0.into_mut().into_slice();
        items.last_mut().expect("an insert appends to a leaf")
    }
}
