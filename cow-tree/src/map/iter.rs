//! Iteration over what is borrowed.

use super::CowTreeMap;
use super::iterator::iterator;
use crate::walk::Entries;
use core::fmt;
use core::iter::FusedIterator;
use cow_core::{Atomic, Kind};

/// An iterator over the entries of a map, in the order of their keys.
///
/// Made by [`CowTreeMap::iter`]. It allocates nothing.
pub struct Iter<'a, K, V, P: Kind = Atomic, A = ()> {
    pub(crate) entries: Entries<'a, K, V, P, A>,
}

/// An iterator over the keys of a map, in order. Made by [`CowTreeMap::keys`].
pub struct Keys<'a, K, V, P: Kind = Atomic, A = ()> {
    entries: Entries<'a, K, V, P, A>,
}

/// An iterator over the values of a map, in the order of their keys. Made by [`CowTreeMap::values`].
pub struct Values<'a, K, V, P: Kind = Atomic, A = ()> {
    entries: Entries<'a, K, V, P, A>,
}

impl<K, V, P: Kind, A> CowTreeMap<K, V, P, A> {
    /// The entries, in the order of their keys.
    #[inline]
    pub fn iter(&self) -> Iter<'_, K, V, P, A> {
        Iter { entries: Entries::all(self.tree()) }
    }

    /// The keys, in order.
    #[inline]
    pub fn keys(&self) -> Keys<'_, K, V, P, A> {
        Keys { entries: Entries::all(self.tree()) }
    }

    /// The values, in the order of their keys.
    #[inline]
    pub fn values(&self) -> Values<'_, K, V, P, A> {
        Values { entries: Entries::all(self.tree()) }
    }
}

impl<'a, K, V, P: Kind, A> IntoIterator for &'a CowTreeMap<K, V, P, A> {
    type Item = (&'a K, &'a V);
    type IntoIter = Iter<'a, K, V, P, A>;

    #[inline]
    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

iterator!(Iter, (&'a K, &'a V), (key, value) => (key, value), [fmt::Debug], [fmt::Debug], next);
iterator!(Keys, &'a K, (key, _) => key, [fmt::Debug], [Sized], next);
iterator!(Values, &'a V, (_, value) => value, [Sized], [fmt::Debug]);
