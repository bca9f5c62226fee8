//! Some of a map's entries.

use super::GenericTreeMap;
use crate::summary::Summary;
use cow_core::RefCount;

impl<K: Clone, V: Clone, A: Summary<K, V>, C: RefCount> GenericTreeMap<K, V, A, C> {
    /// Returns the entries for which `keep` returns `true`, called in the order of keys. Subtrees that
    /// stay whole are shared.
    ///
    /// ```
    /// use cow_tree::CowTreeMap;
    ///
    /// let map: CowTreeMap<u32, u32> = (0..10).map(|i| (i, i)).collect();
    /// assert_eq!(map.filter(|k, _| k % 2 == 0).len(), 5);
    /// assert!(map.filter(|_, _| true).ptr_eq(&map));
    /// ```
    #[must_use]
    pub fn filter(&self, mut keep: impl FnMut(&K, &V) -> bool) -> Self {
        Self { tree: self.tree.filter(|(key, value)| keep(key, value)) }
    }

    /// Returns the entries for which `left` returns `true`, and the others. Subtrees that stay whole
    /// are shared.
    #[must_use]
    pub fn partition(&self, mut left: impl FnMut(&K, &V) -> bool) -> (Self, Self) {
        let (yes, no) = self.tree.partition(|(key, value)| left(key, value));
        (Self { tree: yes }, Self { tree: no })
    }

    /// Keeps the entries for which `keep` returns `true`, called in the order of keys.
    ///
    /// O(log n) for each leaf, and O(1) for each entry; nothing is cloned that is not shared. All leaves
    /// become the map's own, for `keep` may write to any value; where it need not,
    /// [`filter`](Self::filter) copies less. If `keep` panics, the entries for which it returned `false` are removed.
    ///
    /// ```
    /// use cow_tree::CowTreeMap;
    ///
    /// let mut map: CowTreeMap<u32, u32> = (0..8).map(|i| (i, i * 10)).collect();
    /// map.retain(|k, _| k % 2 == 0);
    /// assert_eq!(map.keys().copied().collect::<Vec<_>>(), [0, 2, 4, 6]);
    /// ```
    pub fn retain(&mut self, mut keep: impl FnMut(&K, &mut V) -> bool)
    where
        K: Ord,
    {
        self.extract_if(.., |key, value| !keep(key, value)).for_each(drop);
    }
}
