//! Iteration over values to be written.

use super::GenericTreeMap;
use super::iterator::iterator_mut;
use crate::walk::EntriesMut;
use core::fmt;
use core::iter::FusedIterator;
use cow_core::{Atomic, RefCount};

/// An iterator over the entries of a map, in the order of their keys, with values to be written.
///
/// Made by [`CowTreeMap::iter_mut`](crate::CowTreeMap::iter_mut). It copies a shared node when it reaches it, and none
/// before.
pub struct IterMut<'a, K, V, C: RefCount = Atomic> {
    entries: EntriesMut<'a, K, V, C>,
}

/// An iterator over the values of a map, to be written, in the order of their keys.
///
/// Made by [`CowTreeMap::values_mut`](crate::CowTreeMap::values_mut).
pub struct ValuesMut<'a, K, V, C: RefCount = Atomic> {
    entries: EntriesMut<'a, K, V, C>,
}

impl<K: Clone, V: Clone, C: RefCount> GenericTreeMap<K, V, (), C> {
    /// Returns the entries, in the order of their keys, with values to be written. Shared leaves
    /// are copied when the iterator reaches them.
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
    pub fn iter_mut(&mut self) -> IterMut<'_, K, V, C> {
        IterMut { entries: self.entries_mut() }
    }

    fn entries_mut(&mut self) -> EntriesMut<'_, K, V, C> {
        let len = self.len();
        EntriesMut::new(&mut self.tree, 0..len)
    }

    /// Returns the values, to be written, in the order of their keys.
    pub fn values_mut(&mut self) -> ValuesMut<'_, K, V, C> {
        ValuesMut { entries: self.entries_mut() }
    }
}

impl<'a, K: Clone, V: Clone, C: RefCount> IntoIterator for &'a mut GenericTreeMap<K, V, (), C> {
    type Item = (&'a K, &'a mut V);
    type IntoIter = IterMut<'a, K, V, C>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter_mut()
    }
}

iterator_mut!(IterMut, (&'a K, &'a mut V), (key, value) => (key, value), [fmt::Debug], |entry| entry, next);
iterator_mut!(ValuesMut, &'a mut V, (_, value) => value, [Sized], |(_, value)| value);
