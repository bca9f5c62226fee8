//! std's locks round its map: readers wait for the writer, or it for them.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError, RwLock};

use super::{Hasher, StdMap};
use crate::element::Element;
use crate::shape::{Cell, Kept};

/// [`RwLock`] of std's map.
pub type RwLockCell<K> = RwLock<StdMap<K>>;

impl<K: Element> Cell<K> for RwLockCell<K> {
    const NAME: &'static str = "std";
    const DEEP_SNAPSHOT: bool = true;

    fn new(entries: impl Iterator<Item = (K, u64)>) -> Self {
        Self::new(collect(entries))
    }

    #[inline]
    fn get(&self, key: &K) -> Option<u64> {
        self.read().unwrap_or_else(PoisonError::into_inner).get(key).copied()
    }

    #[inline]
    fn insert(&self, key: K, value: u64) {
        self.write().unwrap_or_else(PoisonError::into_inner).insert(key, value);
    }

    #[inline]
    fn remove(&self, key: &K) {
        self.write().unwrap_or_else(PoisonError::into_inner).remove(key);
    }

    fn entries(&self) -> Vec<(K, u64)> {
        list(&self.read().unwrap_or_else(PoisonError::into_inner))
    }

    #[inline]
    fn snapshot(&self) -> Option<impl Kept<K>> {
        Some(self.read().unwrap_or_else(PoisonError::into_inner).clone())
    }
}

/// [`Mutex`] of std's map.
pub type MutexCell<K> = Mutex<StdMap<K>>;

impl<K: Element> Cell<K> for MutexCell<K> {
    const NAME: &'static str = "mutex";
    const DEEP_SNAPSHOT: bool = true;

    fn new(entries: impl Iterator<Item = (K, u64)>) -> Self {
        Self::new(collect(entries))
    }

    #[inline]
    fn get(&self, key: &K) -> Option<u64> {
        self.lock().unwrap_or_else(PoisonError::into_inner).get(key).copied()
    }

    #[inline]
    fn insert(&self, key: K, value: u64) {
        self.lock().unwrap_or_else(PoisonError::into_inner).insert(key, value);
    }

    #[inline]
    fn remove(&self, key: &K) {
        self.lock().unwrap_or_else(PoisonError::into_inner).remove(key);
    }

    fn entries(&self) -> Vec<(K, u64)> {
        list(&self.lock().unwrap_or_else(PoisonError::into_inner))
    }

    #[inline]
    fn snapshot(&self) -> Option<impl Kept<K>> {
        Some(self.lock().unwrap_or_else(PoisonError::into_inner).clone())
    }
}

impl<K: Element> Kept<K> for StdMap<K> {
    fn entries(&self) -> Vec<(K, u64)> {
        list(self)
    }
}

/// With the hasher of all contenders.
pub(super) fn collect<K: Element>(entries: impl Iterator<Item = (K, u64)>) -> StdMap<K> {
    let mut map = HashMap::with_hasher(Hasher::default());
    map.extend(entries);
    map
}

pub(super) fn list<K: Element>(map: &StdMap<K>) -> Vec<(K, u64)> {
    map.iter().map(|(key, value)| (key.clone(), *value)).collect()
}
