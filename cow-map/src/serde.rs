//! `Serialize` and `Deserialize`: a map as a map, a set as a sequence. Sharing is not recorded.

use crate::map::GenericMap;
use crate::set::GenericSet;
use core::hash::{BuildHasher, Hash};
use cow_core::RefCount;
use cow_core::serde::{collect_map, collect_seq};
use serde::de::{Deserialize, Deserializer};
use serde::ser::{Serialize, Serializer};

impl<K: Serialize, V: Serialize, H, C: RefCount> Serialize for GenericMap<K, V, H, C> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self)
    }
}

impl<T: Serialize, H, C: RefCount> Serialize for GenericSet<T, H, C> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self)
    }
}

impl<'de, K, V, H, C> Deserialize<'de> for GenericMap<K, V, H, C>
where
    K: Deserialize<'de> + Eq + Hash,
    V: Deserialize<'de>,
    H: BuildHasher + Default,
    C: RefCount,
{
    /// Reads a map. Of several entries with one key, the last value is kept, as for std's `HashMap`.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        collect_map(deserializer)
    }
}

impl<'de, T, H, C> Deserialize<'de> for GenericSet<T, H, C>
where
    T: Deserialize<'de> + Eq + Hash,
    H: BuildHasher + Default,
    C: RefCount,
{
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        collect_seq(deserializer)
    }
}
