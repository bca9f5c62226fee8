//! A hint to the processor.

use core::ptr::NonNull;

/// Starts to fetch the cache line that is `offset` bytes behind `ptr`, which need not be readable.
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
