//! How wide nodes are.

use crate::count::RefCount;
use core::marker::PhantomData;
use core::mem::needs_drop;

/// Links in the block of an inner node. [`Tiny`](crate::Tiny) uses but a few of them.
pub(super) const MAX_FANOUT: usize = 16;

/// Most items that nodes are put together to have.
///
/// In a relaxed node a place without a child starts at `isize::MAX`, so sizes must stay below.
/// From here to there is more room than memory has for leaves that grow in place; nodes that grow
/// below others are checked as they are counted.
pub const MAX_ITEMS: usize = isize::MAX as usize / 2;

/// How many items and children the nodes of a tree of `T` hold. Powers of two.
pub struct Shape<T, C>(PhantomData<(T, C)>);

impl<T, C: RefCount> Shape<T, C> {
    /// Most items of a leaf.
    ///
    /// A leaf of plain values takes 1,032 bytes with its header, the largest request that glibc's
    /// thread cache serves. One whose items have to be cloned and dropped one by one is smaller, for
    /// that is what a write to a shared leaf costs. Items without size take no memory, but `Clone`
    /// runs on them all the same.
    pub const LEAF: usize = {
        if C::TINY {
            4
        } else if size_of::<T>() == 0 {
            1 << 16
        } else {
            let bytes = if needs_drop::<T>() { 512 } else { 1024 };
            let items = bytes / size_of::<T>();
            if items < 4 { 4 } else { 1 << items.ilog2() }
        }
    };

    /// Most children of an inner node.
    ///
    /// More would make reads a little faster, and a write to a shared path slower by one count each.
    pub const FANOUT: usize = if C::TINY { 4 } else { MAX_FANOUT };

    const LEAF_BITS: u32 = Self::LEAF.ilog2();
    const FANOUT_BITS: u32 = Self::FANOUT.ilog2();

    /// Most items of a node at `level`; leaves are at level 0. `usize::MAX` stands for more.
    #[inline]
    #[must_use]
    pub const fn full(level: u8) -> usize {
        let bits = Self::bits(level);
        if bits < usize::BITS { 1 << bits } else { usize::MAX }
    }

    /// In a regular node at `level`, which is not 0: the child of an index, and the index in it.
    #[inline(always)]
    pub(super) const fn split(level: u8, index: usize) -> (usize, usize) {
        let bits = Self::bits(level - 1);
        if bits < usize::BITS { (index >> bits, index & ((1 << bits) - 1)) } else { (0, index) }
    }

    /// Returns the number of bits of an index below the items of a full node at this level.
    #[inline(always)]
    const fn bits(level: u8) -> u32 {
        Self::LEAF_BITS + Self::FANOUT_BITS * level as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Atomic, Tiny};
    use alloc::boxed::Box;

    #[test]
    fn leaves_take_a_kilobyte_or_half_of_one() {
        assert_eq!(Shape::<u64, Atomic>::LEAF, 128);
        assert_eq!(Shape::<u8, Atomic>::LEAF, 1024);
        assert_eq!(Shape::<[u8; 3], Atomic>::LEAF, 256);
        assert_eq!(Shape::<Box<u8>, Atomic>::LEAF, 512 / size_of::<usize>());
        assert_eq!(Shape::<[u8; 4096], Atomic>::LEAF, 4);
        assert_eq!(Shape::<(), Atomic>::LEAF, 1 << 16);
        assert_eq!((Shape::<u64, Tiny>::LEAF, Shape::<u64, Tiny>::FANOUT), (4, 4));
    }

    #[test]
    fn sizes_do_not_overflow() {
        type S = Shape<u64, Atomic>;
        assert_eq!((S::full(0), S::full(1), S::full(2)), (128, 2048, 32768));
        assert_eq!(S::full(u8::MAX), usize::MAX);
        assert_eq!(S::split(1, 129), (1, 1));
        assert_eq!(S::split(u8::MAX, MAX_ITEMS), (0, MAX_ITEMS));
    }
}
