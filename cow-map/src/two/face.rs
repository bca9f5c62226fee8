//! Looks for an item of one leaf in the leaf that faces it.

use cow_core::Kind;
use cow_core::tagged::TagRef;

/// Where `other` has the key of the item at `index` of `leaf`: at the same place, if one leaf is a
/// copy of the other, or where the item's tag leads to. An item beyond the tags is not looked for.
#[inline]
pub(super) fn find<T, P: Kind>(
    leaf: TagRef<'_, T, P>,
    index: usize,
    other: TagRef<'_, T, P>,
    key: impl Fn(&T, &T) -> bool,
) -> Option<usize> {
    let item = &leaf.slice()[index];
    if other.slice().get(index).is_some_and(|facing| key(item, facing)) {
        return Some(index);
    }
    other.find(leaf.tag(index)?, |facing| key(item, facing))
}
