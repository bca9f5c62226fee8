//! A key that chooses its own hash.

use std::hash::{Hash, Hasher};

/// A key with a chosen hash: under [`Identity`](crate::Identity) exactly `hash`, under any other hasher one that
/// depends on `hash` alone. Keys with the same hash and different ids are different keys.
///
/// ```
/// use std::hash::BuildHasher;
/// use testkit::{Collider, Identity};
///
/// let (a, b) = (Collider::new(0xF << 60, 1), Collider::new(0xF << 60, 2));
/// assert_ne!(a, b);
/// assert_eq!(Identity.hash_one(a), 0xF << 60);
/// assert_eq!(Identity.hash_one(b), 0xF << 60);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Collider {
    /// The hash.
    pub hash: u64,
    /// What tells keys of one hash apart.
    pub id: u64,
}

impl Collider {
    /// Returns the key `id` among those of hash `hash`.
    pub fn new(hash: u64, id: u64) -> Self {
        Collider { hash, id }
    }
}

impl Hash for Collider {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_u64(self.hash);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hashers::Seeded;
    use std::collections::HashSet;
    use std::hash::BuildHasher;

    #[test]
    fn collides_under_every_hasher() {
        let hasher = Seeded::default();
        assert_eq!(hasher.hash_one(Collider::new(1, 2)), hasher.hash_one(Collider::new(1, 3)));
        assert_ne!(hasher.hash_one(Collider::new(1, 2)), hasher.hash_one(Collider::new(2, 2)));
        let set: HashSet<_> = (0..100).map(|id| Collider::new(7, id)).collect();
        assert_eq!(set.len(), 100);
    }
}
