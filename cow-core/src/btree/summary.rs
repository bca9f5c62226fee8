//! Summaries: a value for each node, computed from the items below it.

/// A value computed from items, which a branch keeps for each of its children.
///
/// It is a monoid: [`combine`](Summary::combine) is associative, and [`empty`](Summary::empty) is
/// neutral on both sides. `()` is the summary of a tree that keeps none.
pub trait Summary<T>: Clone {
    /// Whether there is anything to compute.
    const KEPT: bool = true;

    /// Returns the summary of no items.
    fn empty() -> Self;

    /// Returns the summary of the items of a leaf, or of some of them.
    fn of(items: &[T]) -> Self;

    /// Returns the summary of these items and of those that `right` summarizes, which follow.
    #[must_use]
    fn combine(&self, right: &Self) -> Self;
}

impl<T> Summary<T> for () {
    const KEPT: bool = false;

    #[inline]
    fn empty() -> Self {}

    #[inline]
    fn of(_: &[T]) -> Self {}

    #[inline]
    fn combine(&self, (): &Self) -> Self {}
}
