//! The values of a tree that is given up.

use super::{BinaryTree, Node};
use alloc::vec::Vec;
use core::fmt;
use core::iter::FusedIterator;
use core::mem;
use cow_core::CowBox;

/// An owning iterator over the values of a tree, from left to right.
///
/// Made by `into_iter`. Moves the values of the nodes that no other version shares, and clones the
/// others when it reaches them.
pub struct IntoIter<T> {
    /// Nodes to whose left everything was visited, and which were not; the next one last. Those
    /// which were not shared when they came here have nothing to their left any more.
    pending: Vec<CowBox<Node<T>>>,
}

impl<T> IntoIter<T> {
    /// Goes to the leftmost node of `tree`.
    fn enter(&mut self, mut tree: BinaryTree<T>) {
        while let Some(mut root) = tree.root.take() {
            tree = match CowBox::get_mut(&mut root) {
                Some(node) => mem::take(&mut node.left),
                None => root.left.clone(),
            };
            self.pending.push(root);
        }
    }
}

impl<T: Clone> Iterator for IntoIter<T> {
    type Item = T;

    fn next(&mut self) -> Option<T> {
        let (value, right) = match CowBox::try_unwrap(self.pending.pop()?) {
            Ok(Node { value, right, .. }) => (value, right),
            Err(shared) => (shared.value.clone(), shared.right.clone()),
        };
        self.enter(right);
        Some(value)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        super::nodes_at_least(self.pending.len())
    }
}

impl<T: Clone> FusedIterator for IntoIter<T> {}

/// Shares the values that are left, which are therefore cloned by one of the two.
impl<T> Clone for IntoIter<T> {
    fn clone(&self) -> Self {
        Self { pending: self.pending.clone() }
    }
}

/// Over nothing.
impl<T> Default for IntoIter<T> {
    fn default() -> Self {
        Self { pending: Vec::new() }
    }
}

/// Shows the values that are left.
impl<T: fmt::Debug> fmt::Debug for IntoIter<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rest = self.pending.iter().rev();
        f.debug_list()
            .entries(rest.flat_map(|node| Some(&node.value).into_iter().chain(&node.right)))
            .finish()
    }
}

/// From left to right.
///
/// ```
/// use cow_tree::BinaryTree;
///
/// let tree = BinaryTree::new("b", BinaryTree::leaf("a"), BinaryTree::leaf("c"));
/// assert_eq!(tree.into_iter().collect::<String>(), "abc");
/// ```
impl<T: Clone> IntoIterator for BinaryTree<T> {
    type Item = T;
    type IntoIter = IntoIter<T>;

    fn into_iter(self) -> IntoIter<T> {
        let mut values = IntoIter::default();
        values.enter(self);
        values
    }
}
