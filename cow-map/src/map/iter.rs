//! Iterators that read.

use super::cow_map::CowMap;
use crate::ops::leaves::Leaves;
use core::fmt;
use core::iter::FusedIterator;
use core::slice;
use cow_core::{Atomic, Kind};

/// The entries of a map, by [`CowMap::iter`].
pub struct Iter<'a, K, V, P: Kind = Atomic> {
    leaves: Leaves<'a, (K, V), P>,
    items: slice::Iter<'a, (K, V)>,
    /// How many entries are left, with those in `items`.
    left: usize,
}

/// The keys of a map, by [`CowMap::keys`].
pub struct Keys<'a, K, V, P: Kind = Atomic> {
    iter: Iter<'a, K, V, P>,
}

/// The values of a map, by [`CowMap::values`].
pub struct Values<'a, K, V, P: Kind = Atomic> {
    iter: Iter<'a, K, V, P>,
}

impl<K, V, S, P: Kind> CowMap<K, V, S, P> {
    /// All entries, in no particular order. Equal maps may give them in different orders.
    ///
    /// Going through all takes O(n), and no memory.
    ///
    /// ```
    /// use cow_map::CowMap;
    /// let map = CowMap::from([(1, 10), (2, 20)]);
    /// assert_eq!(map.iter().map(|(k, v)| k * v).sum::<i32>(), 50);
    /// ```
    #[inline]
    pub fn iter(&self) -> Iter<'_, K, V, P> {
        Iter { leaves: Leaves::new(self.root.view()), items: [].iter(), left: self.len }
    }

    /// All keys, in the order of [`iter`](Self::iter).
    #[inline]
    pub fn keys(&self) -> Keys<'_, K, V, P> {
        Keys { iter: self.iter() }
    }

    /// All values, in the order of [`iter`](Self::iter).
    #[inline]
    pub fn values(&self) -> Values<'_, K, V, P> {
        Values { iter: self.iter() }
    }
}

impl<'a, K, V, P: Kind> Iterator for Iter<'a, K, V, P> {
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

impl<K, V, P: Kind> ExactSizeIterator for Iter<'_, K, V, P> {}
impl<K, V, P: Kind> FusedIterator for Iter<'_, K, V, P> {}

impl<K, V, P: Kind> Clone for Iter<'_, K, V, P> {
    #[inline]
    fn clone(&self) -> Self {
        Self { leaves: self.leaves.clone(), items: self.items.clone(), left: self.left }
    }
}

impl<K, V, P: Kind> Default for Iter<'_, K, V, P> {
    /// No entries.
    #[inline]
    fn default() -> Self {
        Self { leaves: Leaves::new(None), items: [].iter(), left: 0 }
    }
}

impl<K: fmt::Debug, V: fmt::Debug, P: Kind> fmt::Debug for Iter<'_, K, V, P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.clone()).finish()
    }
}

/// An iterator over one part of what `Iter` gives.
macro_rules! part {
    ($name:ident, $part:tt, $item:ty, $shown:ident) => {
        impl<'a, K, V, P: Kind> Iterator for $name<'a, K, V, P> {
            type Item = $item;

            #[inline]
            fn next(&mut self) -> Option<$item> {
                self.iter.next().map(|entry| entry.$part)
            }

            #[inline]
            fn size_hint(&self) -> (usize, Option<usize>) {
                self.iter.size_hint()
            }

            #[inline]
            fn count(self) -> usize {
                self.iter.left
            }

            #[inline]
            fn fold<B, F>(self, init: B, mut f: F) -> B
            where
                F: FnMut(B, $item) -> B,
            {
                self.iter.fold(init, |all, entry| f(all, entry.$part))
            }
        }

        impl<K, V, P: Kind> ExactSizeIterator for $name<'_, K, V, P> {}
        impl<K, V, P: Kind> FusedIterator for $name<'_, K, V, P> {}

        impl<K, V, P: Kind> Clone for $name<'_, K, V, P> {
            #[inline]
            fn clone(&self) -> Self {
                Self { iter: self.iter.clone() }
            }
        }

        impl<K, V, P: Kind> Default for $name<'_, K, V, P> {
            /// Nothing.
            #[inline]
            fn default() -> Self {
                Self { iter: Iter::default() }
            }
        }

        impl<K, V, P: Kind> fmt::Debug for $name<'_, K, V, P>
        where
            $shown: fmt::Debug,
        {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_list().entries(self.clone()).finish()
            }
        }
    };
}

part!(Keys, 0, &'a K, K);
part!(Values, 1, &'a V, V);
