//! A block, borrowed.

use super::fresh::Fresh;
use super::owned::Block;
use super::raw::{Head, LiveBlock, RawBlock};
use crate::NodeInfo;
use crate::count::{Atomic, Counter, RefCount};
use crate::node::Live;
use core::fmt;
use core::marker::PhantomData;
use core::ptr::NonNull;
use core::slice;

/// A borrow of a [`Block`]: one word, `Copy`, read only.
///
/// Items are one load away, where a `&Block` would need two.
pub struct BlockRef<'a, H, T, C: RefCount> {
    /// Live for `'a`, during which there is no exclusive borrow.
    node: LiveBlock<'a, H, T, C>,
    borrow: PhantomData<&'a (H, T)>,
}

impl<H, T, C: RefCount> Clone for BlockRef<'_, H, T, C> {
    #[inline]
    fn clone(&self) -> Self {
        *self
    }
}

impl<H, T, C: RefCount> Copy for BlockRef<'_, H, T, C> {}

// SAFETY: a view reads head and items, and can become an owner of its own (`to_block`), which may
// drop or move them in the other thread: so they have to be both `Send` and `Sync`.
unsafe impl<H: Send + Sync, T: Send + Sync> Send for BlockRef<'_, H, T, Atomic> {}
// SAFETY: as for `Send`; a `&BlockRef` is as good as a copy of it.
unsafe impl<H: Send + Sync, T: Send + Sync> Sync for BlockRef<'_, H, T, Atomic> {}

impl<'a, H, T, C: RefCount> BlockRef<'a, H, T, C> {
    /// Makes a borrow of the block at `raw`.
    ///
    /// # Safety
    /// The block is live for `'a`, during which there is no exclusive borrow, and owned by a
    /// [`Block`] or by something that counts as one.
    #[inline]
    pub(crate) unsafe fn from_raw(raw: RawBlock<H, T, C>) -> Self {
        // SAFETY: by this function's contract.
        Self { node: unsafe { Live::new(raw) }, borrow: PhantomData }
    }

    /// Returns the node, once loom has been told of a read.
    #[inline(always)]
    fn node(self) -> LiveBlock<'a, H, T, C> {
        self.node.read();
        self.node
    }

    /// Returns the value before the items.
    #[inline]
    pub fn head(self) -> &'a H {
        // SAFETY: the head is initialised, and not written to during `'a`.
        unsafe { self.node().head().as_ref() }
    }

    /// Returns the number of items.
    #[inline]
    pub fn len(self) -> usize {
        self.node().len()
    }

    /// Returns `true` if there is none.
    #[inline]
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// Returns the number of items that fit.
    #[inline]
    pub fn capacity(self) -> usize {
        self.node().capacity().get()
    }

    /// Returns `true` if both are borrows of one block.
    #[inline]
    pub fn same(self, other: BlockRef<'_, H, T, C>) -> bool {
        self.address() == other.address()
    }

    /// Returns the address of the block: its identity, as long as it has an owner.
    #[inline]
    pub fn address(self) -> NonNull<()> {
        self.node.raw().address()
    }

    /// Adds an owner, and returns it.
    #[inline]
    pub fn to_block(self) -> Block<H, T, C>
    where
        H: Head<T>,
    {
        self.node.count().increment();
        // SAFETY: the new owner is the one that has just been counted.
        unsafe { Block::from_raw(self.node.raw()) }
    }

    /// Returns how many owners the block has, at some moment.
    pub fn owners(self) -> usize {
        self.node.count().get()
    }
}

impl<'a, H: Head<T>, T, C: RefCount> BlockRef<'a, H, T, C> {
    /// Returns the items.
    #[inline]
    pub fn slice(self) -> &'a [T] {
        // SAFETY: the items below the length are initialised, and not written to during `'a`.
        unsafe { self.node.slice(0..self.len()) }
    }

    /// Returns the bytes between head and items.
    #[inline]
    pub(crate) fn prefix(self) -> &'a [u8] {
        let prefix = self.node().prefix();
        // SAFETY: the prefix has been initialised to zeros, and is not written to during `'a`.
        unsafe { slice::from_raw_parts(prefix.as_ptr(), H::PREFIX.0) }
    }

    /// Address, size and owners of the block.
    pub fn info(self) -> NodeInfo {
        let bytes = RawBlock::<H, T, C>::layout(self.node.capacity()).size();
        NodeInfo::new(self.address().addr().get(), bytes, self.owners())
    }

    /// Makes a copy with clones of head and items and with room for `capacity` items, or for as
    /// many as there are if that is more.
    ///
    /// The prefix is zeros. If a `clone` panics, what has been cloned is dropped.
    pub fn duplicate(self, capacity: usize) -> Fresh<H, T, C>
    where
        H: Clone,
        T: Clone,
    {
        let items = self.slice();
        let mut copy = Fresh::new(self.head().clone(), capacity.max(items.len()));
        copy.get().extend_from_slice(items);
        copy
    }

    /// Makes a copy like [`duplicate`](Self::duplicate), with one item more before the one at `index`.
    ///
    /// # Panics
    /// If there are not so many items.
    #[inline]
    pub fn duplicate_with(self, index: usize, item: T, capacity: usize) -> Fresh<H, T, C>
    where
        H: Clone,
        T: Clone,
    {
        let items = self.slice();
        let (before, after) = items.split_at(index);
        let mut copy = Fresh::new(self.head().clone(), capacity.max(items.len() + 1));
        copy.get().extend_from_slice(before);
        copy.get().push(item);
        copy.get().extend_from_slice(after);
        copy
    }

    /// Makes a copy like [`duplicate`](Self::duplicate), without the item at `index`, which is not cloned.
    ///
    /// # Panics
    /// If there is no such item.
    pub fn duplicate_without(self, index: usize, capacity: usize) -> Fresh<H, T, C>
    where
        H: Clone,
        T: Clone,
    {
        let items = self.slice();
        let (before, after) = (&items[..index], &items[index + 1..]);
        let mut copy = Fresh::new(self.head().clone(), capacity.max(items.len() - 1));
        copy.get().extend_from_slice(before);
        copy.get().extend_from_slice(after);
        copy
    }
}

impl<H: Head<T>, T, C: RefCount> Block<H, T, C> {
    /// Returns a borrow that is one word.
    #[inline]
    pub fn borrow(&self) -> BlockRef<'_, H, T, C> {
        BlockRef { node: self.live(), borrow: PhantomData }
    }
}

impl<H: Head<T> + fmt::Debug, T: fmt::Debug, C: RefCount> fmt::Debug for Block<H, T, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.borrow().fmt(f)
    }
}

impl<H: fmt::Debug + Head<T>, T: fmt::Debug, C: RefCount> fmt::Debug for BlockRef<'_, H, T, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Block").field("head", self.head()).field("items", &self.slice()).finish()
    }
}
