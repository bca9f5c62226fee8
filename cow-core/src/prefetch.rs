//! A hint to the processor.

use core::ops::Range;
use core::ptr::NonNull;

/// The size of a cache line in bytes, on most processors.
const LINE: usize = 64;

/// Starts to fetch the cache lines of the bytes at `offsets` after `ptr`, which need not be readable.
#[inline(always)]
pub(crate) fn prefetch_range(ptr: NonNull<()>, offsets: Range<usize>) {
    // By hand, which `step_by` is not as short as.
    let mut offset = offsets.start;
    while offset < offsets.end {
        prefetch(ptr, offset);
        offset += LINE;
    }
}

/// Starts to fetch the cache line that is `offset` bytes after `ptr`, which need not be readable.
#[inline(always)]
pub(crate) fn prefetch(ptr: NonNull<()>, offset: usize) {
    let line = ptr.as_ptr().wrapping_byte_add(offset);
    #[cfg(all(target_arch = "x86_64", target_feature = "sse", not(miri)))]
    {
        use core::arch::x86_64::{_MM_HINT_T0, _mm_prefetch};
        // SAFETY: a prefetch reads nothing that the program can see, and never faults; SSE is there.
        unsafe { _mm_prefetch::<_MM_HINT_T0>(line.cast::<i8>()) };
    }
    #[cfg(not(all(target_arch = "x86_64", target_feature = "sse", not(miri))))]
    let _ = line;
}
