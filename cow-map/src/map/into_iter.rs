//! Iterators that take entries out.

use super::cow_map::GenericMap;
use crate::forward::forward;
use crate::item::{key_of, value_of};
use crate::trie::IntoLeaves;
use core::convert;
use core::fmt;
use core::iter::FusedIterator;
use core::marker::PhantomData;
use cow_core::trie::LeafIntoIter;
use cow_core::{Atomic, RefCount};

/// An owning iterator over the entries of a map. Made by [`CowMap::into_iter`](IntoIterator::into_iter).
pub struct IntoIter<K, V, C: RefCount = Atomic> {
    leaves: IntoLeaves<(K, V), C>,
    items: Option<LeafIntoIter<(K, V), C>>,
    /// How many entries are left, without those in `items`.
    left: usize,
}

/// An owning iterator over the keys of a map. Made by [`CowMap::into_keys`](crate::CowMap::into_keys).
pub struct IntoKeys<K, V, C: RefCount = Atomic> {
    iter: IntoIter<K, V, C>,
}

/// An owning iterator over the values of a map. Made by [`CowMap::into_values`](crate::CowMap::into_values).
pub struct IntoValues<K, V, C: RefCount = Atomic> {
    iter: IntoIter<K, V, C>,
}

/// A draining iterator over the entries of a map. Made by [`CowMap::drain`](crate::CowMap::drain).
pub struct Drain<'a, K, V, C: RefCount = Atomic> {
    iter: IntoIter<K, V, C>,
    /// Borrowed, but not accessed: the entries are in `iter`. So `K` and `V` may get shorter lives.
    map: PhantomData<&'a mut ()>,
}

impl<K, V, C: RefCount> IntoIter<K, V, C> {
    /// Leaves the map empty.
    #[inline]
    fn new<S>(map: &mut GenericMap<K, V, S, C>) -> Self {
        let left = map.len();
        Self { leaves: IntoLeaves::new(map.trie.take()), items: None, left }
    }

    /// Returns the entries that are left.
    fn rest(&self) -> impl Iterator<Item = &(K, V)> {
        let items = self.items.as_ref().map_or(&[][..], LeafIntoIter::as_slice);
        items.iter().chain(self.leaves.rest())
    }
}

impl<K, V, S, C: RefCount> GenericMap<K, V, S, C> {
    /// Returns all keys, in the order of [`iter`](Self::iter). Those in nodes that a clone shares
    /// are cloned.
    #[inline]
    pub fn into_keys(mut self) -> IntoKeys<K, V, C> {
        IntoKeys { iter: IntoIter::new(&mut self) }
    }

    /// Returns all values, in the order of [`iter`](Self::iter). Those in nodes that a clone shares
    /// are cloned.
    #[inline]
    pub fn into_values(mut self) -> IntoValues<K, V, C> {
        IntoValues { iter: IntoIter::new(&mut self) }
    }

    /// Removes all entries at once, and returns an iterator over them. Those in nodes that a clone shares are
    /// cloned, leaf by leaf.
    ///
    /// The map is empty also if the iterator is dropped early.
    ///
    /// ```
    /// use cow_map::CowMap;
    /// let mut map = CowMap::from([(1, "a"), (2, "b")]);
    /// assert_eq!(map.drain().count(), 2);
    /// assert!(map.is_empty());
    /// ```
    #[inline]
    pub fn drain(&mut self) -> Drain<'_, K, V, C> {
        Drain { iter: IntoIter::new(self), map: PhantomData }
    }
}

impl<K: Clone, V: Clone, S, C: RefCount> IntoIterator for GenericMap<K, V, S, C> {
    type Item = (K, V);
    type IntoIter = IntoIter<K, V, C>;

    /// Returns all entries. They are moved out; those in nodes that a clone shares are cloned, leaf by leaf.
    #[inline]
    fn into_iter(mut self) -> IntoIter<K, V, C> {
        IntoIter::new(&mut self)
    }
}

impl<K: Clone, V: Clone, C: RefCount> Iterator for IntoIter<K, V, C> {
    type Item = (K, V);

    #[inline]
    fn next(&mut self) -> Option<(K, V)> {
        loop {
            if let Some(item) = self.items.as_mut().and_then(Iterator::next) {
                return Some(item);
            }
            // The old leaf is dropped before the next one is reached.
            self.items = None;
            self.items = Some(self.leaves.next_counted(&mut self.left)?);
        }
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = self.items.as_ref().map_or(0, |items| items.len()) + self.left;
        (left, Some(left))
    }

    #[inline]
    fn fold<B, F>(mut self, init: B, mut f: F) -> B
    where
        F: FnMut(B, (K, V)) -> B,
    {
        let mut all = self.items.into_iter().flatten().fold(init, &mut f);
        while let Some(items) = self.leaves.next() {
            all = items.fold(all, &mut f);
        }
        all
    }
}

impl<K: Clone, V: Clone, C: RefCount> ExactSizeIterator for IntoIter<K, V, C> {}
impl<K: Clone, V: Clone, C: RefCount> FusedIterator for IntoIter<K, V, C> {}

impl<K, V, C: RefCount> Default for IntoIter<K, V, C> {
    /// Returns an iterator over no entries.
    #[inline]
    fn default() -> Self {
        Self { leaves: IntoLeaves::new(None), items: None, left: 0 }
    }
}

impl<K: fmt::Debug, V: fmt::Debug, C: RefCount> fmt::Debug for IntoIter<K, V, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.rest()).finish()
    }
}

impl<K, V, C: RefCount> Drain<'_, K, V, C> {
    /// Returns the entries that are left.
    pub(crate) fn rest(&self) -> impl Iterator<Item = &(K, V)> {
        self.iter.rest()
    }
}

/// An iterator that wraps `IntoIter`.
macro_rules! wrapper {
    ($name:ident $($lt:lifetime)?, $item:ty, [$($shown:ident),*], $part:expr, $seen:expr) => {
        impl<K: Clone, V: Clone, C: RefCount> Iterator for $name<$($lt,)? K, V, C> {
            forward!($item, iter, entry => $part(entry));
        }

        impl<K: Clone, V: Clone, C: RefCount> ExactSizeIterator for $name<$($lt,)? K, V, C> {}
        impl<K: Clone, V: Clone, C: RefCount> FusedIterator for $name<$($lt,)? K, V, C> {}

        impl<K, V, C: RefCount> fmt::Debug for $name<$($lt,)? K, V, C>
        where
            $($shown: fmt::Debug,)*
        {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_list().entries(self.iter.rest().map($seen)).finish()
            }
        }
    };
}

wrapper!(IntoKeys, K, [K], key_of, |(k, _)| k);
wrapper!(IntoValues, V, [V], value_of, |(_, v)| v);
wrapper!(Drain '_, (K, V), [K, V], convert::identity, |entry| entry);

impl<K, V, C: RefCount> Default for IntoKeys<K, V, C> {
    /// Returns an iterator over no keys.
    #[inline]
    fn default() -> Self {
        Self { iter: IntoIter::default() }
    }
}

impl<K, V, C: RefCount> Default for IntoValues<K, V, C> {
    /// Returns an iterator over no values.
    #[inline]
    fn default() -> Self {
        Self { iter: IntoIter::default() }
    }
}
