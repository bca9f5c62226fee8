//! How large leaves are.

use cow_core::trie::leaf_width;

/// Returns how many items a leaf holds before it splits.
pub(crate) const fn full<T>() -> usize {
    leaf_width::<T>()
}

/// Returns the capacity of a copy of `len` items: room for the next item, and a little more.
#[inline]
pub(crate) const fn copy_capacity<T>(len: usize) -> usize {
    let next = (len + 4) / 4 * 4;
    if next > full::<T>() && len <= full::<T>() { full::<T>() } else { next }
}

/// Returns the next capacity of a leaf that is not shared and has no room for an item after `len`. A map
/// reaches a full leaf in three steps, and takes no more memory than std's table in the first two.
#[inline]
pub(super) const fn grown_capacity<T>(len: usize) -> usize {
    match len {
        0..6 if full::<T>() > 6 => 6,
        6..12 if full::<T>() > 12 => 12,
        _ => full::<T>(),
    }
}

/// Returns `true` if leaves should be joined or shrunk after a removal that leaves `len` items.
///
/// At a quarter and below, but not each time: the one of two neighbours that reaches a quarter last
/// finds the other there. And where a leaf of colliding keys, which may have any size, has halved.
#[inline]
pub(super) const fn is_sparse<T>(len: usize) -> bool {
    (len == 0 || len.is_power_of_two()) && (4 * len <= full::<T>() || len >= full::<T>())
}

/// Returns `true` if two leaves with `len` items together should be one. Half full at most, so that the
/// next insert does not split it.
#[inline]
pub(super) const fn should_join<T>(len: usize) -> bool {
    2 * len <= full::<T>()
}
