//! Ranges of keys and of ranks.

use super::GenericTreeMap;
use super::iter::Keys;
use super::iterator::{iterator, iterator_mut};
use crate::tree::{TreeRef, sought};
use crate::walk::{Entries, EntriesMut};
use core::borrow::Borrow;
use core::fmt;
use core::iter::FusedIterator;
use core::ops::{self, Bound, RangeBounds};
use cow_core::{Atomic, RefCount};

/// An iterator over the entries of a map whose keys are in a range, in the order of their keys.
///
/// Made by [`CowTreeMap::range`](crate::CowTreeMap::range). It allocates nothing, and its length is exact.
pub struct Range<'a, K, V, A = (), C: RefCount = Atomic> {
    entries: Entries<'a, K, V, A, C>,
}

/// An iterator over the entries of a map whose keys are in a range, in the order of their keys, with
/// values to be written.
///
/// Made by [`CowTreeMap::range_mut`](crate::CowTreeMap::range_mut). It copies a shared node when it reaches it, and
/// none before.
pub struct RangeMut<'a, K, V, C: RefCount = Atomic> {
    entries: EntriesMut<'a, K, V, C>,
}

impl<K, V, A, C: RefCount> GenericTreeMap<K, V, A, C> {
    /// Returns the entries whose keys are in `range`, in the order of their keys.
    ///
    /// O(log n) for both ends, and O(1) amortised for each entry. The iterator is exact: how many
    /// entries there are in a range is known in O(log n), without visiting them.
    ///
    /// ```
    /// use cow_tree::CowTreeMap;
    /// use std::ops::Bound::{Excluded, Unbounded};
    ///
    /// let map = CowTreeMap::from([("ant", 1), ("bee", 2), ("cat", 3), ("dog", 4)]);
    /// assert!(map.range("b".."d").eq([(&"bee", &2), (&"cat", &3)]));
    /// assert_eq!(map.range::<str, _>((Excluded("bee"), Unbounded)).len(), 2);
    /// ```
    ///
    /// The strings with some prefix are a range, from the prefix to the next string that does not begin
    /// with it:
    ///
    /// ```
    /// use cow_tree::CowTreeMap;
    /// use std::ops::Bound::{Excluded, Included};
    ///
    /// let words = ["aback", "abacus", "abandon", "abase", "abate", "abbey"];
    /// let words: CowTreeMap<String, usize> = words.map(|word| (word.to_owned(), word.len())).into();
    /// // `&str..&str` are ranges of `&str`; of `str` they are written with bounds.
    /// let found = words.range::<str, _>((Included("aba"), Excluded("abb")));
    /// assert_eq!(found.len(), 5); // O(log n)
    /// assert_eq!(found.map(|(word, _)| &word[..]).last(), Some("abate"));
    /// ```
    ///
    /// # Panics
    /// If the range starts after its end, or if both ends are equal and excluded. As in std, an
    /// empty map does not check them.
    pub fn range<T, R>(&self, range: R) -> Range<'_, K, V, A, C>
    where
        T: Ord + ?Sized,
        K: Borrow<T> + Ord,
        R: RangeBounds<T>,
    {
        let Some(tree) = self.root() else { return Range::default() };
        Range { entries: entries(tree, &range) }
    }

    /// Returns the entries whose ranks are in `ranks`: `0..10` are the ten least. O(log n) for both ends, and
    /// O(1) amortised for each entry.
    ///
    /// ```
    /// use cow_tree::CowTreeMap;
    ///
    /// let map: CowTreeMap<u32, char> = [(5, 'a'), (7, 'b'), (9, 'c')].into();
    /// assert!(map.range_by_rank(1..).eq([(&7, &'b'), (&9, &'c')]));
    /// ```
    ///
    /// # Panics
    /// If the range starts after its end, or ends after the length.
    pub fn range_by_rank(&self, ranks: impl RangeBounds<usize>) -> Range<'_, K, V, A, C> {
        let ranks = self.checked_ranks(&ranks);
        let Some(tree) = self.root() else { return Range::default() };
        Range { entries: Entries::new(tree, ranks) }
    }

    /// Returns the ranks as a range within the map.
    pub(super) fn checked_ranks(&self, ranks: &impl RangeBounds<usize>) -> ops::Range<usize> {
        let len = self.len();
        let start = match ranks.start_bound() {
            Bound::Included(start) => *start,
            Bound::Excluded(start) => start.saturating_add(1),
            Bound::Unbounded => 0,
        };
        let end = match ranks.end_bound() {
            Bound::Included(end) => end.saturating_add(1),
            Bound::Excluded(end) => *end,
            Bound::Unbounded => len,
        };
        assert!(start <= end, "range of ranks starts at {start} but ends at {end}");
        assert!(end <= len, "range end (is {end}) should be <= len (is {len})");
        start..end
    }
}

impl<'a, K, V, A, C: RefCount> Range<'a, K, V, A, C> {
    /// Returns the keys.
    pub(crate) fn into_keys(self) -> Keys<'a, K, V, A, C> {
        Keys { entries: self.entries }
    }
}

impl<K: Clone, V: Clone, C: RefCount> GenericTreeMap<K, V, (), C> {
    /// Returns the entries whose keys are in `range`, in the order of their keys, with values to be written.
    ///
    /// O(log n) for both ends, and O(1) amortised for each entry. Shared nodes are copied when the
    /// iterator reaches them, each once; an iterator that is not used copies none.
    ///
    /// ```
    /// use cow_tree::CowTreeMap;
    ///
    /// let mut map = CowTreeMap::from([("ant", 1), ("bee", 2), ("cat", 3)]);
    /// for (_, legs) in map.range_mut("b"..) {
    ///     *legs *= 10;
    /// }
    /// assert_eq!(map, CowTreeMap::from([("ant", 1), ("bee", 20), ("cat", 30)]));
    /// ```
    ///
    /// # Panics
    /// The same as for [`range`](Self::range).
    pub fn range_mut<T, R>(&mut self, range: R) -> RangeMut<'_, K, V, C>
    where
        T: Ord + ?Sized,
        K: Borrow<T> + Ord,
        R: RangeBounds<T>,
    {
        let Some(tree) = self.root() else { return RangeMut::default() };
        let ranks = ranks(tree, &range);
        RangeMut { entries: EntriesMut::new(&mut self.tree, ranks) }
    }
}

/// Returns the entries whose keys are in `range`, by one descent for each end.
///
/// # Panics
/// If the range starts after its end, or if both ends are equal and excluded.
fn entries<'a, K, V, A, C, T, R>(
    tree: TreeRef<'a, K, V, A, C>,
    range: &R,
) -> Entries<'a, K, V, A, C>
where
    K: Borrow<T>,
    C: RefCount,
    T: Ord + ?Sized,
    R: RangeBounds<T>,
{
    check(range);
    let end = end(tree, range.end_bound());
    match range.start_bound() {
        Bound::Included(key) => Entries::from(tree, sought(key), false, end),
        Bound::Excluded(key) => Entries::from(tree, sought(key), true, end),
        Bound::Unbounded => Entries::new(tree, 0..end),
    }
}

/// Returns the ranks of the entries whose keys are in `range`.
///
/// # Panics
/// If the range starts after its end, or if both ends are equal and excluded.
pub(crate) fn ranks<K, V, A, C, T, R>(tree: TreeRef<'_, K, V, A, C>, range: &R) -> ops::Range<usize>
where
    K: Borrow<T>,
    C: RefCount,
    T: Ord + ?Sized,
    R: RangeBounds<T>,
{
    check(range);
    unchecked_ranks(tree, range)
}

/// [`ranks`] that are none for a range that starts after its end.
pub(crate) fn unchecked_ranks<K, V, A, C, T, R>(
    tree: TreeRef<'_, K, V, A, C>,
    range: &R,
) -> ops::Range<usize>
where
    K: Borrow<T>,
    C: RefCount,
    T: Ord + ?Sized,
    R: RangeBounds<T>,
{
    let start = match range.start_bound() {
        Bound::Included(key) => less(tree, key),
        Bound::Excluded(key) => less_or_equal(tree, key),
        Bound::Unbounded => 0,
    };
    // Keys whose order contradicts itself can have the ends the wrong way round, too.
    start..end(tree, range.end_bound()).max(start)
}

/// Panics as std's maps do.
fn check<T: Ord + ?Sized>(range: &impl RangeBounds<T>) {
    use Bound::{Excluded, Included};
    match (range.start_bound(), range.end_bound()) {
        (Excluded(a), Excluded(b)) if a == b => {
            panic!("range start and end are equal and excluded")
        }
        (Included(a) | Excluded(a), Included(b) | Excluded(b)) if a > b => {
            panic!("range start is greater than range end")
        }
        _ => {}
    }
}

/// Returns how many entries there are up to the end of a range.
fn end<K, V, A, C, T>(tree: TreeRef<'_, K, V, A, C>, bound: Bound<&T>) -> usize
where
    K: Borrow<T>,
    C: RefCount,
    T: Ord + ?Sized,
{
    match bound {
        Bound::Included(key) => less_or_equal(tree, key),
        Bound::Excluded(key) => less(tree, key),
        Bound::Unbounded => tree.len(),
    }
}

/// Returns the number of keys that are less than `key`.
pub(crate) fn less<K, V, A, C, T>(tree: TreeRef<'_, K, V, A, C>, key: &T) -> usize
where
    K: Borrow<T>,
    C: RefCount,
    T: Ord + ?Sized,
{
    tree.rank(sought(key)).unwrap_or_else(|rank| rank)
}

/// Returns the number of keys that are not greater than `key`.
pub(crate) fn less_or_equal<K, V, A, C, T>(tree: TreeRef<'_, K, V, A, C>, key: &T) -> usize
where
    K: Borrow<T>,
    C: RefCount,
    T: Ord + ?Sized,
{
    tree.rank(sought(key)).map_or_else(|rank| rank, |rank| rank + 1)
}

iterator!(Range, (&'a K, &'a V), (key, value) => (key, value), [fmt::Debug], [fmt::Debug], next);
iterator_mut!(RangeMut, (&'a K, &'a mut V), (key, value) => (key, value), [fmt::Debug], |entry| entry, next);
