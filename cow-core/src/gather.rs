//! Several slices, shown as one.

use alloc::vec::Vec;
use core::ptr::NonNull;
use core::slice;

/// Passes the items of several slices to `edit` as one slice, one after the other. What is there
/// afterwards is what they have then, also if `edit` panics.
///
/// O(n): moves the items to a buffer, and back.
///
/// # Panics
/// If there are more than `usize::MAX` items, and if `edit` does.
///
/// ```
/// let (mut a, mut b) = ([5, 3], [4, 1, 2]);
/// cow_core::gather(&mut [&mut a, &mut b], |items| items.sort());
/// assert_eq!((a, b), ([1, 2], [3, 4, 5]));
/// ```
pub fn gather<T, R>(slices: &mut [&mut [T]], edit: impl FnOnce(&mut [T]) -> R) -> R {
    let len = slices.iter().try_fold(0_usize, |sum, slice| sum.checked_add(slice.len()));
    let len = len.expect("more items than there are numbers");
    let mut buffer = Vec::with_capacity(len);
    let first = NonNull::from(buffer.spare_capacity_mut()).cast::<T>();
    let mut end = first;
    for slice in slices.iter() {
        let items = NonNull::from(&**slice).cast::<T>();
        // SAFETY: the buffer has room for the items of all slices, and is no part of any. From here
        // on the items in the slices are not used, until they are overwritten.
        unsafe { items.copy_to_nonoverlapping(end, slice.len()) };
        // SAFETY: so many items have been written.
        end = unsafe { end.add(slice.len()) };
    }
    let gathered = Gathered { slices, _buffer: buffer, first };
    // SAFETY: that many items are in the buffer, nothing else uses it, and it lives as long as
    // `gathered`.
    let result = edit(unsafe { slice::from_raw_parts_mut(first.as_ptr(), len) });
    drop(gathered);
    result
}

/// Moves the items back when dropped.
struct Gathered<'a, 's, T> {
    slices: &'a mut [&'s mut [T]],
    /// Its length is zero, so it drops no items.
    _buffer: Vec<T>,
    /// Where the items are, as many as the slices have together.
    first: NonNull<T>,
}

impl<T> Drop for Gathered<'_, '_, T> {
    fn drop(&mut self) {
        let mut first = self.first;
        for slice in self.slices.iter_mut() {
            let place = NonNull::from(&mut **slice).cast::<T>();
            // SAFETY: so many items are in the buffer from here on. What the slice has are the moved
            // items' old bits: nothing to be dropped.
            unsafe { first.copy_to_nonoverlapping(place, slice.len()) };
            // SAFETY: within the items.
            first = unsafe { first.add(slice.len()) };
        }
    }
}
