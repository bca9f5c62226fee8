//! Equality, order and hash.

use super::BinaryTree;
use super::pairs::Pairs;
use core::cmp::Ordering;
use core::hash::{Hash, Hasher};

/// Compares shapes and values. Skips what both trees share, if `T: Eq`.
///
/// Where `T` is not `Eq`, shared values are compared too:
///
/// ```
/// use cow_tree::BinaryTree;
///
/// let tree = BinaryTree::leaf(f64::NAN);
/// assert!(tree != tree.clone());
/// ```
impl<T: PartialEq> PartialEq for BinaryTree<T> {
    fn eq(&self, other: &Self) -> bool {
        Pairs::new(self, other).all(|pair| match pair {
            [Some(a), Some(b)] => a.value == b.value,
            _ => false,
        })
    }
}

impl<T: Eq> Eq for BinaryTree<T> {}

/// Compares the roots' values, then what is to their left, then to their right. An empty tree is less
/// than any other. Skips what both trees share, if `T: Eq`.
///
/// ```
/// use cow_tree::BinaryTree;
///
/// let leaf = BinaryTree::leaf(1);
/// let left = BinaryTree::new(1, BinaryTree::leaf(2), BinaryTree::empty());
/// let right = BinaryTree::new(1, BinaryTree::empty(), BinaryTree::leaf(2));
/// assert!(BinaryTree::empty() < leaf && leaf < right && right < left);
/// ```
impl<T: PartialOrd> PartialOrd for BinaryTree<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        let unequal = |order: &Option<Ordering>| *order != Some(Ordering::Equal);
        Pairs::new(self, other)
            .map(|[a, b]| match (a, b) {
                (Some(a), Some(b)) => a.value.partial_cmp(&b.value),
                (a, b) => Some(a.is_some().cmp(&b.is_some())),
            })
            .find(unequal)
            .unwrap_or(Some(Ordering::Equal))
    }
}

impl<T: Ord> Ord for BinaryTree<T> {
    fn cmp(&self, other: &Self) -> Ordering {
        Pairs::new(self, other)
            .map(|[a, b]| match (a, b) {
                (Some(a), Some(b)) => a.value.cmp(&b.value),
                (a, b) => a.is_some().cmp(&b.is_some()),
            })
            .find(|order| order.is_ne())
            .unwrap_or(Ordering::Equal)
    }
}

/// Hashes shape and values. O(n), whatever is shared.
impl<T: Hash> Hash for BinaryTree<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.is_empty().hash(state);
        let mut nodes = self.pre_order();
        while let Some(node) = nodes.next_node() {
            node.value.hash(state);
            // Which children there are; so no tree's hash is the beginning of another's.
            node.left.is_empty().hash(state);
            node.right.is_empty().hash(state);
        }
    }
}
