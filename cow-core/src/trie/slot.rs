//! Exclusive access to the slots of children.

use super::node::{Node, Root};
use super::node_ref::NodeRef;
use super::tagged_ptr::TaggedPtr;
use crate::count::{Atomic, RefCount};
use core::marker::PhantomData;
use core::ptr::NonNull;

/// Exclusive access to a slot: the whole run of a child in a branch that has one owner, or the root.
///
/// Passed by value. [`try_mut`](SlotMut::try_mut) gives it back if its child is shared.
pub struct SlotMut<'a, T, C: RefCount> {
    /// The first pointer of a branch, or the pointer of a [`Node`].
    ptrs: NonNull<TaggedPtr<T, C>>,
    /// One of the slots of the run, any of them, because all hold the same pointer.
    /// The run is exclusive for `'a`: every node on the path to it has one owner.
    slot: usize,
    borrow: PhantomData<&'a mut Node<T, C>>,
}

// SAFETY: an exclusive place is as good as a `&mut Node`.
unsafe impl<T: Send + Sync> Send for SlotMut<'_, T, Atomic> {}
// SAFETY: a `&SlotMut` is as good as a `&Node`.
unsafe impl<T: Send + Sync> Sync for SlotMut<'_, T, Atomic> {}

impl<'a, T, C: RefCount> SlotMut<'a, T, C> {
    /// Returns slot `slot`, among those that begin at `ptrs`.
    ///
    /// # Safety
    /// `ptrs` are those of a branch with one owner, and `slot` is one of them; or `ptrs` is the pointer of
    /// a link, and `slot` is 0. The run is exclusive for `'a`.
    #[inline]
    pub(super) unsafe fn new(ptrs: NonNull<TaggedPtr<T, C>>, slot: usize) -> Self {
        Self { ptrs, slot, borrow: PhantomData }
    }

    /// Returns a borrow of the node.
    #[inline]
    pub fn view(&self) -> NodeRef<'_, T, C> {
        // SAFETY: the child is live while it is in its place, which is borrowed.
        unsafe { NodeRef::from_ptr(self.ptr()) }
    }

    /// Does what [`view`](Self::view) does, for as long as the slot is borrowed.
    #[inline]
    pub fn into_view(self) -> NodeRef<'a, T, C> {
        // SAFETY: the child is live while it is in its place, which is exclusive for `'a` and given up:
        // nothing changes it meanwhile.
        unsafe { NodeRef::from_ptr(self.ptr()) }
    }

    /// Returns how many slots the run has: 1, 2, 4 or 8, and 1 outside of branches.
    #[inline]
    pub fn run(&self) -> usize {
        self.ptr().span() + 1
    }

    /// Returns the same slot for a shorter time.
    #[inline]
    pub fn reborrow(&mut self) -> SlotMut<'_, T, C> {
        SlotMut { ptrs: self.ptrs, slot: self.slot, borrow: PhantomData }
    }

    /// Replaces the node, and drops an owner of the old one, which likely has others.
    ///
    /// # Panics
    /// If `child` is a branch and the run has more than one slot.
    #[inline]
    pub fn set(mut self, child: Node<T, C>) -> Self {
        let old = self.ptr();
        self.write(child.into_run(old.span()));
        // SAFETY: the run gave up its owner of the old child.
        unsafe { Node::from_ptr(old) }.release_shared();
        self
    }

    /// Returns the pointer of the run.
    #[inline]
    pub(super) fn ptr(&self) -> TaggedPtr<T, C> {
        // SAFETY: there is such a slot.
        let place = unsafe { self.ptrs.add(self.slot) };
        // SAFETY: its pointer is initialised, and exclusive for `'a`.
        unsafe { place.read() }
    }

    /// Returns the pointers among which the place is, and its first slot if it has `span + 1` of them.
    #[inline]
    pub(super) fn first(&self, span: usize) -> (NonNull<TaggedPtr<T, C>>, usize) {
        (self.ptrs, self.slot & !span)
    }

    /// Writes a pointer to its whole run, which has the span of the pointer.
    #[inline]
    pub(super) fn write(&mut self, ptr: TaggedPtr<T, C>) {
        let (ptrs, first) = self.first(ptr.span());
        for slot in first..=first + ptr.span() {
            // SAFETY: the run has as many slots.
            let place = unsafe { ptrs.add(slot) };
            // SAFETY: the run is exclusive for `'a`.
            unsafe { place.write(ptr) };
        }
    }
}

impl<T, C: RefCount> Node<T, C> {
    /// Returns the place of the node, to change the node or to put another one there.
    #[inline]
    pub fn slot(&mut self) -> SlotMut<'_, T, C> {
        // SAFETY: the pointer is that of a link, leads to a live node, and is borrowed mutably.
        unsafe { SlotMut::new(NonNull::from(self.ptr_mut()), 0) }
    }
}

impl<T, C: RefCount> Root<T, C> {
    /// Returns the place of the node, if there is one.
    #[inline]
    pub fn slot(&mut self) -> Option<SlotMut<'_, T, C>> {
        self.node_mut().map(Node::slot)
    }
}
