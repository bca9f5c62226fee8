//! std's panics, out of line.

use core::ops::{Bound, Range, RangeBounds};

#[cold]
#[inline(never)]
#[track_caller]
pub(crate) fn index(index: usize, len: usize) -> ! {
    panic!("index out of bounds: the len is {len} but the index is {index}");
}

#[cold]
#[inline(never)]
#[track_caller]
pub(crate) fn insertion(index: usize, len: usize) -> ! {
    panic!("insertion index (is {index}) should be <= len (is {len})");
}

#[cold]
#[inline(never)]
#[track_caller]
pub(crate) fn removal(index: usize, len: usize) -> ! {
    panic!("removal index (is {index}) should be < len (is {len})");
}

#[cold]
#[inline(never)]
#[track_caller]
pub(crate) fn swap_removal(index: usize, len: usize) -> ! {
    panic!("swap_remove index (is {index}) should be < len (is {len})");
}

#[cold]
#[inline(never)]
#[track_caller]
pub(crate) fn split(at: usize, len: usize) -> ! {
    panic!("`at` split index (is {at}) should be <= len (is {len})");
}

#[cold]
#[inline(never)]
#[track_caller]
pub(crate) fn mid() -> ! {
    panic!("mid > len");
}

#[cold]
#[inline(never)]
#[track_caller]
pub(crate) fn capacity() -> ! {
    panic!("capacity overflow");
}

/// Returns the indices of a range, if it is in bounds.
pub(crate) fn checked_range(range: impl RangeBounds<usize>, len: usize) -> Option<Range<usize>> {
    let start = match range.start_bound() {
        Bound::Included(&start) => start,
        Bound::Excluded(start) => start.checked_add(1)?,
        Bound::Unbounded => 0,
    };
    let end = match range.end_bound() {
        Bound::Included(end) => end.checked_add(1)?,
        Bound::Excluded(&end) => end,
        Bound::Unbounded => len,
    };
    (start <= end && end <= len).then_some(start..end)
}

/// Returns the indices of a range.
///
/// # Panics
/// As a slice does when it is indexed, if the range is out of bounds.
#[track_caller]
pub(crate) fn range(range: impl RangeBounds<usize>, len: usize) -> Range<usize> {
    let start = match range.start_bound() {
        Bound::Included(&start) => start,
        Bound::Excluded(start) => start
            .checked_add(1)
            .unwrap_or_else(|| panic!("attempted to index slice from after maximum usize")),
        Bound::Unbounded => 0,
    };
    let end = match range.end_bound() {
        Bound::Included(end) => end
            .checked_add(1)
            .unwrap_or_else(|| panic!("attempted to index slice up to maximum usize")),
        Bound::Excluded(&end) => end,
        Bound::Unbounded => len,
    };
    if start > end {
        panic!("slice index starts at {start} but ends at {end}");
    }
    if end > len {
        panic!("range end index {end} out of range for slice of length {len}");
    }
    start..end
}
