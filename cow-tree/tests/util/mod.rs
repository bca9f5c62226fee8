//! What several tests need.
#![allow(dead_code, unreachable_pub, reason = "each test binary uses its part")]

use std::fmt;

/// A number in `N` more words of memory. An entry `(u32, Wide<N>)` makes narrow leaves: of four
/// entries with `N` = 30, of two with `N` = 62. So few entries make deep trees.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Wide<const N: usize>(pub u32, [u64; N]);

impl<const N: usize> From<u32> for Wide<N> {
    fn from(number: u32) -> Self {
        Wide(number, [u64::from(number); N])
    }
}

impl<const N: usize> fmt::Debug for Wide<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Leaves of four entries.
pub type Narrow = Wide<30>;

/// Leaves of two entries.
pub type Narrowest = Wide<62>;
