//! Parallel iterators over sets.

use super::build::gather;
use super::map;
use crate::set::CowSet;
use alloc::vec::Vec;
use core::fmt;
use core::hash::{BuildHasher, Hash};
use rayon::iter::plumbing::UnindexedConsumer;
use rayon::iter::{FromParallelIterator, IntoParallelIterator, ParallelExtend, ParallelIterator};

/// A parallel iterator over the elements of a set. Made by `par_iter` of [`CowSet`].
pub struct Iter<'a, T> {
    entries: map::Iter<'a, T, ()>,
}

/// An owning parallel iterator over the elements of a set. Made by `into_par_iter` of [`CowSet`]. They are
/// moved out; those in nodes that a clone shares are cloned.
pub struct IntoIter<T> {
    entries: map::IntoIter<T, ()>,
}

impl<T> Clone for Iter<'_, T> {
    fn clone(&self) -> Self {
        Self { entries: self.entries.clone() }
    }
}

impl<'a, T: Send + Sync> ParallelIterator for Iter<'a, T> {
    type Item = &'a T;

    fn drive_unindexed<D: UnindexedConsumer<Self::Item>>(self, consumer: D) -> D::Result {
        self.entries.map(|(value, ())| value).drive_unindexed(consumer)
    }
}

impl<T: Clone + Send + Sync> ParallelIterator for IntoIter<T> {
    type Item = T;

    fn drive_unindexed<D: UnindexedConsumer<Self::Item>>(self, consumer: D) -> D::Result {
        self.entries.map(|(value, ())| value).drive_unindexed(consumer)
    }
}

impl<'a, T: Send + Sync, S> IntoParallelIterator for &'a CowSet<T, S> {
    type Item = &'a T;
    type Iter = Iter<'a, T>;

    fn into_par_iter(self) -> Iter<'a, T> {
        Iter { entries: (&self.map).into_par_iter() }
    }
}

impl<T: Clone + Send + Sync, S> IntoParallelIterator for CowSet<T, S> {
    type Item = T;
    type Iter = IntoIter<T>;

    fn into_par_iter(self) -> IntoIter<T> {
        IntoIter { entries: self.map.into_par_iter() }
    }
}

impl<T, S> FromParallelIterator<T> for CowSet<T, S>
where
    T: Eq + Hash + Send + Sync,
    S: BuildHasher + Default + Sync,
{
    /// Returns a set of these values, made and built in parallel. Of several equal ones, the first is kept.
    fn from_par_iter<I: IntoParallelIterator<Item = T>>(values: I) -> Self {
        Self { map: values.into_par_iter().map(|value| (value, ())).collect() }
    }
}

impl<T, S> ParallelExtend<T> for CowSet<T, S>
where
    T: Eq + Hash + Clone + Send + Sync,
    S: BuildHasher + Sync,
{
    /// Inserts these values, which are made in parallel, and built in parallel if the set is empty.
    fn par_extend<I: IntoParallelIterator<Item = T>>(&mut self, values: I) {
        if self.is_empty() {
            self.map.par_extend(values.into_par_iter().map(|value| (value, ())));
        } else {
            let parts = gather(values, Vec::new, Vec::push);
            self.extend(parts.into_iter().flatten());
        }
    }
}

impl<'a, T, S> ParallelExtend<&'a T> for CowSet<T, S>
where
    T: Eq + Hash + Copy + Send + Sync + 'a,
    S: BuildHasher + Sync,
{
    /// Extends the set with copies of these values.
    fn par_extend<I: IntoParallelIterator<Item = &'a T>>(&mut self, values: I) {
        self.par_extend(values.into_par_iter().copied());
    }
}

impl<T> fmt::Debug for Iter<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Iter").finish_non_exhaustive()
    }
}

impl<T> fmt::Debug for IntoIter<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("IntoIter").finish_non_exhaustive()
    }
}
