//! Many items appended, and room for them.

use crate::GenericVec;
use crate::panics;
use alloc::collections::TryReserveError;
use alloc::vec::Vec;
use core::ops::RangeBounds;
use cow_core::RefCount;
use cow_core::radix::{MAX_ITEMS, Shape};

impl<T: Clone, C: RefCount> GenericVec<T, C> {
    /// Appends the items in `src`, which are shared where they fill whole leaves.
    ///
    /// O(log n). A leaf of items at most is cloned, and no other node is copied than the last leaf.
    ///
    /// # Panics
    /// If the range is out of bounds.
    #[track_caller]
    pub fn extend_from_within(&mut self, src: impl RangeBounds<usize>) {
        let range = panics::range(src, self.len());
        let mut items = if range.len() <= Shape::<T, C>::LEAF {
            self.iter().skip(range.start).take(range.len()).cloned().collect()
        } else {
            self.slice(range)
        };
        self.append(&mut items);
    }

    /// Resizes the vector to `new_len` items: removes items at the end, or appends clones of `value`.
    pub fn resize(&mut self, new_len: usize, value: T) {
        let len = self.len();
        if new_len > len {
            self.extend(core::iter::repeat_n(value, new_len - len));
        } else {
            self.truncate(new_len);
        }
    }

    /// Resizes the vector to `new_len` items: removes items at the end, or appends results of `f`.
    pub fn resize_with(&mut self, new_len: usize, f: impl FnMut() -> T) {
        let len = self.len();
        if new_len > len {
            self.extend(core::iter::repeat_with(f).take(new_len - len));
        } else {
            self.truncate(new_len);
        }
    }
}

impl<T: Clone, C: RefCount> Extend<T> for GenericVec<T, C> {
    fn extend<I: IntoIterator<Item = T>>(&mut self, items: I) {
        self.tree.extend(items.into_iter());
    }
}

impl<'a, T: Copy + 'a, C: RefCount> Extend<&'a T> for GenericVec<T, C> {
    fn extend<I: IntoIterator<Item = &'a T>>(&mut self, items: I) {
        self.extend(items.into_iter().copied());
    }
}

impl<T, C: RefCount> GenericVec<T, C> {
    /// Returns how many items the vector can hold before it allocates: its length, and the room in
    /// its last leaf.
    #[inline]
    pub const fn capacity(&self) -> usize {
        if size_of::<T>() == 0 { usize::MAX } else { self.tree.capacity() }
    }

    /// Reserves room for `additional` more items, or for as many as the last leaf can hold: beyond, a
    /// vector grows without moving what it has.
    ///
    /// # Panics
    /// If there could be more than `isize::MAX / 2` items.
    #[track_caller]
    pub fn reserve(&mut self, additional: usize)
    where
        T: Clone,
    {
        if self.len().checked_add(additional).is_none_or(|sum| sum > MAX_ITEMS) {
            panics::capacity();
        }
        self.tree.reserve(additional);
    }

    /// Reserves room as [`reserve`](Self::reserve) does: leaves have no exact sizes.
    ///
    /// # Panics
    /// If there could be more than `isize::MAX / 2` items.
    #[track_caller]
    pub fn reserve_exact(&mut self, additional: usize)
    where
        T: Clone,
    {
        self.reserve(additional);
    }

    /// Reserves room as [`reserve`](Self::reserve) does, and returns an error instead of panicking.
    ///
    /// # Errors
    /// If there could be more than `isize::MAX / 2` items. Running out of memory still ends the
    /// process.
    pub fn try_reserve(&mut self, additional: usize) -> Result<(), TryReserveError>
    where
        T: Clone,
    {
        if self.len().checked_add(additional).is_none_or(|sum| sum > MAX_ITEMS) {
            // The one way to make this error: it does not allocate.
            return Vec::<u8>::new().try_reserve(usize::MAX);
        }
        self.reserve(additional);
        Ok(())
    }

    /// Reserves room as [`try_reserve`](Self::try_reserve) does: leaves have no exact sizes.
    ///
    /// # Errors
    /// If there could be more than `isize::MAX / 2` items.
    pub fn try_reserve_exact(&mut self, additional: usize) -> Result<(), TryReserveError>
    where
        T: Clone,
    {
        self.try_reserve(additional)
    }

    /// Frees the room in the last leaf, unless a clone shares it.
    pub fn shrink_to_fit(&mut self) {
        self.shrink_to(0);
    }

    /// Frees room in the last leaf, but for `min_capacity` items in all, unless a clone shares it.
    pub fn shrink_to(&mut self, min_capacity: usize) {
        self.tree.shrink_to(min_capacity);
    }
}
