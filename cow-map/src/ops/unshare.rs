//! Copies what is shared, from the bottom up.

use crate::hash::Path;
use cow_core::RefCount;
use cow_core::trie::{BranchMut, Node, NodeMut, NodeRef, SlotMut, UniqueLeaf};
use cow_core::trie::{FreshLeaf, LeafRef};

/// A clone of a leaf, with no more room than it needs.
pub(crate) fn exact<T: Clone, C: RefCount>(leaf: LeafRef<'_, T, C>) -> FreshLeaf<T, C> {
    leaf.duplicate(leaf.len())
}

/// A copy of the path to a leaf, with what `edit` makes of the leaf. The rest is shared.
///
/// Nothing is published before all is made: if `edit` panics, nothing has happened.
pub(crate) fn rebuild<T, C: RefCount>(
    view: NodeRef<'_, T, C>,
    path: Path,
    edit: impl FnOnce(LeafRef<'_, T, C>) -> FreshLeaf<T, C>,
) -> Node<T, C> {
    match view {
        NodeRef::Leaf(leaf) => Node::leaf(edit(leaf).share()),
        NodeRef::Branch(branch) => {
            let slot = path.slot();
            branch.with_child(slot, rebuild(branch.child(slot), path.down(), edit))
        }
    }
}

/// The leaf to which a path leads, without other owners, and how many bits lead there: what is shared
/// on the way is copied.
#[inline]
pub(crate) fn leaf<'a, T: Clone, C: RefCount>(
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
                let link = rebuild(shared.view(), path, exact);
                slot = shared.set(link);
            }
        }
    }
}

/// The node in a place, without other owners: if it has any, a copy takes its place, which shares
/// the children of a branch and clones the items of a leaf.
#[inline]
pub(crate) fn open<'a, T: Clone, C: RefCount>(mut slot: SlotMut<'a, T, C>) -> Unique<'a, T, C> {
    loop {
        match slot.try_mut() {
            Ok(NodeMut::Branch(branch)) => return Unique::Branch(branch),
            Ok(NodeMut::Leaf(leaf)) => return Unique::Leaf(leaf),
            Err(shared) => {
                let link = match shared.view() {
                    NodeRef::Branch(branch) => branch.duplicate(),
                    NodeRef::Leaf(leaf) => Node::leaf(exact(leaf).share()),
                };
                slot = shared.set(link);
            }
        }
    }
}

/// A node that has one owner.
pub(crate) enum Unique<'a, T, C: RefCount> {
    Branch(BranchMut<'a, T, C>),
    Leaf(UniqueLeaf<'a, T, C>),
}
