//! From sized to unsized values and back: trait objects, arrays and slices, strings and bytes.

use super::handle::CowBox;
use core::any::Any;

/// Turns a `CowBox<T>` into a `CowBox` of a type that `T` unsizes to, such as a trait object.
///
/// Std's `Arc` does this by itself, with compiler support that other pointers do not have on stable
/// Rust. `unsize!(handle => Type)` is the nearest thing: O(1), no copy, all handles go on sharing
/// the value, and only conversions that the compiler would accept for `&T` are accepted here.
///
/// ```
/// use cow_core::{CowBox, unsize};
/// use std::fmt::Display;
///
/// let five = CowBox::new(5);
/// let shown: CowBox<dyn Display + Send + Sync> = unsize!(five.clone() => dyn Display + Send + Sync);
/// assert_eq!(shown.to_string(), "5");
/// assert_eq!(CowBox::strong_count(&five), 2);
/// ```
///
/// It may be used where `unsafe` is forbidden.
///
/// ```
/// #![forbid(unsafe_code)]
/// use cow_core::{CowBox, unsize};
///
/// let call = unsize!(CowBox::new(|n| n + 1) => dyn Fn(u8) -> u8);
/// assert_eq!(call(1), 2);
/// ```
///
/// A value that does not have the trait, or does not live as long as the trait object says, is
/// refused:
///
/// ```compile_fail,E0277
/// use cow_core::{CowBox, unsize};
/// let _ = unsize!(CowBox::new(vec![1]) => dyn std::fmt::Display);
/// ```
///
/// ```compile_fail,E0597
/// use cow_core::{CowBox, unsize};
/// let long: CowBox<dyn std::fmt::Display> = {
///     let local = 5;
///     unsize!(CowBox::new(&local) => dyn std::fmt::Display)
/// };
/// ```
#[macro_export]
macro_rules! unsize {
    ($handle:expr => $unsized:ty) => {{
        let pointer = $crate::CowBox::into_raw($handle);
        // The compiler unsizes a raw pointer here, or refuses; no other conversion changes its type.
        let pointer: *const $unsized = pointer;
        // SAFETY: the pointer is from the `into_raw` above and was unsized since, at most.
        unsafe {
            $crate::CowBox::from_raw(pointer)
        }
    }};
}

impl CowBox<dyn Any + Send + Sync> {
    /// Returns the handle as one to a `T`, if the value is one. O(1), no copy.
    ///
    /// # Errors
    ///
    /// Returns `self` if the value is not a `T`.
    ///
    /// ```
    /// use cow_core::{CowBox, unsize};
    /// use std::any::Any;
    ///
    /// let value = unsize!(CowBox::new(5_u8) => dyn Any + Send + Sync);
    /// let value = value.downcast::<char>().unwrap_err();
    /// assert_eq!(*value.downcast::<u8>().unwrap(), 5);
    /// ```
    pub fn downcast<T: Any + Send + Sync>(self) -> Result<CowBox<T>, Self> {
        if !self.is::<T>() {
            return Err(self);
        }
        let pointer = CowBox::into_raw(self).cast::<T>();
        // SAFETY: the pointer is from the `into_raw` above, and `is` says that the value is a
        // `T`, whichever handle reads it.
        Ok(unsafe { CowBox::from_raw(pointer) })
    }
}

/// O(1), without a copy.
impl<T, const N: usize> From<CowBox<[T; N]>> for CowBox<[T]> {
    #[inline]
    fn from(array: CowBox<[T; N]>) -> Self {
        unsize!(array => [T])
    }
}

/// O(1), without a copy. Fails, and returns the slice, if its length is not `N`.
impl<T, const N: usize> TryFrom<CowBox<[T]>> for CowBox<[T; N]> {
    type Error = CowBox<[T]>;

    fn try_from(slice: CowBox<[T]>) -> Result<Self, Self::Error> {
        if slice.len() != N {
            return Err(slice);
        }
        let pointer = CowBox::into_raw(slice).cast::<[T; N]>();
        // SAFETY: the pointer is from the `into_raw` above, and a slice of `N` elements is laid
        // out as an array of `N` elements.
        Ok(unsafe { CowBox::from_raw(pointer) })
    }
}

/// O(1), without a copy.
impl From<CowBox<str>> for CowBox<[u8]> {
    #[inline]
    fn from(text: CowBox<str>) -> Self {
        let pointer = CowBox::into_raw(text) as *const [u8];
        // SAFETY: the pointer is from the `into_raw` above; `str` has the layout of `[u8]`, and
        // its bytes cannot become anything but a `str` to those that still share them, for they are
        // written only while the count is one.
        unsafe { CowBox::from_raw(pointer) }
    }
}
