//! The one place that allocates, copies and frees branches.

use super::tagged_ptr::{Child, RawBranch, SLOTS, TaggedPtr};
use crate::block::Capacity;
use crate::count::{Counter, RefCount};
use core::ptr::NonNull;

const CAPACITY: Capacity = Capacity::holding(SLOTS);

/// Returns a branch with one owner and these pointers.
///
/// # Safety
/// The pointers satisfy the invariants of a branch, which takes over the counts.
#[inline]
pub(super) unsafe fn new<T, C: RefCount>(ptrs: [TaggedPtr<T, C>; SLOTS]) -> RawBranch<T, C> {
    // SAFETY: the source is as many pointers, and they satisfy the invariants.
    unsafe { new_from(NonNull::from(&ptrs).cast()) }
}

/// Returns a branch with one owner and the pointers that begin at `source`.
///
/// # Safety
/// `source` is valid for reads of [`SLOTS`] pointers, and these satisfy the invariants of a branch, which
/// takes over the counts.
#[inline]
unsafe fn new_from<T, C: RefCount>(source: NonNull<TaggedPtr<T, C>>) -> RawBranch<T, C> {
    let branch = RawBranch::allocate((), CAPACITY);
    // SAFETY: the branch is live.
    let ptrs = unsafe { branch.items() };
    // SAFETY: there is room for as many pointers, in an allocation of its own.
    unsafe { ptrs.copy_from_nonoverlapping(source, SLOTS) };
    // SAFETY: the branch is live, new, and has as many items, which are initialised.
    unsafe { branch.set_len(SLOTS) };
    branch
}

/// Returns the pointer in a slot, of which the low four bits count.
///
/// # Safety
/// The branch is live, and nothing writes to it meanwhile.
#[inline]
pub(super) unsafe fn ptr<T, C: RefCount>(branch: RawBranch<T, C>, slot: usize) -> TaggedPtr<T, C> {
    // SAFETY: the branch is live.
    let place = unsafe { place(branch, slot) };
    // SAFETY: a branch has that many items, all initialised.
    unsafe { place.read() }
}

/// Returns where the pointer of a slot is, of which the low four bits count.
///
/// # Safety
/// The branch is live.
#[inline]
pub(super) unsafe fn place<T, C: RefCount>(
    branch: RawBranch<T, C>,
    slot: usize,
) -> NonNull<TaggedPtr<T, C>> {
    // SAFETY: the branch is live.
    let ptrs = unsafe { branch.items() };
    // SAFETY: the index is less than the number of slots.
    unsafe { ptrs.add(slot % SLOTS) }
}

/// Returns a copy of a branch. All children have one owner more, but the one whose run begins at `but`.
///
/// # Safety
/// The branch is live, and nothing writes to it meanwhile. If a run begins at `but`, the caller gives the
/// copy an owner of that child, or another child.
#[inline]
unsafe fn copy_but<T, C: RefCount>(branch: RawBranch<T, C>, but: usize) -> RawBranch<T, C> {
    for slot in 0..SLOTS {
        // SAFETY: the branch is live, and not written to.
        let ptr = unsafe { ptr(branch, slot) };
        if ptr.begins_at(slot) && slot != but {
            // SAFETY: the child is live, since the branch is.
            unsafe { ptr.count() }.increment();
        }
    }
    // SAFETY: the branch is live.
    let ptrs = unsafe { branch.items() };
    // SAFETY: a branch has that many pointers, and their runs have just been counted once more, or will be
    // made good by the caller.
    unsafe { new_from(ptrs) }
}

/// Returns a copy of a branch in which the run of `slot` leads to `new` instead. All other children
/// have one owner more.
///
/// # Safety
/// The branch is live, and nothing writes to it meanwhile; `new` leads to a live node, has the span of the
/// run, and the copy takes over its count.
#[inline]
pub(super) unsafe fn copy_with<T, C: RefCount>(
    branch: RawBranch<T, C>,
    slot: usize,
    new: TaggedPtr<T, C>,
) -> RawBranch<T, C> {
    let first = (slot % SLOTS) & !new.span();
    // SAFETY: by this function's contract; the run that begins there is written below.
    let copy = unsafe { copy_but(branch, first) };
    for i in 0..=new.span() {
        // SAFETY: the copy is live.
        let place = unsafe { place(copy, first + i) };
        // SAFETY: the place is valid, and nothing else has a pointer to the copy.
        unsafe { place.write(new) };
    }
    copy
}

/// Returns a copy of a branch. All children have one owner more.
///
/// # Safety
/// The branch is live, and nothing writes to it meanwhile.
pub(super) unsafe fn copy<T, C: RefCount>(branch: RawBranch<T, C>) -> RawBranch<T, C> {
    // SAFETY: by this function's contract; no run begins after the last slot.
    unsafe { copy_but(branch, SLOTS) }
}

/// Prefetches the next child during a traversal: the next leaf, or, since the next branch was prefetched
/// when the traversal reached the branch before it, its first child and the branch after it.
///
/// # Safety
/// The branch is live, its children after the slot too, and nothing writes to these meanwhile.
#[inline]
pub(super) unsafe fn prefetch_next<T, C: RefCount>(branch: RawBranch<T, C>, slot: usize) {
    // SAFETY: the branch is live.
    let after = (slot | unsafe { ptr(branch, slot) }.span()) + 1;
    if after >= SLOTS {
        return;
    }
    // SAFETY: the branch is live.
    let next = unsafe { ptr(branch, after) };
    let Child::Branch(child) = next.child() else { return next.prefetch() };
    // SAFETY: the child is live, and not written to.
    unsafe { ptr(child, 0) }.prefetch();
    if after + 1 < SLOTS {
        // SAFETY: the branch is live.
        unsafe { ptr(branch, after + 1) }.prefetch();
    }
}
