//! Parallel iterators over maps, and merges.

use super::build;
use super::merge;
use crate::map::{self, CowTreeMap, GenericTreeMap, SummedTreeMap, keep_last};
use crate::summary::Summary;
use crate::tree::{Sum, TreeRef};
use crate::walk::{Entries, EntriesMut};
use alloc::vec::Vec;
use core::fmt;
use core::ops::Range;
use cow_core::btree::{Decision, Keep, LeavesMut, SharedNodes};
use cow_core::{Atomic, Pick};
use rayon::iter::plumbing::{
    Consumer, Folder, Producer, ProducerCallback, UnindexedConsumer, UnindexedProducer, bridge,
    bridge_unindexed,
};
use rayon::iter::{
    FromParallelIterator, IndexedParallelIterator, IntoParallelIterator, ParallelExtend,
    ParallelIterator,
};
use rayon::slice::ParallelSliceMut;

/// A parallel iterator over the entries of a map, in the order of their keys. Made by
/// [`par_iter`](rayon::iter::IntoParallelRefIterator::par_iter).
pub struct Iter<'a, K, V, A = ()> {
    /// Some if `ranks` is not empty.
    tree: Option<TreeRef<'a, K, V, A, Atomic>>,
    /// Within the tree.
    ranks: Range<usize>,
}

/// A parallel iterator over the entries of a map, with values to be written. Made by
/// [`par_iter_mut`](rayon::iter::IntoParallelRefMutIterator::par_iter_mut).
///
/// Unlike the others it is not indexed: a tree that is borrowed mutably is cut only where its nodes
/// are.
pub struct IterMut<'a, K, V> {
    leaves: LeavesMut<'a, K, (K, V), Sum<()>, Atomic>,
}

/// A parallel iterator that takes the entries out of a map, in the order of their keys. Made by
/// [`into_par_iter`](IntoParallelIterator::into_par_iter).
pub struct IntoIter<K, V, A = ()> {
    map: SummedTreeMap<K, V, A>,
}

impl<'a, K, V, A> IntoParallelIterator for &'a SummedTreeMap<K, V, A>
where
    K: Send + Sync,
    V: Send + Sync,
    A: Send + Sync,
{
    type Item = (&'a K, &'a V);
    type Iter = Iter<'a, K, V, A>;

    fn into_par_iter(self) -> Self::Iter {
        Iter { tree: self.tree.root(), ranks: 0..self.len() }
    }
}

impl<'a, K, V> IntoParallelIterator for &'a mut CowTreeMap<K, V>
where
    K: Clone + Send + Sync,
    V: Clone + Send + Sync,
{
    type Item = (&'a K, &'a mut V);
    type Iter = IterMut<'a, K, V>;

    fn into_par_iter(self) -> Self::Iter {
        let ranks = 0..self.len();
        IterMut { leaves: self.tree.leaves_mut(ranks) }
    }
}

impl<K, V, A> IntoParallelIterator for SummedTreeMap<K, V, A>
where
    K: Clone + Send + Sync,
    V: Clone + Send + Sync,
    A: Summary<K, V> + Send + Sync,
{
    type Item = (K, V);
    type Iter = IntoIter<K, V, A>;

    fn into_par_iter(self) -> Self::Iter {
        IntoIter { map: self }
    }
}

macro_rules! indexed {
    ([$($generics:tt)*] $name:ty, $item:ty, [$($bounds:tt)*], $len:expr) => {
        impl<$($generics)*> ParallelIterator for $name
        where
            $($bounds)*
        {
            type Item = $item;

            fn drive_unindexed<D: UnindexedConsumer<Self::Item>>(self, consumer: D) -> D::Result {
                bridge(self, consumer)
            }

            fn opt_len(&self) -> Option<usize> {
                Some(self.len())
            }
        }

        impl<$($generics)*> IndexedParallelIterator for $name
        where
            $($bounds)*
        {
            fn len(&self) -> usize {
                $len(self)
            }

            fn drive<D: Consumer<Self::Item>>(self, consumer: D) -> D::Result {
                bridge(self, consumer)
            }

            fn with_producer<CB: ProducerCallback<Self::Item>>(self, callback: CB) -> CB::Output {
                callback.callback(self)
            }
        }
    };
}

indexed!(
    ['a, K, V, A] Iter<'a, K, V, A>,
    (&'a K, &'a V),
    [K: Send + Sync, V: Send + Sync, A: Send + Sync],
    |iter: &Self| iter.ranks.len()
);

indexed!(
    [K, V, A] IntoIter<K, V, A>,
    (K, V),
    [K: Clone + Send + Sync, V: Clone + Send + Sync, A: Summary<K, V> + Send + Sync],
    |iter: &Self| iter.map.len()
);

impl<'a, K: Send + Sync, V: Send + Sync, A: Send + Sync> Producer for Iter<'a, K, V, A> {
    type Item = (&'a K, &'a V);
    type IntoIter = map::Iter<'a, K, V, A, Atomic>;

    fn into_iter(self) -> Self::IntoIter {
        let entries = match self.tree {
            Some(tree) => Entries::new(tree, self.ranks),
            None => Entries::default(),
        };
        map::Iter { entries }
    }

    fn split_at(self, index: usize) -> (Self, Self) {
        let middle = self.ranks.start + index;
        let (left, right) = (self.ranks.start..middle, middle..self.ranks.end);
        (Self { ranks: left, ..self }, Self { ranks: right, ..self })
    }
}

impl<K, V, A> Producer for IntoIter<K, V, A>
where
    K: Clone + Send + Sync,
    V: Clone + Send + Sync,
    A: Summary<K, V> + Send + Sync,
{
    type Item = (K, V);
    type IntoIter = map::IntoIter<K, V, A, Atomic>;

    fn into_iter(self) -> Self::IntoIter {
        self.map.into_iter()
    }

    fn split_at(self, index: usize) -> (Self, Self) {
        let (left, right) = self.map.tree.split_at(index);
        (Self { map: GenericTreeMap { tree: left } }, Self { map: GenericTreeMap { tree: right } })
    }
}

impl<'a, K: Clone + Send + Sync, V: Clone + Send + Sync> ParallelIterator for IterMut<'a, K, V> {
    type Item = (&'a K, &'a mut V);

    fn drive_unindexed<D: UnindexedConsumer<Self::Item>>(self, consumer: D) -> D::Result {
        bridge_unindexed(self, consumer)
    }
}

impl<'a, K: Clone + Send + Sync, V: Clone + Send + Sync> UnindexedProducer for IterMut<'a, K, V> {
    type Item = (&'a K, &'a mut V);

    fn split(self) -> (Self, Option<Self>) {
        let (left, right) = self.leaves.split();
        (Self { leaves: left }, right.map(|leaves| Self { leaves }))
    }

    fn fold_with<F: Folder<Self::Item>>(self, folder: F) -> F {
        let mut entries = EntriesMut::of(self.leaves);
        folder.consume_iter(core::iter::from_fn(|| {
            let (key, value) = entries.next()?;
            Some((&*key, value))
        }))
    }
}

impl<K, V, A> FromParallelIterator<(K, V)> for SummedTreeMap<K, V, A>
where
    K: Ord + Clone + Send + Sync,
    V: Clone + Send + Sync,
    A: Summary<K, V> + Send + Sync,
{
    /// Sorts the entries, if they are not sorted already, and builds the tree, both in parallel. Of
    /// those with equal keys the last one counts.
    fn from_par_iter<I: IntoParallelIterator<Item = (K, V)>>(entries: I) -> Self {
        let mut entries = Vec::from_par_iter(entries);
        if !entries.is_sorted_by(|a: &(K, V), b| a.0 < b.0) {
            entries.par_sort_by(|a, b| a.0.cmp(&b.0));
            keep_last(&mut entries);
        }
        Self::par_from_sorted(entries)
    }
}

impl<K, V, A> ParallelExtend<(K, V)> for SummedTreeMap<K, V, A>
where
    K: Ord + Clone + Send + Sync,
    V: Clone + Send + Sync,
    A: Summary<K, V> + Send + Sync,
{
    fn par_extend<I: IntoParallelIterator<Item = (K, V)>>(&mut self, entries: I) {
        let entries = Self::from_par_iter(entries);
        // The old map is whole until the new one is.
        self.tree = merge::merge(self.tree.clone(), entries.tree, Keep::UNION, &|_, _, _| {
            Decision::TakeRightValue
        });
    }
}

impl<'a, K, V, A> ParallelExtend<(&'a K, &'a V)> for SummedTreeMap<K, V, A>
where
    K: Ord + Copy + Send + Sync,
    V: Copy + Send + Sync,
    A: Summary<K, V> + Send + Sync,
{
    fn par_extend<I: IntoParallelIterator<Item = (&'a K, &'a V)>>(&mut self, entries: I) {
        self.par_extend(entries.into_par_iter().map(|(key, value)| (*key, *value)));
    }
}

/// In parallel, with feature `rayon`.
impl<K, V, A> SummedTreeMap<K, V, A>
where
    K: Clone + Send + Sync,
    V: Clone + Send + Sync,
    A: Summary<K, V> + Send + Sync,
{
    /// Returns a map of entries whose keys ascend strictly, built in parallel: see
    /// [`from_sorted`](Self::from_sorted).
    ///
    /// ```
    /// use cow_tree::CowTreeMap;
    /// use rayon::prelude::*;
    ///
    /// let squares = (0..10_000_u32).into_par_iter().map(|i| (i, i * i));
    /// let squares: CowTreeMap<u32, u32> = CowTreeMap::par_from_sorted(squares);
    /// assert_eq!(squares[&9], 81);
    /// ```
    pub fn par_from_sorted<I>(entries: I) -> Self
    where
        I: IntoParallelIterator<Item = (K, V)>,
        I::Iter: IndexedParallelIterator,
    {
        Self { tree: build::from_sorted(entries.into_par_iter()) }
    }

    /// Returns what [`union`](Self::union) returns, computed in parallel.
    ///
    /// ```
    /// use cow_tree::CowTreeMap;
    ///
    /// let a = CowTreeMap::from([(1, "a"), (2, "a")]);
    /// let b = CowTreeMap::from([(2, "b"), (3, "b")]);
    /// assert_eq!(a.par_union(b), CowTreeMap::from([(1, "a"), (2, "a"), (3, "b")]));
    /// ```
    #[must_use]
    pub fn par_union(self, other: Self) -> Self
    where
        K: Ord,
    {
        self.par_merge_with(other, |_, _, _| Pick::Left)
    }

    /// Returns what [`union_with`](Self::union_with) returns, computed in parallel.
    #[must_use]
    pub fn par_union_with<F>(self, other: Self, f: F) -> Self
    where
        K: Ord,
        F: Fn(&K, &V, &V) -> V + Sync,
    {
        let keep = Keep { shared: SharedNodes::Merge, ..Keep::UNION };
        self.par_combine(other, keep, |key, left, right| Pick::New(f(key, left, right)))
    }

    /// Returns what [`merge_with`](Self::merge_with) returns, computed in parallel.
    #[must_use]
    pub fn par_merge_with<F>(self, other: Self, pick: F) -> Self
    where
        K: Ord,
        F: Fn(&K, &V, &V) -> Pick<V> + Sync,
    {
        self.par_combine(other, Keep::UNION, pick)
    }

    /// Returns what [`intersection`](Self::intersection) returns, computed in parallel.
    ///
    /// ```
    /// use cow_tree::CowTreeMap;
    ///
    /// let a = CowTreeMap::from([(1, "a"), (2, "a")]);
    /// let b = CowTreeMap::from([(2, "b"), (3, "b")]);
    /// assert_eq!(a.par_intersection(b), CowTreeMap::from([(2, "a")]));
    /// ```
    #[must_use]
    pub fn par_intersection(self, other: Self) -> Self
    where
        K: Ord,
    {
        self.par_combine(other, Keep::INTERSECTION, |_, _, _| Pick::Left)
    }

    /// Returns what [`difference`](Self::difference) returns, computed in parallel.
    ///
    /// ```
    /// use cow_tree::CowTreeMap;
    ///
    /// let a = CowTreeMap::from([(1, "a"), (2, "a")]);
    /// let b = CowTreeMap::from([(2, "b"), (3, "b")]);
    /// assert_eq!(a.par_difference(b), CowTreeMap::from([(1, "a")]));
    /// ```
    #[must_use]
    pub fn par_difference(self, other: Self) -> Self
    where
        K: Ord,
    {
        self.par_combine(other, Keep::DIFFERENCE, |_, _, _| Pick::Remove)
    }

    /// Returns what [`symmetric_difference`](Self::symmetric_difference) returns, computed in parallel.
    #[must_use]
    pub fn par_symmetric_difference(self, other: Self) -> Self
    where
        K: Ord,
    {
        self.par_combine(other, Keep::SYMMETRIC_DIFFERENCE, |_, _, _| Pick::Remove)
    }

    fn par_combine<F>(self, other: Self, keep: Keep, pick: F) -> Self
    where
        K: Ord,
        F: Fn(&K, &V, &V) -> Pick<V> + Sync,
    {
        let decide = |key: &K, left: &V, right: &V| pick(key, left, right).into();
        Self { tree: merge::merge(self.tree, other.tree, keep, &decide) }
    }
}

impl<K, V, A> Clone for Iter<'_, K, V, A> {
    fn clone(&self) -> Self {
        Self { tree: self.tree, ranks: self.ranks.clone() }
    }
}

impl<K: fmt::Debug, V: fmt::Debug, A> fmt::Debug for Iter<'_, K, V, A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Iter").field("ranks", &self.ranks).finish_non_exhaustive()
    }
}

impl<K, V> fmt::Debug for IterMut<'_, K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("IterMut").finish_non_exhaustive()
    }
}

impl<K: fmt::Debug, V: fmt::Debug, A> fmt::Debug for IntoIter<K, V, A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("IntoIter").field(&self.map).finish()
    }
}
