//! `BinaryTree`: a plain binary tree that is copied along the path of a write.
//!
//! Each file imports only those above it in the list of modules.

mod drop;

mod dismantle;

mod nodes;

mod persist;

mod path;

mod orders;

mod into_iter;

mod build;

mod fold;

mod pairs;

mod compare;

mod diff;

mod debug;

#[cfg(feature = "serde")]
mod serde;

pub use self::build::OrphanError;
pub use self::diff::{Diff, DiffItem};
pub use self::into_iter::IntoIter;
pub use self::orders::{InOrder, LevelOrder, PostOrder, PreOrder};
pub use self::path::Side;

use cow_core::CowBox;

/// A binary tree whose shape is the user's: an expression, a decision, a game.
///
/// A clone shares every node. A write copies the nodes from the root to the place that it changes,
/// as far as another version shares them, and nothing else:
///
/// ```
/// use cow_tree::BinaryTree;
/// use cow_tree::binary_tree::Side::{Left, Right};
///
/// //       1
/// //     ╱   ╲
/// //    2     3
/// //   ╱ ╲   ╱ ╲
/// //  4   5 6   7
/// let a = BinaryTree::from_level_order((1..=7).map(Some))?;
///
/// let mut b = a.clone(); // no copy
/// b.set(&[Left], 9).expect("there is a node to the left"); // copies two nodes, 1 and 2
///
/// assert_eq!(format!("{a:?}"), "[1, 2, 3, 4, 5, 6, 7]");
/// assert_eq!(format!("{b:?}"), "[1, 9, 3, 4, 5, 6, 7]");
///
/// // The other five are the same nodes in both.
/// for path in [&[Right][..], &[Left, Left], &[Left, Right]] {
///     let (in_a, in_b) = (a.subtree(path).unwrap(), b.subtree(path).unwrap());
///     assert!(in_a.ptr_eq(in_b));
/// }
/// # Ok::<(), cow_tree::binary_tree::OrphanError<i32>>(())
/// ```
///
/// A tree is empty, or a node: a value with a tree to its left and one to its right. So every
/// subtree is a `BinaryTree`, which can be cloned out of one tree and put into another, or into
/// several places of one. [`parts`](Self::parts) takes a node apart, [`new`](Self::new) puts one
/// together:
///
/// ```
/// use cow_tree::BinaryTree;
///
/// #[derive(Clone)]
/// enum Token {
///     Number(f64),
///     Plus,
///     Times,
/// }
/// use Token::{Number, Plus, Times};
///
/// let sum = BinaryTree::new(Plus, BinaryTree::leaf(Number(1.0)), BinaryTree::leaf(Number(2.0)));
/// let square = BinaryTree::new(Times, sum.clone(), sum); // one sum, in two places
///
/// let value = square.fold(|token, left, right| match (token, left, right) {
///     (Number(number), None, None) => *number,
///     (Plus, Some(left), Some(right)) => left + right,
///     (Times, Some(left), Some(right)) => left * right,
///     _ => f64::NAN,
/// });
/// assert_eq!(value, Some(9.0));
/// ```
///
/// For an ordered map or set, see [the crate](crate).
///
/// # Cost
///
/// | | time | copied when shared |
/// |---|---|---|
/// | `clone`, `new`, `parts`, `ptr_eq` | O(1) | nothing |
/// | `get`, `subtree` | O(length of the path) | nothing |
/// | `make_mut`, `set` | O(length of the path) | the path and its node |
/// | `replace`, `take`, `subtree_mut` | O(length of the path) | the path |
/// | `len`, `depth`, `fold`, `map`, iteration | O(n) | nothing |
/// | `==`, `cmp`, `diff` | O(nodes that are not shared), if `T: Eq` | nothing |
///
/// A node stores nothing about those below it, so that a place can be lent out as `&mut BinaryTree`.
/// That is why [`len`](Self::len) and [`depth`](Self::depth) count. A subtree that is in several
/// places of a tree counts, and is visited, once for each of them.
///
/// Nothing recurses: a tree as deep as memory is large is cloned, compared, printed and dropped on a
/// small stack. Dropping frees the nodes of which this tree is the last owner, and leaves the others.
///
/// Only methods that may have to copy a shared node require `T: Clone`.
///
/// # Panics in user code
///
/// If `T::clone` panics in a write, the tree and every other version keep their values. If a `T`
/// panics when dropped, the other values are dropped nevertheless; if two do, the process aborts, as
/// for a `Vec`.
pub struct BinaryTree<T> {
    /// The node on top, or nothing in an empty tree.
    root: Option<CowBox<Node<T>>>,
}

/// A value and the subtrees below it.
///
/// Its drop glue would recurse along both sides, were it not for `BinaryTree`'s own `Drop`.
struct Node<T> {
    value: T,
    left: BinaryTree<T>,
    right: BinaryTree<T>,
}

impl<T> BinaryTree<T> {
    /// Returns a tree without nodes.
    ///
    /// ```
    /// use cow_tree::BinaryTree;
    ///
    /// static NOBODY: BinaryTree<&str> = BinaryTree::empty();
    /// assert!(NOBODY.is_empty());
    /// ```
    #[inline]
    #[must_use]
    pub const fn empty() -> Self {
        Self { root: None }
    }

    /// Returns a tree of a root with these subtrees. O(1).
    ///
    /// ```
    /// use cow_tree::BinaryTree;
    ///
    /// let tree = BinaryTree::new(1, BinaryTree::leaf(2), BinaryTree::empty());
    /// assert_eq!(format!("{tree:?}"), "[1, 2]");
    /// ```
    #[inline]
    #[must_use]
    pub fn new(value: T, left: Self, right: Self) -> Self {
        Self { root: Some(CowBox::new(Node { value, left, right })) }
    }

    /// Returns a node with nothing below it. O(1).
    ///
    /// ```
    /// use cow_tree::BinaryTree;
    ///
    /// assert_eq!(BinaryTree::leaf(1).depth(), 1);
    /// ```
    #[inline]
    #[must_use]
    pub fn leaf(value: T) -> Self {
        Self::new(value, Self::empty(), Self::empty())
    }

    /// Returns `true` if the tree has no nodes. O(1).
    #[inline]
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.root.is_none()
    }

    /// Returns the value of the root, and the trees to its left and right. O(1).
    ///
    /// ```
    /// use cow_tree::BinaryTree;
    ///
    /// /// Looks into a search tree.
    /// fn contains(mut tree: &BinaryTree<u32>, wanted: u32) -> bool {
    ///     while let Some((&value, left, right)) = tree.parts() {
    ///         if value == wanted {
    ///             return true;
    ///         }
    ///         tree = if wanted < value { left } else { right };
    ///     }
    ///     false
    /// }
    ///
    /// let tree = BinaryTree::from_level_order([Some(5), Some(2), Some(8), None, Some(3)])?;
    /// assert!(contains(&tree, 3) && !contains(&tree, 4));
    /// # Ok::<(), cow_tree::binary_tree::OrphanError<u32>>(())
    /// ```
    #[inline]
    #[must_use]
    pub fn parts(&self) -> Option<(&T, &Self, &Self)> {
        self.node().map(|node| (&node.value, &node.left, &node.right))
    }

    /// Returns the value of the root, and the trees to its left and right, to be changed. O(1).
    ///
    /// Copies the root if it is shared.
    ///
    /// ```
    /// use cow_tree::BinaryTree;
    ///
    /// /// Puts a value into a search tree.
    /// fn insert(mut tree: &mut BinaryTree<u32>, new: u32) {
    ///     while !tree.is_empty() {
    ///         let (value, left, right) = tree.parts_mut().unwrap();
    ///         tree = if new < *value { left } else { right };
    ///     }
    ///     *tree = BinaryTree::leaf(new);
    /// }
    ///
    /// let mut tree = BinaryTree::empty();
    /// [5, 2, 8, 3].map(|value| insert(&mut tree, value));
    /// assert!(tree.in_order().eq(&[2, 3, 5, 8]));
    /// ```
    #[inline]
    #[must_use]
    pub fn parts_mut(&mut self) -> Option<(&mut T, &mut Self, &mut Self)>
    where
        T: Clone,
    {
        let Node { value, left, right } = CowBox::make_mut(self.root.as_mut()?);
        Some((value, left, right))
    }

    /// Returns the value of the root and its subtrees, or `None` if the tree is empty. O(1).
    ///
    /// The value is cloned if the root is shared.
    ///
    /// ```
    /// use cow_tree::BinaryTree;
    ///
    /// let (value, left, right) = BinaryTree::leaf("only").into_parts().unwrap();
    /// assert!(value == "only" && left.is_empty() && right.is_empty());
    /// ```
    #[must_use]
    pub fn into_parts(mut self) -> Option<(T, Self, Self)>
    where
        T: Clone,
    {
        let Node { value, left, right } = CowBox::unwrap_or_clone(self.root.take()?);
        Some((value, left, right))
    }

    /// Returns `true` if both are one tree: they share their root, or have none. O(1).
    ///
    /// ```
    /// use cow_tree::BinaryTree;
    ///
    /// let tree = BinaryTree::leaf(1);
    /// assert!(tree.ptr_eq(&tree.clone()));
    /// assert!(!tree.ptr_eq(&BinaryTree::leaf(1)));
    /// ```
    #[inline]
    #[must_use]
    pub fn ptr_eq(&self, other: &Self) -> bool {
        match (&self.root, &other.root) {
            (Some(a), Some(b)) => CowBox::ptr_eq(a, b),
            (None, None) => true,
            _ => false,
        }
    }

    /// Returns the node on top, borrowed.
    #[inline]
    fn node(&self) -> Option<&Node<T>> {
        self.root.as_deref()
    }
}

/// Returns the size hint of a traversal that holds so many nodes: these are left, and what is below
/// them was not counted.
fn nodes_at_least(pending: usize) -> (usize, Option<usize>) {
    (pending, (pending == 0).then_some(0))
}

/// One more handle to the same nodes: O(1), nothing is copied.
impl<T> Clone for BinaryTree<T> {
    #[inline]
    fn clone(&self) -> Self {
        Self { root: self.root.clone() }
    }
}

/// Copies one node; what is below it is shared.
impl<T: Clone> Clone for Node<T> {
    fn clone(&self) -> Self {
        Self { value: self.value.clone(), left: self.left.clone(), right: self.right.clone() }
    }
}

/// An empty tree.
impl<T> Default for BinaryTree<T> {
    #[inline]
    fn default() -> Self {
        Self::empty()
    }
}
