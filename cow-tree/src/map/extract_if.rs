//! Taking some entries out while walking over a range of them.

use super::CowTreeMap;
use super::range::unchecked_ranks;
use crate::ops::extract::{Unseen, extract_mut};
use crate::summary::Summary;
use core::fmt;
use core::iter::FusedIterator;
use core::marker::PhantomData;
use core::ops::RangeBounds;
use cow_core::{Atomic, Kind};

/// An iterator that takes the entries out of a map for which a predicate says so.
///
/// Made by [`CowTreeMap::extract_if`].
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct ExtractIf<'a, K, V, R, F, P: Kind = Atomic, A = ()> {
    map: &'a mut CowTreeMap<K, V, P, A>,
    unseen: Unseen,
    pred: F,
    range: PhantomData<R>,
}

impl<K, V, P: Kind, A> CowTreeMap<K, V, P, A> {
    /// Walks over the entries whose keys are in `range`, in order, and takes those out for which
    /// `pred` says `true`. Entries that the iterator does not come to, because it is dropped early or
    /// `pred` panics, stay.
    ///
    /// O(log n) for each leaf and each entry taken. Shared leaves that it comes to are copied, for
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
    /// As with std, a range that starts after its end holds nothing here.
    pub fn extract_if<F, R>(&mut self, range: R, pred: F) -> ExtractIf<'_, K, V, R, F, P, A>
    where
        K: Ord,
        R: RangeBounds<K>,
        F: FnMut(&K, &mut V) -> bool,
    {
        let unseen =
            Unseen::new(self.tree().map_or(0..0, |tree| unchecked_ranks(tree, &range)), self.len());
        ExtractIf { map: self, unseen, pred, range: PhantomData }
    }
}

impl<K, V, R, F, P, A> Iterator for ExtractIf<'_, K, V, R, F, P, A>
where
    K: Clone,
    V: Clone,
    F: FnMut(&K, &mut V) -> bool,
    P: Kind,
    A: Summary<K, V>,
{
    type Item = (K, V);

    fn next(&mut self) -> Option<(K, V)> {
        extract_mut(&mut self.map.root, &mut self.unseen, &mut self.pred)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (0, Some(self.unseen.ranks(self.map.len()).len()))
    }
}

impl<K, V, R, F, P, A> FusedIterator for ExtractIf<'_, K, V, R, F, P, A>
where
    K: Clone,
    V: Clone,
    F: FnMut(&K, &mut V) -> bool,
    P: Kind,
    A: Summary<K, V>,
{
}

impl<K: fmt::Debug, V: fmt::Debug, R, F, P: Kind, A> fmt::Debug
    for ExtractIf<'_, K, V, R, F, P, A>
{
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ranks = self.unseen.ranks(self.map.len());
        let next = self.map.nth(ranks.start).filter(|_| !ranks.is_empty());
        f.debug_struct("ExtractIf").field("peek", &next).finish_non_exhaustive()
    }
}
