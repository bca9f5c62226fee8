//! A range of a vector, written.

use super::view::CowSlice;
use crate::GenericVec;
use crate::iter::Iter;
use crate::iter_mut::IterMut;
use crate::leaves_mut::LeavesMut;
use crate::panics;
use crate::rrb::RrbMut;
use core::mem;
use core::ops::{Index, IndexMut, RangeBounds};
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
    items: RrbMut<'a, T, C>,
}

impl<T, C: RefCount> Default for CowSliceMut<'_, T, C> {
    /// Returns a view of nothing.
    #[inline]
    fn default() -> Self {
        RrbMut::default().into()
    }
}

impl<'a, T, C: RefCount> From<RrbMut<'a, T, C>> for CowSliceMut<'a, T, C> {
    #[inline]
    fn from(items: RrbMut<'a, T, C>) -> Self {
        Self { items }
    }
}

impl<'a, T, C: RefCount> From<&'a mut [T]> for CowSliceMut<'a, T, C> {
    /// Returns a view of the slice.
    #[inline]
    fn from(slice: &'a mut [T]) -> Self {
        RrbMut::from(slice).into()
    }
}

impl<'a, T: Clone, C: RefCount> From<&'a mut GenericVec<T, C>> for CowSliceMut<'a, T, C> {
    #[inline]
    fn from(vec: &'a mut GenericVec<T, C>) -> Self {
        vec.tree.range_mut(0..vec.len()).into()
    }
}

impl<'a, T, C: RefCount> From<IterMut<'a, T, C>> for CowSliceMut<'a, T, C> {
    /// Returns the items that were not returned yet.
    #[inline]
    fn from(items: IterMut<'a, T, C>) -> Self {
        RrbMut::from(items).into()
    }
}

impl<'a, T, C: RefCount> CowSliceMut<'a, T, C> {
    /// Returns the number of items.
    #[inline]
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Returns `true` if there is none.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns the same items, to be read.
    #[inline]
    pub fn as_view(&self) -> CowSlice<'_, T, C> {
        self.items.borrow().into()
    }

    /// Borrows the same items anew, for as long as `self` is not used: what `&mut *slice` is of a
    /// slice.
    #[inline]
    pub fn reborrow(&mut self) -> CowSliceMut<'_, T, C> {
        self.items.reborrow().into()
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

    /// Returns the items in `start..end`, which is in bounds. Copies nothing.
    #[inline]
    pub(super) fn part(self, start: usize, end: usize) -> Self {
        self.items.range(start..end).into()
    }

    /// Returns the first `mid` items and the others. There are as many.
    #[inline]
    pub(crate) fn divide(self, mid: usize) -> (Self, Self) {
        let (left, right) = self.items.split_at(mid);
        (left.into(), right.into())
    }

    /// Returns the item at `index`, to be written.
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

    /// Removes the first item from the view and returns it.
    #[inline]
    pub fn split_off_first_mut(&mut self) -> Option<&'a mut T> {
        let mut items = mem::take(self).into_iter();
        let first = items.next();
        *self = items.into();
        first
    }

    /// Removes the last item from the view and returns it.
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

    /// Returns what [`leaves_mut`](Self::leaves_mut) returns, for as long as the vector is borrowed.
    #[inline]
    pub(crate) fn into_leaves_mut(self) -> LeavesMut<'a, T, C> {
        self.items.into()
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
        self.items.into()
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
