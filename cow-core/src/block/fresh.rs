//! A block with one owner by construction.

use super::capacity::Capacity;
use super::exclusive::BlockMut;
use super::raw::{Head, LiveBlock, RawBlock};
use crate::count::RefCount;
use crate::node::{Exclusive, Live};
use core::fmt;
use core::mem::ManuallyDrop;

/// A block that is being built, or that was taken over from its last owner.
///
/// It has one owner, so it needs no test before a write. The only place where user code runs on a
/// block: what panics here leaves every published block as it was.
pub struct Fresh<H: Head<T>, T, C: RefCount> {
    /// Live, and this is its only owner.
    raw: RawBlock<H, T, C>,
}

// SAFETY: a sole owner is as good as the values themselves; no other thread reaches the count.
unsafe impl<H: Head<T> + Send, T: Send, C: RefCount> Send for Fresh<H, T, C> {}
// SAFETY: a `&Fresh` gives `&H` and `&[T]`, and never an owner.
unsafe impl<H: Head<T> + Sync, T: Sync, C: RefCount> Sync for Fresh<H, T, C> {}

impl<H: Head<T>, T, C: RefCount> Fresh<H, T, C> {
    /// Makes an empty block with room for `capacity` items or a few more.
    ///
    /// # Panics
    /// If that exceeds `isize::MAX` bytes or 2^24 - 1 items.
    #[inline]
    pub fn new(head: H, capacity: usize) -> Self {
        Self { raw: RawBlock::allocate(head, Capacity::holding(capacity)) }
    }

    /// Takes over the block at `raw`.
    ///
    /// # Safety
    /// The block is live, has no other owner, and is not used elsewhere.
    #[inline]
    pub(crate) unsafe fn from_raw(raw: RawBlock<H, T, C>) -> Self {
        let this = Self { raw };
        this.live().write();
        this
    }

    /// Gives the block away; the inverse of [`from_raw`](Self::from_raw).
    #[inline]
    pub(crate) fn into_raw(self) -> RawBlock<H, T, C> {
        ManuallyDrop::new(self).raw
    }

    /// Returns the node; owning stays with `self`.
    #[inline]
    pub(crate) fn live(&self) -> LiveBlock<'_, H, T, C> {
        // SAFETY: the block is live while `self` is, and written to with a `&mut` to it.
        unsafe { Live::new(self.raw) }
    }

    /// Returns the value before the items.
    #[inline]
    pub fn head(&self) -> &H {
        // SAFETY: the head is initialised, and borrowed along with `self`.
        unsafe { self.live().head().as_ref() }
    }

    /// Returns the items.
    #[inline]
    pub fn slice(&self) -> &[T] {
        // SAFETY: the items below the length are initialised, and borrowed along with `self`.
        unsafe { self.live().slice(0..self.live().len()) }
    }

    /// Returns exclusive access, which needs no test.
    #[inline]
    pub fn get(&mut self) -> BlockMut<'_, H, T, C> {
        // SAFETY: this is the only owner, and it is borrowed mutably for as long.
        BlockMut::new(unsafe { Exclusive::new(self.live()) })
    }

    /// Moves the items to an allocation with room for `capacity` of them, or for as many as there
    /// are if that is more.
    ///
    /// # Panics
    /// The same as for [`new`](Fresh::new); the block stays as it was.
    #[inline]
    pub fn resize(&mut self, capacity: usize) {
        let len = self.get().len();
        // SAFETY: `raw` is live, this is the only owner, and the capacity holds its items.
        self.raw = unsafe { self.raw.resize(Capacity::holding(capacity.max(len))) };
    }
}

impl<H: Head<T>, T, C: RefCount> Drop for Fresh<H, T, C> {
    fn drop(&mut self) {
        self.live().write();
        let len = self.live().len();
        // Locals are dropped from the last to the first: items, head, memory, also on a panic.
        // SAFETY: the block is live, its last owner goes, and it is not used hereafter.
        let _memory = unsafe { self.raw.into_memory() };
        // SAFETY: the head is initialised, exclusive, and not used again in the block.
        let _head = unsafe { self.live().head().read() };
        // SAFETY: the items are initialised, exclusive, and not used again.
        unsafe { self.live().drop_items(0..len) };
    }
}

impl<H: Head<T> + fmt::Debug, T: fmt::Debug, C: RefCount> fmt::Debug for Fresh<H, T, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Fresh").field("head", self.head()).field("items", &self.slice()).finish()
    }
}
