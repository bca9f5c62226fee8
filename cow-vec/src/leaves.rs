//! The items as slices.

use crate::CowVec;
use alloc::boxed::Box;
use alloc::vec::Vec;
use core::iter::FusedIterator;
use core::{fmt, mem};
use cow_core::grid::GridRef;
use cow_core::{Atomic, Kind};

/// An iterator over the items of a [`CowVec`], leaf by leaf. See [`leaves`](CowVec::leaves).
pub struct Leaves<'a, T, P: Kind = Atomic> {
    /// What comes first. Empty if it has been handed out.
    front: &'a [T],
    grid: GridRef<'a, T, P>,
    /// What comes then: items `start..end` of the grid.
    start: usize,
    end: usize,
    /// What comes last. Empty if it has been handed out.
    back: &'a [T],
}

impl<T, P: Kind> CowVec<T, P> {
    /// The items, as slices: as long as they lie one behind the other. None is empty.
    ///
    /// ```
    /// use cow_vec::CowVec;
    ///
    /// let v: CowVec<u64> = (0..1000).collect();
    /// let total: usize = v.leaves().map(<[u64]>::len).sum();
    /// assert_eq!(total, 1000);
    /// ```
    pub fn leaves(&self) -> Leaves<'_, T, P> {
        Leaves {
            front: self.front.slice(),
            grid: self.grid.borrow(),
            start: 0,
            end: self.grid.len(),
            back: self.tail.slice(),
        }
    }

    /// The items from `at` on, as slices.
    pub(crate) fn leaves_from(&self, at: usize) -> Leaves<'_, T, P> {
        let mut leaves = self.leaves();
        let (front, items) = (leaves.front.len(), self.grid.len());
        leaves.front = &leaves.front[at.min(front)..];
        leaves.start = at.saturating_sub(front).min(items);
        leaves.back = &leaves.back[at.saturating_sub(front + items)..];
        leaves
    }

    /// The items as one slice, if they fill one leaf at most: up to a kilobyte of them.
    ///
    /// ```
    /// use cow_vec::CowVec;
    ///
    /// let v: CowVec<u64> = (0..100).collect();
    /// assert_eq!(v.as_slice().map(<[u64]>::len), Some(100));
    /// let v: CowVec<u64> = (0..1000).collect();
    /// assert_eq!(v.as_slice(), None);
    /// ```
    #[inline]
    pub fn as_slice(&self) -> Option<&[T]> {
        let (front, tail) = (self.front.slice(), self.tail.slice());
        match (front, self.grid.len(), tail) {
            ([], 0, all) | (all, 0, []) => Some(all),
            ([], len, []) => {
                let (leaf, _) = self.grid.borrow().leaf(0);
                (leaf.len() == len).then_some(leaf)
            }
            _ => None,
        }
    }

    /// As [`as_slice`](Self::as_slice), to be written.
    pub fn as_mut_slice(&mut self) -> Option<&mut [T]>
    where
        T: Clone,
    {
        self.as_slice()?;
        if !self.front.is_empty() {
            self.front.make_exclusive();
            return self.front.slice_mut();
        }
        if !self.grid.is_empty() {
            return Some(self.grid.leaf_mut(0).0);
        }
        Some(self.tail.make_mut())
    }

    /// The items, cloned to a `Vec`. O(n).
    pub fn to_vec(&self) -> Vec<T>
    where
        T: Clone,
    {
        let mut vec = Vec::with_capacity(self.len());
        self.leaves().for_each(|leaf| vec.extend_from_slice(leaf));
        vec
    }

    /// The items, moved to a `Vec`; those that a clone shares are cloned. O(n).
    pub fn into_vec(self) -> Vec<T>
    where
        T: Clone,
    {
        let mut rest = self;
        let mut vec = Vec::with_capacity(rest.len());
        while let Some(item) = rest.pop_front() {
            vec.push(item);
        }
        vec
    }

    /// The items, moved to a boxed slice; those that a clone shares are cloned. O(n).
    pub fn into_boxed_slice(self) -> Box<[T]>
    where
        T: Clone,
    {
        self.into_vec().into_boxed_slice()
    }
}

impl<'a, T, P: Kind> Iterator for Leaves<'a, T, P> {
    type Item = &'a [T];

    fn next(&mut self) -> Option<&'a [T]> {
        if !self.front.is_empty() {
            return Some(mem::take(&mut self.front));
        }
        if self.start == self.end {
            return Some(mem::take(&mut self.back)).filter(|back| !back.is_empty());
        }
        let (leaf, first) = self.grid.leaf(self.start);
        let last = leaf.len().min(first + (self.end - self.start));
        self.start += last - first;
        Some(&leaf[first..last])
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let items = self.end - self.start;
        let ends = usize::from(!self.front.is_empty()) + usize::from(!self.back.is_empty());
        (usize::from(items > 0) + ends, Some(items.saturating_add(ends)))
    }
}

impl<T, P: Kind> DoubleEndedIterator for Leaves<'_, T, P> {
    fn next_back(&mut self) -> Option<Self::Item> {
        if !self.back.is_empty() {
            return Some(mem::take(&mut self.back));
        }
        if self.start == self.end {
            return Some(mem::take(&mut self.front)).filter(|front| !front.is_empty());
        }
        let (leaf, last) = self.grid.leaf(self.end - 1);
        let len = (last + 1).min(self.end - self.start);
        self.end -= len;
        Some(&leaf[last + 1 - len..=last])
    }
}

impl<T, P: Kind> FusedIterator for Leaves<'_, T, P> {}

impl<T, P: Kind> Clone for Leaves<'_, T, P> {
    fn clone(&self) -> Self {
        Self { ..*self }
    }
}

impl<T, P: Kind> Default for Leaves<'_, T, P> {
    /// An iterator over nothing.
    fn default() -> Self {
        Self { front: &[], grid: GridRef::default(), start: 0, end: 0, back: &[] }
    }
}

impl<T: fmt::Debug, P: Kind> fmt::Debug for Leaves<'_, T, P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.clone()).finish()
    }
}
