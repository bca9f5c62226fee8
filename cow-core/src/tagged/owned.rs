//! A tagged block, owned by one of several.

use super::exclusive::TagMut;
use super::fresh::TagFresh;
use super::tags::Tags;
use crate::block::{Block, RawBlock};
use crate::count::RefCount;

/// One owner of a counted leaf whose items are found by one byte of their hash.
///
/// ```
/// use cow_core::Atomic;
/// use cow_core::tagged::{Tag, TagFresh};
///
/// let tag = |hash: u8| Tag::new(hash.max(1)).unwrap();
/// let mut fresh = TagFresh::<(u8, &str), Atomic>::new(4);
/// fresh.get().push(tag(7), (7, "seven")).unwrap();
/// fresh.get().push(tag(8), (8, "eight")).unwrap();
///
/// let leaf = fresh.share();
/// assert_eq!(leaf.borrow().find(tag(8), |entry| entry.0 == 8), Some(1));
/// assert_eq!(leaf.borrow().find(tag(9), |entry| entry.0 == 9), None);
/// ```
pub struct TagBlock<T, C: RefCount> {
    /// The invariant of tags holds.
    block: Block<Tags, T, C>,
}

impl<T, C: RefCount> TagBlock<T, C> {
    /// Takes the block over.
    ///
    /// # Safety
    /// The invariant of tags holds.
    #[inline]
    pub(crate) unsafe fn new_unchecked(block: Block<Tags, T, C>) -> Self {
        Self { block }
    }

    /// Takes over one owner of the leaf at `raw`.
    ///
    /// # Safety
    /// As [`Block::from_raw`], and the invariant of tags holds.
    #[inline]
    pub(crate) unsafe fn from_raw(raw: RawBlock<Tags, T, C>) -> Self {
        // SAFETY: by this function's contract.
        Self { block: unsafe { Block::from_raw(raw) } }
    }

    /// The block below.
    #[inline]
    pub(super) fn block(&self) -> &Block<Tags, T, C> {
        &self.block
    }

    /// Gives this owner away; the inverse of [`from_raw`](Self::from_raw).
    #[inline]
    pub(crate) fn into_raw(self) -> RawBlock<Tags, T, C> {
        self.block.into_raw()
    }

    /// Exclusive access, if this is the only owner. The test is one load.
    #[inline]
    pub fn get_mut(&mut self) -> Option<TagMut<'_, T, C>> {
        let block = self.block.get_mut()?;
        // SAFETY: the invariant of `block`.
        Some(unsafe { TagMut::new_unchecked(block) })
    }

    /// The block itself, if this is its only owner.
    ///
    /// # Errors
    /// Gives the owner back if there are others.
    #[inline]
    pub fn into_fresh(self) -> Result<TagFresh<T, C>, Self> {
        match self.block.into_fresh() {
            // SAFETY: the invariant of `block`.
            Ok(fresh) => Ok(unsafe { TagFresh::new_unchecked(fresh) }),
            Err(block) => Err(Self { block }),
        }
    }

    /// Drops an owner that is likely not the last, which is cheaper to do without looking first.
    #[inline]
    pub fn release_shared(self) {
        self.block.release_shared();
    }
}

impl<T, C: RefCount> Clone for TagBlock<T, C> {
    #[inline]
    fn clone(&self) -> Self {
        Self { block: self.block.clone() }
    }
}

impl<T, C: RefCount> TagFresh<T, C> {
    /// Makes it a block that can have several owners.
    #[inline]
    pub fn share(self) -> TagBlock<T, C> {
        TagBlock { block: self.into_fresh().share() }
    }
}
