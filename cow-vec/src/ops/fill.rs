//! How full nodes have to be.

use cow_core::Kind;
use cow_core::grid::{NodeRef, Shape, View};

/// What is a quarter of `full`, but at least two.
const fn quarter(full: usize) -> usize {
    if full >= 8 { full / 4 } else { 2 }
}

/// Fewest items of a leaf that is not thin.
pub(crate) const fn least_items<T, P: Kind>() -> usize {
    quarter(Shape::<T, P>::LEAF)
}

/// Fewest children of an inner node that is not thin.
pub(crate) const fn least_width<T, P: Kind>() -> usize {
    quarter(Shape::<T, P>::FANOUT)
}

/// How much more a node has than it needs not to be thin; `None` if it is thin.
#[inline]
pub(crate) fn surplus<T, P: Kind>(node: NodeRef<'_, T, P>) -> Option<usize> {
    match node.view() {
        View::Leaf(leaf) => leaf.len().checked_sub(least_items::<T, P>()),
        View::Inner(inner) => inner.width().checked_sub(least_width::<T, P>()),
    }
}

/// Whether a node has less than a quarter of the items or children that fit.
#[inline]
pub(crate) fn is_thin<T, P: Kind>(node: NodeRef<'_, T, P>) -> bool {
    surplus(node).is_none()
}

/// Whether nothing between two neighbours is thin: neither they nor what is on the right edge of
/// one and on the left edge of the other.
pub(crate) fn is_firm_seam<T, P: Kind>(
    mut left: NodeRef<'_, T, P>,
    mut right: NodeRef<'_, T, P>,
) -> bool {
    loop {
        if is_thin(left) || is_thin(right) {
            return false;
        }
        let (View::Inner(a), View::Inner(b)) = (left.view(), right.view()) else { return true };
        (left, right) = (a.child(a.width() - 1), b.child(0));
    }
}

/// Whether the children of two inner nodes fit into one.
pub(crate) fn fit_into_one<T, P: Kind>(a: NodeRef<'_, T, P>, b: NodeRef<'_, T, P>) -> bool {
    match (a.view(), b.view()) {
        (View::Inner(a), View::Inner(b)) => a.width() + b.width() <= Shape::<T, P>::FANOUT,
        _ => false,
    }
}
