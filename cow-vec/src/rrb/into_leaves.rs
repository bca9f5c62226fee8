//! Items moved out, leaf by leaf.

use super::edges;
use super::range::RrbRef;
use super::tree::Rrb;
use core::mem;
use cow_core::RefCount;
use cow_core::block::{Block, Items};
use cow_core::radix::{Body, RadixTree};

/// The items of a tree, moved out leaf by leaf from both ends. Those that are shared are cloned when they
/// are reached.
pub(crate) struct IntoLeaves<T, C: RefCount> {
    /// What is left of the first leaf.
    pub(crate) first: Option<Items<T, C>>,
    between: RadixTree<T, C>,
    /// What is left of the last leaf.
    pub(crate) last: Option<Items<T, C>>,
}

impl<T, C: RefCount> Rrb<T, C> {
    /// Returns the items, to be moved out. Those of a shared front are cloned at once.
    #[inline]
    pub(crate) fn into_leaves(self) -> IntoLeaves<T, C>
    where
        T: Clone,
    {
        IntoLeaves {
            last: self.body.tail.into_leaf().map(Block::into_items),
            between: self.body.tree,
            first: self.body.front.into_leaf().map(Block::into_items),
        }
    }
}

impl<T, C: RefCount> IntoLeaves<T, C> {
    /// Returns the items not yet moved out, to be read.
    pub(crate) fn borrow(&self) -> RrbRef<'_, T, C> {
        let slice = |items| Option::map_or(items, &[][..], Items::as_slice);
        let between = self.between.borrow().part(0..self.between.len());
        RrbRef { front: slice(self.first.as_ref()), between, back: slice(self.last.as_ref()) }
    }

    /// Removes and returns the first leaf, or what is left of it.
    #[inline]
    pub(crate) fn next_leaf(&mut self) -> Option<Items<T, C>> {
        let next = || self.between.edit(edges::pop_front).map(Block::into_items);
        self.first.take().or_else(next).or_else(|| self.last.take())
    }

    /// Removes and returns the last leaf, or what is left of it.
    #[inline]
    pub(crate) fn next_leaf_back(&mut self) -> Option<Items<T, C>> {
        let next = || self.between.edit(edges::pop_back).map(Block::into_items);
        self.last.take().or_else(next).or_else(|| self.first.take())
    }
}

impl<T: Clone, C: RefCount> IntoLeaves<T, C> {
    /// Drops the first `count` items, or all but the last leaf if they are fewer; returns how many are
    /// missing.
    pub(crate) fn skip_front(&mut self, count: usize) -> usize {
        self.first = None;
        let skipped = count.min(self.between.len());
        self.between = self.split_between(skipped);
        count - skipped
    }

    /// Drops the last `count` items, or all but the first leaf if they are fewer; returns how many are
    /// missing.
    pub(crate) fn skip_back(&mut self, count: usize) -> usize {
        self.last = None;
        let skipped = count.min(self.between.len());
        drop(self.split_between(self.between.len() - skipped));
        count - skipped
    }

    /// Cuts the tree between the first and the last leaf, and returns what was there from `at` on.
    fn split_between(&mut self, at: usize) -> RadixTree<T, C> {
        let tree = mem::take(&mut self.between);
        let mut left = Rrb { body: Body { tree, ..Body::new() } };
        let mut right = left.split_off(at);
        left.flush_tail();
        right.flush_tail();
        self.between = left.body.tree;
        right.body.tree
    }
}

impl<T: Clone, C: RefCount> Clone for IntoLeaves<T, C> {
    /// Clones the items of the leaves that have been begun, and shares the others.
    fn clone(&self) -> Self {
        Self { first: self.first.clone(), between: self.between.clone(), last: self.last.clone() }
    }
}

impl<T, C: RefCount> Default for IntoLeaves<T, C> {
    fn default() -> Self {
        Self { first: None, between: RadixTree::new(), last: None }
    }
}
