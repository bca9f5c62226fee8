//! `Serialize` and `Deserialize`: a map as a map, a set and a vector with a summary as a sequence, in order. Sharing is not
//! recorded, nor are summaries.

use crate::map::GenericTreeMap;
use crate::set::GenericTreeSet;
use crate::sum_tree::{self, GenericSumTree};
use crate::summary::Summary;
use cow_core::RefCount;
use cow_core::serde::{collect_map, collect_seq};
use serde::de::{Deserialize, Deserializer};
use serde::ser::{Serialize, Serializer};

impl<K: Serialize, V: Serialize, A, C: RefCount> Serialize for GenericTreeMap<K, V, A, C> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self)
    }
}

impl<T: Serialize, A, C: RefCount> Serialize for GenericTreeSet<T, A, C> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self)
    }
}

impl<'de, K, V, A, C> Deserialize<'de> for GenericTreeMap<K, V, A, C>
where
    K: Deserialize<'de> + Ord + Clone,
    V: Deserialize<'de>,
    C: RefCount,
    A: Summary<K, V>,
{
    /// Reads entries in any order; of several with one key the last counts, as for std's `BTreeMap`.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        collect_map(deserializer)
    }
}

impl<'de, T, A, C> Deserialize<'de> for GenericTreeSet<T, A, C>
where
    T: Deserialize<'de> + Ord + Clone,
    C: RefCount,
    A: Summary<T, ()>,
{
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        collect_seq(deserializer)
    }
}

impl<T: Serialize, S, C: RefCount> Serialize for GenericSumTree<T, S, C> {
    fn serialize<R: Serializer>(&self, serializer: R) -> Result<R::Ok, R::Error> {
        serializer.collect_seq(self)
    }
}

impl<'de, T, S, C> Deserialize<'de> for GenericSumTree<T, S, C>
where
    T: Deserialize<'de> + Clone,
    C: RefCount,
    S: sum_tree::Summary<T>,
{
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        collect_seq(deserializer)
    }
}
