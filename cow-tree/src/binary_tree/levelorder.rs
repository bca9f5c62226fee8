//! Level after level.

use super::{BinaryTree, Node};
use alloc::collections::VecDeque;
use core::fmt;
use core::iter::FusedIterator;

/// The values of a tree, level after level. See [`BinaryTree::level_order`].
pub struct LevelOrder<'a, T> {
    /// The rest of this level, then the children of the nodes of this level that were visited.
    pending: VecDeque<&'a Node<T>>,
}

impl<T> BinaryTree<T> {
    /// Returns the values from the root downwards, each level from left to right.
    ///
    /// ```
    /// use cow_tree::BinaryTree;
    ///
    /// let tree = BinaryTree::from_level_order((1..=5).map(Some))?;
    /// assert!(tree.level_order().eq(&[1, 2, 3, 4, 5]));
    /// # Ok::<(), cow_tree::binary_tree::OrphanError<i32>>(())
    /// ```
    #[must_use]
    pub fn level_order(&self) -> LevelOrder<'_, T> {
        LevelOrder { pending: VecDeque::from_iter(self.node()) }
    }
}

impl<'a, T> Iterator for LevelOrder<'a, T> {
    type Item = &'a T;

    fn next(&mut self) -> Option<&'a T> {
        let node = self.pending.pop_front()?;
        self.pending.extend(node.left.node());
        self.pending.extend(node.right.node());
        Some(&node.value)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        super::nodes_at_least(self.pending.len())
    }
}

impl<T> FusedIterator for LevelOrder<'_, T> {}

impl<T> Clone for LevelOrder<'_, T> {
    fn clone(&self) -> Self {
        Self { pending: self.pending.clone() }
    }
}

/// Over nothing.
impl<T> Default for LevelOrder<'_, T> {
    fn default() -> Self {
        Self { pending: VecDeque::new() }
    }
}

/// Shows the values that are left.
impl<T: fmt::Debug> fmt::Debug for LevelOrder<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.clone()).finish()
    }
}
