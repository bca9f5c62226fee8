//! Keys of several sizes.

use std::fmt::Debug;
use std::hash::Hash;

/// Something to make keys of, so that one test runs over leaves of different widths.
pub(crate) trait Key: Clone + Eq + Hash + Debug + 'static {
    /// The `n`-th key.
    fn of(n: u64) -> Self;
}

/// With a `u64` value: 32 entries a leaf.
impl Key for u64 {
    fn of(n: u64) -> Self {
        n
    }
}

/// With a `u64` value: 16 entries a leaf.
impl Key for String {
    fn of(n: u64) -> Self {
        format!("key {n}")
    }
}

/// A key that is too large for more than two entries a leaf: deep tries with few entries, and leaves
/// whose tags are more than their entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Wide(u64, [u64; 40]);

impl Key for Wide {
    fn of(n: u64) -> Self {
        Wide(n, [0; 40])
    }
}
