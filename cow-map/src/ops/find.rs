//! Looks an item up.

use crate::hash::{HashBits, Path};
use cow_core::RefCount;
use cow_core::trie::LeafRef;
use cow_core::trie::NodeRef;

/// From how many branches on the items of a leaf are asked for before its tags are there: then it is not in
/// the nearer caches.
const FAR: u32 = 3;

/// The item, if it is there.
#[inline]
pub(crate) fn find<'a, T, C: RefCount>(
    mut view: NodeRef<'a, T, C>,
    hash: HashBits,
    eq: impl FnMut(&T) -> bool,
) -> Option<&'a T> {
    let (mut path, mut branches) = (Path::new(hash), 0);
    loop {
        match view {
            NodeRef::Branch(branch) => view = branch.child(path.slot()),
            NodeRef::Leaf(leaf) => {
                // Small items fill few lines, and the other requests cost more than this saves.
                if size_of::<T>() > 16 && branches >= FAR {
                    leaf.prefetch_items();
                }
                return leaf.find_item(hash.tag(), eq);
            }
        }
        path = path.down();
        branches += 1;
    }
}

/// The leaf to which a path leads, and how many bits lead there.
pub(crate) fn leaf_and_bits<'a, T, C: RefCount>(
    mut view: NodeRef<'a, T, C>,
    mut path: Path,
) -> (LeafRef<'a, T, C>, u32) {
    let mut bits = 0;
    loop {
        match view {
            NodeRef::Branch(branch) => {
                bits = path.down().bits(branch.depth(path.slot()));
                view = branch.child(path.slot());
            }
            NodeRef::Leaf(leaf) => return (leaf, bits),
        }
        path = path.down();
    }
}

/// The leaf to which a path leads.
#[inline]
pub(crate) fn leaf<'a, T, C: RefCount>(
    mut view: NodeRef<'a, T, C>,
    mut path: Path,
) -> LeafRef<'a, T, C> {
    loop {
        match view {
            NodeRef::Branch(branch) => view = branch.child(path.slot()),
            NodeRef::Leaf(leaf) => return leaf,
        }
        path = path.down();
    }
}
