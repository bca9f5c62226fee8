//! Parts of ropes, and strings in their place.

use crate::TextSlice;
use crate::str_utils::{
    byte_to_char_idx, byte_to_line_idx, char_to_byte_idx, line_to_byte_idx, lines,
};
use std::ops::Range;
use str_indices::{chars, utf16};

/// A part of a rope, borrowed; or a string.
///
/// Positions are counted from its start.
#[derive(Clone, Copy)]
pub struct RopeSlice<'a>(pub(crate) Source<'a>);

/// What a slice is made of.
#[derive(Clone, Copy)]
pub(crate) enum Source<'a> {
    Text(TextSlice<'a>),
    Str(&'a str),
}

/// The positions: what is out of bounds is caught before.
impl<'a> Source<'a> {
    pub(crate) fn len(self) -> usize {
        match self {
            Self::Text(text) => text.len(),
            Self::Str(text) => text.len(),
        }
    }

    pub(crate) fn len_chars(self) -> usize {
        match self {
            Self::Text(text) => text.len_chars(),
            Self::Str(text) => chars::count(text),
        }
    }

    pub(crate) fn len_utf16(self) -> usize {
        match self {
            Self::Text(text) => text.len_utf16(),
            Self::Str(text) => utf16::count(text),
        }
    }

    pub(crate) fn len_lines(self) -> usize {
        match self {
            Self::Text(text) => text.len_lines(),
            Self::Str(text) => lines::count_breaks(text) + 1,
        }
    }

    pub(crate) fn is_char_boundary(self, byte: usize) -> bool {
        match self {
            Self::Text(text) => text.is_char_boundary(byte),
            Self::Str(text) => text.is_char_boundary(byte),
        }
    }

    /// Returns where the character begins that a byte is part of.
    fn floor(self, mut byte: usize) -> usize {
        while !self.is_char_boundary(byte) {
            byte -= 1;
        }
        byte
    }

    pub(crate) fn byte_to_char(self, byte: usize) -> usize {
        match self {
            Self::Text(text) => text.byte_to_char(self.floor(byte)),
            Self::Str(text) => byte_to_char_idx(text, byte),
        }
    }

    pub(crate) fn byte_to_line(self, byte: usize) -> usize {
        match self {
            Self::Text(text) => text.byte_to_line(self.floor(byte)),
            Self::Str(text) => byte_to_line_idx(text, byte),
        }
    }

    pub(crate) fn char_to_byte(self, char: usize) -> usize {
        match self {
            Self::Text(text) => text.char_to_byte(char),
            Self::Str(text) => char_to_byte_idx(text, char),
        }
    }

    pub(crate) fn char_to_line(self, char: usize) -> usize {
        match self {
            Self::Text(text) => text.char_to_line(char),
            Self::Str(_) => self.byte_to_line(self.char_to_byte(char)),
        }
    }

    pub(crate) fn char_to_utf16(self, char: usize) -> usize {
        match self {
            Self::Text(text) => text.char_to_utf16(char),
            Self::Str(text) => utf16::from_byte_idx(text, char_to_byte_idx(text, char)),
        }
    }

    /// Returns the character that a unit of UTF-16 is part of.
    pub(crate) fn utf16_to_char(self, unit: usize) -> usize {
        match self {
            Self::Text(text) => {
                text.try_utf16_to_char(unit).unwrap_or_else(|_| text.utf16_to_char(unit - 1))
            }
            Self::Str(text) => byte_to_char_idx(text, utf16::to_byte_idx(text, unit)),
        }
    }

    /// Returns where a line begins; after the last one, the end.
    pub(crate) fn line_to_byte(self, line: usize) -> usize {
        match self {
            Self::Text(text) => text.try_line_to_byte(line).unwrap_or(text.len()),
            Self::Str(text) => line_to_byte_idx(text, line),
        }
    }

    /// Returns the piece that has a byte, and where it begins; at the end, the last piece.
    pub(crate) fn chunk_at(self, byte: usize) -> (&'a str, usize) {
        match self {
            Self::Text(text) => text.chunk_at(byte),
            Self::Str(text) => (text, 0),
        }
    }

    /// Returns the pieces.
    pub(crate) fn chunks(self) -> impl Iterator<Item = &'a str> {
        let (text, str) = match self {
            Self::Text(text) => (Some(text.chunks()), None),
            Self::Str(text) => (None, Some(text)),
        };
        text.into_iter().flatten().chain(str)
    }

    /// Returns the bytes of a range that begins and ends between characters.
    pub(crate) fn part(self, range: Range<usize>) -> Self {
        match self {
            Self::Text(text) => Self::Text(text.view(range)),
            Self::Str(text) => Self::Str(&text[range]),
        }
    }
}
