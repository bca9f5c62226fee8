use crate::element::Element;

/// A map with `u64` values; a hash map hashes with foldhash. A clone is a snapshot.
pub trait Map<K: Element>: Clone + Default + PartialEq + 'static {
    /// The contender's name.
    const NAME: &'static str;

    /// Whether a clone copies all entries.
    const DEEP: bool = false;

    /// Makes an empty map.
    fn new() -> Self {
        Self::default()
    }

    /// Returns the number of entries.
    fn len(&self) -> usize;

    /// Returns `true` if there are none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns the value of a key.
    fn get(&self, key: &K) -> Option<&u64>;

    /// Returns the value of a key, to be changed.
    fn get_mut(&mut self, key: &K) -> Option<&mut u64>;

    /// Inserts or overwrites.
    fn insert(&mut self, key: K, value: u64);

    /// Removes a key, if it is there.
    fn remove(&mut self, key: &K);

    /// Returns all entries.
    fn iter(&self) -> impl Iterator<Item = (&K, &u64)>;

    /// `==`.
    fn equals(&self, other: &Self) -> bool {
        self == other
    }

    /// Returns all entries of both; where both have a key, one of the two values.
    fn union(self, other: Self) -> Option<Self> {
        let _ = other;
        None
    }

    /// Returns the entries of `self` with keys that are in `other`; the values may be either's.
    fn intersection(self, other: Self) -> Option<Self> {
        let _ = other;
        None
    }

    /// Returns the entries of `self` with keys that are not in `other`.
    fn difference(self, other: Self) -> Option<Self> {
        let _ = other;
        None
    }

    /// Returns the number of keys that differ between this version and another.
    fn diff(&self, newer: &Self) -> Option<usize> {
        let _ = newer;
        None
    }

    /// Returns what two versions made of a third, in one; where both changed a key, ours.
    fn merge3(base: &Self, ours: &Self, theirs: &Self) -> Option<Self> {
        let _ = (base, ours, theirs);
        None
    }
}
