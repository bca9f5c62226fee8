//! Joins leaves that removals have left small.

use super::unshare::{self, Unique};
use crate::hash::{HashBits, Path};
use crate::leaf::{capacity, join};
use cow_core::Kind;
use cow_core::fan::{FanMut, Open, SLOTS, SlotMut, View};

/// Joins leaves on the path of a hash, from the bottom up, as far as it is unshared.
#[cold]
#[inline(never)]
pub(crate) fn path<T: Clone, P: Kind>(slot: SlotMut<'_, T, P>, hash: HashBits) {
    below(slot, Path::new(hash));
}

fn below<T: Clone, P: Kind>(slot: SlotMut<'_, T, P>, path: Path) {
    match slot.open() {
        Open::Fan(mut fan) => {
            below(fan.child(path.slot()), path.down());
            in_fan(fan, path.slot());
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
pub(crate) fn all<T: Clone, P: Kind>(slot: SlotMut<'_, T, P>) {
    let Open::Fan(mut fan) = slot.open() else { return };
    fan.slots().for_each(|(_, child)| all(child));
    let mut slot = fan.into_slot();
    for i in 0..SLOTS {
        let Open::Fan(fan) = slot.open() else { return };
        slot = in_fan(fan, i);
    }
}

/// Gives back the room that leaves have and do not use, in every node that is not shared.
pub(crate) fn shrink<T, P: Kind>(slot: SlotMut<'_, T, P>) {
    match slot.open() {
        Open::Fan(fan) => fan.into_slots().for_each(|(_, child)| shrink(child)),
        Open::Leaf(mut leaf) => {
            let len = leaf.get().len();
            if leaf.get().capacity() > len {
                leaf.resize(len);
            }
        }
        Open::Shared(_) => {}
    }
}

/// Joins the leaf in a slot with its buddy, and again, while they are small. Returns the place of
/// the fan, in which there may be a leaf now.
fn in_fan<'a, T: Clone, P: Kind>(mut fan: FanMut<'a, T, P>, slot: usize) -> SlotMut<'a, T, P> {
    loop {
        if !pour(&mut fan, slot) {
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
fn pour<T: Clone, P: Kind>(fan: &mut FanMut<'_, T, P>, slot: usize) -> bool {
    let Some(buddies) = fan.buddies(slot) else { return false };
    let len = buddies.iter().map(|place| len(place)).sum();
    if !join::<T>(len) {
        return false;
    }
    let [lower, upper] = buddies.map(|place| unshare::open(place));
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
        View::Leaf(leaf) => leaf.len(),
        View::Fan(_) => usize::MAX / 2,
    }
}
