//! Each node before those below it.

use super::{BinaryTree, Node};
use alloc::vec::Vec;
use core::fmt;
use core::iter::FusedIterator;

/// The values of a tree, each before those below it. See [`BinaryTree::pre_order`].
pub struct PreOrder<'a, T> {
    /// Nodes whose trees are still to be visited, the next one last. In the tree, none is above
    /// another.
    pending: Vec<&'a Node<T>>,
}

impl<T> BinaryTree<T> {
    /// Returns the values, each before those below it, and left before right.
    ///
    /// ```
    /// use cow_tree::BinaryTree;
    ///
    /// let tree = BinaryTree::from_level_order((1..=5).map(Some))?;
    /// assert!(tree.pre_order().eq(&[1, 2, 4, 5, 3]));
    /// # Ok::<(), cow_tree::binary_tree::OrphanError<i32>>(())
    /// ```
    #[must_use]
    pub fn pre_order(&self) -> PreOrder<'_, T> {
        PreOrder { pending: Vec::from_iter(self.node()) }
    }
}

impl<'a, T> PreOrder<'a, T> {
    /// Returns the node whose value is the next.
    pub(super) fn next_node(&mut self) -> Option<&'a Node<T>> {
        let node = self.pending.pop()?;
        self.pending.extend(node.right.node());
        self.pending.extend(node.left.node());
        Some(node)
    }
}

impl<'a, T> Iterator for PreOrder<'a, T> {
    type Item = &'a T;

    fn next(&mut self) -> Option<&'a T> {
        self.next_node().map(|node| &node.value)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        super::nodes_at_least(self.pending.len())
    }
}

impl<T> FusedIterator for PreOrder<'_, T> {}

impl<T> Clone for PreOrder<'_, T> {
    fn clone(&self) -> Self {
        Self { pending: self.pending.clone() }
    }
}

/// Over nothing.
impl<T> Default for PreOrder<'_, T> {
    fn default() -> Self {
        Self { pending: Vec::new() }
    }
}

/// Shows the values that are left.
impl<T: fmt::Debug> fmt::Debug for PreOrder<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.clone()).finish()
    }
}
