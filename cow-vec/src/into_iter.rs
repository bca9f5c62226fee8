//! The items, one after the other, moved out.

use crate::CowVec;
use crate::iter::Iter;
use core::fmt;
use core::iter::FusedIterator;
use cow_core::{Atomic, Kind};

/// An iterator that moves the items out of a [`CowVec`]. Those that a clone shares are cloned, leaf by
/// leaf.
pub struct IntoIter<T, P: Kind = Atomic> {
    vec: CowVec<T, P>,
}

impl<T: Clone, P: Kind> IntoIterator for CowVec<T, P> {
    type Item = T;
    type IntoIter = IntoIter<T, P>;

    #[inline]
    fn into_iter(self) -> IntoIter<T, P> {
        let mut vec = self;
        if vec.is_flat() {
            // Taken from the front one by one, items should not have to move up.
            vec.tail_to_front();
        }
        IntoIter { vec }
    }
}

impl<T, P: Kind> IntoIter<T, P> {
    /// The items not yet moved out.
    pub fn iter(&self) -> Iter<'_, T, P> {
        self.vec.iter()
    }
}

impl<T: Clone, P: Kind> Iterator for IntoIter<T, P> {
    type Item = T;

    #[inline]
    fn next(&mut self) -> Option<T> {
        self.vec.pop_front()
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.vec.len(), Some(self.vec.len()))
    }

    #[inline]
    fn count(self) -> usize {
        self.vec.len()
    }

    #[inline]
    fn last(mut self) -> Option<T> {
        self.next_back()
    }

    fn nth(&mut self, n: usize) -> Option<T> {
        if n >= self.vec.len() {
            self.vec.clear();
            return None;
        }
        self.vec = self.vec.split_off(n);
        self.next()
    }
}

impl<T: Clone, P: Kind> DoubleEndedIterator for IntoIter<T, P> {
    #[inline]
    fn next_back(&mut self) -> Option<T> {
        self.vec.pop()
    }

    fn nth_back(&mut self, n: usize) -> Option<T> {
        self.vec.truncate(self.vec.len().saturating_sub(n));
        self.next_back()
    }
}

impl<T: Clone, P: Kind> ExactSizeIterator for IntoIter<T, P> {}
impl<T: Clone, P: Kind> FusedIterator for IntoIter<T, P> {}

impl<T, P: Kind> Clone for IntoIter<T, P> {
    fn clone(&self) -> Self {
        Self { vec: self.vec.clone() }
    }
}

impl<T, P: Kind> Default for IntoIter<T, P> {
    fn default() -> Self {
        Self { vec: CowVec::new_in() }
    }
}

impl<T: fmt::Debug, P: Kind> fmt::Debug for IntoIter<T, P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("IntoIter").field(&self.vec).finish()
    }
}
