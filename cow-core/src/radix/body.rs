//! All that a vector owns.

use super::front::Front;
use super::root::RadixTree;
use super::tail::Tail;
use crate::count::{Atomic, RefCount};
use core::{mem, ptr};

/// A first leaf, a tree of leaves, and a last leaf.
///
/// ```
/// use cow_core::Atomic;
/// use cow_core::radix::{Body, Tail};
///
/// let mut body = Body::<u64>::new();
/// body.tail = Tail::with_capacity(4);
/// body.tail.spare().unwrap().fill(7);
/// let clone = body.clone();
/// assert_eq!(clone.tail.slice(), [7]);
/// assert!(body.tail.spare().is_none(), "two owners: copy, do not write");
/// ```
pub struct Body<T, C: RefCount = Atomic> {
    /// The first items.
    pub front: Front<T, C>,
    /// Those in between.
    pub tree: RadixTree<T, C>,
    /// The last items.
    pub tail: Tail<T, C>,
}

impl<T, C: RefCount> Body<T, C> {
    /// Nothing.
    #[inline]
    #[must_use]
    pub const fn new() -> Self {
        Self { front: Front::new(), tree: RadixTree::new(), tail: Tail::new() }
    }
}

impl<T, C: RefCount> Default for Body<T, C> {
    #[inline]
    fn default() -> Self {
        Self::new()
    }
}

impl<T, C: RefCount> Clone for Body<T, C> {
    /// Adds an owner to each of at most three nodes.
    #[inline]
    fn clone(&self) -> Self {
        // Counted first, and copied in one piece then. Written part by part, a clone that is moved
        // on at once (returned, or pushed to a `Vec`) is read in larger pieces than those that are
        // still being stored, and has to wait for them: 14 ns instead of 4.
        mem::forget((self.front.clone(), self.tree.clone(), self.tail.clone()));
        // SAFETY: the new owners are those that have been forgotten.
        unsafe { ptr::read(self) }
    }
}
