//! What a view that can be written reads.

use super::chunks::{ArrayWindows, Windows};
use super::view::CowSlice;
use super::view_mut::CowSliceMut;
use core::cmp::Ordering;
use cow_core::RefCount;

/// For each method of [`CowSlice`]: the same of [`CowSliceMut`].
macro_rules! read {
    ($($(#[$doc:meta])* fn $name:ident [$($generics:tt)*] ($($arg:ident: $ty:ty),*) -> $out:ty
        $(where [$($bounds:tt)*])?;)*) => {
        #[allow(clippy::needless_lifetimes, reason = "some of the methods name it")]
        impl<T, C: RefCount> CowSliceMut<'_, T, C> { $(
            #[doc = concat!("As [`CowSlice::", stringify!($name), "`].")]
            $(#[$doc])*
            #[inline]
            #[track_caller]
            pub fn $name<'v, $($generics)*>(&'v self $(, $arg: $ty)*) -> $out
            $(where $($bounds)*)?
            {
                self.as_view().$name($($arg),*)
            }
        )* }
    };
}

read! {
    fn split_first[]() -> Option<(&'v T, CowSlice<'v, T, C>)>;
    fn split_last[]() -> Option<(&'v T, CowSlice<'v, T, C>)>;
    fn first_n[const N: usize]() -> Option<[&'v T; N]>;
    fn last_n[const N: usize]() -> Option<[&'v T; N]>;
    fn split_first_n[const N: usize]() -> Option<([&'v T; N], CowSlice<'v, T, C>)>;
    fn split_last_n[const N: usize]() -> Option<(CowSlice<'v, T, C>, [&'v T; N])>;
    ///
    /// # Panics
    /// If `mid > len`.
    fn split_at[](mid: usize) -> (CowSlice<'v, T, C>, CowSlice<'v, T, C>);
    fn split_at_checked[](mid: usize) -> Option<(CowSlice<'v, T, C>, CowSlice<'v, T, C>)>;
    ///
    /// # Panics
    /// If `size` is 0.
    fn windows[](size: usize) -> Windows<'v, T, C>;
    ///
    /// # Panics
    /// If `N` is 0.
    fn array_windows[const N: usize]() -> ArrayWindows<'v, T, N, C>;

    fn contains[](x: &T) -> bool where [T: PartialEq];
    fn starts_with['n](needle: impl Into<CowSlice<'n, T, C>>) -> bool
        where [T: PartialEq + 'n, C: 'n];
    fn ends_with['n](needle: impl Into<CowSlice<'n, T, C>>) -> bool
        where [T: PartialEq + 'n, C: 'n];
    fn strip_prefix['n](prefix: impl Into<CowSlice<'n, T, C>>) -> Option<CowSlice<'v, T, C>>
        where [T: PartialEq + 'n, C: 'n];
    fn strip_suffix['n](suffix: impl Into<CowSlice<'n, T, C>>) -> Option<CowSlice<'v, T, C>>
        where [T: PartialEq + 'n, C: 'n];
    ///
    /// # Errors
    /// With the index where `x` would be.
    fn binary_search[](x: &T) -> Result<usize, usize> where [T: Ord];
    ///
    /// # Errors
    /// With the index where it would be.
    fn binary_search_by[](f: impl FnMut(&'v T) -> Ordering) -> Result<usize, usize>;
    ///
    /// # Errors
    /// With the index where the key would be.
    fn binary_search_by_key[B: Ord](b: &B, f: impl FnMut(&'v T) -> B) -> Result<usize, usize>;
    fn partition_point[](pred: impl FnMut(&T) -> bool) -> usize;
    fn is_sorted[]() -> bool where [T: PartialOrd];
    fn is_sorted_by[](compare: impl FnMut(&'v T, &'v T) -> bool) -> bool;
    fn is_sorted_by_key[K: PartialOrd](f: impl FnMut(&'v T) -> K) -> bool;
    fn element_offset[](element: &T) -> Option<usize>;
}
