//! Path copies: copies of what is shared, from the leaf up.

use crate::hash::Path;
use cow_core::RefCount;
use cow_core::trie::{FreshLeaf, LeafRef, Node, NodeMut, NodeRef, SlotMut, UniqueLeaf};

/// Returns a clone of a leaf, with no more room than it needs.
pub(super) fn exact<T: Clone, C: RefCount>(leaf: LeafRef<'_, T, C>) -> FreshLeaf<T, C> {
    leaf.duplicate(leaf.len())
}

/// Returns a copy of the path to a leaf, with what `edit` makes of the leaf. The rest is shared.
///
/// The caller publishes it when it is complete: if `edit` panics, nothing has changed.
pub(super) fn copy_path<T, C: RefCount>(
    node: NodeRef<'_, T, C>,
    path: Path,
    edit: impl FnOnce(LeafRef<'_, T, C>) -> FreshLeaf<T, C>,
) -> Node<T, C> {
    match node {
        NodeRef::Leaf(leaf) => Node::leaf(edit(leaf).share()),
        NodeRef::Branch(branch) => {
            let slot = path.slot();
            branch.with_child(slot, copy_path(branch.child(slot), path.down(), edit))
        }
    }
}

/// Returns exclusive access to the leaf to which a path leads, and how many bits lead there. Copies
/// what is shared on the path.
#[inline]
pub(super) fn unshare_path<'a, T: Clone, C: RefCount>(
    mut slot: SlotMut<'a, T, C>,
    mut path: Path,
) -> (UniqueLeaf<'a, T, C>, u32) {
    loop {
        match slot.try_mut() {
            Ok(NodeMut::Branch(branch)) => {
                slot = branch.into_child(path.slot());
                path = path.down();
            }
            Ok(NodeMut::Leaf(leaf)) => {
                let bits = path.bits(leaf.depth());
                return (leaf, bits);
            }
            Err(shared) => {
                let copy = copy_path(shared.view(), path, exact);
                slot = shared.set(copy);
            }
        }
    }
}

/// Returns exclusive access to the node in a slot. If it has other owners, replaces it by a copy, which
/// shares the children of a branch and clones the items of a leaf.
#[inline]
pub(crate) fn unshare<'a, T: Clone, C: RefCount>(mut slot: SlotMut<'a, T, C>) -> NodeMut<'a, T, C> {
    loop {
        match slot.try_mut() {
            Ok(node) => return node,
            Err(shared) => {
                let copy = match shared.view() {
                    NodeRef::Branch(branch) => branch.duplicate(),
                    NodeRef::Leaf(leaf) => Node::leaf(exact(leaf).share()),
                };
                slot = shared.set(copy);
            }
        }
    }
}
