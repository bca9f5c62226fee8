use super::Map;
use crate::element::Element;

/// A map in the order of its keys.
pub trait Tree<K: Element>: Map<K> {
    /// Returns a map of sorted entries.
    fn from_sorted(entries: impl Iterator<Item = (K, u64)>) -> Self;

    /// Returns the entries from a key on, in order.
    fn range_from(&self, key: &K) -> impl Iterator<Item = (&K, &u64)>;

    /// Returns the first entry.
    fn first(&self) -> Option<(&K, &u64)>;

    /// Returns the last entry.
    fn last(&self) -> Option<(&K, &u64)>;

    /// Removes the first entry. By default looks it up and removes its key.
    fn pop_first(&mut self) {
        if let Some((key, _)) = self.first() {
            let key = key.clone();
            self.remove(&key);
        }
    }

    /// Takes the entries from a key on out.
    fn split_off(&mut self, key: &K) -> Option<Self> {
        let _ = key;
        None
    }

    /// Moves all entries of `other` in. Its keys are greater than all keys here.
    fn append(&mut self, other: Self) -> Option<()> {
        let _ = other;
        None
    }

    /// Returns the number of keys that are less.
    fn rank(&self, key: &K) -> Option<usize> {
        let _ = key;
        None
    }

    /// Returns the entry of a rank. There is one.
    fn select(&self, rank: usize) -> Option<(&K, &u64)> {
        let _ = rank;
        None
    }
}
