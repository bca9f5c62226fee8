//! Two trees become one.

use super::ends::{grow_back, grow_front, normalize_root, push_child_back, push_child_front};
use super::join::{join, rebalance};
use core::cmp::Ordering;
use cow_core::RefCount;
use cow_core::grid::{Node, Place};

/// Moves all items of `right` after those of `left`.
///
/// O(log n): both edges where they meet are rebuilt, as a B+-tree's are, so that no node there is
/// underfull. Leaves that are to be merged have to be [exposed](super::expose) before: this must not fail.
pub(crate) fn concat<T: Clone, C: RefCount>(
    left: &mut Option<Node<T, C>>,
    right: &mut Option<Node<T, C>>,
) {
    let Some(mut b) = right.take() else { return };
    let Some(a) = left else {
        *left = Some(b);
        return;
    };
    match a.level().cmp(&b.level()) {
        Ordering::Equal => {
            join(a.place(), b.place(), 0);
            if !b.is_empty() {
                grow_back(left, b);
            }
        }
        Ordering::Greater => {
            if let Some(sibling) = concat_into_left(a.place(), b) {
                grow_back(left, sibling);
            }
        }
        Ordering::Less => {
            let mut low = left.replace(b);
            if let (Some(high), Some(low)) = (left.as_mut(), low.take())
                && let Some(sibling) = concat_into_right(low, high.place())
            {
                grow_front(left, sibling);
            }
        }
    }
    normalize_root(left);
}

/// Adds a lower tree on the right; what does not fit is returned, with a level as `high` has.
fn concat_into_left<T: Clone, C: RefCount>(
    high: Place<'_, T, C>,
    mut low: Node<T, C>,
) -> Option<Node<T, C>> {
    let below = high.level() - 1;
    let mut inner = high.open_inner();
    let last = inner.width() - 1;
    let sibling = if below == low.level() {
        inner.with_child(last, |child| join(child, low.place(), 0));
        if low.is_empty() {
            rebalance(&mut inner, last, 0);
            return None;
        }
        low
    } else {
        inner.with_child(last, |child| concat_into_left(child, low))?
    };
    push_child_back(&mut inner, sibling)
}

/// Adds a lower tree on the left; what does not fit is returned, with a level as `high` has.
fn concat_into_right<T: Clone, C: RefCount>(
    mut low: Node<T, C>,
    high: Place<'_, T, C>,
) -> Option<Node<T, C>> {
    let below = high.level() - 1;
    let mut inner = high.open_inner();
    let sibling = if below == low.level() {
        inner.with_child(0, |child| join(low.place(), child, 0));
        if inner.child(0).is_empty() {
            inner.remove(0);
        }
        low
    } else {
        inner.with_child(0, |child| concat_into_right(low, child))?
    };
    push_child_front(&mut inner, sibling)
}
