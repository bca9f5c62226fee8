//! A range of a vector, written.

use super::view::CowSlice;
use crate::GenericVec;
use crate::edge::Edge;
use crate::iter::Iter;
use crate::iter_mut::IterMut;
use crate::leaves::Leaves;
use crate::leaves_mut::LeavesMut;
use crate::panics;
use alloc::vec::Vec;
use core::mem;
use core::ops::{Index, IndexMut, RangeBounds};
use cow_core::grid;
use cow_core::{Atomic, RefCount};

/// A range of a [`CowVec`](crate::CowVec), borrowed to be written: what `&mut [T]` is to a `Vec`, with the methods of
/// slices. Those that only read, and are not here, are methods of [`as_view`](Self::as_view).
///
/// Made by [`CowVec::view_mut`](crate::CowVec::view_mut) and many others. A leaf that a clone shares is copied when it is
/// written to, and when it is cut in two; other leaves stay shared.
///
/// ```
/// use cow_vec::CowVec;
///
/// let mut v: CowVec<u32> = (0..1000).collect();
/// let mut all = v.view_mut(..);
/// let (mut left, mut right) = all.split_at_mut(500);
/// std::thread::scope(|scope| {
///     scope.spawn(move || left.fill(0));
///     scope.spawn(move || right.reverse());
/// });
/// assert_eq!((v[499], v[500], v[999]), (0, 999, 500));
/// ```
pub struct CowSliceMut<'a, T, C: RefCount = Atomic> {
    /// The first items.
    front: Edge<'a, T, C>,
    /// The items after those.
    leaves: grid::LeavesMut<'a, T, C>,
    /// The last items.
    back: Edge<'a, T, C>,
}

impl<T, C: RefCount> Default for CowSliceMut<'_, T, C> {
    /// A view of nothing.
    #[inline]
    fn default() -> Self {
        Self { front: Edge::default(), leaves: grid::LeavesMut::default(), back: Edge::default() }
    }
}

impl<'a, T, C: RefCount> From<&'a mut [T]> for CowSliceMut<'a, T, C> {
    /// Any slice can be viewed.
    #[inline]
    fn from(slice: &'a mut [T]) -> Self {
        Self { front: Edge::Open(slice), ..Self::default() }
    }
}

impl<'a, T: Clone, C: RefCount> From<&'a mut GenericVec<T, C>> for CowSliceMut<'a, T, C> {
    #[inline]
    fn from(vec: &'a mut GenericVec<T, C>) -> Self {
        vec.iter_mut().into()
    }
}

impl<'a, T, C: RefCount> From<IterMut<'a, T, C>> for CowSliceMut<'a, T, C> {
    /// The items not yet handed out.
    #[inline]
    fn from(items: IterMut<'a, T, C>) -> Self {
        let IterMut { front, first, leaves, last, back } = items;
        let front = if first.is_empty() { Edge::Open(front.into_slice()) } else { first };
        let back = if last.is_empty() { Edge::Open(back.into_slice()) } else { last };
        Self { front, leaves, back }
    }
}

impl<'a, T, C: RefCount> CowSliceMut<'a, T, C> {
    /// Returns the number of items.
    #[inline]
    pub fn len(&self) -> usize {
        self.front.len() + self.leaves.remaining() + self.back.len()
    }

    /// Returns `true` if there is none.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns the same items, to be read.
    #[inline]
    pub fn as_view(&self) -> CowSlice<'_, T, C> {
        CowSlice { front: self.front.slice(), between: self.leaves.part(), back: self.back.slice() }
    }

    /// Borrows the same items anew, for as long as `self` is not used: what `&mut *slice` is of a
    /// slice.
    #[inline]
    pub fn reborrow(&mut self) -> CowSliceMut<'_, T, C> {
        CowSliceMut {
            front: self.front.reborrow(),
            leaves: self.leaves.reborrow(),
            back: self.back.reborrow(),
        }
    }

    /// Returns the items in `range`, to be read.
    ///
    /// # Panics
    /// If the range is out of bounds.
    #[inline]
    #[track_caller]
    pub fn view(&self, range: impl RangeBounds<usize>) -> CowSlice<'_, T, C> {
        self.as_view().view(range)
    }

    /// Returns the first item.
    #[inline]
    pub fn first(&self) -> Option<&T> {
        self.as_view().first()
    }

    /// Returns the last item.
    #[inline]
    pub fn last(&self) -> Option<&T> {
        self.as_view().last()
    }

    /// Returns the items, in order.
    #[inline]
    pub fn iter(&self) -> Iter<'_, T, C> {
        self.as_view().iter()
    }

    /// Returns the items, as slices: each as long as items are adjacent in memory. None is empty.
    #[inline]
    pub fn leaves(&self) -> Leaves<'_, T, C> {
        self.as_view().leaves()
    }

    /// Returns the items, cloned to a `Vec`. O(n).
    pub fn to_vec(&self) -> Vec<T>
    where
        T: Clone,
    {
        self.as_view().to_vec()
    }
}

impl<'a, T: Clone, C: RefCount> CowSliceMut<'a, T, C> {
    /// Returns the items in `range`, to be written. O(log n).
    ///
    /// # Panics
    /// If the range is out of bounds.
    #[inline]
    #[track_caller]
    pub fn view_mut(&mut self, range: impl RangeBounds<usize>) -> CowSliceMut<'_, T, C> {
        let range = panics::range(range, self.len());
        self.reborrow().part(range.start, range.end)
    }

    /// The items in `start..end`, which is in bounds. Nothing is copied that lies outside of it.
    #[inline]
    pub(super) fn part(self, start: usize, end: usize) -> Self {
        let Self { front, mut leaves, back } = self;
        let (head, items) = (front.len(), leaves.remaining());
        leaves.skip_back(items - end.saturating_sub(head).min(items));
        leaves.skip_front(start.saturating_sub(head).min(leaves.remaining()));
        let front = front.part(start.min(head)..end.min(head));
        let back = back.part(start.saturating_sub(head + items)..end.saturating_sub(head + items));
        Self { front, leaves, back }
    }

    /// The first `mid` items and the others. There are as many.
    #[inline]
    pub(crate) fn divide(self, mid: usize) -> (Self, Self) {
        let Self { front, mut leaves, back } = self;
        let in_front = mid.min(front.len());
        let inside = (mid - in_front).min(leaves.remaining());
        let (f, front) = front.divide(in_front);
        let others = leaves.split_off(inside);
        let (b, back) = back.divide(mid - in_front - inside);
        (Self { front: f, leaves, back: b }, Self { front, leaves: others, back })
    }

    /// The item at `index`, to be written.
    #[inline]
    pub(super) fn item_mut(self, index: usize) -> Option<&'a mut T> {
        IntoIterator::into_iter(self).nth(index)
    }

    /// Returns the first item, to be written.
    #[inline]
    pub fn first_mut(&mut self) -> Option<&mut T> {
        self.reborrow().item_mut(0)
    }

    /// Returns the last item, to be written.
    #[inline]
    pub fn last_mut(&mut self) -> Option<&mut T> {
        self.iter_mut().next_back()
    }

    /// Takes the first item off.
    #[inline]
    pub fn split_off_first_mut(&mut self) -> Option<&'a mut T> {
        let mut items = mem::take(self).into_iter();
        let first = items.next();
        *self = items.into();
        first
    }

    /// Takes the last item off.
    #[inline]
    pub fn split_off_last_mut(&mut self) -> Option<&'a mut T> {
        let mut items = mem::take(self).into_iter();
        let last = items.next_back();
        *self = items.into();
        last
    }

    /// Returns the items, as slices, to be written. None is empty.
    ///
    /// What a clone shares is copied leaf by leaf, when it is reached.
    #[inline]
    pub fn leaves_mut(&mut self) -> LeavesMut<'_, T, C> {
        self.reborrow().into_leaves_mut()
    }

    /// As [`leaves_mut`](Self::leaves_mut), for as long as the vector is borrowed.
    #[inline]
    pub(crate) fn into_leaves_mut(self) -> LeavesMut<'a, T, C> {
        let Self { front, leaves, back } = self;
        LeavesMut { front, between: leaves, back }
    }

    /// Returns the items, in order, to be written.
    #[inline]
    pub fn iter_mut(&mut self) -> IterMut<'_, T, C> {
        self.reborrow().into_iter()
    }
}

impl<T, C: RefCount> Index<usize> for CowSliceMut<'_, T, C> {
    type Output = T;

    #[inline]
    #[track_caller]
    fn index(&self, index: usize) -> &T {
        match self.as_view().item(index) {
            Some(item) => item,
            None => panics::index(index, self.len()),
        }
    }
}

impl<T: Clone, C: RefCount> IndexMut<usize> for CowSliceMut<'_, T, C> {
    #[inline]
    #[track_caller]
    fn index_mut(&mut self, index: usize) -> &mut T {
        let len = self.len();
        match self.reborrow().item_mut(index) {
            Some(item) => item,
            None => panics::index(index, len),
        }
    }
}

impl<'a, T: Clone, C: RefCount> IntoIterator for CowSliceMut<'a, T, C> {
    type Item = &'a mut T;
    type IntoIter = IterMut<'a, T, C>;

    #[inline]
    fn into_iter(self) -> IterMut<'a, T, C> {
        let Self { front, leaves, back } = self;
        IterMut { first: front, leaves, last: back, ..IterMut::default() }
    }
}

impl<'a, T, C: RefCount> IntoIterator for &'a CowSliceMut<'_, T, C> {
    type Item = &'a T;
    type IntoIter = Iter<'a, T, C>;

    #[inline]
    fn into_iter(self) -> Iter<'a, T, C> {
        self.iter()
    }
}

impl<'a, T: Clone, C: RefCount> IntoIterator for &'a mut CowSliceMut<'_, T, C> {
    type Item = &'a mut T;
    type IntoIter = IterMut<'a, T, C>;

    #[inline]
    fn into_iter(self) -> IterMut<'a, T, C> {
        self.iter_mut()
    }
}
