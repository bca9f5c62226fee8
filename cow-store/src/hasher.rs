//! Hashers that are stored with the maps that use them.

use serde::{Deserialize, Serialize};
use siphasher::sip::SipHasher13;
use std::hash::{BuildHasher, BuildHasherDefault, Hasher};

/// A hasher that can be written down and rebuilt, so that keys are found again where they are.
///
/// A stored map keeps its shape, which follows from the hashes of its keys. So its hasher has to give the same hashes
/// in another process: [`RandomState`](std::hash::RandomState) does not, for its keys cannot be read, and is not one of
/// these. Use [`StoredState`], or [`BuildHasherDefault`] of a hasher whose algorithm does not change:
///
/// ```compile_fail
/// use cow_map::CowMap;
/// use cow_store::{Store, backend::Memory};
///
/// let map: CowMap<u32, u32> = CowMap::new(); // with `RandomState`
/// Store::open(Memory::new())?.save(&map)?; // "RandomState cannot be rebuilt in another process"
/// # Ok::<(), cow_store::Error>(())
/// ```
///
/// When a map is loaded, each key is hashed and compared with its place: with another hasher than the one that wrote
/// it, loading fails with [`RebuildError::Hash`](cow_core::persist::RebuildError::Hash) and does not lose keys.
///
/// std's `Hash` for integers and lengths depends on the machine's byte order and width of `usize`; so do stored hash
/// maps, unless the hasher sees to it. Ordered maps do not.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be rebuilt in another process, so a map with it cannot be stored",
    label = "maps with this hasher cannot be stored",
    note = "use `cow_store::StoredState`, or `BuildHasherDefault` of a hasher that does not change"
)]
pub trait StoredHasher: BuildHasher + Clone + 'static {
    /// Returns what is needed to rebuild it.
    fn to_bytes(&self) -> Vec<u8>;

    /// Returns the inverse of [`to_bytes`](Self::to_bytes); `None` if these are the bytes of
    /// another one.
    fn from_bytes(bytes: &[u8]) -> Option<Self>;
}

/// SipHash-1-3 with keys that are stored with the map. By default they are random.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredState {
    keys: (u64, u64),
}

impl StoredState {
    /// Makes a state with these keys.
    #[must_use]
    pub const fn with_keys(first: u64, second: u64) -> Self {
        Self { keys: (first, second) }
    }
}

impl Default for StoredState {
    /// Returns a state with random keys, so that whoever chooses a map's keys cannot predict which of them collide.
    fn default() -> Self {
        let random = || std::hash::RandomState::new().build_hasher().finish();
        Self::with_keys(random(), random())
    }
}

impl BuildHasher for StoredState {
    type Hasher = SipHasher13;

    fn build_hasher(&self) -> SipHasher13 {
        SipHasher13::new_with_keys(self.keys.0, self.keys.1)
    }
}

impl StoredHasher for StoredState {
    fn to_bytes(&self) -> Vec<u8> {
        [[b's'].as_slice(), &self.keys.0.to_le_bytes(), &self.keys.1.to_le_bytes()].concat()
    }

    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (first, second) = bytes.strip_prefix(b"s")?.split_first_chunk()?;
        let second = second.try_into().ok()?;
        Some(Self::with_keys(u64::from_le_bytes(*first), u64::from_le_bytes(second)))
    }
}

/// Its hasher is not named in the store: another one is noticed when the first key is loaded.
impl<H: Hasher + Default + 'static> StoredHasher for BuildHasherDefault<H> {
    fn to_bytes(&self) -> Vec<u8> {
        vec![b'd']
    }

    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        (bytes == b"d").then(Self::default)
    }
}
