//! From the leaves up, and a new tree of the same shape.

use super::{BinaryTree, Node};
use alloc::vec;
use alloc::vec::Vec;
use core::cmp;
use cow_core::CowBox;

impl<T> BinaryTree<T> {
    /// Calls `f` with the value of each node and the results for its children, and returns the result for
    /// the root, or `None` if the tree is empty. O(n), in post-order.
    ///
    /// ```
    /// use cow_tree::BinaryTree;
    ///
    /// let tree = BinaryTree::from_level_order([Some(1), Some(2), None, Some(4), Some(8)])?;
    /// // The heaviest way from the root to a leaf.
    /// let weight = tree.fold(|value, left, right| value + left.max(right).unwrap_or(0));
    /// assert_eq!(weight, Some(11));
    /// # Ok::<(), cow_tree::binary_tree::OrphanError<i32>>(())
    /// ```
    ///
    /// To go through the values in some order, `fold` an iterator: `tree.in_order().fold(...)`.
    pub fn fold<A, F>(&self, mut f: F) -> Option<A>
    where
        F: FnMut(&T, Option<A>, Option<A>) -> A,
    {
        let mut nodes = self.post_order();
        // One for each subtree that is done and whose parent is not.
        let mut done: Vec<A> = Vec::new();
        while let Some(node) = nodes.next_node() {
            let mut of = |child: &Self| if child.is_empty() { None } else { done.pop() };
            let right = of(&node.right);
            let left = of(&node.left);
            done.push(f(&node.value, left, right));
        }
        done.pop()
    }

    /// Returns a tree of the same shape, with `f` of each value. O(n), in pre-order.
    ///
    /// Every node of it is new, so `tree.map(Clone::clone)` is a deep copy.
    ///
    /// ```
    /// use cow_tree::BinaryTree;
    ///
    /// let tree = BinaryTree::new(1, BinaryTree::leaf(2), BinaryTree::empty());
    /// assert_eq!(tree.map(|n| n.to_string()).get(&[]), Some(&"1".to_string()));
    /// ```
    #[must_use]
    pub fn map<U, F>(&self, mut f: F) -> BinaryTree<U>
    where
        F: FnMut(&T) -> U,
    {
        let mut mapped = BinaryTree::empty();
        let mut pending = vec![(self, &mut mapped)];
        while let Some((tree, place)) = pending.pop() {
            let Some(node) = tree.node() else { continue };
            *place = BinaryTree::leaf(f(&node.value));
            if let Some(Node { left, right, .. }) = place.root.as_mut().and_then(CowBox::get_mut) {
                pending.extend([(&node.right, right), (&node.left, left)]);
            }
        }
        mapped
    }

    /// Returns the number of nodes. O(n): they are counted.
    #[must_use]
    pub fn len(&self) -> usize {
        self.pre_order().count()
    }

    /// Returns the number of nodes on the longest path from the root downwards. O(n).
    ///
    /// ```
    /// use cow_tree::BinaryTree;
    ///
    /// let tree = BinaryTree::from_level_order([Some(1), Some(2), None, None, Some(3)])?;
    /// assert_eq!((tree.len(), tree.depth()), (3, 3));
    /// assert_eq!(BinaryTree::<u8>::empty().depth(), 0);
    /// # Ok::<(), cow_tree::binary_tree::OrphanError<i32>>(())
    /// ```
    #[must_use]
    pub fn depth(&self) -> usize {
        self.fold(|_, left, right| 1 + cmp::max(left, right).unwrap_or(0)).unwrap_or(0)
    }
}
