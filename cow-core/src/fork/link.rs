//! What one owner of a node can do.

use super::exclusive::{ForkMut, NodeMut};
use super::raw::{Link, Raw};
use super::view::{ForkRef, LinkRef, View};
use crate::block::{Block, BlockMut};
use crate::count::RefCount;
use core::fmt;
use core::mem;

/// What a link led to, taken out of it.
pub enum Exposed<X, T, C: RefCount> {
    /// A fork's data and children.
    Fork(X, Link<X, T, C>, Link<X, T, C>),
    /// A leaf.
    Leaf(Block<(), T, C>),
}

impl<X, T, C: RefCount> Link<X, T, C> {
    /// Exclusive access to the node, if this is its only owner.
    #[inline]
    pub fn get_mut(&mut self) -> Option<NodeMut<'_, X, T, C>> {
        if !self.is_unique() {
            return None;
        }
        // SAFETY: the only owner is this one, and it is borrowed mutably for as long.
        Some(unsafe { self.assume_unique() })
    }

    /// Exclusive access to the node, which is copied first if it has other owners: a leaf with room
    /// for `capacity` items, a fork with its children counted.
    ///
    /// If a `clone` panics, the link is as it was.
    #[inline]
    pub fn make_mut(&mut self, capacity: usize) -> NodeMut<'_, X, T, C>
    where
        X: Clone,
        T: Clone,
    {
        if !self.is_unique() {
            let copy = match self.view() {
                View::Fork(fork) => {
                    let [left, right] = fork.children();
                    Self::fork(fork.data().clone(), left.to_link(), right.to_link())
                }
                View::Leaf(leaf) => Self::leaf(leaf.duplicate(capacity).share()),
            };
            mem::replace(self, copy).release_shared();
        }
        // SAFETY: the only owner is this one, and it is borrowed mutably for as long.
        unsafe { self.assume_unique() }
    }

    /// Exclusive access without the test.
    ///
    /// # Safety
    /// This is the only owner.
    #[inline]
    unsafe fn assume_unique(&mut self) -> NodeMut<'_, X, T, C> {
        match self.word().raw() {
            // SAFETY: live, with one owner, which is borrowed mutably.
            Raw::Fork(fork) => NodeMut::Fork(unsafe { ForkMut::from_raw(fork) }),
            // SAFETY: live, with one owner, which is borrowed mutably.
            Raw::Leaf(block) => NodeMut::Leaf(unsafe { BlockMut::from_raw(block) }),
        }
    }

    /// Takes the node apart. A fork's parts are moved out if this is its only owner, and otherwise
    /// its data are cloned and its children counted.
    ///
    /// If the `clone` panics, this owner is dropped.
    #[inline]
    pub fn expose(mut self) -> Exposed<X, T, C>
    where
        X: Clone,
    {
        match self.word().raw() {
            Raw::Leaf(block) => {
                mem::forget(self);
                // SAFETY: the block is live, and `self` has given up its owner.
                Exposed::Leaf(unsafe { Block::from_raw(block) })
            }
            Raw::Fork(fork) if self.is_unique() => {
                // SAFETY: the fork is live.
                unsafe { fork.watch() }.write();
                mem::forget(self);
                // SAFETY: the fork is live, and `self` was its only owner and is given up.
                let (data, [left, right]) = unsafe { fork.take() };
                Exposed::Fork(data, left, right)
            }
            Raw::Fork(fork) => {
                // SAFETY: live while `self` is.
                let fork = unsafe { ForkRef::from_raw(fork) };
                let data = fork.data().clone();
                let [left, right] = fork.children().map(LinkRef::to_link);
                self.release_shared();
                Exposed::Fork(data, left, right)
            }
        }
    }
}

impl<X, T, C: RefCount> Clone for Link<X, T, C> {
    #[inline]
    fn clone(&self) -> Self {
        self.borrow().to_link()
    }
}

impl<X: fmt::Debug, T: fmt::Debug, C: RefCount> fmt::Debug for Link<X, T, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.borrow().fmt(f)
    }
}
