//! `hashbrown`: the table under std's.

use hashbrown::HashMap;

use super::Hasher;
use crate::element::Element;
use crate::shape::Map;

/// [`hashbrown::HashMap`].
pub type HashbrownMap<K> = HashMap<K, u64, Hasher>;

impl<K: Element> Map<K> for HashbrownMap<K> {
    const NAME: &'static str = "hashbrown";
    const DEEP: bool = true;

    fn new() -> Self {
        Self::default()
    }

    fn len(&self) -> usize {
        self.len()
    }

    #[inline]
    fn get(&self, key: &K) -> Option<&u64> {
        self.get(key)
    }

    #[inline]
    fn get_mut(&mut self, key: &K) -> Option<&mut u64> {
        self.get_mut(key)
    }

    #[inline]
    fn insert(&mut self, key: K, value: u64) {
        self.insert(key, value);
    }

    #[inline]
    fn remove(&mut self, key: &K) {
        self.remove(key);
    }

    fn iter(&self) -> impl Iterator<Item = (&K, &u64)> {
        self.iter()
    }

    fn equals(&self, other: &Self) -> bool {
        self == other
    }

    fn union(mut self, other: Self) -> Option<Self> {
        self.extend(other);
        Some(self)
    }

    fn intersection(mut self, other: Self) -> Option<Self> {
        self.retain(|key, _| other.contains_key(key));
        Some(self)
    }

    fn difference(mut self, other: Self) -> Option<Self> {
        self.retain(|key, _| !other.contains_key(key));
        Some(self)
    }
}
