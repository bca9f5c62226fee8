//! `papaya`: a map without locks. It has no snapshot.

use papaya::HashMap;

use super::Hasher;
use crate::element::Element;
use crate::shape::Cell;

/// [`papaya::HashMap`].
pub type PapayaCell<K> = HashMap<K, u64, Hasher>;

impl<K: Element> Cell<K> for PapayaCell<K> {
    const NAME: &'static str = "papaya";

    fn new(entries: impl Iterator<Item = (K, u64)>) -> Self {
        entries.collect()
    }

    #[inline]
    fn get(&self, key: &K) -> Option<u64> {
        self.pin().get(key).copied()
    }

    #[inline]
    fn insert(&self, key: K, value: u64) {
        self.pin().insert(key, value);
    }

    #[inline]
    fn remove(&self, key: &K) {
        self.pin().remove(key);
    }

    fn entries(&self) -> Vec<(K, u64)> {
        self.pin().iter().map(|(key, value)| (key.clone(), *value)).collect()
    }
}
