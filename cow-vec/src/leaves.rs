//! Iterators over the items as slices, one for each leaf.

use crate::rrb::RrbRef;
use core::fmt;
use core::iter::FusedIterator;
use cow_core::{Atomic, RefCount};

/// An iterator over the items of a [`CowVec`](crate::CowVec), leaf by leaf. See [`leaves`](crate::CowVec::leaves).
pub struct Leaves<'a, T, C: RefCount = Atomic> {
    /// The items not yet handed out.
    rest: RrbRef<'a, T, C>,
}

impl<'a, T, C: RefCount> From<RrbRef<'a, T, C>> for Leaves<'a, T, C> {
    #[inline]
    fn from(rest: RrbRef<'a, T, C>) -> Self {
        Self { rest }
    }
}

impl<'a, T, C: RefCount> Iterator for Leaves<'a, T, C> {
    type Item = &'a [T];

    fn next(&mut self) -> Option<&'a [T]> {
        self.rest.next_leaf()
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let (least, most) = self.rest.leaf_count_hint();
        (least, Some(most))
    }
}

impl<T, C: RefCount> DoubleEndedIterator for Leaves<'_, T, C> {
    fn next_back(&mut self) -> Option<Self::Item> {
        self.rest.next_leaf_back()
    }
}

impl<T, C: RefCount> FusedIterator for Leaves<'_, T, C> {}

impl<T, C: RefCount> Clone for Leaves<'_, T, C> {
    fn clone(&self) -> Self {
        Self { ..*self }
    }
}

impl<T, C: RefCount> Default for Leaves<'_, T, C> {
    /// Returns an iterator over nothing.
    fn default() -> Self {
        RrbRef::default().into()
    }
}

impl<T: fmt::Debug, C: RefCount> fmt::Debug for Leaves<'_, T, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.clone()).finish()
    }
}
