//! Iteration over what is borrowed.

use super::CowTreeMap;
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
    iter: Iter<'a, K, V, P, A>,
}

/// An iterator over the values of a map, in the order of their keys. Made by [`CowTreeMap::values`].
pub struct Values<'a, K, V, P: Kind = Atomic, A = ()> {
    iter: Iter<'a, K, V, P, A>,
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
        Keys { iter: self.iter() }
    }

    /// The values, in the order of their keys.
    #[inline]
    pub fn values(&self) -> Values<'_, K, V, P, A> {
        Values { iter: self.iter() }
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

impl<'a, K, V, P: Kind, A> Iterator for Iter<'a, K, V, P, A> {
    type Item = (&'a K, &'a V);

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        let (key, value) = self.entries.next()?;
        Some((key, value))
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.entries.len(), Some(self.entries.len()))
    }

    #[inline]
    fn count(self) -> usize {
        self.entries.len()
    }

    #[inline]
    fn fold<B, F>(self, init: B, mut f: F) -> B
    where
        F: FnMut(B, Self::Item) -> B,
    {
        self.entries.fold(init, |sum, (key, value)| f(sum, (key, value)))
    }

    #[inline]
    fn last(mut self) -> Option<Self::Item> {
        self.next_back()
    }

    #[inline]
    fn min(mut self) -> Option<Self::Item>
    where
        Self::Item: Ord,
    {
        self.next()
    }

    #[inline]
    fn max(mut self) -> Option<Self::Item>
    where
        Self::Item: Ord,
    {
        self.next_back()
    }
}

impl<K, V, P: Kind, A> DoubleEndedIterator for Iter<'_, K, V, P, A> {
    #[inline]
    fn next_back(&mut self) -> Option<Self::Item> {
        let (key, value) = self.entries.next_back()?;
        Some((key, value))
    }
}

impl<'a, K, V, P: Kind, A> Iterator for Keys<'a, K, V, P, A> {
    type Item = &'a K;

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        Some(self.iter.next()?.0)
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.iter.size_hint()
    }

    #[inline]
    fn fold<B, F>(self, init: B, mut f: F) -> B
    where
        F: FnMut(B, Self::Item) -> B,
    {
        self.iter.fold(init, |sum, (key, _)| f(sum, key))
    }
}

impl<K, V, P: Kind, A> DoubleEndedIterator for Keys<'_, K, V, P, A> {
    #[inline]
    fn next_back(&mut self) -> Option<Self::Item> {
        Some(self.iter.next_back()?.0)
    }
}

impl<'a, K, V, P: Kind, A> Iterator for Values<'a, K, V, P, A> {
    type Item = &'a V;

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        Some(self.iter.next()?.1)
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.iter.size_hint()
    }

    #[inline]
    fn fold<B, F>(self, init: B, mut f: F) -> B
    where
        F: FnMut(B, Self::Item) -> B,
    {
        self.iter.fold(init, |sum, (_, value)| f(sum, value))
    }
}

impl<K, V, P: Kind, A> DoubleEndedIterator for Values<'_, K, V, P, A> {
    #[inline]
    fn next_back(&mut self) -> Option<Self::Item> {
        Some(self.iter.next_back()?.1)
    }
}

macro_rules! borrowing {
    ($($name:ident, $inner:ident, $empty:expr, [$($debug:tt)*];)*) => {$(
        impl<K, V, P: Kind, A> Clone for $name<'_, K, V, P, A> {
            #[inline]
            fn clone(&self) -> Self {
                Self { $inner: self.$inner.clone() }
            }
        }

        impl<K, V, P: Kind, A> Default for $name<'_, K, V, P, A> {
            fn default() -> Self {
                Self { $inner: $empty }
            }
        }

        impl<K, V, P: Kind, A> ExactSizeIterator for $name<'_, K, V, P, A> {}
        impl<K, V, P: Kind, A> FusedIterator for $name<'_, K, V, P, A> {}

        impl<K: $($debug)*, V: fmt::Debug, P: Kind, A> fmt::Debug for $name<'_, K, V, P, A> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_list().entries(self.clone()).finish()
            }
        }
    )*};
}

borrowing! {
    Iter, entries, Entries::empty(), [fmt::Debug];
    Values, iter, Iter::default(), [Sized];
}

impl<K, V, P: Kind, A> Clone for Keys<'_, K, V, P, A> {
    #[inline]
    fn clone(&self) -> Self {
        Self { iter: self.iter.clone() }
    }
}

impl<K, V, P: Kind, A> Default for Keys<'_, K, V, P, A> {
    fn default() -> Self {
        Self { iter: Iter::default() }
    }
}

impl<K, V, P: Kind, A> ExactSizeIterator for Keys<'_, K, V, P, A> {}
impl<K, V, P: Kind, A> FusedIterator for Keys<'_, K, V, P, A> {}

impl<K: fmt::Debug, V, P: Kind, A> fmt::Debug for Keys<'_, K, V, P, A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.clone()).finish()
    }
}
