//! Lookups, to read or to change values.

use super::path_copy::{copy_path, exact, unshare_path};
use super::root::Trie;
use crate::hash::{HashBits, Path};
use cow_core::RefCount;
use cow_core::trie::{LeafRef, NodeMut, NodeRef, SlotMut};

/// From how many branches on the items of a leaf are prefetched along with its tags: it is not in the
/// nearer caches then.
const FAR: u32 = 3;

/// Where an entry is: its index in the leaf to which the hash leads.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Position {
    pub(crate) hash: HashBits,
    pub(crate) index: usize,
}

impl<K, V, C: RefCount> Trie<K, V, C> {
    /// Returns the entry with this hash whose key satisfies `eq`.
    #[inline]
    pub(crate) fn find(&self, hash: HashBits, mut eq: impl FnMut(&K) -> bool) -> Option<&(K, V)> {
        let (mut node, mut path, mut branches) = (self.node()?.view(), Path::new(hash), 0);
        loop {
            match node {
                NodeRef::Branch(branch) => node = branch.child(path.slot()),
                NodeRef::Leaf(leaf) => {
                    // Small items fill few lines, and the other requests cost more than this saves.
                    if size_of::<(K, V)>() > 16 && branches >= FAR {
                        leaf.prefetch_items();
                    }
                    return leaf.find_item(hash.tag(), |entry| eq(&entry.0));
                }
            }
            path = path.down();
            branches += 1;
        }
    }

    /// Returns where the entry with this hash is whose key satisfies `eq`.
    #[inline]
    pub(crate) fn position(
        &self,
        hash: HashBits,
        mut eq: impl FnMut(&K) -> bool,
    ) -> Option<Position> {
        let leaf = leaf_at(self.view()?, Path::new(hash));
        let index = leaf.find(hash.tag(), |entry| eq(&entry.0))?;
        Some(Position { hash, index })
    }

    /// Returns the entry at a position.
    #[inline]
    pub(crate) fn entry_at(&self, position: Position) -> &(K, V) {
        let root = self.view().expect("there is an entry");
        &leaf_at(root, Path::new(position.hash)).slice()[position.index]
    }

    /// Returns the position of the entry that was inserted last, which has this hash.
    pub(crate) fn last_position(&self, hash: HashBits) -> Position {
        let leaf = leaf_at(self.view().expect("there is an entry"), Path::new(hash));
        Position { hash, index: leaf.len() - 1 }
    }
}

impl<K: Clone, V: Clone, C: RefCount> Trie<K, V, C> {
    /// Returns the entry with this hash whose key satisfies `eq`, to be changed. Copies the path if it is
    /// shared and the entry is there.
    #[inline]
    pub(crate) fn find_mut(
        &mut self,
        hash: HashBits,
        eq: impl Fn(&K) -> bool,
    ) -> Option<&mut (K, V)> {
        let tag = hash.tag();
        let mut slot = self.slot()?;
        let mut path = Path::new(hash);
        loop {
            match slot.try_mut() {
                Ok(NodeMut::Branch(branch)) => {
                    slot = branch.into_child(path.slot());
                    path = path.down();
                }
                Ok(NodeMut::Leaf(leaf)) => {
                    return leaf.into_mut().into_found(tag, |entry| eq(&entry.0));
                }
                Err(shared) => {
                    let leaf = leaf_at(shared.view(), path);
                    let index = leaf.find(tag, |entry| eq(&entry.0))?;
                    let copy = copy_path(shared.view(), path, exact);
                    let (leaf, _) = unshare_path(shared.set(copy), path);
                    return Some(leaf.into_mut().into_item(index));
                }
            }
        }
    }

    /// Returns the entry at a position, to be changed. Copies what is shared on the path.
    #[inline]
    pub(crate) fn entry_at_mut(&mut self, position: Position) -> &mut (K, V) {
        let slot = self.slot().expect("there is an entry");
        unshare_path(slot, Path::new(position.hash)).0.into_mut().into_item(position.index)
    }

    /// Returns the entries at these positions, to be changed. Copies what is shared on the paths.
    ///
    /// # Panics
    /// If two positions are the same.
    pub(crate) fn disjoint_mut<const N: usize>(
        &mut self,
        positions: [Option<Position>; N],
    ) -> [Option<&mut (K, V)>; N] {
        for (i, position) in positions.iter().enumerate() {
            let is_new = position.is_none() || !positions[..i].contains(position);
            assert!(is_new, "duplicate keys found");
        }
        for position in positions.iter().flatten() {
            if let Some(slot) = self.slot() {
                unshare_path(slot, Path::new(position.hash));
            }
        }
        let mut entries = [const { None }; N];
        if let Some(root) = self.slot() {
            let paths = positions.map(|at| at.map(|at| (Path::new(at.hash), at.index)));
            gather(root, paths, &mut entries);
        }
        entries
    }
}

/// Stores the items below `slot` to which these paths lead from there. The paths are not shared.
fn gather<'a, T, C: RefCount, const N: usize>(
    slot: SlotMut<'a, T, C>,
    paths: [Option<(Path, usize)>; N],
    items: &mut [Option<&'a mut T>; N],
) {
    if paths.iter().all(Option::is_none) {
        return;
    }
    match slot.try_mut() {
        Ok(NodeMut::Branch(branch)) => {
            for (first, child) in branch.into_children() {
                let run = first..first + child.run();
                let below = paths.map(|path| {
                    let (path, index) = path.filter(|(path, _)| run.contains(&path.slot()))?;
                    Some((path.down(), index))
                });
                gather(child, below, items);
            }
        }
        Ok(NodeMut::Leaf(leaf)) => {
            for (i, item) in leaf.into_mut().into_slice().iter_mut().enumerate() {
                let at = paths.iter().position(|path| path.is_some_and(|(_, index)| index == i));
                if let Some(at) = at {
                    items[at] = Some(item);
                }
            }
        }
        Err(_) => unreachable!("the paths are not shared"),
    }
}

/// Returns the leaf to which a path leads.
#[inline]
pub(super) fn leaf_at<'a, T, C: RefCount>(
    mut node: NodeRef<'a, T, C>,
    mut path: Path,
) -> LeafRef<'a, T, C> {
    loop {
        match node {
            NodeRef::Branch(branch) => node = branch.child(path.slot()),
            NodeRef::Leaf(leaf) => return leaf,
        }
        path = path.down();
    }
}

/// Returns the leaf to which a path leads, and how many bits lead there.
pub(super) fn leaf_and_bits<'a, T, C: RefCount>(
    mut node: NodeRef<'a, T, C>,
    mut path: Path,
) -> (LeafRef<'a, T, C>, u32) {
    let mut bits = 0;
    loop {
        match node {
            NodeRef::Branch(branch) => {
                bits = path.down().bits(branch.depth(path.slot()));
                node = branch.child(path.slot());
            }
            NodeRef::Leaf(leaf) => return (leaf, bits),
        }
        path = path.down();
    }
}
