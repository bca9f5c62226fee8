//! Looks for an item of one leaf in the leaf that faces it.

use cow_core::RefCount;
use cow_core::trie::{LeafRef, Tag};

/// Where `other` has the key of an item that has this index and tag in its own leaf: at the same
/// place, if one leaf is a copy of the other, or where the tag leads to. An item beyond the tags is
/// not looked for.
#[inline]
pub(super) fn find<T, C: RefCount>(
    item: &T,
    index: usize,
    tag: Option<Tag>,
    other: LeafRef<'_, T, C>,
    key: impl Fn(&T, &T) -> bool,
) -> Option<usize> {
    if other.slice().get(index).is_some_and(|facing| key(item, facing)) {
        return Some(index);
    }
    other.find(tag?, |facing| key(item, facing))
}
