//! Two neighbours of one level, rebalanced or made one.

use super::fill::{is_balanced_seam, is_underfull, least_width, surplus};
use super::leaf;
use cow_core::RefCount;
use cow_core::radix::{InnerMut, Shape, SlotMut};

/// Moves items and children so that nothing between two neighbours is underfull any more, and both have
/// `margin` more than they need not to be; or so that the right one is empty, and the left one may be
/// underfull.
///
/// O(log n). The items as a whole stay what they are, even if a `clone` panics.
pub(super) fn join<T: Clone, C: RefCount>(
    left: SlotMut<'_, T, C>,
    right: SlotMut<'_, T, C>,
    margin: usize,
) {
    if left.level() == 0 {
        return leaf::join(left, right, margin);
    }
    let (a, b) = (left.borrow(), right.borrow());
    if surplus(a) >= Some(margin) && surplus(b) >= Some(margin) && is_balanced_seam(a, b) {
        return;
    }
    let (mut left, mut right) = (left.open_inner(), right.open_inner());
    join_seam(&mut left, &mut right);
    level_out(&mut left, &mut right, margin);
}

/// Joins the last child of `left` with the first of `right`, and so on until what is between them
/// is not underfull.
fn join_seam<T: Clone, C: RefCount>(left: &mut InnerMut<'_, T, C>, right: &mut InnerMut<'_, T, C>) {
    while right.width() > 0 {
        let last = left.width() - 1;
        left.with_child(last, |a| right.with_child(0, |b| join(a, b, 0)));
        if !right.child(0).is_empty() {
            return;
        }
        right.remove(0);
        if !is_underfull(left.child(last)) {
            return;
        }
        // Still underfull: it needs another partner, on the right or on the left.
        if right.width() == 0 && last > 0 {
            right.insert(0, left.remove(last));
        }
    }
}

/// Moves children so that both nodes have `margin` more than they need not to be underfull, or `right` is
/// empty.
fn level_out<T, C: RefCount>(
    left: &mut InnerMut<'_, T, C>,
    right: &mut InnerMut<'_, T, C>,
    margin: usize,
) {
    let (full, least) = (Shape::<T, C>::FANOUT, least_width::<T, C>() + margin);
    let (a, b) = (left.width(), right.width());
    let sum = a + b;
    if b == 0 || (a >= least && b >= least) {
        return;
    }
    let mut all = right.split_off(0);
    if sum <= full {
        left.append(all);
    } else if a < least {
        right.append(all.slot().open_inner().split_off(sum.div_ceil(2) - a));
        left.append(all);
    } else {
        right.append(left.split_off(sum - sum.div_ceil(2)));
        right.append(all);
    }
}

/// Joins child `i` with its neighbours until it has `margin` more than it needs not to be underfull, or is
/// alone. Returns `true` if there was anything to do.
#[inline]
pub(super) fn rebalance<T: Clone, C: RefCount>(
    inner: &mut InnerMut<'_, T, C>,
    i: usize,
    margin: usize,
) -> bool {
    let needy = surplus(inner.child(i)) < Some(margin);
    if needy {
        rebalance_underfull(inner, i, margin);
    }
    needy
}

#[cold]
#[inline(never)]
fn rebalance_underfull<T: Clone, C: RefCount>(
    inner: &mut InnerMut<'_, T, C>,
    mut i: usize,
    margin: usize,
) {
    while inner.width() > 1 && surplus(inner.child(i)) < Some(margin) {
        let right = i.max(1);
        inner.with_pair(right, |a, b| join(a, b, margin));
        if !inner.child(right).is_empty() {
            return;
        }
        inner.remove(right);
        i = right - 1;
    }
}
