//! How full nodes have to be.

use cow_core::RefCount;
use cow_core::radix::{NodeRef, Shape, View};

/// Returns a quarter of `full`, but at least two.
const fn quarter(full: usize) -> usize {
    if full >= 8 { full / 4 } else { 2 }
}

/// Fewest items of a leaf that is not underfull.
pub(super) const fn least_items<T, C: RefCount>() -> usize {
    quarter(Shape::<T, C>::LEAF)
}

/// Fewest children of an inner node that is not underfull.
pub(super) const fn least_width<T, C: RefCount>() -> usize {
    quarter(Shape::<T, C>::FANOUT)
}

/// Returns a node's surplus over its minimum occupancy, or `None` if it is underfull.
#[inline]
pub(super) fn surplus<T, C: RefCount>(node: NodeRef<'_, T, C>) -> Option<usize> {
    match node.view() {
        View::Leaf(leaf) => leaf.len().checked_sub(least_items::<T, C>()),
        View::Inner(inner) => inner.width().checked_sub(least_width::<T, C>()),
    }
}

/// Returns `true` if a node has less than a quarter of the items or children that fit.
#[inline]
pub(super) fn is_underfull<T, C: RefCount>(node: NodeRef<'_, T, C>) -> bool {
    surplus(node).is_none()
}

/// Returns `true` if nothing between two neighbours is underfull: neither they nor what is on the right edge of
/// one and on the left edge of the other.
pub(super) fn is_balanced_seam<T, C: RefCount>(
    mut left: NodeRef<'_, T, C>,
    mut right: NodeRef<'_, T, C>,
) -> bool {
    loop {
        if is_underfull(left) || is_underfull(right) {
            return false;
        }
        let (View::Inner(a), View::Inner(b)) = (left.view(), right.view()) else { return true };
        (left, right) = (a.child(a.width() - 1), b.child(0));
    }
}

/// Returns `true` if the children of two inner nodes fit into one.
pub(super) fn fit_into_one<T, C: RefCount>(a: NodeRef<'_, T, C>, b: NodeRef<'_, T, C>) -> bool {
    match (a.view(), b.view()) {
        (View::Inner(a), View::Inner(b)) => a.width() + b.width() <= Shape::<T, C>::FANOUT,
        _ => false,
    }
}
