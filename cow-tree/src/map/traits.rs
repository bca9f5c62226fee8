//! std's traits.

use super::CowTreeMap;
use crate::summary::Summary;
use alloc::vec::Vec;
use core::borrow::Borrow;
use core::fmt;
use core::hash::{Hash, Hasher};
use core::ops::Index;
use cow_core::{Atomic, Kind};

/// Shares all nodes: O(1).
impl<K, V, P: Kind, A> Clone for CowTreeMap<K, V, P, A> {
    #[inline]
    fn clone(&self) -> Self {
        Self { root: self.root.clone() }
    }
}

impl<K, V, P: Kind, A> Default for CowTreeMap<K, V, P, A> {
    #[inline]
    fn default() -> Self {
        Self { root: None }
    }
}

impl<K: fmt::Debug, V: fmt::Debug, P: Kind, A> fmt::Debug for CowTreeMap<K, V, P, A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self).finish()
    }
}

impl<K: Hash, V: Hash, P: Kind, A> Hash for CowTreeMap<K, V, P, A> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_usize(self.len());
        for entry in self {
            entry.hash(state);
        }
    }
}

impl<K, V, P, A, Q> Index<&Q> for CowTreeMap<K, V, P, A>
where
    K: Borrow<Q> + Ord,
    P: Kind,
    Q: Ord + ?Sized,
{
    type Output = V;

    /// # Panics
    /// If there is no such key.
    #[inline]
    fn index(&self, key: &Q) -> &V {
        self.get(key).expect("no entry found for key")
    }
}

/// Sorts the entries, if they are not sorted already, and builds the tree in O(n).
impl<K, V, P, A> FromIterator<(K, V)> for CowTreeMap<K, V, P, A>
where
    K: Ord + Clone,
    P: Kind,
    A: Summary<K, V>,
{
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
        Self::from_unsorted(Vec::from_iter(entries))
    }
}

impl<K: Ord + Clone, V, const N: usize> From<[(K, V); N]> for CowTreeMap<K, V, Atomic> {
    fn from(entries: [(K, V); N]) -> Self {
        entries.into_iter().collect()
    }
}

impl<K, V, P, A> Extend<(K, V)> for CowTreeMap<K, V, P, A>
where
    K: Ord + Clone,
    V: Clone,
    P: Kind,
    A: Summary<K, V>,
{
    fn extend<I: IntoIterator<Item = (K, V)>>(&mut self, entries: I) {
        for (key, value) in entries {
            self.insert(key, value);
        }
    }
}

impl<'a, K, V, P, A> Extend<(&'a K, &'a V)> for CowTreeMap<K, V, P, A>
where
    K: Ord + Copy,
    V: Copy,
    P: Kind,
    A: Summary<K, V>,
{
    fn extend<I: IntoIterator<Item = (&'a K, &'a V)>>(&mut self, entries: I) {
        self.extend(entries.into_iter().map(|(key, value)| (*key, *value)));
    }
}
