//! Keys, hashers and questions that several tests use.

use cow_map::CowMap;
use std::collections::HashSet;
use std::fmt::Debug;
use std::hash::{BuildHasher, Hash, Hasher};

/// Something to make keys of, so that one test runs over leaves of different widths.
pub trait Key: Clone + Eq + Hash + Debug + 'static {
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
pub struct Wide(u64, [u64; 40]);

impl Key for Wide {
    fn of(n: u64) -> Self {
        Wide(n, [0; 40])
    }
}

/// What cow-map multiplies hashes by has this inverse, so that a test can choose the bits of the trie.
const INVERSE: u64 = 0x572B_5EE7_7A54_E3BD;

/// Gives the trie the bits of `DefaultHasher` under `MASK`, with zeros elsewhere.
#[derive(Clone, Copy, Debug, Default)]
pub struct Bits<const MASK: u64>;

/// The hasher of [`Bits`].
pub struct BitsHasher<const MASK: u64>(std::hash::DefaultHasher);

impl<const MASK: u64> BuildHasher for Bits<MASK> {
    type Hasher = BitsHasher<MASK>;

    fn build_hasher(&self) -> BitsHasher<MASK> {
        BitsHasher(std::hash::DefaultHasher::new())
    }
}

impl<const MASK: u64> Hasher for BitsHasher<MASK> {
    fn finish(&self) -> u64 {
        (self.0.finish() & MASK).wrapping_mul(INVERSE)
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0.write(bytes);
    }
}

/// The addresses of all nodes.
pub fn nodes<K, V, S>(map: &CowMap<K, V, S>) -> HashSet<usize> {
    let mut nodes = HashSet::new();
    map.visit_nodes(&mut |node| nodes.insert(node.address) || true);
    nodes
}

/// The bytes of all nodes.
pub fn bytes<K, V, S>(map: &CowMap<K, V, S>) -> usize {
    let mut bytes = 0;
    map.visit_nodes(&mut |node| {
        bytes += node.bytes;
        true
    });
    bytes
}
