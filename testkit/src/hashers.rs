//! Hashers that are bad on purpose, and one that is good and repeatable.

use std::hash::{BuildHasher, DefaultHasher, Hasher, RandomState};

/// A good hasher: each `default()` hashes differently, each `new(seed)` of one seed alike.
///
/// `Debug` prints the seed, so that a failure can be repeated.
#[derive(Clone, Debug)]
pub struct Seeded {
    seed: u64,
}

impl Seeded {
    /// Returns the hasher of this seed.
    pub fn new(seed: u64) -> Self {
        Seeded { seed }
    }

    /// Returns the seed.
    pub fn seed(&self) -> u64 {
        self.seed
    }
}

impl Default for Seeded {
    fn default() -> Self {
        Seeded::new(RandomState::new().hash_one(()))
    }
}

impl BuildHasher for Seeded {
    type Hasher = DefaultHasher;

    fn build_hasher(&self) -> DefaultHasher {
        let mut hasher = DefaultHasher::new();
        hasher.write_u64(self.seed);
        hasher
    }
}

/// A good hasher that is like others of its kind for some keys only: those that are integers below a bound. The others
/// hash as the seed says.
///
/// Two such hashers agree on most keys, so that a test of a few keys takes them for the same.
#[derive(Clone, Debug)]
pub struct Diverging {
    bound: u64,
    seed: u64,
}

impl Diverging {
    /// Makes a hasher that is like those of other seeds for integers below `bound`.
    pub fn new(bound: u64, seed: u64) -> Self {
        Diverging { bound, seed }
    }
}

impl BuildHasher for Diverging {
    type Hasher = DivergingHasher;

    fn build_hasher(&self) -> DivergingHasher {
        DivergingHasher { build: self.clone(), key: IdentityHasher(0) }
    }
}

/// The hasher of [`Diverging`].
#[derive(Clone, Debug)]
pub struct DivergingHasher {
    build: Diverging,
    /// Integers are taken as [`Identity`] does.
    key: IdentityHasher,
}

impl Hasher for DivergingHasher {
    fn finish(&self) -> u64 {
        let key = self.key.finish();
        let seed = if key < self.build.bound { 0 } else { self.build.seed };
        Seeded::new(seed).hash_one(key)
    }

    fn write(&mut self, bytes: &[u8]) {
        self.key.write(bytes);
    }
}

/// A good hash, of which only the bits of `MASK` are kept; the others are zero.
#[derive(Clone, Debug, Default)]
pub struct Masked<const MASK: u64>;

/// Every key has the same hash: 0.
pub type Constant = Masked<0>;

/// The low 32 bits are zero: all keys fall into one bucket of a table that takes its index from the low end.
pub type LowBitsZero = Masked<0xFFFF_FFFF_0000_0000>;

/// The top 60 bits are zero: a trie that consumes hashes from the top tells 16 hashes apart, in its last step.
pub type TopBitsZero = Masked<0xF>;

impl<const MASK: u64> BuildHasher for Masked<MASK> {
    type Hasher = MaskedHasher<MASK>;

    fn build_hasher(&self) -> MaskedHasher<MASK> {
        MaskedHasher(DefaultHasher::new())
    }
}

/// The hasher of [`Masked`].
#[derive(Clone, Debug)]
pub struct MaskedHasher<const MASK: u64>(DefaultHasher);

impl<const MASK: u64> Hasher for MaskedHasher<MASK> {
    fn finish(&self) -> u64 {
        self.0.finish() & MASK
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0.write(bytes);
    }
}

/// The hash of an integer is the integer.
///
/// Bytes, and integers of 128 bits, are taken as little-endian words of 64 bits; a key of several words has their
/// exclusive or, each earlier one rotated by one bit.
#[derive(Clone, Debug, Default)]
pub struct Identity;

impl BuildHasher for Identity {
    type Hasher = IdentityHasher;

    fn build_hasher(&self) -> IdentityHasher {
        IdentityHasher(0)
    }
}

/// The hasher of [`Identity`].
#[derive(Clone, Debug)]
pub struct IdentityHasher(u64);

impl Hasher for IdentityHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let mut word = [0; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            self.write_u64(u64::from_le_bytes(word));
        }
    }

    fn write_u8(&mut self, i: u8) {
        self.write_u64(i.into());
    }

    fn write_u16(&mut self, i: u16) {
        self.write_u64(i.into());
    }

    fn write_u32(&mut self, i: u32) {
        self.write_u64(i.into());
    }

    fn write_u64(&mut self, i: u64) {
        self.0 = self.0.rotate_left(1) ^ i;
    }

    fn write_u128(&mut self, i: u128) {
        self.write(&i.to_le_bytes());
    }

    fn write_usize(&mut self, i: usize) {
        self.write_u64(i as u64);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    fn hashes<S: BuildHasher>(hasher: &S) -> HashSet<u64> {
        (0_u64..1000).map(|i| hasher.hash_one(i)).collect()
    }

    #[test]
    fn seeds_decide() {
        assert_eq!(Seeded::new(1).hash_one("a"), Seeded::new(1).hash_one("a"));
        assert_ne!(Seeded::new(1).hash_one("a"), Seeded::new(2).hash_one("a"));
        assert_ne!(Seeded::default().seed(), Seeded::default().seed());
        let by_chance = Seeded::default();
        assert_eq!(by_chance.clone().hash_one(3), by_chance.hash_one(3));
        assert_eq!(hashes(&by_chance).len(), 1000);
    }

    #[test]
    fn some_keys_diverge() {
        let [one, two] = [1, 2].map(|seed| Diverging::new(10, seed));
        assert!((0..10_u64).all(|key| one.hash_one(key) == two.hash_one(key)));
        assert!((10..100_u64).all(|key| one.hash_one(key) != two.hash_one(key)));
        assert_eq!(hashes(&one).len(), 1000);
    }

    #[test]
    fn masks_keep_what_they_say() {
        assert_eq!(hashes(&Constant::default()), HashSet::from([0]));
        assert_eq!(hashes(&TopBitsZero::default()), (0..16).collect());
        let high = hashes(&LowBitsZero::default());
        assert!(high.iter().all(|hash| hash << 32 == 0));
        assert!(high.len() > 990);
    }

    #[test]
    fn identity_is_the_integer() {
        for i in [0, 1, 5 << 60, u64::MAX] {
            assert_eq!(Identity.hash_one(i), i);
        }
        assert_eq!(Identity.hash_one(7_u8), 7);
        assert_eq!(Identity.hash_one(7_u16), 7);
        assert_eq!(Identity.hash_one(7_u32), 7);
        assert_eq!(Identity.hash_one(7_usize), 7);
        assert_eq!(Identity.hash_one(7_u128), 14);
        assert_ne!(Identity.hash_one("ab"), Identity.hash_one("ba"));
    }

    #[test]
    fn all_can_be_shared_and_made() {
        fn check<S: BuildHasher + Clone + Default + Send + Sync>() {}
        check::<Seeded>();
        check::<Constant>();
        check::<LowBitsZero>();
        check::<TopBitsZero>();
        check::<Identity>();
    }
}
