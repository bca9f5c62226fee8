//! Removal of all elements that a closure chooses.

use super::cow_set::GenericSet;
use crate::map;
use crate::random_state::RandomState;
use core::fmt;
use core::iter::FusedIterator;
use cow_core::{Atomic, RefCount};

/// An iterator that removes the elements of a set for which a predicate returns `true`. Made by
/// [`CowSet::extract_if`](crate::CowSet::extract_if).
#[must_use = "iterators are lazy and do nothing unless consumed; use `retain` to remove without taking"]
pub struct ExtractIf<'a, T, F, S = RandomState, C: RefCount = Atomic> {
    entries: map::ExtractIf<'a, T, (), F, S, C>,
}

impl<T: Clone, S, C: RefCount> GenericSet<T, S, C> {
    /// Keeps the elements for which `f` returns `true`. It is called once for each, in no particular order.
    ///
    /// O(n). Of what is shared, only nodes with elements that go are copied.
    ///
    /// ```
    /// use cow_map::CowSet;
    /// let mut set: CowSet<i32> = (0..8).collect();
    /// set.retain(|x| x % 2 == 0);
    /// assert_eq!(set.len(), 4);
    /// ```
    pub fn retain<F>(&mut self, f: F)
    where
        F: FnMut(&T) -> bool,
    {
        self.map.retain_keys(f);
    }

    /// Removes the elements for which `pred` returns `true`, one by one, when the iterator reaches them, and returns them.
    /// Those which the iterator does not reach stay.
    ///
    /// Of what is shared, only the paths to elements that go are copied.
    ///
    /// ```
    /// use cow_map::CowSet;
    /// let mut set: CowSet<i32> = (0..8).collect();
    /// let odd: CowSet<i32> = set.extract_if(|x| x % 2 == 1).collect();
    /// assert_eq!((set.len(), odd.len()), (4, 4));
    /// ```
    #[inline]
    pub fn extract_if<F>(&mut self, pred: F) -> ExtractIf<'_, T, F, S, C>
    where
        F: FnMut(&T) -> bool,
    {
        ExtractIf { entries: self.map.extract_keys(pred) }
    }
}

impl<T: Clone, F: FnMut(&T) -> bool, S, C: RefCount> Iterator for ExtractIf<'_, T, F, S, C> {
    type Item = T;

    #[inline]
    fn next(&mut self) -> Option<T> {
        self.entries.next_by_key().map(|(value, ())| value)
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        (0, self.entries.most())
    }
}

impl<T: Clone, F: FnMut(&T) -> bool, S, C: RefCount> FusedIterator for ExtractIf<'_, T, F, S, C> {}

impl<T, F, S, C: RefCount> fmt::Debug for ExtractIf<'_, T, F, S, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ExtractIf").finish_non_exhaustive()
    }
}
