//! How branches are made, read and copied.

use super::tagged_ptr::{Child, LiveBranch, SLOTS, TaggedPtr};
use crate::block::Fresh;
use crate::count::{Counter, RefCount};

/// A branch under construction, or whose children are being moved out.
pub(super) type FreshBranch<T, C> = Fresh<(), TaggedPtr<T, C>, C>;

/// Returns a branch with these pointers.
#[inline]
pub(super) fn new<T, C: RefCount>(ptrs: &[TaggedPtr<T, C>; SLOTS]) -> FreshBranch<T, C> {
    let branch = Fresh::new((), SLOTS);
    // SAFETY: there is room for as many pointers, which are copied freely.
    unsafe { branch.live().copy_in(0, ptrs) };
    // SAFETY: so many are initialised now.
    unsafe { branch.live().set_len(SLOTS) };
    branch
}

impl<T, C: RefCount> LiveBranch<'_, T, C> {
    /// Returns the pointer in a slot, of which the low four bits count.
    #[inline]
    pub(super) fn ptr(self, slot: usize) -> TaggedPtr<T, C> {
        // SAFETY: a branch has that many items, all initialised; pointers are copied freely.
        unsafe { self.take(slot % SLOTS) }
    }

    /// Returns a copy of the branch. All children have one owner more, but the one whose run begins at `but`.
    ///
    /// # Safety
    /// Nothing writes to the branch meanwhile.
    #[inline]
    unsafe fn copy_but(self, but: usize) -> FreshBranch<T, C> {
        for slot in 0..SLOTS {
            let ptr = self.ptr(slot);
            if ptr.begins_at(slot) && slot != but {
                // SAFETY: the child is live, since the branch is.
                unsafe { ptr.count() }.increment();
            }
        }
        // SAFETY: a branch has that many items, all initialised, and not written to meanwhile.
        let ptrs = unsafe { self.items().cast().as_ref() };
        new(ptrs)
    }

    /// Returns a copy of the branch in which the run of `slot` leads to `new` instead. All other children
    /// have one owner more.
    ///
    /// # Safety
    /// Nothing writes to the branch meanwhile.
    #[inline]
    pub(super) unsafe fn copy_with(self, slot: usize, new: TaggedPtr<T, C>) -> FreshBranch<T, C> {
        let first = (slot % SLOTS) & !new.span();
        // SAFETY: by this function's contract.
        let copy = unsafe { self.copy_but(first) };
        for slot in first..=first + new.span() {
            // SAFETY: there is such a slot, and nothing else has a pointer to the copy.
            unsafe { copy.live().put(slot, new) };
        }
        copy
    }

    /// Returns a copy of the branch. All children have one owner more.
    ///
    /// # Safety
    /// Nothing writes to the branch meanwhile.
    pub(super) unsafe fn copy(self) -> FreshBranch<T, C> {
        // SAFETY: by this function's contract; no run begins after the last slot.
        unsafe { self.copy_but(SLOTS) }
    }

    /// Prefetches the next child during a traversal: the next leaf, or, since the next branch was prefetched
    /// when the traversal reached the branch before it, its first child and the branch after it.
    ///
    /// # Safety
    /// The children after the slot are live, and nothing writes to these meanwhile.
    #[inline]
    pub(super) unsafe fn prefetch_next(self, slot: usize) {
        let after = (slot | self.ptr(slot).span()) + 1;
        if after >= SLOTS {
            return;
        }
        let next = self.ptr(after);
        // SAFETY: by this function's contract.
        let Child::Branch(child) = (unsafe { next.child() }) else { return next.prefetch() };
        child.ptr(0).prefetch();
        if after + 1 < SLOTS {
            self.ptr(after + 1).prefetch();
        }
    }
}
