//! This family's cell: read through a guard, and read through a snapshot of each time.

use cow_core::cow_cell::Version;
use cow_core::{Atomic, CowCell};

use super::CowHashMap;
use crate::element::Element;
use crate::shape::{Cell, Kept};

/// [`CowCell`] of a `CowMap`.
pub type CowMapCell<K> = CowCell<CowHashMap<K, Atomic>>;

impl<K: Element> Cell<K> for CowMapCell<K> {
    const NAME: &'static str = "cow";

    fn new(entries: impl Iterator<Item = (K, u64)>) -> Self {
        Self::new(entries.collect())
    }

    #[inline]
    fn get(&self, key: &K) -> Option<u64> {
        self.load().get(key).copied()
    }

    fn insert(&self, key: K, value: u64) {
        self.update(|map| map.insert(key, value));
    }

    fn remove(&self, key: &K) {
        self.update(|map| map.remove(key));
    }

    fn entries(&self) -> Vec<(K, u64)> {
        Kept::entries(&*self.load())
    }

    #[inline]
    fn snapshot(&self) -> Option<impl Kept<K>> {
        Some(self.snapshot())
    }

    #[inline]
    fn version(&self) -> Option<impl Kept<K>> {
        Some(self.version())
    }
}

impl<K: Element> Kept<K> for CowHashMap<K, Atomic> {
    fn entries(&self) -> Vec<(K, u64)> {
        self.iter().map(|(key, value)| (key.clone(), *value)).collect()
    }
}

impl<K, M: Kept<K>> Kept<K> for Version<M> {
    fn entries(&self) -> Vec<(K, u64)> {
        M::entries(self)
    }
}

/// The same, but each read takes a snapshot, looks, and drops it.
#[derive(Debug)]
pub struct SnapshotCell<K>(CowMapCell<K>);

impl<K: Element> Cell<K> for SnapshotCell<K> {
    const NAME: &'static str = "cow-snapshot";

    fn new(entries: impl Iterator<Item = (K, u64)>) -> Self {
        Self(Cell::new(entries))
    }

    #[inline]
    fn get(&self, key: &K) -> Option<u64> {
        self.0.snapshot().get(key).copied()
    }

    fn insert(&self, key: K, value: u64) {
        Cell::insert(&self.0, key, value);
    }

    fn remove(&self, key: &K) {
        Cell::remove(&self.0, key);
    }

    fn entries(&self) -> Vec<(K, u64)> {
        self.0.entries()
    }
}
