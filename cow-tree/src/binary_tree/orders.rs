//! The orders in which a tree's values are read.

use super::{BinaryTree, Node};
use alloc::collections::VecDeque;
use alloc::vec::Vec;
use core::fmt;
use core::iter::{self, FusedIterator};

/// An iterator over the values of a tree, each before those below it. Made by [`BinaryTree::pre_order`].
pub struct PreOrder<'a, T> {
    /// Nodes whose trees are still to be visited, the next one last. In the tree, none is above
    /// another.
    pending: Vec<&'a Node<T>>,
}

/// An iterator over the values of a tree, from left to right. Made by [`BinaryTree::in_order`].
pub struct InOrder<'a, T> {
    /// Nodes to whose left everything was visited, and which were not; the next one last. Each is
    /// somewhere below the left child of the one before it.
    pending: Vec<&'a Node<T>>,
}

/// An iterator over the values of a tree, each after those below it. Made by [`BinaryTree::post_order`].
pub struct PostOrder<'a, T> {
    /// The path to the next node, which is the last one: each is a child of the one before it. To the
    /// left of each everything was visited.
    pending: Vec<(&'a Node<T>, WentRight)>,
}

/// Whether the path goes to a node's right, or everything there was visited.
type WentRight = bool;

/// An iterator over the values of a tree, level after level. Made by [`BinaryTree::level_order`].
pub struct LevelOrder<'a, T> {
    /// The rest of this level, then the children of the nodes of this level that were visited.
    pending: VecDeque<&'a Node<T>>,
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

impl<'a, T> PreOrder<'a, T> {
    /// Returns the node whose value is the next.
    pub(super) fn next_node(&mut self) -> Option<&'a Node<T>> {
        let node = self.pending.pop()?;
        self.pending.extend(node.right.node());
        self.pending.extend(node.left.node());
        Some(node)
    }
}

impl<'a, T> InOrder<'a, T> {
    /// Goes to the leftmost node of `tree`.
    fn enter(&mut self, tree: &'a BinaryTree<T>) {
        self.pending.extend(iter::successors(tree.node(), |node| node.left.node()));
    }

    /// Returns the node whose value is the next.
    fn next_node(&mut self) -> Option<&'a Node<T>> {
        let node = self.pending.pop()?;
        self.enter(&node.right);
        Some(node)
    }
}

impl<'a, T> PostOrder<'a, T> {
    /// Goes to the first node of `tree` that has nothing below it.
    fn enter(&mut self, mut tree: &'a BinaryTree<T>) {
        while let Some(node) = tree.node() {
            let went_right = node.left.is_empty();
            self.pending.push((node, went_right));
            tree = if went_right { &node.right } else { &node.left };
        }
    }

    /// Returns the node whose value is the next.
    pub(super) fn next_node(&mut self) -> Option<&'a Node<T>> {
        let (node, _) = self.pending.pop()?;
        // The next is the parent, unless it has something on its right which was not visited.
        if let Some((parent, went_right @ false)) = self.pending.last_mut() {
            *went_right = true;
            let right = &parent.right;
            self.enter(right);
        }
        Some(node)
    }
}

impl<'a, T> LevelOrder<'a, T> {
    /// Returns the node whose value is the next.
    fn next_node(&mut self) -> Option<&'a Node<T>> {
        let node = self.pending.pop_front()?;
        self.pending.extend(node.left.node());
        self.pending.extend(node.right.node());
        Some(node)
    }
}

/// The traits of an iterator, by its `next_node`.
macro_rules! iterator {
    ($($name:ident)*) => {$(
        impl<'a, T> Iterator for $name<'a, T> {
            type Item = &'a T;

            fn next(&mut self) -> Option<&'a T> {
                self.next_node().map(|node| &node.value)
            }

            fn size_hint(&self) -> (usize, Option<usize>) {
                super::nodes_at_least(self.pending.len())
            }
        }

        impl<T> FusedIterator for $name<'_, T> {}

        impl<T> Clone for $name<'_, T> {
            fn clone(&self) -> Self {
                Self { pending: self.pending.clone() }
            }
        }

        /// Over nothing.
        impl<T> Default for $name<'_, T> {
            fn default() -> Self {
                Self { pending: Default::default() }
            }
        }

        /// Shows the values that are left.
        impl<T: fmt::Debug> fmt::Debug for $name<'_, T> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_list().entries(self.clone()).finish()
            }
        }
    )*};
}

iterator! { PreOrder InOrder PostOrder LevelOrder }

/// From left to right, as [`BinaryTree::in_order`].
impl<'a, T> IntoIterator for &'a BinaryTree<T> {
    type Item = &'a T;
    type IntoIter = InOrder<'a, T>;

    fn into_iter(self) -> InOrder<'a, T> {
        self.in_order()
    }
}
