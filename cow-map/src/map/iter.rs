//! Iterators that read.

use super::cow_map::GenericMap;
use crate::forward::forward;
use crate::trie::Leaves;
use core::fmt;
use core::iter::FusedIterator;
use core::slice;
use cow_core::{Atomic, RefCount};

/// An iterator over the entries of a map. Made by [`CowMap::iter`](crate::CowMap::iter).
pub struct Iter<'a, K, V, C: RefCount = Atomic> {
    leaves: Leaves<'a, (K, V), C>,
    items: slice::Iter<'a, (K, V)>,
    /// How many entries are left, with those in `items`.
    left: usize,
}

/// An iterator over the keys of a map. Made by [`CowMap::keys`](crate::CowMap::keys).
pub struct Keys<'a, K, V, C: RefCount = Atomic> {
    iter: Iter<'a, K, V, C>,
}

/// An iterator over the values of a map. Made by [`CowMap::values`](crate::CowMap::values).
pub struct Values<'a, K, V, C: RefCount = Atomic> {
    iter: Iter<'a, K, V, C>,
}

impl<K, V, S, C: RefCount> GenericMap<K, V, S, C> {
    /// Returns all entries, in no particular order. Equal maps may give them in different orders.
    ///
    /// Going through all takes O(n), and no memory.
    ///
    /// ```
    /// use cow_map::CowMap;
    /// let map = CowMap::from([(1, 10), (2, 20)]);
    /// assert_eq!(map.iter().map(|(k, v)| k * v).sum::<i32>(), 50);
    /// ```
    #[inline]
    pub fn iter(&self) -> Iter<'_, K, V, C> {
        Iter { leaves: Leaves::new(self.trie.view()), items: [].iter(), left: self.len() }
    }

    /// Returns all keys, in the order of [`iter`](Self::iter).
    #[inline]
    pub fn keys(&self) -> Keys<'_, K, V, C> {
        Keys { iter: self.iter() }
    }

    /// Returns all values, in the order of [`iter`](Self::iter).
    #[inline]
    pub fn values(&self) -> Values<'_, K, V, C> {
        Values { iter: self.iter() }
    }
}

impl<'a, K, V, C: RefCount> Iterator for Iter<'a, K, V, C> {
    type Item = (&'a K, &'a V);

    #[inline]
    fn next(&mut self) -> Option<(&'a K, &'a V)> {
        while self.items.as_slice().is_empty() {
            self.items = self.leaves.next()?.slice().iter();
        }
        self.left -= 1;
        self.items.next().map(|(k, v)| (k, v))
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.left, Some(self.left))
    }

    #[inline]
    fn count(self) -> usize {
        self.left
    }

    #[inline]
    fn fold<B, F>(mut self, init: B, mut f: F) -> B
    where
        F: FnMut(B, (&'a K, &'a V)) -> B,
    {
        let mut each = |all, (k, v): &'a (K, V)| f(all, (k, v));
        let mut all = self.items.fold(init, &mut each);
        for leaf in self.leaves.by_ref() {
            all = leaf.slice().iter().fold(all, &mut each);
        }
        all
    }
}

impl<K, V, C: RefCount> ExactSizeIterator for Iter<'_, K, V, C> {}
impl<K, V, C: RefCount> FusedIterator for Iter<'_, K, V, C> {}

impl<K, V, C: RefCount> Clone for Iter<'_, K, V, C> {
    #[inline]
    fn clone(&self) -> Self {
        Self { leaves: self.leaves.clone(), items: self.items.clone(), left: self.left }
    }
}

impl<K, V, C: RefCount> Default for Iter<'_, K, V, C> {
    /// Returns an iterator over no entries.
    #[inline]
    fn default() -> Self {
        Self { leaves: Leaves::new(None), items: [].iter(), left: 0 }
    }
}

impl<K: fmt::Debug, V: fmt::Debug, C: RefCount> fmt::Debug for Iter<'_, K, V, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.clone()).finish()
    }
}

/// An iterator over one part of the items of `Iter`.
macro_rules! part {
    ($name:ident, $Item:ty, $entry:pat => $item:expr, $shown:ident) => {
        impl<'a, K, V, C: RefCount> Iterator for $name<'a, K, V, C> {
            forward!($Item, iter, $entry => $item);
        }

        impl<K, V, C: RefCount> ExactSizeIterator for $name<'_, K, V, C> {}
        impl<K, V, C: RefCount> FusedIterator for $name<'_, K, V, C> {}

        impl<K, V, C: RefCount> Clone for $name<'_, K, V, C> {
            #[inline]
            fn clone(&self) -> Self {
                Self { iter: self.iter.clone() }
            }
        }

        impl<K, V, C: RefCount> Default for $name<'_, K, V, C> {
            /// Returns an iterator over nothing.
            #[inline]
            fn default() -> Self {
                Self { iter: Iter::default() }
            }
        }

        impl<K, V, C: RefCount> fmt::Debug for $name<'_, K, V, C>
        where
            $shown: fmt::Debug,
        {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_list().entries(self.clone()).finish()
            }
        }
    };
}

part!(Keys, &'a K, (key, _) => key, K);
part!(Values, &'a V, (_, value) => value, V);
