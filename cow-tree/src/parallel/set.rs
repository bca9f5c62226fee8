//! Parallel iterators over sets, and merges.

use super::map;
use crate::map::GenericTreeMap;
use crate::set::CowTreeSet;
use rayon::iter::{
    FromParallelIterator, IndexedParallelIterator, IntoParallelIterator, Map, ParallelExtend,
    ParallelIterator,
};

/// A parallel iterator over the elements of a set, in order. Made by
/// [`par_iter`](rayon::iter::IntoParallelRefIterator::par_iter).
pub type Iter<'a, T> = Map<map::Iter<'a, T, ()>, fn((&'a T, &'a ())) -> &'a T>;

/// A parallel iterator that takes the elements out of a set, in order. Made by
/// [`into_par_iter`](IntoParallelIterator::into_par_iter).
pub type IntoIter<T> = Map<map::IntoIter<T, ()>, fn((T, ())) -> T>;

impl<'a, T: Send + Sync> IntoParallelIterator for &'a CowTreeSet<T> {
    type Item = &'a T;
    type Iter = Iter<'a, T>;

    fn into_par_iter(self) -> Self::Iter {
        (&self.map).into_par_iter().map(|(element, ())| element)
    }
}

impl<T: Clone + Send + Sync> IntoParallelIterator for CowTreeSet<T> {
    type Item = T;
    type Iter = IntoIter<T>;

    fn into_par_iter(self) -> Self::Iter {
        self.map.into_par_iter().map(|(element, ())| element)
    }
}

impl<T: Ord + Clone + Send + Sync> FromParallelIterator<T> for CowTreeSet<T> {
    /// Sorts the elements, if they are not sorted already, and builds the tree, both in parallel.
    fn from_par_iter<I: IntoParallelIterator<Item = T>>(elements: I) -> Self {
        Self { map: elements.into_par_iter().map(|element| (element, ())).collect() }
    }
}

impl<T: Ord + Clone + Send + Sync> ParallelExtend<T> for CowTreeSet<T> {
    fn par_extend<I: IntoParallelIterator<Item = T>>(&mut self, elements: I) {
        let elements: Self = elements.into_par_iter().collect();
        *self = self.clone().par_union(elements);
    }
}

impl<'a, T: Ord + Copy + Send + Sync> ParallelExtend<&'a T> for CowTreeSet<T> {
    fn par_extend<I: IntoParallelIterator<Item = &'a T>>(&mut self, elements: I) {
        self.par_extend(elements.into_par_iter().copied());
    }
}

/// In parallel, with feature `rayon`. The operators `|`, `&`, `-`, `^` are the sequential forms.
impl<T: Clone + Send + Sync> CowTreeSet<T> {
    /// Returns a set of elements that ascend strictly, built in parallel: see
    /// [`from_sorted`](Self::from_sorted).
    ///
    /// ```
    /// use cow_tree::CowTreeSet;
    /// use rayon::prelude::*;
    ///
    /// let even = (0..50_000_u32).into_par_iter().map(|i| 2 * i);
    /// let even: CowTreeSet<u32> = CowTreeSet::par_from_sorted(even);
    /// assert!(even.contains(&42));
    /// ```
    pub fn par_from_sorted<I>(elements: I) -> Self
    where
        I: IntoParallelIterator<Item = T>,
        I::Iter: IndexedParallelIterator,
    {
        let entries = elements.into_par_iter().map(|element| (element, ()));
        Self { map: GenericTreeMap::par_from_sorted(entries) }
    }

    /// Returns the elements of both, merged in parallel; of two equal ones that of `self`.
    ///
    /// ```
    /// use cow_tree::CowTreeSet;
    ///
    /// let (a, b) = (CowTreeSet::from([1, 2]), CowTreeSet::from([2, 3]));
    /// assert_eq!(a.par_union(b), CowTreeSet::from([1, 2, 3]));
    /// ```
    #[must_use]
    pub fn par_union(self, other: Self) -> Self
    where
        T: Ord,
    {
        Self { map: self.map.par_union(other.map) }
    }

    /// Returns the elements of `self` that `other` has too, found in parallel.
    ///
    /// ```
    /// use cow_tree::CowTreeSet;
    ///
    /// let (a, b) = (CowTreeSet::from([1, 2]), CowTreeSet::from([2, 3]));
    /// assert_eq!(a.par_intersection(b), CowTreeSet::from([2]));
    /// ```
    #[must_use]
    pub fn par_intersection(self, other: Self) -> Self
    where
        T: Ord,
    {
        Self { map: self.map.par_intersection(other.map) }
    }

    /// Returns the elements of `self` that are not in `other`, found in parallel.
    ///
    /// ```
    /// use cow_tree::CowTreeSet;
    ///
    /// let (a, b) = (CowTreeSet::from([1, 2]), CowTreeSet::from([2, 3]));
    /// assert_eq!(a.par_difference(b), CowTreeSet::from([1]));
    /// ```
    #[must_use]
    pub fn par_difference(self, other: Self) -> Self
    where
        T: Ord,
    {
        Self { map: self.map.par_difference(other.map) }
    }

    /// Returns the elements that are in one of both only, found in parallel.
    ///
    /// ```
    /// use cow_tree::CowTreeSet;
    ///
    /// let (a, b) = (CowTreeSet::from([1, 2]), CowTreeSet::from([2, 3]));
    /// assert_eq!(a.par_symmetric_difference(b), CowTreeSet::from([1, 3]));
    /// ```
    #[must_use]
    pub fn par_symmetric_difference(self, other: Self) -> Self
    where
        T: Ord,
    {
        Self { map: self.map.par_symmetric_difference(other.map) }
    }
}
