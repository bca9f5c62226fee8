//! A trie of which the length is right after a panic, too.

use super::leaves::Leaves;
use core::mem;
use cow_core::RefCount;
use cow_core::trie::{NodeRef, Root};

/// How many items are below a node. O(nodes).
pub(crate) fn count<T, C: RefCount>(view: Option<NodeRef<'_, T, C>>) -> usize {
    Leaves::new(view).map(|leaf| leaf.len()).sum()
}

/// A trie that is changed in many places. Should that panic, its items are counted again.
pub(crate) struct Recount<'a, T, C: RefCount> {
    pub(crate) root: &'a mut Root<T, C>,
    /// How many items there were; set when all is done, or on the way out.
    pub(crate) len: &'a mut usize,
}

impl<T, C: RefCount> Recount<'_, T, C> {
    /// All is done, and this is the length.
    pub(crate) fn done(self, len: usize) {
        *self.len = len;
        mem::forget(self);
    }
}

impl<T, C: RefCount> Drop for Recount<'_, T, C> {
    fn drop(&mut self) {
        *self.len = count(self.root.view());
    }
}
