//! Items put in order.

use crate::GenericVec;
use crate::slice::CowSliceMut;
use core::cmp::Ordering;
use cow_core::RefCount;

impl<T: Clone, C: RefCount> GenericVec<T, C> {
    /// Sorts the items, equal ones in the order in which they were.
    ///
    /// O(n log n), and O(n) for a vector that is sorted, which is left alone and stays shared. Leaves
    /// that a clone shares are copied. Then the items of all leaves are moved to one slice, sorted there
    /// as [`slice::sort`] does, and moved back.
    ///
    /// # Panics
    /// May do so if the order is none. If a comparison panics, the vector has all its items, in some
    /// order.
    ///
    /// ```
    /// use cow_vec::cow_vec;
    ///
    /// let mut v = cow_vec![3, 1, 2];
    /// let old = v.clone();
    /// v.sort();
    /// assert_eq!((v, old), (cow_vec![1, 2, 3], cow_vec![3, 1, 2]));
    /// ```
    pub fn sort(&mut self)
    where
        T: Ord,
    {
        if !self.is_sorted_by(|a, b| a <= b) {
            self.view_mut(..).with_mut_slice(<[T]>::sort);
        }
    }

    /// As [`sort`](Self::sort), in the order of `compare`.
    ///
    /// # Panics
    /// As [`sort`](Self::sort).
    pub fn sort_by(&mut self, mut compare: impl FnMut(&T, &T) -> Ordering) {
        if !self.is_sorted_by(|a, b| compare(a, b).is_le()) {
            self.view_mut(..).with_mut_slice(|items| items.sort_by(compare));
        }
    }

    /// As [`sort`](Self::sort), by a key. `key` is called O(n log n) times.
    ///
    /// # Panics
    /// As [`sort`](Self::sort).
    pub fn sort_by_key<K: Ord>(&mut self, mut key: impl FnMut(&T) -> K) {
        if !self.is_sorted_by(|a, b| key(a) <= key(b)) {
            self.view_mut(..).with_mut_slice(|items| items.sort_by_key(key));
        }
    }

    /// As [`sort`](Self::sort), by a key. `key` is called once for each item.
    ///
    /// # Panics
    /// As [`sort`](Self::sort).
    pub fn sort_by_cached_key<K: Ord>(&mut self, key: impl FnMut(&T) -> K) {
        self.view_mut(..).sort_by_cached_key(key);
    }

    /// As [`sort`](Self::sort), but equal items come in any order.
    ///
    /// # Panics
    /// As [`sort`](Self::sort).
    pub fn sort_unstable(&mut self)
    where
        T: Ord,
    {
        if !self.is_sorted_by(|a, b| a <= b) {
            self.view_mut(..).with_mut_slice(<[T]>::sort_unstable);
        }
    }

    /// As [`sort_by`](Self::sort_by), but equal items come in any order.
    ///
    /// # Panics
    /// As [`sort`](Self::sort).
    pub fn sort_unstable_by(&mut self, mut compare: impl FnMut(&T, &T) -> Ordering) {
        if !self.is_sorted_by(|a, b| compare(a, b).is_le()) {
            self.view_mut(..).with_mut_slice(|items| items.sort_unstable_by(compare));
        }
    }

    /// As [`sort_by_key`](Self::sort_by_key), but equal items come in any order.
    ///
    /// # Panics
    /// As [`sort`](Self::sort).
    pub fn sort_unstable_by_key<K: Ord>(&mut self, mut key: impl FnMut(&T) -> K) {
        if !self.is_sorted_by(|a, b| key(a) <= key(b)) {
            self.view_mut(..).with_mut_slice(|items| items.sort_unstable_by_key(key));
        }
    }

    /// Puts the item in place `index` that would be there if the vector were sorted, no greater ones
    /// before it, and no lesser ones behind it. Returns what is before, the item, and what is behind.
    ///
    /// O(n). If all items are where they should be, only the path to this one is copied.
    ///
    /// # Panics
    /// If `index >= len`; otherwise as [`sort`](Self::sort).
    ///
    /// ```
    /// use cow_vec::cow_vec;
    ///
    /// let mut v = cow_vec![5, 1, 4, 2, 3];
    /// let (lesser, median, greater) = v.select_nth_unstable(2);
    /// assert_eq!((lesser.len(), *median, greater.len()), (2, 3, 2));
    /// ```
    #[track_caller]
    pub fn select_nth_unstable(
        &mut self,
        index: usize,
    ) -> (CowSliceMut<'_, T, C>, &mut T, CowSliceMut<'_, T, C>)
    where
        T: Ord,
    {
        CowSliceMut::from(self).select(index, T::cmp)
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
        CowSliceMut::from(self).select(index, compare)
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
        CowSliceMut::from(self).select(index, |a, b| key(a).cmp(&key(b)))
    }
}
