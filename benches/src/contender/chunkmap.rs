//! `immutable-chunkmap`: an AVL tree of sorted chunks. It cannot split or append.

use std::ops::Bound;

use immutable_chunkmap::map::MapM;

use crate::element::Element;
use crate::shape::{Map, Tree};

/// [`MapM`], with chunks of the size that is meant for maps that are looked up and written.
pub type ChunkTree<K> = MapM<K, u64>;

impl<K: Element> Map<K> for ChunkTree<K> {
    const NAME: &'static str = "chunkmap";

    fn len(&self) -> usize {
        self.len()
    }

    #[inline]
    fn get(&self, key: &K) -> Option<&u64> {
        self.get(key)
    }

    #[inline]
    fn get_mut(&mut self, key: &K) -> Option<&mut u64> {
        self.get_mut_cow(key)
    }

    #[inline]
    fn insert(&mut self, key: K, value: u64) {
        self.insert_cow(key, value);
    }

    #[inline]
    fn remove(&mut self, key: &K) {
        self.remove_cow(key);
    }

    fn iter(&self) -> impl Iterator<Item = (&K, &u64)> {
        self.into_iter()
    }

    fn union(self, other: Self) -> Option<Self> {
        Some(Self::union(&self, &other, |_, value, _| Some(*value)))
    }

    fn intersection(self, other: Self) -> Option<Self> {
        Some(self.intersect(&other, |_, value, _| Some(*value)))
    }

    fn difference(self, other: Self) -> Option<Self> {
        Some(Self::diff(&self, &other, |_, _, _| None))
    }
}

impl<K: Element> Tree<K> for ChunkTree<K> {
    fn from_sorted(entries: impl Iterator<Item = (K, u64)>) -> Self {
        entries.collect()
    }

    fn range_from(&self, key: &K) -> impl Iterator<Item = (&K, &u64)> {
        // An iterator lives no longer than its bounds.
        self.range::<K, _>((Bound::Included(key.clone()), Bound::Unbounded))
    }

    fn first(&self) -> Option<(&K, &u64)> {
        self.into_iter().next()
    }

    fn last(&self) -> Option<(&K, &u64)> {
        self.into_iter().next_back()
    }
}
