//! Iterators over the elements of one set.

use super::cow_set::CowSet;
use crate::map;
use core::fmt;
use core::iter::FusedIterator;
use cow_core::{Atomic, Kind};

/// The elements of a set, by [`CowSet::iter`].
pub struct Iter<'a, T, P: Kind = Atomic> {
    keys: map::Keys<'a, T, (), P>,
}

/// The elements of a set that is gone, by its `into_iter`.
pub struct IntoIter<T, P: Kind = Atomic> {
    keys: map::IntoKeys<T, (), P>,
}

/// The elements that were in a set, by [`CowSet::drain`].
pub struct Drain<'a, T, P: Kind = Atomic> {
    entries: map::Drain<'a, T, (), P>,
}

impl<T, S, P: Kind> CowSet<T, S, P> {
    /// All elements, in no particular order. Equal sets may give them in different orders.
    ///
    /// Going through all takes O(n), and no memory.
    #[inline]
    pub fn iter(&self) -> Iter<'_, T, P> {
        Iter { keys: self.map.keys() }
    }

    /// Removes all elements at once, and gives them one by one. Those in nodes that a clone shares are
    /// cloned, leaf by leaf. The set is empty also if the iterator is dropped early.
    #[inline]
    pub fn drain(&mut self) -> Drain<'_, T, P> {
        Drain { entries: self.map.drain() }
    }
}

impl<'a, T, P: Kind> Iterator for Iter<'a, T, P> {
    type Item = &'a T;

    #[inline]
    fn next(&mut self) -> Option<&'a T> {
        self.keys.next()
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.keys.size_hint()
    }

    #[inline]
    fn count(self) -> usize {
        self.keys.len()
    }

    #[inline]
    fn fold<B, F>(self, init: B, f: F) -> B
    where
        F: FnMut(B, &'a T) -> B,
    {
        self.keys.fold(init, f)
    }
}

impl<T, P: Kind> ExactSizeIterator for Iter<'_, T, P> {}
impl<T, P: Kind> FusedIterator for Iter<'_, T, P> {}

impl<T, P: Kind> Clone for Iter<'_, T, P> {
    #[inline]
    fn clone(&self) -> Self {
        Self { keys: self.keys.clone() }
    }
}

impl<T, P: Kind> Default for Iter<'_, T, P> {
    /// No elements.
    #[inline]
    fn default() -> Self {
        Self { keys: map::Keys::default() }
    }
}

impl<T: fmt::Debug, P: Kind> fmt::Debug for Iter<'_, T, P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.clone()).finish()
    }
}

impl<T: Clone, P: Kind> Iterator for IntoIter<T, P> {
    type Item = T;

    #[inline]
    fn next(&mut self) -> Option<T> {
        self.keys.next()
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.keys.size_hint()
    }

    #[inline]
    fn fold<B, F>(self, init: B, f: F) -> B
    where
        F: FnMut(B, T) -> B,
    {
        self.keys.fold(init, f)
    }
}

impl<T: Clone, P: Kind> ExactSizeIterator for IntoIter<T, P> {}
impl<T: Clone, P: Kind> FusedIterator for IntoIter<T, P> {}

impl<T, P: Kind> Default for IntoIter<T, P> {
    /// No elements.
    #[inline]
    fn default() -> Self {
        Self { keys: map::IntoKeys::default() }
    }
}

impl<T: fmt::Debug, P: Kind> fmt::Debug for IntoIter<T, P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.keys.fmt(f)
    }
}

impl<T: Clone, P: Kind> Iterator for Drain<'_, T, P> {
    type Item = T;

    #[inline]
    fn next(&mut self) -> Option<T> {
        self.entries.next().map(|(value, ())| value)
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.entries.size_hint()
    }

    #[inline]
    fn fold<B, F>(self, init: B, mut f: F) -> B
    where
        F: FnMut(B, T) -> B,
    {
        self.entries.fold(init, |all, (value, ())| f(all, value))
    }
}

impl<T: Clone, P: Kind> ExactSizeIterator for Drain<'_, T, P> {}
impl<T: Clone, P: Kind> FusedIterator for Drain<'_, T, P> {}

impl<T: fmt::Debug, P: Kind> fmt::Debug for Drain<'_, T, P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.entries.rest().map(|(value, ())| value)).finish()
    }
}

impl<T: Clone, S, P: Kind> IntoIterator for CowSet<T, S, P> {
    type Item = T;
    type IntoIter = IntoIter<T, P>;

    /// All elements. They are moved out; those in nodes that a clone shares are cloned, leaf by leaf.
    #[inline]
    fn into_iter(self) -> IntoIter<T, P> {
        IntoIter { keys: self.map.into_keys() }
    }
}

impl<'a, T, S, P: Kind> IntoIterator for &'a CowSet<T, S, P> {
    type Item = &'a T;
    type IntoIter = Iter<'a, T, P>;

    #[inline]
    fn into_iter(self) -> Iter<'a, T, P> {
        self.iter()
    }
}
