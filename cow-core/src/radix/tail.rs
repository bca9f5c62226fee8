//! The last leaf, which is being filled.

use super::inner::LiveLeaf;
use super::node::{Leaf, LeafRef};
use super::shape::Shape;
use crate::block::{Block, BlockMut, Fresh, MAX_LEN};
use crate::count::{Atomic, RefCount};
use core::marker::PhantomData;
use core::mem;

/// A leaf whose owner holds the length, too: a push does not wait for the store of the last one.
///
/// All owners of the block agree on its length, for only a sole owner changes it, through its `Tail`.
pub struct Tail<T, C: RefCount = Atomic> {
    /// None only if `size` and `full` are 0.
    leaf: Option<Leaf<T, C>>,
    /// The block's length and capacity, as they are in its header; 0 if there is none.
    size: u32,
    /// What `size` is when the block is full; 0 if there is none.
    full: u32,
}

impl<T, C: RefCount> Tail<T, C> {
    /// Nothing.
    #[inline]
    #[must_use]
    pub const fn new() -> Self {
        Self { leaf: None, size: 0, full: 0 }
    }

    /// Makes an empty leaf.
    ///
    /// # Panics
    /// If `capacity` exceeds [`Shape::LEAF`].
    #[inline]
    #[must_use]
    pub fn with_capacity(capacity: usize) -> Self {
        Fresh::new((), capacity).into()
    }

    /// Returns the number of items.
    #[inline]
    pub const fn len(&self) -> usize {
        self.size as usize & MAX_LEN
    }

    /// Returns `true` if there is none.
    #[inline]
    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns how many items there is room for.
    #[inline]
    pub const fn capacity(&self) -> usize {
        self.full as usize & MAX_LEN
    }

    /// Returns the items.
    #[inline]
    pub fn slice(&self) -> &[T] {
        let Some(leaf) = &self.leaf else { return &[] };
        leaf.live().read();
        // SAFETY: so many items are initialised; nothing writes, for `self` is borrowed.
        unsafe { leaf.live().slice(0..self.len()) }
    }

    /// Returns the leaf, if there is one.
    #[inline]
    pub fn leaf(&self) -> Option<LeafRef<'_, T, C>> {
        self.leaf.as_ref().map(Block::borrow)
    }

    /// Returns room for one more item, if there is any, and if the block has no other owner.
    #[inline]
    pub fn spare(&mut self) -> Option<TailSpare<'_, T, C>> {
        let size = self.size;
        if size == self.full {
            return None;
        }
        // SAFETY: `size` and `full` are not both 0, so there is a leaf.
        let leaf = unsafe { self.leaf.as_ref().unwrap_unchecked() }.live();
        // SAFETY: the one owner is this one, which is borrowed mutably.
        let leaf = unsafe { leaf.try_exclusive(1) }?.live();
        Some(TailSpare { leaf, size, place: &mut self.size, items: PhantomData })
    }

    /// Takes the last item out, if there is one. `None` also if the block has another owner.
    #[inline]
    pub fn pop(&mut self) -> Option<T> {
        let leaf = self.leaf.as_ref()?.live();
        if self.is_empty() {
            return None;
        }
        // SAFETY: the one owner is this one, which is borrowed mutably.
        let leaf = unsafe { leaf.try_exclusive(1) }?.live();
        self.size -= 1;
        // SAFETY: the leaf is exclusive; one item less stays initialised.
        unsafe { leaf.set_size(self.size) };
        // SAFETY: the item is initialised, and has been given up.
        Some(unsafe { leaf.take(self.size as usize & MAX_LEN) })
    }

    /// Returns the items, to be written; if the block has another owner, it is copied first.
    #[inline]
    pub fn make_mut(&mut self) -> &mut [T]
    where
        T: Clone,
    {
        let len = self.len();
        let Some(leaf) = &mut self.leaf else { return &mut [] };
        if !leaf.is_unique() {
            copy(leaf);
        }
        leaf.live().write();
        // SAFETY: so many items are initialised, also in a copy; the leaf is exclusive.
        unsafe { leaf.live().slice_mut(0..len) }
    }

    /// Lets `edit` change the block, if it has no other owner.
    #[inline]
    pub fn edit<R>(&mut self, edit: impl FnOnce(BlockMut<'_, (), T, C>) -> R) -> Option<R> {
        /// Reads the length when dropped, and so also when `edit` panics.
        struct Note<'a, T, C: RefCount> {
            leaf: LiveLeaf<'a, T, C>,
            size: &'a mut u32,
        }
        impl<T, C: RefCount> Drop for Note<'_, T, C> {
            #[inline]
            fn drop(&mut self) {
                *self.size = self.leaf.size();
            }
        }
        let leaf = self.leaf.as_ref()?.live();
        // SAFETY: the one owner is this one, which is borrowed mutably.
        let access = unsafe { leaf.try_exclusive(1) }?;
        let _note = Note { leaf, size: &mut self.size };
        Some(edit(BlockMut::new(access)))
    }

    /// Returns the block, if it has no other owner; `self` is empty then.
    #[inline]
    pub fn take_fresh(&mut self) -> Option<Fresh<(), T, C>> {
        self.leaf.as_mut()?.get_mut()?;
        mem::take(self).into_leaf()?.into_fresh().ok()
    }

    /// Returns the block.
    #[inline]
    pub fn into_leaf(self) -> Option<Leaf<T, C>> {
        self.leaf
    }
}

/// Puts a copy of the same capacity into the place of a block that has several owners.
#[cold]
#[inline(never)]
fn copy<T: Clone, C: RefCount>(leaf: &mut Leaf<T, C>) {
    let view = leaf.borrow();
    let copy = view.duplicate(view.capacity()).share();
    mem::replace(leaf, copy).release_shared();
}

impl<T, C: RefCount> From<Leaf<T, C>> for Tail<T, C> {
    #[inline]
    fn from(leaf: Leaf<T, C>) -> Self {
        let view = leaf.borrow();
        assert!(view.capacity() <= Shape::<T, C>::LEAF, "too long for a leaf");
        let size = leaf.live().size();
        let room = (view.capacity() - view.len()) as u32;
        Self { leaf: Some(leaf), size, full: size + room }
    }
}

impl<T, C: RefCount> From<Fresh<(), T, C>> for Tail<T, C> {
    #[inline]
    fn from(leaf: Fresh<(), T, C>) -> Self {
        leaf.share().into()
    }
}

impl<T, C: RefCount> Default for Tail<T, C> {
    #[inline]
    fn default() -> Self {
        Self::new()
    }
}

impl<T, C: RefCount> Clone for Tail<T, C> {
    #[inline]
    fn clone(&self) -> Self {
        Self { leaf: self.leaf.clone(), ..*self }
    }
}

/// Proof that a tail has room for one more item, and no other owner.
///
/// Invariant in `T`, as a `&mut T` is: an item that lives shorter than the others does not fit.
///
/// ```compile_fail
/// use cow_core::radix::TailSpare;
///
/// fn put<'s>(spare: TailSpare<'_, &'static str>, short: &'s str) {
///     let spare: TailSpare<'_, &'s str> = spare;
///     spare.fill(short);
/// }
/// ```
pub struct TailSpare<'a, T, C: RefCount = Atomic> {
    /// Live and exclusive; its length is less than its capacity.
    leaf: LiveLeaf<'a, T, C>,
    /// What its header says, and the tail.
    size: u32,
    /// Where the tail says so.
    place: &'a mut u32,
    /// What is written here is read as a `T` later, so `T` must not vary.
    items: PhantomData<&'a mut T>,
}

impl<'a, T, C: RefCount> TailSpare<'a, T, C> {
    /// Appends the item.
    #[inline]
    pub fn fill(self, item: T) -> &'a mut T {
        // SAFETY: the length is less than the capacity, and the place holds nothing; the leaf is exclusive for `'a`.
        let place = unsafe { self.leaf.put(self.size as usize & MAX_LEN, item) };
        let size = self.size + 1;
        *self.place = size;
        // SAFETY: the leaf is exclusive; one item more is initialised, and there was room for it.
        unsafe { self.leaf.set_size(size) };
        place
    }
}

impl<T, C: RefCount> Tail<T, C> {
    /// Moves items from `iter` into the room there is, until one of both is at its end. If `iter`
    /// panics, what it gave before stays. Nothing happens if the block has another owner.
    #[inline]
    pub fn fill_from(&mut self, iter: &mut impl Iterator<Item = T>) {
        self.edit(|mut leaf| leaf.fill_from(iter));
    }
}
