//! The type: a front, a tree of leaves, and a tail.

use cow_core::radix::{Body, Node, NodeRef, View};
use cow_core::{NodeInfo, RefCount};

/// A sequence of items: a first leaf, a relaxed radix balanced tree of leaves, and a last leaf.
pub(crate) struct Rrb<T, C: RefCount> {
    /// Most of the time the front is empty. All items of a small vector are in the tail.
    pub(super) body: Body<T, C>,
}

impl<T, C: RefCount> Rrb<T, C> {
    /// Returns an empty tree. Allocates nothing.
    #[inline]
    pub(crate) const fn new() -> Self {
        Self { body: Body::new() }
    }

    /// Returns the number of items.
    #[inline]
    pub(crate) const fn len(&self) -> usize {
        self.tail_start() + self.body.tail.len()
    }

    /// Returns `true` if there are no items.
    #[inline]
    pub(crate) const fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns the index of the tail's first item.
    #[inline]
    pub(super) const fn tail_start(&self) -> usize {
        self.body.front.len() + self.body.tree.len()
    }

    /// Returns `true` if all items are in the tail.
    #[inline]
    pub(super) const fn is_flat(&self) -> bool {
        self.tail_start() == 0
    }

    /// Returns the items as one slice if all are in the tail.
    #[inline]
    pub(crate) fn flat(&self) -> Option<&[T]> {
        self.is_flat().then(|| self.body.tail.slice())
    }

    /// Returns `true` if both are made of the same nodes, and there are any.
    pub(crate) fn same_nodes(&self, other: &Self) -> bool {
        self.len() == other.len() && self.addresses() == other.addresses() && !self.is_empty()
    }

    /// Returns the addresses of the nodes that the handle itself owns.
    fn addresses(&self) -> [Option<usize>; 3] {
        [
            self.body.front.info().map(|info| info.address),
            self.body.tree.borrow().root().map(|root| root.info().address),
            self.body.tail.leaf().map(|leaf| leaf.info().address),
        ]
    }

    /// Returns `true` if the root has other owners, or the tail if there is no tree.
    pub(crate) fn is_shared(&self) -> bool {
        let root = self.body.tree.borrow().root().map(|root| root.info());
        let top = root.or_else(|| self.body.tail.leaf().map(|leaf| leaf.info()));
        top.is_some_and(|node| node.owners > 1)
    }

    /// Visits every node, parents before their children, in the order of the items. `visit` returns
    /// whether to go on below a node.
    pub(crate) fn visit_nodes(&self, visit: &mut dyn FnMut(NodeInfo) -> bool) {
        fn below<T, C: RefCount>(
            node: NodeRef<'_, T, C>,
            (depth, slot): (usize, usize),
            visit: &mut dyn FnMut(NodeInfo) -> bool,
        ) {
            if !visit(node.info().at(depth, slot)) {
                return;
            }
            if let View::Inner(inner) = node.view() {
                for (slot, child) in inner.children().enumerate() {
                    below(child, (depth + 1, slot), visit);
                }
            }
        }
        if let Some(front) = self.body.front.info() {
            visit(front);
        }
        if let Some(root) = self.body.tree.borrow().root() {
            below(root, (0, 1), visit);
        }
        if let Some(tail) = self.body.tail.leaf() {
            visit(tail.info().with_items(self.body.tail.len()).at(0, 2));
        }
    }

    /// Removes and returns the root, if there is one.
    pub(crate) fn take_root(&mut self) -> Option<Node<T, C>> {
        self.body.tree.take()
    }
}

impl<T, C: RefCount> Clone for Rrb<T, C> {
    /// Returns a tree that shares all nodes with this one: at most three counts change.
    #[inline]
    fn clone(&self) -> Self {
        Self { body: self.body.clone() }
    }
}

impl<T, C: RefCount> Default for Rrb<T, C> {
    #[inline]
    fn default() -> Self {
        Self::new()
    }
}
