//! Dropping a tree node by node.

use super::{BinaryTree, Node};
use alloc::vec::Vec;
use core::mem;
use cow_core::{CowBox, Dismantle, Pieces};

/// A piece is a node, and so one value at most.
///
/// ```
/// use cow_core::Dismantle;
/// use cow_tree::BinaryTree;
///
/// let tree = BinaryTree::new('a', BinaryTree::leaf('b'), BinaryTree::leaf('c'));
/// assert_eq!(tree.clone().dismantle().count(), 1, "below it all is shared");
/// assert_eq!(tree.dismantle().count(), 3);
/// ```
impl<T> Dismantle for BinaryTree<T> {
    type Pieces = Pieces<Self>;

    fn dismantle(self) -> Self::Pieces {
        Pieces::new(self.root.is_some().then_some(self), Self::let_go)
    }
}

impl<T> BinaryTree<T> {
    /// Drops the root, and gives what only it owned to `rest`.
    fn let_go(mut self, rest: &mut Vec<Self>) {
        if let Some(Node { value: _value, mut left, mut right }) =
            self.root.take().and_then(CowBox::into_inner)
        {
            // First, for to drop the value may panic.
            rest.extend(
                [&mut left, &mut right]
                    .map(mem::take)
                    .into_iter()
                    .filter(|tree| tree.root.is_some()),
            );
        }
    }
}
