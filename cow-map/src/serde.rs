//! `Serialize` and `Deserialize`: a map as a map, a set as a sequence. Sharing is not recorded.

use crate::map::CowMap;
use crate::set::CowSet;
use core::fmt;
use core::hash::{BuildHasher, Hash};
use core::marker::PhantomData;
use cow_core::Kind;
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, Serializer};

/// The most entries for which room is made because the input says that there are so many: it may lie.
const TRUSTED: usize = 4096;

impl<K: Serialize, V: Serialize, H, P: Kind> Serialize for CowMap<K, V, H, P> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self)
    }
}

impl<T: Serialize, H, P: Kind> Serialize for CowSet<T, H, P> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self)
    }
}

impl<'de, K, V, H, P> Deserialize<'de> for CowMap<K, V, H, P>
where
    K: Deserialize<'de> + Eq + Hash,
    V: Deserialize<'de>,
    H: BuildHasher + Default,
    P: Kind,
{
    /// Of several entries with one key, the last value is kept, as for std's `HashMap`.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Entries(PhantomData))
    }
}

impl<'de, T, H, P> Deserialize<'de> for CowSet<T, H, P>
where
    T: Deserialize<'de> + Eq + Hash,
    H: BuildHasher + Default,
    P: Kind,
{
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(Elements(PhantomData))
    }
}

/// Makes a map.
struct Entries<M>(PhantomData<M>);

impl<'de, K, V, H, P> Visitor<'de> for Entries<CowMap<K, V, H, P>>
where
    K: Deserialize<'de> + Eq + Hash,
    V: Deserialize<'de>,
    H: BuildHasher + Default,
    P: Kind,
{
    type Value = CowMap<K, V, H, P>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a map")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Self::Value, A::Error> {
        let mut map = CowMap::with_hasher_and_kind(H::default());
        map.reserve(entries.size_hint().unwrap_or(0).min(TRUSTED));
        while let Some((k, v)) = entries.next_entry()? {
            map.insert_unshared(k, v);
        }
        Ok(map)
    }
}

/// Makes a set.
struct Elements<M>(PhantomData<M>);

impl<'de, T, H, P> Visitor<'de> for Elements<CowSet<T, H, P>>
where
    T: Deserialize<'de> + Eq + Hash,
    H: BuildHasher + Default,
    P: Kind,
{
    type Value = CowSet<T, H, P>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a sequence")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Self::Value, A::Error> {
        let mut map = CowMap::with_hasher_and_kind(H::default());
        map.reserve(elements.size_hint().unwrap_or(0).min(TRUSTED));
        while let Some(value) = elements.next_element()? {
            map.insert_unshared(value, ());
        }
        Ok(CowSet::from_map(map))
    }
}
