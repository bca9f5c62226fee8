//! The first leaf, which is being filled from its end.

use super::inner::LiveLeaf;
use super::node::Leaf;
use super::shape::Shape;
use crate::NodeInfo;
use crate::block::{Capacity, Fresh, pack};
use crate::count::{Atomic, Counter, RefCount};
use core::mem::ManuallyDrop;

/// A leaf whose items are at the end of its block, so that there is room before them.
///
/// All owners of the block agree on its length, for only a sole owner changes it, through its `Front`.
pub struct Front<T, C: RefCount = Atomic> {
    /// A block with the capacity of a leaf, of which this is an owner. Its *last* `len` items are
    /// initialised, and so it must not be dropped as a leaf. When it is full it is a [`Leaf`] like any other.
    leaf: Option<ManuallyDrop<Leaf<T, C>>>,
    /// Its length, which is also in its header; 0 if there is none.
    len: u32,
}

impl<T, C: RefCount> Front<T, C> {
    /// Room for so many items.
    const CAPACITY: usize = Shape::<T, C>::LEAF;

    /// Nothing.
    #[inline]
    #[must_use]
    pub const fn new() -> Self {
        Self { leaf: None, len: 0 }
    }

    /// Makes an empty leaf.
    #[must_use]
    pub fn with_capacity() -> Self {
        Self { leaf: Some(ManuallyDrop::new(Fresh::new((), Self::CAPACITY).share())), len: 0 }
    }

    /// Returns the number of items.
    #[inline]
    pub const fn len(&self) -> usize {
        self.len as usize
    }

    /// Returns `true` if there is none.
    #[inline]
    pub const fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Returns the items.
    #[inline]
    pub fn slice(&self) -> &[T] {
        let Some(leaf) = &self.leaf else { return &[] };
        leaf.live().read();
        // SAFETY: the last items are initialised; nothing writes, for `self` is borrowed.
        unsafe { leaf.live().slice(self.start()..Self::CAPACITY) }
    }

    /// Where the items begin.
    #[inline]
    const fn start(&self) -> usize {
        Self::CAPACITY - self.len()
    }

    /// Returns `true` if there is room for one more item, in a block without another owner.
    #[inline]
    pub fn has_room(&mut self) -> bool {
        self.len() < Self::CAPACITY && self.exclusive().is_some()
    }

    /// Puts an item before the others.
    ///
    /// # Panics
    /// If there is no room, or if the block has another owner.
    #[inline]
    pub fn push(&mut self, item: T) -> &mut T {
        assert!(self.has_room(), "no room in front");
        self.len += 1;
        let (start, size) = (self.start(), self.size());
        let leaf = self.exclusive().expect("tested before");
        // SAFETY: the leaf is exclusive, and there was room for one more; the place holds nothing.
        let place = unsafe { leaf.put(start, item) };
        // SAFETY: the leaf is exclusive, and this is how many items are initialised.
        unsafe { leaf.set_size(size) };
        place
    }

    /// Takes the first item out, if there is one. `None` also if the block has another owner.
    #[inline]
    pub fn pop(&mut self) -> Option<T> {
        self.exclusive()?;
        let first = self.start();
        self.len = self.len.checked_sub(1)?;
        let size = self.size();
        let leaf = self.leaf.as_ref()?.live();
        // SAFETY: the leaf is exclusive, and so many items stay initialised.
        unsafe { leaf.set_size(size) };
        // SAFETY: the item is initialised, and has been given up.
        Some(unsafe { leaf.take(first) })
    }

    /// Returns the items, to be written; if the block has another owner, it is copied first.
    #[inline]
    pub fn make_mut(&mut self) -> &mut [T]
    where
        T: Clone,
    {
        if self.exclusive().is_none() && self.leaf.is_some() {
            *self = Self::from_fresh(self.copy());
        }
        let start = self.start();
        let Some(leaf) = &self.leaf else { return &mut [] };
        // SAFETY: the last items are initialised, also in a copy; the block is exclusive.
        unsafe { leaf.live().slice_mut(start..Self::CAPACITY) }
    }

    /// Makes a leaf with the same items. They are moved if the block has no other owner, or if it is full.
    pub fn into_leaf(mut self) -> Option<Leaf<T, C>>
    where
        T: Clone,
    {
        if self.len() < Self::CAPACITY {
            if self.leaf.is_some() && self.exclusive().is_none() {
                return Some(self.copy().share());
            }
            let (start, len) = (self.start(), self.len());
            if let Some(leaf) = self.exclusive() {
                // SAFETY: both ranges are within the block, which is exclusive.
                unsafe { leaf.shift(start, 0, len) };
            }
        }
        // The items are where a leaf has them.
        ManuallyDrop::new(self).leaf.take().map(ManuallyDrop::into_inner)
    }

    /// Makes a front with the items of a leaf. They are moved if it has no other owner, or if it is full.
    #[must_use]
    pub fn from_leaf(leaf: Leaf<T, C>) -> Self
    where
        T: Clone,
    {
        let view = leaf.borrow();
        if view.len() == Self::CAPACITY && view.capacity() == Self::CAPACITY {
            return Self { leaf: Some(ManuallyDrop::new(leaf)), len: Self::CAPACITY as u32 };
        }
        match leaf.into_fresh() {
            Ok(mut fresh) => {
                fresh.resize(Self::CAPACITY);
                Self::from_fresh(fresh)
            }
            Err(leaf) => Self::from_fresh(leaf.borrow().duplicate(Self::CAPACITY)),
        }
    }

    /// Returns a front with the items of a block with the capacity of a leaf.
    fn from_fresh(fresh: Fresh<(), T, C>) -> Self {
        let leaf = fresh.share();
        let (len, capacity) = (leaf.borrow().len(), leaf.borrow().capacity());
        assert!(capacity == Self::CAPACITY, "not the size of a leaf");
        // SAFETY: both ranges are within the block, whose only owner is this one.
        unsafe { leaf.live().shift(0, capacity - len, len) };
        Self { leaf: Some(ManuallyDrop::new(leaf)), len: len as u32 }
    }

    /// Returns what the header of the block says.
    #[inline]
    fn size(&self) -> u32 {
        pack(self.len(), const { Capacity::holding(Self::CAPACITY) })
    }

    /// Makes a block with clones of the items.
    fn copy(&self) -> Fresh<(), T, C>
    where
        T: Clone,
    {
        let mut copy = Fresh::new((), Self::CAPACITY);
        copy.get().extend_from_slice(self.slice());
        copy
    }

    /// Returns the block, if it has no other owner.
    #[inline]
    fn exclusive(&mut self) -> Option<LiveLeaf<'_, T, C>> {
        // SAFETY: the one owner is this one, which is borrowed mutably.
        let leaf = unsafe { self.leaf.as_ref()?.live().try_exclusive(1) }?;
        Some(leaf.live())
    }

    /// Address, size, owners and elements of the block, if there is one.
    pub fn info(&self) -> Option<NodeInfo> {
        Some(self.leaf.as_ref()?.borrow().info().with_items(self.len()))
    }
}

impl<T, C: RefCount> Default for Front<T, C> {
    #[inline]
    fn default() -> Self {
        Self::new()
    }
}

impl<T, C: RefCount> Clone for Front<T, C> {
    #[inline]
    fn clone(&self) -> Self {
        Self { leaf: self.leaf.clone(), len: self.len }
    }
}

impl<T, C: RefCount> Drop for Front<T, C> {
    #[inline]
    fn drop(&mut self) {
        if let Some(leaf) = self.leaf.take()
            && leaf.live().count().decrement()
        {
            self.free(ManuallyDrop::into_inner(leaf));
        }
    }
}

impl<T, C: RefCount> Front<T, C> {
    /// Drops the items of a block, which has no owner any more, and frees it.
    #[cold]
    fn free(&self, leaf: Leaf<T, C>) {
        // SAFETY: the leaf is live, and has no other owner. Frees the memory, whatever panics.
        let fresh = unsafe { Fresh::from_raw(leaf.into_raw()) };
        let leaf = fresh.live();
        // SAFETY: the leaf is exclusive. Its items are not where its length would have them dropped.
        unsafe { leaf.set_size(pack(0, leaf.capacity())) };
        // SAFETY: the last items are initialised, exclusive, and not used again.
        unsafe { leaf.drop_items(self.start()..Self::CAPACITY) };
    }
}
