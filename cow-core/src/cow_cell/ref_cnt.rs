//! `CowBox` as a pointer for [`arc_swap`].

use crate::CowBox;
use arc_swap::RefCnt;

/// Lets an [`ArcSwapAny`](arc_swap::ArcSwapAny) hold a `CowBox` as it holds an `Arc`.
///
/// ```
/// use arc_swap::ArcSwapAny;
/// use cow_core::CowBox;
///
/// let current: ArcSwapAny<_> = ArcSwapAny::new(CowBox::new(1));
/// let before = current.swap(CowBox::new(2));
/// assert_eq!((*before, **current.load()), (1, 2));
/// ```
// SAFETY: what `RefCnt` requires:
// * Clone and drop of a `CowBox` add and take one of the value's count, and `into_ptr`, `as_ptr` and
//   `from_ptr` leave it alone.
// * Two `CowBox`es with equal pointers have one value and one count, also if the value is of size
//   zero: the count is in the same allocation and ends at the value or, if that is more strictly
//   aligned, at padding before it. So the byte before the value belongs to this allocation alone. The
//   same holds of `Arc` and `Rc`, so that no pointer of theirs equals one of ours. A pointer to the
//   start of an allocation, as `triomphe::ThinArc` has, could equal that of a value without size right
//   before it, if an allocator packs blocks so tightly; std's `Arc<()>` is no better off.
// * The one type that shares the count of a `CowBox` is `triomphe::Arc`, which is a `RefCnt` if its
//   feature `arc-swap` is on: with the same tag, zero, and the same count. No pointer is null.
// * None of the functions panics. A count that overflows aborts.
// * A `CowBox` is a pointer: moving it does not move the value.
unsafe impl<T> RefCnt for CowBox<T> {
    type Base = T;

    #[inline]
    fn into_ptr(me: Self) -> *mut T {
        CowBox::into_raw(me).cast_mut()
    }

    #[inline]
    fn as_ptr(me: &Self) -> *mut T {
        CowBox::as_ptr(me).cast_mut()
    }

    #[inline]
    unsafe fn from_ptr(ptr: *const T) -> Self {
        // SAFETY: `ptr` is from `into_ptr`, and arc-swap gives each `CowBox` so made back, or
        // forgets it, unless it owns one of the count.
        unsafe { CowBox::from_raw(ptr) }
    }
}
