//! Keys with a part that `Eq` does not see.

use std::cmp::Ordering;
use std::hash::{Hash, Hasher};

/// A key and a payload; `Eq`, `Ord` and `Hash` see the key alone.
///
/// std's `insert` keeps the key that is there; the payload tells which one that is.
///
/// ```
/// use std::collections::HashMap;
/// use testkit::Tagged;
///
/// let mut map = HashMap::from([(Tagged::new(1, "old"), 'a')]);
/// map.insert(Tagged::new(1, "new"), 'b');
/// assert_eq!(map.iter().map(|(k, v)| (k.payload, *v)).next(), Some(("old", 'b')));
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct Tagged<K, P> {
    /// What is compared and hashed.
    pub key: K,
    /// What is not.
    pub payload: P,
}

impl<K, P> Tagged<K, P> {
    /// Makes a key with a payload.
    pub fn new(key: K, payload: P) -> Self {
        Tagged { key, payload }
    }
}

impl<K: PartialEq, P> PartialEq for Tagged<K, P> {
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key
    }
}

impl<K: Eq, P> Eq for Tagged<K, P> {}

impl<K: PartialOrd, P> PartialOrd for Tagged<K, P> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        self.key.partial_cmp(&other.key)
    }
}

impl<K: Ord, P> Ord for Tagged<K, P> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.key.cmp(&other.key)
    }
}

impl<K: Hash, P> Hash for Tagged<K, P> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.key.hash(state);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hashers::Seeded;
    use std::hash::BuildHasher;

    #[test]
    fn the_payload_is_invisible_and_the_key_is_not() {
        let [a, b, c] = [(1, 'a'), (1, 'b'), (2, 'a')].map(|(k, p)| Tagged::new(k, p));
        let hasher = Seeded::default();
        assert_eq!(a, b);
        assert!(a.cmp(&b).is_eq());
        assert_eq!(hasher.hash_one(a), hasher.hash_one(b));
        assert!(a < c);
        assert_ne!(hasher.hash_one(a), hasher.hash_one(c));
        assert_eq!(b.payload, 'b');
    }
}
