//! Some of a set's elements.

use super::GenericTreeSet;
use crate::map::unchecked_ranks;
use crate::summary::Summary;
use crate::tree::Sum;
use core::fmt;
use core::iter::FusedIterator;
use core::marker::PhantomData;
use core::ops::RangeBounds;
use cow_core::btree::Extraction;
use cow_core::{Atomic, RefCount};

impl<T: Clone, A: Summary<T, ()>, C: RefCount> GenericTreeSet<T, A, C> {
    /// Returns the elements for which `keep` returns `true`, called in order. Subtrees that stay whole
    /// are shared.
    ///
    /// ```
    /// use cow_tree::CowTreeSet;
    ///
    /// let set: CowTreeSet<u32> = (0..10).collect();
    /// assert_eq!(set.filter(|n| n % 2 == 0).len(), 5);
    /// assert!(set.filter(|_| true).ptr_eq(&set));
    /// ```
    #[must_use]
    pub fn filter(&self, mut keep: impl FnMut(&T) -> bool) -> Self {
        Self { map: self.map.filter(|element, ()| keep(element)) }
    }

    /// Returns the elements for which `left` returns `true`, called in order, and the others. Subtrees that stay
    /// whole are shared.
    ///
    /// ```
    /// use cow_tree::CowTreeSet;
    ///
    /// let set: CowTreeSet<u32> = (0..6).collect();
    /// let (even, odd) = set.partition(|n| n % 2 == 0);
    /// assert!(even.iter().eq(&[0, 2, 4]) && odd.iter().eq(&[1, 3, 5]));
    /// ```
    #[must_use]
    pub fn partition(&self, mut left: impl FnMut(&T) -> bool) -> (Self, Self) {
        let (yes, no) = self.map.partition(|element, ()| left(element));
        (Self { map: yes }, Self { map: no })
    }

    /// Keeps the elements for which `keep` returns `true`, called in order. O(n); subtrees that stay whole
    /// are not copied. If `keep` panics, the set is as it was.
    ///
    /// ```
    /// use cow_tree::CowTreeSet;
    ///
    /// let mut set: CowTreeSet<u32> = (0..8).collect();
    /// set.retain(|n| n % 2 == 0);
    /// assert!(set.iter().eq(&[0, 2, 4, 6]));
    /// ```
    pub fn retain<F>(&mut self, keep: F)
    where
        T: Ord,
        F: FnMut(&T) -> bool,
    {
        *self = self.filter(keep);
    }
}

/// An iterator that removes the elements of a set for which a predicate returns `true`.
///
/// Made by [`CowTreeSet::extract_if`](crate::CowTreeSet::extract_if).
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct ExtractIf<'a, T, R, F, A: Summary<T, ()> = (), C: RefCount = Atomic> {
    extraction: Extraction<'a, T, (T, ()), Sum<A>, C>,
    pred: F,
    range: PhantomData<R>,
}

impl<T, A: Summary<T, ()>, C: RefCount> GenericTreeSet<T, A, C> {
    /// Returns an iterator that removes, in order, the elements in `range` for which `pred` returns `true`.
    /// Elements that the iterator does not reach, because it is dropped early or `pred`
    /// panics, stay.
    ///
    /// O(log n) for each leaf, and O(1) for each element. Only nodes with elements that go are copied.
    ///
    /// ```
    /// use cow_tree::CowTreeSet;
    ///
    /// let mut set: CowTreeSet<u32> = (0..8).collect();
    /// let even: Vec<u32> = set.extract_if(2.., |n| n % 2 == 0).collect();
    /// assert_eq!(even, [2, 4, 6]);
    /// assert!(set.into_iter().eq([0, 1, 3, 5, 7]));
    /// ```
    ///
    /// As with std, a range that starts after its end holds nothing here. Unlike std's, the iterator has
    /// a destructor, which puts the leaf back that it works on: the set cannot be used before it is
    /// dropped, and has lost its elements if it is leaked (by [`mem::forget`](core::mem::forget)).
    pub fn extract_if<F, R>(&mut self, range: R, pred: F) -> ExtractIf<'_, T, R, F, A, C>
    where
        T: Ord,
        R: RangeBounds<T>,
        F: FnMut(&T) -> bool,
    {
        let tree = &mut self.map.tree;
        let ranks = tree.root().map_or(0..0, |tree| unchecked_ranks(tree, &range));
        ExtractIf { extraction: tree.extract(ranks), pred, range: PhantomData }
    }
}

impl<T, R, F, A, C> Iterator for ExtractIf<'_, T, R, F, A, C>
where
    T: Clone,
    F: FnMut(&T) -> bool,
    C: RefCount,
    A: Summary<T, ()>,
{
    type Item = T;

    fn next(&mut self) -> Option<T> {
        let pred = &mut self.pred;
        Some(self.extraction.next(&mut |(element, ())| pred(element))?.0)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (0, Some(self.extraction.unseen()))
    }
}

impl<T, R, F, A, C> FusedIterator for ExtractIf<'_, T, R, F, A, C>
where
    T: Clone,
    F: FnMut(&T) -> bool,
    C: RefCount,
    A: Summary<T, ()>,
{
}

impl<T, R, F, A, C> fmt::Debug for ExtractIf<'_, T, R, F, A, C>
where
    T: fmt::Debug,
    C: RefCount,
    A: Summary<T, ()>,
{
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let next = self.extraction.peek().map(|(element, ())| element);
        f.debug_struct("ExtractIf").field("peek", &next).finish_non_exhaustive()
    }
}
