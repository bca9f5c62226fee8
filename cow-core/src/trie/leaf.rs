//! Leaves of a hash trie: blocks of items with one byte of hash, a tag, for each item.
//!
//! ```text
//!   ┌───────┬───────────┬────────────────────────┬───────────────────────────┬┄┄┄┄┄┄┐
//!   │ count │ len | cap │ tag tag ... tag 0 ... 0│ item item ... item        │ room │
//!   └───────┴───────────┴────────────────────────┴───────────────────────────┴┄┄┄┄┄┄┘
//!    4 bytes  4 bytes     TAGS bytes               0 .. len                    len .. cap
//! ```
//!
//! A lookup compares all tags at once (SSE2, NEON, or words) and then only the items with that tag:
//! the layout of F14 and of Swiss tables, in a node. The number of tags is a constant of the item's
//! type, so the items begin at a constant offset. A leaf may be longer if all items have one tag: the
//! items after the tags are searched linearly, so keys with equal hashes are slow but work.
//!
//! **The invariant of tags:** tag `i` is not zero exactly when `i < min(len, TAGS)`, and if `len > TAGS`,
//! all tags are equal. A hit of the probe is an index without further check, and an item that moves to
//! an index with a tag need not be hashed.
//!
//! Each type here is a guard of [`block`](crate::block) with the promise that the tags hold. It
//! dereferences to that guard for all that only reads; what writes is defined here and keeps the tags.

use super::tags::{self, Tag, Tags, leaf_width};
use crate::NodeInfo;
use crate::block::{Block, BlockMut, BlockRef, Fresh, IntoIter, RawBlock};
use crate::count::RefCount;
use crate::prefetch::prefetch_range;
use core::fmt;
use core::ops::Deref;

/// One owner of a counted leaf whose items are found by one byte of their hash.
///
/// ```
/// use cow_core::Atomic;
/// use cow_core::trie::{FreshLeaf, Tag};
///
/// let tag = |hash: u8| Tag::new(hash.max(1)).unwrap();
/// let mut fresh = FreshLeaf::<(u8, &str), Atomic>::new(4);
/// fresh.get().push(tag(7), (7, "seven")).unwrap();
/// fresh.get().push(tag(8), (8, "eight")).unwrap();
///
/// let leaf = fresh.share();
/// assert_eq!(leaf.borrow().find(tag(8), |entry| entry.0 == 8), Some(1));
/// assert_eq!(leaf.borrow().find(tag(9), |entry| entry.0 == 9), None);
/// ```
pub struct Leaf<T, C: RefCount> {
    /// The invariant of tags holds.
    block: Block<Tags, T, C>,
}

/// A borrow of a [`Leaf`]: one word, `Copy`, read only.
pub struct LeafRef<'a, T, C: RefCount> {
    /// The invariant of tags holds.
    block: BlockRef<'a, Tags, T, C>,
}

/// Exclusive access to a leaf that has one owner.
pub struct LeafMut<'a, T, C: RefCount> {
    /// The invariant of tags holds, at the latest when the access ends.
    block: BlockMut<'a, Tags, T, C>,
}

/// A leaf under construction, or one taken over from its last owner.
pub struct FreshLeaf<T, C: RefCount> {
    /// The invariant of tags holds.
    fresh: Fresh<Tags, T, C>,
}

/// The items of a leaf that had one owner, moved out one by one.
pub type LeafIntoIter<T, C> = IntoIter<Tags, T, C>;

impl<T, C: RefCount> Leaf<T, C> {
    /// Takes over one owner of the leaf at `raw`.
    ///
    /// # Safety
    /// The same as for [`Block::from_raw`], and the invariant of tags holds.
    #[inline]
    pub(super) unsafe fn from_raw(raw: RawBlock<Tags, T, C>) -> Self {
        // SAFETY: by this function's contract.
        Self { block: unsafe { Block::from_raw(raw) } }
    }

    /// Gives this owner away; the inverse of [`from_raw`](Self::from_raw).
    #[inline]
    pub(super) fn into_raw(self) -> RawBlock<Tags, T, C> {
        self.block.into_raw()
    }

    /// Returns a borrow of one word.
    #[inline]
    pub fn borrow(&self) -> LeafRef<'_, T, C> {
        LeafRef { block: self.block.borrow() }
    }

    /// Returns exclusive access if this is the only owner. The test is one load.
    #[inline]
    pub fn get_mut(&mut self) -> Option<LeafMut<'_, T, C>> {
        self.block.get_mut().map(|block| LeafMut { block })
    }

    /// Returns the leaf itself if this is its only owner.
    ///
    /// # Errors
    /// Gives the owner back if there are others.
    #[inline]
    pub fn into_fresh(self) -> Result<FreshLeaf<T, C>, Self> {
        match self.block.into_fresh() {
            Ok(fresh) => Ok(FreshLeaf { fresh }),
            Err(block) => Err(Self { block }),
        }
    }

    /// Drops an owner that is likely not the last, which is cheaper than a plain drop then.
    #[inline]
    pub fn release_shared(self) {
        self.block.release_shared();
    }
}

impl<'a, T, C: RefCount> LeafRef<'a, T, C> {
    /// How much of a leaf is prefetched before its length is known: the header, the tags and some items.
    pub(super) const BEGINNING: usize = 256;

    /// How many bytes there are before the tags.
    const HEADER: usize = 8;

    /// Returns a borrow of the leaf at `raw`.
    ///
    /// # Safety
    /// The same as for [`BlockRef::from_raw`], and the invariant of tags holds.
    #[inline]
    pub(super) unsafe fn from_raw(raw: RawBlock<Tags, T, C>) -> Self {
        // SAFETY: by this function's contract.
        Self { block: unsafe { BlockRef::from_raw(raw) } }
    }

    /// Prefetches the items, except for those at the beginning of the leaf, which
    /// [`BranchRef::prefetch`](super::BranchRef::prefetch) has prefetched. Reads the length.
    #[inline]
    pub fn prefetch_rest(self) {
        let end = self.slice().as_ptr_range().end.addr();
        let bytes = end - self.address().addr().get();
        prefetch_range(self.address(), Self::BEGINNING..bytes);
    }

    /// Prefetches as many items as a full leaf has. Reads nothing.
    #[inline]
    pub fn prefetch_items(self) {
        let end = Self::HEADER + leaf_width::<T>() * (1 + size_of::<T>());
        prefetch_range(self.address(), Self::HEADER..end);
    }

    /// Returns the index of the first item with this tag for which `eq` holds.
    #[inline]
    pub fn find(self, tag: Tag, eq: impl FnMut(&T) -> bool) -> Option<usize> {
        // SAFETY: the invariant of `block`.
        unsafe { tags::find(self.block.prefix(), self.block.slice(), tag, eq) }
    }

    /// Returns the first item with this tag for which `eq` holds.
    #[inline]
    pub fn find_item(self, tag: Tag, eq: impl FnMut(&T) -> bool) -> Option<&'a T> {
        let i = self.find(tag, eq)?;
        // SAFETY: `find` gives the index of an item.
        Some(unsafe { self.block.slice().get_unchecked(i) })
    }

    /// Returns the tag of the item at `index`, if there is one.
    #[inline]
    pub fn tag(self, index: usize) -> Option<Tag> {
        tags::tag_of(self.block.prefix(), self.len(), index)
    }

    /// Returns `true` if both are borrows of one leaf.
    #[inline]
    pub fn ptr_eq(self, other: LeafRef<'_, T, C>) -> bool {
        self.address() == other.address()
    }

    /// Adds an owner, and returns it.
    #[inline]
    pub fn to_leaf(self) -> Leaf<T, C> {
        Leaf { block: self.block.to_block() }
    }

    /// Returns a copy with clones of the items and with room for `capacity` of them, or for as many as
    /// there are if that is more. If a `clone` panics, what has been cloned is dropped.
    pub fn duplicate(self, capacity: usize) -> FreshLeaf<T, C>
    where
        T: Clone,
    {
        let mut fresh = self.block.duplicate(capacity);
        fresh.get().prefix_mut().copy_from_slice(self.block.prefix());
        FreshLeaf { fresh }
    }

    /// Returns a copy as [`duplicate`](Self::duplicate) does, without the item at `index`, which is not
    /// cloned. The last item takes its place, as in [`LeafMut::swap_remove`].
    ///
    /// # Panics
    /// If there is no such item.
    pub fn duplicate_without(self, index: usize, capacity: usize) -> FreshLeaf<T, C>
    where
        T: Clone,
    {
        let items = self.slice();
        let last = items.len() - 1;
        let tag = tags::moved_tag(self.block.prefix(), items.len(), index);
        let mut fresh = Fresh::new(Tags::HEAD, capacity.max(last));
        let mut to = fresh.get();
        to.extend_from_slice(&items[..index]);
        if index < last {
            to.extend_from_slice(&items[last..]);
            to.extend_from_slice(&items[index + 1..last]);
        }
        let tags = to.prefix_mut();
        tags.copy_from_slice(self.block.prefix());
        tags::move_tag(tags, last, index, tag);
        FreshLeaf { fresh }
    }

    /// Returns address, size, owners and number of items of the leaf.
    pub fn info(self) -> NodeInfo {
        self.block.info().with_items(self.len())
    }
}

impl<'a, T, C: RefCount> LeafMut<'a, T, C> {
    /// Returns exclusive access to the leaf at `raw`.
    ///
    /// # Safety
    /// The same as for [`BlockMut::from_raw`], and the invariant of tags holds.
    #[inline]
    pub(super) unsafe fn from_raw(raw: RawBlock<Tags, T, C>) -> Self {
        // SAFETY: by this function's contract.
        Self { block: unsafe { BlockMut::from_raw(raw) } }
    }

    /// Returns the items, to be written. An item with another hash is not found afterwards.
    #[inline]
    pub fn slice_mut(&mut self) -> &mut [T] {
        self.block.slice_mut()
    }

    /// Returns the items, for as long as the access lasts.
    #[inline]
    pub fn into_slice(self) -> &'a mut [T] {
        self.block.into_parts().1
    }

    /// Returns the tag of the item at `index`, if there is one.
    #[inline]
    pub fn tag(&self, index: usize) -> Option<Tag> {
        tags::tag_of(self.block.prefix(), self.len(), index)
    }

    /// Returns the index of the first item with this tag for which `eq` holds.
    #[inline]
    pub fn find(&self, tag: Tag, eq: impl FnMut(&T) -> bool) -> Option<usize> {
        // SAFETY: the invariant of `block`.
        unsafe { tags::find(self.block.prefix(), self.block.slice(), tag, eq) }
    }

    /// Returns the first item with this tag for which `eq` holds, for as long as the access lasts.
    #[inline]
    pub fn into_found(self, tag: Tag, eq: impl FnMut(&T) -> bool) -> Option<&'a mut T> {
        let i = self.find(tag, eq)?;
        // SAFETY: `find` gives the index of an item.
        Some(unsafe { self.into_slice().get_unchecked_mut(i) })
    }

    /// Returns the item at `index`, for as long as the access lasts.
    ///
    /// # Panics
    /// If there is no such item.
    #[inline]
    pub fn into_item(self, index: usize) -> &'a mut T {
        &mut self.into_slice()[index]
    }

    /// Appends an item.
    ///
    /// # Errors
    /// Gives the item back if the leaf is full, or if it has no tag left and other items have other tags.
    #[inline]
    pub fn push(&mut self, tag: Tag, item: T) -> Result<(), T> {
        let index = self.len();
        let tags = self.block.prefix();
        if index >= tags.len() && !tags::all_have(tags, tag) {
            return Err(item);
        }
        let Some(spare) = self.block.spare() else { return Err(item) };
        spare.fill(item);
        if let Some(place) = self.block.prefix_mut().get_mut(index) {
            *place = tag.get();
        }
        Ok(())
    }

    /// Gives all items this tag, so that one more item with it can be appended. Items with other hashes
    /// are not found afterwards.
    pub fn retag(&mut self, tag: Tag) {
        let len = self.len();
        self.block.prefix_mut().iter_mut().take(len).for_each(|place| *place = tag.get());
    }

    /// Removes and returns the item at `index`, and moves the last one to its place.
    ///
    /// # Panics
    /// If there is no such item.
    #[inline]
    pub fn swap_remove(&mut self, index: usize) -> T {
        let tag = tags::moved_tag(self.block.prefix(), self.len(), index);
        let last = self.len() - 1;
        tags::move_tag(self.block.prefix_mut(), last, index, tag);
        self.block.swap_remove(index)
    }

    /// Moves all items of `other` to the end of this leaf. No user code runs.
    ///
    /// # Panics
    /// If there is no room for all, or not a tag for each.
    pub fn append(&mut self, other: &mut LeafMut<'_, T, C>) {
        let (len, moved) = (self.len(), other.len());
        assert!(len + moved <= self.block.prefix().len(), "leaves that are joined are small");
        other.block.move_to(0..moved, &mut self.block, len);
        for (place, tag) in self.block.prefix_mut().iter_mut().skip(len).zip(other.block.prefix()) {
            *place = *tag;
        }
        other.block.prefix_mut().fill(0);
    }
}

impl<T, C: RefCount> FreshLeaf<T, C> {
    /// Returns an empty leaf with room for `capacity` items or a few more.
    ///
    /// # Panics
    /// If that exceeds `isize::MAX` bytes or 2^24 - 1 items.
    #[inline]
    pub fn new(capacity: usize) -> Self {
        Self { fresh: Fresh::new(Tags::HEAD, capacity) }
    }

    /// Takes over the leaf at `raw`.
    ///
    /// # Safety
    /// The same as for [`Fresh::from_raw`], and the invariant of tags holds.
    #[inline]
    pub(super) unsafe fn from_raw(raw: RawBlock<Tags, T, C>) -> Self {
        // SAFETY: by this function's contract.
        Self { fresh: unsafe { Fresh::from_raw(raw) } }
    }

    /// Returns exclusive access, which needs no test.
    #[inline]
    pub fn get(&mut self) -> LeafMut<'_, T, C> {
        LeafMut { block: self.fresh.get() }
    }

    /// Moves the items to an allocation with room for `capacity` of them, or for as many as there
    /// are if that is more.
    ///
    /// # Panics
    /// The same as for [`new`](FreshLeaf::new); the leaf stays as it was.
    #[inline]
    pub fn resize(&mut self, capacity: usize) {
        self.fresh.resize(capacity);
    }

    /// Makes it a leaf that can have several owners.
    #[inline]
    pub fn share(self) -> Leaf<T, C> {
        Leaf { block: self.fresh.share() }
    }
}

impl<'a, T, C: RefCount> Deref for LeafRef<'a, T, C> {
    type Target = BlockRef<'a, Tags, T, C>;

    #[inline]
    fn deref(&self) -> &Self::Target {
        &self.block
    }
}

impl<'a, T, C: RefCount> Deref for LeafMut<'a, T, C> {
    type Target = BlockMut<'a, Tags, T, C>;

    #[inline]
    fn deref(&self) -> &Self::Target {
        &self.block
    }
}

impl<T, C: RefCount> Deref for FreshLeaf<T, C> {
    type Target = Fresh<Tags, T, C>;

    #[inline]
    fn deref(&self) -> &Self::Target {
        &self.fresh
    }
}

impl<T, C: RefCount> Clone for Leaf<T, C> {
    #[inline]
    fn clone(&self) -> Self {
        Self { block: self.block.clone() }
    }
}

impl<T, C: RefCount> Clone for LeafRef<'_, T, C> {
    #[inline]
    fn clone(&self) -> Self {
        *self
    }
}

impl<T, C: RefCount> Copy for LeafRef<'_, T, C> {}

impl<T, C: RefCount> IntoIterator for FreshLeaf<T, C> {
    type Item = T;
    type IntoIter = LeafIntoIter<T, C>;

    #[inline]
    fn into_iter(self) -> LeafIntoIter<T, C> {
        self.fresh.into_iter()
    }
}

impl<T: fmt::Debug, C: RefCount> fmt::Debug for Leaf<T, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.borrow().fmt(f)
    }
}

impl<T: fmt::Debug, C: RefCount> fmt::Debug for LeafRef<'_, T, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.slice()).finish()
    }
}

impl<T: fmt::Debug, C: RefCount> fmt::Debug for FreshLeaf<T, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.slice()).finish()
    }
}
