//! Taking some entries out, leaf by leaf.

use super::find;
use super::insert::summarize;
use super::place::Place;
use super::remove::mend;
use super::written::{Written, room};
use crate::node::{self, OwnPathOf, TrailOf, Tree, Width};
use crate::summary::Summary;
use core::mem;
use core::ops::Range;
use cow_core::RefCount;
use cow_core::block::{Fresh, Sieve};
use cow_core::fork::Exposed;

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

/// Takes the entries out of a tree for which a predicate says so.
///
/// The leaf at hand is taken out of the tree with the first of its entries, and put back without all
/// that went when the next leaf is come to, or when the extraction is dropped: so sizes, summaries and
/// balance are restored once for each leaf.
pub(crate) struct Extraction<'a, K, V, A: Summary<K, V>, C: RefCount> {
    /// The place of the tree. Empty while a leaf is held: should the extraction be leaked then, the map
    /// has lost its entries, but does not lead to a tree with a hole.
    home: &'a mut Option<Tree<K, V, A, C>>,
    held: Option<Held<K, V, A, C>>,
    /// A leaf without entries, to stand where one is held. Made when it is needed first.
    empty: Option<Tree<K, V, A, C>>,
    unseen: Unseen,
    /// Whether the leaf before the unseen entries may have too few, and is to be merged before the next is
    /// looked for.
    thinned: bool,
}

/// A leaf, taken out of its tree.
struct Held<K, V, A, C: RefCount> {
    /// In the leaf's place is an empty one, and all nodes above have one owner.
    tree: Tree<K, V, A, C>,
    place: Place,
    /// Not empty.
    leaf: Sieve<(K, V), C>,
}

impl<'a, K, V, A: Summary<K, V>, C: RefCount> Extraction<'a, K, V, A, C> {
    /// Goes through the entries with these ranks.
    pub(crate) fn new(home: &'a mut Option<Tree<K, V, A, C>>, ranks: Range<usize>) -> Self {
        let len = home.as_ref().map_or(0, |tree| node::size(tree.borrow()));
        Self { home, held: None, empty: None, unseen: Unseen::new(ranks, len), thinned: false }
    }

    /// The ranks of those that the predicate has not seen.
    fn ranks(&self) -> Range<usize> {
        self.unseen.ranks(match (&self.held, &self.home) {
            (Some(held), _) => node::size(held.tree.borrow()) + held.leaf.len(),
            (None, Some(tree)) => node::size(tree.borrow()),
            (None, None) => 0,
        })
    }

    /// How many entries the predicate has not seen.
    pub(crate) fn unseen(&self) -> usize {
        self.ranks().len()
    }

    /// The entry that the predicate will see next.
    pub(crate) fn peek(&self) -> Option<&(K, V)> {
        let ranks = self.ranks();
        let next = || Some(ranks.start).filter(|_| !ranks.is_empty());
        match &self.held {
            None => find::nth(self.home.as_ref()?.borrow(), next()?),
            Some(held) => match held.leaf.ahead() {
                [] => find::nth(held.tree.borrow(), next()? - held.leaf.len()),
                [first, ..] => Some(first),
            },
        }
    }

    /// Holds a leaf, and takes the first entry out of those that are ahead.
    #[inline]
    fn hold(&mut self, place: Place, mut leaf: Sieve<(K, V), C>) -> Option<(K, V)> {
        leaf.keep();
        let entry = leaf.take();
        self.held = Some(Held { tree: self.home.take()?, place, leaf });
        entry
    }

    /// Puts the leaf back that is held, and tells where it is.
    ///
    /// Only a summary can panic, last of all.
    fn put_back(&mut self) -> Option<Place> {
        let Held { tree, place, leaf } = self.held.take()?;
        let root = self.home.insert(tree);
        let mut trail = TrailOf::new();
        let path = place.path(root, &mut trail).unique().expect("nodes with one owner");
        let (mut ascent, count) = (path.ascend(), leaf.len());
        self.empty = Some(mem::replace(ascent.place(), node::leaf(leaf.finish())));
        ascent.for_each_fork(|fork| fork.size += count);
        if A::KEPT {
            summarize(&mut ascent);
        }
        Some(place)
    }
}

impl<K, V, A: Summary<K, V>, C: RefCount> Drop for Extraction<'_, K, V, A, C> {
    fn drop(&mut self) {
        self.put_back();
    }
}

/// Whether the entry at `index` of a leaf with `len` entries is better removed by itself: if no more are to
/// be seen there, up to `end`, or if the leaf would be thin without it. Should the extraction be dropped
/// next, nobody would merge it: that may clone keys, and so panic.
#[inline]
fn is_held_in_vain<K, V>(len: usize, index: usize, end: usize) -> bool {
    index + 1 == end || len <= Width::<K, V>::LEAST
}

/// Takes the leaf at the end of a path out of its tree, and puts another one there.
#[inline]
fn detach<K: Clone, V, A: Summary<K, V>, C: RefCount>(
    mut path: OwnPathOf<'_, '_, K, V, A, C>,
    other: Option<Tree<K, V, A, C>>,
    ahead: Range<usize>,
) -> Sieve<(K, V), C> {
    let count = path.leaf().len();
    path.for_each_fork(|fork| fork.size -= count);
    let other = other.unwrap_or_else(|| node::leaf(Fresh::new((), 0)));
    let leaf = mem::replace(path.ascend().place(), other);
    let Exposed::Leaf(block) = leaf.expose() else { unreachable!("it is a leaf") };
    let Ok(fresh) = block.into_fresh() else { unreachable!("owned") };
    Sieve::new(fresh, ahead)
}

impl<K, V, A, C> Extraction<'_, K, V, A, C>
where
    K: Clone,
    V: Clone,
    C: RefCount,
    A: Summary<K, V>,
{
    /// Takes the next entry out for which `taken` says `true`.
    ///
    /// If to take it out panics, it is unseen if it is still there. A leaf that `taken` is shown is
    /// copied first if it is shared.
    pub(crate) fn next_mut(
        &mut self,
        taken: &mut impl FnMut(&K, &mut V) -> bool,
    ) -> Option<(K, V)> {
        loop {
            if let Some(entry) = self.sift(taken) {
                return Some(entry);
            }
            self.merge_seen();
            let root = self.home.as_mut()?;
            let ranks = self.unseen.ranks(node::size(Tree::borrow(root)));
            if ranks.is_empty() {
                return None;
            }
            let mut trail = TrailOf::new();
            let (path, place) = Place::path_to_nth(root, &mut trail, ranks.start);
            let room = room(&path);
            let mut path = Written::new(path.own(room));
            let entries = path.leaf().into_parts().1;
            let (len, start) = (entries.len(), place.index());
            let end = len.min(start + ranks.len());
            let found = entries[start..end].iter_mut().position(|(key, value)| {
                // Seen, should the predicate panic.
                self.unseen.before += 1;
                taken(key, value)
            });
            let Some(found) = found else { continue };
            self.unseen.before -= 1;
            if is_held_in_vain::<K, V>(len, start + found, end) {
                self.thinned = len <= Width::<K, V>::LEAST;
                drop(path);
                return Some(place.skip(found).remove(self.home));
            }
            let leaf = detach(path.into_path(), self.empty.take(), start + found..end);
            return self.hold(place, leaf);
        }
    }

    /// [`next_mut`](Self::next_mut) that writes to no value: only nodes with entries that are taken are
    /// copied.
    pub(crate) fn next(&mut self, taken: &mut impl FnMut(&K, &V) -> bool) -> Option<(K, V)> {
        loop {
            if let Some(entry) = self.sift(&mut |key: &K, value: &mut V| taken(key, value)) {
                return Some(entry);
            }
            self.merge_seen();
            let root = self.home.as_mut()?;
            let ranks = self.unseen.ranks(node::size(Tree::borrow(root)));
            if ranks.is_empty() {
                return None;
            }
            let mut trail = TrailOf::new();
            let (path, place) = Place::path_to_nth(root, &mut trail, ranks.start);
            let entries = path.leaf().slice();
            let (len, start) = (entries.len(), place.index());
            let end = len.min(start + ranks.len());
            let found = entries[start..end].iter().position(|(key, value)| {
                self.unseen.before += 1;
                taken(key, value)
            });
            let Some(found) = found else { continue };
            self.unseen.before -= 1;
            if is_held_in_vain::<K, V>(len, start + found, end) {
                self.thinned = len <= Width::<K, V>::LEAST;
                return Some(place.skip(found).remove(self.home));
            }
            let leaf = detach(path.own(Width::<K, V>::LEAF), self.empty.take(), start + found..end);
            return self.hold(place, leaf);
        }
    }

    /// The same for the leaf that is held, which is put back at its end.
    #[inline]
    fn sift(&mut self, taken: &mut impl FnMut(&K, &mut V) -> bool) -> Option<(K, V)> {
        let Held { leaf, .. } = self.held.as_mut()?;
        while let Some((key, value)) = leaf.keep() {
            self.unseen.before += 1;
            if taken(key, value) {
                self.unseen.before -= 1;
                if leaf.len() > 1 {
                    return leaf.take();
                }
                // The last one goes along with the leaf, and leaves that had it between them may be few.
                self.thinned = true;
                let place = self.put_back()?;
                return Some(place.first().remove(self.home));
            }
        }
        self.settle();
        None
    }

    /// Puts the leaf back that is held, and merges it with its neighbour if little is left of it.
    #[cold]
    fn settle(&mut self) {
        let is_thin = self.held.as_ref().is_some_and(|h| h.leaf.len() < Width::<K, V>::LEAST);
        if let Some(place) = self.put_back()
            && is_thin
            && let Some(root) = self.home.as_mut()
        {
            let mut trail = TrailOf::new();
            self.thinned = mend(place.path(root, &mut trail).own(Width::<K, V>::LEAF));
        }
    }

    /// Merges the leaf of the last entry that was seen and kept with its neighbour, and what comes of it
    /// with the next one, as long as they have too few.
    fn merge_seen(&mut self) {
        let Some(rank) = self.unseen.before.checked_sub(1) else { return };
        while mem::take(&mut self.thinned) {
            let Some(root) = self.home.as_mut() else { return };
            let mut trail = TrailOf::new();
            // Nodes with other owners have lost nothing.
            let Some(path) = Place::path_to_nth(root, &mut trail, rank).0.unique() else { return };
            self.thinned = mend(path);
        }
    }
}
