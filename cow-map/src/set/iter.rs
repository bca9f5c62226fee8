//! Iterators over the elements of one set.

use super::cow_set::GenericSet;
use crate::forward::forward;
use crate::map;
use core::fmt;
use core::iter::FusedIterator;
use cow_core::{Atomic, RefCount};

/// An iterator over the elements of a set: the keys of the map that it is. Made by
/// [`CowSet::iter`](crate::CowSet::iter).
pub type Iter<'a, T, C = Atomic> = map::Keys<'a, T, (), C>;

/// An owning iterator over the elements of a set: the keys of the map that it is. Made by
/// [`CowSet::into_iter`](IntoIterator::into_iter).
pub type IntoIter<T, C = Atomic> = map::IntoKeys<T, (), C>;

/// A draining iterator over the elements of a set. Made by [`CowSet::drain`](crate::CowSet::drain).
pub struct Drain<'a, T, C: RefCount = Atomic> {
    entries: map::Drain<'a, T, (), C>,
}

impl<T, S, C: RefCount> GenericSet<T, S, C> {
    /// Returns all elements, in no particular order. Equal sets may give them in different orders.
    ///
    /// Going through all takes O(n), and no memory.
    #[inline]
    pub fn iter(&self) -> Iter<'_, T, C> {
        self.map.keys()
    }

    /// Removes all elements at once, and returns an iterator over them. Those in nodes that a clone shares are
    /// cloned, leaf by leaf. The set is empty also if the iterator is dropped early.
    #[inline]
    pub fn drain(&mut self) -> Drain<'_, T, C> {
        Drain { entries: self.map.drain() }
    }
}

impl<T: Clone, C: RefCount> Iterator for Drain<'_, T, C> {
    forward!(T, entries, (element, ()) => element);
}

impl<T: Clone, C: RefCount> ExactSizeIterator for Drain<'_, T, C> {}
impl<T: Clone, C: RefCount> FusedIterator for Drain<'_, T, C> {}

impl<T: fmt::Debug, C: RefCount> fmt::Debug for Drain<'_, T, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.entries.rest().map(|(value, ())| value)).finish()
    }
}

impl<T: Clone, S, C: RefCount> IntoIterator for GenericSet<T, S, C> {
    type Item = T;
    type IntoIter = IntoIter<T, C>;

    /// Returns all elements. They are moved out; those in nodes that a clone shares are cloned, leaf by leaf.
    #[inline]
    fn into_iter(self) -> IntoIter<T, C> {
        self.map.into_keys()
    }
}

impl<'a, T, S, C: RefCount> IntoIterator for &'a GenericSet<T, S, C> {
    type Item = &'a T;
    type IntoIter = Iter<'a, T, C>;

    #[inline]
    fn into_iter(self) -> Iter<'a, T, C> {
        self.iter()
    }
}
