//! The methods of slices that read. Each is written once, for [`CowSlice`], and made a method of
//! [`CowSliceMut`] and [`CowVec`](crate::CowVec), too.

use super::chunks::{ArrayWindows, Windows};
use super::view::CowSlice;
use super::view_mut::CowSliceMut;
use crate::GenericVec;
use crate::leaves::Leaves;
use alloc::vec::Vec;
use core::cmp::Ordering;
use core::{array, ptr};
use cow_core::RefCount;

/// For each method: that of views, and those of views to be written and of vectors, which call it.
///
/// `'v` is the borrow of the items. The body names the view.
macro_rules! read {
    ($(
        $(#[$doc:meta])*
        fn $name:ident [$($generics:tt)*] ($($arg:ident: $ty:ty),*) -> $out:ty
            $(where [$($bounds:tt)*])? = |$view:ident| $body:expr;
    )*) => {
        impl<'v, T, C: RefCount> CowSlice<'v, T, C> { $(
            $(#[$doc])*
            #[inline]
            #[track_caller]
            pub fn $name<$($generics)*>(self $(, $arg: $ty)*) -> $out
            $(where $($bounds)*)?
            {
                let $view = self;
                $body
            }
        )* }

        #[allow(clippy::needless_lifetimes, reason = "some of the methods name it")]
        impl<T, C: RefCount> CowSliceMut<'_, T, C> { $(
            $(#[$doc])*
            #[inline]
            #[track_caller]
            pub fn $name<'v, $($generics)*>(&'v self $(, $arg: $ty)*) -> $out
            $(where $($bounds)*)?
            {
                self.as_view().$name($($arg),*)
            }
        )* }

        #[allow(clippy::needless_lifetimes, reason = "some of the methods name it")]
        impl<T, C: RefCount> GenericVec<T, C> { $(
            $(#[$doc])*
            #[inline]
            #[track_caller]
            pub fn $name<'v, $($generics)*>(&'v self $(, $arg: $ty)*) -> $out
            $(where $($bounds)*)?
            {
                CowSlice::from(self).$name($($arg),*)
            }
        )* }
    };
}

read! {
    /// Returns the items, as slices: each as long as items are adjacent in memory. None is empty.
    ///
    /// ```
    /// use cow_vec::CowVec;
    ///
    /// let v: CowVec<u64> = (0..1000).collect();
    /// let total: usize = v.leaves().map(<[u64]>::len).sum();
    /// assert_eq!(total, 1000);
    /// ```
    fn leaves[]() -> Leaves<'v, T, C> = |items| items.items.into();

    /// Returns the items as one slice if they are in one leaf, or `None` otherwise.
    ///
    /// A leaf has at most a kilobyte of items: code that relies on this works in tests with 128 numbers,
    /// and fails with 129. It is for fast paths only, beside [`leaves`](Self::leaves). What works at
    /// every length:
    ///
    /// * a slice for as long as a closure runs: [`with_mut_slice`](crate::CowVec::with_mut_slice);
    /// * patterns: [`first_n`](Self::first_n), [`last_n`](Self::last_n) and their kind, and
    ///   [`to_array`](crate::CowSlice::to_array) of a view;
    /// * a copy: [`to_vec`](Self::to_vec).
    ///
    /// ```
    /// use cow_vec::CowVec;
    ///
    /// let mut v: CowVec<u64> = (0..128).collect();
    /// assert_eq!(v.as_single_leaf().map(<[u64]>::len), Some(128));
    /// v.push(128);
    /// assert_eq!(v.as_single_leaf(), None);
    ///
    /// // What a pattern would have been for.
    /// if let Some([first, second]) = v.first_n() {
    ///     assert_eq!((*first, *second), (0, 1));
    /// }
    /// ```
    #[doc(alias = "as_slice")]
    fn as_single_leaf[]() -> Option<&'v [T]> = |items| items.items.as_single_leaf();

    /// Returns the items, cloned to a `Vec`. O(n).
    fn to_vec[]() -> Vec<T> where [T: Clone] = |items| {
        let mut vec = Vec::with_capacity(items.len());
        items.leaves().for_each(|leaf| vec.extend_from_slice(leaf));
        vec
    };

    /// Returns the first item and a view of the others, or `None` if there is no item.
    ///
    /// ```
    /// use cow_vec::cow_vec;
    ///
    /// let v = cow_vec![1, 2, 3];
    /// let (first, rest) = v.split_first().unwrap();
    /// assert_eq!((*first, rest.to_vec()), (1, vec![2, 3]));
    /// ```
    fn split_first[]() -> Option<(&'v T, CowSlice<'v, T, C>)>
        = |items| Some((items.first()?, items.divide(1).1));

    /// Returns the last item and a view of the others, or `None` if there is no item.
    fn split_last[]() -> Option<(&'v T, CowSlice<'v, T, C>)> = |items| {
        let last = items.len().checked_sub(1)?;
        Some((items.item(last)?, items.divide(last).0))
    };

    /// Returns references to the first `N` items, or `None` if there are fewer.
    ///
    /// Like [`first_chunk`](slice::first_chunk), but with references, because items may be in different
    /// leaves. For slice patterns, at every length:
    ///
    /// ```
    /// use cow_vec::cow_vec;
    ///
    /// let v = cow_vec![1, 2, 3];
    /// if let Some([first, second]) = v.first_n() {
    ///     assert_eq!((*first, *second), (1, 2));
    /// }
    /// assert_eq!(v.first_n::<4>(), None);
    /// ```
    fn first_n[const N: usize]() -> Option<[&'v T; N]> = |items| {
        if N > items.len() {
            return None;
        }
        let mut items = items.iter();
        let found = array::from_fn(|_| items.next());
        found.iter().all(Option::is_some).then(|| found.map(|item| item.expect("all are there")))
    };

    /// Returns references to the last `N` items, or `None` if there are fewer. As
    /// [`last_chunk`](slice::last_chunk), but of references.
    fn last_n[const N: usize]() -> Option<[&'v T; N]>
        = |items| items.divide(items.len().checked_sub(N)?).1.first_n();

    /// Returns references to the first `N` items and a view of the others, or `None` if there are fewer.
    /// Like [`split_first_chunk`](slice::split_first_chunk), but with references.
    ///
    /// ```
    /// use cow_vec::cow_vec;
    ///
    /// let v = cow_vec![1, 2, 3];
    /// let ([a, b], rest) = v.split_first_n().unwrap();
    /// assert_eq!((*a, *b, rest.len()), (1, 2, 1));
    /// ```
    fn split_first_n[const N: usize]() -> Option<([&'v T; N], CowSlice<'v, T, C>)> = |items| {
        let first = items.first_n()?;
        Some((first, items.divide(N).1))
    };

    /// Returns a view of the items before the last `N`, and references to those, or `None` if there are
    /// fewer. Like [`split_last_chunk`](slice::split_last_chunk), but with references.
    fn split_last_n[const N: usize]() -> Option<(CowSlice<'v, T, C>, [&'v T; N])> = |items| {
        let (rest, last) = items.divide(items.len().checked_sub(N)?);
        Some((rest, last.first_n()?))
    };

    /// Returns a view of each `size` adjacent items, each one item after the one before.
    ///
    /// # Panics
    /// If `size` is 0.
    ///
    /// ```
    /// use cow_vec::cow_vec;
    ///
    /// let v = cow_vec![1, 2, 4, 8];
    /// let sums: Vec<i32> = v.windows(2).map(|pair| pair[0] + pair[1]).collect();
    /// assert_eq!(sums, [3, 6, 12]);
    /// ```
    fn windows[](size: usize) -> Windows<'v, T, C> = |items| Windows::new(items, size);

    /// Returns each `N` adjacent items as an array of references, each one item after the one before.
    ///
    /// # Panics
    /// If `N` is 0.
    ///
    /// ```
    /// use cow_vec::cow_vec;
    ///
    /// let v = cow_vec![1, 2, 4];
    /// assert!(v.array_windows().all(|[a, b]| a < b));
    /// ```
    fn array_windows[const N: usize]() -> ArrayWindows<'v, T, N, C>
        = |items| ArrayWindows::new(items);

    /// Returns `true` if an item equals `x`. O(n).
    fn contains[](x: &T) -> bool where [T: PartialEq]
        = |items| items.leaves().any(|leaf| leaf.contains(x));

    /// Returns `true` if the items begin with those of `needle`, which is a slice, a vector or a view.
    fn starts_with['n](needle: impl Into<CowSlice<'n, T, C>>) -> bool
        where [T: PartialEq + 'n, C: 'n] = |items| items.strip_prefix(needle).is_some();

    /// Returns `true` if the items end with those of `needle`, which is a slice, a vector or a view.
    fn ends_with['n](needle: impl Into<CowSlice<'n, T, C>>) -> bool
        where [T: PartialEq + 'n, C: 'n] = |items| items.strip_suffix(needle).is_some();

    /// Returns a view of the items after `prefix`, which is a slice, a vector or a view, or `None` if they
    /// do not begin with it.
    ///
    /// ```
    /// use cow_vec::cow_vec;
    ///
    /// let v = cow_vec![1, 2, 3];
    /// assert!(v.strip_prefix(&[1, 2][..]).is_some_and(|rest| rest == [3]));
    /// assert_eq!(v.strip_prefix(&[2][..]), None);
    /// ```
    fn strip_prefix['n](prefix: impl Into<CowSlice<'n, T, C>>) -> Option<CowSlice<'v, T, C>>
        where [T: PartialEq + 'n, C: 'n] = |items| {
            let prefix = prefix.into();
            let (start, rest) = items.split_at_checked(prefix.len())?;
            (start == prefix).then_some(rest)
        };

    /// Returns a view of the items before `suffix`, which is a slice, a vector or a view, or `None` if
    /// they do not end with it.
    fn strip_suffix['n](suffix: impl Into<CowSlice<'n, T, C>>) -> Option<CowSlice<'v, T, C>>
        where [T: PartialEq + 'n, C: 'n] = |items| {
            let suffix = suffix.into();
            let (rest, end) = items.divide(items.len().checked_sub(suffix.len())?);
            (end == suffix).then_some(rest)
        };

    /// Searches sorted items for `x`, and returns its index. O(log n) comparisons.
    ///
    /// Of several equal items any may be found, as by [`slice::binary_search`].
    ///
    /// # Errors
    /// With the index where `x` could be inserted, if it is absent.
    fn binary_search[](x: &T) -> Result<usize, usize> where [T: Ord]
        = |items| items.binary_search_by(|item| item.cmp(x));

    /// Searches items, sorted by the key that `f` extracts, for `b`, and returns the index.
    ///
    /// # Errors
    /// With the index where an item of this key could be inserted, if there is none.
    fn binary_search_by_key[B: Ord](b: &B, f: impl FnMut(&'v T) -> B) -> Result<usize, usize> = |items| {
        let mut f = f;
        items.binary_search_by(|item| f(item).cmp(b))
    };

    /// Searches items for one of which `f` returns [`Equal`](Ordering::Equal), and returns its index.
    /// Those before have to be [`Less`](Ordering::Less), and those after
    /// [`Greater`](Ordering::Greater).
    ///
    /// # Errors
    /// With the index where such an item could be inserted, if there is none.
    fn binary_search_by[](f: impl FnMut(&'v T) -> Ordering) -> Result<usize, usize> = |items| {
        let mut f = f;
        let (mut low, mut high) = (0, items.len());
        while low < high {
            let middle = low + (high - low) / 2;
            let Some(item) = items.item(middle) else { break };
            match f(item) {
                Ordering::Equal => return Ok(middle),
                Ordering::Less => low = middle + 1,
                Ordering::Greater => high = middle,
            }
        }
        Err(low)
    };

    /// Returns the index of the partition point according to `pred`: of the first item of the second
    /// part, if `pred` returns `true` for all items of the first part and `false` for all others.
    ///
    /// ```
    /// use cow_vec::cow_vec;
    ///
    /// let v = cow_vec![1, 2, 3, 5, 6];
    /// assert_eq!(v.partition_point(|&x| x < 5), 3);
    /// ```
    fn partition_point[](pred: impl FnMut(&T) -> bool) -> usize = |items| {
        let mut pred = pred;
        let found =
            items.binary_search_by(|x| if pred(x) { Ordering::Less } else { Ordering::Greater });
        found.unwrap_or_else(|i| i)
    };

    /// Returns `true` if no item is greater than the one after it.
    fn is_sorted[]() -> bool where [T: PartialOrd] = |items| items.iter().is_sorted();

    /// Returns `true` if `compare` returns `true` for each item and the one after it.
    fn is_sorted_by[](compare: impl FnMut(&'v T, &'v T) -> bool) -> bool = |items| {
        let mut compare = compare;
        items.iter().is_sorted_by(|a, b| compare(a, b))
    };

    /// Returns `true` if no item's key is greater than that of the one after it.
    fn is_sorted_by_key[K: PartialOrd](f: impl FnMut(&'v T) -> K) -> bool
        = |items| items.iter().is_sorted_by_key(f);

    /// Returns the index of `element` if that is one of these items, by its address, and else `None`, also
    /// if an equal item is here. O(number of leaves).
    ///
    /// If the item has several indices, because the vector shares nodes with itself, the first is
    /// returned.
    ///
    /// # Panics
    /// If items have no size.
    ///
    /// ```
    /// use cow_vec::cow_vec;
    ///
    /// let v = cow_vec![1, 1, 1];
    /// assert_eq!(v.element_offset(&v[2]), Some(2));
    /// assert_eq!(v.element_offset(&1), None);
    /// ```
    fn element_offset[](element: &T) -> Option<usize> = |items| {
        assert!(size_of::<T>() > 0, "elements are zero-sized");
        let mut before = 0;
        for leaf in items.leaves() {
            if leaf.as_ptr_range().contains(&ptr::from_ref(element)) {
                let bytes = ptr::from_ref(element).addr() - leaf.as_ptr().addr();
                return Some(before + bytes / size_of::<T>());
            }
            before += leaf.len();
        }
        None
    };
}

impl<T, C: RefCount> CowSliceMut<'_, T, C> {
    /// Returns the items before `mid`, and those from there on, to be read.
    ///
    /// # Panics
    /// If `mid > len`.
    #[inline]
    #[track_caller]
    pub fn split_at(&self, mid: usize) -> (CowSlice<'_, T, C>, CowSlice<'_, T, C>) {
        self.as_view().split_at(mid)
    }

    /// Returns the items before `mid`, and those from there on, to be read, or `None` if `mid > len`.
    #[inline]
    pub fn split_at_checked(&self, mid: usize) -> Option<(CowSlice<'_, T, C>, CowSlice<'_, T, C>)> {
        self.as_view().split_at_checked(mid)
    }
}
