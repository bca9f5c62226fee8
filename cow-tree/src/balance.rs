//! Balance: the only code that knows AVL trees.
//!
//! All else is written with [`join`], after "Just Join for Parallel Ordered Sets" by Blelloch,
//! Ferizovic and Sun (SPAA 2016).

#[cfg(feature = "rayon")]
use crate::build::first_key;
use crate::node::{self, ForkMutOf, Tree, Width};
use crate::summary::Summary;
use core::mem;
use cow_core::RefCount;
use cow_core::fork::{Exposed, NodeMut, Side, View};

/// Restores the balance of a fork whose children are balanced and differ by two in height at most,
/// and brings it up to date.
///
/// Only nodes that are rotated and shared are copied. If a clone panics, the tree has all its
/// entries, and lacks balance.
pub(crate) fn rebalance<K, V, A, C>(place: &mut Tree<K, V, A, C>)
where
    K: Clone,
    V: Clone,
    C: RefCount,
    A: Summary<K, V>,
{
    let rotated = restore(place);
    if A::KEPT {
        summarize(place, rotated);
    }
}

/// [`rebalance`] but for summaries. Tells whether it rotated.
pub(crate) fn restore<K, V, A: Clone, C: RefCount>(place: &mut Tree<K, V, A, C>) -> bool
where
    K: Clone,
    V: Clone,
{
    let NodeMut::Fork(mut fork) = place.make_mut(Width::<K, V>::LEAF) else { return false };
    let [left, right] = fork.children().map(|child| child.height());
    let rotates = left.abs_diff(right) > 1;
    if rotates {
        lift(&mut fork, if left > right { Side::Left } else { Side::Right });
    }
    node::measure(&mut fork);
    rotates
}

/// Computes the summary of a fork with one owner; if it was rotated, first those of its children.
pub(crate) fn summarize<K, V, A: Summary<K, V>, C: RefCount>(
    place: &mut Tree<K, V, A, C>,
    rotated: bool,
) {
    let Some(NodeMut::Fork(mut fork)) = place.get_mut() else { return };
    if rotated {
        let (_, left, right) = fork.parts();
        for child in [left, right] {
            // A shared one was not rotated.
            if let Some(NodeMut::Fork(mut child)) = child.get_mut() {
                node::summarize(&mut child);
            }
        }
    }
    node::summarize(&mut fork);
}

/// Rotates the child on `side` up, which is the higher one; before that its inner child, if that is
/// higher than the outer one. The fork itself is not yet up to date afterwards.
fn lift<K, V, A, C>(fork: &mut ForkMutOf<'_, K, V, A, C>, side: Side)
where
    K: Clone,
    V: Clone,
    C: RefCount,
    A: Clone,
{
    let (_, left, right) = fork.parts();
    let heavy = if side == Side::Left { left } else { right };
    if let NodeMut::Fork(mut heavy) = heavy.make_mut(Width::<K, V>::LEAF) {
        let [left, right] = heavy.children().map(|child| child.height());
        let (outer, inner) = if side == Side::Left { (left, right) } else { (right, left) };
        if inner > outer {
            rotate(&mut heavy, side.other());
            node::measure(&mut heavy);
        }
    }
    rotate(fork, side);
}

/// Rotates the child on `side` up. The fork itself is not yet up to date afterwards.
///
/// ```text
///          fork                 heavy
///         /    \               /     \
///     heavy    light   →   outer     fork
///     /   \                          /  \
/// outer   inner                  inner  light
/// ```
///
/// The fork keeps its place in memory; keys and children change places.
fn rotate<K, V, A, C>(fork: &mut ForkMutOf<'_, K, V, A, C>, side: Side)
where
    K: Clone,
    V: Clone,
    C: RefCount,
    A: Clone,
{
    let (data, left, right) = fork.parts();
    let (place, light) = if side == Side::Left { (left, right) } else { (right, left) };
    let NodeMut::Fork(mut heavy) = place.make_mut(Width::<K, V>::LEAF) else { return };
    let (heavy_data, left, right) = heavy.parts();
    let (outer, inner) = if side == Side::Left { (left, right) } else { (right, left) };
    mem::swap(&mut data.key, &mut heavy_data.key);
    mem::swap(&mut data.prefix, &mut heavy_data.prefix);
    mem::swap(outer, inner);
    mem::swap(inner, light);
    node::measure(&mut heavy);
    mem::swap(place, light);
}

/// One tree of `left`, whose keys are less than `key`, and `right`, whose keys are not.
///
/// O(difference of the heights). The key is dropped if both become one leaf.
pub(crate) fn join<K, V, A, C>(
    left: Tree<K, V, A, C>,
    key: K,
    right: Tree<K, V, A, C>,
) -> Tree<K, V, A, C>
where
    K: Clone,
    V: Clone,
    C: RefCount,
    A: Summary<K, V>,
{
    let mut spare = None;
    let joined = join_sparing(left, key, right, &mut spare);
    // Here, so that the result is not leaked should it panic.
    drop(spare);
    joined
}

/// [`join`] that gives the key back if both become one leaf, and so drops none.
pub(crate) fn join_sparing<K, V, A, C>(
    left: Tree<K, V, A, C>,
    key: K,
    right: Tree<K, V, A, C>,
    spare: &mut Option<K>,
) -> Tree<K, V, A, C>
where
    K: Clone,
    V: Clone,
    C: RefCount,
    A: Summary<K, V>,
{
    let heights = (left.height(), right.height());
    if heights == (0, 0) {
        return join_leaves(left, key, right, spare);
    }
    if heights.0 > heights.1 + 1 || heights.1 == 0 && is_scant(&right) {
        attach(left, Side::Right, key, right, spare)
    } else if heights.1 > heights.0 + 1 || heights.0 == 0 && is_scant(&left) {
        attach(right, Side::Left, key, left, spare)
    } else {
        node::fork(roomy(left), key, roomy(right))
    }
}

/// [`join`] where either may be empty.
pub(crate) fn join_any<K, V, A, C>(
    left: Option<Tree<K, V, A, C>>,
    key: K,
    right: Option<Tree<K, V, A, C>>,
) -> Option<Tree<K, V, A, C>>
where
    K: Clone,
    V: Clone,
    C: RefCount,
    A: Summary<K, V>,
{
    match (left, right) {
        (Some(left), Some(right)) => Some(join(left, key, right)),
        (left, right) => {
            drop(key);
            left.or(right)
        }
    }
}

/// [`join_any`] without a key: the first of `right` is cloned.
#[cfg(feature = "rayon")]
pub(crate) fn concat<K, V, A, C>(
    left: Option<Tree<K, V, A, C>>,
    right: Option<Tree<K, V, A, C>>,
) -> Option<Tree<K, V, A, C>>
where
    K: Clone,
    V: Clone,
    C: RefCount,
    A: Summary<K, V>,
{
    match (left, right) {
        (Some(left), Some(right)) => {
            let key = first_key(&right);
            Some(join(left, key, right))
        }
        (left, right) => left.or(right),
    }
}

/// Whether the tree is a leaf with too few entries to stand alone.
fn is_scant<K, V, A, C: RefCount>(tree: &Tree<K, V, A, C>) -> bool {
    match tree.view() {
        View::Leaf(leaf) => leaf.len() < Width::<K, V>::LEAST,
        View::Fork(_) => false,
    }
}

/// Joins `short` to the edge of `tall` on `side`, where `tall` is a fork.
fn attach<K, V, A, C>(
    tall: Tree<K, V, A, C>,
    side: Side,
    key: K,
    short: Tree<K, V, A, C>,
    spare: &mut Option<K>,
) -> Tree<K, V, A, C>
where
    K: Clone,
    V: Clone,
    C: RefCount,
    A: Summary<K, V>,
{
    let Exposed::Fork(data, left, right) = tall.expose() else { unreachable!("it is a fork") };
    let (left, right) = match side {
        // A short leaf that takes in the leaf at the edge has no fork above it yet, and little room.
        Side::Left => (roomy(join_sparing(short, key, left, spare)), right),
        Side::Right => (left, join_sparing(right, key, short, spare)),
    };
    let mut tree = node::fork(left, data.key, right);
    if let View::Fork(fork) = tree.view() {
        let [left, right] = fork.children().map(|child| child.height());
        if left.abs_diff(right) > 1 {
            rebalance(&mut tree);
        }
    }
    tree
}

/// One leaf of two if one of them has too few entries and both are few enough; else a fork.
fn join_leaves<K, V, A, C>(
    mut left: Tree<K, V, A, C>,
    key: K,
    right: Tree<K, V, A, C>,
    spare: &mut Option<K>,
) -> Tree<K, V, A, C>
where
    K: Clone,
    V: Clone,
    C: RefCount,
    A: Summary<K, V>,
{
    let (a, b) = (node::size(left.borrow()), node::size(right.borrow()));
    if a.min(b) >= Width::<K, V>::LEAST || a + b > Width::<K, V>::MERGED {
        return node::fork(roomy(left), key, roomy(right));
    }
    *spare = Some(key);
    // In place in the left one, if nobody else owns it.
    if let Some(NodeMut::Leaf(mut block)) = left.get_mut()
        && block.room() >= b
    {
        if let Exposed::Leaf(right) = right.expose() {
            right.into_items().append_to(b, &mut block);
        }
        return left;
    }
    let mut merged = cow_core::block::Fresh::new((), Width::<K, V>::LEAF);
    for (tree, count) in [(left, a), (right, b)] {
        if let Exposed::Leaf(block) = tree.expose() {
            block.into_items().append_to(count, &mut merged.get());
        }
    }
    node::leaf(merged)
}

/// A leaf, or whatever it is, with as much room as a leaf under a fork has.
fn roomy<K, V, A, C>(tree: Tree<K, V, A, C>) -> Tree<K, V, A, C>
where
    K: Clone,
    V: Clone,
    C: RefCount,
    A: Summary<K, V>,
{
    match tree.view() {
        View::Leaf(leaf) if leaf.capacity() < Width::<K, V>::LEAF => {}
        _ => return tree,
    }
    let Exposed::Leaf(block) = tree.expose() else { unreachable!("it is a leaf") };
    node::leaf(match block.into_fresh() {
        Ok(mut fresh) => {
            fresh.resize(Width::<K, V>::LEAF);
            fresh
        }
        Err(block) => block.borrow().duplicate(Width::<K, V>::LEAF),
    })
}
