//! Items that a predicate chooses, moved out one by one.

use crate::GenericVec;
use crate::panics;
use core::fmt;
use core::iter::FusedIterator;
use core::ops::RangeBounds;
use cow_core::{Atomic, RefCount};

/// An iterator that removes the items of a [`CowVec`](crate::CowVec) for which a predicate returns `true`. Made by
/// [`extract_if`](crate::CowVec::extract_if).
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct ExtractIf<'a, T, F, C: RefCount = Atomic> {
    vec: &'a mut GenericVec<T, C>,
    /// The predicate has not been called for the items `next..end`.
    next: usize,
    end: usize,
    pred: F,
}

impl<T: Clone, C: RefCount> GenericVec<T, C> {
    /// Removes the items in `range` for which `filter` returns `true`, one by one, when the iterator reaches them,
    /// and returns them. Items that it does not reach stay.
    ///
    /// O(log n) for each item.
    ///
    /// # Panics
    /// If the range is out of bounds.
    ///
    /// ```
    /// use cow_vec::cow_vec;
    ///
    /// let mut v = cow_vec![1, 2, 3, 4];
    /// assert!(v.extract_if(.., |x| *x % 2 == 0).eq([2, 4]));
    /// assert_eq!(v, [1, 3]);
    /// ```
    #[track_caller]
    pub fn extract_if<F: FnMut(&mut T) -> bool>(
        &mut self,
        range: impl RangeBounds<usize>,
        filter: F,
    ) -> ExtractIf<'_, T, F, C> {
        let range = panics::range(range, self.len());
        ExtractIf { vec: self, next: range.start, end: range.end, pred: filter }
    }
}

impl<T: Clone, F: FnMut(&mut T) -> bool, C: RefCount> Iterator for ExtractIf<'_, T, F, C> {
    type Item = T;

    fn next(&mut self) -> Option<T> {
        while self.next < self.end {
            let item = self.vec.get_mut(self.next)?;
            if (self.pred)(item) {
                self.end -= 1;
                return self.vec.tree.remove(self.next);
            }
            self.next += 1;
        }
        None
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (0, Some(self.end - self.next))
    }
}

impl<T: Clone, F: FnMut(&mut T) -> bool, C: RefCount> FusedIterator for ExtractIf<'_, T, F, C> {}

impl<T: fmt::Debug, F, C: RefCount> fmt::Debug for ExtractIf<'_, T, F, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ExtractIf").field("rest", &(self.end - self.next)).finish_non_exhaustive()
    }
}
