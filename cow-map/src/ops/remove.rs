//! Takes an item out.

use super::{compact, find, unshare};
use crate::hash::{HashBits, Path};
use crate::leaf::{capacity, sparse};
use cow_core::RefCount;
use cow_core::trie::{NodeMut, Root, SlotMut, UniqueLeaf};

/// Removes an item, if it is there, and counts `len` down. Nothing is copied if it is not.
///
/// If its leaf is shared, the item stays in the other versions, and `clone` makes the result; if not,
/// `own` does, which must not panic. All user code runs before the item is gone, but the drop of a node
/// whose other owners have gone meanwhile: so the item is counted before.
#[inline]
pub(crate) fn remove<T: Clone, C: RefCount, R>(
    root: &mut Root<T, C>,
    len: &mut usize,
    hash: HashBits,
    eq: impl Fn(&T) -> bool,
    own: impl FnOnce(T) -> R,
    clone: impl FnOnce(&T) -> R,
) -> Option<R> {
    let tag = hash.tag();
    let mut slot = root.slot()?;
    let mut path = Path::new(hash);
    loop {
        match slot.try_mut() {
            Ok(NodeMut::Branch(branch)) => {
                slot = branch.into_child(path.slot());
                path = path.down();
            }
            Ok(NodeMut::Leaf(mut leaf)) => {
                let index = leaf.get().find(tag, eq)?;
                let item = if sparse::<T>(leaf.get().len() - 1) {
                    take_sparse(root.slot()?, hash, index)
                } else {
                    take(leaf, index)
                };
                *len -= 1;
                return Some(own(item));
            }
            Err(shared) => {
                let leaf = find::leaf(shared.view(), path);
                let index = leaf.find(tag, eq)?;
                if sparse::<T>(leaf.len() - 1) {
                    let item = take_sparse(root.slot()?, hash, index);
                    *len -= 1;
                    return Some(own(item));
                }
                return Some(leave(shared, len, path, index, clone));
            }
        }
    }
}

/// Removes the item at an index of the leaf to which a hash leads.
pub(crate) fn remove_at<T: Clone, C: RefCount>(
    slot: SlotMut<'_, T, C>,
    hash: HashBits,
    index: usize,
) -> T {
    if sparse::<T>(find::leaf(slot.view(), Path::new(hash)).len() - 1) {
        return take_sparse(slot, hash, index);
    }
    take(unshare::leaf(slot, Path::new(hash)).0, index)
}

/// Takes an item out of a leaf that is not shared.
#[inline]
fn take<T, C: RefCount>(mut leaf: UniqueLeaf<'_, T, C>, index: usize) -> T {
    leaf.get().swap_remove(index)
}

/// Takes an item out of a leaf that is left with so little that leaves are joined.
#[cold]
#[inline(never)]
fn take_sparse<T: Clone, C: RefCount>(
    mut root: SlotMut<'_, T, C>,
    hash: HashBits,
    index: usize,
) -> T {
    let path = Path::new(hash);
    unshare::leaf(root.reborrow(), path);
    let moved = compact::path(root.reborrow(), hash);
    take(unshare::leaf(root, path).0, index + moved)
}

/// Copies the path to a leaf, without the item at an index there, which `len` no longer counts.
fn leave<T: Clone, C: RefCount, R>(
    slot: SlotMut<'_, T, C>,
    len: &mut usize,
    path: Path,
    index: usize,
    clone: impl FnOnce(&T) -> R,
) -> R {
    let leaf = find::leaf(slot.view(), path);
    let room = capacity::<T>(leaf.len() - 1);
    let item = clone(&leaf.slice()[index]);
    let link = unshare::rebuild(slot.view(), path, |leaf| leaf.duplicate_without(index, room));
    *len -= 1;
    slot.set(link);
    item
}
