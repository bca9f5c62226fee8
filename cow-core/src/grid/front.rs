//! The first leaf, which is being filled from its end.

use super::inner::RawLeaf;
use super::node::Leaf;
use super::shape::Shape;
use crate::NodeInfo;
use crate::block::{Block, BlockRef, Capacity, Fresh, RawBlock, pack};
use crate::count::{Atomic, Counter, RefCount};
use core::marker::PhantomData;
use core::panic::{RefUnwindSafe, UnwindSafe};
use core::ptr::NonNull;
use core::{mem, slice};

/// A leaf whose items are at the end of its block, so that there is room before them.
///
/// All owners of the block agree on its length, for only a sole owner changes it, through its `Front`.
pub struct Front<T, C: RefCount = Atomic> {
    /// A live block with the capacity of a leaf, of which this is an owner. Its *last* `len` items
    /// are initialised. When it is full it is a [`Leaf`] like any other.
    leaf: Option<RawLeaf<T, C>>,
    /// Its length, which is also in its header; 0 if there is none.
    len: u32,
    owns: PhantomData<(T, C)>,
}

// SAFETY: a front owns its block as a `Block` does.
unsafe impl<T: Send + Sync> Send for Front<T, Atomic> {}
// SAFETY: as for `Send`.
unsafe impl<T: Send + Sync> Sync for Front<T, Atomic> {}

impl<T: RefUnwindSafe, C: RefCount> UnwindSafe for Front<T, C> {}
impl<T: RefUnwindSafe, C: RefCount> RefUnwindSafe for Front<T, C> {}

impl<T, C: RefCount> Front<T, C> {
    /// Room for so many items.
    const CAPACITY: usize = Shape::<T, C>::LEAF;

    /// Nothing.
    #[inline]
    #[must_use]
    pub const fn new() -> Self {
        Self { leaf: None, len: 0, owns: PhantomData }
    }

    /// Makes an empty leaf.
    #[must_use]
    pub fn with_capacity() -> Self {
        let leaf = RawBlock::allocate((), Capacity::holding(Self::CAPACITY));
        Self { leaf: Some(leaf), len: 0, owns: PhantomData }
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
        let Some(leaf) = self.leaf else { return &[] };
        // SAFETY: the leaf is live.
        unsafe { leaf.watch() }.read();
        // SAFETY: the leaf is live, with the capacity of a leaf and at most as many items.
        let first = unsafe { first(leaf, self.len()) };
        // SAFETY: from there on all items are initialised; nothing writes, for `self` is borrowed.
        unsafe { slice::from_raw_parts(first.as_ptr(), self.len()) }
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
        let len = self.len();
        let leaf = self.exclusive().expect("tested before");
        // SAFETY: the leaf is live, with the capacity of a leaf, and had room for one more.
        let mut place = unsafe { first(leaf, len) };
        // SAFETY: the place is within the capacity, and holds nothing.
        unsafe { place.write(item) };
        // SAFETY: the leaf is exclusive, and this is how many items are initialised.
        unsafe { leaf.set_size(pack(len, const { Capacity::holding(Self::CAPACITY) })) };
        // SAFETY: the item is initialised, and the block exclusive.
        unsafe { place.as_mut() }
    }

    /// Takes the first item out, if there is one. `None` also if the block has another owner.
    #[inline]
    pub fn pop(&mut self) -> Option<T> {
        let leaf = self.exclusive()?;
        let len = self.len();
        let less = self.len.checked_sub(1)?;
        self.len = less;
        // SAFETY: the leaf is exclusive, and so many items stay initialised.
        unsafe { leaf.set_size(pack(less as usize, const { Capacity::holding(Self::CAPACITY) })) };
        // SAFETY: the leaf is live, with the capacity of a leaf and that many items.
        let place = unsafe { first(leaf, len) };
        // SAFETY: the item is initialised, and has been given up.
        Some(unsafe { place.read() })
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
        let Some(leaf) = self.leaf else { return &mut [] };
        // SAFETY: the leaf is live, with the capacity of a leaf and at most as many items.
        let first = unsafe { first(leaf, self.len()) };
        // SAFETY: from there on all items are initialised, also in a copy; the block is exclusive.
        unsafe { slice::from_raw_parts_mut(first.as_ptr(), self.len()) }
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
            let len = self.len();
            if let Some(leaf) = self.exclusive() {
                // SAFETY: the leaf is live, with the capacity of a leaf and that many items.
                let from = unsafe { first(leaf, len) };
                // SAFETY: the leaf is live.
                let to = unsafe { leaf.items() };
                // SAFETY: both ranges are within the block, which is exclusive.
                unsafe { from.copy_to(to, len) };
            }
        }
        let leaf = mem::ManuallyDrop::new(self).leaf?;
        // SAFETY: the owner is given up; the items are where a leaf has them.
        Some(unsafe { Block::from_raw(leaf) })
    }

    /// Makes a front with the items of a leaf. They are moved if it has no other owner, or if it is full.
    #[must_use]
    pub fn from_leaf(leaf: Leaf<T, C>) -> Self
    where
        T: Clone,
    {
        let view = leaf.borrow();
        if view.len() == Self::CAPACITY && view.capacity() == Self::CAPACITY {
            let leaf = leaf.into_raw();
            return Self { leaf: Some(leaf), len: Self::CAPACITY as u32, owns: PhantomData };
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
        let len = fresh.slice().len();
        let leaf = fresh.share().into_raw();
        // SAFETY: the leaf is live.
        assert!(unsafe { leaf.capacity() }.get() == Self::CAPACITY, "not the size of a leaf");
        // SAFETY: the leaf is live.
        let from = unsafe { leaf.items() };
        // SAFETY: the leaf is live, with the capacity of a leaf and that many items.
        let to = unsafe { first(leaf, len) };
        // SAFETY: both ranges are within the block, whose only owner is this one.
        unsafe { from.copy_to(to, len) };
        Self { leaf: Some(leaf), len: len as u32, owns: PhantomData }
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
    fn exclusive(&mut self) -> Option<RawLeaf<T, C>> {
        let leaf = self.leaf?;
        // SAFETY: the leaf is live.
        if !unsafe { leaf.count() }.is_unique() {
            return None;
        }
        // SAFETY: the leaf is live.
        unsafe { leaf.watch() }.write();
        Some(leaf)
    }

    /// Address, size, owners and elements of the block, if there is one.
    pub fn info(&self) -> Option<NodeInfo> {
        // SAFETY: the leaf is live while `self` owns it; its items are not looked at.
        let leaf: BlockRef<'_, (), T, C> = unsafe { BlockRef::from_raw(self.leaf?) };
        Some(leaf.info().with_items(self.len()))
    }
}

/// Returns where the last `len` items of a block with the capacity of a leaf begin.
///
/// # Safety
/// The leaf is live, has that capacity, and `len` is not more.
#[inline]
unsafe fn first<T, C: RefCount>(leaf: RawLeaf<T, C>, len: usize) -> NonNull<T> {
    // SAFETY: the leaf is live.
    let items = unsafe { leaf.items() };
    // SAFETY: within the capacity.
    unsafe { items.add(Shape::<T, C>::LEAF - len) }
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
        if let Some(leaf) = self.leaf {
            // SAFETY: the leaf is live. The new owner is the one below.
            unsafe { leaf.count() }.increment();
        }
        Self { ..*self }
    }
}

impl<T, C: RefCount> Drop for Front<T, C> {
    #[inline]
    fn drop(&mut self) {
        if let Some(leaf) = self.leaf {
            // SAFETY: the leaf is live, and this owner is given up.
            if unsafe { leaf.count() }.decrement() {
                // SAFETY: the last owner is gone.
                unsafe { free(leaf, self.len()) };
            }
        }
    }
}

/// Drops the last `len` items of a block, and frees it.
///
/// # Safety
/// The leaf is live, has the capacity of one, has no owner and is not in use, and that many items at
/// its end are initialised.
#[cold]
unsafe fn free<T, C: RefCount>(leaf: RawLeaf<T, C>, len: usize) {
    /// Frees the memory, whatever panics.
    struct Memory<T, C: RefCount>(RawLeaf<T, C>);
    impl<T, C: RefCount> Drop for Memory<T, C> {
        fn drop(&mut self) {
            // SAFETY: the leaf is live, and it is not used hereafter.
            unsafe { self.0.free() };
        }
    }

    // SAFETY: the leaf is live.
    unsafe { leaf.watch() }.write();
    let memory = Memory(leaf);
    // SAFETY: the leaf has the capacity of one, and `len` is not more.
    let items = NonNull::slice_from_raw_parts(unsafe { first(memory.0, len) }, len);
    // SAFETY: the items are initialised, exclusive, and not used again.
    unsafe { items.drop_in_place() };
}
