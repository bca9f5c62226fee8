//! `arc-swap`: round std's map, which each write copies whole, and round a `CowMap`.
//!
//! There is one writer in all workloads, so that no store is lost.

use arc_swap::ArcSwap;
use cow_core::Atomic;

use super::locks::{collect, list};
use super::{CowHashMap, StdMap};
use crate::element::Element;
use crate::shape::{Cell, Kept};

/// [`ArcSwap`] of std's map.
pub type DeepArcSwap<K> = ArcSwap<StdMap<K>>;

impl<K: Element> Cell<K> for DeepArcSwap<K> {
    const NAME: &'static str = "arc-swap-deep";
    const DEEP_WRITE: bool = true;
    const DEEP_SNAPSHOT: bool = true;

    fn new(entries: impl Iterator<Item = (K, u64)>) -> Self {
        Self::from_pointee(collect(entries))
    }

    #[inline]
    fn get(&self, key: &K) -> Option<u64> {
        self.load().get(key).copied()
    }

    fn insert(&self, key: K, value: u64) {
        let mut map = StdMap::clone(&self.load());
        map.insert(key, value);
        self.store(map.into());
    }

    fn remove(&self, key: &K) {
        let mut map = StdMap::clone(&self.load());
        map.remove(key);
        self.store(map.into());
    }

    fn entries(&self) -> Vec<(K, u64)> {
        list(&self.load())
    }

    #[inline]
    fn snapshot(&self) -> Option<impl Kept<K>> {
        Some(StdMap::clone(&self.load()))
    }

    #[inline]
    fn version(&self) -> Option<impl Kept<K>> {
        Some(self.load_full())
    }
}

/// [`ArcSwap`] of a `CowMap`: what `CowCell` does, without its turns, its numbers and its waiting.
pub type CowArcSwap<K> = ArcSwap<CowHashMap<K, Atomic>>;

impl<K: Element> Cell<K> for CowArcSwap<K> {
    const NAME: &'static str = "arc-swap";

    fn new(entries: impl Iterator<Item = (K, u64)>) -> Self {
        Self::from_pointee(entries.collect())
    }

    #[inline]
    fn get(&self, key: &K) -> Option<u64> {
        self.load().get(key).copied()
    }

    fn insert(&self, key: K, value: u64) {
        let mut map = CowHashMap::clone(&self.load());
        map.insert(key, value);
        self.store(map.into());
    }

    fn remove(&self, key: &K) {
        let mut map = CowHashMap::clone(&self.load());
        map.remove(key);
        self.store(map.into());
    }

    fn entries(&self) -> Vec<(K, u64)> {
        Kept::entries(&**self.load())
    }

    #[inline]
    fn snapshot(&self) -> Option<impl Kept<K>> {
        Some(CowHashMap::clone(&self.load()))
    }

    #[inline]
    fn version(&self) -> Option<impl Kept<K>> {
        Some(self.load_full())
    }
}
