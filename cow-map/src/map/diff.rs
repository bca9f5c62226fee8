//! What changed between two versions.

use super::cow_map::GenericMap;
use crate::random_state::RandomState;
use crate::trie::algebra::{self, Change};
use core::fmt;
use core::hash::{BuildHasher, Hash};
use core::iter::FusedIterator;
use cow_core::{Atomic, DiffItem, RefCount, reflexive};

/// An iterator over the differences between two maps. Made by [`CowMap::diff`](crate::CowMap::diff).
pub struct Diff<'a, 'b, K, V, S = RandomState, C: RefCount = Atomic> {
    old: &'a GenericMap<K, V, S, C>,
    new: &'b GenericMap<K, V, S, C>,
    diff: algebra::Diff<'a, 'b, (K, V), C>,
}

impl<K, V, S, C: RefCount> GenericMap<K, V, S, C> {
    /// Returns the changes that make this map equal to a `newer` one, in no particular order.
    ///
    /// There is nothing to do exactly if the two are equal. Takes the time of what they do not share,
    /// if `V: Eq`; otherwise (`f64`) each shared value is compared with itself. Nothing is allocated.
    ///
    /// ```
    /// use cow_map::CowMap;
    /// use cow_map::hash_map::DiffItem;
    ///
    /// let old: CowMap<u32, char> = (0..1000).map(|i| (i, 'a')).collect();
    /// let mut new = old.clone();
    /// new.insert(7, 'b');
    /// new.remove(&8);
    ///
    /// for item in old.diff(&new) { // Looks at two leaves only.
    ///     match item {
    ///         DiffItem::Update { old, new } => assert_eq!((old, new), ((&7, &'a'), (&7, &'b'))),
    ///         DiffItem::Remove(k, _) => assert_eq!(k, &8),
    ///         DiffItem::Add(..) => unreachable!(),
    ///     }
    /// }
    /// assert_eq!(old.diff(&new).count(), 2);
    /// ```
    #[inline]
    pub fn diff<'a, 'b>(&'a self, newer: &'b Self) -> Diff<'a, 'b, K, V, S, C>
    where
        V: PartialEq,
    {
        let diff = algebra::Diff::new(&self.trie, &newer.trie, reflexive::<V>());
        Diff { old: self, new: newer, diff }
    }
}

impl<K, V, S, C> cow_core::Diff for GenericMap<K, V, S, C>
where
    K: Eq + Hash,
    V: PartialEq,
    S: BuildHasher,
    C: RefCount,
{
    type Changes<'a>
        = Diff<'a, 'a, K, V, S, C>
    where
        Self: 'a;

    fn diff<'a>(&'a self, newer: &'a Self) -> Diff<'a, 'a, K, V, S, C> {
        self.diff(newer)
    }
}

impl<'a, 'b, K, V, S, C> Iterator for Diff<'a, 'b, K, V, S, C>
where
    K: Eq + Hash,
    V: PartialEq,
    S: BuildHasher,
    C: RefCount,
{
    type Item = DiffItem<'a, 'b, K, V>;

    fn next(&mut self) -> Option<DiffItem<'a, 'b, K, V>> {
        let (old, new) = (self.old, self.new);
        Some(match self.diff.next(|k| old.find(k), |k| new.find(k))? {
            Change::Add((k, v)) => DiffItem::Add(k, v),
            Change::Update(old, new) => {
                DiffItem::Update { old: (&old.0, &old.1), new: (&new.0, &new.1) }
            }
            Change::Remove((k, v)) => DiffItem::Remove(k, v),
        })
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        (0, self.old.len().checked_add(self.new.len()))
    }
}

impl<K, V, S, C> FusedIterator for Diff<'_, '_, K, V, S, C>
where
    K: Eq + Hash,
    V: PartialEq,
    S: BuildHasher,
    C: RefCount,
{
}

impl<K, V, S, C: RefCount> Clone for Diff<'_, '_, K, V, S, C> {
    fn clone(&self) -> Self {
        Self { diff: self.diff.clone(), ..*self }
    }
}

impl<K, V, S, C> fmt::Debug for Diff<'_, '_, K, V, S, C>
where
    K: Eq + Hash + fmt::Debug,
    V: PartialEq + fmt::Debug,
    S: BuildHasher,
    C: RefCount,
{
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.clone()).finish()
    }
}
