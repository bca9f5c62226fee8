//! Items of a view exchanged and overwritten where they are.

use super::view::CowSlice;
use super::view_mut::CowSliceMut;
use crate::panics;
use alloc::vec::Vec;
use core::cmp::Ordering;
use core::ops::RangeBounds;
use core::slice::GetDisjointMutError;
use core::{array, mem};
use cow_core::{RefCount, gather};

impl<T: Clone, C: RefCount> CowSliceMut<'_, T, C> {
    /// Exchanges two items.
    ///
    /// O(log n).
    ///
    /// # Panics
    /// If an index is out of bounds.
    #[track_caller]
    pub fn swap(&mut self, a: usize, b: usize) {
        let len = self.len();
        for index in [a, b] {
            if index >= len {
                panics::index(index, len);
            }
        }
        if a == b {
            return;
        }
        let mut between = self.reborrow().part(a.min(b), a.max(b) + 1).into_iter();
        if let (Some(first), Some(last)) = (between.next(), between.next_back()) {
            mem::swap(first, last);
        }
    }

    /// Reverses the order of the items, in place.
    pub fn reverse(&mut self) {
        let mut items = self.iter_mut();
        while let (Some(a), Some(b)) = (items.next(), items.next_back()) {
            mem::swap(a, b);
        }
    }

    /// Moves the first `mid` items behind the others, in place: O(n).
    ///
    /// # Panics
    /// If `mid > len`.
    #[track_caller]
    pub fn rotate_left(&mut self, mid: usize) {
        assert!(mid <= self.len());
        let len = self.len();
        if mid == 0 || mid == len {
            return;
        }
        self.reborrow().part(0, mid).reverse();
        self.reborrow().part(mid, len).reverse();
        self.reverse();
    }

    /// Moves the last `k` items before the others, in place: O(n).
    ///
    /// # Panics
    /// If `k > len`.
    #[track_caller]
    pub fn rotate_right(&mut self, k: usize) {
        assert!(k <= self.len());
        self.rotate_left(self.len() - k);
    }

    /// Overwrites every item with a clone of `value`.
    pub fn fill(&mut self, value: T) {
        let mut items = self.iter_mut();
        if let Some(last) = items.next_back() {
            items.for_each(|item| item.clone_from(&value));
            *last = value;
        }
    }

    /// Overwrites every item with what `f` returns.
    pub fn fill_with(&mut self, mut f: impl FnMut() -> T) {
        self.iter_mut().for_each(|item| *item = f());
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
        let src = src.into();
        if self.len() != src.len() {
            panic!("destination and source slices have different lengths");
        }
        self.iter_mut().zip(src).for_each(|(item, new)| item.clone_from(new));
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
        let (src, len) = (src.into(), self.len());
        if len != src.len() {
            let src_len = src.len();
            panic!(
                "copy_from_slice: source slice length ({src_len}) does not match destination slice length ({len})"
            );
        }
        self.iter_mut().zip(src).for_each(|(item, new)| *item = *new);
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
        let other = other.into();
        assert!(self.len() == other.len(), "destination and source slices have different lengths");
        self.iter_mut().zip(other).for_each(|(a, b)| mem::swap(a, b));
    }

    /// Shows `f` the items as one slice. As [`CowVec::with_mut_slice`](crate::CowVec::with_mut_slice).
    ///
    /// If a `clone` panics, nothing has moved.
    ///
    /// [`CowVec::with_mut_slice`](crate::CowVec::with_mut_slice): crate::CowVec::with_mut_slice
    pub fn with_mut_slice<R>(&mut self, f: impl FnOnce(&mut [T]) -> R) -> R {
        let mut leaves: Vec<&mut [T]> = self.leaves_mut().collect();
        match &mut leaves[..] {
            [] => f(&mut []),
            [all] => f(all),
            several => gather(several, f),
        }
    }

    /// Several items at once. As [`CowVec::get_disjoint_mut`](crate::CowVec::get_disjoint_mut).
    ///
    /// # Errors
    /// If an index is out of bounds, or if two are the same.
    ///
    /// [`CowVec::get_disjoint_mut`](crate::CowVec::get_disjoint_mut): crate::CowVec::get_disjoint_mut
    pub fn get_disjoint_mut<const N: usize>(
        &mut self,
        indices: [usize; N],
    ) -> Result<[&mut T; N], GetDisjointMutError> {
        self.iter_mut().pick(indices)
    }

    /// The first `N` items. As [`CowVec::first_n_mut`](crate::CowVec::first_n_mut).
    ///
    /// [`CowVec::first_n_mut`](crate::CowVec::first_n_mut): crate::CowVec::first_n_mut
    pub fn first_n_mut<const N: usize>(&mut self) -> Option<[&mut T; N]> {
        self.get_mut(..N)?.into_array()
    }

    /// The last `N` items. As [`CowVec::last_n_mut`](crate::CowVec::last_n_mut).
    ///
    /// [`CowVec::last_n_mut`](crate::CowVec::last_n_mut): crate::CowVec::last_n_mut
    pub fn last_n_mut<const N: usize>(&mut self) -> Option<[&mut T; N]> {
        self.get_mut(self.len().checked_sub(N)?..)?.into_array()
    }

    /// Overwrites the items from `dest` on with copies of those in `src`, which may overlap them.
    ///
    /// # Panics
    /// If a range is out of bounds.
    #[track_caller]
    pub fn copy_within(&mut self, src: impl RangeBounds<usize>, dest: usize)
    where
        T: Copy,
    {
        let src = panics::range(src, self.len());
        assert!(dest <= self.len() - src.len(), "dest is out of bounds");
        if src.start == dest {
            return;
        }
        let items = self.view(src).to_vec();
        self.view_mut(dest..dest + items.len()).copy_from_slice(&items[..]);
    }

    /// Sorts the items, equal ones in the order in which they were. As [`CowVec::sort`](crate::CowVec::sort).
    ///
    /// ```
    /// use cow_vec::CowVec;
    ///
    /// let mut v: CowVec<u32> = (0..1000).rev().collect();
    /// v.view_mut(10..990).sort();
    /// assert_eq!((v[9], v[10], v[989], v[990]), (990, 10, 989, 9));
    /// ```
    ///
    /// [`CowVec::sort`](crate::CowVec::sort): crate::CowVec::sort
    pub fn sort(&mut self)
    where
        T: Ord,
    {
        if !self.as_view().is_sorted_by(|a, b| a <= b) {
            self.with_mut_slice(<[T]>::sort);
        }
    }

    /// As [`sort`](Self::sort), in the order of `compare`.
    pub fn sort_by(&mut self, mut compare: impl FnMut(&T, &T) -> Ordering) {
        if !self.as_view().is_sorted_by(|a, b| compare(a, b).is_le()) {
            self.with_mut_slice(|items| items.sort_by(compare));
        }
    }

    /// As [`sort`](Self::sort), by a key. `key` is called O(n log n) times.
    pub fn sort_by_key<K: Ord>(&mut self, mut key: impl FnMut(&T) -> K) {
        if !self.as_view().is_sorted_by(|a, b| key(a) <= key(b)) {
            self.with_mut_slice(|items| items.sort_by_key(key));
        }
    }

    /// As [`sort`](Self::sort), by a key. `key` is called once for each item.
    pub fn sort_by_cached_key<K: Ord>(&mut self, key: impl FnMut(&T) -> K) {
        let keys = self.iter().map(key).enumerate();
        let mut order: Vec<(K, usize)> = keys.map(|(i, key)| (key, i)).collect();
        if order.is_sorted_by(|(a, _), (b, _)| a <= b) {
            return;
        }
        order.sort_unstable();
        self.with_mut_slice(|items| {
            for i in 0..items.len() {
                // Where the item is that belongs here, after the swaps so far.
                let mut from = order[i].1;
                while from < i {
                    from = order[from].1;
                }
                order[i].1 = from;
                items.swap(i, from);
            }
        });
    }

    /// As [`sort`](Self::sort), but equal items come in any order.
    pub fn sort_unstable(&mut self)
    where
        T: Ord,
    {
        if !self.as_view().is_sorted_by(|a, b| a <= b) {
            self.with_mut_slice(<[T]>::sort_unstable);
        }
    }

    /// As [`sort_by`](Self::sort_by), but equal items come in any order.
    pub fn sort_unstable_by(&mut self, mut compare: impl FnMut(&T, &T) -> Ordering) {
        if !self.as_view().is_sorted_by(|a, b| compare(a, b).is_le()) {
            self.with_mut_slice(|items| items.sort_unstable_by(compare));
        }
    }

    /// As [`sort_by_key`](Self::sort_by_key), but equal items come in any order.
    pub fn sort_unstable_by_key<K: Ord>(&mut self, mut key: impl FnMut(&T) -> K) {
        if !self.as_view().is_sorted_by(|a, b| key(a) <= key(b)) {
            self.with_mut_slice(|items| items.sort_unstable_by_key(key));
        }
    }

    /// Puts the item in place `index` that would be there if the items were sorted. As
    /// [`CowVec::select_nth_unstable`](crate::CowVec::select_nth_unstable).
    ///
    /// # Panics
    /// If `index >= len`, and if the order is none.
    ///
    /// ```
    /// use cow_vec::cow_vec;
    ///
    /// let mut v = cow_vec![9, 5, 1, 4, 2, 3];
    /// let mut most = v.view_mut(1..);
    /// assert_eq!(*most.select_nth_unstable(0).1, 1);
    /// ```
    ///
    /// [`CowVec::select_nth_unstable`](crate::CowVec::select_nth_unstable): crate::CowVec::select_nth_unstable
    #[track_caller]
    pub fn select_nth_unstable(
        &mut self,
        index: usize,
    ) -> (CowSliceMut<'_, T, C>, &mut T, CowSliceMut<'_, T, C>)
    where
        T: Ord,
    {
        self.reborrow().select(index, T::cmp)
    }

    /// As [`select_nth_unstable`](Self::select_nth_unstable), in the order of `compare`.
    ///
    /// # Panics
    /// As [`select_nth_unstable`](Self::select_nth_unstable).
    #[track_caller]
    pub fn select_nth_unstable_by(
        &mut self,
        index: usize,
        compare: impl FnMut(&T, &T) -> Ordering,
    ) -> (CowSliceMut<'_, T, C>, &mut T, CowSliceMut<'_, T, C>) {
        self.reborrow().select(index, compare)
    }

    /// As [`select_nth_unstable`](Self::select_nth_unstable), by a key.
    ///
    /// # Panics
    /// As [`select_nth_unstable`](Self::select_nth_unstable).
    #[track_caller]
    pub fn select_nth_unstable_by_key<K: Ord>(
        &mut self,
        index: usize,
        mut key: impl FnMut(&T) -> K,
    ) -> (CowSliceMut<'_, T, C>, &mut T, CowSliceMut<'_, T, C>) {
        self.reborrow().select(index, |a, b| key(a).cmp(&key(b)))
    }
}

impl<'a, T: Clone, C: RefCount> CowSliceMut<'a, T, C> {
    /// The items, one by one, if there are `N` of them.
    pub(super) fn into_array<const N: usize>(self) -> Option<[&'a mut T; N]> {
        if self.len() != N {
            return None;
        }
        let mut items = self.into_iter();
        Some(array::from_fn(|_| items.next().expect("there are as many")))
    }

    /// Permutes the items, unless all are on the right side already, and cuts them at `index`.
    #[track_caller]
    pub(crate) fn select(
        mut self,
        index: usize,
        mut compare: impl FnMut(&T, &T) -> Ordering,
    ) -> (Self, &'a mut T, Self) {
        let len = self.len();
        if index >= len {
            panic!("partition_at_index index {index} greater than length of slice {len}");
        }
        let (before, rest) = self.as_view().divide(index);
        let there = rest.split_first().is_some_and(|(item, behind)| {
            before.iter().all(|x| compare(x, item).is_le())
                && behind.iter().all(|x| compare(item, x).is_le())
        });
        if !there {
            self.with_mut_slice(|items| {
                items.select_nth_unstable_by(index, compare);
            });
        }
        let (before, mut behind) = self.divide(index);
        let item = behind.split_off_first_mut().expect("the index is in bounds");
        (before, item, behind)
    }
}
