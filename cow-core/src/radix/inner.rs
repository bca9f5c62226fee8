//! What an inner node is made of.

use super::shape::{MAX_FANOUT, Shape};
use crate::block::{Head, LiveBlock, RawBlock};
use crate::count::RefCount;
use crate::node::{Live, RawNode};
use core::ptr::NonNull;

/// The address of a leaf or of an inner node, by the level at which it is found. Owns nothing by
/// itself: what holds a link says whether it stands for an owner.
#[derive(Clone, Copy, PartialEq, Eq)]
#[repr(transparent)]
pub(super) struct Link(pub(super) NonNull<()>);

/// A leaf, as it is at the end of a link of level 0.
pub(super) type LiveLeaf<'a, T, C> = LiveBlock<'a, (), T, C>;

/// An inner node, as it is at the end of any other link.
///
/// Its links own what they lead to: nodes of the level below, which hold as many items as the
/// node's [`Starts`] or its regularity, and the number of its items say.
pub(super) type LiveInner<'a, C> = LiveBlock<'a, Starts, Link, C>;

// SAFETY: an address does nothing. What holds one says by a marker what it owns or borrows.
unsafe impl Send for Link {}
// SAFETY: as for `Send`.
unsafe impl Sync for Link {}

impl Link {
    /// Returns the address of a leaf.
    #[inline]
    pub(super) fn raw_leaf<T, C: RefCount>(self) -> RawBlock<(), T, C> {
        RawBlock::from_address(self.0)
    }

    /// Returns the address of an inner node.
    #[inline]
    pub(super) fn raw_inner<C: RefCount>(self) -> RawBlock<Starts, Self, C> {
        RawBlock::from_address(self.0)
    }

    /// Borrows the leaf.
    ///
    /// # Safety
    /// The link is of level 0, and its node as [`Live::new`] requires.
    #[inline]
    pub(super) unsafe fn leaf<'a, T, C: RefCount>(self) -> LiveLeaf<'a, T, C> {
        // SAFETY: by this function's contract.
        unsafe { Live::new(self.raw_leaf()) }
    }

    /// Borrows the inner node.
    ///
    /// # Safety
    /// The link is not of level 0, and its node as [`Live::new`] requires.
    #[inline]
    pub(super) unsafe fn inner<'a, C: RefCount>(self) -> LiveInner<'a, C> {
        // SAFETY: by this function's contract.
        unsafe { Live::new(self.raw_inner()) }
    }

    /// Returns the count of either.
    ///
    /// # Safety
    /// The node is live for `'a`.
    #[inline]
    pub(super) unsafe fn count<'a, C: RefCount>(self) -> &'a C::Counter {
        // SAFETY: by this function's contract; every node begins with its count.
        unsafe { Live::new(RawNode::<u32, (), C>::from_address(self.0)) }.count()
    }
}

/// The head of an inner node: with which item each child starts.
#[derive(Clone, Copy)]
#[repr(C)]
pub(super) struct Starts {
    /// False if all children but the last are full. Then `at` means nothing.
    pub(super) relaxed: bool,
    /// How many items there are before each child; [`NO_CHILD`](Self::NO_CHILD) where there is none.
    pub(super) at: [usize; MAX_FANOUT],
}

impl Head<Link> for Starts {}

impl Starts {
    /// More than any index.
    pub(super) const NO_CHILD: usize = isize::MAX as usize;

    /// The starts of a node without children.
    pub(super) const NONE: Self = Self { relaxed: false, at: [Self::NO_CHILD; MAX_FANOUT] };

    /// In a node of this level: the child of an index, and the index in it.
    #[inline]
    pub(super) fn find<T, C: RefCount>(&self, level: u8, index: usize) -> (usize, usize) {
        if !self.relaxed {
            return Shape::<T, C>::split(level, index);
        }
        // Two rounds of three comparisons, none of which waits for another. The first start is 0.
        const { assert!(MAX_FANOUT == 16) };
        let reached = |child: usize| usize::from(self.at[child] <= index);
        let mut child = 4 * (reached(4) + reached(8) + reached(12));
        child += reached(child + 1) + reached(child + 2) + reached(child + 3);
        (child, index - self.at[child])
    }
}
