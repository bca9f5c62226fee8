//! `Serialize` and `Deserialize`: a map as a map, a set and a vector with a summary as a sequence, in order. Sharing is not
//! recorded, nor are summaries.

use crate::map::GenericTreeMap;
use crate::set::GenericTreeSet;
use crate::sum_tree::{self, GenericSumTree};
use crate::summary::Summary;
use alloc::vec::Vec;
use core::fmt;
use core::marker::PhantomData;
use cow_core::RefCount;
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, Serializer};

/// The greatest capacity that is reserved on the word of the input, which may be false.
const TRUSTED: usize = 4096;

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
        let entries = deserializer.deserialize_map(Entries(PhantomData))?;
        Ok(entries.into_iter().collect())
    }
}

impl<'de, T, A, C> Deserialize<'de> for GenericTreeSet<T, A, C>
where
    T: Deserialize<'de> + Ord + Clone,
    C: RefCount,
    A: Summary<T, ()>,
{
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let elements = deserializer.deserialize_seq(Elements(PhantomData))?;
        Ok(elements.into_iter().collect())
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
        let items = deserializer.deserialize_seq(Elements(PhantomData))?;
        Ok(items.into_iter().collect())
    }
}

/// Collects the entries of a map.
struct Entries<K, V>(PhantomData<(K, V)>);

impl<'de, K: Deserialize<'de>, V: Deserialize<'de>> Visitor<'de> for Entries<K, V> {
    type Value = Vec<(K, V)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a map")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Self::Value, M::Error> {
        let mut entries = Vec::with_capacity(map.size_hint().unwrap_or(0).min(TRUSTED));
        while let Some(entry) = map.next_entry()? {
            entries.push(entry);
        }
        Ok(entries)
    }
}

/// Collects the elements of a sequence.
pub(crate) struct Elements<T>(pub(crate) PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for Elements<T> {
    type Value = Vec<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a sequence")
    }

    fn visit_seq<S: SeqAccess<'de>>(self, mut sequence: S) -> Result<Self::Value, S::Error> {
        let mut elements = Vec::with_capacity(sequence.size_hint().unwrap_or(0).min(TRUSTED));
        while let Some(element) = sequence.next_element()? {
            elements.push(element);
        }
        Ok(elements)
    }
}
