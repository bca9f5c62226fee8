//! A vector as a sequence.

use crate::GenericVec;
use core::fmt;
use core::marker::PhantomData;
use cow_core::RefCount;
use serde::de::{SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

impl<T: Serialize, C: RefCount> Serialize for GenericVec<T, C> {
    /// Writes a sequence of known length, as a `Vec` does.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self)
    }
}

impl<'de, T: Deserialize<'de>, C: RefCount> Deserialize<'de> for GenericVec<T, C> {
    /// Reads any sequence. Its stated length decides only the room in the first leaf.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(Items(PhantomData))
    }
}

/// Collects a sequence.
struct Items<T, C>(PhantomData<(T, C)>);

impl<'de, T: Deserialize<'de>, C: RefCount> Visitor<'de> for Items<T, C> {
    type Value = GenericVec<T, C>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a sequence")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<Self::Value, A::Error> {
        // An iterator that stops at the first error, and keeps it.
        struct Each<A, T, E> {
            seq: A,
            error: Option<E>,
            items: PhantomData<T>,
        }
        impl<'de, A: SeqAccess<'de>, T: Deserialize<'de>> Iterator for Each<A, T, A::Error> {
            type Item = T;

            fn next(&mut self) -> Option<T> {
                if self.error.is_some() {
                    return None;
                }
                self.seq.next_element().unwrap_or_else(|error| {
                    self.error = Some(error);
                    None
                })
            }

            fn size_hint(&self) -> (usize, Option<usize>) {
                (self.seq.size_hint().unwrap_or(0), None)
            }
        }
        let mut each = Each { seq, error: None, items: PhantomData };
        let vec = each.by_ref().collect();
        each.error.map_or(Ok(vec), Err)
    }
}
