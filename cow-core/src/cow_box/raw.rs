//! The handle as a raw pointer.

use super::handle::{Arc, CowBox};
use core::mem::ManuallyDrop;

impl<T: ?Sized> CowBox<T> {
    /// Returns a pointer to the value, valid for as long as some handle to it lives.
    ///
    /// ```
    /// use cow_core::CowBox;
    ///
    /// let a = CowBox::new(5);
    /// let b = a.clone();
    /// assert_eq!(CowBox::as_ptr(&a), CowBox::as_ptr(&b));
    /// ```
    #[inline]
    #[must_use]
    pub fn as_ptr(this: &Self) -> *const T {
        Arc::as_ptr(&this.0)
    }

    /// Turns the handle into a pointer to the value, without dropping it.
    ///
    /// To not leak the value, convert the pointer back with [`CowBox::from_raw`].
    ///
    /// ```
    /// use cow_core::CowBox;
    ///
    /// let pointer = CowBox::into_raw(CowBox::new(String::from("kept")));
    /// // SAFETY: the pointer is from `into_raw` and is converted back once.
    /// let back = unsafe { CowBox::from_raw(pointer) };
    /// assert_eq!(*back, "kept");
    /// ```
    #[inline]
    #[must_use = "losing the pointer leaks the value"]
    pub fn into_raw(this: Self) -> *const T {
        Arc::as_ptr(&ManuallyDrop::new(this).0)
    }

    /// Turns a pointer from [`CowBox::into_raw`] back into the handle. O(1).
    ///
    /// # Safety
    ///
    /// * `pointer` was returned by [`CowBox::<U>::into_raw`](CowBox::into_raw), where `U` is `T`, or
    ///   `U` has the size and the alignment of `T` and the value is valid as a `T` for every handle
    ///   that shares it. In particular `pointer` may have been unsized since, from `U` to `T`.
    /// * Each handle given up by `into_raw` is taken back at most once.
    #[inline]
    pub unsafe fn from_raw(pointer: *const T) -> Self {
        // SAFETY: the caller's promise. What stands before the value depends on its size and
        // alignment only, for the block is `repr(C)`: a count, then the value.
        Self(unsafe { Arc::from_raw(pointer) })
    }
}
