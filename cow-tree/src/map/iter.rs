//! Iteration over what is borrowed.

use super::GenericTreeMap;
use super::iterator::iterator;
use crate::walk::Entries;
use core::fmt;
use core::iter::FusedIterator;
use cow_core::{Atomic, RefCount};

/// An iterator over the entries of a map, in the order of their keys.
///
/// Made by [`CowTreeMap::iter`](crate::CowTreeMap::iter). It allocates nothing.
pub struct Iter<'a, K, V, A = (), C: RefCount = Atomic> {
    pub(crate) entries: Entries<'a, K, V, A, C>,
}

/// An iterator over the keys of a map, in order. Made by [`CowTreeMap::keys`](crate::CowTreeMap::keys).
pub struct Keys<'a, K, V, A = (), C: RefCount = Atomic> {
    pub(super) entries: Entries<'a, K, V, A, C>,
}

/// An iterator over the values of a map, in the order of their keys. Made by
/// [`CowTreeMap::values`](crate::CowTreeMap::values).
pub struct Values<'a, K, V, A = (), C: RefCount = Atomic> {
    entries: Entries<'a, K, V, A, C>,
}

impl<K, V, A, C: RefCount> GenericTreeMap<K, V, A, C> {
    /// Returns the entries, in the order of their keys.
    #[inline]
    pub fn iter(&self) -> Iter<'_, K, V, A, C> {
        Iter { entries: Entries::all(self.root()) }
    }

    /// Returns the keys, in order.
    #[inline]
    pub fn keys(&self) -> Keys<'_, K, V, A, C> {
        Keys { entries: Entries::all(self.root()) }
    }

    /// Returns the values, in the order of their keys.
    #[inline]
    pub fn values(&self) -> Values<'_, K, V, A, C> {
        Values { entries: Entries::all(self.root()) }
    }
}

impl<'a, K, V, A, C: RefCount> IntoIterator for &'a GenericTreeMap<K, V, A, C> {
    type Item = (&'a K, &'a V);
    type IntoIter = Iter<'a, K, V, A, C>;

    #[inline]
    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

iterator!(Iter, (&'a K, &'a V), (key, value) => (key, value), [fmt::Debug], [fmt::Debug], next);
iterator!(Keys, &'a K, (key, _) => key, [fmt::Debug], [Sized], next);
iterator!(Values, &'a V, (_, value) => value, [Sized], [fmt::Debug]);
