//! Taking whole leaves off a tree that is being used up.

use super::place::Place;
use crate::node::{self, Leaf, TrailOf, Tree, Width};
use crate::summary::Summary;
use alloc::vec::Vec;
use core::mem;
use cow_core::RefCount;
use cow_core::fork::{Exposed, NodeMut, Path, Side, View};

/// Takes the first or last leaf off. O(height); the balance is not restored, so that the height
/// never grows. A shared path is copied.
pub(crate) fn take_leaf<K, V, A, C>(
    tree: &mut Option<Tree<K, V, A, C>>,
    side: Side,
) -> Option<Leaf<K, V, C>>
where
    K: Clone,
    V: Clone,
    C: RefCount,
    A: Summary<K, V>,
{
    let root = tree.as_mut()?;
    if let View::Leaf(_) = root.view() {
        return leaf_of(tree.take()?);
    }
    let mut trail = TrailOf::new();
    let mut path = Path::find(root, &mut trail, |_| side).own(Width::<K, V>::LEAF);
    let len = path.leaf().len();
    path.for_each_fork(|fork| fork.size -= len);
    let mut ascent = path.ascend();
    ascent.up();
    let place = ascent.place();
    let View::Fork(fork) = place.view() else { unreachable!("a leaf has a fork above it") };
    let sibling = fork.child(side.other()).to_link();
    let Exposed::Fork(_, left, right) = mem::replace(place, sibling).expose() else {
        unreachable!("it was a fork")
    };
    let (leaf, sibling) = match side {
        Side::Left => (left, right),
        Side::Right => (right, left),
    };
    drop(sibling);
    leaf_of(leaf)
}

/// Takes off the leaves that hold none but the first or last `count` entries, and drops them: tells how
/// many entries they had. O(height), and the drops. A shared path is copied, to the leaf that is the
/// outermost then; if that panics, nothing is taken.
pub(crate) fn skip_leaves<K, V, A, C>(
    tree: &mut Option<Tree<K, V, A, C>>,
    end: Side,
    count: usize,
) -> usize
where
    K: Clone,
    V: Clone,
    C: RefCount,
    A: Summary<K, V>,
{
    let Some(root) = tree else { return 0 };
    let before = node::size(Tree::borrow(root));
    if count >= before {
        *tree = None;
        return before;
    }
    let rank = if end == Side::Left { count } else { before - 1 - count };
    let mut trail = TrailOf::new();
    let (path, _) = Place::path_to_nth(root, &mut trail, rank);
    let mut ascent = path.own(Width::<K, V>::LEAF).ascend();
    let mut skipped = Vec::new();
    while let Some(side) = ascent.up() {
        let place = ascent.place();
        let Some(NodeMut::Fork(mut fork)) = place.get_mut() else { unreachable!("owned") };
        if side == end {
            node::measure(&mut fork);
        } else {
            let (_, left, right) = fork.parts();
            let rest = if side == Side::Left { left.clone() } else { right.clone() };
            skipped.push(mem::replace(place, rest));
        }
    }
    let after = node::size(Tree::borrow(root));
    drop(skipped);
    before - after
}

fn leaf_of<K: Clone, V, A: Clone, C: RefCount>(tree: Tree<K, V, A, C>) -> Option<Leaf<K, V, C>> {
    match tree.expose() {
        Exposed::Leaf(leaf) => Some(leaf),
        Exposed::Fork(..) => None,
    }
}
