//! The items as slices, to be written.

use crate::GenericVec;
use crate::edge::Edge;
use crate::iter_mut::IterMut;
use crate::leaves::Leaves;
use core::iter::FusedIterator;
use core::{fmt, mem};
use cow_core::{Atomic, RefCount, grid};

/// An iterator over the items of a [`CowVec`](crate::CowVec), leaf by leaf, to be written. See
/// [`leaves_mut`](crate::CowVec::leaves_mut).
pub struct LeavesMut<'a, T, C: RefCount = Atomic> {
    /// The first items. Empty if they have been handed out.
    pub(crate) front: Edge<'a, T, C>,
    /// The items after those.
    pub(crate) between: grid::LeavesMut<'a, T, C>,
    /// The last items. Empty if they have been handed out.
    pub(crate) back: Edge<'a, T, C>,
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
        let IterMut { first, leaves, last, .. } = self.iter_mut();
        LeavesMut { front: first, between: leaves, back: last }
    }
}

impl<T, C: RefCount> LeavesMut<'_, T, C> {
    /// The items not yet handed out, to be read.
    fn rest(&self) -> Leaves<'_, T, C> {
        Leaves { front: self.front.slice(), between: self.between.part(), back: self.back.slice() }
    }
}

/// The items at an end, made exclusive, if there are any.
fn take<'a, T: Clone, C: RefCount>(edge: &mut Edge<'a, T, C>) -> Option<&'a mut [T]> {
    if edge.is_empty() { None } else { Some(mem::take(edge).open()) }
}

impl<'a, T: Clone, C: RefCount> Iterator for LeavesMut<'a, T, C> {
    type Item = &'a mut [T];

    #[inline]
    fn next(&mut self) -> Option<&'a mut [T]> {
        take(&mut self.front).or_else(|| self.between.next()).or_else(|| take(&mut self.back))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.rest().size_hint()
    }
}

impl<T: Clone, C: RefCount> DoubleEndedIterator for LeavesMut<'_, T, C> {
    #[inline]
    fn next_back(&mut self) -> Option<Self::Item> {
        take(&mut self.back).or_else(|| self.between.next_back()).or_else(|| take(&mut self.front))
    }
}

impl<T: Clone, C: RefCount> FusedIterator for LeavesMut<'_, T, C> {}

impl<T, C: RefCount> Default for LeavesMut<'_, T, C> {
    /// Returns an iterator over nothing.
    fn default() -> Self {
        Self { front: Edge::default(), between: grid::LeavesMut::default(), back: Edge::default() }
    }
}

impl<T: fmt::Debug, C: RefCount> fmt::Debug for LeavesMut<'_, T, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.rest()).finish()
    }
}
