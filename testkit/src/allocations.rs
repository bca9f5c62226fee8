//! How often a thread allocates, and what happens when it cannot.
#![expect(
    unsafe_code,
    reason = "GlobalAlloc is an unsafe trait; nothing is done but count and pass on"
)]

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

thread_local! {
    /// Allocations and resizes of this thread.
    static MADE: Cell<u64> = const { Cell::new(0) };
    /// How many allocations are left until one fails; none does at zero.
    static LEFT: Cell<u64> = const { Cell::new(0) };
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

/// The system's allocator, which has no memory left at a chosen call of one thread. To be the global allocator of a
/// test binary.
///
/// What runs out of memory ends the process, as with std's collections: so [`fail_at`](Self::fail_at) is for a child of
/// [`must_abort_each`](crate::must_abort_each).
#[derive(Clone, Copy, Debug, Default)]
pub struct FailingAllocator;

impl FailingAllocator {
    /// Runs `f`; the `k`-th allocation on this thread meanwhile, or growth or shrinking of a block, fails.
    pub fn fail_at<R>(k: u64, f: impl FnOnce() -> R) -> R {
        LEFT.set(k);
        let result = f();
        LEFT.set(0);
        result
    }

    /// Returns `true` if this call is the one that fails.
    fn fails() -> bool {
        let left = LEFT.get();
        LEFT.set(left.saturating_sub(1));
        left == 1
    }
}

/// Returns how often `f` allocates on this thread, or lets a block grow or shrink.
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

// SAFETY: every call goes to `System` with its arguments, and returns what `System` does.
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

// SAFETY: every call goes to `System` with the arguments it came with, or is answered by null, which says that there is no
// memory.
unsafe impl GlobalAlloc for FailingAllocator {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        if Self::fails() {
            return std::ptr::null_mut();
        }
        // SAFETY: the caller keeps `alloc`'s contract.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        // SAFETY: the caller keeps `dealloc`'s contract.
        unsafe { System.dealloc(block, layout) }
    }

    unsafe fn realloc(&self, block: *mut u8, layout: Layout, new_size: usize) -> *mut u8 {
        if Self::fails() {
            return std::ptr::null_mut();
        }
        // SAFETY: the caller keeps `realloc`'s contract.
        unsafe { System.realloc(block, layout, new_size) }
    }
}
