//! Items removed from a view.

use super::view::CowSlice;
use super::view_mut::CowSliceMut;
use core::mem;
use core::ops::{RangeFrom, RangeTo, RangeToInclusive};
use cow_core::RefCount;

/// The ranges that `split_off` of a view accepts: `..n`, `..=n` or `n..`. Stands for std's trait of this name,
/// which is not stable.
pub trait OneSidedRange: sealed::Sealed {
    /// Returns where to cut, and whether the items before the cut are removed.
    #[doc(hidden)]
    fn cut(self) -> Option<(usize, bool)>;
}

mod sealed {
    /// Only this crate implements it.
    pub trait Sealed {}
    impl Sealed for core::ops::RangeTo<usize> {}
    impl Sealed for core::ops::RangeToInclusive<usize> {}
    impl Sealed for core::ops::RangeFrom<usize> {}
}

impl OneSidedRange for RangeTo<usize> {
    #[inline]
    fn cut(self) -> Option<(usize, bool)> {
        Some((self.end, true))
    }
}

impl OneSidedRange for RangeToInclusive<usize> {
    #[inline]
    fn cut(self) -> Option<(usize, bool)> {
        Some((self.end.checked_add(1)?, true))
    }
}

impl OneSidedRange for RangeFrom<usize> {
    #[inline]
    fn cut(self) -> Option<(usize, bool)> {
        Some((self.start, false))
    }
}

impl<'a, T, C: RefCount> CowSlice<'a, T, C> {
    /// Removes the items in `range` from the view and returns them, or returns `None` if it is out of bounds.
    ///
    /// O(1).
    ///
    /// ```
    /// use cow_vec::cow_vec;
    ///
    /// let v = cow_vec![1, 2, 3, 4];
    /// let mut view = v.view(..);
    /// assert!(view.split_off(..1).is_some_and(|first| first == [1]));
    /// assert!(view.split_off(2..).is_some_and(|last| last == [4]));
    /// assert!(view.split_off(3..).is_none());
    /// assert_eq!(view, [2, 3]);
    /// ```
    pub fn split_off(&mut self, range: impl OneSidedRange) -> Option<Self> {
        let (mid, front) = range.cut()?;
        let (before, after) = self.split_at_checked(mid)?;
        let (taken, rest) = if front { (before, after) } else { (after, before) };
        *self = rest;
        Some(taken)
    }
}

impl<'a, T: Clone, C: RefCount> CowSliceMut<'a, T, C> {
    /// Removes the items in `range` from the view and returns them, or returns `None` if it is out of bounds.
    ///
    /// O(log n). If a clone shares it, the leaf in which the cut is made is copied, and the nodes above.
    ///
    /// ```
    /// use cow_vec::cow_vec;
    ///
    /// let mut v = cow_vec![1, 2, 3, 4];
    /// let mut view = v.view_mut(..);
    /// let mut first = view.split_off_mut(..2).unwrap();
    /// first.swap_with_slice(view);
    /// assert_eq!(v, [3, 4, 1, 2]);
    /// ```
    pub fn split_off_mut(&mut self, range: impl OneSidedRange) -> Option<Self> {
        let (mid, front) = range.cut()?;
        if mid > self.len() {
            return None;
        }
        let (before, after) = mem::take(self).divide(mid);
        let (taken, rest) = if front { (before, after) } else { (after, before) };
        *self = rest;
        Some(taken)
    }
}
