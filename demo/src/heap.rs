//! An allocator that counts the bytes and blocks that this thread holds.
//!
//! It counts per thread in a plain cell: no locked instruction enters the timed parts, and what a
//! progress bar allocates on a thread of its own is not taken for a snapshot. The crates that were
//! looked at (`stats_alloc`, `cap`) change shared atomic counters twice or more per allocation and
//! count the bytes asked for; here a block counts as malloc holds it, rounding and header included.
//!
//! Install it in a binary or a test:
//!
//! ```
//! #[global_allocator]
//! static HEAP: demo::heap::Counting = demo::heap::Counting;
//!
//! let before = demo::heap::held();
//! let text = "x".repeat(1000);
//! assert!(demo::heap::held() >= before + 1000);
//! drop(text);
//! assert_eq!(demo::heap::held(), before);
//! ```
#![expect(
    unsafe_code,
    reason = "GlobalAlloc is an unsafe trait; nothing is done but count and pass on"
)]

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

thread_local! {
    /// Bytes allocated less bytes freed on this thread. Negative when it frees what others allocated.
    static HELD: Cell<isize> = const { Cell::new(0) };
    /// Blocks allocated less blocks freed on this thread.
    static BLOCKS: Cell<isize> = const { Cell::new(0) };
}

/// The system's allocator, counted.
#[derive(Clone, Copy, Debug, Default)]
pub struct Counting;

/// Bytes that this thread has allocated and not freed, as malloc holds them. Stays 0 where
/// [`Counting`] is not the global allocator.
pub fn held() -> isize {
    HELD.get()
}

/// Blocks that this thread has allocated and not freed. Stays 0 as [`held`] does.
pub fn blocks() -> isize {
    BLOCKS.get()
}

/// Adds the block to the counts, or takes it off.
fn count(block: *mut u8, layout: Layout, sign: isize) {
    if !block.is_null() {
        HELD.set(HELD.get() + sign * footprint(block, layout) as isize);
        BLOCKS.set(BLOCKS.get() + sign);
    }
}

/// Returns the bytes that glibc's malloc spends on a block: what it can hold and the header before
/// it.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
fn footprint(block: *mut u8, _layout: Layout) -> usize {
    // SAFETY: callers pass a live block of `System`, which is malloc's on this target.
    let usable = unsafe { libc::malloc_usable_size(block.cast()) };
    usable + size_of::<usize>()
}

/// Returns the bytes asked for: other allocators do not say what they spend.
#[cfg(not(all(target_os = "linux", target_env = "gnu")))]
fn footprint(_block: *mut u8, layout: Layout) -> usize {
    layout.size()
}

// SAFETY: every call goes to `System` with its arguments, and returns what `System` does.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller keeps `alloc`'s contract.
        let block = unsafe { System.alloc(layout) };
        count(block, layout, 1);
        block
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller keeps `alloc_zeroed`'s contract.
        let block = unsafe { System.alloc_zeroed(layout) };
        count(block, layout, 1);
        block
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        count(block, layout, -1);
        // SAFETY: the caller keeps `dealloc`'s contract.
        unsafe { System.dealloc(block, layout) }
    }

    unsafe fn realloc(&self, block: *mut u8, layout: Layout, new_size: usize) -> *mut u8 {
        count(block, layout, -1);
        // SAFETY: the caller keeps `realloc`'s contract.
        let moved = unsafe { System.realloc(block, layout, new_size) };
        if moved.is_null() {
            // The old block stands as it was.
            count(block, layout, 1);
        } else {
            // SAFETY: the caller of `realloc` promises that `new_size`, rounded up to the
            // alignment, does not exceed `isize::MAX`.
            count(moved, unsafe { Layout::from_size_align_unchecked(new_size, layout.align()) }, 1);
        }
        moved
    }
}
