//! A tree of stored nodes.

use super::fill;
use super::tree::Rrb;
use alloc::vec::Vec;
use cow_core::RefCount;
use cow_core::block::Fresh;
use cow_core::persist::RebuildError;
use cow_core::radix::{Body, Front, Leaf, MAX_ITEMS, Node, NodeRef, RadixTree, Shape, Tail, View};

impl<T, C: RefCount> Rrb<T, C> {
    /// Returns an owner of the first leaf, if it is outside of the tree and has items.
    pub(crate) fn first_node(&self) -> Option<Front<T, C>> {
        (!self.body.front.is_empty()).then(|| self.body.front.clone())
    }

    /// Returns an owner of the root, if there is one.
    pub(crate) fn root_node(&self) -> Option<Node<T, C>> {
        self.body.tree.borrow().root().map(NodeRef::to_node)
    }

    /// Returns an owner of the last leaf, if it is outside of the tree and has items.
    pub(crate) fn last_node(&self) -> Option<Node<T, C>> {
        let tail = self.body.tail.leaf().filter(|leaf| !leaf.is_empty());
        tail.map(|leaf| Node::leaf(leaf.to_block()))
    }

    /// Returns a tree of these parts.
    ///
    /// # Errors
    /// If there are too many items, or the root is higher than it has to be.
    pub(crate) fn from_parts(
        front: Front<T, C>,
        root: Option<Node<T, C>>,
        tail: Option<Leaf<T, C>>,
    ) -> Result<Self, RebuildError> {
        let mut tree = RadixTree::new();
        if let Some(root) = root {
            if !is_root(root.borrow()) {
                return Err(RebuildError::Width);
            }
            tree.edit(|place| *place = Some(root));
        }
        let tail = tail.map_or(Tail::new(), Tail::from);
        if front.len().saturating_add(tree.len()).saturating_add(tail.len()) > MAX_ITEMS {
            return Err(RebuildError::Overflow);
        }
        Ok(Self { body: Body { front, tree, tail } })
    }
}

/// Returns a leaf of these items.
///
/// # Errors
/// If they are too many.
pub(crate) fn leaf_node<T, C: RefCount>(items: Vec<T>) -> Result<Node<T, C>, RebuildError> {
    if items.len() > Shape::<T, C>::LEAF {
        return Err(RebuildError::Width);
    }
    let mut leaf = Fresh::new((), items.len());
    leaf.get().fill_from(&mut items.into_iter());
    Ok(Node::leaf(leaf.share()))
}

/// Returns an inner node over these children.
///
/// # Errors
/// If no tree has such a node.
pub(crate) fn inner_node<T, C: RefCount>(
    children: Vec<Node<T, C>>,
) -> Result<Node<T, C>, RebuildError> {
    let width = children.len();
    if width > Shape::<T, C>::FANOUT {
        return Err(RebuildError::Width);
    }
    let mut node: Option<Node<T, C>> = None;
    for (index, child) in children.into_iter().enumerate() {
        if !is_filled(child.borrow(), index > 0, index + 1 < width) {
            return Err(RebuildError::Width);
        }
        match &mut node {
            None if child.level() == u8::MAX => return Err(RebuildError::Height),
            None => node = Some(Node::over(child)),
            Some(node) => {
                if child.level() + 1 != node.level() {
                    return Err(RebuildError::Height);
                }
                if node.len().saturating_add(child.len()) > MAX_ITEMS {
                    return Err(RebuildError::Overflow);
                }
                node.slot().open_inner().push(child);
            }
        }
    }
    node.ok_or(RebuildError::Width)
}

/// Returns `true` if no node on an edge of `node` is underfull where it has a neighbour beyond that edge.
///
/// Nodes between the edges were tested when `node` was built.
fn is_filled<T, C: RefCount>(node: NodeRef<'_, T, C>, before: bool, after: bool) -> bool {
    if (before && after) && fill::is_underfull(node) {
        return false;
    }
    let View::Inner(inner) = node.view() else { return true };
    let (first, last) = (inner.child(0), inner.child(inner.width() - 1));
    if inner.width() == 1 {
        return is_filled(first, before, after);
    }
    (!before || is_filled(first, true, true)) && (!after || is_filled(last, true, true))
}

/// Returns `true` if a node could be the root of a tree: as low as its items allow.
fn is_root<T, C: RefCount>(node: NodeRef<'_, T, C>) -> bool {
    match node.view() {
        View::Leaf(_) => true,
        View::Inner(inner) => match inner.width() {
            1 => false,
            2 => !fill::fit_into_one(inner.child(0), inner.child(1)),
            _ => true,
        },
    }
}
