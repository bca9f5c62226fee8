//! `dashmap`: a map in shards, each behind a lock. It has no snapshot.

use dashmap::DashMap;

use super::Hasher;
use crate::element::Element;
use crate::shape::Cell;

/// [`DashMap`].
pub type DashCell<K> = DashMap<K, u64, Hasher>;

impl<K: Element> Cell<K> for DashCell<K> {
    const NAME: &'static str = "dashmap";

    fn new(entries: impl Iterator<Item = (K, u64)>) -> Self {
        entries.collect()
    }

    #[inline]
    fn get(&self, key: &K) -> Option<u64> {
        self.get(key).map(|value| *value)
    }

    #[inline]
    fn insert(&self, key: K, value: u64) {
        self.insert(key, value);
    }

    #[inline]
    fn remove(&self, key: &K) {
        self.remove(key);
    }

    fn entries(&self) -> Vec<(K, u64)> {
        self.iter().map(|entry| (entry.key().clone(), *entry.value())).collect()
    }
}
