//! Summaries of ranges of a map's entries, and searches in them, without visiting the entries.

use super::GenericTreeMap;
use super::range::ranks;
use crate::summary::Summary;
use core::borrow::Borrow;
use core::ops::RangeBounds;
use cow_core::RefCount;

impl<K, V, A: Summary<K, V>, C: RefCount> GenericTreeMap<K, V, A, C> {
    /// Returns the summary of all entries. O(1), or O(n) in a map so small that it is one leaf.
    ///
    /// ```
    /// use cow_tree::{SummedTreeMap, Summary};
    ///
    /// #[derive(Clone)]
    /// struct Total(u64);
    ///
    /// impl Summary<&'static str, u64> for Total {
    ///     fn empty() -> Self {
    ///         Total(0)
    ///     }
    ///     fn of(_: &&'static str, value: &u64) -> Self {
    ///         Total(*value)
    ///     }
    ///     fn combine(&self, right: &Self) -> Self {
    ///         Total(self.0 + right.0)
    ///     }
    /// }
    ///
    /// let mut prices: SummedTreeMap<_, _, Total> = [("ink", 3), ("pen", 2)].into_iter().collect();
    /// prices.insert("paper", 5);
    /// assert_eq!(prices.summary().0, 10);
    /// ```
    #[must_use]
    pub fn summary(&self) -> A {
        self.tree.summary().0
    }

    /// Returns the summary of the entries whose keys are in `range`. O(log n), and a fold over the entries of
    /// two leaves at most.
    ///
    /// ```
    /// use cow_tree::{SummedTreeMap, Summary};
    ///
    /// /// How much was sold.
    /// #[derive(Clone, Debug, PartialEq)]
    /// struct Total(u64);
    ///
    /// impl Summary<u32, u64> for Total {
    ///     fn empty() -> Self {
    ///         Total(0)
    ///     }
    ///     fn of(_day: &u32, sold: &u64) -> Self {
    ///         Total(*sold)
    ///     }
    ///     fn combine(&self, right: &Self) -> Self {
    ///         Total(self.0 + right.0)
    ///     }
    /// }
    ///
    /// let sales: SummedTreeMap<u32, u64, Total> = (1..=365).map(|day| (day, 10)).collect();
    /// assert_eq!(sales.summary_of(1..=31), Total(310));
    /// assert_eq!(sales.summary_of(360..), Total(60));
    /// ```
    ///
    /// # Panics
    /// The same as for [`range`](Self::range).
    #[must_use]
    pub fn summary_of<T, R>(&self, range: R) -> A
    where
        T: Ord + ?Sized,
        K: Borrow<T> + Ord,
        R: RangeBounds<T>,
    {
        let Some(root) = self.root() else { return A::empty() };
        self.tree.summary_of(ranks(root, &range)).0
    }

    /// Returns the summary of the entries whose ranks are in `ranks`, as
    /// [`summary_of`](Self::summary_of).
    ///
    /// # Panics
    /// The same as for [`range_by_rank`](Self::range_by_rank).
    #[must_use]
    pub fn summary_by_rank(&self, ranks: impl RangeBounds<usize>) -> A {
        self.tree.summary_of(self.checked_ranks(&ranks)).0
    }

    /// Returns the first entry for which `reached` returns `true`, called with the summary of all entries up
    /// to it and with it, and the summary of those before it. O(log n).
    ///
    /// `reached` is to be monotone: `false` for short beginnings of the map, `true` for longer ones.
    ///
    /// ```
    /// use cow_tree::{SummedTreeMap, Summary};
    ///
    /// /// How many bytes of text.
    /// #[derive(Clone)]
    /// struct Bytes(usize);
    ///
    /// impl Summary<u32, String> for Bytes {
    ///     fn empty() -> Self {
    ///         Bytes(0)
    ///     }
    ///     fn of(_: &u32, line: &String) -> Self {
    ///         Bytes(line.len())
    ///     }
    ///     fn combine(&self, right: &Self) -> Self {
    ///         Bytes(self.0 + right.0)
    ///     }
    /// }
    ///
    /// let lines = [(1, "ab"), (2, "cde"), (3, "f")];
    /// let lines: SummedTreeMap<u32, String, Bytes> =
    ///     lines.into_iter().map(|(number, line)| (number, line.to_owned())).collect();
    /// // The line that holds byte 4, and how many bytes are before it.
    /// let (before, number, line) = lines.search(|sum| sum.0 > 4).unwrap();
    /// assert_eq!((before.0, *number, line.as_str()), (2, 2, "cde"));
    /// ```
    pub fn search(&self, mut reached: impl FnMut(&A) -> bool) -> Option<(A, &K, &V)> {
        let (before, _, (key, value)) =
            self.tree.search_of(0..self.len(), |sum| reached(&sum.0))?;
        Some((before.0, key, value))
    }

    /// Searches, as [`search`](Self::search) does, the entries whose keys are in `range`, as if there were no
    /// others. O(log n).
    ///
    /// ```
    /// use cow_tree::{SummedTreeMap, Summary};
    /// use std::ops::Bound::{Excluded, Unbounded};
    ///
    /// /// The greatest value.
    /// #[derive(Clone)]
    /// struct Most(u32);
    ///
    /// impl Summary<&'static str, u32> for Most {
    ///     fn empty() -> Self {
    ///         Most(0)
    ///     }
    ///     fn of(_: &&'static str, value: &u32) -> Self {
    ///         Most(*value)
    ///     }
    ///     fn combine(&self, right: &Self) -> Self {
    ///         Most(self.0.max(right.0))
    ///     }
    /// }
    ///
    /// let heights = [("Ben Nevis", 1345), ("Everest", 8849), ("K2", 8611), ("Snowdon", 1085)];
    /// let heights: SummedTreeMap<_, _, Most> = heights.into_iter().collect();
    /// let high = |most: &Most| most.0 > 8000;
    /// let (_, first, _) = heights.search(high).unwrap();
    /// let (_, second, _) = heights.search_of::<&str, _>((Excluded(first), Unbounded), high).unwrap();
    /// assert_eq!((*first, *second), ("Everest", "K2"));
    /// ```
    ///
    /// # Panics
    /// The same as for [`range`](Self::range).
    pub fn search_of<T, R>(
        &self,
        range: R,
        mut reached: impl FnMut(&A) -> bool,
    ) -> Option<(A, &K, &V)>
    where
        T: Ord + ?Sized,
        K: Borrow<T> + Ord,
        R: RangeBounds<T>,
    {
        let ranks = ranks(self.root()?, &range);
        let (before, _, (key, value)) = self.tree.search_of(ranks, |sum| reached(&sum.0))?;
        Some((before.0, key, value))
    }
}
