//! A range of a vector, read.

use crate::GenericVec;
use crate::iter::Iter;
use crate::panics;
use crate::rrb::RrbRef;
use core::ops::{Index, RangeBounds};
use cow_core::{Atomic, RefCount};

/// A range of a [`CowVec`](crate::CowVec), borrowed: what `&[T]` is to a `Vec`, with the methods of slices.
///
/// Made by [`CowVec::view`](crate::CowVec::view) and many others in constant time. It is `Copy`, and so its methods take it
/// by value. Cutting it takes constant time, an item O(log n). Where slices have slices, it has views.
///
/// ```
/// use cow_vec::CowVec;
///
/// let v: CowVec<u32> = (0..1000).collect();
/// let middle = v.view(400..600);
/// let (left, right) = middle.split_at(50);
/// assert_eq!((left.first(), right.first()), (Some(&400), Some(&450)));
/// assert_eq!(right.view(..3), [450, 451, 452]);
/// assert!(middle.windows(2).all(|w| w[0] < w[1]));
/// ```
pub struct CowSlice<'a, T, C: RefCount = Atomic> {
    pub(super) items: RrbRef<'a, T, C>,
}

impl<T, C: RefCount> Clone for CowSlice<'_, T, C> {
    #[inline]
    fn clone(&self) -> Self {
        *self
    }
}

impl<T, C: RefCount> Copy for CowSlice<'_, T, C> {}

impl<T, C: RefCount> Default for CowSlice<'_, T, C> {
    /// Returns a view of nothing.
    #[inline]
    fn default() -> Self {
        RrbRef::default().into()
    }
}

impl<'a, T, C: RefCount> From<RrbRef<'a, T, C>> for CowSlice<'a, T, C> {
    #[inline]
    fn from(items: RrbRef<'a, T, C>) -> Self {
        Self { items }
    }
}

impl<'a, T, C: RefCount> From<&'a [T]> for CowSlice<'a, T, C> {
    /// Returns a view of the slice.
    #[inline]
    fn from(slice: &'a [T]) -> Self {
        RrbRef::from(slice).into()
    }
}

impl<'a, T, C: RefCount> From<&'a GenericVec<T, C>> for CowSlice<'a, T, C> {
    #[inline]
    fn from(vec: &'a GenericVec<T, C>) -> Self {
        vec.tree.borrow().into()
    }
}

impl<'a, T, C: RefCount> CowSlice<'a, T, C> {
    /// Returns the number of items.
    #[inline]
    pub const fn len(self) -> usize {
        self.items.len()
    }

    /// Returns `true` if there is none.
    #[inline]
    pub const fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// Returns the item at `index`.
    #[inline]
    pub(super) fn item(self, index: usize) -> Option<&'a T> {
        self.items.get(index)
    }

    /// Returns the items in `range`.
    ///
    /// O(1).
    ///
    /// # Panics
    /// If the range is out of bounds.
    #[inline]
    #[must_use]
    #[track_caller]
    pub fn view(self, range: impl RangeBounds<usize>) -> Self {
        let range = panics::range(range, self.len());
        self.part(range.start, range.end)
    }

    /// Returns the items in `start..end`, which is in bounds.
    #[inline]
    pub(super) fn part(self, start: usize, end: usize) -> Self {
        self.divide(end).0.divide(start).1
    }

    /// Returns the first `mid` items and the others. There are as many.
    #[inline]
    pub(crate) fn divide(self, mid: usize) -> (Self, Self) {
        let (left, right) = self.items.split_at(mid);
        (left.into(), right.into())
    }

    /// Returns the first item.
    #[inline]
    pub fn first(self) -> Option<&'a T> {
        self.item(0)
    }

    /// Returns the last item.
    #[inline]
    pub fn last(self) -> Option<&'a T> {
        self.item(self.len().checked_sub(1)?)
    }

    /// Returns references to the items, if there are exactly `N`: for patterns, whatever leaves they are in.
    ///
    /// Like [`slice::as_array`], but with references.
    ///
    /// ```
    /// use cow_vec::CowVec;
    ///
    /// let v: CowVec<u64> = (0..1000).collect();
    /// let Some([a, b]) = v.view(127..129).to_array() else { panic!("two items") };
    /// assert_eq!((*a, *b), (127, 128));
    /// assert_eq!(v.view(1..4).to_array::<2>(), None);
    /// ```
    pub fn to_array<const N: usize>(self) -> Option<[&'a T; N]> {
        if self.len() == N { self.first_n() } else { None }
    }

    /// Returns the items before `mid`, and from there on.
    ///
    /// O(1).
    ///
    /// # Panics
    /// If `mid > len`.
    #[inline]
    #[must_use]
    #[track_caller]
    pub fn split_at(self, mid: usize) -> (Self, Self) {
        match self.split_at_checked(mid) {
            Some(halves) => halves,
            None => panics::mid(),
        }
    }

    /// Returns what [`split_at`](Self::split_at) returns, or `None` if `mid > len`.
    #[inline]
    #[must_use]
    pub fn split_at_checked(self, mid: usize) -> Option<(Self, Self)> {
        (mid <= self.len()).then(|| self.divide(mid))
    }

    /// Removes the first item from the view and returns it.
    #[inline]
    pub fn split_off_first(&mut self) -> Option<&'a T> {
        let (first, rest) = self.split_first()?;
        *self = rest;
        Some(first)
    }

    /// Removes the last item from the view and returns it.
    #[inline]
    pub fn split_off_last(&mut self) -> Option<&'a T> {
        let (last, rest) = self.split_last()?;
        *self = rest;
        Some(last)
    }

    /// Returns the items, in order.
    #[inline]
    pub fn iter(self) -> Iter<'a, T, C> {
        self.items.into()
    }

    /// Returns a vector of these items, which it shares with the one that is viewed.
    ///
    /// O(log n), and clones of the items of at most three leaves. Of a view of a [`CowSliceMut`], whose
    /// nodes must not be shared, all items are cloned.
    ///
    /// [`CowSliceMut`]: crate::CowSliceMut
    ///
    /// ```
    /// use cow_vec::CowVec;
    ///
    /// let v: CowVec<u32> = (0..1000).collect();
    /// let share = v.view(10..900).to_cow_vec();
    /// assert_eq!(share, v.view(10..900));
    /// ```
    pub fn to_cow_vec(self) -> GenericVec<T, C>
    where
        T: Clone,
    {
        GenericVec { tree: self.items.to_rrb() }
    }
}

impl<T, C: RefCount> Index<usize> for CowSlice<'_, T, C> {
    type Output = T;

    #[inline]
    #[track_caller]
    fn index(&self, index: usize) -> &T {
        match self.item(index) {
            Some(item) => item,
            None => panics::index(index, self.len()),
        }
    }
}

impl<'a, T, C: RefCount> IntoIterator for CowSlice<'a, T, C> {
    type Item = &'a T;
    type IntoIter = Iter<'a, T, C>;

    #[inline]
    fn into_iter(self) -> Iter<'a, T, C> {
        self.iter()
    }
}

impl<'a, T, C: RefCount> IntoIterator for &CowSlice<'a, T, C> {
    type Item = &'a T;
    type IntoIter = Iter<'a, T, C>;

    #[inline]
    fn into_iter(self) -> Iter<'a, T, C> {
        self.iter()
    }
}
