//! A tagged block, borrowed by someone who is alone with it.

use super::tags::{Tag, Tags, all_have, find, move_tag, moved_tag, tag_of};
use crate::block::BlockMut;
use crate::count::RefCount;

/// Exclusive access to a tagged block that has one owner.
pub struct TagMut<'a, T, C: RefCount> {
    /// The invariant of tags holds, at the latest when the access ends.
    block: BlockMut<'a, Tags, T, C>,
}

impl<'a, T, C: RefCount> TagMut<'a, T, C> {
    /// Exclusive access to the leaf in `block`.
    ///
    /// # Safety
    /// The invariant of tags holds.
    #[inline]
    pub(crate) unsafe fn new_unchecked(block: BlockMut<'a, Tags, T, C>) -> Self {
        Self { block }
    }

    /// How many items there are.
    #[inline]
    pub fn len(&self) -> usize {
        self.block.len()
    }

    /// Whether there is none.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.block.is_empty()
    }

    /// How many items there is room for.
    #[inline]
    pub fn capacity(&self) -> usize {
        self.block.capacity()
    }

    /// The items.
    #[inline]
    pub fn slice(&self) -> &[T] {
        self.block.slice()
    }

    /// The items, to be written. Whoever writes an item of another hash makes it hard to find.
    #[inline]
    pub fn slice_mut(&mut self) -> &mut [T] {
        self.block.slice_mut()
    }

    /// The items, for as long as the access lasts.
    #[inline]
    pub fn into_slice(self) -> &'a mut [T] {
        self.block.into_parts().1
    }

    /// The tag of the item at `index`, if there is one.
    #[inline]
    pub fn tag(&self, index: usize) -> Option<Tag> {
        tag_of(self.block.prefix(), self.len(), index)
    }

    /// The index of an item with this tag for which `eq` holds.
    #[inline]
    pub fn find(&self, tag: Tag, eq: impl FnMut(&T) -> bool) -> Option<usize> {
        // SAFETY: the invariant of `block`.
        unsafe { find(self.block.prefix(), self.block.slice(), tag, eq) }
    }

    /// The item with this tag for which `eq` holds, for as long as the access lasts.
    #[inline]
    pub fn into_found(self, tag: Tag, eq: impl FnMut(&T) -> bool) -> Option<&'a mut T> {
        let i = self.find(tag, eq)?;
        // SAFETY: `find` gives the index of an item.
        Some(unsafe { self.into_slice().get_unchecked_mut(i) })
    }

    /// The item at `index`, for as long as the access lasts.
    ///
    /// # Panics
    /// If there is no such item.
    #[inline]
    pub fn into_item(self, index: usize) -> &'a mut T {
        &mut self.into_slice()[index]
    }

    /// Appends an item, or gives it back if there is no room for it.
    ///
    /// # Errors
    /// If the block is full, or if it has no tag left and other items have other tags.
    #[inline]
    pub fn push(&mut self, tag: Tag, item: T) -> Result<(), T> {
        let index = self.len();
        let tags = self.block.prefix();
        if index >= tags.len() && !all_have(tags, tag) {
            return Err(item);
        }
        let Some(spare) = self.block.spare() else { return Err(item) };
        spare.fill(item);
        if let Some(place) = self.block.prefix_mut().get_mut(index) {
            *place = tag.get();
        }
        Ok(())
    }

    /// Gives all items this tag, so that one more that has it can be appended. Whoever does that while they
    /// have others makes them hard to find.
    pub fn retag(&mut self, tag: Tag) {
        let len = self.len();
        self.block.prefix_mut().iter_mut().take(len).for_each(|place| *place = tag.get());
    }

    /// Takes the item at `index` out, and puts the last one in its place.
    ///
    /// # Panics
    /// If there is no such item.
    #[inline]
    pub fn swap_remove(&mut self, index: usize) -> T {
        let tag = moved_tag(self.block.prefix(), self.len(), index);
        let last = self.len() - 1;
        move_tag(self.block.prefix_mut(), last, index, tag);
        self.block.swap_remove(index)
    }

    /// Moves all items of `other` behind those here. No user code runs.
    ///
    /// # Panics
    /// If there is no room for all, or not a tag for each.
    pub fn append(&mut self, other: &mut TagMut<'_, T, C>) {
        let (len, moved) = (self.len(), other.len());
        assert!(len + moved <= self.block.prefix().len(), "leaves that are joined are small");
        other.block.move_to(0..moved, &mut self.block, len);
        for (place, tag) in self.block.prefix_mut().iter_mut().skip(len).zip(other.block.prefix()) {
            *place = *tag;
        }
        other.block.prefix_mut().fill(0);
    }
}
