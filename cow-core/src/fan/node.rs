//! The one place that allocates, copies and frees fans.

use super::word::{RawFan, SLOTS, Word};
use crate::block::Capacity;
use crate::count::{Count, Kind};
use core::ptr::NonNull;

const CAPACITY: Capacity = Capacity::holding(SLOTS);

/// A fan with one owner and these words.
///
/// # Safety
/// The words satisfy the invariants of a fan, which takes over the counts.
#[inline]
pub(super) unsafe fn new<T, P: Kind>(words: [Word<T, P>; SLOTS]) -> RawFan<T, P> {
    let fan = RawFan::allocate((), CAPACITY);
    // SAFETY: the fan is live.
    let place = unsafe { fan.items() };
    // SAFETY: there is room for as many words.
    unsafe { place.cast().write(words) };
    // SAFETY: the fan is live, new, and has as many items, which are initialised.
    unsafe { fan.set_len(SLOTS) };
    fan
}

/// The words of a fan.
///
/// # Safety
/// The fan is live, and nobody writes to it meanwhile.
#[inline]
pub(super) unsafe fn words<T, P: Kind>(fan: RawFan<T, P>) -> [Word<T, P>; SLOTS] {
    // SAFETY: the fan is live.
    let words = unsafe { fan.items() };
    // SAFETY: a fan has that many items, all initialised.
    unsafe { words.cast().read() }
}

/// The word in a slot, of which the low four bits count.
///
/// # Safety
/// As [`words`].
#[inline]
pub(super) unsafe fn word<T, P: Kind>(fan: RawFan<T, P>, slot: usize) -> Word<T, P> {
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
pub(super) unsafe fn place<T, P: Kind>(fan: RawFan<T, P>, slot: usize) -> NonNull<Word<T, P>> {
    // SAFETY: the fan is live.
    let words = unsafe { fan.items() };
    // SAFETY: the index is less than the number of slots.
    unsafe { words.add(slot % SLOTS) }
}

/// A copy of a fan in which the run of `slot` leads to `new` instead. All other children have one
/// owner more.
///
/// # Safety
/// As [`words`]; `new` leads to a live node, has the span of the run, and the fan takes over its
/// count.
#[inline]
pub(super) unsafe fn copy_with<T, P: Kind>(
    fan: RawFan<T, P>,
    slot: usize,
    new: Word<T, P>,
) -> RawFan<T, P> {
    // SAFETY: by this function's contract.
    let mut words = unsafe { words(fan) };
    let span = new.span();
    for (i, word) in words.iter_mut().enumerate() {
        if ((i ^ slot) % SLOTS) & !span == 0 {
            *word = new;
        } else if word.begins_at(i) {
            // SAFETY: the child is live, since the fan is.
            unsafe { word.count() }.increment();
        }
    }
    // SAFETY: the runs are those of `fan`, all but one counted once more, the other one being new.
    unsafe { self::new(words) }
}

/// A copy of a fan. All children have one owner more.
///
/// # Safety
/// As [`words`].
pub(super) unsafe fn copy<T, P: Kind>(fan: RawFan<T, P>) -> RawFan<T, P> {
    // SAFETY: by this function's contract.
    let words = unsafe { words(fan) };
    for (i, word) in words.iter().enumerate() {
        if word.begins_at(i) {
            // SAFETY: the child is live, since the fan is.
            unsafe { word.count() }.increment();
        }
    }
    // SAFETY: the runs are those of `fan`, all counted once more.
    unsafe { self::new(words) }
}
