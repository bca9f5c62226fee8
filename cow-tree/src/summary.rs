//! Summaries: a value for each node, computed from the entries below it.

/// A value computed from entries, which every node of a tree keeps for those below it.
///
/// It is a monoid: [`combine`](Summary::combine) is associative, and [`empty`](Summary::empty) is
/// neutral on both sides. A sum, a count, a maximum, the extent of a text are such values. A map tells
/// that of [all](crate::CowTreeMap::summary) its entries, of those in a
/// [range](crate::CowTreeMap::summary_of), and [where](crate::CowTreeMap::search) along them it
/// reaches something, each in O(log n).
///
/// `()` is the summary of a tree that keeps none; it costs neither time nor memory.
///
/// Maps with a summary have no method that returns a `&mut V`, for writes through it would bypass the summary: no
/// `get_mut`, `iter_mut`, `range_mut`, mutable cursors, nor those methods of an [`Entry`](crate::map::Entry) that
/// return a `&mut V`. Write through `insert`, [`Entry::and_modify`](crate::map::Entry::and_modify), `retain` or
/// `extract_if` instead.
///
/// # Which intervals contain a point
///
/// ```
/// use cow_tree::{SummedTreeMap, Summary};
/// use std::ops::Bound::{Excluded, Included, Unbounded};
///
/// /// The greatest end of some intervals, whose keys are start and end.
/// #[derive(Clone)]
/// struct LastEnd(u32);
///
/// impl<V> Summary<(u32, u32), V> for LastEnd {
///     fn empty() -> Self {
///         LastEnd(0)
///     }
///     fn of((_, end): &(u32, u32), _: &V) -> Self {
///         LastEnd(*end)
///     }
///     fn combine(&self, right: &Self) -> Self {
///         LastEnd(self.0.max(right.0))
///     }
/// }
///
/// type Intervals<V> = SummedTreeMap<(u32, u32), V, LastEnd>;
///
/// /// The values of the intervals that contain `point`: O(log n) for each, and once more.
/// fn containing<V>(intervals: &Intervals<V>, point: u32) -> Vec<&V> {
///     let (mut from, mut found) = (Unbounded, Vec::new());
///     // Of those that start in time, the next one that does not end before.
///     while let Some((_, interval, value)) =
///         intervals.search_of((from, Included((point, u32::MAX))), |last| last.0 > point)
///     {
///         from = Excluded(*interval);
///         found.push(value);
///     }
///     found
/// }
///
/// let reigns = [((1485, 1603), "Tudor"), ((1558, 1603), "Elizabeth I"), ((1603, 1625), "James I")];
/// let mut reigns: Intervals<&str> = reigns.into_iter().collect();
/// assert_eq!(containing(&reigns, 1570), [&"Tudor", &"Elizabeth I"]);
/// assert!(containing(&reigns, 1700).is_empty());
///
/// let before = reigns.clone();
/// reigns.insert((1567, 1625), "James VI of Scots");
/// assert_eq!(containing(&reigns, 1570).len(), 3);
/// assert_eq!(containing(&before, 1570).len(), 2);
/// ```
///
/// # A text indexed by bytes and by lines
///
/// Pieces of text, under keys that ascend and leave gaps for more pieces between them. An edit writes
/// to one piece; a clone made before it is an undo step that shares all others. (`tests/rope.rs` has a
/// rope that also cuts long pieces.)
///
/// ```
/// use cow_tree::{SummedTreeMap, Summary};
///
/// /// The extent of a text.
/// #[derive(Clone, Debug, PartialEq)]
/// struct Extent {
///     bytes: usize,
///     lines: usize,
/// }
///
/// impl Summary<u64, String> for Extent {
///     fn empty() -> Self {
///         Extent { bytes: 0, lines: 0 }
///     }
///     fn of(_: &u64, piece: &String) -> Self {
///         Extent { bytes: piece.len(), lines: piece.matches('\n').count() }
///     }
///     fn combine(&self, right: &Self) -> Self {
///         Extent { bytes: self.bytes + right.bytes, lines: self.lines + right.lines }
///     }
/// }
///
/// type Rope = SummedTreeMap<u64, String, Extent>;
///
/// /// Inserts `text` at a byte of the rope, which is within it.
/// fn insert(rope: &mut Rope, byte: usize, text: &str) {
///     let (before, key, _) = rope.search(|extent| extent.bytes > byte).unwrap();
///     let (at, key) = (byte - before.bytes, *key);
///     rope.entry(key).and_modify(|piece| piece.insert_str(at, text));
/// }
///
/// /// The byte at which a line begins; lines count from zero.
/// fn start_of_line(rope: &Rope, line: usize) -> Option<usize> {
///     if line == 0 {
///         return Some(0);
///     }
///     let (before, _, piece) = rope.search(|extent| extent.lines >= line)?;
///     let (newline, _) = piece.match_indices('\n').nth(line - before.lines - 1)?;
///     Some(before.bytes + newline + 1)
/// }
///
/// let pieces = ["So much\nde", "pends\nupon\n", "a red\nwheel", "barrow\n"];
/// let mut rope: Rope = (0..).step_by(1000).zip(pieces.map(str::to_owned)).collect();
/// assert_eq!(rope.summary(), Extent { bytes: 39, lines: 5 });
/// assert_eq!(start_of_line(&rope, 3), Some(21));
///
/// let before = rope.clone();
/// insert(&mut rope, 23, "dark\n");
/// assert_eq!(start_of_line(&rope, 4), Some(28));
/// assert_eq!(start_of_line(&before, 4), Some(27));
/// assert!(rope.values().map(String::as_str).collect::<String>().contains("a dark\nred"));
/// ```
///
/// # Panics
///
/// Clones of a summary should be cheap: one is made for each node that is copied. If a method of it
/// panics, the write at hand has been done, or has not, as if it had not been called; no entry is lost
/// or doubled, and order, balance and sizes are right. But the summaries of the nodes above the entry
/// that was written may be those of before, until the next write below them or until `retain` or
/// `collect` build the map anew.
///
/// If it is the closure given to `and_modify` or `extract_if` that panics, the summaries above what it
/// may have written are computed while that panic goes on: should one of them panic, too, the process
/// aborts.
pub trait Summary<K, V>: Clone {
    /// False for a summary without content, which is then never computed.
    #[doc(hidden)]
    const KEPT: bool = true;

    /// Returns the summary of no entries.
    fn empty() -> Self;

    /// Returns the summary of one entry.
    fn of(key: &K, value: &V) -> Self;

    /// Returns the summary of the entries of `self` followed by those of `right`.
    #[must_use]
    fn combine(&self, right: &Self) -> Self;
}

impl<K, V> Summary<K, V> for () {
    const KEPT: bool = false;

    #[inline]
    fn empty() -> Self {}

    #[inline]
    fn of(_: &K, _: &V) -> Self {}

    #[inline]
    fn combine(&self, (): &Self) -> Self {}
}
