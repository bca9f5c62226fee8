//! How large leaves are.

use cow_core::trie::leaf_width;

/// How many items a leaf of `T` holds before it splits.
pub(crate) const fn full<T>() -> usize {
    leaf_width::<T>()
}

/// The room that a leaf of `len` items gets: for the next one, and a little more.
#[inline]
pub(crate) const fn capacity<T>(len: usize) -> usize {
    let next = (len + 4) / 4 * 4;
    if next > full::<T>() && len <= full::<T>() { full::<T>() } else { next }
}

/// The room of a leaf that nobody shares and that has none left for the next item after `len`: in three
/// steps a map comes to a full leaf, and in the first two it takes no more than std's table.
#[inline]
pub(crate) const fn grown<T>(len: usize) -> usize {
    match len {
        0..6 if full::<T>() > 6 => 6,
        6..12 if full::<T>() > 12 => 12,
        _ => full::<T>(),
    }
}

/// Whether to see, after a removal has left `len` items, if leaves can be joined or be smaller.
///
/// At a quarter and below, but not each time: whichever of two neighbours comes to a quarter last
/// finds the other there. And where a leaf of keys that collide, which may be of any size, has halved.
#[inline]
pub(crate) const fn sparse<T>(len: usize) -> bool {
    (len == 0 || len.is_power_of_two()) && (4 * len <= full::<T>() || len >= full::<T>())
}

/// Whether two leaves should be one. Half full at most, so that the next insert does not split it.
#[inline]
pub(crate) const fn join<T>(len: usize) -> bool {
    2 * len <= full::<T>()
}
