//! Several items at once, to be changed.

use crate::hash::{HashBits, Path};
use cow_core::RefCount;
use cow_core::trie::{NodeMut, SlotMut};

/// Where an item is: the index in the leaf to which the hash leads.
#[derive(Clone, Copy)]
pub(crate) struct Place {
    pub(crate) hash: HashBits,
    pub(crate) index: usize,
}

/// The items in these places, of which no two are the same. The ways there are not shared.
pub(crate) fn disjoint<'a, T, C: RefCount, const N: usize>(
    root: SlotMut<'a, T, C>,
    places: [Option<Place>; N],
) -> [Option<&'a mut T>; N] {
    let mut items = [const { None }; N];
    gather(root, places.map(|place| Some((Path::new(place?.hash), place?.index))), &mut items);
    items
}

/// Gathers the items which are below `slot`, by their ways from there.
fn gather<'a, T, C: RefCount, const N: usize>(
    slot: SlotMut<'a, T, C>,
    ways: [Option<(Path, usize)>; N],
    items: &mut [Option<&'a mut T>; N],
) {
    if ways.iter().all(Option::is_none) {
        return;
    }
    match slot.try_mut() {
        Ok(NodeMut::Branch(branch)) => {
            for (first, child) in branch.into_children() {
                let run = first..first + child.run();
                let below = ways.map(|way| {
                    let (path, index) = way.filter(|(path, _)| run.contains(&path.slot()))?;
                    Some((path.down(), index))
                });
                gather(child, below, items);
            }
        }
        Ok(NodeMut::Leaf(leaf)) => {
            for (i, item) in leaf.into_mut().into_slice().iter_mut().enumerate() {
                let at = ways.iter().position(|way| way.is_some_and(|(_, index)| index == i));
                if let Some(at) = at {
                    items[at] = Some(item);
                }
            }
        }
        Err(_) => unreachable!("the ways are not shared"),
    }
}
