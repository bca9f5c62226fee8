//! Where a key belongs among the separators of a branch.

use super::node::BranchRef;
use super::raw::{Prefixes, RawBranch};
use super::sought::Sought;
use super::width::MAX_FANOUT;
use crate::count::RefCount;
use crate::prefix::is_integer;
use core::cmp::Ordering;

/// Returns how many of some prefixes are not greater than another.
///
/// Two rounds of three comparisons, none of which waits for another. To compare all at once takes
/// twice the time: the compiler tries it with instructions that have no comparison of 64 bits.
#[inline(always)]
fn not_greater(prefixes: &Prefixes, sought: u64, len: usize) -> usize {
    const { assert!(MAX_FANOUT == 12) };
    let reached = |index: usize| usize::from(prefixes[index] <= sought);
    let mut at = 4 * (reached(3) + reached(7));
    at += reached(at) + reached(at + 1) + reached(at + 2);
    // Only the greatest of all reaches free places.
    if at > len { beyond(len) } else { at }
}

/// Returns the place after all separators. A call, so that the processor does not wait for a comparison that decides
/// nothing.
#[cold]
#[inline(never)]
fn beyond(len: usize) -> usize {
    len
}

impl<K, T, A, C: RefCount> BranchRef<'_, K, T, A, C> {
    /// Returns the child below which a key belongs: that after the last separator that is not
    /// greater.
    #[inline(always)]
    pub fn turn(self, sought: &mut impl Sought<K>) -> usize {
        let (Some(prefixes), Some(order)) = (self.prefixes(), sought.order()) else {
            return self.turn_by_comparing(sought);
        };
        let at = not_greater(prefixes, order, self.len() - 1);
        if is_integer::<K>() || at == 0 || prefixes[at - 1] != order {
            return at;
        }
        self.turn_among(sought, prefixes.partition_point(|prefix| *prefix < order), at)
    }

    /// [`turn`](Self::turn) for keys without prefixes.
    #[inline]
    fn turn_by_comparing(self, sought: &mut impl Sought<K>) -> usize {
        let len = self.len() - 1;
        if RawBranch::<K, T, A, C>::KEYS_APART || is_integer::<K>() || len == 0 {
            return self.turn_among(sought, 0, len);
        }
        // Keys without drop glue are next to each other, and so compared without waiting.
        let keys = &self.keys()[..len];
        let mut reached = |index: usize| {
            usize::from(sought.compare(&keys[index.min(len - 1)]) != Ordering::Greater)
        };
        let mut at = 4 * (reached(3) + reached(7));
        at += reached(at) + reached(at + 1) + reached(at + 2);
        at.min(len)
    }

    /// [`turn`](Self::turn), known to be from `low` to `high`.
    #[inline(never)]
    fn turn_among(self, sought: &mut impl Sought<K>, mut low: usize, mut high: usize) -> usize {
        while low < high {
            let middle = low.midpoint(high);
            match self.compare(middle, sought) {
                Ordering::Greater => high = middle,
                _ => low = middle + 1,
            }
        }
        low
    }
}
