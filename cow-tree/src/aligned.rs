//! Two trees side by side, without what they share.

use crate::node::{self, TreeRef};
use crate::ops::find;
use cow_core::Kind;
use cow_core::fork::{MAX_HEIGHT, Side, View};

/// The rest of a tree: entries of a leaf, and subtrees that follow.
pub(crate) struct Rest<'a, K, V, P: Kind, A> {
    /// What is left of the leaf entered last.
    leaf: &'a [(K, V)],
    /// The first `len` are set; the next subtree is the last of them. Their heights fall.
    stack: [Option<TreeRef<'a, K, V, P, A>>; MAX_HEIGHT],
    len: usize,
}

impl<K, V, P: Kind, A> Clone for Rest<'_, K, V, P, A> {
    fn clone(&self) -> Self {
        Self { leaf: self.leaf, stack: self.stack, len: self.len }
    }
}

impl<'a, K, V, P: Kind, A> Rest<'a, K, V, P, A> {
    /// All of a tree.
    pub(crate) fn new(tree: Option<TreeRef<'a, K, V, P, A>>) -> Self {
        let mut stack = [None; MAX_HEIGHT];
        stack[0] = tree;
        Self { leaf: &[], stack, len: usize::from(tree.is_some()) }
    }

    /// The subtree that comes next, if no leaf is begun.
    fn next_tree(&self) -> Option<TreeRef<'a, K, V, P, A>> {
        if self.leaf.is_empty() { self.stack[self.len.checked_sub(1)?] } else { None }
    }

    /// Goes one step down into the subtree that comes next.
    fn open(&mut self) {
        let Some(tree) = self.next_tree() else { return };
        self.len -= 1;
        match tree.view() {
            View::Leaf(leaf) => self.leaf = leaf.slice(),
            View::Fork(fork) => {
                let [left, right] = fork.children();
                self.stack[self.len] = Some(right);
                self.stack[self.len + 1] = Some(left);
                self.len += 2;
            }
        }
    }

    /// The entry that comes next; opens the leaf it is in.
    pub(crate) fn first(&mut self) -> Option<&'a (K, V)> {
        while self.leaf.is_empty() && self.len > 0 {
            self.open();
        }
        self.leaf.first()
    }

    /// The entry that comes next, without opening anything.
    pub(crate) fn peek(&self) -> Option<&'a (K, V)> {
        match self.next_tree() {
            None => self.leaf.first(),
            Some(tree) => find::edge(tree, Side::Left),
        }
    }

    /// Goes past the entry that [`peek`](Self::peek) gave.
    pub(crate) fn advance(&mut self) {
        if self.first().is_some() {
            self.skip();
        }
    }

    /// Whether what comes next in both is the same node.
    pub(crate) fn same_next(&self, other: &Self) -> bool {
        match (self.next_tree(), other.next_tree()) {
            (Some(a), Some(b)) => a.same(b),
            _ => false,
        }
    }

    /// How many entries come.
    pub(crate) fn len(&self) -> usize {
        let trees = self.stack[..self.len].iter().flatten();
        self.leaf.len() + trees.map(|tree| node::size(*tree)).sum::<usize>()
    }

    /// Goes past the entry that [`first`](Self::first) gave.
    pub(crate) fn skip(&mut self) {
        self.leaf = self.leaf.split_first().map_or(&[], |(_, rest)| rest);
    }
}

/// Goes past all that comes next in both and is the same node.
pub(crate) fn skip_shared<'a, K, V, P: Kind, A>(
    a: &mut Rest<'a, K, V, P, A>,
    b: &mut Rest<'a, K, V, P, A>,
) {
    while let (Some(x), Some(y)) = (a.next_tree(), b.next_tree()) {
        if x.same(y) {
            a.len -= 1;
            b.len -= 1;
            continue;
        }
        let heights = (x.height(), y.height());
        if heights == (0, 0) {
            return;
        }
        if heights.0 >= heights.1 {
            a.open();
        }
        if heights.1 >= heights.0 {
            b.open();
        }
    }
}
