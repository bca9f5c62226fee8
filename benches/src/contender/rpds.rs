//! `rpds`: every entry in an `Arc` of its own. `Vector` cannot insert, remove, append, split or sort.

use std::ops::Bound;

use archery::ArcTK;
use rpds::{HashTrieMap, RedBlackTreeMapSync, VectorSync};

use super::Hasher;
use crate::element::Element;
use crate::shape::{Map, Tree, Vector};

/// [`HashTrieMap`], thread-safe.
pub type RpdsMap<K> = HashTrieMap<K, u64, ArcTK, Hasher>;

impl<K: Element> Map<K> for RpdsMap<K> {
    const NAME: &'static str = "rpds";

    fn len(&self) -> usize {
        self.size()
    }

    #[inline]
    fn get(&self, key: &K) -> Option<&u64> {
        self.get(key)
    }

    #[inline]
    fn get_mut(&mut self, key: &K) -> Option<&mut u64> {
        self.get_mut(key)
    }

    #[inline]
    fn insert(&mut self, key: K, value: u64) {
        self.insert_mut(key, value);
    }

    #[inline]
    fn remove(&mut self, key: &K) {
        self.remove_mut(key);
    }

    fn iter(&self) -> impl Iterator<Item = (&K, &u64)> {
        self.iter()
    }
}

/// [`rpds::RedBlackTreeMap`], thread-safe.
pub type RpdsTree<K> = RedBlackTreeMapSync<K, u64>;

impl<K: Element> Map<K> for RpdsTree<K> {
    const NAME: &'static str = "rpds";

    fn len(&self) -> usize {
        self.size()
    }

    #[inline]
    fn get(&self, key: &K) -> Option<&u64> {
        self.get(key)
    }

    #[inline]
    fn get_mut(&mut self, key: &K) -> Option<&mut u64> {
        self.get_mut(key)
    }

    #[inline]
    fn insert(&mut self, key: K, value: u64) {
        self.insert_mut(key, value);
    }

    #[inline]
    fn remove(&mut self, key: &K) {
        self.remove_mut(key);
    }

    fn iter(&self) -> impl Iterator<Item = (&K, &u64)> {
        self.iter()
    }
}

impl<K: Element> Tree<K> for RpdsTree<K> {
    fn from_sorted(entries: impl Iterator<Item = (K, u64)>) -> Self {
        entries.collect()
    }

    fn range_from(&self, key: &K) -> impl Iterator<Item = (&K, &u64)> {
        self.range((Bound::Included(key), Bound::Unbounded))
    }

    fn first(&self) -> Option<(&K, &u64)> {
        self.first()
    }

    fn last(&self) -> Option<(&K, &u64)> {
        self.last()
    }
}

/// [`rpds::Vector`], thread-safe.
pub type RpdsVector<T> = VectorSync<T>;

impl<T: Element> Vector<T> for RpdsVector<T> {
    const NAME: &'static str = "rpds";

    fn len(&self) -> usize {
        self.len()
    }

    #[inline]
    fn get(&self, at: usize) -> Option<&T> {
        self.get(at)
    }

    #[inline]
    fn set(&mut self, at: usize, element: T) {
        self.set_mut(at, element);
    }

    #[inline]
    fn push(&mut self, element: T) {
        self.push_back_mut(element);
    }

    fn iter(&self) -> impl Iterator<Item = &T> {
        self.iter()
    }
}
