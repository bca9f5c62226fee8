//! Which of up to 32 tags are equal to one: SIMD where it is always there, words elsewhere.
//!
//! All of them give the same bits: bit `i` is set exactly when tag `i` is the one looked for. No
//! false positives, for a leaf takes a hit as proof that there is an item.

/// Returns the positions of `tag` in `tags`, as bits.
///
/// `tags` has at most 32 of them, in groups of 16 and perhaps a last one of 8. Its length is a
/// constant at every call, so that nothing is left of loop and branch.
#[inline]
pub(crate) fn matches(tags: &[u8], tag: u8) -> u32 {
    debug_assert!(tags.len() <= 32 && tags.len().is_multiple_of(8));
    let (groups, rest) = tags.as_chunks::<16>();
    let (halves, _) = rest.as_chunks::<8>();
    let mut found = 0;
    for (i, group) in groups.iter().enumerate() {
        found |= imp::match16(group, tag) << (16 * i);
    }
    for half in halves {
        found |= imp::match8(half, tag) << (16 * groups.len());
    }
    found
}

#[cfg(all(any(target_arch = "x86", target_arch = "x86_64"), target_feature = "sse2"))]
mod imp {
    #[cfg(target_arch = "x86")]
    use core::arch::x86::*;
    #[cfg(target_arch = "x86_64")]
    use core::arch::x86_64::*;

    #[inline]
    pub(super) fn match16(tags: &[u8; 16], tag: u8) -> u32 {
        // SAFETY: the array is 16 readable bytes, and the load requires no alignment.
        let tags = unsafe { _mm_loadu_si128(tags.as_ptr().cast()) };
        compare(tags, tag)
    }

    #[inline]
    pub(super) fn match8(tags: &[u8; 8], tag: u8) -> u32 {
        // SAFETY: the array is 8 readable bytes, and the load requires no alignment.
        let tags = unsafe { _mm_loadl_epi64(tags.as_ptr().cast()) };
        compare(tags, tag) & 0xFF
    }

    #[inline]
    fn compare(tags: __m128i, tag: u8) -> u32 {
        // SAFETY: SSE2 is part of the target, by this module's cfg.
        let wanted = unsafe { _mm_set1_epi8(tag.cast_signed()) };
        // SAFETY: as above.
        let equal = unsafe { _mm_cmpeq_epi8(tags, wanted) };
        // SAFETY: as above.
        unsafe { _mm_movemask_epi8(equal) }.cast_unsigned()
    }
}

#[cfg(all(target_arch = "aarch64", target_feature = "neon"))]
mod imp {
    use core::arch::aarch64::*;

    #[inline]
    pub(super) fn match16(tags: &[u8; 16], tag: u8) -> u32 {
        let (halves, _) = tags.as_chunks::<8>();
        match8(&halves[0], tag) | match8(&halves[1], tag) << 8
    }

    #[inline]
    pub(super) fn match8(tags: &[u8; 8], tag: u8) -> u32 {
        const BITS: [u8; 8] = [1, 2, 4, 8, 16, 32, 64, 128];
        // SAFETY: the array is 8 readable bytes, and the load requires no alignment.
        let tags = unsafe { vld1_u8(tags.as_ptr()) };
        // SAFETY: as above.
        let bits = unsafe { vld1_u8(BITS.as_ptr()) };
        // SAFETY: NEON is part of the target, by this module's cfg.
        let wanted = unsafe { vdup_n_u8(tag) };
        // SAFETY: as above.
        let equal = unsafe { vceq_u8(tags, wanted) };
        // SAFETY: as above.
        let equal_bits = unsafe { vand_u8(equal, bits) };
        // SAFETY: as above.
        u32::from(unsafe { vaddv_u8(equal_bits) })
    }
}

#[cfg(not(any(
    all(any(target_arch = "x86", target_arch = "x86_64"), target_feature = "sse2"),
    all(target_arch = "aarch64", target_feature = "neon"),
)))]
use words as imp;

/// Eight tags in one word, for all other machines.
#[cfg(any(
    test,
    not(any(
        all(any(target_arch = "x86", target_arch = "x86_64"), target_feature = "sse2"),
        all(target_arch = "aarch64", target_feature = "neon"),
    ))
))]
mod words {
    const LOW_BITS: u64 = 0x7F7F_7F7F_7F7F_7F7F;
    const ONES: u64 = 0x0101_0101_0101_0101;
    /// Brings bit `8 i` to bit `56 + i`; no two terms of the product meet, so nothing carries.
    const GATHER: u64 = 0x0102_0408_1020_4080;

    #[inline]
    pub(super) fn match16(tags: &[u8; 16], tag: u8) -> u32 {
        let (halves, _) = tags.as_chunks::<8>();
        match8(&halves[0], tag) | match8(&halves[1], tag) << 8
    }

    #[inline]
    pub(super) fn match8(tags: &[u8; 8], tag: u8) -> u32 {
        let differ = u64::from_le_bytes(*tags) ^ (ONES * u64::from(tag));
        // The high bit of a byte is clear exactly if the byte of `differ` is zero: no byte carries
        // into the next, for 0x7F + 0x7F fits.
        let high = ((differ & LOW_BITS) + LOW_BITS) | differ | LOW_BITS;
        ((!high >> 7).wrapping_mul(GATHER) >> 56) as u32
    }
}

#[cfg(all(test, not(cow_loom)))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn naive(tags: &[u8], tag: u8) -> u32 {
        (0..tags.len()).filter(|&i| tags[i] == tag).map(|i| 1 << i).sum()
    }

    #[test]
    fn every_pair_of_bytes_is_told_apart() {
        let step = if cfg!(miri) { 51 } else { 1 };
        for a in (0..=255).step_by(step) {
            for b in (0..=255).step_by(step) {
                let tags = [a, b, a, a ^ 1, b, a ^ 0x80, b ^ 1, a];
                assert_eq!(imp::match8(&tags, a), naive(&tags, a), "{a} {b}");
                assert_eq!(words::match8(&tags, a), naive(&tags, a), "{a} {b}");
            }
        }
    }

    proptest! {
        #[test]
        fn all_ways_agree(tags in prop::array::uniform32(0_u8..4), tag in 0_u8..4) {
            for len in [8, 16, 24, 32] {
                prop_assert_eq!(matches(&tags[..len], tag), naive(&tags[..len], tag));
            }
            let (groups, _) = tags.as_chunks::<16>();
            for group in groups {
                prop_assert_eq!(imp::match16(group, tag), naive(group, tag));
                prop_assert_eq!(words::match16(group, tag), naive(group, tag));
            }
        }
    }
}
