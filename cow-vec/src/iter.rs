//! Iterators over the items, to be read.

use crate::GenericVec;
use crate::rrb::RrbRef;
use core::iter::FusedIterator;
use core::{fmt, mem, slice};
use cow_core::radix::Part;
use cow_core::{Atomic, RefCount};

/// An iterator over the items of a [`CowVec`](crate::CowVec). See [`iter`](crate::CowVec::iter).
pub struct Iter<'a, T, C: RefCount = Atomic> {
    /// The first items.
    front: slice::Iter<'a, T>,
    /// The items after those.
    between: Part<'a, T, C>,
    /// The last items.
    back: slice::Iter<'a, T>,
}

impl<T, C: RefCount> GenericVec<T, C> {
    /// Returns the items, in order.
    ///
    /// Goes from leaf to leaf; [`for_each`](Iterator::for_each), [`fold`](Iterator::fold) and
    /// [`sum`](Iterator::sum) do so without a test for each item. [`leaves`](Self::leaves) gives
    /// slices.
    #[inline]
    pub fn iter(&self) -> Iter<'_, T, C> {
        self.into_iter()
    }
}

impl<'a, T, C: RefCount> IntoIterator for &'a GenericVec<T, C> {
    type Item = &'a T;
    type IntoIter = Iter<'a, T, C>;

    #[inline]
    fn into_iter(self) -> Iter<'a, T, C> {
        self.tree.borrow().into()
    }
}

impl<'a, T, C: RefCount> From<RrbRef<'a, T, C>> for Iter<'a, T, C> {
    #[inline(always)]
    fn from(items: RrbRef<'a, T, C>) -> Self {
        let (front, between, back) = items.into_parts();
        Self { front: front.iter(), between, back: back.iter() }
    }
}

impl<'a, T, C: RefCount> Iter<'a, T, C> {
    /// Makes the next leaf the front, or the last items if there is none.
    #[inline(always)]
    fn refill_front(&mut self) {
        self.front = match self.between.next_leaf() {
            Some(leaf) => leaf.iter(),
            None => mem::take(&mut self.back),
        };
    }

    /// Makes the previous leaf the back, or the first items if there is none.
    #[inline(always)]
    fn refill_back(&mut self) {
        self.back = match self.between.next_leaf_back() {
            Some(leaf) => leaf.iter(),
            None => mem::take(&mut self.front),
        };
    }
}

impl<'a, T, C: RefCount> Iterator for Iter<'a, T, C> {
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

impl<T, C: RefCount> DoubleEndedIterator for Iter<'_, T, C> {
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

impl<T, C: RefCount> ExactSizeIterator for Iter<'_, T, C> {}
impl<T, C: RefCount> FusedIterator for Iter<'_, T, C> {}

impl<T, C: RefCount> Clone for Iter<'_, T, C> {
    #[inline]
    fn clone(&self) -> Self {
        Self { front: self.front.clone(), back: self.back.clone(), ..*self }
    }
}

impl<T, C: RefCount> Default for Iter<'_, T, C> {
    /// Returns an iterator over nothing.
    fn default() -> Self {
        Self { front: [].iter(), between: Part::default(), back: [].iter() }
    }
}

impl<T: fmt::Debug, C: RefCount> fmt::Debug for Iter<'_, T, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        struct Items<'a, T, C: RefCount>(&'a Iter<'a, T, C>);
        impl<T: fmt::Debug, C: RefCount> fmt::Debug for Items<'_, T, C> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_list().entries(self.0.clone()).finish()
            }
        }
        f.debug_tuple("Iter").field(&Items(self)).finish()
    }
}
