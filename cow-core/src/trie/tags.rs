//! What the tags of a leaf are, and how they are kept.

use super::probe;
use crate::block::{Head, Prefix};
use core::num::NonZeroU8;

/// One byte of an item's hash, not zero.
pub type Tag = NonZeroU8;

/// The head of a leaf: no bytes of its own, and the tags before the items. Made by leaves only.
#[derive(Clone, Copy, Debug)]
pub struct Tags(());

impl Tags {
    /// The head of every leaf.
    pub(super) const HEAD: Self = Self(());
}

impl<T> Head<T> for Tags {
    const PREFIX: Prefix = Prefix(tags::<T>());
}

/// Returns how many items of this type make a full leaf.
///
/// Wide leaves make reads and builds faster, narrow ones copies: a write to a shared leaf clones all its
/// items. So leaves of small items that are usually cheap to clone are widest, and leaves of large items
/// have about 1 KiB.
///
/// ```
/// use cow_core::trie::leaf_width;
/// assert_eq!(leaf_width::<(u64, u64)>(), 32);
/// assert_eq!(leaf_width::<(String, u64)>(), 16);
/// assert_eq!(leaf_width::<[u64; 100]>(), 2);
/// ```
#[must_use]
pub const fn leaf_width<T>() -> usize {
    match size_of::<T>() {
        0..=16 if !core::mem::needs_drop::<T>() => 32,
        0..=64 => 16,
        65..=128 => 8,
        129..=256 => 4,
        _ => 2,
    }
}

/// Returns how many tags there are in a leaf of such items: as many as make a full leaf, and whole
/// words.
const fn tags<T>() -> usize {
    let width = leaf_width::<T>();
    if width < 8 { 8 } else { width }
}

/// Returns the tag of the item at `index`, if there are that many items. Those without a tag of their
/// own have the tag of all.
#[inline]
pub(super) fn tag_of(tags: &[u8], len: usize, index: usize) -> Option<Tag> {
    let own = tags.get(index).or(if index < len { tags.first() } else { None });
    own.copied().and_then(Tag::new)
}

/// Returns `true` if all items of a leaf that has no tag to spare have this one.
#[cold]
pub(super) fn all_have(tags: &[u8], tag: Tag) -> bool {
    tags.iter().all(|&other| other == tag.get())
}

/// Returns the index of the first item with this tag for which `eq` holds.
///
/// # Safety
/// The invariant of tags holds for these `tags` and this number of `items`.
#[inline]
pub(super) unsafe fn find<T>(
    tags: &[u8],
    items: &[T],
    tag: Tag,
    mut eq: impl FnMut(&T) -> bool,
) -> Option<usize> {
    let mut hits = probe::matches(tags, tag.get());
    while hits != 0 {
        let i = hits.trailing_zeros() as usize;
        // SAFETY: tag `i` is not zero, so there is such an item, by the invariant of tags.
        if eq(unsafe { items.get_unchecked(i) }) {
            return Some(i);
        }
        hits &= hits - 1;
    }
    if items.len() > tags.len() { find_beyond(tags.len(), items, eq) } else { None }
}

/// Finds an item among those that have no tag, like [`find`].
#[cold]
#[inline(never)]
fn find_beyond<T>(tags: usize, items: &[T], eq: impl FnMut(&T) -> bool) -> Option<usize> {
    items[tags..].iter().position(eq).map(|i| tags + i)
}

/// Returns the tag that the last item will have at `index`, when it takes the place of the item there.
///
/// # Panics
/// If there is no item at `index`.
#[inline]
pub(super) fn moved_tag(tags: &[u8], len: usize, index: usize) -> u8 {
    assert!(index < len, "swap_remove index (is {index}) should be < len (is {len})");
    match tags.get(len - 1) {
        Some(&tag) => tag,
        // The last item has no tag of its own, and so that of all.
        None => tags[0],
    }
}

/// Moves the tag of the item at `last` to `index`, as [`moved_tag`] found it.
#[inline]
pub(super) fn move_tag(tags: &mut [u8], last: usize, index: usize, tag: u8) {
    if let Some(place) = tags.get_mut(index) {
        *place = tag;
    }
    if let Some(place) = tags.get_mut(last) {
        *place = 0;
    }
}
