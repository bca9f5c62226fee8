//! `Serialize` and `Deserialize`: a map as a map, a set as a sequence. Sharing is not recorded.

use crate::map::GenericMap;
use crate::set::GenericSet;
use core::fmt;
use core::hash::{BuildHasher, Hash};
use core::marker::PhantomData;
use cow_core::RefCount;
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, Serializer};

/// The greatest capacity that is reserved on the word of the input, which may be false.
const TRUSTED: usize = 4096;

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
        deserializer.deserialize_map(Entries(PhantomData))
    }
}

impl<'de, T, H, C> Deserialize<'de> for GenericSet<T, H, C>
where
    T: Deserialize<'de> + Eq + Hash,
    H: BuildHasher + Default,
    C: RefCount,
{
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(Elements(PhantomData))
    }
}

/// Makes a map.
struct Entries<M>(PhantomData<M>);

impl<'de, K, V, H, C> Visitor<'de> for Entries<GenericMap<K, V, H, C>>
where
    K: Deserialize<'de> + Eq + Hash,
    V: Deserialize<'de>,
    H: BuildHasher + Default,
    C: RefCount,
{
    type Value = GenericMap<K, V, H, C>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a map")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Self::Value, A::Error> {
        let mut map = GenericMap::with_hasher(H::default());
        map.reserve(entries.size_hint().unwrap_or(0).min(TRUSTED));
        while let Some((k, v)) = entries.next_entry()? {
            map.insert_unshared(k, v);
        }
        Ok(map)
    }
}

/// Makes a set.
struct Elements<M>(PhantomData<M>);

impl<'de, T, H, C> Visitor<'de> for Elements<GenericSet<T, H, C>>
where
    T: Deserialize<'de> + Eq + Hash,
    H: BuildHasher + Default,
    C: RefCount,
{
    type Value = GenericSet<T, H, C>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a sequence")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Self::Value, A::Error> {
        let mut map = GenericMap::with_hasher(H::default());
        map.reserve(elements.size_hint().unwrap_or(0).min(TRUSTED));
        while let Some(value) = elements.next_element()? {
            map.insert_unshared(value, ());
        }
        Ok(GenericSet { map })
    }
}
