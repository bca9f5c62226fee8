//! Look-ups: they write nothing and count nothing.

use crate::node::{self, Sought, TrailOf, Tree, TreeRef, Width};
use crate::summary::Summary;
use core::hint::select_unpredictable;
use cow_core::RefCount;
use cow_core::fork::{Path, Side, View};

/// The entry that is sought.
#[inline]
pub(crate) fn get<'a, K, V, A, C: RefCount>(
    tree: TreeRef<'a, K, V, A, C>,
    mut sought: impl Sought<K>,
) -> Option<&'a (K, V)> {
    let entries = descend(tree, &mut sought);
    let index = node::search(entries, &mut sought).ok()?;
    Some(&entries[index])
}

/// The leaf where an entry is, or would be.
#[inline]
fn descend<'a, K, V, A, C: RefCount>(
    tree: TreeRef<'a, K, V, A, C>,
    sought: &mut impl Sought<K>,
) -> &'a [(K, V)] {
    let mut at = tree;
    loop {
        match at.view() {
            View::Leaf(leaf) => {
                leaf.prefetch(Width::<K, V>::LEAF);
                return leaf.slice();
            }
            View::Fork(fork) => {
                let [left, right] = fork.children();
                left.prefetch();
                right.prefetch();
                let side = node::turn(fork.data(), sought);
                at = if node::is_dear::<K>() {
                    fork.child(side)
                } else {
                    select_unpredictable(side == Side::Right, right, left)
                };
            }
        }
    }
}

/// The entry that is sought, with its value to be written. Shared nodes on the way to it are copied,
/// if there is such an entry.
#[inline]
pub(crate) fn get_mut<K, V, A, C>(
    tree: &mut Tree<K, V, A, C>,
    mut sought: impl Sought<K>,
) -> Option<(&K, &mut V)>
where
    K: Clone,
    V: Clone,
    C: RefCount,
    A: Summary<K, V>,
{
    let mut trail = TrailOf::new();
    let path = Path::find(tree, &mut trail, |fork| node::turn(fork.data(), &mut sought));
    let index = node::search(path.leaf().slice(), &mut sought).ok()?;
    let path = path.own(Width::<K, V>::LEAF);
    let (key, value) = &mut path.into_leaf().into_parts().1[index];
    Some((key, value))
}

/// The first or last entry.
#[inline]
pub(crate) fn edge<K, V, A, C: RefCount>(
    tree: TreeRef<'_, K, V, A, C>,
    side: Side,
) -> Option<&(K, V)> {
    let mut at = tree;
    loop {
        match at.view() {
            View::Fork(fork) => at = fork.child(side),
            View::Leaf(leaf) => {
                return match side {
                    Side::Left => leaf.slice().first(),
                    Side::Right => leaf.slice().last(),
                };
            }
        }
    }
}

/// How many entries are before the sought one, and whether it is there.
pub(crate) fn rank<K, V, A, C: RefCount>(
    tree: TreeRef<'_, K, V, A, C>,
    mut sought: impl Sought<K>,
) -> Result<usize, usize> {
    let (mut at, mut before) = (tree, 0);
    loop {
        match at.view() {
            View::Fork(fork) => {
                let [left, right] = fork.children();
                left.prefetch();
                right.prefetch();
                at = match node::turn(fork.data(), &mut sought) {
                    Side::Left => left,
                    Side::Right => {
                        // The size of `left`, without a look at it.
                        before += fork.data().size - node::size(right);
                        right
                    }
                };
            }
            View::Leaf(leaf) => {
                return node::search(leaf.slice(), &mut sought)
                    .map(|index| before + index)
                    .map_err(|index| before + index);
            }
        }
    }
}

/// The leaf that holds entry `rank`, and its index there.
pub(crate) fn nth<'a, K, V, A, C: RefCount>(
    tree: TreeRef<'a, K, V, A, C>,
    mut rank: usize,
) -> Option<&'a (K, V)> {
    let mut at = tree;
    loop {
        match at.view() {
            View::Fork(fork) => {
                let [left, right] = fork.children();
                left.prefetch();
                right.prefetch();
                let before = node::size(left);
                (at, rank) = if rank < before { (left, rank) } else { (right, rank - before) };
            }
            View::Leaf(leaf) => return leaf.slice().get(rank),
        }
    }
}
