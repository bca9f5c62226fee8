//! Items of a front or of a tail, made exclusive when they are reached.

use core::mem;
use core::ops::Range;
use cow_core::RefCount;
use cow_core::radix::{Front, Tail};

/// Items at one end of what is handed out. Those that a clone may share are made exclusive when they
/// are opened, not before.
pub(super) enum Edge<'a, T, C: RefCount> {
    /// Exclusive, or none at all.
    Open(&'a mut [T]),
    /// Some items of a front.
    Front(&'a mut Front<T, C>, Range<usize>),
    /// Some items of a tail.
    Tail(&'a mut Tail<T, C>, Range<usize>),
}

impl<T, C: RefCount> Default for Edge<'_, T, C> {
    #[inline]
    fn default() -> Self {
        Self::Open(&mut [])
    }
}

impl<'a, T, C: RefCount> Edge<'a, T, C> {
    /// Returns the number of items.
    #[inline]
    pub(super) fn len(&self) -> usize {
        match self {
            Self::Open(items) => items.len(),
            Self::Front(_, range) | Self::Tail(_, range) => range.len(),
        }
    }

    /// Returns `true` if there are no items.
    #[inline]
    pub(super) fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns the items, to be read.
    #[inline]
    pub(super) fn slice(&self) -> &[T] {
        match self {
            Self::Open(items) => items,
            Self::Front(front, range) => &front.slice()[range.clone()],
            Self::Tail(tail, range) => &tail.slice()[range.clone()],
        }
    }

    /// Returns the same items, for as long as `self` is not used.
    #[inline]
    pub(super) fn reborrow(&mut self) -> Edge<'_, T, C> {
        match self {
            Self::Open(items) => Edge::Open(items),
            Self::Front(front, range) => Edge::Front(front, range.clone()),
            Self::Tail(tail, range) => Edge::Tail(tail, range.clone()),
        }
    }

    /// Returns the items in `keep`, which is in bounds.
    #[inline]
    pub(super) fn part(self, keep: Range<usize>) -> Self {
        let within = |range: Range<usize>| range.start + keep.start..range.start + keep.end;
        match self {
            Self::Open(items) => Self::Open(&mut items[keep]),
            _ if keep.is_empty() => Self::default(),
            Self::Front(front, range) => Self::Front(front, within(range)),
            Self::Tail(tail, range) => Self::Tail(tail, within(range)),
        }
    }

    /// Leaves the first `count` items out, or all if there are fewer; returns how many are missing.
    #[inline]
    pub(super) fn skip_front(&mut self, count: usize) -> usize {
        let len = self.len();
        let skipped = count.min(len);
        *self = mem::take(self).part(skipped..len);
        count - skipped
    }

    /// Leaves the last `count` items out, or all if there are fewer; returns how many are missing.
    #[inline]
    pub(super) fn skip_back(&mut self, count: usize) -> usize {
        let len = self.len();
        let skipped = count.min(len);
        *self = mem::take(self).part(0..len - skipped);
        count - skipped
    }
}

impl<'a, T: Clone, C: RefCount> Edge<'a, T, C> {
    /// Returns the items, made exclusive.
    #[inline]
    pub(super) fn open(self) -> &'a mut [T] {
        match self {
            Self::Open(items) => items,
            Self::Front(front, range) => &mut front.make_mut()[range],
            Self::Tail(tail, range) => &mut tail.make_mut()[range],
        }
    }

    /// Returns the first `mid` items and the others. Made exclusive only if there are items on both sides.
    #[inline]
    pub(super) fn divide(self, mid: usize) -> (Self, Self) {
        if mid == 0 {
            return (Self::default(), self);
        }
        if mid == self.len() {
            return (self, Self::default());
        }
        let (left, right) = self.open().split_at_mut(mid);
        (Self::Open(left), Self::Open(right))
    }
}
