//! One tree cut in two.

use crate::balance::join_any;
use crate::node::{self, FreshLeaf, Leaf, Tree, Width};
use crate::summary::Summary;
use core::cmp::Ordering;
use cow_core::RefCount;
use cow_core::block::Fresh;
use cow_core::fork::{Exposed, NodeMut, Side, View};

/// What is less than the bound and what is not. Either may be empty, though not both.
pub(crate) type Halves<K, V, A, C> = (Option<Tree<K, V, A, C>>, Option<Tree<K, V, A, C>>);

/// Cuts a tree at a key: `compare` tells how a key of the tree stands to it.
///
/// O(log n). If the bound is the routing key of a fork, the halves are its children, untouched: so
/// what two versions share stays shared when both are cut at the same routing keys.
pub(crate) fn split<K, V, A, C>(
    tree: Tree<K, V, A, C>,
    compare: &mut impl FnMut(&K) -> Ordering,
) -> Halves<K, V, A, C>
where
    K: Clone,
    V: Clone,
    C: RefCount,
    A: Summary<K, V>,
{
    let order = match tree.view() {
        View::Fork(fork) => compare(&fork.data().key),
        View::Leaf(leaf) => {
            let at = node::search(leaf.slice(), compare).unwrap_or_else(|at| at);
            return cut(tree, at);
        }
    };
    let Exposed::Fork(data, left, right) = tree.expose() else { unreachable!("it is a fork") };
    match order {
        Ordering::Equal => {
            // Here, so that the halves are not lost should it panic.
            drop(data);
            (Some(left), Some(right))
        }
        Ordering::Less => {
            let (less, rest) = split(right, compare);
            (join_any(Some(left), data.key, less), rest)
        }
        Ordering::Greater => {
            let (less, rest) = split(left, compare);
            (less, join_any(rest, data.key, Some(right)))
        }
    }
}

/// Cuts a tree into its first `rank` entries and the rest. O(log n).
pub(crate) fn split_at<K, V, A, C>(tree: Tree<K, V, A, C>, rank: usize) -> Halves<K, V, A, C>
where
    K: Clone,
    V: Clone,
    C: RefCount,
    A: Summary<K, V>,
{
    if rank == 0 {
        return (None, Some(tree));
    }
    if rank >= node::size(tree.borrow()) {
        return (Some(tree), None);
    }
    if let View::Leaf(_) = tree.view() {
        return cut(tree, rank);
    }
    let Exposed::Fork(data, left, right) = tree.expose() else { unreachable!("it is a fork") };
    let before = node::size(left.borrow());
    match rank.cmp(&before) {
        Ordering::Equal => {
            // Here, so that the halves are not lost should it panic.
            drop(data);
            (Some(left), Some(right))
        }
        Ordering::Greater => {
            let (less, rest) = split_at(right, rank - before);
            (join_any(Some(left), data.key, less), rest)
        }
        Ordering::Less => {
            let (less, rest) = split_at(left, rank);
            (less, join_any(rest, data.key, Some(right)))
        }
    }
}

/// Whether a cut at `rank` copies nothing and so runs no code of the user's: no node on the way has
/// other owners, nor any by which the subtrees beside it are joined.
pub(crate) fn owns_cut<K, V, A, C: RefCount>(tree: &mut Tree<K, V, A, C>, rank: usize) -> bool {
    let (mut at, mut rank) = (tree, rank);
    loop {
        let fork = match at.get_mut() {
            None => return false,
            Some(NodeMut::Leaf(_)) => return true,
            Some(NodeMut::Fork(fork)) => fork,
        };
        let (_, left, right) = fork.into_parts();
        let before = node::size(left.borrow());
        let (sibling, next) = if rank < before { (right, left) } else { (left, right) };
        if !owns_edges(sibling) || rank == before && !owns_edges(next) {
            return false;
        }
        if rank >= before {
            rank -= before;
        }
        if rank == 0 {
            return true;
        }
        at = next;
    }
}

/// Whether no node on the edges of a tree has other owners.
fn owns_edges<K, V, A, C: RefCount>(tree: &mut Tree<K, V, A, C>) -> bool {
    owns_edge(tree, Side::Left) && owns_edge(tree, Side::Right)
}

/// Whether no node on one edge of a tree has other owners.
pub(crate) fn owns_edge<K, V, A, C: RefCount>(tree: &mut Tree<K, V, A, C>, side: Side) -> bool {
    let mut at = tree;
    loop {
        match at.get_mut() {
            None => return false,
            Some(NodeMut::Leaf(_)) => return true,
            Some(NodeMut::Fork(fork)) => {
                let (_, left, right) = fork.into_parts();
                at = if side == Side::Left { left } else { right };
            }
        }
    }
}

/// Cuts a leaf before entry `at`.
fn cut<K, V, A, C>(tree: Tree<K, V, A, C>, at: usize) -> Halves<K, V, A, C>
where
    K: Clone,
    V: Clone,
    C: RefCount,
    A: Summary<K, V>,
{
    let len = node::size(tree.borrow());
    if at == 0 {
        return (None, Some(tree));
    }
    if at >= len {
        return (Some(tree), None);
    }
    let Exposed::Leaf(block) = tree.expose() else { unreachable!("it is a leaf") };
    let mut right: FreshLeaf<K, V, C> = Fresh::new((), Width::<K, V>::LEAF);
    let left = match Leaf::into_fresh(block) {
        Ok(mut left) => {
            left.get().move_to(at..len, &mut right.get(), 0);
            left
        }
        Err(block) => {
            let entries = block.borrow().slice();
            right.get().extend_from_slice(&entries[at..]);
            let mut left: FreshLeaf<K, V, C> = Fresh::new((), Width::<K, V>::LEAF);
            left.get().extend_from_slice(&entries[..at]);
            drop(block);
            left
        }
    };
    (Some(node::leaf(left)), Some(node::leaf(right)))
}
