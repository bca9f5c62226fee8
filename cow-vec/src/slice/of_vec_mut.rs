//! How views to be written are made of a vector, and what a vector does through them.

use super::view::CowSlice;
use super::view_mut::CowSliceMut;
use crate::GenericVec;
use crate::iter_mut::IterMut;
use crate::panics;
use core::ops::RangeBounds;
use cow_core::RefCount;

impl<T: Clone, C: RefCount> GenericVec<T, C> {
    /// The items in `range`, borrowed to be written: what `&mut v[range]` is of a `Vec`.
    ///
    /// O(1). What a clone shares is copied leaf by leaf when it is written to.
    ///
    /// # Panics
    /// If the range is out of bounds. [`get_mut`](Self::get_mut) does not.
    ///
    /// ```
    /// use cow_vec::cow_vec;
    ///
    /// let mut v = cow_vec![1, 2, 3, 4];
    /// v.view_mut(1..3).fill(0);
    /// assert_eq!(v, [1, 0, 0, 4]);
    /// ```
    #[inline]
    #[track_caller]
    pub fn view_mut(&mut self, range: impl RangeBounds<usize>) -> CowSliceMut<'_, T, C> {
        let range = panics::range(range, self.len());
        self.items_mut(range).into()
    }

    /// The items in `range`, in order, to be written. As `VecDeque`'s.
    ///
    /// # Panics
    /// If the range is out of bounds.
    #[inline]
    #[track_caller]
    pub fn range_mut(&mut self, range: impl RangeBounds<usize>) -> IterMut<'_, T, C> {
        let range = panics::range(range, self.len());
        self.items_mut(range)
    }

    /// The first item, and a view of the others, to be written.
    #[inline]
    pub fn split_first_mut(&mut self) -> Option<(&mut T, CowSliceMut<'_, T, C>)> {
        let mut items = self.iter_mut();
        Some((items.next()?, items.into()))
    }

    /// The last item, and a view of the others, to be written.
    #[inline]
    pub fn split_last_mut(&mut self) -> Option<(&mut T, CowSliceMut<'_, T, C>)> {
        let mut items = self.iter_mut();
        Some((items.next_back()?, items.into()))
    }

    /// Views of the items before `mid`, and from there on, to be written apart.
    ///
    /// O(log n).
    ///
    /// # Panics
    /// If `mid > len`.
    ///
    /// ```
    /// use cow_vec::cow_vec;
    ///
    /// let mut v = cow_vec![1, 2, 3, 4];
    /// let (mut left, mut right) = v.split_at_mut(2);
    /// std::mem::swap(&mut left[0], &mut right[1]);
    /// assert_eq!(v, [4, 2, 3, 1]);
    /// ```
    #[inline]
    #[track_caller]
    pub fn split_at_mut(&mut self, mid: usize) -> (CowSliceMut<'_, T, C>, CowSliceMut<'_, T, C>) {
        match self.split_at_mut_checked(mid) {
            Some(halves) => halves,
            None => panics::mid(),
        }
    }

    /// As [`split_at_mut`](Self::split_at_mut), or `None` if `mid > len`.
    #[inline]
    pub fn split_at_mut_checked(
        &mut self,
        mid: usize,
    ) -> Option<(CowSliceMut<'_, T, C>, CowSliceMut<'_, T, C>)> {
        (mid <= self.len()).then(|| CowSliceMut::from(self).divide(mid))
    }

    /// Overwrites the items with clones of those of `src`, which is a slice, a vector or a view.
    ///
    /// # Panics
    /// If the lengths differ.
    #[track_caller]
    pub fn clone_from_slice<'s>(&mut self, src: impl Into<CowSlice<'s, T, C>>)
    where
        T: 's,
        C: 's,
    {
        self.view_mut(..).clone_from_slice(src);
    }

    /// As [`clone_from_slice`](Self::clone_from_slice), for items that are copied.
    ///
    /// # Panics
    /// If the lengths differ.
    #[track_caller]
    pub fn copy_from_slice<'s>(&mut self, src: impl Into<CowSlice<'s, T, C>>)
    where
        T: Copy + 's,
        C: 's,
    {
        self.view_mut(..).copy_from_slice(src);
    }

    /// Exchanges the items with those of `other`, which is a slice, a vector or a view.
    ///
    /// # Panics
    /// If the lengths differ.
    #[track_caller]
    pub fn swap_with_slice<'s>(&mut self, other: impl Into<CowSliceMut<'s, T, C>>)
    where
        T: 's,
        C: 's,
    {
        self.view_mut(..).swap_with_slice(other);
    }

    /// The first `N` items, to be written. As [`first_chunk_mut`](slice::first_chunk_mut), but of
    /// references: items may lie apart.
    ///
    /// ```
    /// use cow_vec::cow_vec;
    ///
    /// let mut v = cow_vec![1, 2, 3];
    /// if let Some([a, b]) = v.first_n_mut() {
    ///     std::mem::swap(a, b);
    /// }
    /// assert_eq!(v, [2, 1, 3]);
    /// ```
    pub fn first_n_mut<const N: usize>(&mut self) -> Option<[&mut T; N]> {
        self.get_mut(..N)?.into_array()
    }

    /// The last `N` items, to be written. As [`last_chunk_mut`](slice::last_chunk_mut), but of
    /// references.
    pub fn last_n_mut<const N: usize>(&mut self) -> Option<[&mut T; N]> {
        self.get_mut(self.len().checked_sub(N)?..)?.into_array()
    }

    /// Appends clones of the items of `other`, which is a slice, a vector or a view.
    ///
    /// O(m) for `m` items; of a vector or a view longer than a leaf O(log n), for its nodes are shared.
    ///
    /// ```
    /// use cow_vec::cow_vec;
    ///
    /// let mut v = cow_vec![1, 2];
    /// v.extend_from_slice(&[3, 4]);
    /// v.extend_from_slice(&v.clone());
    /// assert_eq!(v, [1, 2, 3, 4, 1, 2, 3, 4]);
    /// ```
    #[inline]
    pub fn extend_from_slice<'s>(&mut self, other: impl Into<CowSlice<'s, T, C>>)
    where
        T: 's,
        C: 's,
    {
        let other = other.into();
        match other.as_single_leaf() {
            Some(items) => self.append_slice(items),
            None => self.append(&mut other.to_cow_vec()),
        }
    }

    /// Shows `f` the items as one slice: what [`make_contiguous`] is to a `VecDeque`, for as long as
    /// `f` runs.
    ///
    /// O(n), and no more than a look if they lie in one leaf already: the items are moved together, and
    /// back again, also if `f` panics. What a clone shares is copied.
    ///
    /// [`make_contiguous`]: alloc::collections::VecDeque::make_contiguous
    ///
    /// ```
    /// use cow_vec::CowVec;
    ///
    /// let mut v: CowVec<u32> = (0..1000).collect();
    /// let sum = v.with_mut_slice(|items| {
    ///     let (left, right) = items.split_at_mut(500);
    ///     left.swap_with_slice(right);
    ///     items.as_chunks::<4>().0.iter().map(|[a, ..]| a).sum::<u32>()
    /// });
    /// assert_eq!((v[0], sum), (500, (0..1000).step_by(4).sum()));
    /// ```
    pub fn with_mut_slice<R>(&mut self, f: impl FnOnce(&mut [T]) -> R) -> R {
        self.view_mut(..).with_mut_slice(f)
    }
}
