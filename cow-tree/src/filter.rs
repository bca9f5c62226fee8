//! A tree without some of its entries.

use crate::balance::join_any;
use crate::node::{self, FreshLeaf, Tree, TreeRef, Width};
use crate::split::Halves;
use crate::summary::Summary;
use cow_core::RefCount;
use cow_core::block::Fresh;
use cow_core::fork::View;

/// The entries for which `keep` says `true`. A subtree of which all are kept is the tree's own.
pub(crate) fn filter<K, V, A, C>(
    tree: TreeRef<'_, K, V, A, C>,
    keep: &mut impl FnMut(&K, &V) -> bool,
) -> Option<Tree<K, V, A, C>>
where
    K: Clone,
    V: Clone,
    C: RefCount,
    A: Summary<K, V>,
{
    match tree.view() {
        View::Leaf(leaf) => {
            let kept = mark(leaf.slice(), keep);
            select(tree, leaf.slice(), kept)
        }
        View::Fork(fork) => {
            let [left, right] = fork.children();
            let (a, b) = (filter(left, keep), filter(right, keep));
            rejoin(tree, [left, right], &fork.data().key, a, b)
        }
    }
}

/// The entries for which `yes` says `true`, and the others.
pub(crate) fn partition<K, V, A, C>(
    tree: TreeRef<'_, K, V, A, C>,
    yes: &mut impl FnMut(&K, &V) -> bool,
) -> Halves<K, V, A, C>
where
    K: Clone,
    V: Clone,
    C: RefCount,
    A: Summary<K, V>,
{
    match tree.view() {
        View::Leaf(leaf) => {
            let marked = mark(leaf.slice(), yes);
            (select(tree, leaf.slice(), marked), select(tree, leaf.slice(), !marked))
        }
        View::Fork(fork) => {
            let [left, right] = fork.children();
            let (a, b) = (partition(left, yes), partition(right, yes));
            let key = &fork.data().key;
            (rejoin(tree, [left, right], key, a.0, b.0), rejoin(tree, [left, right], key, a.1, b.1))
        }
    }
}

/// Bit `i` is set if `yes` says `true` for entry `i` of a leaf.
fn mark<K, V>(entries: &[(K, V)], yes: &mut impl FnMut(&K, &V) -> bool) -> u64 {
    const { assert!(Width::<K, V>::LEAF <= 64) };
    let mark = |marks, (index, (key, value)): (usize, &(K, V))| {
        marks | u64::from(yes(key, value)) << index
    };
    entries.iter().enumerate().fold(0, mark)
}

/// The entries of a leaf that are marked; the leaf itself if all are.
fn select<K, V, A, C>(
    tree: TreeRef<'_, K, V, A, C>,
    entries: &[(K, V)],
    marks: u64,
) -> Option<Tree<K, V, A, C>>
where
    K: Clone,
    V: Clone,
    C: RefCount,
    A: Summary<K, V>,
{
    let is_marked = |index: usize| marks >> index & 1 != 0;
    match (0..entries.len()).filter(|index| is_marked(*index)).count() {
        0 => return None,
        all if all == entries.len() => return Some(tree.to_link()),
        _ => {}
    }
    let mut leaf: FreshLeaf<K, V, C> = Fresh::new((), Width::<K, V>::LEAF);
    let mut block = leaf.get();
    for (_, entry) in entries.iter().enumerate().filter(|(index, _)| is_marked(*index)) {
        block.push(entry.clone());
    }
    Some(node::leaf(leaf))
}

/// The tree with other children; itself if they are the same.
fn rejoin<K, V, A, C>(
    tree: TreeRef<'_, K, V, A, C>,
    [left, right]: [TreeRef<'_, K, V, A, C>; 2],
    key: &K,
    a: Option<Tree<K, V, A, C>>,
    b: Option<Tree<K, V, A, C>>,
) -> Option<Tree<K, V, A, C>>
where
    K: Clone,
    V: Clone,
    C: RefCount,
    A: Summary<K, V>,
{
    match (&a, &b) {
        (Some(a), Some(b)) if a.borrow().same(left) && b.borrow().same(right) => {}
        _ => return join_any(a, key.clone(), b),
    }
    Some(tree.to_link())
}
