//! The parts of an item.
//!
//! What is not wanted is dropped first, and not at the end of the scope: a panic there would leak what is
//! returned.

/// Returns the key.
#[inline]
pub(crate) fn key_of<K, V>((k, v): (K, V)) -> K {
    drop(v);
    k
}

/// Returns the value.
#[inline]
pub(crate) fn value_of<K, V>((k, v): (K, V)) -> V {
    drop(k);
    v
}
