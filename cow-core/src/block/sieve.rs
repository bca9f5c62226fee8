//! The items of a block, each kept or taken out.

use super::fresh::Fresh;
use crate::count::RefCount;
use core::mem::ManuallyDrop;
use core::ops::Range;

/// A block that is gone through item by item: each is [kept](Sieve::keep), and may be
/// [taken out](Sieve::take) again.
///
/// Those kept move up over the gap that the others leave, each once: so to take many items out of a block
/// is O(its length).
///
/// ```
/// use cow_core::Atomic;
/// use cow_core::block::{Fresh, Sieve};
///
/// let mut fresh = Fresh::<(), u32, Atomic>::new((), 5);
/// fresh.get().extend_from_slice(&[1, 2, 3, 4, 5]);
/// let mut sieve = Sieve::new(fresh, 0..4);
/// let mut taken = Vec::new();
/// while let Some(item) = sieve.keep() {
///     if *item % 2 == 0 {
///         taken.extend(sieve.take());
///     }
/// }
/// assert_eq!((&taken[..], sieve.finish().slice()), (&[2, 4][..], &[1, 3, 5][..]));
/// ```
pub struct Sieve<T, C: RefCount> {
    /// Its items are those kept so far. Dropped or taken together with `self`.
    block: ManuallyDrop<Fresh<(), T, C>>,
    /// The items that are not decided yet. Not before the length of the block.
    ahead: Range<usize>,
    /// The items from `ahead.start` up to here are initialised and owned by this. Within the capacity.
    end: usize,
}

impl<T, C: RefCount> Sieve<T, C> {
    /// Begins with the items in `ahead`; those around them are kept.
    ///
    /// # Panics
    /// If there are no such items.
    #[inline]
    #[must_use]
    pub fn new(block: Fresh<(), T, C>, ahead: Range<usize>) -> Self {
        let end = block.slice().len();
        assert!(ahead.start <= ahead.end && ahead.end <= end, "{ahead:?} in a block of {end}");
        // SAFETY: the block has no other owner, and keeps no more items than it had; the others are
        // owned by the sieve.
        unsafe { block.live().set_len(ahead.start) };
        Self { block: ManuallyDrop::new(block), ahead, end }
    }

    /// Returns the number of items that have been kept.
    #[inline]
    #[must_use]
    pub fn kept(&self) -> usize {
        self.block.slice().len()
    }

    /// Returns the number of items that have been taken out.
    #[inline]
    #[must_use]
    pub fn taken(&self) -> usize {
        self.ahead.start - self.kept()
    }

    /// Returns the number of items: those kept, those not decided yet and those after the range.
    #[inline]
    #[must_use]
    pub fn len(&self) -> usize {
        self.end - self.taken()
    }

    /// Returns `true` if there are none.
    #[inline]
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns the items that are not decided yet.
    #[inline]
    #[must_use]
    pub fn ahead(&self) -> &[T] {
        // SAFETY: these items are initialised, and borrowed along with `self`.
        unsafe { self.block.live().slice(self.ahead.clone()) }
    }

    /// Keeps the next item, and shows it.
    #[inline]
    pub fn keep(&mut self) -> Option<&mut T> {
        let (kept, from) = (self.kept(), self.ahead.next()?);
        let node = self.block.live();
        if kept != from {
            // SAFETY: the item is initialised, and given up where it was. Its new place is before that,
            // and holds nothing that is still owned there.
            unsafe { node.shift(from, kept, 1) };
        }
        // SAFETY: the block has no other owner, and one initialised item more.
        unsafe { node.set_len(kept + 1) };
        // SAFETY: it is initialised, and borrowed along with `self`.
        unsafe { node.slice_mut(kept..kept + 1) }.first_mut()
    }

    /// Takes the item out that was kept last.
    #[inline]
    pub fn take(&mut self) -> Option<T> {
        self.block.get().pop()
    }

    /// Returns the block, with all items that were not taken out.
    #[inline]
    #[must_use]
    pub fn finish(self) -> Fresh<(), T, C> {
        let mut this = ManuallyDrop::new(self);
        this.close();
        // SAFETY: `self` is used up, and not dropped.
        unsafe { ManuallyDrop::take(&mut this.block) }
    }

    /// Keeps all items.
    #[inline]
    fn close(&mut self) {
        let (kept, from) = (self.kept(), self.ahead.start);
        let count = self.end - from;
        // SAFETY: the items are initialised, and given up where they were. Their new place is before that
        // or the same, and holds nothing else that is still owned there.
        unsafe { self.block.live().shift(from, kept, count) };
        self.end = kept + count;
        self.ahead = self.end..self.end;
        // SAFETY: the block has no other owner, and `count` initialised items more.
        unsafe { self.block.live().set_len(self.end) };
    }
}

impl<T, C: RefCount> Drop for Sieve<T, C> {
    fn drop(&mut self) {
        self.close();
        // SAFETY: `self` is not used again.
        unsafe { ManuallyDrop::drop(&mut self.block) };
    }
}
