//! Dropping without recursion.

use super::{BinaryTree, Node};
use core::mem;
use cow_core::CowBox;

/// Drops the nodes of which this tree is the last owner, in order.
///
/// As long as the root has a left child, and both are ours alone, that child is rotated up. So the
/// root is soon a node without one: it goes, and its right child is the next root.
///
/// ```text
///        root           top
///        ╱  ╲           ╱ ╲
///      top   c   ──▶   a  root
///      ╱ ╲                ╱  ╲
///     a   b              b    c
/// ```
///
/// Each rotation brings one node to the right spine for good, so there are fewer of them than nodes.
///
/// A value is dropped while all that is left hangs on `self`. If it panics, the drop glue of the
/// field `root` goes on with the rest.
impl<T> Drop for BinaryTree<T> {
    #[inline]
    fn drop(&mut self) {
        if self.root.is_some() {
            self.drop_nodes();
        }
    }
}

impl<T> BinaryTree<T> {
    fn drop_nodes(&mut self) {
        while let Some(root) = self.root.take() {
            match rotate(root) {
                Ok(top) => self.root = Some(top),
                Err(root) => {
                    if let Some(node) = CowBox::into_inner(root) {
                        self.drop_value(node);
                    }
                }
            }
        }
    }

    /// Drops the value of a root that could not be rotated, and keeps what is below.
    fn drop_value(&mut self, node: Node<T>) {
        let Node { value, mut left, mut right } = node;
        // What is left on this side was shared when `rotate` looked, so this gives up one handle.
        match left.root.take().and_then(CowBox::into_inner) {
            None => {
                self.root = right.root.take();
                drop(value);
            }
            // Another thread gave up its handle since then, and ours was the last.
            Some(last) => {
                left.root = Some(CowBox::new(last));
                self.root = Some(CowBox::new(Node { value, left, right }));
            }
        }
    }
}

/// Makes the left child the root, or gives the root back if one of them is shared or missing.
fn rotate<T>(mut root: CowBox<Node<T>>) -> Result<CowBox<Node<T>>, CowBox<Node<T>>> {
    let Some(node) = CowBox::get_mut(&mut root) else {
        return Err(root);
    };
    let Some(mut left) = node.left.root.take() else {
        return Err(root);
    };
    let Some(top) = CowBox::get_mut(&mut left) else {
        node.left.root = Some(left);
        return Err(root);
    };
    mem::swap(&mut node.left, &mut top.right);
    top.right.root = Some(root);
    Ok(left)
}
