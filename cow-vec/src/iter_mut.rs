//! The items, one after the other, to be written.

use crate::CowVec;
use core::iter::FusedIterator;
use core::ops::Range;
use core::{fmt, mem, slice};
use cow_core::grid::LeavesMut;
use cow_core::{Atomic, Kind};

/// An iterator over the items of a [`CowVec`], to be written. See [`iter_mut`](CowVec::iter_mut).
pub struct IterMut<'a, T, P: Kind = Atomic> {
    /// What comes first.
    pub(crate) front: slice::IterMut<'a, T>,
    /// What comes then.
    pub(crate) leaves: LeavesMut<'a, T, P>,
    /// What comes last.
    pub(crate) back: slice::IterMut<'a, T>,
}

impl<T: Clone, P: Kind> CowVec<T, P> {
    /// The items, in order, to be written.
    ///
    /// Whether a clone shares them is asked leaf by leaf, when its turn comes: what is not reached is
    /// not copied, but for the first and the last leaf.
    ///
    /// ```
    /// use cow_vec::CowVec;
    ///
    /// let mut v: CowVec<u64> = (0..1000).collect();
    /// v.iter_mut().for_each(|x| *x *= 2);
    /// assert_eq!(v[999], 1998);
    /// ```
    #[inline]
    pub fn iter_mut(&mut self) -> IterMut<'_, T, P> {
        self.items_mut(0..self.len())
    }

    /// The items in `range`, which is in bounds, to be written. Front and tail are left alone if none
    /// of them is in it.
    pub(crate) fn items_mut(&mut self, range: Range<usize>) -> IterMut<'_, T, P> {
        let (head, items) = (self.front.len(), self.grid.len());
        let in_front = range.start.min(head)..range.end.min(head);
        let in_tail =
            range.start.saturating_sub(head + items)..range.end.saturating_sub(head + items);
        let in_grid = range.start.clamp(head, head + items) - head
            ..range.end.clamp(head, head + items) - head;

        let (mut front, mut back) = (slice::IterMut::default(), slice::IterMut::default());
        if !in_front.is_empty() {
            self.front.make_exclusive();
            front = self.front.slice_mut().unwrap_or_default()[in_front].iter_mut();
        }
        if !in_tail.is_empty() {
            back = self.tail.make_mut()[in_tail].iter_mut();
        }
        if in_grid.is_empty() && front.len() == 0 {
            mem::swap(&mut front, &mut back);
        }
        IterMut { front, leaves: self.grid.leaves_mut(in_grid), back }
    }
}

impl<'a, T: Clone, P: Kind> IntoIterator for &'a mut CowVec<T, P> {
    type Item = &'a mut T;
    type IntoIter = IterMut<'a, T, P>;

    #[inline]
    fn into_iter(self) -> IterMut<'a, T, P> {
        self.iter_mut()
    }
}

impl<T: Clone, P: Kind> IterMut<'_, T, P> {
    /// The next leaf becomes the front, or what comes last if there is none.
    #[inline(never)]
    fn refill_front(&mut self) {
        self.front = match self.leaves.next() {
            Some(leaf) => leaf.iter_mut(),
            None => mem::take(&mut self.back),
        };
    }

    /// The previous leaf becomes the back, or what comes first if there is none.
    #[inline(never)]
    fn refill_back(&mut self) {
        self.back = match self.leaves.next_back() {
            Some(leaf) => leaf.iter_mut(),
            None => mem::take(&mut self.front),
        };
    }
}

impl<'a, T: Clone, P: Kind> Iterator for IterMut<'a, T, P> {
    type Item = &'a mut T;

    #[inline]
    fn next(&mut self) -> Option<&'a mut T> {
        if self.front.len() == 0 {
            self.refill_front();
        }
        self.front.next()
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        let len = self.front.len() + self.leaves.remaining() + self.back.len();
        (len, Some(len))
    }

    #[inline]
    fn count(self) -> usize {
        self.len()
    }

    #[inline]
    fn last(mut self) -> Option<&'a mut T> {
        self.next_back()
    }

    #[inline]
    fn nth(&mut self, mut n: usize) -> Option<&'a mut T> {
        if n >= self.front.len() {
            n -= self.front.len();
            let skipped = n.min(self.leaves.remaining());
            self.leaves.skip_front(skipped);
            n -= skipped;
            self.refill_front();
        }
        self.front.nth(n)
    }

    fn fold<B, F: FnMut(B, &'a mut T) -> B>(self, init: B, mut f: F) -> B {
        let mut acc = self.front.fold(init, &mut f);
        for leaf in self.leaves {
            acc = leaf.iter_mut().fold(acc, &mut f);
        }
        self.back.fold(acc, f)
    }
}

impl<T: Clone, P: Kind> DoubleEndedIterator for IterMut<'_, T, P> {
    #[inline]
    fn next_back(&mut self) -> Option<Self::Item> {
        if self.back.len() == 0 {
            self.refill_back();
        }
        self.back.next_back()
    }

    #[inline]
    fn nth_back(&mut self, mut n: usize) -> Option<Self::Item> {
        if n >= self.back.len() {
            n -= self.back.len();
            let skipped = n.min(self.leaves.remaining());
            self.leaves.skip_back(skipped);
            n -= skipped;
            self.refill_back();
        }
        self.back.nth_back(n)
    }
}

impl<T: Clone, P: Kind> ExactSizeIterator for IterMut<'_, T, P> {}
impl<T: Clone, P: Kind> FusedIterator for IterMut<'_, T, P> {}

impl<T: fmt::Debug, P: Kind> fmt::Debug for IterMut<'_, T, P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rest = self.leaves.remaining();
        f.debug_struct("IterMut")
            .field("front", &self.front)
            .field("between", &rest)
            .field("back", &self.back)
            .finish()
    }
}
