//! Iterators over the items as slices to be written, one for each leaf.

use crate::GenericVec;
use crate::leaves::Leaves;
use crate::rrb::RrbMut;
use core::fmt;
use core::iter::FusedIterator;
use cow_core::{Atomic, RefCount};

/// An iterator over the items of a [`CowVec`](crate::CowVec), leaf by leaf, to be written. See
/// [`leaves_mut`](crate::CowVec::leaves_mut).
pub struct LeavesMut<'a, T, C: RefCount = Atomic> {
    /// The items not yet handed out.
    rest: RrbMut<'a, T, C>,
}

impl<'a, T, C: RefCount> From<RrbMut<'a, T, C>> for LeavesMut<'a, T, C> {
    #[inline]
    fn from(rest: RrbMut<'a, T, C>) -> Self {
        Self { rest }
    }
}

impl<T: Clone, C: RefCount> GenericVec<T, C> {
    /// Returns the items as slices to be written, each as long as items are adjacent in memory. None is
    /// empty.
    ///
    /// O(log n) for each leaf, from both ends. A leaf that a clone shares is copied when it is reached,
    /// and not before.
    ///
    /// ```
    /// use cow_vec::CowVec;
    ///
    /// let mut v: CowVec<u64> = (0..1000).collect();
    /// for leaf in v.leaves_mut() {
    ///     leaf.reverse();
    /// }
    /// if let Some(last) = v.leaves_mut().next_back() {
    ///     last.fill(0);
    /// }
    /// assert_eq!((v[0], v[999]), (127, 0));
    /// ```
    #[inline]
    pub fn leaves_mut(&mut self) -> LeavesMut<'_, T, C> {
        self.tree.range_mut(0..self.len()).into()
    }

    /// Returns the items as one slice to be written if they are in one leaf, or `None` otherwise.
    ///
    /// If a clone shares the leaf, it is copied. See [`as_single_leaf`](Self::as_single_leaf) for what
    /// works at every length.
    #[doc(alias = "as_mut_slice")]
    pub fn as_single_leaf_mut(&mut self) -> Option<&mut [T]> {
        self.tree.borrow().as_single_leaf()?;
        Some(self.tree.range_mut(0..self.len()).next_leaf().unwrap_or_default())
    }
}

impl<'a, T: Clone, C: RefCount> Iterator for LeavesMut<'a, T, C> {
    type Item = &'a mut [T];

    #[inline]
    fn next(&mut self) -> Option<&'a mut [T]> {
        self.rest.next_leaf()
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let (least, most) = self.rest.borrow().leaf_count_hint();
        (least, Some(most))
    }
}

impl<T: Clone, C: RefCount> DoubleEndedIterator for LeavesMut<'_, T, C> {
    #[inline]
    fn next_back(&mut self) -> Option<Self::Item> {
        self.rest.next_leaf_back()
    }
}

impl<T: Clone, C: RefCount> FusedIterator for LeavesMut<'_, T, C> {}

impl<T, C: RefCount> Default for LeavesMut<'_, T, C> {
    /// Returns an iterator over nothing.
    fn default() -> Self {
        RrbMut::default().into()
    }
}

impl<T: fmt::Debug, C: RefCount> fmt::Debug for LeavesMut<'_, T, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(Leaves::from(self.rest.borrow())).finish()
    }
}
