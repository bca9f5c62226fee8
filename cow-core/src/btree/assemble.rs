//! Branches made of nodes, and split into them.

use super::exclusive::{BranchMut, NodeMut};
use super::node::Node;
use super::raw::{Link, RawBranch};
use super::summary::Summary;
use super::width::{MAX_HEIGHT, Width};
use crate::count::RefCount;
use core::mem;

impl<K, T, A, C: RefCount> Node<K, T, A, C> {
    /// Makes a branch of one child, which more may be added to.
    ///
    /// # Panics
    /// If it would be higher than [`MAX_HEIGHT`].
    pub(super) fn over(child: Self, summary: A) -> Self {
        let height = child.height() + 1;
        assert!(height <= MAX_HEIGHT, "a tree higher than {MAX_HEIGHT} branches");
        let raw = RawBranch::allocate(height as u8, Width::<K, T, C>::FANOUT);
        // SAFETY: the branch is new, and its one share is this one.
        let mut node = unsafe { Self::from_link(Link::branch(raw)) };
        if let Some(NodeMut::Branch(mut branch)) = node.get_mut() {
            branch.put_child(0, child, summary);
        }
        node
    }

    /// Makes a branch of two children of the same height, with `key` between them.
    ///
    /// # Panics
    /// If heights differ, or if it would be higher than [`MAX_HEIGHT`].
    pub fn branch(left: Self, key: K, right: Self) -> Self
    where
        K: Clone,
        A: Summary<T>,
    {
        let summaries = (left.borrow().summary(), right.borrow().summary());
        let mut node = Self::over(left, summaries.0);
        if let Some(NodeMut::Branch(mut branch)) = node.get_mut() {
            branch.push(key, right, summaries.1);
        }
        node
    }

    /// Returns the node itself, or the only child of a branch that has no more.
    ///
    /// That branch has no other owner.
    pub(super) fn without_only_child(mut self) -> Self {
        match self.get_mut() {
            Some(NodeMut::Branch(mut branch)) if branch.len() == 1 => branch.take_child(0).0,
            _ => self,
        }
    }

    /// Drops this owner. If it was the last one of a branch, `child` gets its children before, in
    /// order.
    pub fn into_children(mut self, mut child: impl FnMut(Self)) {
        let Some(NodeMut::Branch(mut branch)) = self.get_mut() else { return };
        while !branch.is_empty() {
            // The branch is not used again, so that its separators may stay.
            child(branch.take_child(0).0);
        }
    }
}

impl<K, T, A, C: RefCount> BranchMut<'_, K, T, A, C> {
    /// Moves the children from `at` on to a new branch, and gives it with the separator before it.
    ///
    /// If a clone of a separator panics, nothing has changed.
    ///
    /// # Panics
    /// If one of both would have no children.
    pub fn split_off(&mut self, at: usize) -> (K, Node<K, T, A, C>)
    where
        K: Clone,
    {
        assert!(at > 0 && at < self.len(), "a branch without children");
        let (child, mut key, summary) = self.remove(self.len() - 1);
        let mut right = Node::over(child, summary);
        if let Some(NodeMut::Branch(mut right)) = right.get_mut() {
            while self.len() > at {
                let (child, before, summary) = self.remove(self.len() - 1);
                right.push_front(child, mem::replace(&mut key, before), summary);
            }
        }
        (key, right)
    }
}
