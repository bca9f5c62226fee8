//! How the collections are deserialized: whatever is made of an iterator is made of a sequence, or of a map.

use core::fmt;
use core::marker::PhantomData;
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

/// The greatest number of items for which room is made because the input says so.
const MAX_HINT: usize = 4096;

/// Collects a sequence.
///
/// # Errors
/// If the input is no sequence, or an item cannot be deserialized.
pub fn collect_seq<'de, T, B, D>(deserializer: D) -> Result<B, D::Error>
where
    T: Deserialize<'de>,
    B: FromIterator<T>,
    D: Deserializer<'de>,
{
    deserializer.deserialize_seq(Items(PhantomData))
}

/// Collects the entries of a map.
///
/// # Errors
/// If the input is no map, or an entry cannot be deserialized.
pub fn collect_map<'de, K, V, B, D>(deserializer: D) -> Result<B, D::Error>
where
    K: Deserialize<'de>,
    V: Deserialize<'de>,
    B: FromIterator<(K, V)>,
    D: Deserializer<'de>,
{
    deserializer.deserialize_map(Entries(PhantomData))
}

/// Makes a `B` of the items of a sequence.
struct Items<T, B>(PhantomData<(T, B)>);

impl<'de, T: Deserialize<'de>, B: FromIterator<T>> Visitor<'de> for Items<T, B> {
    type Value = B;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a sequence")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<B, A::Error> {
        collect(seq.size_hint(), || seq.next_element())
    }
}

/// Makes a `B` of the entries of a map.
struct Entries<K, V, B>(PhantomData<(K, V, B)>);

impl<'de, K, V, B> Visitor<'de> for Entries<K, V, B>
where
    K: Deserialize<'de>,
    V: Deserialize<'de>,
    B: FromIterator<(K, V)>,
{
    type Value = B;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a map")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<B, A::Error> {
        collect(map.size_hint(), || map.next_entry())
    }
}

/// Collects what `next` returns, until that is `None` or an error.
fn collect<T, B, E>(
    size_hint: Option<usize>,
    next: impl FnMut() -> Result<Option<T>, E>,
) -> Result<B, E>
where
    B: FromIterator<T>,
{
    let mut items = UntilError { size_hint: size_hint.unwrap_or(0), next, error: None };
    let collected = items.by_ref().collect();
    items.error.map_or(Ok(collected), Err)
}

/// An iterator that ends at the first error, and keeps it.
struct UntilError<F, E> {
    size_hint: usize,
    next: F,
    error: Option<E>,
}

impl<T, F: FnMut() -> Result<Option<T>, E>, E> Iterator for UntilError<F, E> {
    type Item = T;

    fn next(&mut self) -> Option<T> {
        if self.error.is_some() {
            return None;
        }
        (self.next)().unwrap_or_else(|error| {
            self.error = Some(error);
            None
        })
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.size_hint.min(MAX_HINT), None)
    }
}
