//! Taking some entries out while walking over a range of them.

use super::GenericTreeMap;
use super::range::unchecked_ranks;
use crate::summary::Summary;
use crate::tree::Sum;
use core::fmt;
use core::iter::FusedIterator;
use core::marker::PhantomData;
use core::ops::RangeBounds;
use cow_core::btree::Extraction;
use cow_core::{Atomic, RefCount};

/// An iterator that removes the entries of a map for which a predicate returns `true`.
///
/// Made by [`CowTreeMap::extract_if`](crate::CowTreeMap::extract_if).
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct ExtractIf<'a, K, V, R, F, A: Summary<K, V> = (), C: RefCount = Atomic> {
    extraction: Extraction<'a, K, (K, V), Sum<A>, C>,
    pred: F,
    range: PhantomData<R>,
}

impl<K, V, A: Summary<K, V>, C: RefCount> GenericTreeMap<K, V, A, C> {
    /// Returns an iterator that removes, in order, the entries whose keys are in `range` and for which `pred`
    /// returns `true`. Entries that the iterator does not reach, because it is dropped early or
    /// `pred` panics, stay.
    ///
    /// O(log n) for each leaf, and O(1) for each entry. Shared leaves that it reaches are copied, for
    /// `pred` may write to any value; where it need not, [`partition`](Self::partition) copies less.
    ///
    /// ```
    /// use cow_tree::CowTreeMap;
    ///
    /// let mut map: CowTreeMap<u32, u32> = (0..8).map(|i| (i, i)).collect();
    /// let even: Vec<u32> = map.extract_if(2.., |k, _| k % 2 == 0).map(|(k, _)| k).collect();
    /// assert_eq!(even, [2, 4, 6]);
    /// assert!(map.into_keys().eq([0, 1, 3, 5, 7]));
    /// ```
    ///
    /// As with std, a range that starts after its end holds nothing here. Unlike std's, the iterator has
    /// a destructor, which puts the leaf back that it works on: the map cannot be used before it is
    /// dropped, and has lost its entries if it is leaked (by [`mem::forget`](core::mem::forget)).
    pub fn extract_if<F, R>(&mut self, range: R, pred: F) -> ExtractIf<'_, K, V, R, F, A, C>
    where
        K: Ord,
        R: RangeBounds<K>,
        F: FnMut(&K, &mut V) -> bool,
    {
        let ranks = self.tree.root().map_or(0..0, |tree| unchecked_ranks(tree, &range));
        ExtractIf { extraction: self.tree.extract(ranks), pred, range: PhantomData }
    }
}

impl<K, V, R, F, A, C> Iterator for ExtractIf<'_, K, V, R, F, A, C>
where
    K: Clone,
    V: Clone,
    F: FnMut(&K, &mut V) -> bool,
    C: RefCount,
    A: Summary<K, V>,
{
    type Item = (K, V);

    fn next(&mut self) -> Option<(K, V)> {
        let pred = &mut self.pred;
        self.extraction.next_mut(&mut |(key, value)| pred(key, value))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (0, Some(self.extraction.unseen()))
    }
}

impl<K, V, R, F, A, C> FusedIterator for ExtractIf<'_, K, V, R, F, A, C>
where
    K: Clone,
    V: Clone,
    F: FnMut(&K, &mut V) -> bool,
    C: RefCount,
    A: Summary<K, V>,
{
}

impl<K, V, R, F, A, C> fmt::Debug for ExtractIf<'_, K, V, R, F, A, C>
where
    K: fmt::Debug,
    V: fmt::Debug,
    C: RefCount,
    A: Summary<K, V>,
{
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ExtractIf").field("peek", &self.extraction.peek()).finish_non_exhaustive()
    }
}
