//! Some items taken out of a tree, leaf by leaf.

use super::node::{Node, NodeRef};
use super::path::{OwnPath, Trail};
use super::place::Place;
use super::summary::Summary;
use super::tree::Tree;
use super::width::Width;
use crate::block::Sieve;
use crate::count::RefCount;
use core::mem;
use core::ops::Range;

/// The items that a predicate has not seen.
///
/// Counted from both ends of the tree: so they are known also when a panic hides whether an item was
/// taken out.
#[derive(Clone, Copy, Debug)]
struct Unseen {
    /// How many items are before them.
    before: usize,
    /// How many items are after them.
    after: usize,
}

impl Unseen {
    /// Their positions in the tree, which now has so many items.
    fn positions(self, len: usize) -> Range<usize> {
        self.before..len.saturating_sub(self.after)
    }
}

/// Takes the items out of a tree of which a predicate is true.
///
/// A leaf is taken out of the tree with the first of its items, and put back without all that were taken
/// out when the next leaf is reached, or when the extraction is dropped: so sizes, summaries and fill are
/// restored once for each leaf.
pub struct Extraction<'a, K, T, A: Summary<T>, C: RefCount> {
    /// The place of the tree. Empty while a leaf is held: should the extraction be leaked then, the tree
    /// has lost its items, but has no hole.
    home: &'a mut Tree<K, T, A, C>,
    held: Option<Held<K, T, A, C>>,
    /// A leaf without items, to stand where one is held. Made when it is needed first.
    empty: Option<Node<K, T, A, C>>,
    unseen: Unseen,
    /// Whether the leaf before the unseen items may have too few, and is to be merged before the next is
    /// sought.
    thinned: bool,
}

/// A leaf, taken out of its tree.
struct Held<K, T, A, C: RefCount> {
    /// In the leaf's place is an empty one, and all nodes above have one owner.
    tree: Tree<K, T, A, C>,
    place: Place,
    /// Not empty.
    leaf: Sieve<T, C>,
}

impl<K, T, A: Summary<T>, C: RefCount> Tree<K, T, A, C> {
    /// Goes through the items at some positions, to take some of them out.
    ///
    /// # Panics
    /// If the range is out of bounds.
    pub fn extract(&mut self, positions: Range<usize>) -> Extraction<'_, K, T, A, C> {
        let len = self.len();
        assert!(positions.start <= positions.end && positions.end <= len, "range out of bounds");
        let unseen = Unseen { before: positions.start, after: len - positions.end };
        Extraction { home: self, held: None, empty: None, unseen, thinned: false }
    }
}

impl<K, T, A: Summary<T>, C: RefCount> Extraction<'_, K, T, A, C> {
    /// Returns the positions of those that the predicate has not seen.
    fn positions(&self) -> Range<usize> {
        self.unseen.positions(match &self.held {
            Some(held) => held.tree.len() + held.leaf.len(),
            None => self.home.len(),
        })
    }

    /// Returns how many items the predicate has not seen.
    pub fn unseen(&self) -> usize {
        self.positions().len()
    }

    /// Returns the item that the predicate will see next.
    pub fn peek(&self) -> Option<&T> {
        let positions = self.positions();
        let next = || Some(positions.start).filter(|_| !positions.is_empty());
        match &self.held {
            None => self.home.get(next()?),
            Some(held) => match held.leaf.ahead() {
                [] => held.tree.get(next()? - held.leaf.len()),
                [first, ..] => Some(first),
            },
        }
    }

    /// Holds a leaf, and takes the first item out of those that are ahead.
    #[inline]
    fn hold(&mut self, place: Place, mut leaf: Sieve<T, C>) -> Option<T> {
        leaf.keep();
        let item = leaf.take();
        self.held = Some(Held { tree: mem::take(self.home), place, leaf });
        item
    }

    /// Puts the leaf back that is held, and tells where it is.
    ///
    /// Only a summary can panic, last of all.
    fn put_back(&mut self) -> Option<Place> {
        let Held { tree, place, leaf } = self.held.take()?;
        *self.home = tree;
        let mut trail = Trail::new();
        let path = self.home.path_to(place, &mut trail)?;
        let Ok(mut path) = path.own_unshared() else { unreachable!("nodes with one owner") };
        let count = leaf.len();
        self.empty = Some(path.swap_leaf(Node::leaf(leaf.finish().share())));
        path.resize(count as isize);
        path.summarize();
        Some(place)
    }
}

impl<K, T, A: Summary<T>, C: RefCount> Drop for Extraction<'_, K, T, A, C> {
    fn drop(&mut self) {
        self.put_back();
    }
}

/// Returns `true` if the item at `index` of a leaf with `len` items is better removed by itself: if no more are to
/// be seen there, up to `end`, or if the leaf would have too few without it. Should the extraction be
/// dropped next, the leaf would not be merged: that may clone keys, and so panic.
#[inline]
fn is_held_in_vain<K, T, C: RefCount>(len: usize, index: usize, end: usize) -> bool {
    index + 1 == end || len <= Width::<K, T, C>::LEAF_LEAST.max(1)
}

/// Takes the leaf at the end of a path out of its tree, and puts another one there.
#[inline]
fn detach<K, T, A, C: RefCount>(
    mut path: OwnPath<'_, '_, K, T, A, C>,
    other: Option<Node<K, T, A, C>>,
    ahead: Range<usize>,
) -> Sieve<T, C> {
    let count = path.leaf().len();
    path.resize(-(count as isize));
    let leaf = path.swap_leaf(other.unwrap_or_else(Node::empty_leaf)).into_leaf();
    let Some(Ok(fresh)) = leaf.map(|leaf| leaf.into_fresh()) else { unreachable!("owned") };
    Sieve::new(fresh, ahead)
}

/// Brings the summaries on a path up to date when it is dropped.
struct Written<'a, 't, K, T, A: Summary<T>, C: RefCount>(Option<OwnPath<'a, 't, K, T, A, C>>);

impl<K, T, A: Summary<T>, C: RefCount> Drop for Written<'_, '_, K, T, A, C> {
    fn drop(&mut self) {
        if let Some(path) = &mut self.0 {
            path.summarize();
        }
    }
}

impl<K, T, A, C> Extraction<'_, K, T, A, C>
where
    K: Clone,
    T: Clone,
    A: Summary<T>,
    C: RefCount,
{
    /// Takes the next item out of which `taken` is true.
    ///
    /// If to take it out panics, it is unseen if it is still there. A leaf that `taken` is shown is
    /// copied first if it is shared.
    pub fn next_mut(&mut self, taken: &mut impl FnMut(&mut T) -> bool) -> Option<T> {
        loop {
            if let Some(item) = self.sift(taken) {
                return Some(item);
            }
            let (place, count) = self.next_place()?;
            let mut trail = Trail::new();
            let path = self.home.path_to(place, &mut trail)?;
            let (len, start) = (path.leaf().len(), place.index());
            let room = path.room(len);
            let mut path = Written(Some(path.own(room)));
            let end = len.min(start + count);
            let unseen = &mut self.unseen;
            let found = path.0.as_mut().and_then(|path| {
                path.leaf().slice_mut()[start..end].iter_mut().position(|item| {
                    // Seen, should the predicate panic.
                    unseen.before += 1;
                    taken(item)
                })
            });
            let Some(found) = found else { continue };
            self.unseen.before -= 1;
            if is_held_in_vain::<K, T, C>(len, start + found, end) {
                self.thinned = len <= Width::<K, T, C>::LEAF_LEAST;
                drop(path);
                return self.remove(place, start + found);
            }
            let own = path.0.take()?;
            drop(path);
            let leaf = detach(own, self.empty.take(), start + found..end);
            return self.hold(place, leaf);
        }
    }

    /// [`next_mut`](Self::next_mut) that writes to no item: only nodes with items that are taken are
    /// copied.
    pub fn next(&mut self, taken: &mut impl FnMut(&T) -> bool) -> Option<T> {
        loop {
            if let Some(item) = self.sift(&mut |item: &mut T| taken(item)) {
                return Some(item);
            }
            let (place, count) = self.next_place()?;
            let mut trail = Trail::new();
            let path = self.home.path_to(place, &mut trail)?;
            let items = path.leaf().slice();
            let (len, start) = (items.len(), place.index());
            let end = len.min(start + count);
            let unseen = &mut self.unseen;
            let found = items[start..end].iter().position(|item| {
                unseen.before += 1;
                taken(item)
            });
            let Some(found) = found else { continue };
            self.unseen.before -= 1;
            if is_held_in_vain::<K, T, C>(len, start + found, end) {
                self.thinned = len <= Width::<K, T, C>::LEAF_LEAST;
                return self.remove(place, start + found);
            }
            let room = path.room(len);
            let leaf = detach(path.own(room), self.empty.take(), start + found..end);
            return self.hold(place, leaf);
        }
    }

    /// Returns the place of the first item that is unseen, and how many there are. No leaf is held.
    fn next_place(&mut self) -> Option<(Place, usize)> {
        self.merge_seen();
        let positions = self.unseen.positions(self.home.len());
        if positions.is_empty() {
            return None;
        }
        Some((self.home.root()?.place_at(positions.start), positions.len()))
    }

    /// Removes one item.
    fn remove(&mut self, place: Place, index: usize) -> Option<T> {
        let mut trail = Trail::new();
        let path = self.home.path_to(place, &mut trail)?;
        let last = path.is_last();
        let item = path.remove(index);
        if last {
            *self.home = Tree::new();
        }
        Some(item)
    }

    /// Takes the next item out of the leaf that is held, which is put back at its end.
    #[inline]
    fn sift(&mut self, taken: &mut impl FnMut(&mut T) -> bool) -> Option<T> {
        let Held { leaf, .. } = self.held.as_mut()?;
        while let Some(item) = leaf.keep() {
            self.unseen.before += 1;
            if taken(item) {
                self.unseen.before -= 1;
                if leaf.len() > 1 {
                    return leaf.take();
                }
                // The last one goes along with the leaf, and leaves that had it between them may have few.
                self.thinned = true;
                let place = self.put_back()?;
                return self.remove(place, 0);
            }
        }
        self.finish_leaf();
        None
    }

    /// Puts the leaf back that is held, and merges it with its neighbour if little is left of it.
    #[cold]
    fn finish_leaf(&mut self) {
        let least = Width::<K, T, C>::LEAF_LEAST;
        let has_few = self.held.as_ref().is_some_and(|held| held.leaf.len() < least);
        if let Some(place) = self.put_back().filter(|_| has_few) {
            let mut trail = Trail::new();
            if let Some(path) = self.home.path_to(place, &mut trail) {
                self.thinned = path.own(Width::<K, T, C>::LEAF).merge_if_few();
            }
        }
    }

    /// Merges the leaf of the last item that was seen and kept with its neighbour, and the result with
    /// the next one, as long as they have too few.
    fn merge_seen(&mut self) {
        let Some(position) = self.unseen.before.checked_sub(1) else { return };
        while mem::take(&mut self.thinned) {
            let Some(place) =
                self.home.root().map(|root: NodeRef<'_, _, _, _, _>| root.place_at(position))
            else {
                return;
            };
            let mut trail = Trail::new();
            let Some(path) = self.home.path_to(place, &mut trail) else { return };
            // Nodes with other owners have lost nothing.
            let Ok(path) = path.own_unshared() else { return };
            self.thinned = path.merge_if_few();
        }
    }
}
