//! Collections as JSON, and from input with wrong lengths.

use super::{Collection, Plain, model, plain, whole};
use serde::Deserialize;
use serde::de::value::{MapDeserializer, SeqDeserializer};
use serde::de::{Deserializer, Visitor};
use serde::{Serialize, de::DeserializeOwned, forward_to_deserialize_any};
use serde_json::{from_str, to_string};
use std::iter;

/// Either is read as what the other has written.
pub fn the_form_is_that_of_std<C: Collection<Std: Serialize + DeserializeOwned>>()
where
    Plain<C>: Serialize + DeserializeOwned,
{
    for of in plain::<C>() {
        let (text, model) = (to_string(&of).unwrap(), model::<C>(&of));
        let std = to_string(&model).unwrap();
        assert_eq!(text.len(), std.len());
        if C::ORDERED {
            assert_eq!(text, std);
        }
        assert_eq!(from_str::<C::Std>(&text).unwrap(), model);
        for text in [text, std] {
            let back: Plain<C> = from_str(&text).unwrap();
            C::assert_invariants(&back);
            assert_eq!(back, of);
        }
    }
}

/// What is no such collection is an error, and the same as with std's.
pub fn what_is_wrong_is_refused_as_by_std<C: Collection<Std: DeserializeOwned>>()
where
    Plain<C>: DeserializeOwned,
{
    let wrong = [
        "3",
        "{",
        "[1, 2",
        "[1, -2]",
        "[1, \"x\"]",
        "[4294967296]",
        "{\"1\": \"x\"}",
        "{\"x\": 1}",
        "{\"1\": 1",
        "null",
    ];
    for text in wrong {
        let (ours, std) = (from_str::<Plain<C>>(text), from_str::<C::Std>(text));
        assert_eq!(ours.unwrap_err().to_string(), std.unwrap_err().to_string(), "of {text}");
    }
    for text in ["[3, 1, 2, 3, 1]", "{\"2\": 1, \"1\": 2, \"2\": 3}"] {
        match (from_str::<Plain<C>>(text), from_str::<C::Std>(text)) {
            (Ok(ours), Ok(std)) => assert_eq!(model::<C>(&ours), std),
            (ours, std) => assert_eq!((ours.is_err(), std.is_err()), (true, true)),
        }
    }
}

/// Three numbers, or three pairs of them, that are said to be as many as there can be.
struct Liar;

impl<'de> Deserializer<'de> for Liar {
    type Error = serde::de::value::Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
        SeqDeserializer::new(Lie(0..3)).deserialize_any(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
        MapDeserializer::new(iter::zip(Lie(0..3), Lie(0..3))).deserialize_any(visitor)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct struct enum identifier ignored_any
    }
}

struct Lie(std::ops::Range<u32>);

impl Iterator for Lie {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        self.0.next()
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (usize::MAX, Some(usize::MAX))
    }
}

/// Memory is taken for what is there, and not for what is said to be.
pub fn a_length_that_is_a_lie_takes_no_memory<C: Collection>()
where
    Plain<C>: DeserializeOwned,
{
    let of = Plain::<C>::deserialize(Liar).unwrap();
    let mut numbers = whole::<C, u32>(&of);
    numbers.dedup();
    numbers.sort_unstable();
    assert_eq!(numbers, [0, 1, 2]);
    let bytes: usize = C::nodes(&of).iter().map(|node| node.bytes).sum();
    assert!(bytes < 2_000, "{bytes}");
}
