//! The map.

use crate::hash::HashBits;
use crate::ops::{compact, find, insert, remove, update};
use core::borrow::Borrow;
use core::hash::{BuildHasher, Hash};
use core::mem;
use cow_core::fan::Root;
use cow_core::tagged::{TagFresh, TagRef};
use cow_core::{Atomic, Kind};

#[cfg(feature = "std")]
pub use std::hash::RandomState;

/// Stands in for std's `RandomState`, which there is not without std: a map needs a hasher then.
#[cfg(not(feature = "std"))]
#[derive(Clone, Debug)]
pub enum RandomState {}

/// A hash map that is cloned in constant time.
pub struct CowMap<K, V, S = RandomState, P: Kind = Atomic> {
    /// Holds `len` items, no two of which have the same key. Where a key lies follows from
    /// `hash_builder`.
    root: Root<(K, V), P>,
    len: usize,
    hash_builder: S,
}

#[cfg(feature = "std")]
impl<K, V> CowMap<K, V> {
    /// An empty map.
    #[must_use]
    pub fn new() -> Self {
        Self::with_hasher(RandomState::new())
    }
}

impl<K, V, S, P: Kind> CowMap<K, V, S, P> {
    /// An empty map which will hash keys with `hash_builder`.
    #[must_use]
    pub const fn with_hasher(hash_builder: S) -> Self {
        Self { root: Root::new(), len: 0, hash_builder }
    }

    /// The number of entries.
    #[inline]
    pub const fn len(&self) -> usize {
        self.len
    }

    /// Whether there are no entries.
    #[inline]
    pub const fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The hasher.
    #[inline]
    pub const fn hasher(&self) -> &S {
        &self.hash_builder
    }

    /// Removes all entries.
    pub fn clear(&mut self) {
        self.len = 0;
        self.root = Root::new();
    }

    pub(crate) fn root(&self) -> &Root<(K, V), P> {
        &self.root
    }
}

/// A clone of a leaf.
fn copy<K: Clone, V: Clone, P: Kind>(
    leaf: TagRef<'_, (K, V), P>,
    capacity: usize,
) -> TagFresh<(K, V), P> {
    leaf.duplicate(capacity)
}

impl<K: Eq + Hash, V, S: BuildHasher, P: Kind> CowMap<K, V, S, P> {
    #[inline]
    fn bits<Q: Hash + ?Sized>(&self, k: &Q) -> HashBits {
        HashBits::new(self.hash_builder.hash_one(k))
    }

    #[inline]
    fn item<Q>(&self, k: &Q) -> Option<&(K, V)>
    where
        K: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        let root = self.root.link()?;
        let hash = self.bits(k);
        find::find(root.view(), hash, |item| item.0.borrow() == k)
    }

    /// The value of a key.
    #[inline]
    pub fn get<Q>(&self, k: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        self.item(k).map(|item| &item.1)
    }

    /// The value of a key, to be changed.
    #[inline]
    pub fn get_mut<Q>(&mut self, k: &Q) -> Option<&mut V>
    where
        K: Borrow<Q> + Clone,
        V: Clone,
        Q: Hash + Eq + ?Sized,
    {
        let hash = self.bits(k);
        let eq = |item: &(K, V)| item.0.borrow() == k;
        update::update(self.root.slot()?, hash, eq, |leaf| copy(leaf, leaf.len())).map(|item| &mut item.1)
    }

    /// Inserts.
    #[inline]
    pub fn insert(&mut self, k: K, v: V) -> Option<V>
    where
        K: Clone,
        V: Clone,
    {
        let hash = self.bits(&k);
        let Self { root, len, hash_builder } = self;
        let old = insert::insert(
            root,
            hash,
            (k, v),
            |a, b| a.0 == b.0,
            |item, (_, v)| mem::replace(&mut item.1, v),
            |item| HashBits::new(hash_builder.hash_one(&item.0)),
            copy,
        );
        *len += usize::from(old.is_none());
        old
    }

    /// Removes.
    #[inline]
    pub fn remove<Q>(&mut self, k: &Q) -> Option<V>
    where
        K: Borrow<Q> + Clone,
        V: Clone,
        Q: Hash + Eq + ?Sized,
    {
        let hash = self.bits(k);
        let Self { root, len, hash_builder } = self;
        let rehash = |item: &(K, V)| HashBits::new(hash_builder.hash_one(&item.0));
        let removed = remove::remove(
            root,
            hash,
            |item| item.0.borrow() == k,
            rehash,
            |(k, v)| (Some(k), v),
            |(_, v)| (None, v.clone()),
            |leaf, index, capacity| {
                leaf.duplicate_without(index, capacity, |last| rehash(last).tag())
            },
        )?;
        *len -= 1;
        if *len == 0 {
            *root = Root::new();
        } else if removed.sparse && let Some(slot) = root.slot() {
            compact::path(slot, hash, copy);
        }
        Some(removed.item.1)
    }
}

impl<K, V, S: Clone, P: Kind> Clone for CowMap<K, V, S, P> {
    #[inline]
    fn clone(&self) -> Self {
        Self { root: self.root.clone(), len: self.len, hash_builder: self.hash_builder.clone() }
    }
}
