//! `Serialize` and `Deserialize`, as the current value alone.

use super::CowCell;
use serde::de::{Deserialize, Deserializer};
use serde::ser::{Serialize, Serializer};

/// One version, whole, whatever is published meanwhile.
impl<T: Serialize> Serialize for CowCell<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // Kept for as long as it takes to write, so a version and not a guard.
        self.version().serialize(serializer)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for CowCell<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::deserialize(deserializer).map(Self::new)
    }
}
