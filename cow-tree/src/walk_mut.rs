//! Entries in order, from both ends, to be written.

use crate::node::{self, Tree, Width};
use crate::walk::Entries;
use core::iter;
use core::mem;
use core::ops::Range;
use core::slice;
use cow_core::Kind;
use cow_core::fork::{MAX_HEIGHT, NodeMut, Side};

/// The entries with some range of ranks, with values to be written.
///
/// A shared node is copied when the first of its entries in the range is come to.
pub(crate) struct EntriesMut<'a, K, V, P: Kind> {
    /// What is left of the leaf entered last from the front.
    front: slice::IterMut<'a, (K, V)>,
    /// What is left of the leaf entered last from the back.
    back: slice::IterMut<'a, (K, V)>,
    /// How many entries are left in neither.
    middle: usize,
    /// The subtrees with these entries: first those of `ahead` from its top down, then those of
    /// `behind` up to its top.
    ahead: Pending<'a, K, V, P>,
    behind: Pending<'a, K, V, P>,
    /// How many entries come before the middle ones in these subtrees, if they are entered from the
    /// left, and how many come after, if they are entered from the right.
    surplus: [usize; 2],
}

/// A stack of subtrees, of falling height; the bottom can be taken too.
struct Pending<'a, K, V, P: Kind> {
    slots: [Option<&'a mut Tree<K, V, P, ()>>; MAX_HEIGHT],
    bottom: usize,
    top: usize,
}

impl<'a, K, V, P: Kind> Pending<'a, K, V, P> {
    fn new() -> Self {
        Self { slots: [const { None }; MAX_HEIGHT], bottom: 0, top: 0 }
    }

    fn push(&mut self, tree: &'a mut Tree<K, V, P, ()>) {
        self.slots[self.top] = Some(tree);
        self.top += 1;
    }

    /// From the bottom to the top.
    fn trees(&self) -> impl DoubleEndedIterator<Item = &Tree<K, V, P, ()>> {
        self.slots[self.bottom..self.top].iter().filter_map(Option::as_deref)
    }

    fn pop(&mut self) -> Option<&'a mut Tree<K, V, P, ()>> {
        if self.top == self.bottom {
            (self.bottom, self.top) = (0, 0);
            return None;
        }
        self.top -= 1;
        self.slots[self.top].take()
    }

    fn pop_bottom(&mut self) -> Option<&'a mut Tree<K, V, P, ()>> {
        if self.top == self.bottom {
            (self.bottom, self.top) = (0, 0);
            return None;
        }
        self.bottom += 1;
        self.slots[self.bottom - 1].take()
    }
}

impl<'a, K, V, P: Kind> EntriesMut<'a, K, V, P> {
    /// No entries.
    pub(crate) fn empty() -> Self {
        Self {
            front: [].iter_mut(),
            back: [].iter_mut(),
            middle: 0,
            ahead: Pending::new(),
            behind: Pending::new(),
            surplus: [0, 0],
        }
    }

    /// The entries whose ranks are in `ranks`, which lie within the tree.
    pub(crate) fn new(tree: &'a mut Tree<K, V, P, ()>, ranks: Range<usize>) -> Self {
        let size = node::size(tree.borrow());
        let mut entries =
            Self { middle: ranks.len(), surplus: [ranks.start, size - ranks.end], ..Self::empty() };
        entries.ahead.push(tree);
        entries
    }

    /// How many entries are left.
    #[inline]
    pub(crate) fn len(&self) -> usize {
        self.front.len() + self.middle + self.back.len()
    }

    /// What is left, to be read.
    pub(crate) fn rest(&self) -> impl Iterator<Item = &(K, V)> {
        let trees = self.ahead.trees().rev().chain(self.behind.trees());
        let middle = trees.flat_map(|tree| {
            let mut entries = Entries::all(Some(tree.borrow()));
            iter::from_fn(move || entries.next())
        });
        let middle = middle.skip(self.surplus[0]).take(self.middle);
        self.front.as_slice().iter().chain(middle).chain(self.back.as_slice())
    }
}

impl<'a, K: Clone, V: Clone, P: Kind> EntriesMut<'a, K, V, P> {
    /// The first entry that is left.
    #[inline]
    pub(crate) fn next(&mut self) -> Option<&'a mut (K, V)> {
        if self.front.len() == 0 {
            self.enter_front();
        }
        self.front.next()
    }

    /// The last entry that is left.
    #[inline]
    pub(crate) fn next_back(&mut self) -> Option<&'a mut (K, V)> {
        if self.back.len() == 0 {
            self.enter_back();
        }
        self.back.next_back()
    }

    /// Fills `front`, which is empty.
    #[cold]
    fn enter_front(&mut self) {
        self.front = match self.middle {
            0 => mem::replace(&mut self.back, [].iter_mut()),
            _ => self.enter(Side::Left).iter_mut(),
        };
    }

    /// Fills `back`, which is empty.
    #[cold]
    fn enter_back(&mut self) {
        self.back = match self.middle {
            0 => mem::replace(&mut self.front, [].iter_mut()),
            _ => self.enter(Side::Right).iter_mut(),
        };
    }

    /// Those of the middle entries that are in the leaf next to `side`.
    fn enter(&mut self, side: Side) -> &'a mut [(K, V)] {
        let (near, far) = match side {
            Side::Left => (&mut self.ahead, &mut self.behind),
            Side::Right => (&mut self.behind, &mut self.ahead),
        };
        let surplus = &mut self.surplus[side as usize];
        let mut at = loop {
            let Some(tree) = near.pop().or_else(|| far.pop_bottom()) else { return &mut [] };
            let size = node::size(tree.borrow());
            if *surplus < size {
                break tree;
            }
            // Passed by on the way down from the other side, and not in the range.
            *surplus -= size;
        };
        loop {
            match at.make_mut(Width::<K, V>::LEAF) {
                NodeMut::Fork(fork) => {
                    let (_, left, right) = fork.into_parts();
                    let (first, second) = match side {
                        Side::Left => (left, right),
                        Side::Right => (right, left),
                    };
                    let size = node::size(first.borrow());
                    at = if *surplus < size {
                        near.push(second);
                        first
                    } else {
                        *surplus -= size;
                        second
                    };
                }
                NodeMut::Leaf(leaf) => {
                    let entries = leaf.into_parts().1;
                    let count = (entries.len() - *surplus).min(self.middle);
                    let start = match side {
                        Side::Left => *surplus,
                        Side::Right => entries.len() - *surplus - count,
                    };
                    *surplus = 0;
                    self.middle -= count;
                    return &mut entries[start..start + count];
                }
            }
        }
    }
}
