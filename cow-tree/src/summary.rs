//! What a tree knows of its entries without visiting them.

/// A value computed from entries, which every node of a tree keeps for those below it.
///
/// It is a monoid: [`combine`](Summary::combine) is associative, and [`empty`](Summary::empty) is
/// neutral on both sides. A sum, a count, a maximum, the extent of a text are such values.
///
/// `()` is the summary of a tree that keeps none; it costs neither time nor memory.
///
/// Clones of a summary should be cheap: one is made for each node that is copied. If a method of
/// it panics, entries are neither lost nor doubled, but the summaries of the map that was being
/// written are unspecified from then on.
pub trait Summary<K, V>: Clone {
    /// False for the summary that says nothing, which is then never computed.
    #[doc(hidden)]
    const KEPT: bool = true;

    /// The summary of no entries.
    fn empty() -> Self;

    /// The summary of one entry.
    fn of(key: &K, value: &V) -> Self;

    /// The summary of the entries of `self` followed by those of `right`.
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
