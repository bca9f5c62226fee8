//! One item removed, or some of one leaf.

use super::balance::rebalance;
use super::edges::normalize_root;
use super::tree::Rrb;
use core::mem;
use core::ops::Range;
use cow_core::RefCount;
use cow_core::block::BlockMut;
use cow_core::radix::{Node, SlotMut};

impl<T: Clone, C: RefCount> Rrb<T, C> {
    /// Removes and returns the item at `index`, if there is one.
    ///
    /// O(log n): moves the items of one leaf. Copies it and the path to it where they are shared.
    pub(crate) fn remove(&mut self, index: usize) -> Option<T> {
        if index >= self.len() {
            return None;
        }
        self.normalize();
        if index + 1 == self.len() {
            return self.pop();
        }
        if index < self.body.front.len() {
            if index == 0 {
                return self.pop_front();
            }
            self.flush_front();
        }
        let start = self.tail_start();
        if index < start {
            let inside = index - self.body.front.len();
            return self.body.tree.edit(|root| remove(root, inside));
        }
        self.unshare_tail();
        self.body.tail.edit(|mut leaf| leaf.remove(index - start))
    }

    /// Removes and returns the item at `index`, which is in bounds, and moves the last one to its place.
    pub(crate) fn swap_remove(&mut self, index: usize) -> Option<T> {
        self.normalize();
        let len = self.len();
        if index + 1 == len {
            return self.pop();
        }
        // What may fail, before anything is changed. If `pop` fails, it has changed nothing, either.
        self.get_mut(index);
        let last = self.pop()?;
        Some(mem::replace(self.get_mut(index)?, last))
    }

    /// Removes and returns the item at `index`, if there is one, and moves the first one to its place.
    pub(crate) fn swap_remove_front(&mut self, index: usize) -> Option<T> {
        // What may fail, before anything is changed.
        self.get_mut(index)?;
        self.get_mut(0)?;
        let first = self.pop_front()?;
        Some(match index.checked_sub(1) {
            Some(index) => mem::replace(self.get_mut(index)?, first),
            None => first,
        })
    }
}

/// Removes and returns the item at this index, if there is one.
///
/// O(log n): copies the path to one leaf where it is shared, and what has to be joined with it.
fn remove<T: Clone, C: RefCount>(root: &mut Option<Node<T, C>>, index: usize) -> Option<T> {
    let node = root.as_mut().filter(|node| index < node.len())?;
    let item = remove_below(node.slot(), index);
    normalize_root(root);
    Some(item)
}

fn remove_below<T: Clone, C: RefCount>(slot: SlotMut<'_, T, C>, index: usize) -> T {
    if slot.level() == 0 {
        return slot.open_leaf().remove(index);
    }
    let mut inner = slot.open_inner();
    // Nothing may fail once the item is out, so what would be underfull then is joined before.
    let (mut i, mut inside) = inner.find(index);
    if rebalance(&mut inner, i, 1) {
        (i, inside) = inner.find(index);
    }
    let item = inner.with_child(i, |child| remove_below(child, inside));
    if inner.child(i).is_empty() {
        inner.remove(i);
    }
    item
}

/// Moves the items in `range`, which are in one leaf that keeps enough of them, to the front of a block
/// that has room for them.
///
/// O(log n): copies the path to the leaf where it is shared, before an item is moved.
pub(super) fn remove_range<T: Clone, C: RefCount>(
    slot: SlotMut<'_, T, C>,
    range: Range<usize>,
    to: &mut BlockMut<'_, (), T, C>,
) {
    if slot.level() == 0 {
        return slot.open_leaf().move_to(range, to, 0);
    }
    let mut inner = slot.open_inner();
    let (i, start) = inner.find(range.start);
    inner.with_child(i, |child| remove_range(child, start..start + range.len(), to));
}
