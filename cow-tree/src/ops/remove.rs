//! Removal from one leaf.

use super::insert::{climb, summarize};
use crate::balance;
use crate::node::{self, LeafMut, OwnPathOf, Sought, TrailOf, Tree, Width};
use crate::summary::Summary;
use core::mem;
use cow_core::RefCount;
use cow_core::fork::{Ascent, Exposed, NodeMut, Path, Side, View};

/// Takes the sought entry out. Without one, nothing is copied.
#[inline]
pub(crate) fn remove<K, V, A, C>(
    tree: &mut Option<Tree<K, V, A, C>>,
    mut sought: impl Sought<K>,
) -> Option<(K, V)>
where
    K: Clone,
    V: Clone,
    C: RefCount,
    A: Summary<K, V>,
{
    let root = tree.as_mut()?;
    if let Some(mut leaf) = node::flat(root) {
        let index = node::search(leaf.slice(), &mut sought).ok()?;
        let entry = leaf.remove(index);
        if leaf.is_empty() {
            *tree = None;
        }
        return Some(entry);
    }
    let mut trail = TrailOf::new();
    let path = Path::find(root, &mut trail, |fork| node::turn(fork.data(), &mut sought));
    let index = node::search(path.leaf().slice(), &mut sought).ok()?;
    let (entry, empty) = take(path.own(Width::<K, V>::LEAF), index, Width::<K, V>::LEAST);
    if empty {
        *tree = None;
    }
    Some(entry)
}

/// Takes the first or last entry out.
///
/// A leaf at the edge is let run empty: to merge it would be wasted if more is taken.
#[inline]
pub(crate) fn pop<K, V, A, C>(tree: &mut Option<Tree<K, V, A, C>>, side: Side) -> Option<(K, V)>
where
    K: Clone,
    V: Clone,
    C: RefCount,
    A: Summary<K, V>,
{
    let root = tree.as_mut()?;
    if !A::KEPT
        && let Some(entry) = pop_in_place(root, side)
    {
        return Some(entry);
    }
    let mut trail = TrailOf::new();
    let path = Path::find(root, &mut trail, |_| side);
    let index = match side {
        Side::Left => 0,
        Side::Right => path.leaf().len() - 1,
    };
    let (entry, empty) = take(path.own(Width::<K, V>::LEAF), index, 0);
    if empty {
        *tree = None;
    }
    Some(entry)
}

/// [`pop`] where no node on the way has other owners and the leaf has another entry: else there is none.
///
/// Whether it is so is known only at the leaf. Forks are counted down before, and up again if it is not.
#[inline]
fn pop_in_place<K, V, A, C: RefCount>(tree: &mut Tree<K, V, A, C>, side: Side) -> Option<(K, V)> {
    let mut passed = 0_usize;
    let leaf = leaf_at_edge(tree, side, |fork| {
        fork.size -= 1;
        passed += 1;
    });
    if let Some(mut leaf) = leaf
        && leaf.len() > 1
    {
        let index = if side == Side::Left { 0 } else { leaf.len() - 1 };
        return Some(leaf.remove(index));
    }
    leaf_at_edge(tree, side, |fork| {
        fork.size += usize::from(passed > 0);
        passed = passed.saturating_sub(1);
    });
    None
}

/// The first or last leaf, to be written, if no node on the way to it has other owners. Shows the forks
/// above it to `visit`.
#[inline]
fn leaf_at_edge<K, V, A, C: RefCount>(
    tree: &mut Tree<K, V, A, C>,
    side: Side,
    mut visit: impl FnMut(&mut node::Fork<K, A>),
) -> Option<LeafMut<'_, K, V, C>> {
    let mut at = tree;
    loop {
        match at.get_mut()? {
            NodeMut::Leaf(leaf) => return Some(leaf),
            NodeMut::Fork(fork) => {
                let (data, left, right) = fork.into_parts();
                visit(data);
                at = if side == Side::Left { left } else { right };
            }
        }
    }
}

/// Takes entry `index` out of the leaf, and tells whether that was the last of the tree. A leaf
/// left with fewer than `least` entries is merged with its neighbour if that has room.
#[inline]
pub(crate) fn take<K, V, A, C>(
    mut path: OwnPathOf<'_, '_, K, V, A, C>,
    index: usize,
    least: usize,
) -> ((K, V), bool)
where
    K: Clone,
    V: Clone,
    C: RefCount,
    A: Summary<K, V>,
{
    let left = path.leaf().len() - 1;
    if path.depth() > 0 && (left == 0 || left < least && neighbour_has_room(&mut path, left)) {
        return (fold(path, 1, |leaf| leaf.remove(index)), false);
    }
    let entry = path.leaf().remove(index);
    path.for_each_fork(|fork| fork.size -= 1);
    if A::KEPT {
        summarize(&mut path.ascend());
    }
    (entry, left == 0)
}

/// Merges a leaf that has too few entries with its neighbour, if that has room. Tells whether it did.
///
/// If a clone panics, the tree is as it was.
pub(crate) fn mend<K, V, A, C>(mut path: OwnPathOf<'_, '_, K, V, A, C>) -> bool
where
    K: Clone,
    V: Clone,
    C: RefCount,
    A: Summary<K, V>,
{
    let count = path.leaf().len();
    let merges =
        path.depth() > 0 && count < Width::<K, V>::LEAST && neighbour_has_room(&mut path, count);
    if merges {
        fold(path, 0, |_| ());
    }
    merges
}

/// Whether the leaf next to this one, under the same fork or one below its sibling, has room for
/// `count` entries more.
#[cold]
fn neighbour_has_room<K, V, A, C: RefCount>(
    path: &mut OwnPathOf<'_, '_, K, V, A, C>,
    count: usize,
) -> bool {
    let level = path.depth() - 1;
    let side = path.side(level);
    let neighbour = match path.sibling(level).view() {
        View::Leaf(leaf) => leaf.len(),
        View::Fork(fork) => node::size(fork.child(side)),
    };
    neighbour + count <= Width::<K, V>::MERGED
}

/// Lets `take` take `count` entries out of the leaf, moves the others to the neighbour, and puts the
/// sibling in the place of their fork.
#[cold]
fn fold<K, V, A, C, R>(
    mut path: OwnPathOf<'_, '_, K, V, A, C>,
    count: usize,
    take: impl FnOnce(&mut LeafMut<'_, K, V, C>) -> R,
) -> R
where
    K: Clone,
    V: Clone,
    C: RefCount,
    A: Summary<K, V>,
{
    // First whatever runs the user's code: it copies shared nodes, and changes nothing else.
    let level = path.depth() - 1;
    let side = path.side(level);
    let others = path.leaf().len() - count;
    if others > 0
        && let NodeMut::Fork(mut fork) = path.sibling(level).make_mut(Width::<K, V>::LEAF)
    {
        child(&mut fork, side).make_mut(Width::<K, V>::LEAF);
    }
    own_rotations(&mut path);

    // From here on only summaries panic, last of all.
    let mut ascent = path.ascend();
    ascent.up();
    let place = ascent.place();
    let Some(NodeMut::Fork(mut fork)) = place.get_mut() else { unreachable!("owned") };
    let (_, left, right) = fork.parts();
    let (small, sibling) = match side {
        Side::Left => (left, right),
        Side::Right => (right, left),
    };
    let Some(NodeMut::Leaf(mut small)) = small.get_mut() else { unreachable!("owned") };
    let taken = take(&mut small);
    if others > 0 {
        match sibling.get_mut() {
            Some(NodeMut::Leaf(mut leaf)) => move_all(&mut small, &mut leaf, side),
            Some(NodeMut::Fork(mut fork)) => {
                if let Some(NodeMut::Leaf(mut leaf)) = child(&mut fork, side).get_mut() {
                    move_all(&mut small, &mut leaf, side);
                }
                node::measure(&mut fork);
            }
            None => unreachable!("owned"),
        }
    }
    let sibling = sibling.clone();
    let Exposed::Fork(data, left, right) = mem::replace(place, sibling).expose() else {
        unreachable!("it was a fork")
    };
    // The sibling has one owner again, the small leaf is empty.
    drop((left, right));
    shrink(&mut ascent, count);
    // Last, for the routing key's drop is the user's code.
    drop(data);
    taken
}

/// Moves all entries of `from` to that end of `to` that faces it, `from` being on `side`.
fn move_all<K, V, C: RefCount>(
    from: &mut LeafMut<'_, K, V, C>,
    to: &mut LeafMut<'_, K, V, C>,
    side: Side,
) {
    let at = match side {
        Side::Left => 0,
        Side::Right => to.len(),
    };
    from.move_to(0..from.len(), to, at);
}

/// A child, to be written.
fn child<'a, K, V, A, C: RefCount>(
    fork: &'a mut node::ForkMutOf<'_, K, V, A, C>,
    side: Side,
) -> &'a mut Tree<K, V, A, C> {
    let (_, left, right) = fork.parts();
    match side {
        Side::Left => left,
        Side::Right => right,
    }
}

/// Copies the shared nodes that will be rotated when the fork above the leaf becomes lower by one.
fn own_rotations<K, V, A, C>(path: &mut OwnPathOf<'_, '_, K, V, A, C>)
where
    K: Clone,
    V: Clone,
    C: RefCount,
    A: Summary<K, V>,
{
    for level in (0..path.depth() - 1).rev() {
        // The child on the way was this high, and will be lower by one.
        let (side, height) = (path.side(level), path.height(level));
        let sibling = path.sibling(level);
        if sibling.height() < height {
            continue;
        }
        if sibling.height() == height {
            return;
        }
        let NodeMut::Fork(mut fork) = sibling.make_mut(Width::<K, V>::LEAF) else { return };
        let outer = child(&mut fork, side.other()).height();
        let inner = child(&mut fork, side);
        if inner.height() > outer {
            inner.make_mut(Width::<K, V>::LEAF);
        } else if inner.height() == outer {
            // The rotation keeps the height.
            return;
        }
    }
}

/// Restores size, balance and summaries above a subtree that lost `count` entries and became lower.
fn shrink<K, V, A, C>(ascent: &mut Ascent<'_, '_, node::Fork<K, A>, (K, V), C>, count: usize)
where
    K: Clone,
    V: Clone,
    C: RefCount,
    A: Summary<K, V>,
{
    if A::KEPT {
        return climb(ascent);
    }
    while ascent.up().is_some() {
        let place = ascent.place();
        let before = place.height();
        balance::restore(place);
        if place.height() == before {
            ascent.for_each_fork(|fork| fork.size -= count);
            return;
        }
    }
}
