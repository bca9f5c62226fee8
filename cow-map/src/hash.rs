//! The bits of a hash, and the path through the trie that they choose.

use core::hash::{BuildHasher, Hash};
use cow_core::trie::SLOT_BITS;
use cow_core::trie::Tag;

/// How many bits lead to a leaf at most.
pub(crate) const HASH_BITS: u32 = u64::BITS;

/// Odd, and a good multiplier for numbers that are a few bits wide at any place in the word (Steele,
/// Vigna, "Computationally easy, spectrally good multipliers", 2022).
const SPREAD: u64 = 0xD134_2543_DE82_EF95;

/// The position of the tag.
const TAG_SHIFT: u32 = 32;

/// The hash of a key, with its bits spread for a trie.
///
/// The trie takes its bits from the top, and the tag is a byte from the middle, which the trie
/// reaches in its seventh level only. Some hashers leave the top bits constant (the identity on small
/// numbers), so the hash is multiplied by an odd number, which carries every bit upward. That can be
/// undone: keys of different hashes stay different.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct HashBits(u64);

impl HashBits {
    /// Spreads the bits of a hash.
    #[inline]
    pub(crate) fn new(hash: u64) -> Self {
        Self(hash.wrapping_mul(SPREAD))
    }

    /// Returns the hash of a key by a map's hasher.
    #[inline]
    pub(crate) fn of<S: BuildHasher, Q: Hash + ?Sized>(hash_builder: &S, key: &Q) -> Self {
        Self::new(hash_builder.hash_one(key))
    }

    /// Returns the hash at a position among all hashes, which is that of no key in particular.
    #[inline]
    pub(crate) fn at(position: u64) -> Self {
        Self(position)
    }

    /// Returns the hash with its path from the root.
    #[inline]
    pub(crate) fn with_path(self) -> (Self, Path) {
        (self, Path::new(self))
    }

    /// Returns the byte by which a leaf finds the key.
    #[inline]
    pub(crate) fn tag(self) -> Tag {
        let byte = (self.0 >> TAG_SHIFT) as u8;
        Tag::new(byte + u8::from(byte == 0)).unwrap_or(Tag::MIN)
    }

    /// Returns the position among all hashes: the order in which a trie holds them.
    #[inline]
    pub(crate) fn position(self) -> u64 {
        self.0
    }

    /// Returns the `n`-th bit from the top.
    #[inline]
    pub(crate) fn bit(self, n: u32) -> bool {
        debug_assert!(n < HASH_BITS);
        (self.0 << n) >> (u64::BITS - 1) != 0
    }

    /// Returns `true` if the `n` highest bits are those of `prefix`.
    pub(crate) fn starts_with(self, prefix: u64, n: u32) -> bool {
        (self.0 ^ prefix).leading_zeros() >= n
    }
}

/// The path of a hash from a branch down.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Path {
    /// The bits that have not been used, at the top.
    left: u64,
    /// How many have been used.
    used: u32,
}

impl Path {
    /// Returns the path from the root.
    #[inline]
    pub(crate) fn new(hash: HashBits) -> Self {
        Self { left: hash.0, used: 0 }
    }

    /// Returns the path from a branch to which the `used` highest bits lead.
    #[inline]
    pub(crate) fn from(hash: HashBits, used: u32) -> Self {
        Self { left: hash.0.checked_shl(used).unwrap_or(0), used }
    }

    /// Returns the path to the leaf of the lowest hash that is not below `position`.
    #[inline]
    pub(crate) fn at(position: u64) -> Self {
        Self::new(HashBits::at(position))
    }

    /// Returns the slot in the next branch.
    #[inline]
    pub(crate) fn slot(self) -> usize {
        (self.left >> (u64::BITS - SLOT_BITS)) as usize
    }

    /// Returns the path from the child in that slot.
    #[inline]
    #[must_use]
    pub(crate) fn down(self) -> Self {
        Self { left: self.left << SLOT_BITS, used: self.used + SLOT_BITS }
    }

    /// Returns how many bits lead to a leaf, of which the last `depth` choose it within its branch.
    #[inline]
    pub(crate) fn bits(self, depth: u32) -> u32 {
        self.used + depth - SLOT_BITS
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn different_hashes_stay_different(a: u64, b: u64) {
            prop_assert_eq!(HashBits::new(a) == HashBits::new(b), a == b);
        }

        #[test]
        fn a_path_is_the_bits_from_the_top(hash: u64) {
            let bits = HashBits::new(hash);
            let mut path = Path::new(bits);
            for level in 0..16 {
                let slot = (0..4).fold(0, |slot, i| slot * 2 + usize::from(bits.bit(4 * level + i)));
                prop_assert_eq!(path.slot(), slot);
                path = path.down();
            }
        }
    }

    #[test]
    fn small_numbers_differ_at_the_top() {
        let slots = |shift: u32| {
            let slots = (0..64_u64).map(|i| Path::new(HashBits::new(i << shift)).slot());
            slots.fold(0_u16, |seen, slot| seen | 1 << slot).count_ones()
        };
        assert!((0..=58).all(|shift| slots(shift) >= 14));
    }
}
