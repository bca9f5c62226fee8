//! What a tree tells about its nodes.

use super::{BinaryTree, Node};
use alloc::vec;
use core::alloc::Layout;
use cow_core::{CowBox, NodeInfo};

impl<T> BinaryTree<T> {
    /// Calls `visit` with the nodes in pre-order, but not with those below one for which it returns `false`.
    ///
    /// Two versions share the nodes that have the same address in both. A subtree that stands in
    /// several places of the tree is shown once for each.
    ///
    /// ```
    /// use cow_tree::BinaryTree;
    /// use std::collections::HashSet;
    ///
    /// let a = BinaryTree::new('a', BinaryTree::leaf('b'), BinaryTree::leaf('c'));
    /// let mut b = a.clone();
    /// *b.make_mut(&[]).unwrap() = 'z';
    ///
    /// let mut seen = HashSet::new();
    /// a.visit_nodes(&mut |node| seen.insert(node.address));
    /// let mut new = 0;
    /// b.visit_nodes(&mut |node| {
    ///     let is_new = seen.insert(node.address);
    ///     new += usize::from(is_new);
    ///     is_new // what is below a shared node is shared
    /// });
    /// assert_eq!((new, seen.len()), (1, 4));
    /// ```
    pub fn visit_nodes(&self, visit: &mut dyn FnMut(NodeInfo) -> bool) {
        let mut pending = vec![(self, 0, 0)];
        while let Some((tree, depth, slot)) = pending.pop() {
            if let Some(root) = &tree.root
                && visit(info(root).at(depth, slot))
            {
                pending.extend([(&root.right, depth + 1, 1), (&root.left, depth + 1, 0)]);
            }
        }
    }
}

pub(super) fn info<T>(node: &CowBox<Node<T>>) -> NodeInfo {
    let address = CowBox::as_ptr(node).addr();
    NodeInfo::new(address, bytes::<T>(), CowBox::strong_count(node)).with_items(1)
}

/// Returns the size of a node's allocation: a count, then the node.
fn bytes<T>() -> usize {
    match Layout::new::<usize>().extend(Layout::new::<Node<T>>()) {
        Ok((counted, _)) => counted.pad_to_align().size(),
        Err(_) => unreachable!("a node that exists was allocated with this layout"),
    }
}
