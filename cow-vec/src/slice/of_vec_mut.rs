//! Methods that return views of a vector, to be written.

use super::view::CowSlice;
use super::view_mut::CowSliceMut;
use crate::GenericVec;
use crate::iter_mut::IterMut;
use crate::panics;
use core::ops::RangeBounds;
use cow_core::RefCount;

impl<T: Clone, C: RefCount> GenericVec<T, C> {
    /// Returns the items in `range`, borrowed to be written: what `&mut v[range]` is of a `Vec`.
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
        self.tree.range_mut(range).into()
    }

    /// Returns the items in `range`, in order, to be written, like `VecDeque::range_mut`.
    ///
    /// # Panics
    /// If the range is out of bounds.
    #[inline]
    #[track_caller]
    pub fn range_mut(&mut self, range: impl RangeBounds<usize>) -> IterMut<'_, T, C> {
        let range = panics::range(range, self.len());
        self.tree.range_mut(range).into()
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
            Some(items) => self.tree.append_slice(items),
            None => self.append(&mut other.to_cow_vec()),
        }
    }
}
