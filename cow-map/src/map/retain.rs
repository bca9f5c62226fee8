//! Removal of all entries that a closure chooses.

use super::cow_map::GenericMap;
use crate::hash::{HASH_BITS, Path};
use crate::ops::leaves::LeavesMut;
use crate::ops::{find, unshare};
use crate::random_state::RandomState;
use core::fmt;
use core::iter::FusedIterator;
use cow_core::{Atomic, RefCount};

impl<K: Clone, V: Clone, S, C: RefCount> GenericMap<K, V, S, C> {
    /// Keeps the entries for which `f` says `true`. It is asked once for each, in no particular order.
    ///
    /// O(n). Leaves that are shared are copied, for `f` may change values.
    ///
    /// ```
    /// use cow_map::CowMap;
    /// let mut map: CowMap<i32, i32> = (0..8).map(|x| (x, x * 10)).collect();
    /// map.retain(|&k, _| k % 2 == 0);
    /// assert_eq!(map.len(), 4);
    /// ```
    pub fn retain<F>(&mut self, mut f: F)
    where
        F: FnMut(&K, &mut V) -> bool,
    {
        let before = self.len;
        let Self { root, len, .. } = self;
        let mut leaves = LeavesMut::new(root.slot());
        while let Some(mut leaf) = leaves.next() {
            let mut leaf = leaf.get();
            let mut index = 0;
            while let Some((k, v)) = leaf.slice_mut().get_mut(index) {
                if f(k, v) {
                    index += 1;
                } else {
                    let item = leaf.swap_remove(index);
                    *len -= 1;
                    drop(item);
                }
            }
        }
        if self.len < before {
            self.compact();
        }
    }

    /// Removes the entries for which `pred` says `true`, when they are asked for, and gives them. Those
    /// which the iterator does not come to stay.
    ///
    /// Leaves that are shared are copied when the iterator comes to them, for `pred` may change values.
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

/// The entries that a closure chooses, by [`CowMap::extract_if`](crate::CowMap::extract_if).
#[must_use = "iterators are lazy and do nothing unless consumed; use `retain` to remove without taking"]
pub struct ExtractIf<'a, K, V, F, S = RandomState, C: RefCount = Atomic> {
    map: &'a mut GenericMap<K, V, S, C>,
    pred: F,
    /// The lowest hash in the leaf to look at, if there is one.
    position: Option<u64>,
    /// The next entry in that leaf.
    index: usize,
    /// The length of the map when this began.
    before: usize,
}

impl<'a, K, V, F, S, C> ExtractIf<'a, K, V, F, S, C>
where
    K: Clone,
    V: Clone,
    C: RefCount,
{
    #[inline]
    pub(super) fn new(map: &'a mut GenericMap<K, V, S, C>, pred: F) -> Self {
        Self { before: map.len, map, pred, position: Some(0), index: 0 }
    }

    /// How many entries there may be at most.
    #[inline]
    pub(crate) fn most(&self) -> Option<usize> {
        Some(self.map.len)
    }

    /// The next entry whose key the closure chooses. Nothing is copied for the others.
    pub(crate) fn next_by_key(&mut self) -> Option<(K, V)>
    where
        F: FnMut(&K) -> bool,
    {
        let GenericMap { root, len, .. } = &mut *self.map;
        loop {
            let position = self.position?;
            let (leaf, bits) = find::leaf_and_bits(root.view()?, Path::at(position));
            while let Some((k, _)) = leaf.slice().get(self.index) {
                if (self.pred)(k) {
                    let (mut leaf, _) = unshare::leaf(root.slot()?, Path::at(position));
                    let item = leaf.get().swap_remove(self.index);
                    *len -= 1;
                    return Some(item);
                }
                self.index += 1;
            }
            self.position = behind(position, bits);
            self.index = 0;
        }
    }
}

/// The position behind a leaf to which as many bits lead.
fn behind(position: u64, bits: u32) -> Option<u64> {
    1_u64.checked_shl(HASH_BITS - bits).and_then(|size| position.checked_add(size))
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
        let GenericMap { root, len, .. } = &mut *self.map;
        loop {
            let position = self.position?;
            let (mut leaf, bits) = unshare::leaf(root.slot()?, Path::at(position));
            let mut leaf = leaf.get();
            while let Some((k, v)) = leaf.slice_mut().get_mut(self.index) {
                if (self.pred)(k, v) {
                    let item = leaf.swap_remove(self.index);
                    *len -= 1;
                    return Some(item);
                }
                self.index += 1;
            }
            self.position = behind(position, bits);
            self.index = 0;
        }
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
        if self.map.len < self.before {
            self.map.compact();
        }
    }
}

impl<K, V, F, S, C: RefCount> fmt::Debug for ExtractIf<'_, K, V, F, S, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ExtractIf").finish_non_exhaustive()
    }
}
