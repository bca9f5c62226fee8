//! Summaries that are brought up to date by what has changed.

use super::summary::Summary;
use core::ops::Range;

/// A summary of which a part can be taken away again, as of numbers that are added up.
///
/// An edit of a leaf then computes the summaries of the items that it replaces and of those that it puts in, instead of
/// that of the whole leaf and of all that is beside the way to it.
pub trait Difference<T>: Summary<T> {
    /// Returns what an edit of a leaf takes away and what it adds, if it replaces `range` of the leaf's items by `new`.
    ///
    /// By default the summaries of the items themselves: right if that of a leaf is the sum of those of its items, one
    /// by one.
    #[inline]
    fn change(leaf: &[T], range: Range<usize>, new: &[T]) -> (Self, Self) {
        (Self::of(&leaf[range]), Self::of(new))
    }

    /// Takes `old` away and adds `new`: both of what [`change`](Self::change) has returned.
    fn exchange(&mut self, old: &Self, new: &Self);
}

impl<T> Difference<T> for () {
    #[inline]
    fn exchange(&mut self, (): &Self, (): &Self) {}
}
