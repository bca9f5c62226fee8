//! A tree without some of its entries.

use crate::balance::join_any;
use crate::node::{self, FreshLeaf, Tree, TreeRef, Width};
use crate::split::Halves;
use crate::summary::Summary;
use alloc::vec::Vec;
use cow_core::Kind;
use cow_core::block::Fresh;
use cow_core::fork::View;

/// The entries for which `keep` says `true`. A subtree of which all are kept is the tree's own.
pub(crate) fn filter<K, V, P, A>(
    tree: TreeRef<'_, K, V, P, A>,
    keep: &mut impl FnMut(&K, &V) -> bool,
) -> Option<Tree<K, V, P, A>>
where
    K: Clone,
    V: Clone,
    P: Kind,
    A: Summary<K, V>,
{
    match tree.view() {
        View::Leaf(leaf) => {
            let entries = leaf.slice();
            let kept: Vec<bool> = entries.iter().map(|(key, value)| keep(key, value)).collect();
            select(tree, entries, &kept, true)
        }
        View::Fork(fork) => {
            let [left, right] = fork.children();
            let (a, b) = (filter(left, keep), filter(right, keep));
            rejoin(tree, [left, right], &fork.data().key, a, b)
        }
    }
}

/// The entries for which `yes` says `true`, and the others.
pub(crate) fn partition<K, V, P, A>(
    tree: TreeRef<'_, K, V, P, A>,
    yes: &mut impl FnMut(&K, &V) -> bool,
) -> Halves<K, V, P, A>
where
    K: Clone,
    V: Clone,
    P: Kind,
    A: Summary<K, V>,
{
    match tree.view() {
        View::Leaf(leaf) => {
            let entries = leaf.slice();
            let side: Vec<bool> = entries.iter().map(|(key, value)| yes(key, value)).collect();
            (select(tree, entries, &side, true), select(tree, entries, &side, false))
        }
        View::Fork(fork) => {
            let [left, right] = fork.children();
            let (a, b) = (partition(left, yes), partition(right, yes));
            let key = &fork.data().key;
            (rejoin(tree, [left, right], key, a.0, b.0), rejoin(tree, [left, right], key, a.1, b.1))
        }
    }
}

/// The entries of a leaf that are `marked` so; the leaf itself if all are.
fn select<K, V, P, A>(
    tree: TreeRef<'_, K, V, P, A>,
    entries: &[(K, V)],
    marked: &[bool],
    so: bool,
) -> Option<Tree<K, V, P, A>>
where
    K: Clone,
    V: Clone,
    P: Kind,
    A: Summary<K, V>,
{
    let count = marked.iter().filter(|mark| **mark == so).count();
    if count == 0 {
        return None;
    }
    if count == entries.len() {
        return Some(tree.to_link());
    }
    let mut leaf: FreshLeaf<K, V, P> = Fresh::new((), Width::<K, V>::LEAF);
    let mut block = leaf.get();
    for (entry, _) in entries.iter().zip(marked).filter(|(_, mark)| **mark == so) {
        block.push(entry.clone());
    }
    Some(node::leaf(leaf))
}

/// The tree with other children; itself if they are the same.
fn rejoin<K, V, P, A>(
    tree: TreeRef<'_, K, V, P, A>,
    [left, right]: [TreeRef<'_, K, V, P, A>; 2],
    key: &K,
    a: Option<Tree<K, V, P, A>>,
    b: Option<Tree<K, V, P, A>>,
) -> Option<Tree<K, V, P, A>>
where
    K: Clone,
    V: Clone,
    P: Kind,
    A: Summary<K, V>,
{
    match (&a, &b) {
        (Some(a), Some(b)) if a.borrow().same(left) && b.borrow().same(right) => {}
        _ => return join_any(a, key.clone(), b),
    }
    Some(tree.to_link())
}
