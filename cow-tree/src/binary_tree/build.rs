//! Level order: a tree as a list of values and gaps.

use super::BinaryTree;
use alloc::collections::VecDeque;
use alloc::vec::Vec;
use core::error::Error;
use core::fmt;
use cow_core::CowBox;

/// A value in level order for which there is no place, as its parent is missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrphanError<T> {
    /// The number of items before it.
    pub index: usize,
    /// The value.
    pub value: T,
}

impl<T> fmt::Display for OrphanError<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the value at index {} of the level order has no parent", self.index)
    }
}

impl<T: fmt::Debug> Error for OrphanError<T> {}

impl<T> BinaryTree<T> {
    /// Builds a tree from its values in level order, with `None` where a node has no child. O(n).
    ///
    /// The first item is for the root. From then on, each *node*, in the order in which they were
    /// given, is followed up by two items: its left child, then its right one. `None` says that
    /// this child is missing; nothing is ever said about the children of a missing one. What is not
    /// said is missing too, so `None`s at the end can be left out, or be too many.
    ///
    /// ```
    /// use cow_tree::BinaryTree;
    ///
    /// //      1
    /// //    ╱   ╲
    /// //   2     3
    /// //    ╲   ╱
    /// //     4 5
    /// let tree =
    ///     BinaryTree::from_level_order([Some(1), Some(2), Some(3), None, Some(4), Some(5)])?;
    /// assert!(tree.in_order().eq(&[2, 4, 1, 5, 3]));
    /// # Ok::<(), cow_tree::binary_tree::OrphanError<i32>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If there is another value when every node has had its two items:
    ///
    /// ```
    /// use cow_tree::BinaryTree;
    ///
    /// let error = BinaryTree::from_level_order([Some(1), None, None, Some(4)]).unwrap_err();
    /// assert_eq!((error.index, error.value), (3, 4));
    /// ```
    pub fn from_level_order<I>(items: I) -> Result<Self, OrphanError<T>>
    where
        I: IntoIterator<Item = Option<T>>,
    {
        let mut tree = Self::empty();
        let mut places = VecDeque::from([&mut tree]);
        for (index, item) in items.into_iter().enumerate() {
            let place = places.pop_front();
            let Some(value) = item else { continue };
            let Some(place) = place else {
                return Err(OrphanError { index, value });
            };
            *place = Self::leaf(value);
            let node = place.root.as_mut().and_then(CowBox::get_mut);
            places.extend(node.into_iter().flat_map(|node| [&mut node.left, &mut node.right]));
        }
        Ok(tree)
    }

    /// Returns the values in level order, with `None` where a node has no child, up to the last
    /// value: what [`from_level_order`](Self::from_level_order) builds this tree from. O(n).
    ///
    /// ```
    /// use cow_tree::BinaryTree;
    ///
    /// let tree = BinaryTree::new(1, BinaryTree::empty(), BinaryTree::leaf(3));
    /// assert_eq!(tree.to_level_order(), [Some(&1), None, Some(&3)]);
    /// ```
    #[must_use]
    pub fn to_level_order(&self) -> Vec<Option<&T>> {
        let mut items = Vec::new();
        let mut places = VecDeque::from([self]);
        let mut values = 0;
        while let Some(place) = places.pop_front() {
            let node = place.node();
            items.push(node.map(|node| &node.value));
            places.extend(node.into_iter().flat_map(|node| [&node.left, &node.right]));
            if node.is_some() {
                values = items.len();
            }
        }
        items.truncate(values);
        items
    }
}
