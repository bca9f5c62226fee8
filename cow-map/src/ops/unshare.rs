//! Copies what is shared, from the bottom up.

use crate::hash::Path;
use cow_core::RefCount;
use cow_core::fan::{FanMut, Link, Open, SlotMut, UniqueLeaf, View};
use cow_core::tagged::{TagFresh, TagRef};

/// A clone of a leaf, with no more room than it needs.
pub(crate) fn exact<T: Clone, C: RefCount>(leaf: TagRef<'_, T, C>) -> TagFresh<T, C> {
    leaf.duplicate(leaf.len())
}

/// A copy of the path to a leaf, with what `edit` makes of the leaf. The rest is shared.
///
/// Nothing is published before all is made: if `edit` panics, nothing has happened.
pub(crate) fn rebuild<T, C: RefCount>(
    view: View<'_, T, C>,
    path: Path,
    edit: impl FnOnce(TagRef<'_, T, C>) -> TagFresh<T, C>,
) -> Link<T, C> {
    match view {
        View::Leaf(leaf) => Link::leaf(edit(leaf).share()),
        View::Fan(fan) => {
            let slot = path.slot();
            fan.with(slot, rebuild(fan.child(slot), path.down(), edit))
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
        match slot.open() {
            Open::Fan(fan) => {
                slot = fan.down(path.slot());
                path = path.down();
            }
            Open::Leaf(leaf) => {
                let bits = path.bits(leaf.depth());
                return (leaf, bits);
            }
            Open::Shared(shared) => {
                let link = rebuild(shared.view(), path, exact);
                slot = shared.set(link);
            }
        }
    }
}

/// The node in a place, without other owners: if it has any, a copy takes its place, which shares
/// the children of a fan and clones the items of a leaf.
#[inline]
pub(crate) fn open<'a, T: Clone, C: RefCount>(mut slot: SlotMut<'a, T, C>) -> Unique<'a, T, C> {
    loop {
        match slot.open() {
            Open::Fan(fan) => return Unique::Fan(fan),
            Open::Leaf(leaf) => return Unique::Leaf(leaf),
            Open::Shared(shared) => {
                let link = match shared.view() {
                    View::Fan(fan) => fan.duplicate(),
                    View::Leaf(leaf) => Link::leaf(exact(leaf).share()),
                };
                slot = shared.set(link);
            }
        }
    }
}

/// A node that has one owner.
pub(crate) enum Unique<'a, T, C: RefCount> {
    Fan(FanMut<'a, T, C>),
    Leaf(UniqueLeaf<'a, T, C>),
}
