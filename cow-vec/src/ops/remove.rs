//! One item less, or some of one leaf.

use super::ends::normalize_root;
use super::join::rebalance;
use core::ops::Range;
use cow_core::RefCount;
use cow_core::block::BlockMut;
use cow_core::grid::{Node, Place};

/// Takes an item out, if there is one at this index.
///
/// O(log n): copies the path to one leaf where it is shared, and what has to be joined with it.
pub(crate) fn remove<T: Clone, C: RefCount>(
    root: &mut Option<Node<T, C>>,
    index: usize,
) -> Option<T> {
    let node = root.as_mut().filter(|node| index < node.len())?;
    let item = remove_below(node.place(), index);
    normalize_root(root);
    Some(item)
}

fn remove_below<T: Clone, C: RefCount>(place: Place<'_, T, C>, index: usize) -> T {
    if place.level() == 0 {
        return place.open_leaf().remove(index);
    }
    let mut inner = place.open_inner();
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

/// Moves the items in `range`, which lie in one leaf that keeps enough of them, to the front of a block
/// that has room for them.
///
/// O(log n): copies the path to the leaf where it is shared, before an item is moved.
pub(crate) fn remove_range<T: Clone, C: RefCount>(
    place: Place<'_, T, C>,
    range: Range<usize>,
    to: &mut BlockMut<'_, (), T, C>,
) {
    if place.level() == 0 {
        return place.open_leaf().move_to(range, to, 0);
    }
    let mut inner = place.open_inner();
    let (i, start) = inner.find(range.start);
    inner.with_child(i, |child| remove_range(child, start..start + range.len(), to));
}
