//! Taking some entries out, leaf by leaf.

use super::remove::take;
use super::written::{Written, room};
use crate::node::{self, PathOf, TrailOf, Tree, Width};
use crate::summary::Summary;
use core::ops::Range;
use cow_core::Kind;
use cow_core::fork::{Path, Side};

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

/// Takes the first entry out whose rank is in `ranks` and for which `taken` says `true`. `ranks` are
/// afterwards those of the entries that it has not seen.
///
/// One descent for each leaf and for each entry taken. A leaf that `taken` is shown is copied first
/// if it is shared.
pub(crate) fn extract_mut<K, V, P, A>(
    tree: &mut Option<Tree<K, V, P, A>>,
    ranks: &mut Range<usize>,
    taken: &mut impl FnMut(&K, &mut V) -> bool,
) -> Option<(K, V)>
where
    K: Clone,
    V: Clone,
    P: Kind,
    A: Summary<K, V>,
{
    while ranks.start < ranks.end {
        let root = tree.as_mut()?;
        let mut trail = TrailOf::new();
        let (path, start) = find(root, &mut trail, ranks.start);
        let room = room(&path);
        let mut path = Written::new(path.own(room));
        let mut found = None;
        let entries = path.leaf().into_parts().1.iter_mut().enumerate().skip(start);
        for (index, (key, value)) in entries.take(ranks.len()) {
            // Seen, should the predicate panic.
            ranks.start += 1;
            if taken(key, value) {
                found = Some(index);
                break;
            }
        }
        if let Some(index) = found {
            let (entry, empty) = take(path.into_path(), index, Width::<K, V>::LEAST);
            if empty {
                *tree = None;
            }
            ranks.start -= 1;
            ranks.end -= 1;
            return Some(entry);
        }
    }
    None
}

/// [`extract_mut`] that writes to no value: only nodes with entries that are taken are copied.
pub(crate) fn extract<K, V, P, A>(
    tree: &mut Option<Tree<K, V, P, A>>,
    ranks: &mut Range<usize>,
    taken: &mut impl FnMut(&K, &V) -> bool,
) -> Option<(K, V)>
where
    K: Clone,
    V: Clone,
    P: Kind,
    A: Summary<K, V>,
{
    while ranks.start < ranks.end {
        let root = tree.as_mut()?;
        let mut trail = TrailOf::new();
        let (path, start) = find(root, &mut trail, ranks.start);
        let entries = path.leaf().slice().iter().enumerate().skip(start);
        let found = entries.take(ranks.len()).find(|(_, (key, value))| {
            ranks.start += 1;
            taken(key, value)
        });
        if let Some((index, _)) = found {
            let path = path.own(Width::<K, V>::LEAF);
            let (entry, empty) = take(path, index, Width::<K, V>::LEAST);
            if empty {
                *tree = None;
            }
            ranks.start -= 1;
            ranks.end -= 1;
            return Some(entry);
        }
    }
    None
}
