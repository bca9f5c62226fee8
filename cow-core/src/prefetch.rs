//! Asks the processor for memory that will be read soon.

use core::ptr::NonNull;

/// How many bytes are asked for: a header, its tags and the first items. The processor sees by itself
/// that the rest is read in order.
const LINES: [usize; 4] = [0, 64, 128, 192];

/// Asks for the beginning of the node at `node`. A hint: it reads nothing, and is nothing on machines
/// for which stable Rust has no such hint.
#[inline]
pub(crate) fn prefetch(node: NonNull<()>) {
    #[cfg(all(target_arch = "x86_64", target_feature = "sse", not(miri)))]
    for line in LINES {
        use core::arch::x86_64::{_MM_HINT_T0, _mm_prefetch};
        let line = node.as_ptr().wrapping_byte_add(line);
        // SAFETY: SSE is part of the target; a prefetch does not fault, whatever the address.
        unsafe { _mm_prefetch::<_MM_HINT_T0>(line.cast()) };
    }
    #[cfg(not(all(target_arch = "x86_64", target_feature = "sse", not(miri))))]
    let _ = (node, LINES);
}
