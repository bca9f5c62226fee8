//! Some of a tree's items, as a tree that shares nodes with it.

use super::join::join;
use super::node::{BranchRef, Node, NodeRef, View};
use super::summary::Summary;
use super::tree::Tree;
use super::width::Width;
use crate::block::{BlockRef, Fresh};
use crate::count::RefCount;
use alloc::vec::Vec;

impl<K, T, A, C> Tree<K, T, A, C>
where
    K: Clone,
    T: Clone,
    A: Summary<T>,
    C: RefCount,
{
    /// Returns the items of which `keep` is true, which is given all in order. O(n). A node of which all items
    /// are kept is shared.
    #[must_use]
    pub fn filter(&self, keep: impl FnMut(&T) -> bool) -> Self {
        let mut marks = Marks { predicate: keep, marks: Vec::new() };
        Self::from_root(self.root().and_then(|root| marks.filter(root)))
    }

    /// Returns the items of which `predicate` is true, and the others: see
    /// [`filter`](Self::filter).
    #[must_use]
    pub fn partition(&self, predicate: impl FnMut(&T) -> bool) -> (Self, Self) {
        let mut marks = Marks { predicate, marks: Vec::new() };
        let [yes, no] = self.root().map_or([None, None], |root| marks.partition(root));
        (Self::from_root(yes), Self::from_root(no))
    }
}

/// A predicate, and what it said of the items of a leaf.
struct Marks<F> {
    predicate: F,
    marks: Vec<bool>,
}

impl<F> Marks<F> {
    fn mark<T>(&mut self, items: &[T])
    where
        F: FnMut(&T) -> bool,
    {
        self.marks.clear();
        self.marks.extend(items.iter().map(&mut self.predicate));
    }

    /// Returns the items of a leaf that are marked so; the leaf itself if all are.
    fn select<K, T: Clone, A, C: RefCount>(
        &self,
        leaf: BlockRef<'_, (), T, C>,
        mark: bool,
    ) -> Option<Node<K, T, A, C>> {
        let count = self.marks.iter().filter(|other| **other == mark).count();
        if count == 0 {
            return None;
        }
        if count == leaf.len() {
            return Some(Node::leaf(leaf.to_block()));
        }
        let mut selected = Fresh::new((), Width::<K, T, C>::LEAF);
        let mut block = selected.get();
        let (mut items, mut marks) = (leaf.slice(), &self.marks[..]);
        while let Some(first) = marks.first() {
            let run = marks.iter().take_while(|other| *other == first).count();
            if *first == mark {
                block.extend_from_slice(&items[..run]);
            }
            (items, marks) = (&items[run..], &marks[run..]);
        }
        Some(Node::leaf(selected.share()))
    }

    fn filter<K, T, A, C>(&mut self, node: NodeRef<'_, K, T, A, C>) -> Option<Node<K, T, A, C>>
    where
        K: Clone,
        T: Clone,
        A: Summary<T>,
        C: RefCount,
        F: FnMut(&T) -> bool,
    {
        match node.view() {
            View::Leaf(leaf) => {
                self.mark(leaf.slice());
                self.select(leaf, true)
            }
            View::Branch(branch) => {
                let mut kept = Kept::new(branch);
                for slot in 0..branch.len() {
                    kept.push(self.filter(branch.child(slot)));
                }
                kept.finish(node)
            }
        }
    }

    fn partition<K, T, A, C>(
        &mut self,
        node: NodeRef<'_, K, T, A, C>,
    ) -> [Option<Node<K, T, A, C>>; 2]
    where
        K: Clone,
        T: Clone,
        A: Summary<T>,
        C: RefCount,
        F: FnMut(&T) -> bool,
    {
        match node.view() {
            View::Leaf(leaf) => {
                self.mark(leaf.slice());
                [self.select(leaf, true), self.select(leaf, false)]
            }
            View::Branch(branch) => {
                let (mut yes, mut no) = (Kept::new(branch), Kept::new(branch));
                for slot in 0..branch.len() {
                    let parts = self.partition(branch.child(slot));
                    let [one, two] = parts;
                    yes.push(one);
                    no.push(two);
                }
                [yes.finish(node), no.finish(node)]
            }
        }
    }
}

/// What is kept of the children of a branch, the first ones up to some slot.
struct Kept<'a, K, T, A, C: RefCount> {
    branch: BranchRef<'a, K, T, A, C>,
    slot: usize,
    /// Whether these are the children themselves, which are not joined then.
    all: bool,
    joined: Option<Node<K, T, A, C>>,
}

impl<'a, K, T, A, C> Kept<'a, K, T, A, C>
where
    K: Clone,
    T: Clone,
    A: Summary<T>,
    C: RefCount,
{
    fn new(branch: BranchRef<'a, K, T, A, C>) -> Self {
        Self { branch, slot: 0, all: true, joined: None }
    }

    /// Adds what is kept of the next child.
    fn push(&mut self, kept: Option<Node<K, T, A, C>>) {
        let child = self.branch.child(self.slot);
        if self.all && !kept.as_ref().is_some_and(|kept| kept.borrow().same(child)) {
            self.all = false;
            for slot in 0..self.slot {
                self.join(slot, self.branch.child(slot).to_node());
            }
        }
        if let Some(kept) = kept.filter(|_| !self.all) {
            self.join(self.slot, kept);
        }
        self.slot += 1;
    }

    fn join(&mut self, slot: usize, node: Node<K, T, A, C>) {
        self.joined = Some(match (self.joined.take(), slot.checked_sub(1)) {
            (Some(joined), Some(before)) => join(joined, self.branch.key(before), node),
            _ => node,
        });
    }

    /// Returns all that is kept: `node` if that is all of it.
    fn finish(self, node: NodeRef<'_, K, T, A, C>) -> Option<Node<K, T, A, C>> {
        if self.all { Some(node.to_node()) } else { self.joined }
    }
}
