//! Trees from entries that are already in order.

use crate::node::{self, FreshLeaf, Tree, Width};
use crate::summary::Summary;
use alloc::vec::Vec;
use cow_core::RefCount;
use cow_core::block::Fresh;
use cow_core::fork::{Side, View};

/// A tree of `entries`, whose keys ascend strictly: full leaves, and forks that halve their number.
pub(crate) fn from_ascending<K, V, A, C>(
    mut entries: impl Iterator<Item = (K, V)>,
) -> Option<Tree<K, V, A, C>>
where
    K: Clone,
    C: RefCount,
    A: Summary<K, V>,
{
    let mut leaves = Vec::new();
    loop {
        let Some(first) = entries.next() else { break };
        let more = entries.size_hint().0;
        let room = if leaves.is_empty() && more < Width::<K, V>::LEAF {
            Width::<K, V>::root(more + 1)
        } else {
            Width::<K, V>::LEAF
        };
        let mut leaf: FreshLeaf<K, V, C> = Fresh::new((), room);
        leaf.get().push(first);
        let mut block = leaf.get();
        for entry in entries.by_ref().take(room - 1) {
            block.push(entry);
        }
        if room < Width::<K, V>::LEAF && leaf.get().room() == 0 {
            // More came than was announced.
            leaf.resize(Width::<K, V>::LEAF);
            let mut block = leaf.get();
            for entry in entries.by_ref().take(Width::<K, V>::LEAF - room) {
                block.push(entry);
            }
        }
        leaves.push(node::leaf(leaf));
    }
    let count = leaves.len();
    halve(&mut leaves.into_iter(), count)
}

/// A tree of the next `count` leaves.
pub(crate) fn halve<K, V, A, C>(
    leaves: &mut impl Iterator<Item = Tree<K, V, A, C>>,
    count: usize,
) -> Option<Tree<K, V, A, C>>
where
    K: Clone,
    C: RefCount,
    A: Summary<K, V>,
{
    if count <= 1 {
        return leaves.next();
    }
    let left = halve(leaves, count.div_ceil(2))?;
    let Some(right) = halve(leaves, count / 2) else { return Some(left) };
    let key = first_key(&right);
    Some(node::fork(left, key, right))
}

/// A clone of the least key.
pub(crate) fn first_key<K: Clone, V, A, C: RefCount>(tree: &Tree<K, V, A, C>) -> K {
    let mut at = tree.borrow();
    loop {
        match at.view() {
            View::Fork(fork) => at = fork.child(Side::Left),
            View::Leaf(leaf) => return leaf.slice()[0].0.clone(),
        }
    }
}
