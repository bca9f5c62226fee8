//! Each node after those below it.

use super::{BinaryTree, Node};
use alloc::vec::Vec;
use core::fmt;
use core::iter::FusedIterator;

/// The values of a tree, each after those below it. See [`BinaryTree::post_order`].
pub struct PostOrder<'a, T> {
    /// The path to the next node, which is the last one: each is a child of the one before it.
    pending: Vec<Pending<'a, T>>,
}

/// A node to whose left everything was visited, and which was not.
struct Pending<'a, T> {
    node: &'a Node<T>,
    /// Whether the path goes to its right, or everything there was visited.
    went_right: bool,
}

impl<T> BinaryTree<T> {
    /// Returns the values, each after those below it, and left before right.
    ///
    /// ```
    /// use cow_tree::BinaryTree;
    ///
    /// let tree = BinaryTree::from_level_order((1..=5).map(Some))?;
    /// assert!(tree.post_order().eq(&[4, 5, 2, 3, 1]));
    /// # Ok::<(), cow_tree::binary_tree::OrphanError<i32>>(())
    /// ```
    #[must_use]
    pub fn post_order(&self) -> PostOrder<'_, T> {
        let mut values = PostOrder::default();
        values.enter(self);
        values
    }
}

impl<'a, T> PostOrder<'a, T> {
    /// Goes to the first node of `tree` that has nothing below it.
    fn enter(&mut self, mut tree: &'a BinaryTree<T>) {
        while let Some(node) = tree.node() {
            let went_right = node.left.is_empty();
            self.pending.push(Pending { node, went_right });
            tree = if went_right { &node.right } else { &node.left };
        }
    }

    /// Returns the node whose value is the next.
    pub(super) fn next_node(&mut self) -> Option<&'a Node<T>> {
        let node = self.pending.pop()?.node;
        // The next is the parent, unless it has something on its right which was not visited.
        if let Some(parent) = self.pending.last_mut()
            && !parent.went_right
        {
            parent.went_right = true;
            let right = &parent.node.right;
            self.enter(right);
        }
        Some(node)
    }
}

impl<'a, T> Iterator for PostOrder<'a, T> {
    type Item = &'a T;

    fn next(&mut self) -> Option<&'a T> {
        self.next_node().map(|node| &node.value)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        super::nodes_at_least(self.pending.len())
    }
}

impl<T> FusedIterator for PostOrder<'_, T> {}

impl<T> Clone for Pending<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Pending<'_, T> {}

impl<T> Clone for PostOrder<'_, T> {
    fn clone(&self) -> Self {
        Self { pending: self.pending.clone() }
    }
}

/// Over nothing.
impl<T> Default for PostOrder<'_, T> {
    fn default() -> Self {
        Self { pending: Vec::new() }
    }
}

/// Shows the values that are left.
impl<T: fmt::Debug> fmt::Debug for PostOrder<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.clone()).finish()
    }
}
