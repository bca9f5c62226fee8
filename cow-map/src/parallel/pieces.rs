//! Parts of a trie, which can be halved.

use crate::trie::{IntoLeaves, Leaves, LeavesMut, unshare};
use alloc::vec::Vec;
use cow_core::Atomic;
use cow_core::trie::{Node, NodeMut, NodeRef, Owned, SlotMut};
use rayon::iter::ParallelIterator;
use rayon::iter::plumbing::{Folder, UnindexedConsumer, UnindexedProducer, bridge_unindexed};

/// A node that can be split into its children, and gives its items.
pub(super) trait Piece: Send + Sized {
    type Item: Send;

    /// Returns the children of a branch, or the leaf itself.
    fn children(self) -> Result<Vec<Self>, Self>;

    /// Gives all items to a folder, until it is full.
    fn feed<F: Folder<Self::Item>>(self, folder: F) -> F;
}

/// Some nodes side by side, of which each child of one branch has about as many items as another.
pub(super) struct Pieces<N>(Vec<N>);

impl<N: Piece> Pieces<N> {
    /// All items at and below the root.
    pub(super) fn new(root: Option<N>) -> Self {
        Self(root.into_iter().collect())
    }
}

impl<N: Piece> ParallelIterator for Pieces<N> {
    type Item = N::Item;

    fn drive_unindexed<D: UnindexedConsumer<N::Item>>(self, consumer: D) -> D::Result {
        bridge_unindexed(self, consumer)
    }
}

impl<N: Piece> UnindexedProducer for Pieces<N> {
    type Item = N::Item;

    fn split(mut self) -> (Self, Option<Self>) {
        while self.0.len() == 1 {
            match self.0.remove(0).children() {
                Ok(children) => self.0 = children,
                Err(leaf) => {
                    self.0.push(leaf);
                    return (self, None);
                }
            }
        }
        let half = self.0.split_off(self.0.len() / 2);
        if half.is_empty() { (self, None) } else { (self, Some(Self(half))) }
    }

    fn fold_with<F: Folder<N::Item>>(self, mut folder: F) -> F {
        for node in self.0 {
            if folder.full() {
                break;
            }
            folder = node.feed(folder);
        }
        folder
    }
}

impl<'a, T: Send + Sync> Piece for NodeRef<'a, T, Atomic> {
    type Item = &'a T;

    fn children(self) -> Result<Vec<Self>, Self> {
        match self {
            NodeRef::Branch(branch) => Ok(branch.children().map(|(_, child)| child).collect()),
            NodeRef::Leaf(_) => Err(self),
        }
    }

    fn feed<F: Folder<&'a T>>(self, mut folder: F) -> F {
        for leaf in Leaves::new(Some(self)) {
            folder = folder.consume_iter(leaf.slice());
            if folder.full() {
                break;
            }
        }
        folder
    }
}

impl<'a, T: Clone + Send + Sync> Piece for SlotMut<'a, T, Atomic> {
    type Item = &'a mut T;

    fn children(self) -> Result<Vec<Self>, Self> {
        match unshare(self) {
            NodeMut::Branch(branch) => Ok(branch.into_children().map(|(_, child)| child).collect()),
            NodeMut::Leaf(leaf) => Err(leaf.into_slot()),
        }
    }

    fn feed<F: Folder<&'a mut T>>(self, mut folder: F) -> F {
        let mut leaves = LeavesMut::new(Some(self));
        while let Some(leaf) = leaves.next() {
            folder = folder.consume_iter(leaf.into_mut().into_slice());
            if folder.full() {
                break;
            }
        }
        folder
    }
}

impl<T: Clone + Send + Sync> Piece for Node<T, Atomic> {
    type Item = T;

    fn children(self) -> Result<Vec<Self>, Self> {
        match self.into_owned() {
            Owned::Branch(links) => Ok(links.collect()),
            Owned::Leaf(leaf) => Err(Self::leaf(leaf)),
        }
    }

    fn feed<F: Folder<T>>(self, mut folder: F) -> F {
        let mut leaves = IntoLeaves::new(Some(self));
        while let Some(items) = leaves.next() {
            folder = folder.consume_iter(items);
            if folder.full() {
                break;
            }
        }
        folder
    }
}

#[cfg(all(test, not(cow_loom)))]
mod tests {
    use super::*;
    use crate::map::CowMap;
    use std::hash::{BuildHasherDefault, DefaultHasher};

    type Map = CowMap<u64, u64, BuildHasherDefault<DefaultHasher>>;

    #[test]
    fn halves_are_of_one_size() {
        for n in [20_000, 50_000, 100_000, 200_000] {
            let map: Map = (0..n).map(|i| (i, i)).collect();
            let mut parts = Vec::from([Pieces::new(map.trie.view())]);
            for splits in 1..=3 {
                parts = parts
                    .into_iter()
                    .flat_map(|part| {
                        let (a, b) = part.split();
                        [Some(a), b]
                    })
                    .flatten()
                    .collect();
                assert_eq!(parts.len(), 1 << splits);
                for Pieces(part) in &parts {
                    let size = |view: &NodeRef<'_, _, _>| -> usize {
                        Leaves::new(Some(*view)).map(|leaf| leaf.len()).sum()
                    };
                    let share = part.iter().map(size).sum::<usize>() << splits;
                    assert!(share.abs_diff(n as usize) < n as usize / 10, "{share} of {n}");
                }
            }
        }
    }
}
