//! The ends: room in them, how they become leaves of the tree, and how leaves become ends.

use super::concat::concat;
use super::edges;
use super::expose::{REACH, expose};
use super::fill::least_items;
use super::tree::Rrb;
use crate::panics;
use core::mem;
use cow_core::RefCount;
use cow_core::block::Block;
use cow_core::radix::{Front, MAX_ITEMS, Node, Shape, Tail};

impl<T, C: RefCount> Rrb<T, C> {
    /// Returns an empty tree whose tail has room for `capacity` items, or for one leaf's if that is less.
    pub(crate) fn with_capacity(capacity: usize) -> Self {
        let mut new = Self::new();
        if capacity > 0 {
            new.body.tail = Tail::with_capacity(capacity.min(Shape::<T, C>::LEAF));
        }
        new
    }

    /// Returns how many more items the tail holds before it is a full leaf.
    #[inline]
    pub(super) fn tail_room(&self) -> usize {
        Shape::<T, C>::LEAF - self.body.tail.len()
    }

    /// Makes the last leaf of the tree the tail, if the tail is empty.
    #[inline]
    pub(super) fn refill_tail(&mut self) {
        if self.body.tail.is_empty()
            && !self.body.tree.is_empty()
            && let Some(leaf) = self.body.tree.edit(edges::pop_back)
        {
            self.body.tail = leaf.into();
        }
    }

    /// Makes a full tail the last leaf of the tree. Not for an underfull last leaf.
    #[inline]
    pub(super) fn flush_full_tail(&mut self) {
        debug_assert!(self.tail_room() == 0);
        if let Some(leaf) = mem::take(&mut self.body.tail).into_leaf()
            && let Err(leaf) = self.body.tree.push_leaf(leaf)
        {
            self.body.tree.edit(|root| edges::push_back(root, leaf));
        }
    }

    /// Returns how much room a tail gets when it has none left and is not as long as a leaf.
    #[inline]
    pub(super) fn next_capacity(&self) -> usize {
        let first = match size_of::<T>() {
            0 => usize::MAX,
            1 => 8,
            2..=1024 => 4,
            _ => 1,
        };
        // A tree's tail is a leaf soon.
        let wanted =
            if self.is_flat() { (2 * self.body.tail.len()).max(first) } else { usize::MAX };
        wanted.min(Shape::<T, C>::LEAF)
    }
}

impl<T: Clone, C: RefCount> Rrb<T, C> {
    /// Makes the tail exclusive, by copying it if it is shared.
    #[inline]
    pub(super) fn unshare_tail(&mut self) {
        self.body.tail.make_mut();
    }

    /// Copies the tail, with room for `capacity` items.
    #[cold]
    fn copy_tail(&mut self, capacity: usize) {
        if let Some(leaf) = self.body.tail.leaf() {
            let copy = leaf.duplicate(capacity);
            if let Some(old) = mem::replace(&mut self.body.tail, copy.into()).into_leaf() {
                Block::release_shared(old);
            }
        }
    }

    /// Makes the tail exclusive, with room for `capacity` items, which are not fewer than it has.
    fn resize_tail(&mut self, capacity: usize) {
        if let Some(mut tail) = self.body.tail.take_fresh() {
            tail.resize(capacity);
            self.body.tail = tail.into();
        } else if self.body.tail.leaf().is_some() {
            self.copy_tail(capacity);
        } else {
            self.body.tail = Tail::with_capacity(capacity);
        }
    }

    /// Makes room for one more item after the others, if there is none: what may fail of a push.
    #[inline]
    pub(crate) fn make_spare(&mut self) {
        if self.body.tail.spare().is_none() {
            self.make_room();
        }
    }

    /// Makes room in the tail, and the tail exclusive.
    #[cold]
    #[inline(never)]
    pub(super) fn make_room(&mut self) {
        let (len, capacity) = (self.body.tail.len(), self.body.tail.capacity());
        if len == Shape::<T, C>::LEAF {
            if self.body.tree.len() + len > MAX_ITEMS {
                panics::capacity();
            }
            self.flush_filled_tail();
            self.body.tail = Tail::with_capacity(Shape::<T, C>::LEAF);
            return;
        }
        self.resize_tail(if len == capacity { self.next_capacity() } else { capacity });
    }

    /// Makes room for so many more items in the tail, which is long enough for them at most.
    pub(super) fn reserve_in_tail(&mut self, additional: usize) {
        let wanted = self.body.tail.len() + additional;
        if wanted <= self.body.tail.capacity() {
            return self.unshare_tail();
        }
        self.resize_tail(wanted.max(self.next_capacity()).min(Shape::<T, C>::LEAF));
    }

    /// Puts an item into the tail, which is not as long as a leaf.
    pub(super) fn insert_into_tail(&mut self, index: usize, item: T) {
        self.make_spare();
        self.body.tail.edit(|mut leaf| leaf.insert(index, item));
    }

    /// Makes a full tail the last leaf of the tree.
    ///
    /// The items stay what they are, even if a `clone` panics; after
    /// [`ready_tail`](Self::ready_tail) none is called.
    #[inline]
    pub(super) fn flush_filled_tail(&mut self) {
        if self.is_underfull_at(self.body.tree.len()) {
            self.flush_tail();
        } else {
            self.flush_full_tail();
        }
    }

    /// Does what may fail of [`flush_tail`](Self::flush_tail).
    pub(super) fn ready_tail(&mut self) {
        let end = self.body.tree.len();
        if self.body.tail.len() < least_items::<T, C>() || self.is_underfull_at(end) {
            self.unshare_tail();
            expose(&mut self.body.tree, end, REACH);
        }
    }

    /// Makes the tail, whatever its length, the last leaf of the tree.
    ///
    /// The items stay what they are, even if a `clone` panics.
    pub(super) fn flush_tail(&mut self) {
        if self.body.tail.is_empty() {
            return;
        }
        self.ready_tail();
        let mut last = mem::take(&mut self.body.tail).into_leaf().map(Node::leaf);
        self.body.tree.edit(|root| concat(root, &mut last));
    }

    /// Makes the front, whatever its length, the first leaf of the tree.
    ///
    /// The items stay what they are, even if a `clone` panics.
    pub(super) fn flush_front(&mut self) {
        if self.body.front.is_empty() {
            return;
        }
        if self.body.front.len() < least_items::<T, C>() || self.is_underfull_at(0) {
            self.body.front.make_mut();
            expose(&mut self.body.tree, 0, REACH);
        } else if self.body.front.len() < Shape::<T, C>::LEAF {
            self.body.front.make_mut();
        }
        let mut first = mem::take(&mut self.body.front).into_leaf().map(Node::leaf);
        self.body.tree.edit(|root| {
            let mut rest = root.take();
            concat(&mut first, &mut rest);
            *root = first.take();
        });
    }

    /// Returns `true` if a leaf of the tree next to an index is underfull.
    fn is_underfull_at(&self, index: usize) -> bool {
        let tree = self.body.tree.borrow();
        let underfull = |index| tree.leaf(index).0.len() < least_items::<T, C>();
        (index < tree.len() && underfull(index)) || (index > 0 && underfull(index - 1))
    }

    /// Makes the first leaf of the tree the front, if the front is empty.
    pub(super) fn refill_front(&mut self) {
        if self.body.front.is_empty() && !self.body.tree.is_empty() {
            // A leaf that is not full has to be written to.
            if self.body.tree.borrow().leaf(0).0.len() < Shape::<T, C>::LEAF {
                self.body.tree.leaf_mut(0);
            }
            if let Some(leaf) = self.body.tree.edit(edges::pop_front) {
                self.body.front = Front::from_leaf(leaf);
            }
        }
    }

    /// Makes the leaves exclusive to which cutting at `at`, and appending to what is cut there, may
    /// write.
    ///
    /// The items stay what they are, even if a `clone` panics.
    pub(super) fn expose(&mut self, at: usize) {
        self.flush_front();
        let inside = at.min(self.body.tree.len());
        // One leaf on each side may be a tail by then, and another one be next to it.
        if expose(&mut self.body.tree, inside, 2 * REACH) {
            self.unshare_tail();
        }
    }
}
