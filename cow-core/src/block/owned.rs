//! A block, owned by one of several.

use super::exclusive::BlockMut;
use super::fresh::Fresh;
use super::raw::{Head, LiveBlock, RawBlock};
use crate::count::{Atomic, Counter, RefCount};
use crate::node::Live;
use core::mem::ManuallyDrop;
use core::panic::{RefUnwindSafe, UnwindSafe};

/// One owner of a counted block. `clone` adds one to its count; the last drop frees it.
///
/// ```
/// use cow_core::Atomic;
/// use cow_core::block::{Block, Fresh};
///
/// let mut fresh = Fresh::<(), u32, Atomic>::new((), 4);
/// fresh.get().extend_from_slice(&[1, 2, 3]);
/// let mut a: Block<(), u32, Atomic> = fresh.share();
/// let b = a.clone();
///
/// assert!(a.get_mut().is_none(), "two owners: copy, do not write");
/// drop(b);
/// a.get_mut().unwrap().slice_mut()[0] = 9;
/// assert_eq!(a.borrow().slice(), [9, 2, 3]);
/// ```
pub struct Block<H: Head<T>, T, C: RefCount> {
    /// Live, and one of its owners is this one.
    raw: RawBlock<H, T, C>,
}

// SAFETY: through a clone in another thread head and items are read there, and dropped there if it
// is the last: so they have to be both `Sync` and `Send`. The count is atomic.
unsafe impl<H: Head<T> + Send + Sync, T: Send + Sync> Send for Block<H, T, Atomic> {}
// SAFETY: as for `Send`; a `&Block` can be cloned into an owner.
unsafe impl<H: Head<T> + Send + Sync, T: Send + Sync> Sync for Block<H, T, Atomic> {}

// A shared block may be observed after a panic through another owner, as with `Arc`.
impl<H: Head<T> + RefUnwindSafe, T: RefUnwindSafe, C: RefCount> UnwindSafe for Block<H, T, C> {}
impl<H: Head<T> + RefUnwindSafe, T: RefUnwindSafe, C: RefCount> RefUnwindSafe for Block<H, T, C> {}

impl<H: Head<T>, T, C: RefCount> Block<H, T, C> {
    /// Returns the node; owning stays with `self`.
    #[inline]
    pub(crate) fn live(&self) -> LiveBlock<'_, H, T, C> {
        // SAFETY: `raw` is live while `self` is, and exclusive access needs a `&mut` to it.
        unsafe { Live::new(self.raw) }
    }

    /// Takes over one owner of the block at `raw`.
    ///
    /// # Safety
    /// The block is live, and the caller gives up one owner of it.
    #[inline]
    pub(crate) unsafe fn from_raw(raw: RawBlock<H, T, C>) -> Self {
        Self { raw }
    }

    /// Gives this owner away; the inverse of [`from_raw`](Self::from_raw).
    #[inline]
    pub(crate) fn into_raw(self) -> RawBlock<H, T, C> {
        ManuallyDrop::new(self).raw
    }

    /// Returns exclusive access, if this is the only owner. The test is one load.
    #[inline]
    pub fn get_mut(&mut self) -> Option<BlockMut<'_, H, T, C>> {
        // SAFETY: the one owner is this one, and it is borrowed mutably for as long.
        unsafe { self.live().try_exclusive(1) }.map(BlockMut::new)
    }

    /// Returns `true` if this is the only owner.
    #[inline]
    pub(crate) fn is_unique(&self) -> bool {
        self.live().count().is_unique()
    }

    /// Returns the block itself, if this is its only owner.
    ///
    /// # Errors
    /// Gives the owner back if there are others.
    #[inline]
    pub fn into_fresh(self) -> Result<Fresh<H, T, C>, Self> {
        if !self.is_unique() {
            return Err(self);
        }
        // SAFETY: this was the only owner, and gives it away.
        Ok(unsafe { Fresh::from_raw(self.into_raw()) })
    }

    /// Returns `true` if both own one block.
    #[inline]
    pub fn ptr_eq(&self, other: &Self) -> bool {
        self.raw.address() == other.raw.address()
    }

    /// Drops an owner that is likely not the last, which is cheaper to do without looking first.
    #[inline]
    pub fn release_shared(self) {
        let this = ManuallyDrop::new(self);
        if this.live().count().decrement_shared() {
            // SAFETY: the last owner is gone.
            drop(unsafe { Fresh::from_raw(this.raw) });
        }
    }
}

impl<H: Head<T>, T, C: RefCount> Clone for Block<H, T, C> {
    #[inline]
    fn clone(&self) -> Self {
        self.live().count().increment();
        Self { raw: self.raw }
    }
}

impl<H: Head<T>, T, C: RefCount> Drop for Block<H, T, C> {
    #[inline]
    fn drop(&mut self) {
        if self.live().count().decrement() {
            // SAFETY: the last owner is gone.
            drop(unsafe { Fresh::from_raw(self.raw) });
        }
    }
}

impl<H: Head<T>, T, C: RefCount> Fresh<H, T, C> {
    /// Makes it a block that can have several owners.
    #[inline]
    pub fn share(self) -> Block<H, T, C> {
        // SAFETY: the block is live, and its only owner is given up.
        unsafe { Block::from_raw(self.into_raw()) }
    }
}
