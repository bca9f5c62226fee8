//! The leaves of a tree that is used up.

use super::exclusive::NodeMut;
use super::node::{Node, View};
use super::runs::Runs;
use super::tree::Tree;
use crate::block::Block;
use crate::count::RefCount;
use alloc::collections::VecDeque;

/// The leaves of a tree by value, in order, from both ends. O(1) amortised each.
///
/// What only the tree had is freed on the way; leaves that others have too are given with one share.
pub struct IntoLeaves<K, T, A, C: RefCount> {
    /// What is left, in order: nodes of any heights.
    nodes: VecDeque<Node<K, T, A, C>>,
    /// How many items are below them.
    items: usize,
}

impl<K, T, A, C: RefCount> Tree<K, T, A, C> {
    /// Returns the leaves by value.
    pub fn into_leaves(self) -> IntoLeaves<K, T, A, C> {
        IntoLeaves { items: self.len(), nodes: self.into_root().into_iter().collect() }
    }
}

impl<K, T, A, C: RefCount> Node<K, T, A, C> {
    /// Returns the leaf, or the children of a branch by `child`, which gets them in order or from the last on.
    ///
    /// Children without another owner are moved, others get one owner more.
    fn open(mut self, from_last: bool, mut child: impl FnMut(Self)) -> Option<Block<(), T, C>> {
        match self.get_mut() {
            None => {}
            Some(NodeMut::Leaf(_)) => return self.into_leaf(),
            Some(NodeMut::Branch(mut branch)) => {
                // The branch is not used again, so that its separators may stay.
                while let Some(last) = branch.len().checked_sub(1) {
                    child(branch.take_child(if from_last { last } else { 0 }).0);
                }
                return None;
            }
        }
        if let View::Branch(branch) = self.borrow().view() {
            let len = branch.len();
            for index in 0..len {
                let slot = if from_last { len - 1 - index } else { index };
                child(branch.child(slot).to_node());
            }
            return None;
        }
        self.into_leaf()
    }
}

impl<K, T, A, C: RefCount> IntoLeaves<K, T, A, C> {
    /// Returns the number of items that are left.
    #[inline]
    pub fn items(&self) -> usize {
        self.items
    }

    /// Returns what is left, to be read: leaf by leaf.
    pub fn runs(&self) -> impl Iterator<Item = &[T]> {
        self.nodes.iter().flat_map(|node| Runs::new(Some(node.borrow()), 0..node.borrow().len()))
    }

    /// Drops the leaves that hold none but the first `count` items, and tells how many items they had.
    /// O(log n), and the drops.
    pub fn skip_items(&mut self, count: usize) -> usize {
        let mut skipped = 0;
        while let Some(node) = self.nodes.pop_front() {
            let len = node.borrow().len();
            if skipped + len <= count {
                skipped += len;
                self.items -= len;
                drop(node);
            } else if node.height() == 0 {
                self.nodes.push_front(node);
                break;
            } else {
                node.open(true, |child| self.nodes.push_front(child));
            }
        }
        skipped
    }

    /// As [`skip_items`](Self::skip_items), of the last items.
    pub fn skip_items_back(&mut self, count: usize) -> usize {
        let mut skipped = 0;
        while let Some(node) = self.nodes.pop_back() {
            let len = node.borrow().len();
            if skipped + len <= count {
                skipped += len;
                self.items -= len;
                drop(node);
            } else if node.height() == 0 {
                self.nodes.push_back(node);
                break;
            } else {
                node.open(false, |child| self.nodes.push_back(child));
            }
        }
        skipped
    }
}

impl<K, T, A, C: RefCount> Iterator for IntoLeaves<K, T, A, C> {
    type Item = Block<(), T, C>;

    fn next(&mut self) -> Option<Block<(), T, C>> {
        loop {
            let node = self.nodes.pop_front()?;
            if let Some(leaf) = node.open(true, |child| self.nodes.push_front(child)) {
                self.items -= leaf.borrow().len();
                return Some(leaf);
            }
        }
    }
}

impl<K, T, A, C: RefCount> DoubleEndedIterator for IntoLeaves<K, T, A, C> {
    fn next_back(&mut self) -> Option<Block<(), T, C>> {
        loop {
            let node = self.nodes.pop_back()?;
            if let Some(leaf) = node.open(false, |child| self.nodes.push_back(child)) {
                self.items -= leaf.borrow().len();
                return Some(leaf);
            }
        }
    }
}

impl<K, T, A, C: RefCount> Default for IntoLeaves<K, T, A, C> {
    fn default() -> Self {
        Self { nodes: VecDeque::new(), items: 0 }
    }
}
