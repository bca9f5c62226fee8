//! Copies what is shared, from the bottom up.

use crate::hash::Path;
use cow_core::Kind;
use cow_core::fan::{Link, Open, SlotMut, UniqueLeaf, View};
use cow_core::tagged::{TagFresh, TagRef};

/// A copy of the path to a leaf, with what `edit` makes of the leaf. The rest is shared.
///
/// Nothing is published before all is made: if `edit` panics, nothing has happened.
pub(crate) fn rebuild<T, P: Kind>(
    view: View<'_, T, P>,
    path: Path,
    edit: impl FnOnce(TagRef<'_, T, P>) -> TagFresh<T, P>,
) -> Link<T, P> {
    match view {
        View::Leaf(leaf) => Link::leaf(edit(leaf).share()),
        View::Fan(fan) => {
            let slot = path.slot();
            fan.with(slot, rebuild(fan.child(slot), path.down(), edit))
        }
    }
}

/// The leaf to which a path leads, and the way from there, without other owners: what is shared on
/// the way is copied, the leaf by `copy`.
#[inline]
pub(crate) fn leaf<'a, T, P: Kind>(
    mut slot: SlotMut<'a, T, P>,
    mut path: Path,
    copy: impl Fn(TagRef<'_, T, P>) -> TagFresh<T, P>,
) -> UniqueLeaf<'a, T, P> {
    loop {
        match slot.open() {
            Open::Fan(fan) => {
                slot = fan.down(path.slot());
                path = path.down();
            }
            Open::Leaf(leaf) => return leaf,
            Open::Shared(shared) => {
                let link = rebuild(shared.view(), path, &copy);
                slot = shared.set(link);
            }
        }
    }
}

/// The node in a place, without other owners: if it has any, a copy takes its place, which shares
/// the children of a fan and clones the items of a leaf.
#[inline]
pub(crate) fn open<'a, T, P: Kind>(
    mut slot: SlotMut<'a, T, P>,
    copy: impl Fn(TagRef<'_, T, P>) -> TagFresh<T, P>,
) -> Unique<'a, T, P> {
    loop {
        match slot.open() {
            Open::Fan(fan) => return Unique::Fan(fan),
            Open::Leaf(leaf) => return Unique::Leaf(leaf),
            Open::Shared(shared) => {
                let link = match shared.view() {
                    View::Fan(fan) => fan.duplicate(),
                    View::Leaf(leaf) => Link::leaf(copy(leaf).share()),
                };
                slot = shared.set(link);
            }
        }
    }
}

/// A node that has one owner.
pub(crate) enum Unique<'a, T, P: Kind> {
    Fan(cow_core::fan::FanMut<'a, T, P>),
    Leaf(UniqueLeaf<'a, T, P>),
}
