//! A vector as a sequence.

use crate::GenericVec;
use cow_core::RefCount;
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
        cow_core::serde::collect_seq(deserializer)
    }
}
