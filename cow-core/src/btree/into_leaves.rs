//! The leaves of a tree that is used up.

use super::end::End;
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
    /// Returns the leaf, or passes the children of a branch to `child`, the one at `first` first.
    ///
    /// Children without another owner are moved, others get one owner more.
    fn open(mut self, first: End, mut child: impl FnMut(Self)) -> Option<Block<(), T, C>> {
        match self.get_mut() {
            None => {}
            Some(NodeMut::Leaf(_)) => return self.into_leaf(),
            Some(NodeMut::Branch(mut branch)) => {
                // The branch is not used again, so that its separators may stay.
                while let Some(last) = branch.len().checked_sub(1) {
                    child(branch.take_child(if first == End::Back { last } else { 0 }).0);
                }
                return None;
            }
        }
        if let View::Branch(branch) = self.borrow().view() {
            let len = branch.len();
            for index in 0..len {
                let slot = if first == End::Back { len - 1 - index } else { index };
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

    /// Returns the first item that is left, to be read.
    pub(super) fn first(&self) -> Option<&T> {
        self.nodes.front()?.borrow().first_leaf().first()
    }

    /// Returns what is left, to be read: leaf by leaf.
    pub fn runs(&self) -> impl Iterator<Item = &[T]> {
        self.nodes.iter().flat_map(|node| Runs::new(Some(node.borrow()), 0..node.borrow().len()))
    }

    /// Drops the leaves that hold none but the first `count` items, and returns how many items they had.
    /// O(log n), and the drops.
    pub fn skip_items(&mut self, count: usize) -> usize {
        self.skip(count, End::Front)
    }

    /// Drops the leaves that hold none but the last `count` items, and returns how many items they had.
    /// O(log n), and the drops.
    pub fn skip_items_back(&mut self, count: usize) -> usize {
        self.skip(count, End::Back)
    }

    fn skip(&mut self, count: usize, end: End) -> usize {
        let mut skipped = 0;
        while let Some(node) = self.pop(end) {
            let len = node.borrow().len();
            if skipped + len <= count {
                skipped += len;
                self.items -= len;
                drop(node);
            } else if node.height() == 0 {
                self.push(end, node);
                break;
            } else {
                node.open(end.other(), |child| self.push(end, child));
            }
        }
        skipped
    }

    #[inline]
    fn leaf(&mut self, end: End) -> Option<Block<(), T, C>> {
        loop {
            let node = self.pop(end)?;
            if let Some(leaf) = node.open(end.other(), |child| self.push(end, child)) {
                self.items -= leaf.borrow().len();
                return Some(leaf);
            }
        }
    }

    #[inline]
    fn pop(&mut self, end: End) -> Option<Node<K, T, A, C>> {
        match end {
            End::Front => self.nodes.pop_front(),
            End::Back => self.nodes.pop_back(),
        }
    }

    #[inline]
    fn push(&mut self, end: End, node: Node<K, T, A, C>) {
        match end {
            End::Front => self.nodes.push_front(node),
            End::Back => self.nodes.push_back(node),
        }
    }
}

impl<K, T, A, C: RefCount> Iterator for IntoLeaves<K, T, A, C> {
    type Item = Block<(), T, C>;

    fn next(&mut self) -> Option<Block<(), T, C>> {
        self.leaf(End::Front)
    }
}

impl<K, T, A, C: RefCount> DoubleEndedIterator for IntoLeaves<K, T, A, C> {
    fn next_back(&mut self) -> Option<Block<(), T, C>> {
        self.leaf(End::Back)
    }
}

impl<K, T, A, C: RefCount> Default for IntoLeaves<K, T, A, C> {
    fn default() -> Self {
        Self { nodes: VecDeque::new(), items: 0 }
    }
}
