//! Insertion into one leaf.

use crate::balance;
use crate::node::{self, FreshLeaf, Prefixed, TrailOf, Tree, Width};
use crate::summary::Summary;
use core::cmp::Ordering;
use core::mem;
use cow_core::RefCount;
use cow_core::block::Fresh;
use cow_core::fork::{Ascent, NodeMut, Path, Side};

/// A tree of one entry.
pub(crate) fn singleton<K, V, A, C: RefCount>(key: K, value: V) -> Tree<K, V, A, C> {
    let mut leaf: FreshLeaf<K, V, C> = Fresh::new((), Width::<K, V>::root(1));
    leaf.get().push((key, value));
    node::leaf(leaf)
}

/// Puts an entry in, or replaces the value of the one that compares equal, which keeps its key.
///
/// `compare` tells how the first key stands to the second.
#[inline]
pub(crate) fn insert<K, V, A, C>(
    tree: &mut Tree<K, V, A, C>,
    key: K,
    value: V,
    compare: impl Fn(&K, &K) -> Ordering,
) -> Option<V>
where
    K: Clone,
    V: Clone,
    C: RefCount,
    A: Summary<K, V>,
{
    let mut to_key = Prefixed::new(&key, |other: &K| compare(other, &key));
    if let Some(mut leaf) = node::flat(tree) {
        match node::search(leaf.slice(), &mut to_key) {
            Ok(index) => {
                let old = mem::replace(&mut leaf.slice_mut()[index].1, value);
                drop(key);
                return Some(old);
            }
            Err(index) if leaf.room() > 0 => leaf.insert(index, (key, value)),
            Err(index) => grow_flat(tree, index, key, value),
        }
        return None;
    }
    let mut trail = TrailOf::new();
    let path = Path::find(tree, &mut trail, |fork| node::turn(fork.data(), &mut to_key));
    let index = match node::search(path.leaf().slice(), &mut to_key) {
        Err(index) => index,
        Ok(index) => {
            let mut path = path.own(Width::<K, V>::LEAF);
            let old = mem::replace(&mut path.leaf().slice_mut()[index].1, value);
            if A::KEPT {
                summarize(&mut path.ascend());
            }
            drop(key);
            return Some(old);
        }
    };
    put(path, index, key, value);
    None
}

/// Inserts where the whole tree is a leaf that is full.
#[cold]
fn grow_flat<K, V, A, C>(tree: &mut Tree<K, V, A, C>, index: usize, key: K, value: V)
where
    K: Clone,
    V: Clone,
    C: RefCount,
    A: Summary<K, V>,
{
    let mut trail = TrailOf::new();
    put(Path::find(tree, &mut trail, |_| Side::Left), index, key, value);
}

/// Puts an entry in if none compares equal, and tells whether it did. If not, nothing is copied.
#[inline]
pub(crate) fn insert_new<K, V, A, C>(
    tree: &mut Tree<K, V, A, C>,
    key: K,
    value: V,
    compare: impl Fn(&K, &K) -> Ordering,
) -> bool
where
    K: Clone,
    V: Clone,
    C: RefCount,
    A: Summary<K, V>,
{
    let mut to_key = Prefixed::new(&key, |other: &K| compare(other, &key));
    if let Some(mut leaf) = node::flat(tree) {
        let Err(index) = node::search(leaf.slice(), &mut to_key) else { return false };
        if leaf.room() > 0 {
            leaf.insert(index, (key, value));
        } else {
            grow_flat(tree, index, key, value);
        }
        return true;
    }
    let mut trail = TrailOf::new();
    let path = Path::find(tree, &mut trail, |fork| node::turn(fork.data(), &mut to_key));
    let Err(index) = node::search(path.leaf().slice(), &mut to_key) else { return false };
    put(path, index, key, value);
    true
}

/// Puts an entry in before entry `index` of the leaf, where its key belongs.
///
/// Tells where it is, if that is the same place: neither was the leaf split nor a summary changed.
#[inline]
pub(crate) fn put<'a, K, V, A, C>(
    path: Path<'a, '_, node::Fork<K, A>, (K, V), C>,
    index: usize,
    key: K,
    value: V,
) -> Option<&'a mut (K, V)>
where
    K: Clone,
    V: Clone,
    C: RefCount,
    A: Summary<K, V>,
{
    let room = match path.depth() {
        0 => Width::<K, V>::root(path.leaf().len() + 1),
        _ => Width::<K, V>::LEAF,
    };
    let mut path = path.own(room);

    if path.leaf().room() > 0 {
        path.leaf().insert(index, (key, value));
        path.for_each_fork(|fork| fork.size += 1);
        if A::KEPT {
            summarize(&mut path.ascend());
            return None;
        }
        return Some(&mut path.into_leaf().into_parts().1[index]);
    }
    let depth = path.depth();
    split(&mut path.ascend(), depth, index, key, value);
    None
}

/// Inserts where the leaf, at the place of `ascent`, is full.
#[cold]
fn split<K, V, A, C>(
    ascent: &mut Ascent<'_, '_, node::Fork<K, A>, (K, V), C>,
    depth: usize,
    index: usize,
    key: K,
    value: V,
) where
    K: Clone,
    V: Clone,
    C: RefCount,
    A: Summary<K, V>,
{
    let place = ascent.place();
    let Some(NodeMut::Leaf(mut block)) = place.get_mut() else { unreachable!("owned") };
    let len = block.len();

    if depth == 0 && len < Width::<K, V>::LEAF {
        // A small tree: move to a larger leaf.
        let mut larger: FreshLeaf<K, V, C> = Fresh::new((), Width::<K, V>::root(len + 1));
        block.move_to(0..len, &mut larger.get(), 0);
        larger.get().insert(index, (key, value));
        *place = node::leaf(larger);
        return;
    }

    // Ascending insertion leaves full leaves behind.
    let cut = if index == len { len } else { len.div_ceil(2) };
    // The only code of the user's runs before the leaf is written to, but for summaries.
    let routing = match index.cmp(&cut) {
        Ordering::Equal => key.clone(),
        _ => block.slice()[cut].0.clone(),
    };
    let blank = A::empty();
    let mut right: FreshLeaf<K, V, C> = Fresh::new((), Width::<K, V>::LEAF);
    block.move_to(cut..len, &mut right.get(), 0);
    if index < cut {
        block.insert(index, (key, value));
    } else {
        right.get().insert(index - cut, (key, value));
    }
    // The left leaf has two owners for a moment, so that its place is never empty.
    let left = place.clone();
    *place = node::fork_with(left, routing, node::leaf(right), blank);
    grow(ascent);
}

/// Restores size, balance and summaries above a subtree that grew by one entry and in height.
fn grow<K, V, A, C>(ascent: &mut Ascent<'_, '_, node::Fork<K, A>, (K, V), C>)
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
            ascent.for_each_fork(|fork| fork.size += 1);
            return;
        }
    }
}

/// Brings every fork from this place up to date: height, size, balance, summary. If a summary panics,
/// all but summaries.
pub(crate) fn climb<K, V, A, C>(ascent: &mut Ascent<'_, '_, node::Fork<K, A>, (K, V), C>)
where
    K: Clone,
    V: Clone,
    C: RefCount,
    A: Summary<K, V>,
{
    /// Goes on where the climb ended, which is at the root if nothing panicked.
    struct Rest<'c, 'a, 't, K: Clone, V: Clone, A: Clone, C: RefCount>(
        &'c mut Ascent<'a, 't, node::Fork<K, A>, (K, V), C>,
    );
    impl<K: Clone, V: Clone, A: Clone, C: RefCount> Drop for Rest<'_, '_, '_, K, V, A, C> {
        fn drop(&mut self) {
            while self.0.up().is_some() {
                balance::restore(self.0.place());
            }
        }
    }
    let rest = Rest(ascent);
    balance::summarize(rest.0.place(), false);
    while rest.0.up().is_some() {
        balance::rebalance(rest.0.place());
    }
}

/// Brings the summaries of all forks above up to date; nothing else has changed.
pub(crate) fn summarize<K, V, A, C>(ascent: &mut Ascent<'_, '_, node::Fork<K, A>, (K, V), C>)
where
    C: RefCount,
    A: Summary<K, V>,
{
    while ascent.up().is_some() {
        balance::summarize(ascent.place(), false);
    }
}
