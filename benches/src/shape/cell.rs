use std::convert::Infallible;
use std::sync::Arc;

use crate::element::Element;

/// A map that is kept, whatever is written to the cell it came from.
pub trait Kept<K> {
    /// Returns all entries, in any order.
    fn entries(&self) -> Vec<(K, u64)>;
}

impl<K, M: Kept<K>> Kept<K> for Arc<M> {
    fn entries(&self) -> Vec<(K, u64)> {
        M::entries(self)
    }
}

impl<K> Kept<K> for Infallible {
    fn entries(&self) -> Vec<(K, u64)> {
        match *self {}
    }
}

/// A map with `u64` values that many threads read while others write, hashed with foldhash.
pub trait Cell<K: Element>: Send + Sync + 'static {
    /// The contender's name.
    const NAME: &'static str;

    /// Whether a write copies all entries.
    const DEEP_WRITE: bool = false;

    /// Whether a snapshot copies all entries.
    const DEEP_SNAPSHOT: bool = false;

    /// Whether a read ends while another thread writes at full speed. Where readers free what writers
    /// have replaced, a writer that is faster than they are keeps a read from its end, and takes all memory.
    const READS_END: bool = true;

    /// Makes a map of the entries.
    fn new(entries: impl Iterator<Item = (K, u64)>) -> Self;

    /// Returns the value of a key.
    fn get(&self, key: &K) -> Option<u64>;

    /// Inserts or overwrites, for all to see.
    fn insert(&self, key: K, value: u64);

    /// Removes a key, if it is there, for all to see.
    fn remove(&self, key: &K);

    /// Returns all entries, in any order. There are no writes meanwhile.
    fn entries(&self) -> Vec<(K, u64)>;

    /// Returns the map as it is, whole, to be kept and to be changed.
    fn snapshot(&self) -> Option<impl Kept<K>> {
        None::<Infallible>
    }

    /// Returns the map as it is, whole, to be kept and only read.
    fn version(&self) -> Option<impl Kept<K>> {
        None::<Infallible>
    }
}
