//! Cursors of a vector, which im needs for quick access by index. Here they are views.

use crate::GenericVector;
use cow_vec::{CowSlice, CowSliceMut, Iter, IterMut, RefCount};
use std::mem;
use std::ops::{Range, RangeBounds};

/// A part of a vector, to be read.
pub struct Focus<'a, A, C: RefCount>(CowSlice<'a, A, C>);

impl<A, C: RefCount> Clone for Focus<'_, A, C> {
    fn clone(&self) -> Self {
        Self(self.0)
    }
}

impl<'a, A, C: RefCount> Focus<'a, A, C> {
    pub fn new(vector: &'a GenericVector<A, C>) -> Self {
        Self(vector.0.view(..))
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn get(&mut self, index: usize) -> Option<&A> {
        self.0.get(index)
    }

    /// # Panics
    /// If `index` is out of bounds.
    pub fn index(&mut self, index: usize) -> &A {
        self.0.get(index).expect("index out of bounds")
    }

    /// The leaf that holds an item, and the indices of its items. Walks over the leaves before it.
    ///
    /// # Panics
    /// If `index` is out of bounds.
    pub fn chunk_at(&mut self, index: usize) -> (Range<usize>, &[A]) {
        let mut start = 0;
        for leaf in self.0.leaves() {
            if index < start + leaf.len() {
                return (start..start + leaf.len(), leaf);
            }
            start += leaf.len();
        }
        panic!("index out of bounds");
    }

    #[must_use]
    pub fn narrow(self, range: impl RangeBounds<usize>) -> Self {
        Self(self.0.view(range))
    }

    #[must_use]
    pub fn split_at(self, index: usize) -> (Self, Self) {
        let (left, right) = self.0.split_at(index);
        (Self(left), Self(right))
    }
}

impl<'a, A, C: RefCount> IntoIterator for Focus<'a, A, C> {
    type Item = &'a A;
    type IntoIter = Iter<'a, A, C>;

    fn into_iter(self) -> Iter<'a, A, C> {
        self.0.iter()
    }
}

/// A part of a vector, to be written.
pub struct FocusMut<'a, A, C: RefCount>(CowSliceMut<'a, A, C>);

impl<'a, A: Clone, C: RefCount> FocusMut<'a, A, C> {
    pub fn new(vector: &'a mut GenericVector<A, C>) -> Self {
        Self(vector.0.view_mut(..))
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn get(&mut self, index: usize) -> Option<&A> {
        self.0.get(index)
    }

    pub fn get_mut(&mut self, index: usize) -> Option<&mut A> {
        self.0.get_mut(index)
    }

    /// # Panics
    /// If `index` is out of bounds.
    pub fn index(&mut self, index: usize) -> &A {
        &self.0[index]
    }

    /// # Panics
    /// If `index` is out of bounds.
    pub fn index_mut(&mut self, index: usize) -> &mut A {
        &mut self.0[index]
    }

    /// Replaces an item, and returns the old one, if there is one.
    pub fn set(&mut self, index: usize, value: A) -> Option<A> {
        self.get_mut(index).map(|item| mem::replace(item, value))
    }

    pub fn swap(&mut self, a: usize, b: usize) {
        self.0.swap(a, b);
    }

    /// Lends two items.
    ///
    /// # Panics
    /// If an index is out of bounds, or both are the same.
    pub fn pair<B>(&mut self, a: usize, b: usize, f: impl FnOnce(&mut A, &mut A) -> B) -> B {
        let [a, b] = self.0.get_disjoint_mut([a, b]).expect("two items of the vector");
        f(a, b)
    }

    /// Lends three items.
    ///
    /// # Panics
    /// If an index is out of bounds, or two are the same.
    pub fn triplet<B>(
        &mut self,
        a: usize,
        b: usize,
        c: usize,
        f: impl FnOnce(&mut A, &mut A, &mut A) -> B,
    ) -> B {
        let [a, b, c] = self.0.get_disjoint_mut([a, b, c]).expect("three items of the vector");
        f(a, b, c)
    }

    #[must_use]
    pub fn narrow(mut self, range: Range<usize>) -> Self {
        assert!(range.start <= range.end && range.end <= self.len(), "range out of bounds");
        self.0.split_off_mut(..range.start);
        self.0.split_off_mut(range.end - range.start..);
        self
    }

    #[must_use]
    pub fn split_at(mut self, index: usize) -> (Self, Self) {
        let right = self.0.split_off_mut(index..).expect("index out of bounds");
        (self, Self(right))
    }
}

impl<'a, A: Clone, C: RefCount> IntoIterator for FocusMut<'a, A, C> {
    type Item = &'a mut A;
    type IntoIter = IterMut<'a, A, C>;

    fn into_iter(self) -> IterMut<'a, A, C> {
        self.0.into_iter()
    }
}
