//! Joins leaves that removals leave small.

use super::unshare::{self, Unique};
use crate::hash::{HashBits, Path};
use crate::leaf::{capacity, full, join};
use cow_core::RefCount;
use cow_core::trie::{BranchMut, NodeMut, NodeRef, SLOTS, SlotMut, UniqueLeaf};

/// Joins leaves on the path of a hash, from the bottom up, which is not shared and will lose one of
/// its items. Returns by how much the indices of the items in the leaf there have grown.
///
/// Before the removal and not after it, for what is shared beside the path is cloned: if that panics,
/// nothing has been removed.
#[cold]
#[inline(never)]
pub(crate) fn path<T: Clone, C: RefCount>(slot: SlotMut<'_, T, C>, hash: HashBits) -> usize {
    below(slot, Path::new(hash))
}

fn below<T: Clone, C: RefCount>(slot: SlotMut<'_, T, C>, path: Path) -> usize {
    match slot.try_mut() {
        Ok(NodeMut::Branch(mut branch)) => {
            let moved = below(branch.child(path.slot()), path.down());
            moved + in_fan(branch, path.slot(), Pour { losing: 1, open: unshared }).1
        }
        Ok(NodeMut::Leaf(mut leaf)) => {
            let room = capacity::<T>(leaf.get().len());
            if leaf.get().capacity() > room {
                leaf.resize(room);
            }
            0
        }
        Err(_) => 0,
    }
}

/// Joins all leaves that are small enough, in every node that is not shared, and takes the room from
/// those that have been larger than leaves are. No user code runs.
pub(crate) fn all<T, C: RefCount>(slot: SlotMut<'_, T, C>) {
    let mut branch = match slot.try_mut() {
        Ok(NodeMut::Branch(branch)) => branch,
        Ok(NodeMut::Leaf(leaf)) => return trim(leaf),
        Err(_) => return,
    };
    branch.slots().for_each(|(_, child)| all(child));
    let mut slot = branch.into_slot();
    for i in 0..SLOTS {
        let Ok(NodeMut::Branch(branch)) = slot.try_mut() else { return };
        slot = in_fan(branch, i, Pour { losing: 0, open: own }).0;
    }
}

/// As [`all`], for the leaf to which a path leads, and what can be joined with it.
pub(crate) fn along<T, C: RefCount>(slot: SlotMut<'_, T, C>, path: Path) {
    match slot.try_mut() {
        Ok(NodeMut::Branch(mut branch)) => {
            along(branch.child(path.slot()), path.down());
            in_fan(branch, path.slot(), Pour { losing: 0, open: own });
        }
        Ok(NodeMut::Leaf(leaf)) => trim(leaf),
        Err(_) => {}
    }
}

/// Takes the room from a leaf that has been larger than leaves are.
fn trim<T, C: RefCount>(mut leaf: UniqueLeaf<'_, T, C>) {
    let (room, wanted) = (leaf.get().capacity(), capacity::<T>(leaf.get().len()));
    if room > full::<T>() && room > 2 * wanted {
        leaf.resize(wanted);
    }
}

/// Gives back the room that leaves have and do not use, in every node that is not shared.
pub(crate) fn shrink<T, C: RefCount>(slot: SlotMut<'_, T, C>) {
    match slot.try_mut() {
        Ok(NodeMut::Branch(branch)) => branch.into_children().for_each(|(_, child)| shrink(child)),
        Ok(NodeMut::Leaf(mut leaf)) => {
            let len = leaf.get().len();
            if leaf.get().capacity() > len {
                leaf.resize(len);
            }
        }
        Err(_) => {}
    }
}

/// Joins the leaf in a slot with its buddy, and again, while they are small. Returns the place of
/// the branch, in which there may be a leaf now, and by how much the indices of the items in that leaf
/// have grown.
fn in_fan<T, C: RefCount>(
    mut branch: BranchMut<'_, T, C>,
    slot: usize,
    how: Pour<T, C>,
) -> (SlotMut<'_, T, C>, usize) {
    let mut moved = 0;
    loop {
        let is_upper = slot & branch.run(slot) != 0;
        let Some(below) = how.pour(&mut branch, slot) else { return (branch.into_slot(), moved) };
        moved += if is_upper { below } else { 0 };
        match branch.join(slot) {
            Ok(place) => match place.try_mut() {
                Ok(NodeMut::Branch(again)) => branch = again,
                Ok(NodeMut::Leaf(leaf)) => return (leaf.into_slot(), moved),
                Err(place) => return (place, moved),
            },
            Err(branch) => return (branch.into_slot(), moved),
        }
    }
}

/// How leaves are joined.
struct Pour<T, C: RefCount> {
    /// How many of the items will be removed.
    losing: usize,
    open: OpenLeaf<T, C>,
}

/// Gives the leaf in a place, to be changed, if it may be.
type OpenLeaf<T, C> = for<'a> fn(SlotMut<'a, T, C>) -> Option<UniqueLeaf<'a, T, C>>;

/// A leaf that nobody shares.
fn own<T, C: RefCount>(place: SlotMut<'_, T, C>) -> Option<UniqueLeaf<'_, T, C>> {
    match place.try_mut() {
        Ok(NodeMut::Leaf(leaf)) => Some(leaf),
        Ok(NodeMut::Branch(_)) | Err(_) => None,
    }
}

/// A leaf, cloned if it is shared.
fn unshared<T: Clone, C: RefCount>(place: SlotMut<'_, T, C>) -> Option<UniqueLeaf<'_, T, C>> {
    match unshare::open(place) {
        Unique::Leaf(leaf) => Some(leaf),
        Unique::Branch(_) => None,
    }
}

impl<T, C: RefCount> Pour<T, C> {
    /// Moves the items of the upper one of two small buddies to the lower one. Returns how many items
    /// that had.
    fn pour(&self, branch: &mut BranchMut<'_, T, C>, slot: usize) -> Option<usize> {
        let buddies = branch.buddies(slot)?;
        let len = buddies.iter().map(len).sum::<usize>();
        if !join::<T>(len.saturating_sub(self.losing)) {
            return None;
        }
        let [lower, upper] = buddies.map(self.open);
        let (mut lower, mut upper) = (lower?, upper?);
        if lower.get().capacity() < len {
            lower.resize(capacity::<T>(len));
        }
        let below = lower.get().len();
        lower.get().append(&mut upper.get());
        Some(below)
    }
}

/// How many items the leaf in a place has.
fn len<T, C: RefCount>(place: &SlotMut<'_, T, C>) -> usize {
    match place.view() {
        NodeRef::Leaf(leaf) => leaf.len(),
        NodeRef::Branch(_) => 0,
    }
}
