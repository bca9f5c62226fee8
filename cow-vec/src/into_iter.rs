//! The items, one after the other, moved out.

use crate::GenericVec;
use crate::iter::Iter;
use crate::ops::ends;
use alloc::boxed::Box;
use alloc::vec::Vec;
use core::iter::FusedIterator;
use core::{fmt, mem};
use cow_core::block::{Block, Items};
use cow_core::grid::{Body, Grid};
use cow_core::{Atomic, RefCount};

/// An iterator that moves the items out of a [`CowVec`](crate::CowVec). Those that a clone shares are cloned when they
/// are reached; those that were pushed in front last, up to a leaf of them, at once.
pub struct IntoIter<T, C: RefCount = Atomic> {
    /// What is left of the leaf that comes first.
    front: Option<Items<T, C>>,
    /// The items after those.
    between: Grid<T, C>,
    /// What is left of the leaf that comes last.
    back: Option<Items<T, C>>,
}

impl<T: Clone, C: RefCount> IntoIterator for GenericVec<T, C> {
    type Item = T;
    type IntoIter = IntoIter<T, C>;

    #[inline]
    fn into_iter(self) -> IntoIter<T, C> {
        IntoIter {
            back: self.body.tail.into_leaf().map(Block::into_items),
            between: self.body.grid,
            front: self.body.front.into_leaf().map(Block::into_items),
        }
    }
}

impl<T: Clone, C: RefCount> GenericVec<T, C> {
    /// Returns the items, moved to a `Vec`; those that a clone shares are cloned. O(n).
    pub fn into_vec(self) -> Vec<T> {
        let mut vec = Vec::with_capacity(self.len());
        let mut items = self.into_iter();
        while let Some(leaf) = items.next_leaf() {
            leaf.append_to_vec(&mut vec);
        }
        vec
    }

    /// Returns the items, moved to a boxed slice; those that a clone shares are cloned. O(n).
    pub fn into_boxed_slice(self) -> Box<[T]> {
        self.into_vec().into_boxed_slice()
    }
}

/// What is left of a leaf, as a slice.
fn slice<T, C: RefCount>(items: &Option<Items<T, C>>) -> &[T] {
    items.as_ref().map_or(&[], Items::as_slice)
}

impl<T, C: RefCount> IntoIter<T, C> {
    /// Returns the items not yet moved out.
    pub fn iter(&self) -> Iter<'_, T, C> {
        let between = self.between.borrow().part(0..self.between.len());
        Iter { front: slice(&self.front).iter(), between, back: slice(&self.back).iter() }
    }

    /// Returns the items not yet moved out as one slice, if they lie in one leaf, and else `None`.
    ///
    /// As [`vec::IntoIter::as_slice`](alloc::vec::IntoIter::as_slice) where a leaf is left.
    ///
    /// ```
    /// use cow_vec::CowVec;
    ///
    /// let mut items = CowVec::from_iter(0..1000).into_iter();
    /// assert_eq!(items.as_single_leaf(), None);
    /// items.nth(996);
    /// assert_eq!(items.as_single_leaf(), Some(&[997, 998, 999][..]));
    /// ```
    #[doc(alias = "as_slice")]
    pub fn as_single_leaf(&self) -> Option<&[T]> {
        match (slice(&self.front), self.between.len(), slice(&self.back)) {
            (all, 0, []) | ([], 0, all) => Some(all),
            ([], len, []) => Some(self.between.borrow().leaf(0).0).filter(|leaf| leaf.len() == len),
            _ => None,
        }
    }

    fn count_left(&self) -> usize {
        slice(&self.front).len() + self.between.len() + slice(&self.back).len()
    }

    /// The next leaf, or what is left of it.
    #[inline]
    fn next_leaf(&mut self) -> Option<Items<T, C>> {
        let next = || self.between.edit(ends::pop_front).map(Block::into_items);
        self.front.take().or_else(next).or_else(|| self.back.take())
    }

    /// The last leaf, or what is left of it.
    #[inline]
    fn next_leaf_back(&mut self) -> Option<Items<T, C>> {
        let next = || self.between.edit(ends::pop_back).map(Block::into_items);
        self.back.take().or_else(next).or_else(|| self.front.take())
    }
}

impl<T: Clone, C: RefCount> IntoIter<T, C> {
    /// [`next`](Iterator::next), where the leaf in front is at its end.
    #[inline(never)]
    fn next_from_leaf(&mut self) -> Option<T> {
        loop {
            self.front = None;
            self.front = Some(self.next_leaf()?);
            if let Some(item) = self.front.as_mut()?.next() {
                return Some(item);
            }
        }
    }

    /// [`next_back`](DoubleEndedIterator::next_back), where the leaf at the back is at its end.
    #[inline(never)]
    fn next_back_from_leaf(&mut self) -> Option<T> {
        loop {
            self.back = None;
            self.back = Some(self.next_leaf_back()?);
            if let Some(item) = self.back.as_mut()?.next_back() {
                return Some(item);
            }
        }
    }

    /// Cuts `between` at `index`, and returns what was there from it on.
    fn split_between(&mut self, index: usize) -> Grid<T, C> {
        let grid = mem::take(&mut self.between);
        let mut vec = GenericVec { body: Body { grid, ..Body::new() } };
        let mut right = vec.split_off(index);
        for part in [&mut vec, &mut right] {
            part.flush_tail();
        }
        self.between = vec.body.grid;
        right.body.grid
    }
}

impl<T: Clone, C: RefCount> Iterator for IntoIter<T, C> {
    type Item = T;

    #[inline]
    fn next(&mut self) -> Option<T> {
        if let Some(front) = &mut self.front
            && let Some(item) = front.next()
        {
            return Some(item);
        }
        self.next_from_leaf()
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = self.count_left();
        (left, Some(left))
    }

    #[inline]
    fn count(self) -> usize {
        self.count_left()
    }

    #[inline]
    fn last(mut self) -> Option<T> {
        self.next_back()
    }

    fn nth(&mut self, n: usize) -> Option<T> {
        let Some(n) = n.checked_sub(slice(&self.front).len()) else {
            return self.front.as_mut()?.nth(n);
        };
        self.front = None;
        if let Some(n) = n.checked_sub(self.between.len()) {
            self.between = Grid::new();
            return self.back.as_mut()?.nth(n);
        }
        self.between = self.split_between(n);
        self.next()
    }

    fn fold<B, F: FnMut(B, T) -> B>(mut self, init: B, mut f: F) -> B {
        let mut acc = init;
        while let Some(leaf) = self.next_leaf() {
            acc = leaf.fold(acc, &mut f);
        }
        acc
    }
}

impl<T: Clone, C: RefCount> DoubleEndedIterator for IntoIter<T, C> {
    #[inline]
    fn next_back(&mut self) -> Option<T> {
        if let Some(back) = &mut self.back
            && let Some(item) = back.next_back()
        {
            return Some(item);
        }
        self.next_back_from_leaf()
    }

    fn nth_back(&mut self, n: usize) -> Option<T> {
        let Some(n) = n.checked_sub(slice(&self.back).len()) else {
            return self.back.as_mut()?.nth_back(n);
        };
        self.back = None;
        let Some(rest) = self.between.len().checked_sub(n) else {
            let n = n - mem::take(&mut self.between).len();
            return self.front.as_mut()?.nth_back(n);
        };
        drop(self.split_between(rest));
        self.next_back()
    }

    fn rfold<B, F: FnMut(B, T) -> B>(mut self, init: B, mut f: F) -> B {
        let mut acc = init;
        while let Some(leaf) = self.next_leaf_back() {
            acc = leaf.rfold(acc, &mut f);
        }
        acc
    }
}

impl<T: Clone, C: RefCount> ExactSizeIterator for IntoIter<T, C> {}
impl<T: Clone, C: RefCount> FusedIterator for IntoIter<T, C> {}

impl<T: Clone, C: RefCount> Clone for IntoIter<T, C> {
    /// Clones the items of the leaves that have been begun, and shares the others.
    fn clone(&self) -> Self {
        Self { front: self.front.clone(), between: self.between.clone(), back: self.back.clone() }
    }
}

impl<T, C: RefCount> Default for IntoIter<T, C> {
    fn default() -> Self {
        Self { front: None, between: Grid::new(), back: None }
    }
}

impl<T: fmt::Debug, C: RefCount> fmt::Debug for IntoIter<T, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        struct Items<'a, T, C: RefCount>(&'a IntoIter<T, C>);
        impl<T: fmt::Debug, C: RefCount> fmt::Debug for Items<'_, T, C> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_list().entries(self.0.iter()).finish()
            }
        }
        f.debug_tuple("IntoIter").field(&Items(self)).finish()
    }
}
