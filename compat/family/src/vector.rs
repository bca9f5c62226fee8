//! `Vector`.

use crate::{Focus, FocusMut};
use cow_vec::{GenericVec, RefCount};
use std::borrow::Borrow;
use std::cmp::Ordering;
use std::iter::Sum;
use std::mem;
use std::ops::{Add, Bound, Index, IndexMut, RangeBounds};

wrap! {
    /// A [`GenericVec`] with im's methods.
    GenericVector [A] GenericVec<A, C>
}
wrap_order!(GenericVector [A] GenericVec<A, C>);

impl<A, C: RefCount> GenericVector<A, C> {
    pub const fn new() -> Self {
        Self(GenericVec::new())
    }

    /// A vector of one item.
    pub fn unit(item: A) -> Self {
        Self(GenericVec::from([item]))
    }

    pub fn ptr_eq(&self, other: &Self) -> bool {
        self.0.ptr_eq(&other.0)
    }

    pub fn get(&self, index: usize) -> Option<&A> {
        self.0.get(index)
    }

    pub fn head(&self) -> Option<&A> {
        self.0.first()
    }

    pub fn index_of(&self, value: &A) -> Option<usize>
    where
        A: PartialEq,
    {
        self.0.iter().position(|item| item == value)
    }

    pub fn focus(&self) -> Focus<'_, A, C> {
        Focus::new(self)
    }
}

impl<A: Clone, C: RefCount> GenericVector<A, C> {
    pub fn get_mut(&mut self, index: usize) -> Option<&mut A> {
        self.0.get_mut(index)
    }

    pub fn focus_mut(&mut self) -> FocusMut<'_, A, C> {
        FocusMut::new(self)
    }

    /// Replaces an item, and returns the old one.
    ///
    /// # Panics
    /// If `index` is out of bounds.
    pub fn set(&mut self, index: usize, value: A) -> A {
        mem::replace(&mut self.0[index], value)
    }

    /// A vector in which the item at `index` is `value`.
    #[must_use]
    pub fn update(&self, index: usize, value: A) -> Self {
        let mut new = self.clone();
        new.0[index] = value;
        new
    }

    /// Appends `other` by value; ours takes a `&mut`, as std's.
    pub fn append(&mut self, mut other: Self) {
        self.0.append(&mut other.0);
    }

    /// Takes the items from `index` on out of the vector.
    #[must_use]
    pub fn split_off(&mut self, index: usize) -> Self {
        Self(self.0.split_off(index))
    }

    #[must_use]
    pub fn split_at(mut self, index: usize) -> (Self, Self) {
        let right = self.split_off(index);
        (self, right)
    }

    /// Takes a range of items out of the vector; ours leaves them there.
    #[must_use]
    pub fn slice(&mut self, range: impl RangeBounds<usize>) -> Self {
        let start = match range.start_bound() {
            Bound::Included(&start) => start,
            Bound::Excluded(&start) => start + 1,
            Bound::Unbounded => 0,
        };
        let end = match range.end_bound() {
            Bound::Included(&end) => end + 1,
            Bound::Excluded(&end) => end,
            Bound::Unbounded => self.len(),
        };
        if start >= end || start >= self.len() {
            return Self::new();
        }
        let mut middle = self.split_off(start);
        let right = middle.split_off(end - start);
        self.append(right);
        middle
    }

    /// The vector without its first `count` items.
    #[must_use]
    pub fn skip(&self, count: usize) -> Self {
        Self(self.0.slice(count.min(self.len())..))
    }

    /// The first `count` items.
    ///
    /// # Panics
    /// If the vector has fewer.
    #[must_use]
    pub fn take(&self, count: usize) -> Self {
        Self(self.0.slice(..count))
    }

    /// Inserts an item into a sorted vector.
    pub fn insert_ord(&mut self, item: A)
    where
        A: Ord,
    {
        self.insert_ord_by(item, A::cmp);
    }

    pub fn insert_ord_by(&mut self, item: A, mut compare: impl FnMut(&A, &A) -> Ordering) {
        let (Ok(index) | Err(index)) = self.0.binary_search_by(|other| compare(other, &item));
        self.0.insert(index, item);
    }

    pub fn insert_ord_by_key<B: Ord>(&mut self, item: A, mut key: impl FnMut(&A) -> B) {
        let of_item = key(&item);
        let (Ok(index) | Err(index)) = self.0.binary_search_by_key(&of_item, key);
        self.0.insert(index, item);
    }
}

impl<A, C: RefCount> FromIterator<A> for GenericVector<A, C> {
    fn from_iter<I: IntoIterator<Item = A>>(items: I) -> Self {
        Self(items.into_iter().collect())
    }
}

impl<A: Clone, C: RefCount> Extend<A> for GenericVector<A, C> {
    fn extend<I: IntoIterator<Item = A>>(&mut self, items: I) {
        self.0.extend(items);
    }
}

impl<A, C: RefCount> Index<usize> for GenericVector<A, C> {
    type Output = A;

    fn index(&self, index: usize) -> &A {
        &self.0[index]
    }
}

impl<A: Clone, C: RefCount> IndexMut<usize> for GenericVector<A, C> {
    fn index_mut(&mut self, index: usize) -> &mut A {
        &mut self.0[index]
    }
}

impl<A: Clone, C: RefCount> Add for GenericVector<A, C> {
    type Output = Self;

    fn add(mut self, other: Self) -> Self {
        self.append(other);
        self
    }
}

impl<A: Clone, C: RefCount> Add for &GenericVector<A, C> {
    type Output = GenericVector<A, C>;

    fn add(self, other: Self) -> GenericVector<A, C> {
        self.clone() + other.clone()
    }
}

impl<A: Clone, C: RefCount> Sum for GenericVector<A, C> {
    fn sum<I: Iterator<Item = Self>>(vectors: I) -> Self {
        vectors.fold(Self::new(), Add::add)
    }
}

from_collections! {
    [A, C: RefCount] GenericVector<A, C> where [A: Clone];
    [; const N: usize] [A; N] => |items| items.into_iter().collect();
    [;] Vec<A> => |items| items.into_iter().collect();
    ['a;] &'a [A] => |items| items.iter().cloned().collect();
    ['a;] &'a Vec<A> => |items| items.iter().cloned().collect();
}

/// A vector of what the items of another one borrow.
impl<A: ToOwned<Owned = O> + ?Sized, O: Borrow<A> + Clone, C: RefCount, D: RefCount>
    From<&GenericVector<&A, D>> for GenericVector<O, C>
{
    fn from(borrowed: &GenericVector<&A, D>) -> Self {
        borrowed.iter().map(|item| (*item).to_owned()).collect()
    }
}
