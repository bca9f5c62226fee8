//! Finds an item to change it.

use super::{find, unshare};
use crate::hash::{HashBits, Path};
use cow_core::RefCount;
use cow_core::trie::{NodeMut, SlotMut};

/// The item, to be changed. What is shared on the way is copied, but only if the item is there.
#[inline]
pub(crate) fn update<'a, T: Clone, C: RefCount>(
    mut slot: SlotMut<'a, T, C>,
    hash: HashBits,
    eq: impl Fn(&T) -> bool,
) -> Option<&'a mut T> {
    let tag = hash.tag();
    let mut path = Path::new(hash);
    loop {
        match slot.try_mut() {
            Ok(NodeMut::Branch(branch)) => {
                slot = branch.into_child(path.slot());
                path = path.down();
            }
            Ok(NodeMut::Leaf(leaf)) => return leaf.into_mut().into_found(tag, eq),
            Err(shared) => {
                let index = find::leaf(shared.view(), path).find(tag, &eq)?;
                let link = unshare::rebuild(shared.view(), path, unshare::exact);
                return Some(at(shared.set(link), path, index));
            }
        }
    }
}

/// The item at an index in the leaf to which a path leads. What is shared on the way is copied.
pub(crate) fn at<'a, T: Clone, C: RefCount>(
    slot: SlotMut<'a, T, C>,
    path: Path,
    index: usize,
) -> &'a mut T {
    unshare::leaf(slot, path).0.into_mut().into_item(index)
}
