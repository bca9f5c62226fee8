//! One item more, or a leaf of them.

use super::ends::grow_back;
use super::leaf;
use cow_core::RefCount;
use cow_core::block::BlockMut;
use cow_core::grid::{InnerMut, Node, Place, Shape};

/// Puts an item at an index that is at most the number of items.
///
/// O(log n): copies the path to one leaf where it is shared. A full leaf is halved, and so is a full
/// node above it.
pub(crate) fn insert<T: Clone, C: RefCount>(root: &mut Option<Node<T, C>>, index: usize, item: T) {
    insert_by(root, index, find_gap, |place, inside| leaf::insert(place, inside, item));
}

/// Moves all items of a block, a leaf of them at most, to the leaf of the item before `index`, which
/// is at most the number of items.
///
/// O(log n): copies the path to that leaf where it is shared, before an item is moved. If they do not
/// fit into it, they and its items become two leaves.
pub(crate) fn insert_all<T: Clone, C: RefCount>(
    root: &mut Option<Node<T, C>>,
    index: usize,
    items: &mut BlockMut<'_, (), T, C>,
) {
    insert_by(root, index, find_gap, |place, inside| leaf::insert_all(place, inside, items));
}

/// Moves all items of a block to the leaf of the item at `index`, as [`insert_all`] does.
pub(crate) fn insert_all_before<T: Clone, C: RefCount>(
    root: &mut Option<Node<T, C>>,
    index: usize,
    items: &mut BlockMut<'_, (), T, C>,
) {
    insert_by(
        root,
        index,
        |inner, index| inner.find(index),
        |place, inside| leaf::insert_all(place, inside, items),
    );
}

/// Lets `put` write to the leaf that `find` leads to. It returns a leaf that comes after that one, if it
/// has made one.
#[inline]
fn insert_by<T: Clone, C: RefCount>(
    root: &mut Option<Node<T, C>>,
    index: usize,
    find: impl Fn(&InnerMut<'_, T, C>, usize) -> (usize, usize),
    put: impl FnOnce(Place<'_, T, C>, usize) -> Option<Node<T, C>>,
) {
    if let Some(node) = root
        && let Some(sibling) = insert_below(node.place(), index, &find, put)
    {
        grow_back(root, sibling);
    }
}

fn insert_below<T: Clone, C: RefCount>(
    place: Place<'_, T, C>,
    index: usize,
    find: &impl Fn(&InnerMut<'_, T, C>, usize) -> (usize, usize),
    put: impl FnOnce(Place<'_, T, C>, usize) -> Option<Node<T, C>>,
) -> Option<Node<T, C>> {
    if place.level() == 0 {
        return put(place, index);
    }
    let mut inner = place.open_inner();
    let (i, inside) = find(&inner, index);
    let sibling = inner.with_child(i, |child| insert_below(child, inside, find, put))?;
    insert_child(&mut inner, i + 1, sibling)
}

/// The child into which an item at `index` goes, and the index there.
#[inline]
fn find_gap<T, C: RefCount>(inner: &InnerMut<'_, T, C>, index: usize) -> (usize, usize) {
    match index.checked_sub(1) {
        // Behind the item before it, so that one at the very end has a child, too.
        Some(before) => {
            let (i, inside) = inner.find(before);
            (i, inside + 1)
        }
        None => (0, 0),
    }
}

/// Adds a child at `i`. A full node becomes two halves, the second of which is returned.
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
        right.place().open_inner().insert(i - half, child);
    }
    Some(right)
}
