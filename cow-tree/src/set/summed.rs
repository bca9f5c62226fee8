//! Summaries of ranges of a set's elements, and searches in them, without visiting the elements.

use super::GenericTreeSet;
use crate::summary::Summary;
use core::borrow::Borrow;
use core::ops::RangeBounds;
use cow_core::RefCount;

impl<T, A: Summary<T, ()>, C: RefCount> GenericTreeSet<T, A, C> {
    /// Returns the summary of all elements. O(1), or O(n) in a set so small that it is one leaf.
    ///
    /// ```
    /// use cow_tree::{SummedTreeSet, Summary};
    ///
    /// /// How many bytes of text.
    /// #[derive(Clone)]
    /// struct Bytes(usize);
    ///
    /// impl Summary<&'static str, ()> for Bytes {
    ///     fn empty() -> Self {
    ///         Bytes(0)
    ///     }
    ///     fn of(word: &&'static str, (): &()) -> Self {
    ///         Bytes(word.len())
    ///     }
    ///     fn combine(&self, right: &Self) -> Self {
    ///         Bytes(self.0 + right.0)
    ///     }
    /// }
    ///
    /// let words = ["ant", "beetle", "cicada"];
    /// let mut words: SummedTreeSet<&str, Bytes> = words.into_iter().collect();
    /// words.insert("bee");
    /// assert_eq!((words.summary().0, words.summary_of("b".."c").0), (18, 9));
    /// assert_eq!(words.search(|bytes| bytes.0 > 10).unwrap().1, &"beetle");
    /// ```
    #[must_use]
    pub fn summary(&self) -> A {
        self.map.summary()
    }

    /// Returns the summary of the elements in `range`. O(log n), and a fold over the elements of two leaves at
    /// most.
    ///
    /// # Panics
    /// The same as for [`range`](Self::range).
    #[must_use]
    pub fn summary_of<Q, R>(&self, range: R) -> A
    where
        Q: Ord + ?Sized,
        T: Borrow<Q> + Ord,
        R: RangeBounds<Q>,
    {
        self.map.summary_of(range)
    }

    /// Returns the summary of the elements whose ranks are in `ranks`, as
    /// [`summary_of`](Self::summary_of).
    ///
    /// # Panics
    /// If the range starts after its end, or ends after the length.
    #[must_use]
    pub fn summary_by_rank(&self, ranks: impl RangeBounds<usize>) -> A {
        self.map.summary_by_rank(ranks)
    }

    /// Returns the first element for which `reached` returns `true`, called with the summary of all elements
    /// up to it and with it, and the summary of those before it. O(log n).
    ///
    /// `reached` is to be monotone: `false` for short beginnings of the set, `true` for longer ones.
    pub fn search(&self, reached: impl FnMut(&A) -> bool) -> Option<(A, &T)> {
        let (before, element, ()) = self.map.search(reached)?;
        Some((before, element))
    }

    /// Searches, as [`search`](Self::search) does, the elements in `range`, as if there were no others. O(log n).
    ///
    /// # Panics
    /// The same as for [`range`](Self::range).
    pub fn search_of<Q, R>(&self, range: R, reached: impl FnMut(&A) -> bool) -> Option<(A, &T)>
    where
        Q: Ord + ?Sized,
        T: Borrow<Q> + Ord,
        R: RangeBounds<Q>,
    {
        let (before, element, ()) = self.map.search_of(range, reached)?;
        Some((before, element))
    }
}
