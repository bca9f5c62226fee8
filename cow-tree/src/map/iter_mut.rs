//! Iteration over values to be written.

use super::CowTreeMap;
use crate::walk_mut::EntriesMut;
use core::fmt;
use core::iter::FusedIterator;
use cow_core::{Atomic, Kind};

/// An iterator over the entries of a map, in the order of their keys, with values to be written.
///
/// Made by [`CowTreeMap::iter_mut`]. It copies a shared node when it comes to it, and none before.
pub struct IterMut<'a, K, V, P: Kind = Atomic> {
    entries: EntriesMut<'a, K, V, P>,
}

/// An iterator over the values of a map, to be written, in the order of their keys.
///
/// Made by [`CowTreeMap::values_mut`].
pub struct ValuesMut<'a, K, V, P: Kind = Atomic> {
    iter: IterMut<'a, K, V, P>,
}

impl<K: Clone, V: Clone, P: Kind> CowTreeMap<K, V, P> {
    /// The entries, in the order of their keys, with values to be written. Shared leaves are copied
    /// when the iterator comes to them.
    ///
    /// ```
    /// use cow_tree::CowTreeMap;
    ///
    /// let mut map = CowTreeMap::from([("a", 1), ("b", 2)]);
    /// let before = map.clone();
    /// for (_, value) in map.iter_mut() {
    ///     *value *= 10;
    /// }
    /// assert_eq!((map["b"], before["b"]), (20, 2));
    /// ```
    pub fn iter_mut(&mut self) -> IterMut<'_, K, V, P> {
        let len = self.len();
        let entries = match &mut self.root {
            Some(root) => EntriesMut::new(root, 0..len),
            None => EntriesMut::empty(),
        };
        IterMut { entries }
    }

    /// The values, to be written, in the order of their keys.
    pub fn values_mut(&mut self) -> ValuesMut<'_, K, V, P> {
        ValuesMut { iter: self.iter_mut() }
    }
}

impl<'a, K: Clone, V: Clone, P: Kind> IntoIterator for &'a mut CowTreeMap<K, V, P> {
    type Item = (&'a K, &'a mut V);
    type IntoIter = IterMut<'a, K, V, P>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter_mut()
    }
}

impl<'a, K: Clone, V: Clone, P: Kind> Iterator for IterMut<'a, K, V, P> {
    type Item = (&'a K, &'a mut V);

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        let (key, value) = self.entries.next()?;
        Some((key, value))
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.entries.len(), Some(self.entries.len()))
    }
}

impl<K: Clone, V: Clone, P: Kind> DoubleEndedIterator for IterMut<'_, K, V, P> {
    #[inline]
    fn next_back(&mut self) -> Option<Self::Item> {
        let (key, value) = self.entries.next_back()?;
        Some((key, value))
    }
}

impl<'a, K: Clone, V: Clone, P: Kind> Iterator for ValuesMut<'a, K, V, P> {
    type Item = &'a mut V;

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        Some(self.iter.next()?.1)
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.iter.size_hint()
    }
}

impl<K: Clone, V: Clone, P: Kind> DoubleEndedIterator for ValuesMut<'_, K, V, P> {
    #[inline]
    fn next_back(&mut self) -> Option<Self::Item> {
        Some(self.iter.next_back()?.1)
    }
}

impl<K: Clone, V: Clone, P: Kind> ExactSizeIterator for IterMut<'_, K, V, P> {}
impl<K: Clone, V: Clone, P: Kind> ExactSizeIterator for ValuesMut<'_, K, V, P> {}
impl<K: Clone, V: Clone, P: Kind> FusedIterator for IterMut<'_, K, V, P> {}
impl<K: Clone, V: Clone, P: Kind> FusedIterator for ValuesMut<'_, K, V, P> {}

impl<K, V, P: Kind> Default for IterMut<'_, K, V, P> {
    fn default() -> Self {
        Self { entries: EntriesMut::empty() }
    }
}

impl<K, V, P: Kind> Default for ValuesMut<'_, K, V, P> {
    fn default() -> Self {
        Self { iter: IterMut::default() }
    }
}

impl<K: fmt::Debug, V: fmt::Debug, P: Kind> fmt::Debug for IterMut<'_, K, V, P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.entries.rest()).finish()
    }
}

impl<K, V: fmt::Debug, P: Kind> fmt::Debug for ValuesMut<'_, K, V, P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter.entries.rest().map(|(_, value)| value)).finish()
    }
}
