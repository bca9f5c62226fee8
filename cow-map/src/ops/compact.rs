//! Joins leaves that removals have left small.

use super::unshare::{self, Unique};
use crate::hash::{HashBits, Path};
use crate::leaf::{capacity, join};
use cow_core::Kind;
use cow_core::fan::{FanMut, Open, SLOTS, SlotMut};
use cow_core::tagged::{TagFresh, TagRef};

/// Joins leaves on the path of a hash, from the bottom up, as far as it is unshared.
#[cold]
#[inline(never)]
pub(crate) fn path<T, P: Kind>(
    slot: SlotMut<'_, T, P>,
    hash: HashBits,
    copy: impl Fn(TagRef<'_, T, P>, usize) -> TagFresh<T, P>,
) {
    below(slot, Path::new(hash), &copy);
}

fn below<T, P: Kind>(
    slot: SlotMut<'_, T, P>,
    path: Path,
    copy: &impl Fn(TagRef<'_, T, P>, usize) -> TagFresh<T, P>,
) {
    match slot.open() {
        Open::Fan(mut fan) => {
            below(fan.child(path.slot()), path.down(), copy);
            in_fan(fan, path.slot(), copy);
        }
        Open::Leaf(mut leaf) => {
            let room = capacity::<T>(leaf.get().len());
            if leaf.get().capacity() > room {
                leaf.resize(room);
            }
        }
        Open::Shared(_) => {}
    }
}

/// Joins all leaves that are small enough, in every node that is not shared.
pub(crate) fn all<T, P: Kind>(
    slot: SlotMut<'_, T, P>,
    copy: &impl Fn(TagRef<'_, T, P>, usize) -> TagFresh<T, P>,
) {
    let Open::Fan(mut fan) = slot.open() else { return };
    fan.slots().for_each(|child| all(child, copy));
    let mut slot = fan.into_slot();
    for i in 0..SLOTS {
        let Open::Fan(fan) = slot.open() else { return };
        slot = in_fan(fan, i, copy);
    }
}

/// Joins the leaf in a slot with its buddy, and again, while they are small. Returns the place of
/// the fan, in which there may be a leaf now.
fn in_fan<'a, T, P: Kind>(
    mut fan: FanMut<'a, T, P>,
    slot: usize,
    copy: &impl Fn(TagRef<'_, T, P>, usize) -> TagFresh<T, P>,
) -> SlotMut<'a, T, P> {
    loop {
        if !pour(&mut fan, slot, copy) {
            return fan.into_slot();
        }
        match fan.join(slot) {
            Ok(place) => match place.open() {
                Open::Fan(again) => fan = again,
                Open::Leaf(leaf) => return leaf.into_slot(),
                Open::Shared(place) => return place,
            },
            Err(fan) => return fan.into_slot(),
        }
    }
}

/// Moves the items of the upper one of two small buddies to the lower one. If one of them is shared,
/// a copy takes its place first.
fn pour<T, P: Kind>(
    fan: &mut FanMut<'_, T, P>,
    slot: usize,
    copy: &impl Fn(TagRef<'_, T, P>, usize) -> TagFresh<T, P>,
) -> bool {
    let Some(buddies) = fan.buddies(slot) else { return false };
    let len = buddies.iter().map(|place| len(place)).sum();
    if !join::<T>(len) {
        return false;
    }
    let [lower, upper] = buddies.map(|place| unshare::open(place, |leaf| copy(leaf, leaf.len())));
    let (Unique::Leaf(mut lower), Unique::Leaf(mut upper)) = (lower, upper) else { return false };
    if lower.get().capacity() < len {
        lower.resize(capacity::<T>(len));
    }
    lower.get().append(&mut upper.get());
    true
}

/// How many items the leaf in a place has.
fn len<T, P: Kind>(place: &SlotMut<'_, T, P>) -> usize {
    match place.view() {
        cow_core::fan::View::Leaf(leaf) => leaf.len(),
        cow_core::fan::View::Fan(_) => usize::MAX / 2,
    }
}
