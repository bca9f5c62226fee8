//! The one place that allocates, copies and frees fans.

use super::word::{Child, RawFan, SLOTS, Word};
use crate::block::Capacity;
use crate::count::{Counter, RefCount};
use core::ptr::NonNull;

const CAPACITY: Capacity = Capacity::holding(SLOTS);

/// A fan with one owner and these words.
///
/// # Safety
/// The words satisfy the invariants of a fan, which takes over the counts.
#[inline]
pub(super) unsafe fn new<T, C: RefCount>(words: [Word<T, C>; SLOTS]) -> RawFan<T, C> {
    // SAFETY: the source is as many words, and they satisfy the invariants.
    unsafe { new_from(NonNull::from(&words).cast()) }
}

/// A fan with one owner and the words that begin at `source`.
///
/// # Safety
/// `source` is valid for reads of [`SLOTS`] words, and these satisfy the invariants of a fan, which
/// takes over the counts.
#[inline]
unsafe fn new_from<T, C: RefCount>(source: NonNull<Word<T, C>>) -> RawFan<T, C> {
    let fan = RawFan::allocate((), CAPACITY);
    // SAFETY: the fan is live.
    let words = unsafe { fan.items() };
    // SAFETY: there is room for as many words, in an allocation of its own.
    unsafe { words.copy_from_nonoverlapping(source, SLOTS) };
    // SAFETY: the fan is live, new, and has as many items, which are initialised.
    unsafe { fan.set_len(SLOTS) };
    fan
}

/// The word in a slot, of which the low four bits count.
///
/// # Safety
/// The fan is live, and nobody writes to it meanwhile.
#[inline]
pub(super) unsafe fn word<T, C: RefCount>(fan: RawFan<T, C>, slot: usize) -> Word<T, C> {
    // SAFETY: the fan is live.
    let place = unsafe { place(fan, slot) };
    // SAFETY: a fan has that many items, all initialised.
    unsafe { place.read() }
}

/// Where the word of a slot is, of which the low four bits count.
///
/// # Safety
/// The fan is live.
#[inline]
pub(super) unsafe fn place<T, C: RefCount>(fan: RawFan<T, C>, slot: usize) -> NonNull<Word<T, C>> {
    // SAFETY: the fan is live.
    let words = unsafe { fan.items() };
    // SAFETY: the index is less than the number of slots.
    unsafe { words.add(slot % SLOTS) }
}

/// A copy of a fan. All children have one owner more, but the one whose run begins at `but`.
///
/// # Safety
/// The fan is live, and nobody writes to it meanwhile. If a run begins at `but`, the caller gives the
/// copy an owner of that child, or another child.
#[inline]
unsafe fn copy_but<T, C: RefCount>(fan: RawFan<T, C>, but: usize) -> RawFan<T, C> {
    for slot in 0..SLOTS {
        // SAFETY: the fan is live, and not written to.
        let word = unsafe { word(fan, slot) };
        if word.begins_at(slot) && slot != but {
            // SAFETY: the child is live, since the fan is.
            unsafe { word.count() }.increment();
        }
    }
    // SAFETY: the fan is live.
    let words = unsafe { fan.items() };
    // SAFETY: a fan has that many words, and their runs have just been counted once more, or will be
    // made good by the caller.
    unsafe { new_from(words) }
}

/// A copy of a fan in which the run of `slot` leads to `new` instead. All other children have one
/// owner more.
///
/// # Safety
/// The fan is live, and nobody writes to it meanwhile; `new` leads to a live node, has the span of the
/// run, and the copy takes over its count.
#[inline]
pub(super) unsafe fn copy_with<T, C: RefCount>(
    fan: RawFan<T, C>,
    slot: usize,
    new: Word<T, C>,
) -> RawFan<T, C> {
    let first = (slot % SLOTS) & !new.span();
    // SAFETY: by this function's contract; the run that begins there is written below.
    let copy = unsafe { copy_but(fan, first) };
    for i in 0..=new.span() {
        // SAFETY: the copy is live.
        let place = unsafe { place(copy, first + i) };
        // SAFETY: the place is valid, and nobody else knows the copy.
        unsafe { place.write(new) };
    }
    copy
}

/// A copy of a fan. All children have one owner more.
///
/// # Safety
/// The fan is live, and nobody writes to it meanwhile.
pub(super) unsafe fn copy<T, C: RefCount>(fan: RawFan<T, C>) -> RawFan<T, C> {
    // SAFETY: by this function's contract; no run begins behind the last slot.
    unsafe { copy_but(fan, SLOTS) }
}

/// Asks the processor for what comes behind the child in a slot, on a way through all that is below a
/// fan: for the next leaf, or, since the next fan has been asked for when the way came to the one
/// before, for its first child and the fan behind it.
///
/// # Safety
/// The fan is live, the children behind the slot too, and nobody writes to these meanwhile.
#[inline]
pub(super) unsafe fn prefetch_behind<T, C: RefCount>(fan: RawFan<T, C>, slot: usize) {
    // SAFETY: the fan is live.
    let behind = (slot | unsafe { word(fan, slot) }.span()) + 1;
    if behind >= SLOTS {
        return;
    }
    // SAFETY: the fan is live.
    let next = unsafe { word(fan, behind) };
    let Child::Fan(child) = next.child() else { return next.prefetch() };
    // SAFETY: the child is live, and not written to.
    unsafe { word(child, 0) }.prefetch();
    if behind + 1 < SLOTS {
        // SAFETY: the fan is live.
        unsafe { word(fan, behind + 1) }.prefetch();
    }
}
