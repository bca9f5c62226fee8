//! A tagged block, borrowed.

use super::fresh::TagFresh;
use super::owned::TagBlock;
use super::tags::{Tag, Tags, find, move_tag, moved_tag, tag_of, width};
use crate::NodeInfo;
use crate::block::{BlockRef, Fresh, RawBlock};
use crate::count::RefCount;
use crate::prefetch::prefetch_range;
use core::fmt;
use core::ptr::NonNull;

/// A borrow of a [`TagBlock`]: one word, `Copy`, read only.
pub struct TagRef<'a, T, C: RefCount> {
    /// The invariant of tags holds.
    block: BlockRef<'a, Tags, T, C>,
}

impl<T, C: RefCount> Clone for TagRef<'_, T, C> {
    #[inline]
    fn clone(&self) -> Self {
        *self
    }
}

impl<T, C: RefCount> Copy for TagRef<'_, T, C> {}

impl<'a, T, C: RefCount> TagRef<'a, T, C> {
    /// A borrow of the leaf at `raw`.
    ///
    /// # Safety
    /// As [`BlockRef::from_raw`], and the invariant of tags holds.
    #[inline]
    pub(crate) unsafe fn from_raw(raw: RawBlock<Tags, T, C>) -> Self {
        // SAFETY: by this function's contract.
        Self { block: unsafe { BlockRef::from_raw(raw) } }
    }

    /// A borrow of the leaf in `block`.
    ///
    /// # Safety
    /// The invariant of tags holds.
    #[inline]
    pub(crate) unsafe fn new_unchecked(block: BlockRef<'a, Tags, T, C>) -> Self {
        Self { block }
    }

    /// How much of a leaf is asked for before its length is known: the header, the tags and some items.
    pub(crate) const BEGINNING: usize = 256;

    /// How much there is before the tags.
    const HEADER: usize = 8;

    /// Asks the processor for the items, which will be read soon, but for those at the beginning of the
    /// leaf, which [`FanRef::prefetch`](crate::fan::FanRef::prefetch) has asked for. Reads the length.
    #[inline]
    pub fn prefetch_rest(self) {
        let end = self.slice().as_ptr_range().end.addr();
        let bytes = end - self.address().addr().get();
        prefetch_range(self.address(), Self::BEGINNING..bytes);
    }

    /// Asks the processor for all items that a full leaf has. Reads nothing.
    #[inline]
    pub fn prefetch_items(self) {
        let end = Self::HEADER + width::<T>() * (1 + size_of::<T>());
        prefetch_range(self.address(), Self::HEADER..end);
    }

    /// The items.
    #[inline]
    pub fn slice(self) -> &'a [T] {
        self.block.slice()
    }

    /// How many items there are.
    #[inline]
    pub fn len(self) -> usize {
        self.block.len()
    }

    /// Whether there is none.
    #[inline]
    pub fn is_empty(self) -> bool {
        self.block.is_empty()
    }

    /// How many items there is room for.
    #[inline]
    pub fn capacity(self) -> usize {
        self.block.capacity()
    }

    /// The index of an item with this tag for which `eq` holds.
    #[inline]
    pub fn find(self, tag: Tag, eq: impl FnMut(&T) -> bool) -> Option<usize> {
        // SAFETY: the invariant of `block`.
        unsafe { find(self.block.prefix(), self.block.slice(), tag, eq) }
    }

    /// As [`find`](Self::find), with the item itself.
    #[inline]
    pub fn find_item(self, tag: Tag, eq: impl FnMut(&T) -> bool) -> Option<&'a T> {
        let i = self.find(tag, eq)?;
        // SAFETY: `find` gives the index of an item.
        Some(unsafe { self.block.slice().get_unchecked(i) })
    }

    /// The tag of the item at `index`, if there is one.
    #[inline]
    pub fn tag(self, index: usize) -> Option<Tag> {
        tag_of(self.block.prefix(), self.len(), index)
    }

    /// Whether both are borrows of one block.
    #[inline]
    pub fn same(self, other: TagRef<'_, T, C>) -> bool {
        self.address() == other.address()
    }

    /// Where the block lies: its identity, as long as somebody owns it.
    #[inline]
    pub fn address(self) -> NonNull<()> {
        self.block.address()
    }

    /// One more owner.
    #[inline]
    pub fn to_block(self) -> TagBlock<T, C> {
        // SAFETY: the invariant of `block`.
        unsafe { TagBlock::new_unchecked(self.block.to_block()) }
    }

    /// A copy with clones of the items and with room for `capacity` of them, or for as many as there
    /// are if that is more. If a `clone` panics, what has been cloned is dropped.
    pub fn duplicate(self, capacity: usize) -> TagFresh<T, C>
    where
        T: Clone,
    {
        let mut copy = self.block.duplicate(capacity);
        copy.get().prefix_mut().copy_from_slice(self.block.prefix());
        // SAFETY: as many items and the same tags as here.
        unsafe { TagFresh::new_unchecked(copy) }
    }

    /// As [`duplicate`](Self::duplicate), without the item at `index`, which is not cloned.
    ///
    /// The last item takes its place, as in [`TagMut::swap_remove`](super::TagMut::swap_remove).
    ///
    /// # Panics
    /// If there is no such item.
    pub fn duplicate_without(self, index: usize, capacity: usize) -> TagFresh<T, C>
    where
        T: Clone,
    {
        let items = self.slice();
        let last = items.len() - 1;
        let tag = moved_tag(self.block.prefix(), items.len(), index);
        let mut copy = Fresh::new(Tags, capacity.max(last));
        let mut to = copy.get();
        to.extend_from_slice(&items[..index]);
        if index < last {
            to.extend_from_slice(&items[last..]);
            to.extend_from_slice(&items[index + 1..last]);
        }
        let tags = to.prefix_mut();
        tags.copy_from_slice(self.block.prefix());
        move_tag(tags, last, index, tag);
        // SAFETY: the tags of the items that are left, the last one's in the place of `index`.
        unsafe { TagFresh::new_unchecked(copy) }
    }

    /// Address, size, owners and elements of the block.
    pub fn info(self) -> NodeInfo {
        self.block.info().with_items(self.block.len())
    }
}

impl<T: fmt::Debug, C: RefCount> fmt::Debug for TagRef<'_, T, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.slice()).finish()
    }
}

impl<T, C: RefCount> TagBlock<T, C> {
    /// A borrow that is one word.
    #[inline]
    pub fn borrow(&self) -> TagRef<'_, T, C> {
        // SAFETY: a tagged block keeps the invariant of tags.
        unsafe { TagRef::new_unchecked(self.block().borrow()) }
    }
}

impl<T: fmt::Debug, C: RefCount> fmt::Debug for TagBlock<T, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.borrow().fmt(f)
    }
}
