//! A borrowed range of items, to be written.

use super::edge::Edge;
use super::range::RrbRef;
use super::tree::Rrb;
use core::mem;
use core::ops::Range;
use cow_core::RefCount;
use cow_core::radix::{Body, LeavesMut};

/// Some items of a tree, one after the other, borrowed exclusively. Leaves that are shared are copied
/// when they are reached, and not before.
pub(crate) struct RrbMut<'a, T, C: RefCount> {
    /// The first items.
    front: Edge<'a, T, C>,
    /// The items after those.
    between: LeavesMut<'a, T, C>,
    /// The last items.
    back: Edge<'a, T, C>,
}

impl<T, C: RefCount> Default for RrbMut<'_, T, C> {
    /// Returns an empty range.
    #[inline]
    fn default() -> Self {
        Self { front: Edge::default(), between: LeavesMut::default(), back: Edge::default() }
    }
}

impl<'a, T, C: RefCount> From<&'a mut [T]> for RrbMut<'a, T, C> {
    #[inline]
    fn from(slice: &'a mut [T]) -> Self {
        Self { front: Edge::Open(slice), ..Self::default() }
    }
}

impl<T, C: RefCount> Rrb<T, C> {
    /// Returns the items in `range`, which is in bounds, to be written.
    #[inline]
    pub(crate) fn range_mut(&mut self, range: Range<usize>) -> RrbMut<'_, T, C> {
        if self.is_flat() && !range.is_empty() {
            let back = Edge::Tail(&mut self.body.tail, range);
            return RrbMut { back, ..RrbMut::default() };
        }
        self.range_of_tree_mut(range)
    }

    /// Returns what [`range_mut`](Self::range_mut) returns, where the tail does not have all items.
    fn range_of_tree_mut(&mut self, range: Range<usize>) -> RrbMut<'_, T, C> {
        let Body { front, tree, tail } = &mut self.body;
        let (head, items) = (front.len(), tree.len());
        let in_front = range.start.min(head)..range.end.min(head);
        let in_tail =
            range.start.saturating_sub(head + items)..range.end.saturating_sub(head + items);
        let in_grid = range.start.clamp(head, head + items) - head
            ..range.end.clamp(head, head + items) - head;

        let mut items = RrbMut { between: tree.leaves_mut(in_grid), ..RrbMut::default() };
        if !in_front.is_empty() {
            items.front = Edge::Front(front, in_front);
        }
        if !in_tail.is_empty() {
            items.back = Edge::Tail(tail, in_tail);
        }
        items
    }
}

impl<'a, T, C: RefCount> RrbMut<'a, T, C> {
    /// Returns items whose first and last ones are in slices, where these are not empty: those at that end
    /// of `self` have been handed out then.
    #[inline]
    pub(crate) fn between(self, first: &'a mut [T], last: &'a mut [T]) -> Self {
        let front = if self.front.is_empty() { Edge::Open(first) } else { self.front };
        let back = if self.back.is_empty() { Edge::Open(last) } else { self.back };
        Self { front, between: self.between, back }
    }

    /// Returns the number of items.
    #[inline]
    pub(crate) fn len(&self) -> usize {
        self.front.len() + self.between.remaining() + self.back.len()
    }

    /// Returns `true` if all items are the last ones outside of a tree, as those of a small vector.
    #[inline]
    pub(crate) fn is_flat(&self) -> bool {
        self.back.len() == self.len()
    }

    /// Returns the items, to be read.
    #[inline]
    pub(crate) fn borrow(&self) -> RrbRef<'_, T, C> {
        RrbRef { front: self.front.slice(), between: self.between.part(), back: self.back.slice() }
    }

    /// Returns the same items, for as long as `self` is not used.
    #[inline]
    pub(crate) fn reborrow(&mut self) -> RrbMut<'_, T, C> {
        RrbMut {
            front: self.front.reborrow(),
            between: self.between.reborrow(),
            back: self.back.reborrow(),
        }
    }

    /// Returns the items in `range`, which is in bounds. Copies nothing.
    #[inline]
    pub(crate) fn range(self, range: Range<usize>) -> Self {
        let Self { front, mut between, back } = self;
        let Range { start, end } = range;
        let (head, items) = (front.len(), between.remaining());
        between.skip_back(items - end.saturating_sub(head).min(items));
        between.skip_front(start.saturating_sub(head).min(between.remaining()));
        let front = front.part(start.min(head)..end.min(head));
        let back = back.part(start.saturating_sub(head + items)..end.saturating_sub(head + items));
        Self { front, between, back }
    }

    /// Leaves the first `count` items out, or all if there are fewer; returns how many are missing.
    #[inline]
    pub(crate) fn skip_front(&mut self, count: usize) -> usize {
        let count = self.front.skip_front(count);
        let skipped = count.min(self.between.remaining());
        self.between.skip_front(skipped);
        self.back.skip_front(count - skipped)
    }

    /// Leaves the last `count` items out, or all if there are fewer; returns how many are missing.
    #[inline]
    pub(crate) fn skip_back(&mut self, count: usize) -> usize {
        let count = self.back.skip_back(count);
        let skipped = count.min(self.between.remaining());
        self.between.skip_back(skipped);
        self.front.skip_back(count - skipped)
    }
}

impl<'a, T: Clone, C: RefCount> RrbMut<'a, T, C> {
    /// Returns the first `mid` items and the others, to be written apart. There are as many.
    ///
    /// O(log n): copies the leaf that is divided, and the path to it, where they are shared.
    #[inline]
    pub(crate) fn split_at(self, mid: usize) -> (Self, Self) {
        let Self { front, mut between, back } = self;
        let in_front = mid.min(front.len());
        let inside = (mid - in_front).min(between.remaining());
        let (f, front) = front.divide(in_front);
        let others = between.split_off(inside);
        let (b, back) = back.divide(mid - in_front - inside);
        (Self { front: f, between, back: b }, Self { front, between: others, back })
    }

    /// Removes and returns the first items, as many as are in one leaf.
    #[inline]
    pub(crate) fn next_leaf(&mut self) -> Option<&'a mut [T]> {
        take(&mut self.front).or_else(|| self.between.next()).or_else(|| take(&mut self.back))
    }

    /// Removes and returns the last items, as many as are in one leaf.
    #[inline]
    pub(crate) fn next_leaf_back(&mut self) -> Option<&'a mut [T]> {
        take(&mut self.back).or_else(|| self.between.next_back()).or_else(|| take(&mut self.front))
    }
}

/// Removes and returns the items at an end, made exclusive, if there are any.
#[inline]
fn take<'a, T: Clone, C: RefCount>(edge: &mut Edge<'a, T, C>) -> Option<&'a mut [T]> {
    if edge.is_empty() { None } else { Some(mem::take(edge).open()) }
}
