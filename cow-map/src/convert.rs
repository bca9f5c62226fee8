//! From std's hash map and set, and to them.

use crate::{GenericMap, GenericSet};
use core::hash::{BuildHasher, Hash};
use cow_core::RefCount;
use std::collections::{HashMap, HashSet};

impl<K, V, S, C> From<HashMap<K, V, S>> for GenericMap<K, V, S, C>
where
    K: Eq + Hash,
    S: BuildHasher + Clone,
    C: RefCount,
{
    /// Moves the entries of a map of std's, and hashes them with a clone of its hasher. O(n).
    ///
    /// ```
    /// use cow_map::CowMap;
    /// use std::collections::HashMap;
    ///
    /// let stock = CowMap::from(HashMap::from([("apples", 3), ("pears", 5)]));
    /// assert_eq!(stock["apples"], 3);
    /// ```
    fn from(map: HashMap<K, V, S>) -> Self {
        let mut new = Self::with_hasher(map.hasher().clone());
        new.extend_unshared(map);
        new
    }
}

impl<K, V, S, C> From<GenericMap<K, V, S, C>> for HashMap<K, V, S>
where
    K: Eq + Hash + Clone,
    V: Clone,
    S: BuildHasher + Clone,
    C: RefCount,
{
    /// Moves the entries to a map of std's, with a clone of the hasher; entries that a clone of the map
    /// shares are cloned. O(n).
    fn from(map: GenericMap<K, V, S, C>) -> Self {
        let mut new = Self::with_capacity_and_hasher(map.len(), map.hasher().clone());
        new.extend(map);
        new
    }
}

impl<T, S, C> From<HashSet<T, S>> for GenericSet<T, S, C>
where
    T: Eq + Hash,
    S: BuildHasher + Clone,
    C: RefCount,
{
    /// Moves the elements of a set of std's, and hashes them with a clone of its hasher. O(n).
    ///
    /// ```
    /// use cow_map::CowSet;
    /// use std::collections::HashSet;
    ///
    /// let primes = CowSet::from(HashSet::from([2, 3, 5]));
    /// assert_eq!(HashSet::from(primes), HashSet::from([2, 3, 5]));
    /// ```
    fn from(set: HashSet<T, S>) -> Self {
        let mut map = GenericMap::with_hasher(set.hasher().clone());
        map.extend_unshared(set.into_iter().map(|value| (value, ())));
        Self { map }
    }
}

impl<T, S, C> From<GenericSet<T, S, C>> for HashSet<T, S>
where
    T: Eq + Hash + Clone,
    S: BuildHasher + Clone,
    C: RefCount,
{
    /// Moves the elements to a set of std's, with a clone of the hasher; elements that a clone of the
    /// set shares are cloned. O(n).
    fn from(set: GenericSet<T, S, C>) -> Self {
        let mut new = Self::with_capacity_and_hasher(set.len(), set.hasher().clone());
        new.extend(set);
        new
    }
}
