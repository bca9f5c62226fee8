//! What is done to one leaf, or to two.

use super::fill::least_items;
use cow_core::RefCount;
use cow_core::block::{BlockMut, Fresh};
use cow_core::radix::{Node, Shape, SlotMut};

/// Returns exclusive access to a leaf, with room for as many items as leaves can have.
#[inline]
fn open_wide<T: Clone, C: RefCount>(mut slot: SlotMut<'_, T, C>) -> BlockMut<'_, (), T, C> {
    let mut leaf = slot.reborrow().open_leaf();
    let (len, wide) = (leaf.len(), Shape::<T, C>::LEAF);
    if leaf.capacity() < wide {
        let mut wider = Fresh::new((), wide);
        leaf.move_to(0..len, &mut wider.get(), 0);
        slot.set_leaf(wider.share());
    }
    slot.open_leaf()
}

/// Inserts an item into a leaf. A full one becomes two halves, the second of which is returned.
#[inline]
pub(super) fn insert<T: Clone, C: RefCount>(
    mut slot: SlotMut<'_, T, C>,
    index: usize,
    item: T,
) -> Option<Node<T, C>> {
    let mut leaf = slot.reborrow().open_leaf();
    if leaf.room() > 0 {
        leaf.insert(index, item);
        return None;
    }
    insert_into_full(slot, index, item)
}

#[cold]
#[inline(never)]
fn insert_into_full<T: Clone, C: RefCount>(
    slot: SlotMut<'_, T, C>,
    index: usize,
    item: T,
) -> Option<Node<T, C>> {
    let mut leaf = open_wide(slot);
    if leaf.room() > 0 {
        leaf.insert(index, item);
        return None;
    }
    let (len, half) = (leaf.len(), leaf.len() / 2);
    let mut right = Fresh::new((), Shape::<T, C>::LEAF);
    leaf.move_to(half..len, &mut right.get(), 0);
    if index <= half {
        leaf.insert(index, item);
    } else {
        right.get().insert(index - half, item);
    }
    Some(Node::leaf(right.share()))
}

/// Inserts all items of a block, a leaf of them at most, into a leaf. If they do not fit, the items of
/// both become two leaves, the second of which is returned.
pub(super) fn insert_all<T: Clone, C: RefCount>(
    mut slot: SlotMut<'_, T, C>,
    index: usize,
    items: &mut BlockMut<'_, (), T, C>,
) -> Option<Node<T, C>> {
    let count = items.len();
    let mut leaf = slot.reborrow().open_leaf();
    if leaf.room() < count {
        leaf = open_wide(slot);
    }
    if leaf.room() >= count {
        items.move_to(0..count, &mut leaf, index);
        return None;
    }
    let half = (leaf.len() + count) / 2;
    let mut right = Fresh::new((), Shape::<T, C>::LEAF);
    insert_and_split((&mut leaf, index), items, (&mut right.get(), half));
    Some(Node::leaf(right.share()))
}

/// Inserts all items of a block into a leaf at an index, and then moves the items from another
/// index on to an empty block. No user code runs.
pub(super) fn insert_and_split<T, C: RefCount>(
    (leaf, index): (&mut BlockMut<'_, (), T, C>, usize),
    items: &mut BlockMut<'_, (), T, C>,
    (right, at): (&mut BlockMut<'_, (), T, C>, usize),
) {
    let (len, count) = (leaf.len(), items.len());
    if at <= index {
        leaf.move_to(at..len, right, 0);
        items.move_to(0..count, right, index - at);
    } else {
        leaf.move_to(index.max(at.saturating_sub(count))..len, right, 0);
        items.move_to((at - index).min(count)..count, right, 0);
        let rest = items.len();
        items.move_to(0..rest, leaf, index);
    }
}

/// Moves the items from `at` on to a leaf of their own.
pub(super) fn split<T: Clone, C: RefCount>(slot: SlotMut<'_, T, C>, at: usize) -> Node<T, C> {
    let mut leaf = slot.open_leaf();
    let len = leaf.len();
    let mut right = Fresh::new((), Shape::<T, C>::LEAF);
    leaf.move_to(at..len, &mut right.get(), 0);
    Node::leaf(right.share())
}

/// Moves items so that both of two neighbours have `margin` more than they need not to be underfull, or
/// the right one is empty.
pub(super) fn join<T: Clone, C: RefCount>(
    left: SlotMut<'_, T, C>,
    right: SlotMut<'_, T, C>,
    margin: usize,
) {
    let (full, least) = (Shape::<T, C>::LEAF, least_items::<T, C>() + margin);
    let (left_len, right_len) = (left.borrow().len(), right.borrow().len());
    if left_len >= least && right_len >= least {
        return;
    }
    // Both are opened before anything is moved.
    let mut left = open_wide(left);
    let mut right = open_wide(right);
    let sum = left_len + right_len;
    if sum <= full {
        right.move_to(0..right_len, &mut left, left_len);
    } else if left_len < least {
        right.move_to(0..sum.div_ceil(2) - left_len, &mut left, left_len);
    } else {
        let rest = left_len + right_len - sum.div_ceil(2);
        left.move_to(rest..left_len, &mut right, 0);
    }
}
