//! Entries in order, from both ends.

use crate::node::{self, Sought, TreeRef};
use core::ops::Range;
use core::slice;
use cow_core::RefCount;
use cow_core::fork::{Side, View};

/// The entries with some range of ranks: double-ended, exact, and small enough to be passed around.
///
/// It goes from leaf to leaf. The way to the next one is found in a short [`Window`] of subtrees
/// that lie ahead, and when that is used up by rank from the root, which happens at every sixteenth
/// leaf.
pub(crate) struct Entries<'a, K, V, A, C: RefCount> {
    /// Entered from the root when a window is empty. Some if `middle` is not empty.
    tree: Option<TreeRef<'a, K, V, A, C>>,
    /// What is left of the leaf entered last from the front.
    front: slice::Iter<'a, (K, V)>,
    /// What is left of the leaf entered last from the back.
    back: slice::Iter<'a, (K, V)>,
    /// The ranks of the entries in neither.
    middle: Range<usize>,
    /// Subtrees that begin at `middle.start`.
    ahead: Window<'a, K, V, A, C>,
    /// Subtrees that end at `middle.end`.
    behind: Window<'a, K, V, A, C>,
}

/// The last few subtrees passed by on the way down: a stack that forgets the oldest.
struct Window<'a, K, V, A, C: RefCount> {
    slots: [Option<TreeRef<'a, K, V, A, C>>; 4],
    top: usize,
}

impl<K, V, A, C: RefCount> Clone for Window<'_, K, V, A, C> {
    fn clone(&self) -> Self {
        Self { slots: self.slots, top: self.top }
    }
}

impl<'a, K, V, A, C: RefCount> Window<'a, K, V, A, C> {
    const EMPTY: Self = Self { slots: [None; 4], top: 0 };

    #[inline]
    fn push(&mut self, tree: TreeRef<'a, K, V, A, C>) {
        self.slots[self.top % 4] = Some(tree);
        self.top = self.top.wrapping_add(1);
    }

    #[inline]
    fn pop(&mut self) -> Option<TreeRef<'a, K, V, A, C>> {
        self.top = self.top.wrapping_sub(1);
        self.slots[self.top % 4].take()
    }

    /// Starts to fetch what [`pop`](Self::pop) will give.
    #[inline]
    fn prefetch(&self) {
        if let Some(tree) = self.slots[self.top.wrapping_sub(1) % 4] {
            tree.prefetch();
        }
    }
}

impl<K, V, A, C: RefCount> Clone for Entries<'_, K, V, A, C> {
    fn clone(&self) -> Self {
        Self {
            tree: self.tree,
            front: self.front.clone(),
            back: self.back.clone(),
            middle: self.middle.clone(),
            ahead: self.ahead.clone(),
            behind: self.behind.clone(),
        }
    }
}

impl<'a, K, V, A, C: RefCount> Entries<'a, K, V, A, C> {
    /// No entries.
    #[inline]
    pub(crate) fn empty() -> Self {
        Self {
            tree: None,
            front: slice::Iter::default(),
            back: slice::Iter::default(),
            middle: 0..0,
            ahead: Window::EMPTY,
            behind: Window::EMPTY,
        }
    }

    /// The entries whose ranks are in `ranks`, which lie within the tree.
    #[inline]
    pub(crate) fn new(tree: TreeRef<'a, K, V, A, C>, ranks: Range<usize>) -> Self {
        if let View::Leaf(leaf) = tree.view() {
            return Self { front: leaf.slice()[ranks].iter(), ..Self::empty() };
        }
        Self { tree: Some(tree), middle: ranks, ..Self::empty() }
    }

    /// The entries from the sought one, or `after` it, up to those with `end` entries before them. One
    /// descent.
    #[inline]
    pub(crate) fn from(
        tree: TreeRef<'a, K, V, A, C>,
        mut sought: impl Sought<K>,
        after: bool,
        end: usize,
    ) -> Self {
        let (mut at, mut before, mut ahead) = (tree, 0, Window::EMPTY);
        let leaf = loop {
            let fork = match at.view() {
                View::Leaf(leaf) => break leaf,
                View::Fork(fork) => fork,
            };
            let [left, right] = fork.children();
            left.prefetch();
            right.prefetch();
            match node::turn(fork.data(), &mut sought) {
                Side::Left => {
                    ahead.push(right);
                    at = left;
                }
                Side::Right => {
                    // The size of `left`, without a look at it.
                    before += fork.data().size - node::size(right);
                    at = right;
                }
            }
        };
        ahead.prefetch();
        let leaf = leaf.slice();
        let start = match node::search(leaf, &mut sought) {
            Ok(index) => index + usize::from(after),
            Err(index) => index,
        };
        let last = leaf.len().min(end.saturating_sub(before)).max(start);
        let middle = before + leaf.len()..end;
        Self { tree: Some(tree), front: leaf[start..last].iter(), middle, ahead, ..Self::empty() }
    }

    /// All entries.
    #[inline]
    pub(crate) fn all(tree: Option<TreeRef<'a, K, V, A, C>>) -> Self {
        tree.map_or_else(Self::empty, |tree| Self::new(tree, 0..node::size(tree)))
    }

    /// How many entries are left.
    #[inline]
    pub(crate) fn len(&self) -> usize {
        self.front.len() + self.middle.len() + self.back.len()
    }

    /// The first entry that is left.
    #[inline]
    pub(crate) fn next(&mut self) -> Option<&'a (K, V)> {
        if let Some(entry) = self.front.next() {
            return Some(entry);
        }
        self.enter_front(0);
        self.front.next()
    }

    /// The entry that comes after `n` more from the front. O(log n): what lies between is not visited.
    #[inline]
    pub(crate) fn nth(&mut self, n: usize) -> Option<&'a (K, V)> {
        let Some(beyond) = n.checked_sub(self.front.len()) else { return self.front.nth(n) };
        self.front = slice::Iter::default();
        let n = beyond.saturating_sub(self.middle.len());
        self.enter_front(beyond - n);
        self.front.nth(n)
    }

    /// The entry that comes after `n` more from the back. O(log n): what lies between is not visited.
    #[inline]
    pub(crate) fn nth_back(&mut self, n: usize) -> Option<&'a (K, V)> {
        let Some(beyond) = n.checked_sub(self.back.len()) else { return self.back.nth_back(n) };
        self.back = slice::Iter::default();
        let n = beyond.saturating_sub(self.middle.len());
        self.enter_back(beyond - n);
        self.back.nth_back(n)
    }

    /// The last entry that is left.
    #[inline]
    pub(crate) fn next_back(&mut self) -> Option<&'a (K, V)> {
        if let Some(entry) = self.back.next_back() {
            return Some(entry);
        }
        self.enter_back(0);
        self.back.next_back()
    }

    /// All that are left, leaf by leaf.
    #[inline]
    pub(crate) fn fold<B>(mut self, init: B, mut f: impl FnMut(B, &'a (K, V)) -> B) -> B {
        let mut sum = init;
        loop {
            sum = core::mem::take(&mut self.front).fold(sum, &mut f);
            self.enter_front(0);
            if self.front.len() == 0 {
                return sum;
            }
        }
    }

    /// Fills `front`, which is empty, leaving out the first `skipped` entries of `middle`.
    #[cold]
    fn enter_front(&mut self, mut skipped: usize) {
        self.middle.start += skipped;
        if self.middle.is_empty() {
            self.front = core::mem::take(&mut self.back);
            return;
        }
        let (tree, rank) = loop {
            match (self.ahead.pop(), self.tree) {
                (Some(tree), _) if skipped < node::size(tree) => break (tree, skipped),
                (Some(tree), _) => skipped -= node::size(tree),
                (None, Some(tree)) => break (tree, self.middle.start),
                (None, None) => return,
            }
        };
        let (leaf, at) = self.ahead.descend(tree, rank, Side::Left);
        self.ahead.prefetch();
        let count = (leaf.len() - at).min(self.middle.len());
        self.front = leaf[at..at + count].iter();
        self.middle.start += count;
    }

    /// Fills `back`, which is empty, leaving out the last `skipped` entries of `middle`.
    #[cold]
    fn enter_back(&mut self, mut skipped: usize) {
        self.middle.end -= skipped;
        if self.middle.is_empty() {
            self.back = core::mem::take(&mut self.front);
            return;
        }
        let (tree, end) = loop {
            match (self.behind.pop(), self.tree) {
                (Some(tree), _) => match node::size(tree).checked_sub(skipped) {
                    None | Some(0) => skipped -= node::size(tree),
                    Some(end) => break (tree, end),
                },
                (None, Some(tree)) => break (tree, self.middle.end),
                (None, None) => return,
            }
        };
        let (leaf, at) = self.behind.descend(tree, end - 1, Side::Right);
        self.behind.prefetch();
        let count = (at + 1).min(self.middle.len());
        self.back = leaf[at + 1 - count..=at].iter();
        self.middle.end -= count;
    }
}

impl<'a, K, V, A, C: RefCount> Window<'a, K, V, A, C> {
    /// The leaf with entry `rank` of a tree, and the entry's index there. Remembers the subtrees
    /// that are passed by when the way goes to `side`.
    #[inline]
    fn descend(
        &mut self,
        tree: TreeRef<'a, K, V, A, C>,
        mut rank: usize,
        side: Side,
    ) -> (&'a [(K, V)], usize) {
        let mut at = tree;
        loop {
            match at.view() {
                View::Leaf(leaf) => return (leaf.slice(), rank),
                View::Fork(fork) => {
                    let [left, right] = fork.children();
                    let before = node::size(left);
                    let goes = Side::right_if(rank >= before);
                    if goes == side {
                        self.push(fork.child(side.other()));
                    }
                    at = fork.child(goes);
                    if goes == Side::Right {
                        rank -= before;
                    }
                    let _ = right;
                }
            }
        }
    }
}
