//! The methods of slices that write. Each is written once, and made a method of [`CowSliceMut`] and of
//! [`CowVec`](crate::CowVec).

use super::view::CowSlice;
use super::view_mut::CowSliceMut;
use crate::GenericVec;
use crate::panics;
use alloc::vec::Vec;
use core::cmp::Ordering;
use core::ops::RangeBounds;
use core::slice::GetDisjointMutError;
use core::{array, mem};
use cow_core::{RefCount, gather};

/// For each method: that of views and that of vectors. The body names the view of the items.
macro_rules! write {
    ($(
        $(#[$doc:meta])*
        fn $name:ident [$($generics:tt)*] ($($arg:ident: $ty:ty),*) $(-> $out:ty)?
            $(where [$($bounds:tt)*])? = |$view:ident| $body:expr;
    )*) => {
        #[allow(clippy::needless_lifetimes, reason = "some of the methods name it")]
        impl<T: Clone, C: RefCount> CowSliceMut<'_, T, C> { $(
            $(#[$doc])*
            #[track_caller]
            pub fn $name<'v, $($generics)*>(&'v mut self $(, $arg: $ty)*) $(-> $out)?
            $(where $($bounds)*)?
            {
                let $view = self.reborrow();
                $body
            }
        )* }

        #[allow(clippy::needless_lifetimes, reason = "some of the methods name it")]
        impl<T: Clone, C: RefCount> GenericVec<T, C> { $(
            $(#[$doc])*
            #[track_caller]
            pub fn $name<'v, $($generics)*>(&'v mut self $(, $arg: $ty)*) $(-> $out)?
            $(where $($bounds)*)?
            {
                let $view = CowSliceMut::from(self);
                $body
            }
        )* }
    };
}

write! {
    /// Returns the first item and a view of the others, to be written, or `None` if there is no item.
    fn split_first_mut[]() -> Option<(&'v mut T, CowSliceMut<'v, T, C>)> = |items| {
        let mut items = items.into_iter();
        Some((items.next()?, items.into()))
    };

    /// Returns the last item and a view of the others, to be written, or `None` if there is no item.
    fn split_last_mut[]() -> Option<(&'v mut T, CowSliceMut<'v, T, C>)> = |items| {
        let mut items = items.into_iter();
        Some((items.next_back()?, items.into()))
    };

    /// Returns views of the items before `mid` and of those from there on, to be written apart.
    ///
    /// O(log n). If a clone shares it, the leaf in which the cut is made is copied, and the nodes above.
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
    fn split_at_mut[](mid: usize) -> (CowSliceMut<'v, T, C>, CowSliceMut<'v, T, C>) = |items| {
        if mid > items.len() {
            panics::mid();
        }
        items.divide(mid)
    };

    /// Returns the halves of [`split_at_mut`](Self::split_at_mut), or `None` if `mid > len`.
    fn split_at_mut_checked[](
        mid: usize
    ) -> Option<(CowSliceMut<'v, T, C>, CowSliceMut<'v, T, C>)>
        = |items| (mid <= items.len()).then(|| items.divide(mid));

    /// Returns the first `N` items, to be written, or `None` if there are fewer. Like
    /// [`first_chunk_mut`](slice::first_chunk_mut), but with references, because items may be in different
    /// leaves.
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
    fn first_n_mut[const N: usize]() -> Option<[&'v mut T; N]>
        = |items| if N > items.len() { None } else { items.part(0, N).into_array() };

    /// Returns the last `N` items, to be written, or `None` if there are fewer. Like
    /// [`last_chunk_mut`](slice::last_chunk_mut), but with references.
    fn last_n_mut[const N: usize]() -> Option<[&'v mut T; N]> = |items| {
        let len = items.len();
        items.part(len.checked_sub(N)?, len).into_array()
    };

    /// Returns several items at once, to be written, in the order of `indices`.
    ///
    /// # Errors
    /// If an index is out of bounds, or if two are the same.
    ///
    /// ```
    /// use cow_vec::cow_vec;
    ///
    /// let mut v = cow_vec![1, 2, 3];
    /// if let Ok([a, b]) = v.get_disjoint_mut([2, 0]) {
    ///     std::mem::swap(a, b);
    /// }
    /// assert_eq!(v, [3, 2, 1]);
    /// ```
    fn get_disjoint_mut[const N: usize](
        indices: [usize; N]
    ) -> Result<[&'v mut T; N], GetDisjointMutError> = |items| items.into_iter().pick(indices);

    /// Swaps two items. O(log n).
    ///
    /// # Panics
    /// If an index is out of bounds.
    fn swap[](a: usize, b: usize) = |items| {
        let len = items.len();
        for index in [a, b] {
            if index >= len {
                panics::index(index, len);
            }
        }
        if a == b {
            return;
        }
        let mut between = items.part(a.min(b), a.max(b) + 1).into_iter();
        if let (Some(first), Some(last)) = (between.next(), between.next_back()) {
            mem::swap(first, last);
        }
    };

    /// Reverses the order of the items, in place. O(n).
    fn reverse[]() = |items| {
        let mut items = items.into_iter();
        while let (Some(a), Some(b)) = (items.next(), items.next_back()) {
            mem::swap(a, b);
        }
    };

    /// Overwrites the items with clones of those of `src`, which is a slice, a vector or a view.
    ///
    /// # Panics
    /// If the lengths differ.
    fn clone_from_slice['s](src: impl Into<CowSlice<'s, T, C>>) where [T: 's, C: 's] = |items| {
        let src = src.into();
        if items.len() != src.len() {
            panic!("destination and source slices have different lengths");
        }
        items.into_iter().zip(src).for_each(|(item, new)| item.clone_from(new));
    };

    /// Overwrites the items with copies of those of `src`, which is a slice, a vector or a view.
    ///
    /// # Panics
    /// If the lengths differ.
    fn copy_from_slice['s](src: impl Into<CowSlice<'s, T, C>>) where [T: Copy + 's, C: 's] = |items| {
        let (src, len) = (src.into(), items.len());
        if len != src.len() {
            let src_len = src.len();
            panic!(
                "copy_from_slice: source slice length ({src_len}) does not match destination slice length ({len})"
            );
        }
        items.into_iter().zip(src).for_each(|(item, new)| *item = *new);
    };

    /// Swaps the items with those of `other`, which is a slice, a vector or a view.
    ///
    /// # Panics
    /// If the lengths differ.
    fn swap_with_slice['s](other: impl Into<CowSliceMut<'s, T, C>>) where [T: 's, C: 's] = |items| {
        let other = other.into();
        assert!(items.len() == other.len(), "destination and source slices have different lengths");
        items.into_iter().zip(other).for_each(|(a, b)| mem::swap(a, b));
    };

    /// Overwrites the items from `dest` on with copies of those in `src`, which may overlap them.
    ///
    /// # Panics
    /// If a range is out of bounds.
    ///
    /// ```
    /// use cow_vec::cow_vec;
    ///
    /// let mut v = cow_vec![1, 2, 3, 4, 5];
    /// v.copy_within(1..4, 2);
    /// assert_eq!(v, [1, 2, 2, 3, 4]);
    /// ```
    fn copy_within[](src: impl RangeBounds<usize>, dest: usize) where [T: Copy] = |items| {
        let src = panics::range(src, items.len());
        assert!(dest <= items.len() - src.len(), "dest is out of bounds");
        if src.start == dest {
            return;
        }
        let copies = items.view(src).to_vec();
        items.part(dest, dest + copies.len()).copy_from_slice(&copies[..]);
    };

    /// Calls `f` with all items as one slice: what [`make_contiguous`] is to a `VecDeque`, for as long as
    /// `f` runs.
    ///
    /// O(n), and O(1) if the items are in one leaf already. The items are moved together, and back again,
    /// also if `f` panics. What a clone shares is copied. If a `clone` panics, nothing has moved.
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
    fn with_mut_slice[R](f: impl FnOnce(&mut [T]) -> R) -> R = |items| {
        let mut leaves: Vec<&mut [T]> = items.into_leaves_mut().collect();
        match &mut leaves[..] {
            [] => f(&mut []),
            [all] => f(all),
            several => gather(several, f),
        }
    };

    /// Sorts the items. Equal items keep their order.
    ///
    /// O(n log n), and O(n) if they are sorted: then nothing is copied. Leaves that a clone shares are
    /// copied. Then all items are moved to one slice, sorted there as by [`slice::sort`], and moved back.
    ///
    /// # Panics
    /// If `Ord` is not a total order, this may panic. If a comparison panics, all items are there, in some
    /// order.
    ///
    /// ```
    /// use cow_vec::{CowVec, cow_vec};
    ///
    /// let mut v = cow_vec![3, 1, 2];
    /// let old = v.clone();
    /// v.sort();
    /// assert_eq!((v, old), (cow_vec![1, 2, 3], cow_vec![3, 1, 2]));
    ///
    /// let mut v: CowVec<u32> = (0..1000).rev().collect();
    /// v.view_mut(10..990).sort();
    /// assert_eq!((v[9], v[10], v[989], v[990]), (990, 10, 989, 9));
    /// ```
    fn sort[]() where [T: Ord] = |items| {
        if !items.is_sorted_by(|a, b| a <= b) {
            let mut items = items;
            items.with_mut_slice(<[T]>::sort);
        }
    };

    /// Sorts the items by `compare`. Equal items keep their order. Costs and panics as [`sort`](Self::sort).
    fn sort_by[](compare: impl FnMut(&T, &T) -> Ordering) = |items| {
        let mut compare = compare;
        if !items.is_sorted_by(|a, b| compare(a, b).is_le()) {
            let mut items = items;
            items.with_mut_slice(|items| items.sort_by(compare));
        }
    };

    /// Sorts the items by a key, which is extracted O(n log n) times. Equal items keep their order. Costs
    /// and panics as [`sort`](Self::sort).
    fn sort_by_key[K: Ord](key: impl FnMut(&T) -> K) = |items| {
        let mut key = key;
        if !items.is_sorted_by(|a, b| key(a) <= key(b)) {
            let mut items = items;
            items.with_mut_slice(|items| items.sort_by_key(key));
        }
    };

    /// Sorts the items by a key, which is extracted once for each. Equal items keep their order. Costs and
    /// panics as [`sort`](Self::sort).
    fn sort_by_cached_key[K: Ord](key: impl FnMut(&T) -> K) = |items| {
        let keys = items.iter().map(key).enumerate();
        let mut order: Vec<(K, usize)> = keys.map(|(i, key)| (key, i)).collect();
        if order.is_sorted_by(|(a, _), (b, _)| a <= b) {
            return;
        }
        order.sort_unstable();
        let mut items = items;
        items.with_mut_slice(|items| {
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
    };

    /// Sorts the items. Equal items may change their order. Costs and panics as [`sort`](Self::sort).
    fn sort_unstable[]() where [T: Ord] = |items| {
        if !items.is_sorted_by(|a, b| a <= b) {
            let mut items = items;
            items.with_mut_slice(<[T]>::sort_unstable);
        }
    };

    /// Sorts the items by `compare`. Equal items may change their order. Costs and panics as
    /// [`sort`](Self::sort).
    fn sort_unstable_by[](compare: impl FnMut(&T, &T) -> Ordering) = |items| {
        let mut compare = compare;
        if !items.is_sorted_by(|a, b| compare(a, b).is_le()) {
            let mut items = items;
            items.with_mut_slice(|items| items.sort_unstable_by(compare));
        }
    };

    /// Sorts the items by a key, which is extracted O(n log n) times. Equal items may change their order.
    /// Costs and panics as [`sort`](Self::sort).
    fn sort_unstable_by_key[K: Ord](key: impl FnMut(&T) -> K) = |items| {
        let mut key = key;
        if !items.is_sorted_by(|a, b| key(a) <= key(b)) {
            let mut items = items;
            items.with_mut_slice(|items| items.sort_unstable_by_key(key));
        }
    };

    /// Moves to `index` the item that sorting would move there, and no greater item before it, and no
    /// lesser one after it. Returns the items before, the item, and those after.
    ///
    /// O(n). If all items are in place already, only the path to this one is copied.
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
    fn select_nth_unstable[](
        index: usize
    ) -> (CowSliceMut<'v, T, C>, &'v mut T, CowSliceMut<'v, T, C>) where [T: Ord]
        = |items| items.select(index, T::cmp);

    /// Does what [`select_nth_unstable`](Self::select_nth_unstable) does, in the order of `compare`.
    ///
    /// # Panics
    /// If `index >= len`; otherwise as [`sort`](Self::sort).
    fn select_nth_unstable_by[](
        index: usize,
        compare: impl FnMut(&T, &T) -> Ordering
    ) -> (CowSliceMut<'v, T, C>, &'v mut T, CowSliceMut<'v, T, C>)
        = |items| items.select(index, compare);

    /// Does what [`select_nth_unstable`](Self::select_nth_unstable) does, in the order of a key.
    ///
    /// # Panics
    /// If `index >= len`; otherwise as [`sort`](Self::sort).
    fn select_nth_unstable_by_key[K: Ord](
        index: usize,
        key: impl FnMut(&T) -> K
    ) -> (CowSliceMut<'v, T, C>, &'v mut T, CowSliceMut<'v, T, C>) = |items| {
        let mut key = key;
        items.select(index, |a, b| key(a).cmp(&key(b)))
    };
}

/// Methods that views do in place, and vectors in O(log n) or by new leaves: see
/// [`CowVec::rotate_left`](crate::CowVec::rotate_left) and [`CowVec::fill`](crate::CowVec::fill).
impl<T: Clone, C: RefCount> CowSliceMut<'_, T, C> {
    /// Moves the first `mid` items after the others, in place. O(n).
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

    /// Moves the last `k` items before the others, in place. O(n).
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

    /// Overwrites every item with a result of `f`.
    pub fn fill_with(&mut self, mut f: impl FnMut() -> T) {
        self.iter_mut().for_each(|item| *item = f());
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
        let there = rest.split_first().is_some_and(|(item, after)| {
            before.iter().all(|x| compare(x, item).is_le())
                && after.iter().all(|x| compare(item, x).is_le())
        });
        if !there {
            self.with_mut_slice(|items| {
                items.select_nth_unstable_by(index, compare);
            });
        }
        let (before, mut after) = self.divide(index);
        let item = after.split_off_first_mut().expect("the index is in bounds");
        (before, item, after)
    }
}
