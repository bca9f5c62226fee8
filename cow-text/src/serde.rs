//! Texts as strings.

use crate::breaks::LineBreaks;
use crate::generic_text::GenericText;
use crate::text_slice::TextSlice;
use core::fmt;
use core::marker::PhantomData;
use cow_core::RefCount;
use serde::de::{Deserialize, Deserializer, Error, Visitor};
use serde::ser::{Serialize, Serializer};

impl<C: RefCount, B: LineBreaks> Serialize for GenericText<C, B> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.as_slice().serialize(serializer)
    }
}

impl<C: RefCount, B: LineBreaks> Serialize for TextSlice<'_, C, B> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.as_str() {
            Some(piece) => serializer.serialize_str(piece),
            None => serializer.collect_str(self),
        }
    }
}

impl<'de, C: RefCount, B: LineBreaks> Deserialize<'de> for GenericText<C, B> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text<C, B>(PhantomData<(C, B)>);

        impl<C: RefCount, B: LineBreaks> Visitor<'_> for Text<C, B> {
            type Value = GenericText<C, B>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
                Ok(text.into())
            }
        }

        deserializer.deserialize_str(Text(PhantomData))
    }
}
