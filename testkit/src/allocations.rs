//! How often a thread allocates.
#![allow(
    unsafe_code,
    reason = "GlobalAlloc is an unsafe trait; nothing is done but count and pass on"
)]

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

thread_local! {
    /// Allocations and resizes of this thread.
    static MADE: Cell<u64> = const { Cell::new(0) };
}

/// The system's allocator, which counts allocations thread by thread. To be the global allocator of a test binary:
///
/// ```
/// #[global_allocator]
/// static ALLOCATOR: testkit::CountingAllocator = testkit::CountingAllocator;
///
/// assert_eq!(testkit::allocations_in(|| drop(Box::new(1))), 1);
/// assert_eq!(testkit::allocations_in(|| drop(Vec::<u8>::new())), 0);
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct CountingAllocator;

/// How often `f` allocates on this thread, or lets a block grow or shrink.
///
/// # Panics
///
/// If [`CountingAllocator`] is not the global allocator: then there would be nothing to see.
pub fn allocations_in<R>(f: impl FnOnce() -> R) -> u64 {
    let before = MADE.get();
    drop(std::hint::black_box(Box::new(0_u8)));
    assert_ne!(MADE.get(), before, "the global allocator is not the one that counts");
    let before = MADE.get();
    drop(f());
    MADE.get() - before
}

fn count() {
    MADE.set(MADE.get() + 1);
}

// SAFETY: every call goes to `System` with the arguments it came with, and its answer comes back.
unsafe impl GlobalAlloc for CountingAllocator {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count();
        // SAFETY: the caller keeps `alloc`'s contract.
        unsafe { System.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        count();
        // SAFETY: the caller keeps `alloc_zeroed`'s contract.
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        // SAFETY: the caller keeps `dealloc`'s contract.
        unsafe { System.dealloc(block, layout) }
    }

    unsafe fn realloc(&self, block: *mut u8, layout: Layout, new_size: usize) -> *mut u8 {
        count();
        // SAFETY: the caller keeps `realloc`'s contract.
        unsafe { System.realloc(block, layout, new_size) }
    }
}
