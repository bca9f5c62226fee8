//! The facade over everything that [loom] replaces: atomics, locks, the allocator, and a watch over
//! plain memory.
//!
//! No other file of the workspace names an atomic or the allocator. The switch is the private cfg
//! `cow_loom`, so that no other crate's `--cfg loom` flips it:
//!
//! ```text
//! RUSTFLAGS="--cfg cow_loom" cargo test -p cow-collections-core --release --test loom_block
//! ```
//!
//! [loom]: https://docs.rs/loom

#![expect(clippy::disallowed_methods, reason = "this is the one door to the allocator")]

use core::alloc::Layout;
use core::ptr::NonNull;

pub(crate) use self::imp::{AtomicU16, AtomicU32, Ordering, Watch};
#[cfg(feature = "cell")]
pub(crate) use self::imp::{AtomicU64, AtomicUsize, Condvar, Mutex, MutexGuard, thread_token};

/// Loads the value of an atomic just before a read-modify-write of it.
///
/// Under loom it is itself a read-modify-write that changes nothing. loom decides which interleavings
/// are worth exploring by the last access to each atomic only: a load here would hide an earlier load
/// of another thread, and with it every run in which that one is later.
#[inline(always)]
pub(crate) fn look(atomic: &AtomicU32, order: Ordering) -> u32 {
    #[cfg(cow_loom)]
    return atomic.fetch_add(0, order);
    #[cfg(not(cow_loom))]
    atomic.load(order)
}

/// Allocates `layout`, or ends in [`handle_alloc_error`](alloc::alloc::handle_alloc_error).
///
/// # Safety
/// `layout` has a size greater than zero.
#[inline]
pub(crate) unsafe fn allocate(layout: Layout) -> NonNull<u8> {
    debug_assert!(layout.size() > 0);
    // SAFETY: the size is not zero, by this function's contract.
    let ptr = unsafe { imp::alloc(layout) };
    NonNull::new(ptr).unwrap_or_else(|| alloc::alloc::handle_alloc_error(layout))
}

/// Gives the allocation at `ptr` back.
///
/// # Safety
/// `ptr` came from [`allocate`] or [`reallocate`] with this `layout`, and is not used again.
#[inline]
pub(crate) unsafe fn free(ptr: NonNull<u8>, layout: Layout) {
    // SAFETY: pointer and layout belong together, by this function's contract.
    unsafe { imp::dealloc(ptr.as_ptr(), layout) }
}

/// Moves the allocation at `ptr` to one of `new_size` bytes, keeping the bytes common to both.
///
/// # Safety
/// The same as for [`free`]; moreover `new_size` is not zero and, rounded up to the alignment of `layout`, does
/// not exceed `isize::MAX`.
#[inline]
pub(crate) unsafe fn reallocate(ptr: NonNull<u8>, layout: Layout, new_size: usize) -> NonNull<u8> {
    debug_assert!(new_size > 0);
    // SAFETY: pointer and layout belong together and the new size is legal, by this function's
    // contract.
    let moved = unsafe { imp::realloc(ptr.as_ptr(), layout, new_size) };
    NonNull::new(moved).unwrap_or_else(|| {
        let wanted = Layout::from_size_align(new_size, layout.align());
        alloc::alloc::handle_alloc_error(wanted.unwrap_or(layout))
    })
}

#[cfg(not(cow_loom))]
mod imp {
    pub(crate) use alloc::alloc::{alloc, dealloc, realloc};
    pub(crate) use core::sync::atomic::{AtomicU16, AtomicU32, Ordering};
    #[cfg(feature = "cell")]
    pub(crate) use core::sync::atomic::{AtomicU64, AtomicUsize};
    #[cfg(feature = "cell")]
    pub(crate) use std::sync::{Condvar, Mutex, MutexGuard};

    /// Returns a number that no other living thread has, and that is not zero.
    #[cfg(feature = "cell")]
    #[inline]
    pub(crate) fn thread_token() -> usize {
        std::thread_local!(static TOKEN: u8 = const { 0 });
        TOKEN.with(|token| core::ptr::from_ref(token).addr())
    }

    /// Nothing. Under loom: a cell that reports unsynchronised access to the node that contains it.
    #[derive(Debug)]
    pub(crate) struct Watch;

    impl Watch {
        pub(crate) fn new() -> Self {
            Self
        }

        /// The plain memory of this node is being read.
        #[inline(always)]
        pub(crate) fn read(&self) {}

        /// The plain memory of this node is being written or freed.
        #[inline(always)]
        pub(crate) fn write(&self) {}
    }
}

#[cfg(cow_loom)]
mod imp {
    use core::alloc::Layout;

    pub(crate) use loom::alloc::{alloc, dealloc};
    pub(crate) use loom::sync::atomic::{AtomicU16, AtomicU32, Ordering};
    #[cfg(feature = "cell")]
    pub(crate) use loom::sync::atomic::{AtomicU64, AtomicUsize};
    #[cfg(feature = "cell")]
    pub(crate) use loom::sync::{Condvar, Mutex, MutexGuard};

    /// loom runs its threads on one thread of the system, so the token is in its own storage.
    #[cfg(feature = "cell")]
    pub(crate) fn thread_token() -> usize {
        use alloc::boxed::Box;
        loom::thread_local!(static TOKEN: Box<u8> = Box::new(0));
        TOKEN.with(|token| core::ptr::from_ref::<u8>(token).addr())
    }

    /// loom has no `realloc`: allocate, copy, free.
    pub(crate) unsafe fn realloc(ptr: *mut u8, layout: Layout, new_size: usize) -> *mut u8 {
        let Ok(new) = Layout::from_size_align(new_size, layout.align()) else {
            return core::ptr::null_mut();
        };
        // SAFETY: the size is not zero, by the caller's contract.
        let moved = unsafe { alloc(new) };
        if !moved.is_null() {
            // SAFETY: both allocations are that long, and the new one is distinct.
            unsafe { ptr.copy_to_nonoverlapping(moved, layout.size().min(new_size)) };
            // SAFETY: pointer and layout belong together, by the caller's contract.
            unsafe { dealloc(ptr, layout) };
        }
        moved
    }

    /// A cell through which loom sees reads and writes of a node's plain memory.
    #[derive(Debug)]
    pub(crate) struct Watch(loom::cell::UnsafeCell<()>);

    impl Watch {
        pub(crate) fn new() -> Self {
            Self(loom::cell::UnsafeCell::new(()))
        }

        pub(crate) fn read(&self) {
            self.0.with(|_| ());
        }

        pub(crate) fn write(&self) {
            self.0.with_mut(|_| ());
        }
    }
}
