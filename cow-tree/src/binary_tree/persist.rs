//! The nodes of a tree, to be stored and rebuilt.

use super::BinaryTree;
use alloc::vec::Vec;
use core::slice;
use cow_core::NodeInfo;
use cow_core::persist::{Node, Parts, Persist, RebuildError};

/// A tree that is not empty is an owner of its root.
impl<T> Node for BinaryTree<T> {
    type Item = T;

    /// Returns the address, size and owners of the root.
    ///
    /// # Panics
    /// If the tree is empty.
    fn info(&self) -> NodeInfo {
        super::nodes::info(self.root.as_ref().expect("an empty tree is no node"))
    }

    fn items(&self) -> &[T] {
        self.parts().map_or(&[], |(value, _, _)| slice::from_ref(value))
    }

    fn children(&self) -> Vec<(usize, Self)> {
        let Some((_, left, right)) = self.parts() else { return Vec::new() };
        let children = [(0, left), (1, right)].into_iter();
        children
            .filter(|(_, tree)| !tree.is_empty())
            .map(|(slot, tree)| (slot, tree.clone()))
            .collect()
    }
}

/// The root is at slot 0. Each node has one value; the tree to its left is at slot 0, the one to its right at slot 1.
impl<T> Persist for BinaryTree<T> {
    type Item = T;
    type Node = Self;
    type Setup = ();

    fn roots(&self) -> Vec<(usize, Self)> {
        if self.is_empty() { Vec::new() } else { [(0, self.clone())].into() }
    }

    fn node((): &(), parts: Parts<Self>) -> Result<Self, RebuildError> {
        let [value] = <[T; 1]>::try_from(parts.items).map_err(|_| RebuildError::Width)?;
        let mut sides = [Self::empty(), Self::empty()];
        for (slot, child) in parts.children {
            match sides.get_mut(slot) {
                Some(side) if side.is_empty() => *side = child,
                _ => return Err(RebuildError::Slot),
            }
        }
        let [left, right] = sides;
        Ok(Self::new(value, left, right))
    }

    fn from_roots((): (), roots: Vec<(usize, Self)>) -> Result<Self, RebuildError> {
        let mut roots = roots.into_iter();
        match (roots.next(), roots.next()) {
            (None, _) => Ok(Self::empty()),
            (Some((0, root)), None) => Ok(root),
            _ => Err(RebuildError::Slot),
        }
    }
}
