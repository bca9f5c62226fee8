//! Traits of the map.

use super::cow_map::CowMap;
use crate::two::eq::Compare;
use core::hash::{BuildHasher, Hash};
use cow_core::{Kind, reflexive};

impl<K, V, S, P: Kind> PartialEq for CowMap<K, V, S, P>
where
    K: Eq + Hash,
    V: PartialEq,
    S: BuildHasher,
{
    fn eq(&self, other: &Self) -> bool {
        if self.len() != other.len() {
            return false;
        }
        let (Some(a), Some(b)) = (self.root().view(), other.root().view()) else { return true };
        let compare = Compare {
            reflexive: reflexive::<V>(),
            key: |a: &(K, V), b: &(K, V)| a.0 == b.0,
            value: |a: &(K, V), b: &(K, V)| a.1 == b.1,
            lookup: |(k, v): &(K, V)| other.get(k).is_some_and(|other| v == other),
        };
        compare.within(a, b)
    }
}
