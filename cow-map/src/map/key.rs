//! What a set asks of the map that it is.

use super::cow_map::GenericMap;
use super::retain::ExtractIf;
use crate::hash::HashBits;
use crate::ops::insert;
use crate::two::filter::Filter;
use core::hash::{BuildHasher, Hash};
use core::mem;
use cow_core::RefCount;

impl<K: Eq + Hash + Clone, S: BuildHasher, C: RefCount> GenericMap<K, (), S, C> {
    /// Inserts a key, unless it is there: then nothing changes, and nothing is copied.
    #[inline]
    pub(crate) fn insert_key(&mut self, k: K) -> bool {
        let hash = self.bits(&k);
        if self.place(hash, &k).is_some() {
            return false;
        }
        let Self { root, len, hash_builder } = self;
        insert::insert(
            root,
            len,
            hash.way(),
            (k, ()),
            |_, _| false,
            |_, _| {},
            |item| HashBits::new(hash_builder.hash_one(&item.0)),
            |leaf, capacity| leaf.duplicate(capacity),
        );
        true
    }

    /// Inserts a key, and returns the one that was there.
    #[inline]
    pub(crate) fn replace_key(&mut self, k: K) -> Option<K> {
        let hash = self.bits(&k);
        let Self { root, len, hash_builder } = self;
        insert::insert(
            root,
            len,
            hash.way(),
            (k, ()),
            |a, b| a.0 == b.0,
            |item, (k, ())| mem::replace(&mut item.0, k),
            |item| HashBits::new(hash_builder.hash_one(&item.0)),
            |leaf, capacity| leaf.duplicate(capacity),
        )
    }
}

impl<K: Clone, S, C: RefCount> GenericMap<K, (), S, C> {
    /// Keeps the keys for which `f` says `true`.
    pub(crate) fn retain_keys(&mut self, mut f: impl FnMut(&K) -> bool) {
        let Self { root, len, .. } = self;
        let mut filter = Filter {
            common: true,
            key: |_: &(K, ()), _: &(K, ())| false,
            lookup: |item: &(K, ())| f(&item.0),
        };
        filter.run(root, len, None);
    }

    /// The keys that `pred` chooses, taken out as [`extract_if`](crate::CowMap::extract_if) does.
    #[inline]
    pub(crate) fn extract_keys<F>(&mut self, pred: F) -> ExtractIf<'_, K, (), F, S, C> {
        ExtractIf::new(self, pred)
    }
}
