//! One item inserted, or a leaf of them.

use super::edges::grow;
use super::leaf;
use super::tree::Rrb;
use cow_core::RefCount;
use cow_core::block::BlockMut;
use cow_core::radix::{InnerMut, Node, Shape, SlotMut};

impl<T: Clone, C: RefCount> Rrb<T, C> {
    /// Inserts an item at `index`, which is at most the length. There is room for it.
    ///
    /// O(log n): moves the items of one leaf. Copies it and the path to it where they are shared.
    pub(crate) fn insert(&mut self, index: usize, item: T) {
        if index == self.len() {
            return self.push(item);
        }
        self.normalize();
        if index == 0 {
            return self.push_front(item);
        }
        if index < self.body.front.len() {
            self.flush_front();
        }
        let start = self.tail_start();
        if index < start {
            let inside = index - self.body.front.len();
            return self.body.tree.edit(|root| insert(root, inside, item));
        }
        if self.tail_room() > 0 {
            return self.insert_into_tail(index - start, item);
        }
        // The last item begins a new tail, so that the leaf before stays full.
        self.unshare_tail();
        self.ready_tail();
        let last = self.body.tail.edit(|mut leaf| {
            let last = leaf.pop();
            leaf.insert(index - start, item);
            last
        });
        self.make_room();
        if let (Some(Some(last)), Some(spare)) = (last, self.body.tail.spare()) {
            spare.fill(last);
        }
    }
}

/// Inserts an item at an index that is at most the number of items.
///
/// O(log n): copies the path to one leaf where it is shared. A full leaf is halved, and so is a full
/// node above it.
fn insert<T: Clone, C: RefCount>(root: &mut Option<Node<T, C>>, index: usize, item: T) {
    if let Some(node) = root
        && let Some(sibling) = insert_below(node.slot(), index, item)
    {
        grow(root, 1, sibling);
    }
}

fn insert_below<T: Clone, C: RefCount>(
    slot: SlotMut<'_, T, C>,
    index: usize,
    item: T,
) -> Option<Node<T, C>> {
    if slot.level() == 0 {
        return leaf::insert(slot, index, item);
    }
    let mut inner = slot.open_inner();
    let (i, inside) = find_gap(&inner, index);
    let sibling = inner.with_child(i, |child| insert_below(child, inside, item))?;
    insert_child(&mut inner, i + 1, sibling)
}

/// Which of two leaves gets what is inserted between them.
#[derive(Clone, Copy)]
pub(super) enum Side {
    /// The leaf of the item before.
    Left,
    /// The leaf of the item after.
    Right,
}

/// Moves all items of a block, a leaf of them at most, to an index that is at most the number of items.
///
/// O(log n): copies the path to one leaf where it is shared, before an item is moved. If they do not
/// fit into that leaf, they and its items become two.
pub(super) fn insert_all<T: Clone, C: RefCount>(
    root: &mut Option<Node<T, C>>,
    (index, side): (usize, Side),
    items: &mut BlockMut<'_, (), T, C>,
) {
    if let Some(node) = root
        && let Some(sibling) = insert_all_below(node.slot(), (index, side), items)
    {
        grow(root, 1, sibling);
    }
}

// Not one function with `insert_below`, which would take 60 instructions more for each item.
fn insert_all_below<T: Clone, C: RefCount>(
    slot: SlotMut<'_, T, C>,
    (index, side): (usize, Side),
    items: &mut BlockMut<'_, (), T, C>,
) -> Option<Node<T, C>> {
    if slot.level() == 0 {
        return leaf::insert_all(slot, index, items);
    }
    let mut inner = slot.open_inner();
    let (i, inside) = match side {
        Side::Left => find_gap(&inner, index),
        Side::Right => inner.find(index),
    };
    let sibling = inner.with_child(i, |child| insert_all_below(child, (inside, side), items))?;
    insert_child(&mut inner, i + 1, sibling)
}

/// Returns the child into which an item at `index` goes, and the index there.
#[inline]
fn find_gap<T, C: RefCount>(inner: &InnerMut<'_, T, C>, index: usize) -> (usize, usize) {
    match index.checked_sub(1) {
        // After the item before it, so that one at the very end has a child, too.
        Some(before) => {
            let (i, inside) = inner.find(before);
            (i, inside + 1)
        }
        None => (0, 0),
    }
}

/// Adds a child at `i`. A full node becomes two halves, the second of which is returned.
#[inline]
fn insert_child<T, C: RefCount>(
    inner: &mut InnerMut<'_, T, C>,
    i: usize,
    child: Node<T, C>,
) -> Option<Node<T, C>> {
    if inner.room() > 0 {
        inner.insert(i, child);
        return None;
    }
    let half = Shape::<T, C>::FANOUT / 2;
    let mut right = inner.split_off(half);
    if i <= half {
        inner.insert(i, child);
    } else {
        right.slot().open_inner().insert(i - half, child);
    }
    Some(right)
}
