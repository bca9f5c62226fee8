//! What is in a place, by one test of its count.

use super::link::Link;
use super::node;
use super::slot::SlotMut;
use super::view::View;
use super::word::{Child, RawFan, SLOT_BITS, SLOTS, Word};
use crate::block::{BlockMut, Capacity, RawBlock};
use crate::count::{Atomic, Counter, RefCount};
use crate::tagged::{TagFresh, TagMut, Tags};
use core::array;
use core::iter::FusedIterator;
use core::marker::PhantomData;
use core::ptr::NonNull;

/// What is in a place.
pub enum Open<'a, T, C: RefCount> {
    /// A fan whose only owner is the place.
    Fan(FanMut<'a, T, C>),
    /// A leaf whose only owner is the place.
    Leaf(UniqueLeaf<'a, T, C>),
    /// A node that has other owners, so it must not be changed: the place, to put a copy there.
    Shared(SlotMut<'a, T, C>),
}

impl<'a, T, C: RefCount> SlotMut<'a, T, C> {
    /// What is here: one load, and one of the child's count.
    #[inline]
    pub fn open(self) -> Open<'a, T, C> {
        match self.word().child() {
            Child::Fan(raw) => {
                // SAFETY: the child is live.
                if !unsafe { raw.count() }.is_unique() {
                    return Open::Shared(self);
                }
                // SAFETY: the child is live.
                unsafe { raw.watch() }.write();
                Open::Fan(FanMut { slot: self, raw })
            }
            Child::Leaf(raw) => {
                // SAFETY: the child is live.
                if !unsafe { raw.count() }.is_unique() {
                    return Open::Shared(self);
                }
                Open::Leaf(UniqueLeaf { slot: self, raw })
            }
        }
    }
}

/// Exclusive access to a fan that has one owner.
pub struct FanMut<'a, T, C: RefCount> {
    /// Holds the fan, which has this one owner.
    slot: SlotMut<'a, T, C>,
    /// The fan.
    raw: RawFan<T, C>,
}

// SAFETY: as for `SlotMut`.
unsafe impl<T: Send + Sync> Send for FanMut<'_, T, Atomic> {}
// SAFETY: as for `SlotMut`.
unsafe impl<T: Send + Sync> Sync for FanMut<'_, T, Atomic> {}

impl<'a, T, C: RefCount> FanMut<'a, T, C> {
    /// The place of the child in a slot, of whose number only the four lowest bits count.
    #[inline]
    pub fn down(self, slot: usize) -> SlotMut<'a, T, C> {
        // SAFETY: there is such a slot; the fan has one owner and is exclusive for `'a`.
        unsafe { SlotMut::new(self.words(), slot % SLOTS) }
    }

    /// As [`down`](Self::down), for a shorter time.
    #[inline]
    pub fn child(&mut self, slot: usize) -> SlotMut<'_, T, C> {
        // SAFETY: there is such a slot; the fan has one owner and is borrowed exclusively.
        unsafe { SlotMut::new(self.words(), slot % SLOTS) }
    }

    /// The places of all children.
    #[inline]
    pub fn into_slots(self) -> Slots<'a, T, C> {
        // SAFETY: the fan has one owner, and is exclusive for `'a`.
        unsafe { Slots::from_raw(self.raw) }
    }

    /// As [`into_slots`](Self::into_slots), for a shorter time.
    #[inline]
    pub fn slots(&mut self) -> Slots<'_, T, C> {
        // SAFETY: the fan has one owner, and is borrowed exclusively.
        unsafe { Slots::from_raw(self.raw) }
    }

    /// The place of the fan.
    #[inline]
    pub fn into_slot(self) -> SlotMut<'a, T, C> {
        self.slot
    }

    /// How many slots the child in this slot fills: 1, 2, 4 or 8.
    #[inline]
    pub fn run(&self, slot: usize) -> usize {
        self.word(slot).span() + 1
    }

    /// The places of the leaf in this slot and of its buddy, the leaf with which it would share a
    /// run of twice the length; the one in the lower slots first. `None` if these are not two leaves.
    #[inline]
    pub fn buddies(&mut self, slot: usize) -> Option<[SlotMut<'_, T, C>; 2]> {
        let lower = self.lower_buddy(slot)?;
        let span = self.word(lower).span();
        // SAFETY: there is such a slot, and the fan is borrowed exclusively.
        let first = unsafe { SlotMut::new(self.words(), lower) };
        // SAFETY: as above; the two runs are disjoint.
        let second = unsafe { SlotMut::new(self.words(), lower + span + 1) };
        Some([first, second])
    }

    /// Lets the lower one of two [`buddies`](Self::buddies) have the slots of both, or the place of
    /// the fan if those are all. The upper one goes, with the items that it still has. Returns the
    /// place of the fan.
    ///
    /// # Errors
    /// If these are not two leaves.
    pub fn join(mut self, slot: usize) -> Result<SlotMut<'a, T, C>, Self> {
        let Some(lower) = self.lower_buddy(slot) else { return Err(self) };
        let kept = self.word(lower);
        let span = kept.span();
        let gone = self.word(lower + span + 1);
        if 2 * (span + 1) < SLOTS {
            // SAFETY: the runs of both are exclusive for `'a`, and become one.
            unsafe { SlotMut::new(self.words(), lower) }.write(kept.with_span(2 * span + 1));
        } else {
            self.slot.write(kept.with_span(0));
            // SAFETY: the fan's only owner was its place. Of its two children, one is there now and
            // the other is let go below.
            unsafe { self.raw.free() };
        }
        // SAFETY: the run that owned it is gone.
        drop(unsafe { Link::from_word(gone) });
        Ok(self.slot)
    }

    /// The lower one of two leaves that have runs of one length, and are halves of one that is twice
    /// as long.
    #[inline]
    fn lower_buddy(&self, slot: usize) -> Option<usize> {
        let word = self.word(slot);
        let lower = (slot % SLOTS) & !(2 * word.span() + 1);
        let (a, b) = (self.word(lower), self.word(lower + word.span() + 1));
        (a.is_leaf() && b.is_leaf() && a.span() == b.span()).then_some(lower)
    }

    #[inline]
    fn words(&self) -> NonNull<Word<T, C>> {
        // SAFETY: the fan is live.
        unsafe { node::place(self.raw, 0) }
    }

    #[inline]
    fn word(&self, slot: usize) -> Word<T, C> {
        // SAFETY: the fan is live and exclusive for `'a`.
        unsafe { node::word(self.raw, slot) }
    }
}

/// Exclusive access to a leaf that has one owner, and its place.
pub struct UniqueLeaf<'a, T, C: RefCount> {
    /// Holds the leaf, which has this one owner.
    slot: SlotMut<'a, T, C>,
    /// The leaf; the invariant of tags holds.
    raw: RawBlock<Tags, T, C>,
}

// SAFETY: as for `SlotMut`.
unsafe impl<T: Send + Sync> Send for UniqueLeaf<'_, T, Atomic> {}
// SAFETY: as for `SlotMut`.
unsafe impl<T: Send + Sync> Sync for UniqueLeaf<'_, T, Atomic> {}

impl<'a, T, C: RefCount> UniqueLeaf<'a, T, C> {
    /// Access to the items.
    #[inline]
    pub fn get(&mut self) -> TagMut<'_, T, C> {
        // SAFETY: the leaf has one owner, whose place is borrowed exclusively.
        let block = unsafe { BlockMut::from_raw(self.raw) };
        // SAFETY: the invariant of `raw`.
        unsafe { TagMut::new_unchecked(block) }
    }

    /// Access to the items, for as long as the place is borrowed.
    #[inline]
    pub fn into_mut(self) -> TagMut<'a, T, C> {
        // SAFETY: the leaf has one owner, whose place is exclusive for `'a`.
        let block = unsafe { BlockMut::from_raw(self.raw) };
        // SAFETY: the invariant of `raw`.
        unsafe { TagMut::new_unchecked(block) }
    }

    /// The place of the leaf.
    #[inline]
    pub fn into_slot(self) -> SlotMut<'a, T, C> {
        self.slot
    }

    /// How many bits of the hash choose the leaf within its fan: 1 to 4, and 4 outside of fans.
    #[inline]
    pub fn depth(&self) -> u32 {
        SLOT_BITS - (self.slot.word().span() + 1).ilog2()
    }

    /// Moves the items to an allocation with room for `capacity` of them, or for as many as there
    /// are if that is more.
    ///
    /// # Panics
    /// If that exceeds `isize::MAX` bytes or 2^24 - 1 items; the leaf stays as it was.
    #[inline]
    pub fn resize(&mut self, capacity: usize) {
        let capacity = Capacity::holding(capacity.max(self.get().len()));
        // SAFETY: the leaf is live and exclusive, and the capacity holds its items.
        self.raw = unsafe { self.raw.resize(capacity) };
        let span = self.slot.word().span();
        self.slot.write(Word::leaf(self.raw, span));
    }

    /// Makes room for a second leaf: this one keeps the lower half of the run, `upper` gets the
    /// other. If the run has only one slot, a fan with these two takes it.
    #[inline]
    pub fn fork(mut self, upper: TagFresh<T, C>) -> [UniqueLeaf<'a, T, C>; 2] {
        let span = self.slot.word().span();
        let upper = upper.share().into_raw();
        let (words, first, half) = if span == 0 {
            let half = SLOTS / 2 - 1;
            let (low, high) = (Word::leaf(self.raw, half), Word::leaf(upper, half));
            let words = array::from_fn(|slot| if slot <= half { low } else { high });
            // SAFETY: two runs with their leaves, of which the fan takes over the owners.
            let fan = unsafe { node::new(words) };
            self.slot.write(Word::fan(fan));
            // SAFETY: the fan is live.
            (unsafe { node::place(fan, 0) }, 0, half)
        } else {
            let (words, first) = self.slot.first(span);
            (words, first, span / 2)
        };
        // SAFETY: the lower half of the run, which is exclusive for `'a`.
        let mut slot = unsafe { SlotMut::new(words, first) };
        // SAFETY: the upper half, disjoint from the other.
        let mut upper_slot = unsafe { SlotMut::new(words, first + half + 1) };
        slot.write(Word::leaf(self.raw, half));
        upper_slot.write(Word::leaf(upper, half));
        [UniqueLeaf { slot, raw: self.raw }, UniqueLeaf { slot: upper_slot, raw: upper }]
    }
}

/// The places of a fan's children, one by one, with the first slot of each.
pub struct Slots<'a, T, C: RefCount> {
    /// A fan with one owner, borrowed exclusively for `'a`. The runs that begin at `next` or later
    /// have not been given away.
    fan: RawFan<T, C>,
    next: usize,
    borrow: PhantomData<&'a mut Link<T, C>>,
}

// SAFETY: exclusive places are as good as `&mut Link`.
unsafe impl<T: Send + Sync> Send for Slots<'_, T, Atomic> {}
// SAFETY: a `&Slots` gives borrows of the children, as a `&Link` does.
unsafe impl<T: Send + Sync> Sync for Slots<'_, T, Atomic> {}

impl<'a, T, C: RefCount> Slots<'a, T, C> {
    /// The places in `fan`.
    ///
    /// # Safety
    /// The fan has one owner, and is borrowed exclusively for `'a`.
    #[inline]
    pub(super) unsafe fn from_raw(fan: RawFan<T, C>) -> Self {
        Self { fan, next: 0, borrow: PhantomData }
    }

    /// Borrows of the children that are left.
    pub fn rest(&self) -> impl Iterator<Item = View<'_, T, C>> {
        (self.next..SLOTS).filter_map(|slot| {
            // SAFETY: the fan is live, and the words from `next` on are not given away.
            let word = unsafe { node::word(self.fan, slot) };
            // SAFETY: the child is live while its run is, which is borrowed along with `self`.
            word.begins_at(slot).then(|| unsafe { View::from_word(word) })
        })
    }
}

impl<'a, T, C: RefCount> Iterator for Slots<'a, T, C> {
    type Item = (usize, SlotMut<'a, T, C>);

    #[inline]
    fn next(&mut self) -> Option<(usize, SlotMut<'a, T, C>)> {
        while self.next < SLOTS {
            let slot = self.next;
            self.next += 1;
            // SAFETY: the fan is live, and the words from `slot` on are not given away.
            let word = unsafe { node::word(self.fan, slot) };
            if word.begins_at(slot) {
                self.next += word.span();
                // SAFETY: the fan is live, and the words from `next` on are not given away.
                unsafe { node::prefetch_behind(self.fan, slot) };
                // SAFETY: the fan is live.
                let words = unsafe { node::place(self.fan, 0) };
                // SAFETY: the run begins here, and is exclusive for `'a`.
                return Some((slot, unsafe { SlotMut::new(words, slot) }));
            }
        }
        None
    }
}

impl<T, C: RefCount> FusedIterator for Slots<'_, T, C> {}
