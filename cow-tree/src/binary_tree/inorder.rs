//! Each node between those to its left and those to its right.

use super::{BinaryTree, Node};
use alloc::vec::Vec;
use core::fmt;
use core::iter::{self, FusedIterator};

/// The values of a tree from left to right. See [`BinaryTree::in_order`].
pub struct InOrder<'a, T> {
    /// Nodes to whose left everything was visited, and which were not; the next one last. Each is
    /// somewhere below the left child of the one before it.
    pending: Vec<&'a Node<T>>,
}

impl<T> BinaryTree<T> {
    /// Returns the values from left to right: each after those below it to the left, and before those to the
    /// right. In a search tree, they are sorted.
    ///
    /// ```
    /// use cow_tree::BinaryTree;
    ///
    /// let tree = BinaryTree::from_level_order((1..=5).map(Some))?;
    /// assert!(tree.in_order().eq(&[4, 2, 5, 1, 3]));
    /// # Ok::<(), cow_tree::binary_tree::OrphanError<i32>>(())
    /// ```
    #[must_use]
    pub fn in_order(&self) -> InOrder<'_, T> {
        let mut values = InOrder::default();
        values.enter(self);
        values
    }
}

impl<'a, T> InOrder<'a, T> {
    /// Goes to the leftmost node of `tree`.
    fn enter(&mut self, tree: &'a BinaryTree<T>) {
        self.pending.extend(iter::successors(tree.node(), |node| node.left.node()));
    }
}

impl<'a, T> Iterator for InOrder<'a, T> {
    type Item = &'a T;

    fn next(&mut self) -> Option<&'a T> {
        let node = self.pending.pop()?;
        self.enter(&node.right);
        Some(&node.value)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        super::nodes_at_least(self.pending.len())
    }
}

impl<T> FusedIterator for InOrder<'_, T> {}

impl<T> Clone for InOrder<'_, T> {
    fn clone(&self) -> Self {
        Self { pending: self.pending.clone() }
    }
}

/// Over nothing.
impl<T> Default for InOrder<'_, T> {
    fn default() -> Self {
        Self { pending: Vec::new() }
    }
}

/// Shows the values that are left.
impl<T: fmt::Debug> fmt::Debug for InOrder<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.clone()).finish()
    }
}

/// From left to right, as [`BinaryTree::in_order`].
impl<'a, T> IntoIterator for &'a BinaryTree<T> {
    type Item = &'a T;
    type IntoIter = InOrder<'a, T>;

    fn into_iter(self) -> InOrder<'a, T> {
        self.in_order()
    }
}
