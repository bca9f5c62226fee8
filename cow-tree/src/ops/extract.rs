//! Taking some entries out, leaf by leaf.

use super::remove::take;
use super::written::{Written, room};
use crate::node::{self, PathOf, TrailOf, Tree, Width};
use crate::summary::Summary;
use core::ops::Range;
use cow_core::Kind;
use cow_core::fork::{Path, Side};

/// The entries that a predicate has not seen.
///
/// Counted from both ends of the tree: so they are known also when a panic hides whether an entry was
/// taken out.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Unseen {
    /// How many entries are before them.
    before: usize,
    /// How many entries are behind them.
    after: usize,
}

impl Unseen {
    /// Those with these ranks in a tree of `len` entries.
    pub(crate) fn new(ranks: Range<usize>, len: usize) -> Self {
        Self { before: ranks.start, after: len - ranks.end }
    }

    /// Their ranks in the tree, which now has so many entries.
    pub(crate) fn ranks(self, len: usize) -> Range<usize> {
        self.before..len.saturating_sub(self.after)
    }
}

/// The way to the entry with so many before it, and its index in the leaf.
#[inline]
fn find<'a, 't, K, V, P: Kind, A>(
    tree: &'a mut Tree<K, V, P, A>,
    trail: &'t mut TrailOf<K, V, P, A>,
    rank: usize,
) -> (PathOf<'a, 't, K, V, P, A>, usize) {
    let mut index = rank;
    let path = Path::find(tree, trail, |fork| {
        let before = node::size(fork.child(Side::Left));
        let side = Side::right_if(index >= before);
        if side == Side::Right {
            index -= before;
        }
        side
    });
    (path, index)
}

/// Takes the first entry out that is `unseen` and for which `taken` says `true`. Afterwards those
/// are unseen that come behind it.
///
/// If to take it out panics, it is unseen if it is still there.
///
/// One descent for each leaf and for each entry taken. A leaf that `taken` is shown is copied first
/// if it is shared.
pub(crate) fn extract_mut<K, V, P, A>(
    tree: &mut Option<Tree<K, V, P, A>>,
    unseen: &mut Unseen,
    taken: &mut impl FnMut(&K, &mut V) -> bool,
) -> Option<(K, V)>
where
    K: Clone,
    V: Clone,
    P: Kind,
    A: Summary<K, V>,
{
    loop {
        let root = tree.as_mut()?;
        let ranks = unseen.ranks(node::size(Tree::borrow(root)));
        if ranks.is_empty() {
            return None;
        }
        let mut trail = TrailOf::new();
        let (path, start) = find(root, &mut trail, ranks.start);
        let room = room(&path);
        let mut path = Written::new(path.own(room));
        let mut found = None;
        let entries = path.leaf().into_parts().1.iter_mut().enumerate().skip(start);
        for (index, (key, value)) in entries.take(ranks.len()) {
            // Seen, should the predicate panic.
            unseen.before += 1;
            if taken(key, value) {
                found = Some(index);
                break;
            }
        }
        if let Some(index) = found {
            unseen.before -= 1;
            let (entry, empty) = take(path.into_path(), index, Width::<K, V>::LEAST);
            if empty {
                *tree = None;
            }
            return Some(entry);
        }
    }
}

/// [`extract_mut`] that writes to no value: only nodes with entries that are taken are copied.
pub(crate) fn extract<K, V, P, A>(
    tree: &mut Option<Tree<K, V, P, A>>,
    unseen: &mut Unseen,
    taken: &mut impl FnMut(&K, &V) -> bool,
) -> Option<(K, V)>
where
    K: Clone,
    V: Clone,
    P: Kind,
    A: Summary<K, V>,
{
    loop {
        let root = tree.as_mut()?;
        let ranks = unseen.ranks(node::size(Tree::borrow(root)));
        if ranks.is_empty() {
            return None;
        }
        let mut trail = TrailOf::new();
        let (path, start) = find(root, &mut trail, ranks.start);
        let entries = path.leaf().slice().iter().enumerate().skip(start);
        let found = entries.take(ranks.len()).find(|(_, (key, value))| {
            unseen.before += 1;
            taken(key, value)
        });
        if let Some((index, _)) = found {
            unseen.before -= 1;
            let path = path.own(Width::<K, V>::LEAF);
            let (entry, empty) = take(path, index, Width::<K, V>::LEAST);
            if empty {
                *tree = None;
            }
            return Some(entry);
        }
    }
}
