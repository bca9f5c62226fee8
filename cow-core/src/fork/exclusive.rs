//! Nodes, borrowed by someone who is alone with them.

use super::raw::{Link, RawFork};
use super::side::Side;
use super::view::LinkRef;
use crate::block::BlockMut;
use crate::count::RefCount;
use core::marker::PhantomData;

/// Exclusive access to a node that has one owner.
pub enum NodeMut<'a, X, T, C: RefCount> {
    /// An inner node.
    Fork(ForkMut<'a, X, T, C>),
    /// A leaf.
    Leaf(BlockMut<'a, (), T, C>),
}

/// Data, left and right child of a fork, to be written.
pub type Parts<'a, X, T, C> = (&'a mut X, &'a mut Link<X, T, C>, &'a mut Link<X, T, C>);

/// Exclusive access to a fork that has one owner.
pub struct ForkMut<'a, X, T, C: RefCount> {
    /// Live and exclusive for `'a`.
    raw: RawFork<X, T, C>,
    borrow: PhantomData<&'a mut (X, Link<X, T, C>)>,
}

// SAFETY: exclusive access is as good as a `&mut` to data and children.
unsafe impl<X: Send, T, C: RefCount> Send for ForkMut<'_, X, T, C> where Link<X, T, C>: Send {}
// SAFETY: a `&ForkMut` gives `&X` and borrows of the children.
unsafe impl<X: Sync, T, C: RefCount> Sync for ForkMut<'_, X, T, C> where Link<X, T, C>: Sync {}

impl<'a, X, T, C: RefCount> ForkMut<'a, X, T, C> {
    /// Exclusive access to the fork at `raw`.
    ///
    /// # Safety
    /// It is live and exclusive for `'a`.
    #[inline]
    pub(super) unsafe fn from_raw(raw: RawFork<X, T, C>) -> Self {
        // SAFETY: the fork is live.
        unsafe { raw.watch() }.write();
        Self { raw, borrow: PhantomData }
    }

    /// The data.
    #[inline]
    pub fn data(&self) -> &X {
        // SAFETY: live for `'a`, and borrowed along with `self`.
        let fork = unsafe { self.raw.get() };
        &fork.data
    }

    /// Left and right child, to be read.
    #[inline]
    pub fn children(&self) -> [LinkRef<'_, X, T, C>; 2] {
        // SAFETY: live for `'a`, and borrowed along with `self`.
        let [left, right] = unsafe { &self.raw.get().children };
        [left.borrow(), right.borrow()]
    }

    /// One more than the greater height of the children when it was last [measured](Self::measure).
    #[inline]
    pub fn height(&self) -> usize {
        // SAFETY: the fork is live.
        unsafe { self.raw.height() }
    }

    /// Computes the height from those of the children, which are otherwise not asked when they are
    /// changed through [`parts`](Self::parts).
    ///
    /// # Panics
    /// If it would exceed [`MAX_HEIGHT`](super::MAX_HEIGHT).
    #[inline]
    pub fn measure(&mut self) {
        // SAFETY: live and exclusive for `'a`.
        unsafe { self.raw.measure() }
    }

    /// Data, left and right child, to be written.
    #[inline]
    pub fn parts(&mut self) -> Parts<'_, X, T, C> {
        ForkMut { raw: self.raw, borrow: PhantomData }.into_parts()
    }

    /// Data, left and right child, for as long as the access lasts.
    #[inline]
    pub fn into_parts(self) -> Parts<'a, X, T, C> {
        // SAFETY: the fork is live.
        let mut data = unsafe { self.raw.data() };
        // SAFETY: the fork is live.
        let mut left = unsafe { self.raw.child(Side::Left) };
        // SAFETY: the fork is live.
        let mut right = unsafe { self.raw.child(Side::Right) };
        // SAFETY: exclusive for `'a`, and `self` is used up.
        let data = unsafe { data.as_mut() };
        // SAFETY: as above, and another field.
        let left = unsafe { left.as_mut() };
        // SAFETY: as above, and another child.
        (data, left, unsafe { right.as_mut() })
    }
}
