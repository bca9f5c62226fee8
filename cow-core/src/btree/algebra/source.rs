//! The tree that is merged into another: its items in order, by value.

use crate::block::{Block, Fresh, Items};
use crate::btree::exclusive::NodeMut;
use crate::btree::node::{Node, NodeRef, View};
use crate::btree::tree::Tree;
use crate::count::RefCount;
use alloc::vec::Vec;

/// The items of a tree that are left, in nodes that are opened one at a time.
///
/// What only this tree had is moved, the rest is cloned. Nodes that are not open are taken as a whole.
pub(super) struct Source<K, T, A, C: RefCount> {
    /// What is left of the leaf that was opened last.
    items: Option<Items<T, C>>,
    /// The nodes after them; the next is the last.
    nodes: Vec<Pending<K, T, A, C>>,
}

enum Pending<K, T, A, C: RefCount> {
    Node(Node<K, T, A, C>),
    /// The children of a branch from a slot on. There are some.
    Children(Node<K, T, A, C>, usize),
}

impl<K, T, A, C: RefCount> Source<K, T, A, C> {
    /// Returns all items of a tree.
    pub(super) fn new(tree: Tree<K, T, A, C>) -> Self {
        Self { items: None, nodes: tree.into_root().map(Pending::Node).into_iter().collect() }
    }

    /// Returns the node that is next, unless a leaf is open.
    #[inline]
    pub(super) fn node(&self) -> Option<NodeRef<'_, K, T, A, C>> {
        if self.items.is_some() {
            return None;
        }
        match self.nodes.last()? {
            Pending::Node(node) => Some(node.borrow()),
            Pending::Children(branch, slot) => match branch.borrow().view() {
                View::Branch(branch) => Some(branch.child(*slot)),
                View::Leaf(_) => None,
            },
        }
    }

    /// Returns the items of the leaf that is open or next.
    ///
    /// # Panics
    /// If a branch is next.
    #[inline]
    pub(super) fn slice(&self) -> &[T] {
        match (&self.items, self.node().map(NodeRef::view)) {
            (Some(items), _) => items.as_slice(),
            (None, Some(View::Leaf(leaf))) => leaf.slice(),
            (None, None) => &[],
            (None, Some(View::Branch(_))) => unreachable!("a branch is opened before"),
        }
    }

    /// Returns the item that is next.
    #[inline]
    pub(super) fn first(&self) -> Option<&T> {
        match &self.items {
            Some(items) => items.as_slice().first(),
            None => self.node()?.first_leaf().first(),
        }
    }

    /// Takes the node that is next, unless a leaf is open.
    pub(super) fn take(&mut self) -> Option<Node<K, T, A, C>> {
        if self.items.is_some() {
            return None;
        }
        let Pending::Children(mut branch, slot) = (match self.nodes.pop()? {
            Pending::Node(node) => return Some(node),
            children => children,
        }) else {
            return None;
        };
        let (child, next) = match branch.get_mut() {
            // The branch is not used again, so that its separators may stay.
            Some(NodeMut::Branch(mut branch)) => (branch.take_child(slot).0, slot),
            _ => match branch.borrow().view() {
                View::Branch(branch) => (branch.child(slot).to_node(), slot + 1),
                View::Leaf(_) => unreachable!("a leaf has no children"),
            },
        };
        let len = match branch.borrow().view() {
            View::Branch(branch) => branch.len(),
            View::Leaf(_) => 0,
        };
        if next < len {
            self.nodes.push(Pending::Children(branch, next));
        } else {
            // Here, for the child would be leaked if separators that are left panicked later.
            drop(branch);
        }
        Some(child)
    }

    /// Leaves out the node that is next, while no leaf is open. A child is not read for that; it goes with its branch.
    pub(super) fn skip(&mut self) {
        debug_assert!(self.items.is_none(), "the items of an open leaf come first");
        if let Some(Pending::Children(branch, slot)) = self.nodes.last_mut()
            && let View::Branch(opened) = branch.borrow().view()
            && *slot + 1 < opened.len()
        {
            *slot += 1;
        } else {
            self.nodes.pop();
        }
    }

    /// Opens the node that is next.
    pub(super) fn open(&mut self) {
        match self.take() {
            Some(node) if node.height() > 0 => self.nodes.push(Pending::Children(node, 0)),
            Some(node) => self.items = node.into_leaf().map(Block::into_items),
            None => {}
        }
    }

    /// Returns the items of the leaf that is open, to be taken. Opens the next one before if there
    /// is none.
    pub(super) fn items(&mut self) -> Option<&mut Items<T, C>> {
        if self.items.is_none() {
            self.open();
        }
        self.items.as_mut()
    }

    /// Returns what is left of the leaf that is open, as a leaf.
    pub(super) fn take_open(&mut self) -> Option<Node<K, T, A, C>>
    where
        T: Clone,
    {
        self.close();
        let mut items = self.items.take()?;
        let count = items.as_slice().len();
        let mut leaf = Fresh::new((), count);
        items.append_to(count, &mut leaf.get());
        Some(Node::leaf(leaf.share()))
    }

    /// Closes the leaf that is open if nothing is left of it.
    #[inline]
    pub(super) fn close(&mut self) {
        self.items.take_if(|items| items.as_slice().is_empty());
    }
}
