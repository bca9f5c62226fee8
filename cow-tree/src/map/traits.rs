//! std's traits.

use super::GenericTreeMap;
use crate::summary::Summary;
use alloc::vec::Vec;
use core::borrow::Borrow;
use core::fmt;
use core::hash::{Hash, Hasher};
use core::ops::Index;
use cow_core::RefCount;

/// Shares all nodes: O(1).
impl<K, V, A, C: RefCount> Clone for GenericTreeMap<K, V, A, C> {
    #[inline]
    fn clone(&self) -> Self {
        Self { tree: self.tree.clone() }
    }
}

impl<K, V, A, C: RefCount> Default for GenericTreeMap<K, V, A, C> {
    #[inline]
    fn default() -> Self {
        Self::new()
    }
}

impl<K: fmt::Debug, V: fmt::Debug, A, C: RefCount> fmt::Debug for GenericTreeMap<K, V, A, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self).finish()
    }
}

impl<K: Hash, V: Hash, A, C: RefCount> Hash for GenericTreeMap<K, V, A, C> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_usize(self.len());
        for entry in self {
            entry.hash(state);
        }
    }
}

impl<K, V, A, C, Q> Index<&Q> for GenericTreeMap<K, V, A, C>
where
    K: Borrow<Q> + Ord,
    C: RefCount,
    Q: Ord + ?Sized,
{
    type Output = V;

    /// Returns the value of a key.
    ///
    /// # Panics
    /// If there is no such key.
    #[inline]
    fn index(&self, key: &Q) -> &V {
        self.get(key).expect("no entry found for key")
    }
}

/// Sorts the entries, if they are not sorted already, and builds the tree in O(n).
impl<K, V, A, C> FromIterator<(K, V)> for GenericTreeMap<K, V, A, C>
where
    K: Ord + Clone,
    C: RefCount,
    A: Summary<K, V>,
{
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
        Self::from_unsorted(Vec::from_iter(entries))
    }
}

impl<K, V, A, C, const N: usize> From<[(K, V); N]> for GenericTreeMap<K, V, A, C>
where
    K: Ord + Clone,
    A: Summary<K, V>,
    C: RefCount,
{
    fn from(entries: [(K, V); N]) -> Self {
        entries.into_iter().collect()
    }
}

impl<K, V, A, C> Extend<(K, V)> for GenericTreeMap<K, V, A, C>
where
    K: Ord + Clone,
    V: Clone,
    C: RefCount,
    A: Summary<K, V>,
{
    fn extend<I: IntoIterator<Item = (K, V)>>(&mut self, entries: I) {
        for (key, value) in entries {
            self.insert(key, value);
        }
    }
}

impl<'a, K, V, A, C> Extend<(&'a K, &'a V)> for GenericTreeMap<K, V, A, C>
where
    K: Ord + Copy,
    V: Copy,
    C: RefCount,
    A: Summary<K, V>,
{
    fn extend<I: IntoIterator<Item = (&'a K, &'a V)>>(&mut self, entries: I) {
        self.extend(entries.into_iter().map(|(key, value)| (*key, *value)));
    }
}
