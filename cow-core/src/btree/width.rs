//! How wide nodes are.

use crate::count::RefCount;
use core::marker::PhantomData;
use core::mem::needs_drop;

/// Places in a branch. [`Tiny`](crate::Tiny) uses but a few of them.
pub(super) const MAX_FANOUT: usize = 12;

/// Most branches on a way from the root to a leaf.
///
/// With [`LEAST`](Width::LEAST) children and more in each, that many levels are more than memory
/// holds, but not more than a tree has that was appended to itself again and again.
pub const MAX_HEIGHT: usize = 24;

/// Most items of a tree.
pub const MAX_ITEMS: usize = isize::MAX as usize;

/// How many items and children nodes hold, for separators `K` and items `T`.
pub struct Width<K, T, C>(PhantomData<(K, T, C)>);

impl<K, T, C: RefCount> Width<K, T, C> {
    /// Most children of a branch.
    ///
    /// `docs/design/wide.md` says what 8, 12, 24 and 32 do.
    pub const FANOUT: usize = if C::TINY { 4 } else { MAX_FANOUT };

    /// Fewest children of a branch that is not the root.
    pub const LEAST: usize = if C::TINY { 2 } else { 3 };

    /// Most children of a branch that is made of two: there is room for more.
    pub(super) const MERGED: usize = Self::FANOUT - 1 - Self::FANOUT / 8;

    /// Most items of a leaf.
    ///
    /// What fits into 1,024 bytes, but at least two, with the header the largest request that glibc's thread cache
    /// serves; or half of that if items have to be cloned and dropped one by one. Leaves that are
    /// searched by key have no more than 63 items, or 16 of which each has to be cloned.
    pub const LEAF: usize = {
        let by_key = size_of::<K>() > 0;
        let (bytes, most) = match (needs_drop::<T>(), by_key) {
            (false, false) => (1024, 1 << 16),
            (false, true) => (1024, 63),
            (true, false) => (512, 1 << 16),
            (true, true) => (1024, 16),
        };
        let size = if size_of::<T>() == 0 { 1 } else { size_of::<T>() };
        let fit = bytes / size;
        if C::TINY {
            4
        } else if fit > most {
            most
        } else if fit < 2 {
            2
        } else {
            fit
        }
    };

    /// A leaf with fewer items is merged with its neighbour, if both have no more than
    /// [`LEAF_MERGED`](Self::LEAF_MERGED).
    pub const LEAF_LEAST: usize = Self::LEAF / 4;

    /// Most items of a leaf that is made of two: there is room for more.
    pub const LEAF_MERGED: usize = Self::LEAF - Self::LEAF_LEAST;

    /// Returns `true` if a leaf with these items has no room for more.
    #[inline]
    pub(super) fn is_full(items: &[T]) -> bool {
        items.len() == Self::LEAF
    }

    /// Returns the capacity of a leaf that is the whole tree and has to hold `len` items.
    #[inline]
    #[must_use]
    pub fn root(len: usize) -> usize {
        let room = match len {
            0..=4 => 4,
            5..=12 => 12,
            13..=28 => 28,
            _ => Self::LEAF,
        };
        room.min(Self::LEAF)
    }

    /// Returns the capacity of a copy of a shared leaf that has to hold `len` items: in a version that is
    /// kept, more would be of no use.
    #[inline]
    pub(super) fn copied(len: usize) -> usize {
        len.next_multiple_of(4).min(Self::LEAF)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Atomic, Tiny};
    use alloc::string::String;

    #[test]
    fn leaves_take_a_kilobyte_at_most() {
        assert_eq!(Width::<u64, (u64, u64), Atomic>::LEAF, 63);
        assert_eq!(Width::<String, (String, u64), Atomic>::LEAF, 16);
        assert_eq!(Width::<(), u8, Atomic>::LEAF, 1024);
        assert_eq!(Width::<(), String, Atomic>::LEAF, 512 / size_of::<String>());
        assert_eq!(Width::<u8, (u8, [u8; 4096]), Atomic>::LEAF, 2);
        assert_eq!(Width::<u64, (u64, u64), Tiny>::LEAF, 4);
    }

    /// A branch that has lost a child and one next to it become one, or two that have enough.
    #[test]
    fn two_branches_are_enough_for_one_or_for_two() {
        fn check<C: RefCount>() {
            type W<C> = Width<u8, u8, C>;
            for beside in W::<C>::LEAST..=W::<C>::FANOUT {
                let both = W::<C>::LEAST - 1 + beside;
                assert!(both <= W::<C>::MERGED || both / 2 >= W::<C>::LEAST, "{both}");
            }
        }
        check::<Atomic>();
        check::<Tiny>();
    }
}
