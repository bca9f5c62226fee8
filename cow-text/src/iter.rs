//! Iterators over a text.

mod chunks;
mod flat;

mod chars;
mod lines;

pub use self::chars::{Bytes, CharIndices, Chars};
pub use self::chunks::Chunks;
pub use self::lines::{Lines, LinesWithBreaks};

pub(crate) use self::lines::without_break;
