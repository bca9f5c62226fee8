//! Cuts and joins that leave a tree as it was if user code panics.

use super::join::{check_room, join_sparing, split_at};
use super::keyed::Keyed;
use super::node::{NodeRef, View};
use super::summary::Summary;
use super::tree::Tree;
use crate::count::RefCount;
use core::mem;

/// The first or the last of some children.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Edge {
    First,
    Last,
}

impl<K, T, A, C: RefCount> NodeRef<'_, K, T, A, C> {
    /// Returns `true` if this node has no owner but a parent, or a handle, with so many shares, and can
    /// be written without a clone.
    fn is_own(self, shares: u32) -> bool {
        self.has_shares(shares)
            && match self.view() {
                View::Leaf(_) => true,
                View::Branch(branch) => branch.owns_keys(),
            }
    }

    /// [`is_own`](Self::is_own) of all nodes along an edge.
    fn owns_edge(mut self, edge: Edge, mut shares: u32) -> bool {
        loop {
            if !self.is_own(shares) {
                return false;
            }
            let View::Branch(branch) = self.view() else { return true };
            shares = branch.unit();
            self = branch.child(if edge == Edge::First { 0 } else { branch.len() - 1 });
        }
    }

    /// [`is_own`](Self::is_own) of all nodes that a cut before a position writes to: those on the way to
    /// it, and those along the edges beside it.
    fn owns_cut(mut self, mut position: usize) -> bool {
        let mut shares = 1;
        loop {
            if !self.is_own(shares) {
                return false;
            }
            let View::Branch(branch) = self.view() else { return true };
            shares = branch.unit();
            let (slot, inside) = branch.find(position);
            let before = slot.checked_sub(1).map(|slot| (slot, Edge::Last));
            let after = (slot + 1 < branch.len()).then_some((slot + 1, Edge::First));
            for (slot, edge) in before.into_iter().chain(after) {
                if !branch.child(slot).owns_edge(edge, shares) {
                    return false;
                }
            }
            (self, position) = (branch.child(slot), inside);
        }
    }
}

impl<K, T, A, C> Tree<K, T, A, C>
where
    K: Clone,
    T: Clone,
    A: Summary<T>,
    C: RefCount,
{
    /// Returns the items before a position, and the others. O(log n). Nodes along the cut are written in place if they
    /// are not shared, else copied. If a `clone` or a summary panics, all are dropped.
    ///
    /// # Panics
    /// If there are not so many items.
    pub fn split_at(self, position: usize) -> (Self, Self) {
        assert!(position <= self.len(), "position (is {position}) should be <= len");
        let Some(root) = self.into_root() else { return (Self::new(), Self::new()) };
        let (left, right) = split_at(root, position);
        (Self::from_root(left), Self::from_root(right))
    }

    /// Takes the items from a position on out. O(log n). Copies nothing if nothing is shared.
    ///
    /// If a `clone` or a summary panics, the tree is as it was.
    ///
    /// # Panics
    /// If there are not so many items.
    pub fn take_from(&mut self, position: usize) -> Self {
        let Some(root) = self.root() else { return self.clone() };
        let whole = if !A::KEPT && root.owns_cut(position) {
            mem::take(self)
        } else {
            // Clones of shared nodes, and summaries, may panic: the tree keeps an owner of the root.
            self.clone()
        };
        let (head, tail) = whole.split_at(position);
        *self = head;
        tail
    }

    /// Moves all items of `other`, whose keys are all greater, to the end. O(log n). Copies nothing if
    /// nothing is shared.
    ///
    /// If a `clone` or a summary panics, both trees are as they were.
    ///
    /// # Panics
    /// If that are more than [`MAX_ITEMS`](super::MAX_ITEMS) items; both trees are as they were then.
    pub fn concat(&mut self, other: &mut Self)
    where
        T: Keyed<K>,
    {
        match Self::joined(self, other) {
            // All is done before anything is dropped.
            Some((whole, spare)) => {
                drop((mem::replace(self, whole), mem::take(other), spare));
            }
            None if self.is_empty() => mem::swap(self, other),
            None => {}
        }
    }

    /// Moves all items of `other`, whose keys are all less, to the start: see [`concat`](Self::concat).
    pub fn prepend(&mut self, other: &mut Self)
    where
        T: Keyed<K>,
    {
        match Self::joined(other, self) {
            Some((whole, spare)) => {
                drop((mem::replace(self, whole), mem::take(other), spare));
            }
            None if self.is_empty() => mem::swap(self, other),
            None => {}
        }
    }

    /// Joins both: returns one tree, into which items that are not shared are moved, and a key that is not used; `None`
    /// if one is empty.
    fn joined(left: &mut Self, right: &mut Self) -> Option<(Self, Option<K>)>
    where
        T: Keyed<K>,
    {
        let (one, two) = (left.root()?, right.root()?);
        check_room(one, two);
        let key = two.first_leaf()[0].key().clone();
        let owned = !A::KEPT && one.owns_edge(Edge::Last, 1) && two.owns_edge(Edge::First, 1);
        let (left, right) =
            if owned { (mem::take(left), mem::take(right)) } else { (left.clone(), right.clone()) };
        let mut spare = None;
        let whole = join_sparing(left.into_root()?, key, right.into_root()?, &mut spare);
        Some((Self::from_root(Some(whole)), spare))
    }
}
