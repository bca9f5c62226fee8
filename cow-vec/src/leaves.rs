//! The items as slices.

use crate::GenericVec;
use alloc::vec::Vec;
use core::iter::FusedIterator;
use core::{fmt, mem};
use cow_core::grid::Part;
use cow_core::{Atomic, RefCount};

/// An iterator over the items of a [`CowVec`](crate::CowVec), leaf by leaf. See [`leaves`](crate::CowVec::leaves).
pub struct Leaves<'a, T, C: RefCount = Atomic> {
    /// The first items. Empty if it has been handed out.
    pub(crate) front: &'a [T],
    /// The items after those.
    pub(crate) between: Part<'a, T, C>,
    /// The last items. Empty if it has been handed out.
    pub(crate) back: &'a [T],
}

impl<T, C: RefCount> GenericVec<T, C> {
    /// Returns the items, as slices: each as long as items are adjacent in memory. None is empty.
    ///
    /// ```
    /// use cow_vec::CowVec;
    ///
    /// let v: CowVec<u64> = (0..1000).collect();
    /// let total: usize = v.leaves().map(<[u64]>::len).sum();
    /// assert_eq!(total, 1000);
    /// ```
    pub fn leaves(&self) -> Leaves<'_, T, C> {
        Leaves {
            front: self.body.front.slice(),
            between: self.body.grid.borrow().part(0..self.body.grid.len()),
            back: self.body.tail.slice(),
        }
    }

    /// Returns the items as one slice if they happen to lie in one leaf, and else `None`.
    ///
    /// A leaf has at most a kilobyte of items: code that relies on this works in tests with 128 numbers,
    /// and fails with 129. It is for fast paths only, beside [`leaves`](Self::leaves). What works at
    /// every length:
    ///
    /// * a slice for as long as a closure runs: [`with_mut_slice`](Self::with_mut_slice);
    /// * patterns: [`first_n`](Self::first_n), [`last_n`](Self::last_n) and their kind, and
    ///   [`to_array`](crate::CowSlice::to_array) of a view;
    /// * a copy: [`to_vec`](Self::to_vec).
    ///
    /// ```
    /// use cow_vec::CowVec;
    ///
    /// let mut v: CowVec<u64> = (0..128).collect();
    /// assert_eq!(v.as_single_leaf().map(<[u64]>::len), Some(128));
    /// v.push(128);
    /// assert_eq!(v.as_single_leaf(), None);
    ///
    /// // What a pattern would have been for.
    /// if let Some([first, second]) = v.first_n() {
    ///     assert_eq!((*first, *second), (0, 1));
    /// }
    /// ```
    #[doc(alias = "as_slice")]
    #[inline]
    pub fn as_single_leaf(&self) -> Option<&[T]> {
        let (front, tail) = (self.body.front.slice(), self.body.tail.slice());
        match (front, self.body.grid.len(), tail) {
            ([], 0, all) | (all, 0, []) => Some(all),
            ([], len, []) => {
                let (leaf, _) = self.body.grid.borrow().leaf(0);
                (leaf.len() == len).then_some(leaf)
            }
            _ => None,
        }
    }

    /// Returns the items as one slice to be written if they happen to lie in one leaf, and else `None`.
    ///
    /// If a clone shares the leaf, it is copied. See [`as_single_leaf`](Self::as_single_leaf) for what
    /// works at every length.
    #[doc(alias = "as_mut_slice")]
    pub fn as_single_leaf_mut(&mut self) -> Option<&mut [T]>
    where
        T: Clone,
    {
        self.as_single_leaf()?;
        if !self.body.front.is_empty() {
            self.body.front.make_exclusive();
            return self.body.front.slice_mut();
        }
        if !self.body.grid.is_empty() {
            return Some(self.body.grid.leaf_mut(0).0);
        }
        Some(self.body.tail.make_mut())
    }

    /// Returns the items, cloned to a `Vec`. O(n).
    pub fn to_vec(&self) -> Vec<T>
    where
        T: Clone,
    {
        let mut vec = Vec::with_capacity(self.len());
        self.leaves().for_each(|leaf| vec.extend_from_slice(leaf));
        vec
    }
}

impl<'a, T, C: RefCount> Iterator for Leaves<'a, T, C> {
    type Item = &'a [T];

    fn next(&mut self) -> Option<&'a [T]> {
        if !self.front.is_empty() {
            return Some(mem::take(&mut self.front));
        }
        let back = &mut self.back;
        let last = || Some(mem::take(back)).filter(|back| !back.is_empty());
        self.between.next_leaf().or_else(last)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let items = self.between.len();
        let ends = usize::from(!self.front.is_empty()) + usize::from(!self.back.is_empty());
        (usize::from(items > 0) + ends, Some(items.saturating_add(ends)))
    }
}

impl<T, C: RefCount> DoubleEndedIterator for Leaves<'_, T, C> {
    fn next_back(&mut self) -> Option<Self::Item> {
        if !self.back.is_empty() {
            return Some(mem::take(&mut self.back));
        }
        let front = &mut self.front;
        let first = || Some(mem::take(front)).filter(|front| !front.is_empty());
        self.between.next_leaf_back().or_else(first)
    }
}

impl<T, C: RefCount> FusedIterator for Leaves<'_, T, C> {}

impl<T, C: RefCount> Clone for Leaves<'_, T, C> {
    fn clone(&self) -> Self {
        Self { ..*self }
    }
}

impl<T, C: RefCount> Default for Leaves<'_, T, C> {
    /// An iterator over nothing.
    fn default() -> Self {
        Self { front: &[], between: Part::default(), back: &[] }
    }
}

impl<T: fmt::Debug, C: RefCount> fmt::Debug for Leaves<'_, T, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.clone()).finish()
    }
}
