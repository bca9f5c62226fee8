//! Takes an item out.

use super::{find, unshare};
use crate::hash::{HashBits, Path};
use crate::leaf::{capacity, sparse};
use cow_core::Kind;
use cow_core::fan::{Open, Root, SlotMut, UniqueLeaf};

/// What was removed, and whether its leaf is left with so little that leaves should be joined.
pub(crate) struct Removed<R> {
    pub(crate) item: R,
    pub(crate) sparse: bool,
}

/// Removes an item, if it is there. Nothing is copied if it is not.
///
/// If its leaf is shared, the item stays in the other versions, and `clone` makes the result; if not,
/// `own` does, which must not panic.
#[inline]
pub(crate) fn remove<T: Clone, P: Kind, R>(
    root: &mut Root<T, P>,
    hash: HashBits,
    eq: impl Fn(&T) -> bool,
    rehash: impl Fn(&T) -> HashBits,
    own: impl FnOnce(T) -> R,
    clone: impl FnOnce(&T) -> R,
) -> Option<Removed<R>> {
    let tag = hash.tag();
    let mut slot = root.slot()?;
    let mut path = Path::new(hash);
    loop {
        match slot.open() {
            Open::Fan(fan) => {
                slot = fan.down(path.slot());
                path = path.down();
            }
            Open::Leaf(mut leaf) => {
                let index = leaf.get().find(tag, eq)?;
                let Removed { item, sparse } = take(leaf, index, rehash);
                return Some(Removed { item: own(item), sparse });
            }
            Open::Shared(shared) => {
                let index = find::leaf(shared.view(), path).find(tag, eq)?;
                return Some(leave(shared, path, index, rehash, clone));
            }
        }
    }
}

/// Removes the item at an index of the leaf to which a hash leads.
pub(crate) fn remove_at<T: Clone, P: Kind>(
    mut slot: SlotMut<'_, T, P>,
    hash: HashBits,
    index: usize,
    rehash: impl Fn(&T) -> HashBits,
) -> Removed<T> {
    let mut path = Path::new(hash);
    loop {
        match slot.open() {
            Open::Fan(fan) => {
                slot = fan.down(path.slot());
                path = path.down();
            }
            Open::Leaf(leaf) => return take(leaf, index, rehash),
            Open::Shared(shared) => return leave(shared, path, index, rehash, T::clone),
        }
    }
}

/// Takes an item out of a leaf that is not shared.
#[inline]
fn take<T, P: Kind>(
    mut leaf: UniqueLeaf<'_, T, P>,
    index: usize,
    rehash: impl Fn(&T) -> HashBits,
) -> Removed<T> {
    let mut leaf = leaf.get();
    let item = leaf.swap_remove(index, |last| rehash(last).tag());
    Removed { item, sparse: sparse::<T>(leaf.len()) }
}

/// Copies the path to a leaf, without the item at an index there.
fn leave<T: Clone, P: Kind, R>(
    slot: SlotMut<'_, T, P>,
    path: Path,
    index: usize,
    rehash: impl Fn(&T) -> HashBits,
    clone: impl FnOnce(&T) -> R,
) -> Removed<R> {
    let leaf = find::leaf(slot.view(), path);
    let left = leaf.len() - 1;
    let item = clone(&leaf.slice()[index]);
    let link = unshare::rebuild(slot.view(), path, |leaf| {
        leaf.duplicate_without(index, capacity::<T>(left), |last| rehash(last).tag())
    });
    slot.set(link);
    Removed { item, sparse: sparse::<T>(left) }
}
