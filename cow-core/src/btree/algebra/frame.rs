//! A branch on the way to the place where a merge is.

use crate::btree::exclusive::{BranchMut, NodeMut};
use crate::btree::node::{BranchRef, Node, View};
use crate::btree::sought::{Ordered, Sought};
use crate::btree::summary::Summary;
use crate::btree::tree::Tree;
use crate::btree::width::Width;
use crate::count::RefCount;
use alloc::vec::Vec;
use core::mem;

/// A leaf, its slot in a branch and the separator before it.
type Extra<K, T, A, C> = (usize, K, Node<K, T, A, C>);

/// A branch of the target on the way to the place where the merge is.
pub(super) struct Frame<K, T, A, C: RefCount> {
    /// What is done and is before the branch, in order.
    pub(super) done: Vec<Tree<K, T, A, C>>,
    /// The branch; `None` if it has no child left.
    pub(super) branch: Option<Node<K, T, A, C>>,
    /// The child where the merge is: those before are done.
    pub(super) slot: usize,
    /// Whether the branch has no other owner, nor have those above it. One that has is not changed.
    pub(super) own: bool,
    /// If the child at `slot` was taken out of the branch, to be the next frame: the separator before it,
    /// or after it if it was the first, or none if it was the only one.
    pub(super) hole: Option<Option<K>>,
    /// A leaf to be inserted.
    pub(super) extra: Option<Extra<K, T, A, C>>,
}

impl<K, T, A, C: RefCount> Frame<K, T, A, C> {
    pub(super) fn new(branch: Node<K, T, A, C>, own: bool) -> Self {
        Self { done: Vec::new(), branch: Some(branch), slot: 0, own, hole: None, extra: None }
    }

    #[inline]
    pub(super) fn branch(&self) -> Option<BranchRef<'_, K, T, A, C>> {
        match self.branch.as_ref()?.borrow().view() {
            View::Branch(branch) => Some(branch),
            View::Leaf(_) => unreachable!("a frame is a branch"),
        }
    }

    /// Returns the number of children.
    #[inline]
    pub(super) fn len(&self) -> usize {
        self.branch().map_or(0, BranchRef::len)
    }

    /// Returns the branch of a frame that is owned.
    #[inline]
    pub(super) fn own_branch(&mut self) -> BranchMut<'_, K, T, A, C> {
        match self.branch.as_mut().and_then(Node::get_mut) {
            Some(NodeMut::Branch(branch)) => branch,
            _ => unreachable!("a branch with one owner"),
        }
    }

    /// Returns `true` if a key belongs after the child at `slot`, and after the hole that there may
    /// be.
    #[inline]
    pub(super) fn is_after(
        &self,
        sought: &mut Ordered<impl FnMut(&K) -> core::cmp::Ordering>,
    ) -> bool {
        let index = match &self.hole {
            None => self.slot,
            Some(Some(key)) if self.slot == 0 => return sought.compare(key).is_le(),
            Some(_) if self.slot == 0 => return false,
            Some(_) => self.slot - 1,
        };
        self.branch()
            .is_some_and(|branch| index + 1 < branch.len() && branch.compare(index, sought).is_le())
    }
}

impl<K: Clone, T, A: Clone, C: RefCount> Frame<K, T, A, C> {
    /// Takes the child at `slot` out of a branch that is owned, with a separator beside it if there is
    /// one. If a clone of a separator panics, nothing has changed.
    pub(super) fn take_child(&mut self) -> (Node<K, T, A, C>, Option<K>) {
        let slot = self.slot;
        if self.len() > 1 {
            let (child, key, _) = self.own_branch().remove(slot);
            return (child, Some(key));
        }
        let (child, _) = self.own_branch().take_child(slot);
        self.branch = None;
        (child, None)
    }

    /// Moves the children before `at` to what is done. If a clone of a separator panics, nothing has
    /// changed.
    pub(super) fn cut(&mut self, at: usize) {
        let Some(len) = self.branch().map(BranchRef::len) else { return };
        if at == 0 {
            return;
        }
        let rest = (at < len).then(|| self.own_branch().split_off(at));
        let (key, rest) = rest.unzip();
        let before = mem::replace(&mut self.branch, rest);
        let before = before.map(Node::without_only_child);
        self.done.push(Tree::from_root(before));
        self.slot -= at.min(self.slot);
        if let Some((slot, ..)) = &mut self.extra {
            *slot -= at.min(*slot);
        }
        drop(key);
    }
}

impl<K: Clone, T: Clone, A: Summary<T>, C: RefCount> Frame<K, T, A, C> {
    /// Merges leaves of a branch that is owned and has leaves, where they have few items.
    pub(super) fn merge_leaves(&mut self) {
        let (least, merged) = (Width::<K, T, C>::LEAF_LEAST, Width::<K, T, C>::LEAF_MERGED);
        if self.branch().is_none_or(|branch| branch.height() > 1) {
            return;
        }
        let mut slot = 1;
        while slot < self.len() {
            let Some(branch) = self.branch() else { return };
            let [one, two] = [branch.sizes()[slot - 1], branch.sizes()[slot]];
            if one.min(two) >= least || one + two > merged {
                slot += 1;
                continue;
            }
            let mut branch = self.own_branch();
            branch.merge_leaves(slot - 1);
        }
    }
}

impl<K, V, A, C> Frame<K, (K, V), A, C>
where
    K: Clone,
    V: Clone,
    A: Summary<(K, V)>,
    C: RefCount,
{
    /// Returns all that the frame has, with what has become of the child that is open.
    pub(super) fn joined(mut self, below: Tree<K, (K, V), A, C>) -> Tree<K, (K, V), A, C> {
        let mut parts = mem::take(&mut self.done);
        if self.hole.is_some() {
            self.cut(self.slot);
            parts.append(&mut self.done);
            parts.push(below);
        } else if let Some((slot, _, leaf)) = self.extra.take() {
            self.cut(slot);
            parts.append(&mut self.done);
            parts.push(Tree::from_root(Some(leaf)));
        }
        parts.push(Tree::from_root(self.branch.map(|branch| match self.own {
            true => branch.without_only_child(),
            false => branch,
        })));
        let mut whole = Tree::new();
        parts.iter_mut().for_each(|part| whole.concat(part));
        whole
    }
}

/// Returns `true` if a key belongs after the place where a merge is.
#[inline]
pub(super) fn is_after<K: Ord, T, A, C: RefCount>(frames: &[Frame<K, T, A, C>], key: &K) -> bool {
    let mut sought = Ordered::new(key, |other: &K| other.cmp(key));
    frames.iter().rev().any(|frame| frame.is_after(&mut sought))
}
