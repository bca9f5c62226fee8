//! Inserts an item, or replaces what is equal to it.

use super::find;
use super::unshare::{self, Unique};
use crate::hash::{HASH_BITS, HashBits, Path};
use crate::leaf::{capacity, full, grown};
use alloc::vec::Vec;
use cow_core::RefCount;
use cow_core::trie::{FreshLeaf, LeafRef};
use cow_core::trie::{Node, NodeMut, Root, SlotMut, UniqueLeaf};

/// Inserts `item` and counts it in `len`, unless there is one equal to it: that one is given to
/// `replace`. `path` is the way of its hash from the root: all of it, or what is left of it if the root
/// will be part of a larger trie.
///
/// `eq` runs before anything has changed. `replace` runs last. What may follow is the drop of a node
/// whose other owners have gone meanwhile: so the item is counted before.
#[expect(clippy::too_many_arguments, reason = "what a map is, what comes in, and four questions")]
#[inline]
pub(crate) fn insert<T, C: RefCount, R>(
    root: &mut Root<T, C>,
    len: &mut usize,
    (hash, mut path): (HashBits, Path),
    mut item: T,
    eq: impl Fn(&T, &T) -> bool,
    replace: impl FnOnce(&mut T, T) -> R,
    rehash: impl Fn(&T) -> HashBits,
    copy: impl Fn(LeafRef<'_, T, C>, usize) -> FreshLeaf<T, C>,
) -> Option<R> {
    let tag = hash.tag();
    let Some(mut slot) = root.slot() else {
        *root = Node::leaf(single(hash, item).share()).into();
        *len += 1;
        return None;
    };
    loop {
        match slot.try_mut() {
            Ok(NodeMut::Branch(branch)) => {
                slot = branch.into_child(path.slot());
                path = path.down();
            }
            Ok(NodeMut::Leaf(mut leaf)) => {
                if let Some(i) = leaf.get().find(tag, |other| eq(other, &item)) {
                    return Some(replace(leaf.into_mut().into_item(i), item));
                }
                match leaf.get().push(tag, item) {
                    Ok(()) => {
                        *len += 1;
                        return None;
                    }
                    Err(back) => item = back,
                }
                (slot, path) = make_room(leaf, path, hash, &rehash);
            }
            Err(shared) => {
                let leaf = find::leaf(shared.view(), path);
                if let Some(index) = leaf.find(tag, |other| eq(other, &item)) {
                    let mut replaced = None;
                    let link = unshare::rebuild(shared.view(), path, |leaf| {
                        let mut copy = copy(leaf, leaf.len());
                        replaced = Some(replace(&mut copy.get().slice_mut()[index], item));
                        copy
                    });
                    shared.set(link);
                    return replaced;
                }
                // A full leaf is copied as it is, and split when it has one owner.
                let mut pending = Some(item);
                let link = unshare::rebuild(shared.view(), path, |leaf| {
                    let room = leaf.len() < full::<T>();
                    let mut copy =
                        copy(leaf, if room { capacity::<T>(leaf.len()) } else { leaf.len() });
                    if let Some(item) = pending.take() {
                        pending = copy.get().push(tag, item).err();
                    }
                    copy
                });
                *len += usize::from(pending.is_none());
                slot = shared.set(link);
                match pending {
                    None => return None,
                    Some(back) => item = back,
                }
            }
        }
    }
}

/// Inserts an item that is not there. What is shared on the way is copied.
pub(crate) fn push<T: Clone, C: RefCount>(
    mut slot: SlotMut<'_, T, C>,
    mut path: Path,
    hash: HashBits,
    mut item: T,
    rehash: impl Fn(&T) -> HashBits,
) {
    loop {
        match unshare::open(slot) {
            Unique::Branch(branch) => {
                slot = branch.into_child(path.slot());
                path = path.down();
            }
            Unique::Leaf(mut leaf) => match leaf.get().push(hash.tag(), item) {
                Ok(()) => return,
                Err(back) => {
                    item = back;
                    (slot, path) = make_room(leaf, path, hash, &rehash);
                }
            },
        }
    }
}

/// A leaf with one item.
fn single<T, C: RefCount>(hash: HashBits, item: T) -> FreshLeaf<T, C> {
    let mut leaf = FreshLeaf::new(grown::<T>(0));
    let pushed = leaf.get().push(hash.tag(), item);
    debug_assert!(pushed.is_ok());
    leaf
}

/// Gives a leaf that has no room for an item of this hash more of it, or splits it. Returns the place
/// where there is room, or where one has to look again, and the way from there.
#[cold]
#[inline(never)]
pub(crate) fn make_room<'a, T, C: RefCount>(
    mut leaf: UniqueLeaf<'a, T, C>,
    path: Path,
    hash: HashBits,
    rehash: impl Fn(&T) -> HashBits,
) -> (SlotMut<'a, T, C>, Path) {
    let len = leaf.get().len();
    if len < full::<T>() {
        leaf.resize(grown::<T>(len));
        return (leaf.into_slot(), path);
    }

    // All hashes first, for that may panic.
    let (mut few, mut many) = ([hash; 32], Vec::new());
    let hashes = match few.get_mut(..len) {
        Some(few) => few,
        None => {
            many.resize(len, hash);
            &mut many[..]
        }
    };
    for (place, item) in hashes.iter_mut().zip(leaf.get().slice()) {
        *place = rehash(item);
    }
    let bits = path.bits(leaf.depth());
    if bits >= HASH_BITS || hashes.iter().all(|&other| other == hash) {
        // They cannot be told apart, and will be looked at one by one.
        leaf.get().retag(hash.tag());
        if leaf.get().capacity() == len {
            leaf.resize(2 * len);
        }
        return (leaf.into_slot(), path);
    }

    let ones = hashes.iter().filter(|hash| hash.bit(bits)).count();
    let down = if leaf.depth() < cow_core::trie::SLOT_BITS { path } else { path.down() };
    let [mut lower, mut upper] = leaf.split(FreshLeaf::new(ones.max(full::<T>())));
    let (mut from, mut to) = (lower.get(), upper.get());
    for i in (0..len).rev() {
        if hashes[i].bit(bits) {
            let tag = from.tag(i).unwrap_or(hash.tag());
            let pushed = to.push(tag, from.swap_remove(i));
            debug_assert!(pushed.is_ok());
        }
    }
    if from.capacity() > full::<T>() && from.capacity() > 2 * from.len() {
        lower.resize(full::<T>());
    }
    let half = if hash.bit(bits) { upper } else { lower };
    (half.into_slot(), down)
}
