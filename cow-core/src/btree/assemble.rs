//! Branches made of nodes, and split into them.

use super::exclusive::{BranchMut, NodeMut};
use super::node::Node;
use super::raw::{Link, RawBranch};
use super::summary::Summary;
use super::width::{MAX_HEIGHT, Width};
use crate::count::{RefCount, Unit};
use core::mem;

impl<K, T, A, C: RefCount> Node<K, T, A, C> {
    /// Makes a branch of one child, which more may be added to.
    ///
    /// # Panics
    /// If it would be higher than [`MAX_HEIGHT`].
    pub(super) fn over(child: Self, summary: A) -> Self {
        let height = child.height() + 1;
        assert!(height <= MAX_HEIGHT, "capacity overflow");
        let mut node = Self::without_children(height);
        if let Some(NodeMut::Branch(mut branch)) = node.get_mut() {
            branch.put_child(0, child, summary);
        }
        node
    }

    /// Makes a branch that is to get children.
    fn without_children(height: usize) -> Self {
        let raw = RawBranch::allocate(height as u8, Width::<K, T, C>::FANOUT);
        // SAFETY: the branch is new, and its one share is this one.
        unsafe { Self::from_link(Link::branch(raw)) }
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
        let len = self.len();
        assert!(at > 0 && at < len, "a branch without children");
        self.own_keys();
        let mut node = Node::without_children(self.borrow().height());
        let Some(NodeMut::Branch(mut right)) = node.get_mut() else { unreachable!("it is new") };
        right.own_keys();
        let key = self.remove_key(at - 1, len - 1);
        for index in 0..len - at - 1 {
            let key = self.remove_key(at - 1, len - 2 - index);
            right.insert_key(index, index, key);
        }
        self.move_children(at, right);
        (key, node)
    }

    /// Moves the children from `at` on, without separators, to a branch of the same height that has none. It takes over the
    /// shares of each, and so the unit: nothing below is read.
    fn move_children(&mut self, at: usize, mut to: BranchMut<'_, K, T, A, C>) {
        debug_assert!(to.is_empty() && to.borrow().height() == self.borrow().height());
        let (len, unit) = (self.len(), self.unit());
        to.node().facts().unit = C::Unit::new(unit as u16);
        to.node().sizes()[..len - at].copy_from_slice(&self.node().sizes()[at..len]);
        to.node().links()[..len - at].copy_from_slice(&self.node().links()[at..len]);
        for (to, from) in
            to.node().summaries().iter_mut().zip(&mut self.node().summaries()[at..len])
        {
            mem::swap(to, from);
        }
        to.node().facts().len = (len - at) as u8;
        self.node().facts().len = at as u8;
        self.node().sizes()[at..len].fill(0);
    }

    /// Moves the children to a new branch with room for as many as one may have. None is left here.
    #[cold]
    pub(super) fn moved(&mut self) -> Node<K, T, A, C> {
        debug_assert!(RawBranch::<K, T, A, C>::FITTED, "separators would be lost");
        let mut node = Node::without_children(self.borrow().height());
        if let Some(NodeMut::Branch(to)) = node.get_mut() {
            self.move_children(0, to);
        }
        node
    }
}
