//! Two trees side by side, without what they share.

use crate::node::{self, TreeRef};
use crate::ops::find;
use core::mem;
use cow_core::RefCount;
use cow_core::fork::{MAX_HEIGHT, Side, View};

/// The rest of a tree: entries of leaves at both ends, and subtrees between them.
///
/// What is not open can be skipped as a whole. `N` is [`MAX_HEIGHT`], or twice that if it is opened
/// from both ends.
pub(crate) struct Rest<'a, K, V, A, C: RefCount, const N: usize = MAX_HEIGHT> {
    /// What is left of the leaves entered last from the left and from the right.
    leaves: [&'a [(K, V)]; 2],
    /// A ring of subtrees in order, of which `len` from `start` on are set. Heights rise, and then
    /// fall.
    trees: [Option<TreeRef<'a, K, V, A, C>>; N],
    start: usize,
    len: usize,
}

/// The rest of a tree that is used up from both ends.
pub(crate) type RestOfBoth<'a, K, V, A, C> = Rest<'a, K, V, A, C, { 2 * MAX_HEIGHT }>;

impl<K, V, A, C: RefCount, const N: usize> Clone for Rest<'_, K, V, A, C, N> {
    fn clone(&self) -> Self {
        Self { leaves: self.leaves, trees: self.trees, start: self.start, len: self.len }
    }
}

impl<'a, K, V, A, C: RefCount> Rest<'a, K, V, A, C> {
    /// All of a tree, to be used up from the left.
    pub(crate) fn new(tree: Option<TreeRef<'a, K, V, A, C>>) -> Self {
        Self::all(tree)
    }
}

impl<'a, K, V, A, C: RefCount, const N: usize> Rest<'a, K, V, A, C, N> {
    /// All of a tree.
    pub(crate) fn all(tree: Option<TreeRef<'a, K, V, A, C>>) -> Self {
        let mut trees = [None; N];
        trees[0] = tree;
        Self { leaves: [&[]; 2], trees, start: 0, len: usize::from(tree.is_some()) }
    }

    /// Where the subtree next to `side` is, if there is any.
    #[inline]
    fn end(&self, side: Side) -> usize {
        match side {
            Side::Left => self.start,
            Side::Right => (self.start + self.len).wrapping_sub(1) % N,
        }
    }

    /// Goes past the subtree next to `side`.
    #[inline]
    fn pop(&mut self, side: Side) {
        self.len -= 1;
        if side == Side::Left {
            self.start = (self.start + 1) % N;
        }
    }

    #[inline]
    fn push(&mut self, side: Side, tree: TreeRef<'a, K, V, A, C>) {
        assert!(self.len < N, "heights fall towards the ends");
        self.len += 1;
        if side == Side::Left {
            self.start = (self.start + N - 1) % N;
        }
        self.trees[self.end(side)] = Some(tree);
    }

    /// The subtree that is next from `side`, if no leaf is begun there.
    #[inline]
    fn next_tree(&self, side: Side) -> Option<TreeRef<'a, K, V, A, C>> {
        if self.len == 0 || !self.leaves[side as usize].is_empty() {
            return None;
        }
        self.trees[self.end(side)]
    }

    /// Goes one step down into the subtree that is next from `side`.
    fn open(&mut self, side: Side) {
        let Some(tree) = self.next_tree(side) else { return };
        self.pop(side);
        match tree.view() {
            View::Leaf(leaf) => self.leaves[side as usize] = leaf.slice(),
            View::Fork(fork) => {
                self.push(side, fork.child(side.other()));
                self.push(side, fork.child(side));
            }
        }
    }

    /// The entry that is next from `side`; opens the leaf it is in.
    #[inline]
    pub(crate) fn first(&mut self, side: Side) -> Option<&'a (K, V)> {
        while self.leaves[side as usize].is_empty() {
            if self.len == 0 {
                self.leaves[side as usize] = mem::take(&mut self.leaves[side.other() as usize]);
                break;
            }
            self.open(side);
        }
        edge(self.leaves[side as usize], side)
    }

    /// The entry that is next from `side`, without opening anything.
    pub(crate) fn peek(&self, side: Side) -> Option<&'a (K, V)> {
        match self.next_tree(side) {
            Some(tree) => find::edge(tree, side),
            None => edge(self.leaves[side as usize], side)
                .or_else(|| edge(self.leaves[side.other() as usize], side)),
        }
    }

    /// Goes past the entry that [`peek`](Self::peek) gave.
    pub(crate) fn advance(&mut self, side: Side) {
        if self.first(side).is_some() {
            self.skip(side);
        }
    }

    /// Goes past the entry that [`first`](Self::first) gave.
    #[inline]
    pub(crate) fn skip(&mut self, side: Side) {
        let leaf = &mut self.leaves[side as usize];
        *leaf = match side {
            Side::Left => leaf.split_first().map_or(&[], |(_, rest)| rest),
            Side::Right => leaf.split_last().map_or(&[], |(_, rest)| rest),
        };
    }

    /// Whether what comes next from the left in both is the same node.
    pub(crate) fn same_next(&self, other: &Self) -> bool {
        match (self.next_tree(Side::Left), other.next_tree(Side::Left)) {
            (Some(a), Some(b)) => a.same(b),
            _ => false,
        }
    }

    /// How many entries there are.
    pub(crate) fn len(&self) -> usize {
        let trees = (0..self.len).filter_map(|index| self.trees[(self.start + index) % N]);
        self.leaves.iter().map(|leaf| leaf.len()).sum::<usize>()
            + trees.map(node::size).sum::<usize>()
    }
}

/// The first or last entry.
#[inline]
fn edge<T>(entries: &[T], side: Side) -> Option<&T> {
    match side {
        Side::Left => entries.first(),
        Side::Right => entries.last(),
    }
}

/// Goes past all that is next from `side` in both and is the same node.
pub(crate) fn skip_shared<'a, K, V, A, C: RefCount, const N: usize>(
    a: &mut Rest<'a, K, V, A, C, N>,
    b: &mut Rest<'a, K, V, A, C, N>,
    side: Side,
) {
    while let (Some(x), Some(y)) = (a.next_tree(side), b.next_tree(side)) {
        if x.same(y) {
            a.pop(side);
            b.pop(side);
            continue;
        }
        let heights = (x.height(), y.height());
        if heights == (0, 0) {
            return;
        }
        if heights.0 >= heights.1 {
            a.open(side);
        }
        if heights.1 >= heights.0 {
            b.open(side);
        }
    }
}
