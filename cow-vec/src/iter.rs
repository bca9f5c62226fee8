//! The items, one after the other.

use crate::CowVec;
use core::iter::FusedIterator;
use core::{fmt, mem, slice};
use cow_core::grid::Part;
use cow_core::{Atomic, Kind};

/// An iterator over the items of a [`CowVec`]. See [`iter`](CowVec::iter).
pub struct Iter<'a, T, P: Kind = Atomic> {
    /// What comes first.
    pub(crate) front: slice::Iter<'a, T>,
    /// What comes then.
    pub(crate) between: Part<'a, T, P>,
    /// What comes last.
    pub(crate) back: slice::Iter<'a, T>,
}

impl<T, P: Kind> CowVec<T, P> {
    /// The items, in order.
    ///
    /// Goes from leaf to leaf; [`for_each`](Iterator::for_each), [`fold`](Iterator::fold) and
    /// [`sum`](Iterator::sum) do so without a test for each item. [`leaves`](Self::leaves) gives
    /// slices.
    #[inline]
    pub fn iter(&self) -> Iter<'_, T, P> {
        self.into_iter()
    }
}

impl<'a, T, P: Kind> IntoIterator for &'a CowVec<T, P> {
    type Item = &'a T;
    type IntoIter = Iter<'a, T, P>;

    #[inline]
    fn into_iter(self) -> Iter<'a, T, P> {
        let tail = self.body.tail.slice().iter();
        if self.is_flat() {
            return Iter { front: tail, ..Iter::default() };
        }
        let between = self.body.grid.borrow().part(0..self.body.grid.len());
        Iter { front: self.body.front.slice().iter(), between, back: tail }
    }
}

impl<'a, T, P: Kind> Iter<'a, T, P> {
    /// The next leaf becomes the front, or what comes last if there is none.
    #[inline(always)]
    fn refill_front(&mut self) {
        self.front = match self.between.next_leaf() {
            Some(leaf) => leaf.iter(),
            None => mem::take(&mut self.back),
        };
    }

    /// The previous leaf becomes the back, or what comes first if there is none.
    #[inline(always)]
    fn refill_back(&mut self) {
        self.back = match self.between.next_leaf_back() {
            Some(leaf) => leaf.iter(),
            None => mem::take(&mut self.front),
        };
    }
}

impl<'a, T, P: Kind> Iterator for Iter<'a, T, P> {
    type Item = &'a T;

    #[inline]
    fn next(&mut self) -> Option<&'a T> {
        if self.front.as_slice().is_empty() {
            self.refill_front();
        }
        self.front.next()
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        let len = self.front.len() + self.between.len() + self.back.len();
        (len, Some(len))
    }

    #[inline]
    fn count(self) -> usize {
        self.len()
    }

    #[inline]
    fn last(mut self) -> Option<&'a T> {
        self.next_back()
    }

    #[inline]
    fn nth(&mut self, mut n: usize) -> Option<&'a T> {
        if n >= self.front.len() {
            n -= self.front.len();
            let skipped = n.min(self.between.len());
            self.between.skip_front(skipped);
            n -= skipped;
            self.refill_front();
        }
        self.front.nth(n)
    }

    fn fold<B, F: FnMut(B, &'a T) -> B>(self, init: B, mut f: F) -> B {
        let Self { front, mut between, back } = self;
        let mut acc = front.fold(init, &mut f);
        while let Some(leaf) = between.next_leaf() {
            acc = leaf.iter().fold(acc, &mut f);
        }
        back.fold(acc, f)
    }
}

impl<T, P: Kind> DoubleEndedIterator for Iter<'_, T, P> {
    #[inline]
    fn next_back(&mut self) -> Option<Self::Item> {
        if self.back.as_slice().is_empty() {
            self.refill_back();
        }
        self.back.next_back()
    }

    #[inline]
    fn nth_back(&mut self, mut n: usize) -> Option<Self::Item> {
        if n >= self.back.len() {
            n -= self.back.len();
            let skipped = n.min(self.between.len());
            self.between.skip_back(skipped);
            n -= skipped;
            self.refill_back();
        }
        self.back.nth_back(n)
    }

    fn rfold<B, F: FnMut(B, Self::Item) -> B>(self, init: B, mut f: F) -> B {
        let Self { front, mut between, back } = self;
        let mut acc = back.rfold(init, &mut f);
        while let Some(leaf) = between.next_leaf_back() {
            acc = leaf.iter().rfold(acc, &mut f);
        }
        front.rfold(acc, f)
    }
}

impl<T, P: Kind> ExactSizeIterator for Iter<'_, T, P> {}
impl<T, P: Kind> FusedIterator for Iter<'_, T, P> {}

impl<T, P: Kind> Clone for Iter<'_, T, P> {
    #[inline]
    fn clone(&self) -> Self {
        Self { front: self.front.clone(), back: self.back.clone(), ..*self }
    }
}

impl<T, P: Kind> Default for Iter<'_, T, P> {
    /// An iterator over nothing.
    fn default() -> Self {
        Self { front: [].iter(), between: Part::default(), back: [].iter() }
    }
}

impl<T: fmt::Debug, P: Kind> fmt::Debug for Iter<'_, T, P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        struct Items<'a, T, P: Kind>(&'a Iter<'a, T, P>);
        impl<T: fmt::Debug, P: Kind> fmt::Debug for Items<'_, T, P> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_list().entries(self.0.clone()).finish()
            }
        }
        f.debug_tuple("Iter").field(&Items(self)).finish()
    }
}
