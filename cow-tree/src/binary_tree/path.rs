//! Reaching the places of a tree by paths from its root.

use super::{BinaryTree, Node};
use core::mem;
use cow_core::CowBox;

/// One step down from a node. A path from the root is a slice of them; that of the root is empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// To the left child.
    Left,
    /// To the right child.
    Right,
}

impl<T> Node<T> {
    pub(super) fn child(&self, side: Side) -> &BinaryTree<T> {
        match side {
            Side::Left => &self.left,
            Side::Right => &self.right,
        }
    }

    fn child_mut(&mut self, side: Side) -> &mut BinaryTree<T> {
        match side {
            Side::Left => &mut self.left,
            Side::Right => &mut self.right,
        }
    }
}

impl<T> BinaryTree<T> {
    /// Returns the subtree at the end of `path`, which is empty where a node has no child. `None` where there
    /// is no such place, since a node is missing on the way.
    ///
    /// ```
    /// use cow_tree::BinaryTree;
    /// use cow_tree::binary_tree::Side::{Left, Right};
    ///
    /// let tree = BinaryTree::new(1, BinaryTree::leaf(2), BinaryTree::leaf(3));
    /// assert_eq!(tree.subtree(&[Right]), Some(&BinaryTree::leaf(3)));
    /// assert_eq!(tree.subtree(&[Right, Left]), Some(&BinaryTree::empty()));
    /// assert_eq!(tree.subtree(&[Right, Left, Left]), None);
    /// ```
    #[must_use]
    pub fn subtree(&self, path: &[Side]) -> Option<&Self> {
        path.iter().try_fold(self, |tree, &side| Some(tree.node()?.child(side)))
    }

    /// Returns the value of the node at the end of `path`, if there is one.
    ///
    /// ```
    /// use cow_tree::BinaryTree;
    /// use cow_tree::binary_tree::Side::{Left, Right};
    ///
    /// let tree = BinaryTree::new(1, BinaryTree::leaf(2), BinaryTree::leaf(3));
    /// assert_eq!(tree.get(&[]), Some(&1));
    /// assert_eq!(tree.get(&[Right]), Some(&3));
    /// assert_eq!(tree.get(&[Right, Left]), None);
    /// ```
    #[must_use]
    pub fn get(&self, path: &[Side]) -> Option<&T> {
        self.subtree(path)?.node().map(|node| &node.value)
    }
}

impl<T: Clone> BinaryTree<T> {
    /// Returns the place at the end of `path`, to be changed; `None` if there is no such place.
    ///
    /// Copies the nodes on the way, `path.len()` of them, as far as they are shared; not the one at
    /// the end. Copies nothing if there is no such place.
    ///
    /// ```
    /// use cow_tree::BinaryTree;
    /// use cow_tree::binary_tree::Side::{Left, Right};
    ///
    /// let mut tree = BinaryTree::new(1, BinaryTree::leaf(2), BinaryTree::empty());
    /// let left = tree.subtree(&[Left]).unwrap().clone();
    /// *tree.subtree_mut(&[Right]).unwrap() = left; // one leaf in two places
    /// assert_eq!(format!("{tree:?}"), "[1, 2, 2]");
    /// ```
    #[must_use]
    pub fn subtree_mut(&mut self, path: &[Side]) -> Option<&mut Self> {
        self.subtree(path)?;
        path.iter().try_fold(self, |tree, &side| {
            Some(CowBox::make_mut(tree.root.as_mut()?).child_mut(side))
        })
    }

    /// Returns the value of the node at the end of `path`, to be changed; `None` if there is no
    /// such node.
    ///
    /// Copies the nodes from the root to that one, itself included, as far as they are shared.
    /// Copies nothing if there is no such node.
    ///
    /// ```
    /// use cow_tree::BinaryTree;
    /// use cow_tree::binary_tree::Side::Left;
    ///
    /// let a = BinaryTree::new(1, BinaryTree::leaf(2), BinaryTree::leaf(3));
    /// let mut b = a.clone();
    /// *b.make_mut(&[Left]).unwrap() += 7;
    /// assert_eq!((a.get(&[Left]), b.get(&[Left])), (Some(&2), Some(&9)));
    /// ```
    #[must_use]
    pub fn make_mut(&mut self, path: &[Side]) -> Option<&mut T> {
        self.get(path)?;
        let root = self.subtree_mut(path)?.root.as_mut()?;
        Some(&mut CowBox::make_mut(root).value)
    }

    /// Replaces the value of the node at the end of `path`.
    ///
    /// Copies as [`make_mut`](Self::make_mut) does, except for the value that is replaced: if that is
    /// shared, the other versions keep it.
    ///
    /// # Errors
    ///
    /// Returns `value` if there is no such node. Then nothing is copied.
    ///
    /// ```
    /// use cow_tree::BinaryTree;
    /// use cow_tree::binary_tree::Side::{Left, Right};
    ///
    /// let mut tree = BinaryTree::new(1, BinaryTree::leaf(2), BinaryTree::empty());
    /// assert_eq!(tree.set(&[Left], 9), Ok(()));
    /// assert_eq!(tree.set(&[Right], 3), Err(3));
    /// assert_eq!(format!("{tree:?}"), "[1, 9]");
    /// ```
    pub fn set(&mut self, path: &[Side], value: T) -> Result<(), T> {
        if self.get(path).is_none() {
            return Err(value);
        }
        let Some(root) = self.subtree_mut(path).and_then(|place| place.root.as_mut()) else {
            return Err(value);
        };
        if let Some(node) = CowBox::get_mut(root) {
            node.value = value;
        } else {
            let (left, right) = (root.left.clone(), root.right.clone());
            *root = CowBox::new(Node { value, left, right });
        }
        Ok(())
    }

    /// Replaces the subtree at the end of `path` by `subtree`, and returns the old one.
    ///
    /// Copies the nodes on the way, `path.len()` of them, as far as they are shared, and nothing of the
    /// two subtrees.
    ///
    /// # Errors
    ///
    /// Returns `subtree` if there is no such place. Then nothing is copied.
    ///
    /// ```
    /// use cow_tree::BinaryTree;
    /// use cow_tree::binary_tree::Side::{Left, Right};
    ///
    /// let mut tree = BinaryTree::new(1, BinaryTree::leaf(2), BinaryTree::empty());
    /// let old = tree.replace(&[Left], BinaryTree::leaf(9));
    /// assert_eq!(old, Ok(BinaryTree::leaf(2)));
    /// assert_eq!(tree.replace(&[Right], BinaryTree::leaf(3)), Ok(BinaryTree::empty()));
    /// assert!(tree.replace(&[Right, Left, Left], BinaryTree::leaf(4)).is_err());
    /// assert_eq!(format!("{tree:?}"), "[1, 9, 3]");
    /// ```
    pub fn replace(&mut self, path: &[Side], subtree: Self) -> Result<Self, Self> {
        match self.subtree_mut(path) {
            Some(place) => Ok(mem::replace(place, subtree)),
            None => Err(subtree),
        }
    }

    /// Removes and returns the subtree at the end of `path`, whose place is then empty.
    ///
    /// Gives an empty tree, and copies nothing, if there is nothing to take. Otherwise copies as
    /// [`replace`](Self::replace).
    ///
    /// ```
    /// use cow_tree::BinaryTree;
    /// use cow_tree::binary_tree::Side::{Left, Right};
    ///
    /// let mut tree = BinaryTree::from_level_order((1..=5).map(Some))?;
    /// let taken = tree.take(&[Left]);
    /// assert_eq!(format!("{tree:?} {taken:?}"), "[1, None, 3] [2, 4, 5]");
    /// assert!(tree.take(&[Left, Right]).is_empty());
    /// # Ok::<(), cow_tree::binary_tree::OrphanError<i32>>(())
    /// ```
    pub fn take(&mut self, path: &[Side]) -> Self {
        if self.subtree(path).is_none_or(Self::is_empty) {
            return Self::empty();
        }
        self.subtree_mut(path).map(mem::take).unwrap_or_default()
    }
}
