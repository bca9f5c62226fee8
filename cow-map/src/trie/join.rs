//! Joins sparse leaves, and frees the room that leaves do not use.

use super::leaf_size::{copy_capacity, full, should_join};
use super::path_copy::unshare;
use super::root::Trie;
use crate::hash::{HashBits, Path};
use cow_core::RefCount;
use cow_core::trie::{BranchMut, NodeMut, NodeRef, SLOTS, SlotMut, UniqueLeaf};

impl<K, V, C: RefCount> Trie<K, V, C> {
    /// Joins the leaves that removals have left sparse, in every node that is not shared, and frees the
    /// room of those that have been longer than a full leaf. No user code runs.
    pub(crate) fn compact(&mut self) {
        self.drop_empty_root();
        if let Some(slot) = self.slot() {
            all(slot);
        }
    }

    /// Frees the room that leaves do not use, in every node that is not shared.
    pub(crate) fn shrink_to_fit(&mut self) {
        if let Some(slot) = self.slot() {
            shrink(slot);
        }
    }
}

/// How the items of two leaves are brought together.
struct Join<T, C: RefCount> {
    /// How many of the items will be removed.
    losing: usize,
    open: OpenLeaf<T, C>,
}

/// Returns exclusive access to the leaf in a slot, if it may be changed.
type OpenLeaf<T, C> = for<'a> fn(SlotMut<'a, T, C>) -> Option<UniqueLeaf<'a, T, C>>;

/// Joins leaves on the path of a hash, from the leaf up. The path is not shared, and one item of its leaf
/// will be removed. Returns by how much the indices of the items in the leaf there have grown.
///
/// Runs before the removal and not after it, because what is shared beside the path is cloned: if that
/// panics, nothing has been removed.
#[cold]
#[inline(never)]
pub(super) fn before_removal<T: Clone, C: RefCount>(
    slot: SlotMut<'_, T, C>,
    hash: HashBits,
) -> usize {
    fn below<T: Clone, C: RefCount>(slot: SlotMut<'_, T, C>, path: Path) -> usize {
        match slot.try_mut() {
            Ok(NodeMut::Branch(mut branch)) => {
                let moved = below(branch.child(path.slot()), path.down());
                moved + Join { losing: 1, open: unshared }.in_branch(branch, path.slot()).1
            }
            Ok(NodeMut::Leaf(mut leaf)) => {
                let room = copy_capacity::<T>(leaf.get().len());
                if leaf.get().capacity() > room {
                    leaf.resize(room);
                }
                0
            }
            Err(_) => 0,
        }
    }
    below(slot, Path::new(hash))
}

/// Joins leaves, as [`Trie::compact`] does.
pub(super) fn all<T, C: RefCount>(slot: SlotMut<'_, T, C>) {
    let mut branch = match slot.try_mut() {
        Ok(NodeMut::Branch(branch)) => branch,
        Ok(NodeMut::Leaf(leaf)) => return trim(leaf),
        Err(_) => return,
    };
    branch.children().for_each(|(_, child)| all(child));
    let mut slot = branch.into_slot();
    for i in 0..SLOTS {
        let Ok(NodeMut::Branch(branch)) = slot.try_mut() else { return };
        slot = Join { losing: 0, open: own }.in_branch(branch, i).0;
    }
}

/// Joins the leaf to which a path leads with its neighbours, as [`all`] does.
pub(super) fn along<T, C: RefCount>(slot: SlotMut<'_, T, C>, path: Path) {
    match slot.try_mut() {
        Ok(NodeMut::Branch(mut branch)) => {
            along(branch.child(path.slot()), path.down());
            Join { losing: 0, open: own }.in_branch(branch, path.slot());
        }
        Ok(NodeMut::Leaf(leaf)) => trim(leaf),
        Err(_) => {}
    }
}

/// Frees the room of a leaf that has been longer than a full leaf.
fn trim<T, C: RefCount>(mut leaf: UniqueLeaf<'_, T, C>) {
    let (room, wanted) = (leaf.get().capacity(), copy_capacity::<T>(leaf.get().len()));
    if room > full::<T>() && room > 2 * wanted {
        leaf.resize(wanted);
    }
}

fn shrink<T, C: RefCount>(slot: SlotMut<'_, T, C>) {
    match slot.try_mut() {
        Ok(NodeMut::Branch(branch)) => {
            branch.into_children().for_each(|(_, child)| shrink(child));
        }
        Ok(NodeMut::Leaf(mut leaf)) => {
            let len = leaf.get().len();
            if leaf.get().capacity() > len {
                leaf.resize(len);
            }
        }
        Err(_) => {}
    }
}

/// Returns a leaf that is not shared.
fn own<T, C: RefCount>(slot: SlotMut<'_, T, C>) -> Option<UniqueLeaf<'_, T, C>> {
    match slot.try_mut() {
        Ok(NodeMut::Leaf(leaf)) => Some(leaf),
        Ok(NodeMut::Branch(_)) | Err(_) => None,
    }
}

/// Returns a leaf, cloned if it is shared.
fn unshared<T: Clone, C: RefCount>(slot: SlotMut<'_, T, C>) -> Option<UniqueLeaf<'_, T, C>> {
    match unshare(slot) {
        NodeMut::Leaf(leaf) => Some(leaf),
        NodeMut::Branch(_) => None,
    }
}

impl<T, C: RefCount> Join<T, C> {
    /// Joins the leaf in a slot with its buddy, and again, while they are sparse. Returns the slot of the
    /// branch, which may hold a leaf now, and by how much the indices of the items in that leaf have
    /// grown.
    fn in_branch<'a>(
        &self,
        mut branch: BranchMut<'a, T, C>,
        slot: usize,
    ) -> (SlotMut<'a, T, C>, usize) {
        let mut moved = 0;
        loop {
            let is_upper = slot & branch.run(slot) != 0;
            let Some(lower) = self.move_items(&mut branch, slot) else {
                return (branch.into_slot(), moved);
            };
            moved += if is_upper { lower } else { 0 };
            match branch.join(slot) {
                Ok(joined) => match joined.try_mut() {
                    Ok(NodeMut::Branch(again)) => branch = again,
                    Ok(NodeMut::Leaf(leaf)) => return (leaf.into_slot(), moved),
                    Err(joined) => return (joined, moved),
                },
                Err(branch) => return (branch.into_slot(), moved),
            }
        }
    }

    /// Moves the items of the upper one of two sparse buddies to the lower one. Returns how many items
    /// the lower one had.
    fn move_items(&self, branch: &mut BranchMut<'_, T, C>, slot: usize) -> Option<usize> {
        let buddies = branch.buddies(slot)?;
        let len = buddies.iter().map(len).sum::<usize>();
        if !should_join::<T>(len.saturating_sub(self.losing)) {
            return None;
        }
        let [lower, upper] = buddies.map(self.open);
        let (mut lower, mut upper) = (lower?, upper?);
        if lower.get().capacity() < len {
            lower.resize(copy_capacity::<T>(len));
        }
        let before = lower.get().len();
        lower.get().append(&mut upper.get());
        Some(before)
    }
}

/// Returns how many items the leaf in a slot has.
fn len<T, C: RefCount>(slot: &SlotMut<'_, T, C>) -> usize {
    match slot.view() {
        NodeRef::Leaf(leaf) => leaf.len(),
        NodeRef::Branch(_) => 0,
    }
}
