//! `CowText`: a copy-on-write (persistent) rope that keeps every version.
//!
//! A text whose [`clone`](Clone::clone) is one count. An edit is made in place where the text is the only owner of a
//! piece, and where another version shares it, the piece of about 1 KiB at most and its path are copied. So *every*
//! version of a text can be kept: for undo, for a background task that reads while the user types, for a comparison
//! with what was saved.
//!
//! ```
//! use cow_text::CowText;
//!
//! let mut text = CowText::from("Grüße\naus\nUlm");
//! let saved = text.clone(); // one count
//! text.insert(0, "Viele "); // copies one leaf, which `saved` shares
//! text.replace_chars(12..15, "von"); // in place
//!
//! assert_eq!(text, "Viele Grüße\nvon\nUlm");
//! assert_eq!(text.line(1), "von");
//! assert_eq!(saved, "Grüße\naus\nUlm");
//! ```
//!
//! # Positions
//! | counted in | edits | borrowed | as a text | conversions |
//! |---|---|---|---|---|
//! | bytes | [`insert`], [`remove`], [`replace`] | [`view`] | [`slice`] | [`byte_to_char`], `byte_to_utf16`, `byte_to_line` |
//! | characters | [`insert_chars`], `remove_chars`, `replace_chars` | [`view_chars`] | [`slice_chars`] | [`char_to_byte`] ... |
//! | UTF-16 | [`insert_utf16`], `remove_utf16`, `replace_utf16` | [`view_utf16`] | [`slice_utf16`] | [`utf16_to_byte`] ... |
//! | lines | | [`line`], [`lines`] | | [`line_to_byte`] ... |
//! | lines and columns | [`insert_at`], [`remove_at`], [`replace_at`] | | | [`byte_to_position`], [`position_to_byte`], `char_to_position` ... |
//!
//! Each of them takes a few descents from the root. A position out of bounds or within a character panics, as with
//! `String`; methods that begin with `try_` return a [`TextError`] instead, and have then changed nothing.
//!
//! What ends a line is a type parameter of [`GenericText`]: LF (and so CR LF) in a `CowText`. The language server protocol
//! ends lines at a lone CR as well: `GenericText<Atomic, CrLf>` has exactly its lines, and [`Unit::Utf16`] its columns.
//!
//! [`insert`]: GenericText::insert
//! [`remove`]: GenericText::remove
//! [`replace`]: GenericText::replace
//! [`view`]: GenericText::view
//! [`slice`]: GenericText::slice
//! [`byte_to_char`]: GenericText::byte_to_char
//! [`insert_chars`]: GenericText::insert_chars
//! [`view_chars`]: GenericText::view_chars
//! [`slice_chars`]: GenericText::slice_chars
//! [`char_to_byte`]: GenericText::char_to_byte
//! [`insert_utf16`]: GenericText::insert_utf16
//! [`view_utf16`]: GenericText::view_utf16
//! [`slice_utf16`]: GenericText::slice_utf16
//! [`utf16_to_byte`]: GenericText::utf16_to_byte
//! [`line`]: GenericText::line
//! [`lines`]: GenericText::lines
//! [`line_to_byte`]: GenericText::line_to_byte
//! [`insert_at`]: GenericText::insert_at
//! [`remove_at`]: GenericText::remove_at
//! [`replace_at`]: GenericText::replace_at
//! [`byte_to_position`]: GenericText::byte_to_position
//! [`position_to_byte`]: GenericText::position_to_byte
//!
//! # Costs
//! | | |
//! |---|---|
//! | `clone`, `len`, `len_chars`, `len_utf16`, `len_lines` | O(1) |
//! | an edit, a position, `view`, `slice`, `append`, `split_off` | O(log n) |
//! | `chars`, `lines`, `chunks`, `find` | O(n), and O(log n) to begin anywhere |
//!
//! A text of up to 4 TiB; the summary of a node has 42 bits for each count.
//!
//! # Features
//! * `std` (default): [`from_reader`](GenericText::from_reader) and [`write_to`](GenericText::write_to). Without it the
//!   crate is `no_std` and needs `alloc`.
//! * `diff` (default): [`diff`](GenericText::diff) and [`Anchor`], by the crate `similar`. Needs `std`.
//! * `versions`: patches, three-way merges and [`TextHistory`], by `cow_versions`.
//! * `segmentation`: steps by grapheme clusters and words, by the crate `unicode_segmentation`.
//! * `regex`: regular expressions over a text, by the crate `regex_cursor`. Needs `std`.
//! * `serde`: `Serialize` and `Deserialize`, as a string.
#![no_std]

extern crate alloc;
#[cfg(feature = "std")]
extern crate std;

mod bytes;

mod breaks;

mod error;

mod measure;

mod dimension;

mod invariants;
mod load;

mod generic_text;

mod text_slice;

mod measured;

mod edit;

mod edits;

mod iter;

mod search;

mod position;

mod read;

mod positions;

mod compare;
mod convert;

mod dismantle;

#[cfg(feature = "segmentation")]
mod graphemes;
#[cfg(feature = "segmentation")]
mod words;

#[cfg(feature = "regex")]
mod regex;

#[cfg(feature = "diff")]
mod diff;

#[cfg(feature = "diff")]
mod anchor;

#[cfg(feature = "std")]
mod io;

#[cfg(feature = "serde")]
mod serde;

#[cfg(feature = "versions")]
mod versions;

#[cfg(feature = "diff")]
pub use self::anchor::{Anchor, Bias};
pub use self::breaks::{CrLf, Lf, LineBreaks, Unicode};
#[cfg(feature = "diff")]
pub use self::diff::{Hunk, Hunks};
pub use self::error::{TextError, Unit};
pub use self::generic_text::{CowText, GenericText, LocalText};
#[cfg(feature = "segmentation")]
pub use self::graphemes::Graphemes;
#[cfg(feature = "std")]
pub use self::io::ReadError;
pub use self::iter::{Bytes, CharIndices, Chars, Chunks, Lines, LinesWithBreaks};
pub use self::position::Position;
#[cfg(feature = "regex")]
pub use self::regex::RegexCursor;
pub use self::search::Matches;
pub use self::text_slice::TextSlice;
#[cfg(feature = "versions")]
pub use self::versions::{TextConflict, TextDelta, TextEdit, TextHistory, conflict_markers};

#[doc(hidden)]
pub use cow_core::Tiny;
pub use cow_core::{Atomic, Diff, Local, NodeInfo, RefCount};

/// The example of the README.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
