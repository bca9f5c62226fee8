//! Parallel iterators over maps.

use super::build::{build, gather};
use super::pieces::Pieces;
use crate::map::CowMap;
use alloc::vec::Vec;
use core::fmt;
use core::hash::{BuildHasher, Hash};
use cow_core::Atomic;
use cow_core::trie::{Node, NodeRef, SlotMut};
use rayon::iter::plumbing::UnindexedConsumer;
use rayon::iter::{FromParallelIterator, IntoParallelIterator, ParallelExtend, ParallelIterator};

/// A parallel iterator over the entries of a map. Made by `par_iter` of [`CowMap`].
pub struct Iter<'a, K, V> {
    root: Option<NodeRef<'a, (K, V), Atomic>>,
}

/// A parallel iterator over the entries of a map, with values to be changed. Made by `par_iter_mut` of
/// [`CowMap`]. Leaves that are shared are copied by the threads that reach them.
pub struct IterMut<'a, K, V> {
    root: Option<SlotMut<'a, (K, V), Atomic>>,
}

/// An owning parallel iterator over the entries of a map. Made by `into_par_iter` of [`CowMap`]. They are
/// moved out; those in nodes that a clone shares are cloned.
pub struct IntoIter<K, V> {
    root: Option<Node<(K, V), Atomic>>,
}

impl<K, V> Clone for Iter<'_, K, V> {
    fn clone(&self) -> Self {
        Self { ..*self }
    }
}

impl<'a, K: Send + Sync, V: Send + Sync> ParallelIterator for Iter<'a, K, V> {
    type Item = (&'a K, &'a V);

    fn drive_unindexed<D: UnindexedConsumer<Self::Item>>(self, consumer: D) -> D::Result {
        Pieces::new(self.root).map(|(k, v)| (k, v)).drive_unindexed(consumer)
    }
}

impl<'a, K: Clone + Send + Sync, V: Clone + Send + Sync> ParallelIterator for IterMut<'a, K, V> {
    type Item = (&'a K, &'a mut V);

    fn drive_unindexed<D: UnindexedConsumer<Self::Item>>(self, consumer: D) -> D::Result {
        Pieces::new(self.root).map(|(k, v)| (&*k, v)).drive_unindexed(consumer)
    }
}

impl<K: Clone + Send + Sync, V: Clone + Send + Sync> ParallelIterator for IntoIter<K, V> {
    type Item = (K, V);

    fn drive_unindexed<D: UnindexedConsumer<Self::Item>>(self, consumer: D) -> D::Result {
        Pieces::new(self.root).drive_unindexed(consumer)
    }
}

impl<'a, K: Send + Sync, V: Send + Sync, S> IntoParallelIterator for &'a CowMap<K, V, S> {
    type Item = (&'a K, &'a V);
    type Iter = Iter<'a, K, V>;

    fn into_par_iter(self) -> Iter<'a, K, V> {
        Iter { root: self.trie.view() }
    }
}

impl<'a, K, V, S> IntoParallelIterator for &'a mut CowMap<K, V, S>
where
    K: Clone + Send + Sync,
    V: Clone + Send + Sync,
{
    type Item = (&'a K, &'a mut V);
    type Iter = IterMut<'a, K, V>;

    fn into_par_iter(self) -> IterMut<'a, K, V> {
        IterMut { root: self.trie.slot() }
    }
}

impl<K: Clone + Send + Sync, V: Clone + Send + Sync, S> IntoParallelIterator for CowMap<K, V, S> {
    type Item = (K, V);
    type Iter = IntoIter<K, V>;

    fn into_par_iter(mut self) -> IntoIter<K, V> {
        IntoIter { root: self.trie.take() }
    }
}

impl<K, V, S> FromParallelIterator<(K, V)> for CowMap<K, V, S>
where
    K: Eq + Hash + Send + Sync,
    V: Send + Sync,
    S: BuildHasher + Default + Sync,
{
    /// Returns a map of these entries. Of several with one key, the last value is kept.
    ///
    /// The entries are made and hashed in parallel, and then the sixteen parts of the trie are built in
    /// parallel.
    fn from_par_iter<I: IntoParallelIterator<Item = (K, V)>>(entries: I) -> Self {
        let hash_builder = S::default();
        let trie = build(entries, &hash_builder);
        Self { trie, hash_builder }
    }
}

impl<K, V, S> ParallelExtend<(K, V)> for CowMap<K, V, S>
where
    K: Eq + Hash + Clone + Send + Sync,
    V: Clone + Send + Sync,
    S: BuildHasher + Sync,
{
    /// Inserts these entries, which are made in parallel. Values of keys that are there are replaced.
    ///
    /// An empty map is built in parallel, too. In another one, entries are inserted one after the other.
    fn par_extend<I: IntoParallelIterator<Item = (K, V)>>(&mut self, entries: I) {
        if self.is_empty() {
            self.trie = build(entries, self.hasher());
        } else {
            let parts = gather(entries, Vec::new, Vec::push);
            parts.into_iter().flatten().for_each(|(k, v)| drop(self.insert(k, v)));
        }
    }
}

impl<'a, K, V, S> ParallelExtend<(&'a K, &'a V)> for CowMap<K, V, S>
where
    K: Eq + Hash + Copy + Send + Sync,
    V: Copy + Send + Sync,
    S: BuildHasher + Sync,
{
    /// Extends the map with copies of these entries.
    fn par_extend<I: IntoParallelIterator<Item = (&'a K, &'a V)>>(&mut self, entries: I) {
        self.par_extend(entries.into_par_iter().map(|(k, v)| (*k, *v)));
    }
}

impl<K, V> fmt::Debug for Iter<'_, K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Iter").finish_non_exhaustive()
    }
}

impl<K, V> fmt::Debug for IterMut<'_, K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("IterMut").finish_non_exhaustive()
    }
}

impl<K, V> fmt::Debug for IntoIter<K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("IntoIter").finish_non_exhaustive()
    }
}
