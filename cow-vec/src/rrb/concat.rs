//! Two trees concatenated.

use super::balance::{join, rebalance};
use super::edges::{grow, normalize_root, push_child_back};
use super::expose::expose_seam;
use super::tree::Rrb;
use core::cmp::Ordering;
use core::mem;
use cow_core::RefCount;
use cow_core::radix::{Node, SlotMut};

impl<T: Clone, C: RefCount> Rrb<T, C> {
    /// Moves all items of `other` after those of this tree. There is room for them.
    ///
    /// O(log n): whole nodes change their owner.
    pub(crate) fn append(&mut self, other: &mut Self) {
        if other.is_empty() {
            return;
        }
        if self.is_empty() {
            return mem::swap(self, other);
        }
        if other.is_flat() {
            return self.append_flat(other);
        }
        // Until all that may fail is done, both keep their items.
        other.flush_front();
        self.flush_tail();
        let (left, right) = (&mut self.body.tree, &mut other.body.tree);
        expose_seam(left, right);
        left.edit(|left| right.edit(|right| concat(left, right)));
        self.body.tail = mem::take(&mut other.body.tail);
        self.refill_tail();
    }

    /// Appends as [`append`](Self::append) does, to a tree of one leaf.
    fn append_flat(&mut self, other: &mut Self) {
        let room = self.tail_room();
        // Until all that may fail is done, both keep their items.
        other.unshare_tail();
        self.ready_tail();
        let moved = other.len().min(room);
        self.reserve_in_tail(moved);
        self.body.tail.edit(|mut to| {
            let end = to.len();
            other.body.tail.edit(|mut from| from.move_to(0..moved, &mut to, end))
        });
        if !other.is_empty() {
            self.flush_tail();
            self.body.tail = mem::take(&mut other.body.tail);
        }
    }
}

/// Moves all items of `right` after those of `left`.
///
/// O(log n): both edges where they meet are rebuilt, as a B+-tree's are, so that no node there is
/// underfull. Leaves that are to be merged have to be [exposed](super::expose) before: this must not fail.
pub(super) fn concat<T: Clone, C: RefCount>(
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
            join(a.slot(), b.slot(), 0);
            if !b.is_empty() {
                grow(left, 1, b);
            }
        }
        Ordering::Greater => {
            if let Some(sibling) = concat_into_left(a.slot(), b) {
                grow(left, 1, sibling);
            }
        }
        Ordering::Less => {
            let mut low = left.replace(b);
            if let (Some(high), Some(low)) = (left.as_mut(), low.take())
                && let Some(sibling) = concat_into_right(low, high.slot())
            {
                grow(left, 0, sibling);
            }
        }
    }
    normalize_root(left);
}

/// Adds a lower tree on the right; what does not fit is returned, with a level as `high` has.
fn concat_into_left<T: Clone, C: RefCount>(
    high: SlotMut<'_, T, C>,
    mut low: Node<T, C>,
) -> Option<Node<T, C>> {
    let below = high.level() - 1;
    let mut inner = high.open_inner();
    let last = inner.width() - 1;
    let sibling = if below == low.level() {
        inner.with_child(last, |child| join(child, low.slot(), 0));
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
    high: SlotMut<'_, T, C>,
) -> Option<Node<T, C>> {
    let below = high.level() - 1;
    let mut inner = high.open_inner();
    let sibling = if below == low.level() {
        inner.with_child(0, |child| join(low.slot(), child, 0));
        if inner.child(0).is_empty() {
            inner.remove(0);
        }
        low
    } else {
        inner.with_child(0, |child| concat_into_right(low, child))?
    };
    if inner.room() == 0 {
        return Some(Node::over(sibling));
    }
    inner.insert(0, sibling);
    None
}
