//! Iteration by value.

use super::GenericTreeMap;
use super::iterator::{forward, forward_back};
use crate::summary::Summary;
use crate::tree::Sum;
use core::fmt;
use core::iter::FusedIterator;
use cow_core::block::Items;
use cow_core::btree::IntoLeaves;
use cow_core::{Atomic, RefCount};

/// An owning iterator over the entries of a map, in the order of their keys: moved out of nodes
/// that are not shared, cloned out of shared ones.
///
/// Made by [`CowTreeMap::into_iter`](IntoIterator::into_iter).
pub struct IntoIter<K, V, A = (), C: RefCount = Atomic> {
    front: Option<Items<(K, V), C>>,
    /// All leaves between `front` and `back`.
    middle: IntoLeaves<K, (K, V), Sum<A>, C>,
    back: Option<Items<(K, V), C>>,
}

/// An owning iterator over the keys of a map, in order. Made by
/// [`CowTreeMap::into_keys`](crate::CowTreeMap::into_keys).
pub struct IntoKeys<K, V, A = (), C: RefCount = Atomic> {
    entries: IntoIter<K, V, A, C>,
}

/// An owning iterator over the values of a map, in the order of their keys. Made by
/// [`CowTreeMap::into_values`](crate::CowTreeMap::into_values).
pub struct IntoValues<K, V, A = (), C: RefCount = Atomic> {
    entries: IntoIter<K, V, A, C>,
}

impl<K, V, A, C> IntoIterator for GenericTreeMap<K, V, A, C>
where
    K: Clone,
    V: Clone,
    C: RefCount,
    A: Summary<K, V>,
{
    type Item = (K, V);
    type IntoIter = IntoIter<K, V, A, C>;

    fn into_iter(self) -> Self::IntoIter {
        IntoIter { front: None, middle: self.tree.into_leaves(), back: None }
    }
}

impl<K: Clone, V: Clone, A: Summary<K, V>, C: RefCount> GenericTreeMap<K, V, A, C> {
    /// Returns the keys, by value, in order.
    #[must_use]
    pub fn into_keys(self) -> IntoKeys<K, V, A, C> {
        IntoKeys { entries: self.into_iter() }
    }

    /// Returns the values, by value, in the order of their keys.
    #[must_use]
    pub fn into_values(self) -> IntoValues<K, V, A, C> {
        IntoValues { entries: self.into_iter() }
    }
}

impl<K: Clone, V: Clone, A: Summary<K, V>, C: RefCount> Iterator for IntoIter<K, V, A, C> {
    type Item = (K, V);

    #[inline]
    fn next(&mut self) -> Option<(K, V)> {
        loop {
            if let Some(entry) = self.front.as_mut().and_then(Items::next) {
                return Some(entry);
            }
            self.front = match self.middle.next() {
                Some(leaf) => Some(leaf.into_items()),
                None => Some(self.back.take()?),
            };
        }
    }

    /// Drops the next `n` entries, and returns the one after them. O(log n), and what is dropped, of which no
    /// more than one leaf is cloned.
    fn nth(&mut self, n: usize) -> Option<(K, V)> {
        let Some(beyond) = n.checked_sub(self.ends()[0].len()) else {
            return self.front.as_mut()?.nth(n);
        };
        drop(self.front.take());
        let n = beyond - self.middle.skip_items(beyond);
        self.front = match self.middle.next() {
            Some(leaf) => Some(leaf.into_items()),
            None => self.back.take(),
        };
        self.front.as_mut()?.nth(n)
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        let [front, back] = self.ends().map(<[_]>::len);
        let left = front + self.middle.items() + back;
        (left, Some(left))
    }

    #[inline]
    fn count(self) -> usize {
        self.len()
    }

    #[inline]
    fn last(mut self) -> Option<(K, V)> {
        self.next_back()
    }
}

impl<K, V, A, C> DoubleEndedIterator for IntoIter<K, V, A, C>
where
    K: Clone,
    V: Clone,
    C: RefCount,
    A: Summary<K, V>,
{
    #[inline]
    fn next_back(&mut self) -> Option<(K, V)> {
        loop {
            if let Some(entry) = self.back.as_mut().and_then(Items::next_back) {
                return Some(entry);
            }
            self.back = match self.middle.next_back() {
                Some(leaf) => Some(leaf.into_items()),
                None => Some(self.front.take()?),
            };
        }
    }

    /// Drops `n` entries from the back, and returns the next one. O(log n).
    fn nth_back(&mut self, n: usize) -> Option<(K, V)> {
        let Some(beyond) = n.checked_sub(self.ends()[1].len()) else {
            return self.back.as_mut()?.nth_back(n);
        };
        drop(self.back.take());
        let n = beyond - self.middle.skip_items_back(beyond);
        self.back = match self.middle.next_back() {
            Some(leaf) => Some(leaf.into_items()),
            None => self.front.take(),
        };
        self.back.as_mut()?.nth_back(n)
    }
}

/// An iterator over a part of each entry.
macro_rules! part {
    ($name:ident, $item:ident, $field:tt, $take:expr $(, $sorted:ident)?) => {
        impl<K: Clone, V: Clone, A: Summary<K, V>, C: RefCount> Iterator for $name<K, V, A, C> {
            forward!($item, (key, value) => $take(key, value) $(, $sorted)?);
        }

        impl<K: Clone, V: Clone, A: Summary<K, V>, C: RefCount> DoubleEndedIterator
            for $name<K, V, A, C>
        {
            forward_back!((key, value) => $take(key, value));
        }

        impl<K: Clone, V: Clone, A: Summary<K, V>, C: RefCount> ExactSizeIterator
            for $name<K, V, A, C>
        {
        }
        impl<K: Clone, V: Clone, A: Summary<K, V>, C: RefCount> FusedIterator
            for $name<K, V, A, C>
        {
        }

        impl<K, V, A, C: RefCount> Default for $name<K, V, A, C> {
            fn default() -> Self {
                Self { entries: IntoIter::default() }
            }
        }

        impl<K, V, A, C: RefCount> fmt::Debug for $name<K, V, A, C>
        where
            $item: fmt::Debug,
        {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_list().entries(self.entries.rest().map(|entry| &entry.$field)).finish()
            }
        }
    };
}

part!(IntoKeys, K, 0, first, next);
part!(IntoValues, V, 1, second);

/// Returns the key. The value is dropped before it is on its way, so that it is not lost if that
/// panics.
fn first<K, V>(key: K, value: V) -> K {
    drop(value);
    key
}

/// Returns the value, likewise.
fn second<K, V>(key: K, value: V) -> V {
    drop(key);
    value
}

impl<K: Clone, V: Clone, A: Summary<K, V>, C: RefCount> ExactSizeIterator for IntoIter<K, V, A, C> {}
impl<K: Clone, V: Clone, A: Summary<K, V>, C: RefCount> FusedIterator for IntoIter<K, V, A, C> {}

impl<K, V, A, C: RefCount> IntoIter<K, V, A, C> {
    /// Returns what is left, borrowed.
    fn rest(&self) -> impl Iterator<Item = &(K, V)> {
        let [front, back] = self.ends();
        front.iter().chain(self.middle.runs().flatten()).chain(back)
    }

    /// Returns what is left of the two leaves that have been taken off the tree.
    fn ends(&self) -> [&[(K, V)]; 2] {
        [&self.front, &self.back].map(|end| end.as_ref().map_or(&[][..], Items::as_slice))
    }
}

impl<K, V, A, C: RefCount> Default for IntoIter<K, V, A, C> {
    fn default() -> Self {
        Self { front: None, middle: IntoLeaves::default(), back: None }
    }
}

impl<K: fmt::Debug, V: fmt::Debug, A, C: RefCount> fmt::Debug for IntoIter<K, V, A, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.rest()).finish()
    }
}
