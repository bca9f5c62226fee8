//! A range of a vector, read.

use crate::GenericVec;
use crate::iter::Iter;
use crate::leaves::Leaves;
use crate::panics;
use alloc::vec::Vec;
use core::ops::{Index, RangeBounds};
use cow_core::grid::{Body, Part};
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
    /// The first items.
    pub(super) front: &'a [T],
    /// The items after those.
    pub(super) between: Part<'a, T, C>,
    /// The last items.
    pub(super) back: &'a [T],
}

impl<T, C: RefCount> Clone for CowSlice<'_, T, C> {
    #[inline]
    fn clone(&self) -> Self {
        *self
    }
}

impl<T, C: RefCount> Copy for CowSlice<'_, T, C> {}

impl<T, C: RefCount> Default for CowSlice<'_, T, C> {
    /// A view of nothing.
    #[inline]
    fn default() -> Self {
        Self { front: &[], between: Part::default(), back: &[] }
    }
}

impl<'a, T, C: RefCount> From<&'a [T]> for CowSlice<'a, T, C> {
    /// Any slice can be viewed.
    #[inline]
    fn from(slice: &'a [T]) -> Self {
        Self { front: slice, ..Self::default() }
    }
}

impl<'a, T, C: RefCount> From<&'a GenericVec<T, C>> for CowSlice<'a, T, C> {
    #[inline]
    fn from(vec: &'a GenericVec<T, C>) -> Self {
        let Leaves { front, between, back } = vec.leaves();
        Self { front, between, back }
    }
}

impl<'a, T, C: RefCount> CowSlice<'a, T, C> {
    /// Returns the number of items.
    #[inline]
    pub const fn len(self) -> usize {
        self.front.len() + self.between.len() + self.back.len()
    }

    /// Returns `true` if there is none.
    #[inline]
    pub const fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// The item at `index`.
    #[inline]
    pub(super) fn item(self, index: usize) -> Option<&'a T> {
        if let Some(item) = self.front.get(index) {
            return Some(item);
        }
        let inside = index - self.front.len();
        match self.between.get(inside) {
            Some(item) => Some(item),
            None => self.back.get(inside - self.between.len()),
        }
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

    /// The items in `start..end`, which is in bounds.
    #[inline]
    pub(super) fn part(self, start: usize, end: usize) -> Self {
        self.divide(end).0.divide(start).1
    }

    /// The first `mid` items and the others. There are as many.
    #[inline]
    pub(crate) fn divide(self, mid: usize) -> (Self, Self) {
        let Self { front, between, back } = self;
        let in_front = mid.min(front.len());
        let inside = (mid - in_front).min(between.len());
        let (f, front) = front.split_at(in_front);
        let (b, between) = between.split_at(inside);
        let (last, back) = back.split_at(mid - in_front - inside);
        (Self { front: f, between: b, back: last }, Self { front, between, back })
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

    /// Returns references to the items, if there are exactly `N`: for patterns, wherever the items lie.
    ///
    /// As [`slice::as_array`], but of references.
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

    /// Takes the first item off.
    #[inline]
    pub fn split_off_first(&mut self) -> Option<&'a T> {
        let (first, rest) = self.split_first()?;
        *self = rest;
        Some(first)
    }

    /// Takes the last item off.
    #[inline]
    pub fn split_off_last(&mut self) -> Option<&'a T> {
        let (last, rest) = self.split_last()?;
        *self = rest;
        Some(last)
    }

    /// Returns the items, in order.
    #[inline]
    pub fn iter(self) -> Iter<'a, T, C> {
        Iter { front: self.front.iter(), between: self.between, back: self.back.iter() }
    }

    /// Returns the items, as slices: each as long as items are adjacent in memory. None is empty.
    #[inline]
    pub fn leaves(self) -> Leaves<'a, T, C> {
        Leaves { front: self.front, between: self.between, back: self.back }
    }

    /// Returns the items as one slice if they happen to lie in one leaf, and else `None`.
    ///
    /// Not for slice patterns: see [`CowVec::as_single_leaf`](crate::CowVec::as_single_leaf).
    ///
    /// ```
    /// use cow_vec::CowVec;
    ///
    /// let v: CowVec<u64> = (0..1000).collect();
    /// assert_eq!(v.view(2..5).as_single_leaf(), Some(&[2, 3, 4][..]));
    /// assert_eq!(v.view(..).as_single_leaf(), None);
    /// ```
    #[doc(alias = "as_slice")]
    #[inline]
    pub fn as_single_leaf(self) -> Option<&'a [T]> {
        // Of a view of a slice, this is known where it was made.
        if self.front.len() == self.len() {
            return Some(self.front);
        }
        let first = self.leaves().next().unwrap_or_default();
        (first.len() == self.len()).then_some(first)
    }

    /// Returns the items, cloned to a `Vec`. O(n).
    pub fn to_vec(self) -> Vec<T>
    where
        T: Clone,
    {
        let mut vec = Vec::with_capacity(self.len());
        self.leaves().for_each(|leaf| vec.extend_from_slice(leaf));
        vec
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
        let mut vec = GenericVec::new();
        vec.append_slice(self.front);
        match self.between.to_grid() {
            Some(grid) if !self.between.is_empty() => {
                let mut share = GenericVec { body: Body { grid, ..Body::new() } };
                share.truncate(self.between.start() + self.between.len());
                let mut share = share.split_off(self.between.start());
                share.refill_tail();
                vec.append(&mut share);
            }
            _ => {
                let mut between = self.between;
                while let Some(leaf) = between.next_leaf() {
                    vec.append_slice(leaf);
                }
            }
        }
        vec.append_slice(self.back);
        vec
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
