//! What an insert needs of its keys: their hashes, their equality, and how to copy a shared leaf.

use crate::hash::HashBits;
use core::hash::{BuildHasher, Hash};
use cow_core::RefCount;
use cow_core::trie::{FreshLeaf, LeafRef};

/// How an insert into a trie hashes and compares keys, and copies shared leaves.
///
/// The only place where a trie reaches `Hash`, `Eq` or `Clone` of user code while it inserts. What looks a
/// key up takes its hash and a closure instead, because the key may be borrowed in another form.
pub(crate) trait Policy<K, V>: Copy {
    /// Returns the hash of a key.
    fn hash(&self, key: &K) -> HashBits;

    /// Returns `true` if the keys are equal.
    fn eq(&self, a: &K, b: &K) -> bool;

    /// Returns a copy of a leaf that other tries share, with room for `capacity` entries.
    fn copy<C: RefCount>(
        &self,
        leaf: LeafRef<'_, (K, V), C>,
        capacity: usize,
    ) -> FreshLeaf<(K, V), C>;
}

/// Hashes with a map's hasher, and clones what is shared.
pub(crate) struct Hashed<'a, S>(pub(crate) &'a S);

/// Hashes with a map's hasher, for a trie under construction: it has no clones, so `Clone` is not
/// required.
pub(crate) struct Unshared<'a, S>(pub(crate) &'a S);

/// For keys that are known to be absent: compares nothing. Hashes with a closure.
#[derive(Clone, Copy)]
pub(crate) struct Absent<F>(pub(crate) F);

impl<S> Clone for Hashed<'_, S> {
    #[inline]
    fn clone(&self) -> Self {
        *self
    }
}

impl<S> Copy for Hashed<'_, S> {}

impl<K: Eq + Hash + Clone, V: Clone, S: BuildHasher> Policy<K, V> for Hashed<'_, S> {
    #[inline]
    fn hash(&self, key: &K) -> HashBits {
        HashBits::of(self.0, key)
    }

    #[inline]
    fn eq(&self, a: &K, b: &K) -> bool {
        a == b
    }

    #[inline]
    fn copy<C: RefCount>(
        &self,
        leaf: LeafRef<'_, (K, V), C>,
        capacity: usize,
    ) -> FreshLeaf<(K, V), C> {
        leaf.duplicate(capacity)
    }
}

impl<S> Clone for Unshared<'_, S> {
    #[inline]
    fn clone(&self) -> Self {
        *self
    }
}

impl<S> Copy for Unshared<'_, S> {}

impl<K: Eq + Hash, V, S: BuildHasher> Policy<K, V> for Unshared<'_, S> {
    #[inline]
    fn hash(&self, key: &K) -> HashBits {
        HashBits::of(self.0, key)
    }

    #[inline]
    fn eq(&self, a: &K, b: &K) -> bool {
        a == b
    }

    #[inline]
    fn copy<C: RefCount>(&self, _: LeafRef<'_, (K, V), C>, _: usize) -> FreshLeaf<(K, V), C> {
        unreachable!("a trie under construction has no clones")
    }
}

impl<K: Clone, V: Clone, F: Fn(&K) -> HashBits + Copy> Policy<K, V> for Absent<F> {
    #[inline]
    fn hash(&self, key: &K) -> HashBits {
        (self.0)(key)
    }

    #[inline]
    fn eq(&self, _: &K, _: &K) -> bool {
        false
    }

    #[inline]
    fn copy<C: RefCount>(
        &self,
        leaf: LeafRef<'_, (K, V), C>,
        capacity: usize,
    ) -> FreshLeaf<(K, V), C> {
        leaf.duplicate(capacity)
    }
}
