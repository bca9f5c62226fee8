//! Removal of all entries that a closure chooses.

use super::cow_map::GenericMap;
use crate::random_state::RandomState;
use crate::trie::Extract;
use core::fmt;
use core::iter::FusedIterator;
use cow_core::{Atomic, RefCount};

impl<K: Clone, V: Clone, S, C: RefCount> GenericMap<K, V, S, C> {
    /// Keeps the entries for which `f` returns `true`. It is called once for each, in no particular order.
    ///
    /// O(n). Leaves that are shared are copied, because `f` may change values.
    ///
    /// ```
    /// use cow_map::CowMap;
    /// let mut map: CowMap<i32, i32> = (0..8).map(|x| (x, x * 10)).collect();
    /// map.retain(|&k, _| k % 2 == 0);
    /// assert_eq!(map.len(), 4);
    /// ```
    pub fn retain<F>(&mut self, f: F)
    where
        F: FnMut(&K, &mut V) -> bool,
    {
        self.trie.retain(f);
    }

    /// Removes the entries for which `pred` returns `true`, one by one, when the iterator reaches them, and returns them. Those
    /// that the iterator does not reach stay.
    ///
    /// Leaves that are shared are copied when the iterator reaches them, because `pred` may change values.
    ///
    /// ```
    /// use cow_map::CowMap;
    /// let mut map: CowMap<i32, i32> = (0..8).map(|x| (x, x)).collect();
    /// let odd: CowMap<i32, i32> = map.extract_if(|k, _| k % 2 == 1).collect();
    /// assert_eq!((map.len(), odd.len()), (4, 4));
    /// ```
    pub fn extract_if<F>(&mut self, pred: F) -> ExtractIf<'_, K, V, F, S, C>
    where
        F: FnMut(&K, &mut V) -> bool,
    {
        ExtractIf::new(self, pred)
    }
}

impl<K: Clone, S, C: RefCount> GenericMap<K, (), S, C> {
    /// Keeps the keys for which `f` returns `true`.
    pub(crate) fn retain_keys(&mut self, f: impl FnMut(&K) -> bool) {
        self.trie.retain_keys(f);
    }

    /// Removes the keys that `pred` chooses, as [`extract_if`](crate::CowMap::extract_if) does.
    #[inline]
    pub(crate) fn extract_keys<F>(&mut self, pred: F) -> ExtractIf<'_, K, (), F, S, C> {
        ExtractIf::new(self, pred)
    }
}

/// An iterator that removes the entries of a map for which a predicate returns `true`. Made by
/// [`CowMap::extract_if`](crate::CowMap::extract_if).
#[must_use = "iterators are lazy and do nothing unless consumed; use `retain` to remove without taking"]
pub struct ExtractIf<'a, K, V, F, S = RandomState, C: RefCount = Atomic> {
    map: &'a mut GenericMap<K, V, S, C>,
    pred: F,
    pass: Extract,
}

impl<'a, K: Clone, V: Clone, F, S, C: RefCount> ExtractIf<'a, K, V, F, S, C> {
    #[inline]
    pub(super) fn new(map: &'a mut GenericMap<K, V, S, C>, pred: F) -> Self {
        Self { pass: Extract::new(&map.trie), map, pred }
    }

    /// Returns how many entries are left at most.
    #[inline]
    pub(crate) fn most(&self) -> Option<usize> {
        Some(self.map.len())
    }

    /// Removes and returns the next entry whose key the closure chooses. Copies nothing for the others.
    pub(crate) fn next_by_key(&mut self) -> Option<(K, V)>
    where
        F: FnMut(&K) -> bool,
    {
        self.pass.next_by_key(&mut self.map.trie, &mut self.pred)
    }
}

impl<K, V, F, S, C> Iterator for ExtractIf<'_, K, V, F, S, C>
where
    K: Clone,
    V: Clone,
    C: RefCount,
    F: FnMut(&K, &mut V) -> bool,
{
    type Item = (K, V);

    fn next(&mut self) -> Option<(K, V)> {
        self.pass.next(&mut self.map.trie, &mut self.pred)
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        (0, self.most())
    }
}

impl<K, V, F, S, C> FusedIterator for ExtractIf<'_, K, V, F, S, C>
where
    K: Clone,
    V: Clone,
    C: RefCount,
    F: FnMut(&K, &mut V) -> bool,
{
}

impl<K, V, F, S, C: RefCount> Drop for ExtractIf<'_, K, V, F, S, C> {
    fn drop(&mut self) {
        self.pass.finish(&mut self.map.trie);
    }
}

impl<K, V, F, S, C: RefCount> fmt::Debug for ExtractIf<'_, K, V, F, S, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ExtractIf").finish_non_exhaustive()
    }
}
