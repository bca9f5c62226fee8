//! One tree becomes two.

use super::ends::normalize_root;
use super::leaf;
use cow_core::RefCount;
use cow_core::grid::{Node, Place};

/// Moves the items from `at` on to a tree of their own.
///
/// O(log n): cuts one node a level, and copies it before if it is shared.
pub(crate) fn split_off<T: Clone, C: RefCount>(
    root: &mut Option<Node<T, C>>,
    at: usize,
) -> Option<Node<T, C>> {
    if at == 0 {
        return root.take();
    }
    let node = root.as_mut().filter(|node| at < node.len())?;
    let mut right = Some(split_below(node.place(), at));
    normalize_root(root);
    normalize_root(&mut right);
    right
}

/// Splits a node that has items on both sides of `at`.
fn split_below<T: Clone, C: RefCount>(place: Place<'_, T, C>, at: usize) -> Node<T, C> {
    if place.level() == 0 {
        return leaf::split(place, at);
    }
    let mut inner = place.open_inner();
    let (i, inside) = inner.find(at);
    if inside == 0 {
        return inner.split_off(i);
    }
    let cut = inner.with_child(i, |child| split_below(child, inside));
    let mut right = inner.split_off(i + 1);
    right.place().open_inner().insert(0, cut);
    right
}
