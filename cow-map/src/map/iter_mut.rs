//! Iterators that write in place.

use super::cow_map::GenericMap;
use crate::forward::forward;
use crate::trie::LeavesMut;
use core::fmt;
use core::iter::FusedIterator;
use core::slice;
use cow_core::{Atomic, RefCount};

/// An iterator over the entries of a map, with values to be changed. Made by
/// [`CowMap::iter_mut`](crate::CowMap::iter_mut).
pub struct IterMut<'a, K, V, C: RefCount = Atomic> {
    leaves: LeavesMut<'a, (K, V), C>,
    items: slice::IterMut<'a, (K, V)>,
    /// How many entries are left, without those in `items`.
    left: usize,
}

/// An iterator over the values of a map, to be changed. Made by [`CowMap::values_mut`](crate::CowMap::values_mut).
pub struct ValuesMut<'a, K, V, C: RefCount = Atomic> {
    iter: IterMut<'a, K, V, C>,
}

impl<K, V, S, C: RefCount> GenericMap<K, V, S, C> {
    /// Returns all entries, with their values to be changed.
    ///
    /// Leaves that are shared are copied when the iterator reaches them, not before.
    ///
    /// ```
    /// use cow_map::CowMap;
    /// let mut map = CowMap::from([(1, 10), (2, 20)]);
    /// map.iter_mut().for_each(|(k, v)| *v += k);
    /// assert_eq!((map[&1], map[&2]), (11, 22));
    /// ```
    #[inline]
    pub fn iter_mut(&mut self) -> IterMut<'_, K, V, C> {
        let left = self.len();
        IterMut { leaves: LeavesMut::new(self.trie.slot()), items: [].iter_mut(), left }
    }

    /// Returns all values, to be changed; otherwise as [`iter_mut`](Self::iter_mut).
    #[inline]
    pub fn values_mut(&mut self) -> ValuesMut<'_, K, V, C> {
        ValuesMut { iter: self.iter_mut() }
    }
}

impl<'a, K: Clone, V: Clone, C: RefCount> Iterator for IterMut<'a, K, V, C> {
    type Item = (&'a K, &'a mut V);

    #[inline]
    fn next(&mut self) -> Option<(&'a K, &'a mut V)> {
        while self.items.as_slice().is_empty() {
            let leaf = self.leaves.next_counted(&mut self.left)?;
            self.items = leaf.into_mut().into_slice().iter_mut();
        }
        self.items.next().map(|(k, v)| (&*k, v))
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = self.items.len() + self.left;
        (left, Some(left))
    }

    #[inline]
    fn fold<B, F>(mut self, init: B, mut f: F) -> B
    where
        F: FnMut(B, (&'a K, &'a mut V)) -> B,
    {
        let mut each = |all, (k, v): &'a mut (K, V)| f(all, (&*k, v));
        let mut all = self.items.fold(init, &mut each);
        while let Some(leaf) = self.leaves.next() {
            all = leaf.into_mut().into_slice().iter_mut().fold(all, &mut each);
        }
        all
    }
}

impl<K: Clone, V: Clone, C: RefCount> ExactSizeIterator for IterMut<'_, K, V, C> {}
impl<K: Clone, V: Clone, C: RefCount> FusedIterator for IterMut<'_, K, V, C> {}

impl<K, V, C: RefCount> Default for IterMut<'_, K, V, C> {
    /// Returns an iterator over no entries.
    #[inline]
    fn default() -> Self {
        Self { leaves: LeavesMut::new(None), items: [].iter_mut(), left: 0 }
    }
}

impl<K, V, C: RefCount> IterMut<'_, K, V, C> {
    /// Returns the entries that are left.
    fn rest(&self) -> impl Iterator<Item = &(K, V)> {
        self.items.as_slice().iter().chain(self.leaves.rest())
    }
}

impl<K: fmt::Debug, V: fmt::Debug, C: RefCount> fmt::Debug for IterMut<'_, K, V, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.rest()).finish()
    }
}

impl<'a, K: Clone, V: Clone, C: RefCount> Iterator for ValuesMut<'a, K, V, C> {
    forward!(&'a mut V, iter, (_, value) => value);
}

impl<K: Clone, V: Clone, C: RefCount> ExactSizeIterator for ValuesMut<'_, K, V, C> {}
impl<K: Clone, V: Clone, C: RefCount> FusedIterator for ValuesMut<'_, K, V, C> {}

impl<K, V, C: RefCount> Default for ValuesMut<'_, K, V, C> {
    /// Returns an iterator over no values.
    #[inline]
    fn default() -> Self {
        Self { iter: IterMut::default() }
    }
}

impl<K, V: fmt::Debug, C: RefCount> fmt::Debug for ValuesMut<'_, K, V, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter.rest().map(|(_, v)| v)).finish()
    }
}
