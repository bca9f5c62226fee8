//! An item looked for at the same hash prefix of another trie.

use cow_core::RefCount;
use cow_core::trie::{LeafRef, Tag};

/// Returns where `other`, the counterpart of a leaf, has the key of an item with this index and tag: at the
/// same index, if one leaf is a copy of the other, or where the tag leads. An item after the tags is not
/// searched.
#[inline]
pub(super) fn find_in_counterpart<T, C: RefCount>(
    item: &T,
    (index, tag): (usize, Option<Tag>),
    other: LeafRef<'_, T, C>,
    same_key: impl Fn(&T, &T) -> bool,
) -> Option<usize> {
    if other.slice().get(index).is_some_and(|there| same_key(item, there)) {
        return Some(index);
    }
    other.find(tag?, |there| same_key(item, there))
}
