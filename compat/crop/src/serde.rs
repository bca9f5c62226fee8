//! Ropes as sequences of their pieces, as crop has them.

use crate::{Rope, RopeBuilder};
use serde::de::{Deserialize, Deserializer, SeqAccess, Visitor};
use serde::ser::{Serialize, Serializer};
use std::borrow::Cow;
use std::fmt;

impl Serialize for Rope {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeSeq;

        // That there is no length is what crop says, too.
        let mut pieces = serializer.serialize_seq(None)?;
        self.chunks().try_for_each(|piece| pieces.serialize_element(piece))?;
        pieces.end()
    }
}

impl<'de> Deserialize<'de> for Rope {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Pieces;

        impl<'de> Visitor<'de> for Pieces {
            type Value = Rope;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a sequence of chunks")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut pieces: A) -> Result<Rope, A::Error> {
                let mut builder = RopeBuilder::new();
                while let Some(piece) = pieces.next_element::<Cow<'_, str>>()? {
                    builder.append(piece);
                }
                Ok(builder.build())
            }
        }

        deserializer.deserialize_seq(Pieces)
    }
}
