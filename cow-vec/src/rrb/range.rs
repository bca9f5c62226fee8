//! A borrowed range of items, to be read.

use super::tree::Rrb;
use core::mem;
use cow_core::RefCount;
use cow_core::radix::{Body, Part};

/// Some items of a tree, one after the other, borrowed. Or the items of any slice.
pub(crate) struct RrbRef<'a, T, C: RefCount> {
    /// The first items.
    pub(super) front: &'a [T],
    /// The items after those.
    pub(super) between: Part<'a, T, C>,
    /// The last items.
    pub(super) back: &'a [T],
}

impl<T, C: RefCount> Clone for RrbRef<'_, T, C> {
    #[inline]
    fn clone(&self) -> Self {
        *self
    }
}

impl<T, C: RefCount> Copy for RrbRef<'_, T, C> {}

impl<T, C: RefCount> Default for RrbRef<'_, T, C> {
    /// Returns an empty range.
    #[inline]
    fn default() -> Self {
        Self { front: &[], between: Part::default(), back: &[] }
    }
}

impl<'a, T, C: RefCount> From<&'a [T]> for RrbRef<'a, T, C> {
    #[inline]
    fn from(slice: &'a [T]) -> Self {
        Self { front: slice, ..Self::default() }
    }
}

impl<T, C: RefCount> Rrb<T, C> {
    /// Returns all items, borrowed.
    #[inline(always)]
    pub(crate) fn borrow(&self) -> RrbRef<'_, T, C> {
        let Body { front, tree, tail } = &self.body;
        if self.is_flat() {
            return tail.slice().into();
        }
        let between = tree.borrow().part(0..tree.len());
        RrbRef { front: front.slice(), between, back: tail.slice() }
    }
}

impl<'a, T, C: RefCount> RrbRef<'a, T, C> {
    /// Returns the number of items.
    #[inline]
    pub(crate) const fn len(self) -> usize {
        self.front.len() + self.between.len() + self.back.len()
    }

    /// Returns the item at `index`, or `None` if it is out of bounds.
    #[inline]
    pub(crate) fn get(self, index: usize) -> Option<&'a T> {
        if let Some(item) = self.front.get(index) {
            return Some(item);
        }
        let inside = index - self.front.len();
        match self.between.get(inside) {
            Some(item) => Some(item),
            None => self.back.get(inside - self.between.len()),
        }
    }

    /// Returns the first `mid` items and the others. There are as many.
    #[inline]
    pub(crate) fn split_at(self, mid: usize) -> (Self, Self) {
        let Self { front, between, back } = self;
        let in_front = mid.min(front.len());
        let inside = (mid - in_front).min(between.len());
        let (f, front) = front.split_at(in_front);
        let (b, between) = between.split_at(inside);
        let (last, back) = back.split_at(mid - in_front - inside);
        (Self { front: f, between: b, back: last }, Self { front, between, back })
    }

    /// Returns the parts: slices outside of the tree before and after a part of it.
    #[inline(always)]
    pub(crate) fn into_parts(self) -> (&'a [T], Part<'a, T, C>, &'a [T]) {
        (self.front, self.between, self.back)
    }

    /// Removes and returns the first items, as many as are in one leaf.
    #[inline]
    pub(crate) fn next_leaf(&mut self) -> Option<&'a [T]> {
        if !self.front.is_empty() {
            return Some(mem::take(&mut self.front));
        }
        let back = &mut self.back;
        let last = || Some(mem::take(back)).filter(|back| !back.is_empty());
        self.between.next_leaf().or_else(last)
    }

    /// Removes and returns the last items, as many as are in one leaf.
    #[inline]
    pub(crate) fn next_leaf_back(&mut self) -> Option<&'a [T]> {
        if !self.back.is_empty() {
            return Some(mem::take(&mut self.back));
        }
        let front = &mut self.front;
        let first = || Some(mem::take(front)).filter(|front| !front.is_empty());
        self.between.next_leaf_back().or_else(first)
    }

    /// Returns the least and the greatest number of leaves that the items may be in.
    pub(crate) fn leaf_count_hint(self) -> (usize, usize) {
        let items = self.between.len();
        let ends = usize::from(!self.front.is_empty()) + usize::from(!self.back.is_empty());
        (usize::from(items > 0) + ends, items.saturating_add(ends))
    }

    /// Returns the items as one slice if they are in one leaf.
    #[inline]
    pub(crate) fn as_single_leaf(mut self) -> Option<&'a [T]> {
        let len = self.len();
        // Of a slice, and of a flat tree, this is known where it was borrowed.
        if self.front.len() == len {
            return Some(self.front);
        }
        let first = self.next_leaf().unwrap_or_default();
        (first.len() == len).then_some(first)
    }
}
