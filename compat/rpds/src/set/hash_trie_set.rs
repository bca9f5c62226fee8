//! `HashTrieSet`.

use crate::Kind;
use cow_map::GenericSet;
use cow_map::hash_set;
use std::borrow::Borrow;
use std::fmt;
use std::hash::{BuildHasher, Hash};

wrap! {
    /// A hash set.
    HashTrieSet [T] H => GenericSet<T, H, P::Count>, HashTrieSetSync
}
set_methods!(HashTrieSet H, items [Eq + Hash] by [Eq + Hash], hasher [BuildHasher]);

pub type Iter<'a, T, P> = hash_set::Iter<'a, T, <P as Kind>::Count>;

impl<T, P: Kind, H> HashTrieSet<T, P, H> {
    #[must_use]
    pub fn new_with_hasher_with_ptr_kind(hasher: H) -> Self {
        Self(GenericSet::with_hasher(hasher))
    }

    pub fn iter(&self) -> Iter<'_, T, P> {
        self.0.iter()
    }
}

impl<T: Eq + Hash, P: Kind, H: BuildHasher + Default> FromIterator<T> for HashTrieSet<T, P, H> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        Self(items.into_iter().collect())
    }
}

impl<T: Eq + Hash, P: Kind, PO: Kind, H: BuildHasher> PartialEq<HashTrieSet<T, PO, H>>
    for HashTrieSet<T, P, H>
{
    fn eq(&self, other: &HashTrieSet<T, PO, H>) -> bool {
        self.0.len() == other.0.len() && self.0.iter().all(|item| other.0.contains(item))
    }
}

impl<T: Eq + Hash, P: Kind, H: BuildHasher> Eq for HashTrieSet<T, P, H> {}
