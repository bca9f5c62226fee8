//! Taking whole leaves off a tree that is being used up.

use crate::node::{Leaf, TrailOf, Tree, Width};
use crate::summary::Summary;
use core::mem;
use cow_core::Kind;
use cow_core::fork::{Exposed, Path, Side, View};

/// Takes the first or last leaf off. O(height); the balance is not restored, so that the height
/// never grows. A shared path is copied.
pub(crate) fn take_leaf<K, V, P, A>(
    tree: &mut Option<Tree<K, V, P, A>>,
    side: Side,
) -> Option<Leaf<K, V, P>>
where
    K: Clone,
    V: Clone,
    P: Kind,
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

fn leaf_of<K: Clone, V, P: Kind, A: Clone>(tree: Tree<K, V, P, A>) -> Option<Leaf<K, V, P>> {
    match tree.expose() {
        Exposed::Leaf(leaf) => Some(leaf),
        Exposed::Fork(..) => None,
    }
}
