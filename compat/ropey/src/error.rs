//! Positions that a rope does not have.

use std::fmt;
use std::ops::{Bound, Range, RangeBounds};

/// What ropey's `try_` methods return.
pub type Result<T> = std::result::Result<T, Error>;

/// The error of a position or a range that a rope or a slice does not have.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub enum Error {
    /// A byte, and how many there are.
    ByteIndexOutOfBounds(usize, usize),
    /// A character, and how many there are.
    CharIndexOutOfBounds(usize, usize),
    /// A line, and how many there are.
    LineIndexOutOfBounds(usize, usize),
    /// A unit of UTF-16, and how many there are.
    Utf16IndexOutOfBounds(usize, usize),
    /// A byte within a character.
    ByteIndexNotCharBoundary(usize),
    /// A range of bytes of which an end is within a character; `None` is an open end.
    ByteRangeNotCharBoundary(Option<usize>, Option<usize>),
    /// A range of bytes that ends before it begins.
    ByteRangeInvalid(usize, usize),
    /// A range of characters that ends before it begins.
    CharRangeInvalid(usize, usize),
    /// A range of bytes, and how many there are.
    ByteRangeOutOfBounds(Option<usize>, Option<usize>, usize),
    /// A range of characters, and how many there are.
    CharRangeOutOfBounds(Option<usize>, Option<usize>, usize),
}

/// A range as it is written, with open ends.
struct Ends(Option<usize>, Option<usize>);

impl fmt::Display for Ends {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let end = |end: Option<usize>| end.map_or_else(String::new, |end| end.to_string());
        write!(f, "{}..{}", end(self.0), end(self.1))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::ByteIndexOutOfBounds(index, len) => {
                write!(f, "byte index {index} is out of bounds: there are {len} bytes")
            }
            Self::CharIndexOutOfBounds(index, len) => {
                write!(f, "char index {index} is out of bounds: there are {len} chars")
            }
            Self::LineIndexOutOfBounds(index, len) => {
                write!(f, "line index {index} is out of bounds: there are {len} lines")
            }
            Self::Utf16IndexOutOfBounds(index, len) => {
                write!(f, "UTF-16 index {index} is out of bounds: there are {len} units")
            }
            Self::ByteIndexNotCharBoundary(index) => {
                write!(f, "byte index {index} is not a char boundary")
            }
            Self::ByteRangeNotCharBoundary(start, end) => {
                write!(f, "byte range {} is not at char boundaries", Ends(start, end))
            }
            Self::ByteRangeInvalid(start, end) => {
                write!(f, "byte range {start}..{end} ends before it begins")
            }
            Self::CharRangeInvalid(start, end) => {
                write!(f, "char range {start}..{end} ends before it begins")
            }
            Self::ByteRangeOutOfBounds(start, end, len) => {
                let range = Ends(start, end);
                write!(f, "byte range {range} is out of bounds: there are {len} bytes")
            }
            Self::CharRangeOutOfBounds(start, end, len) => {
                let range = Ends(start, end);
                write!(f, "char range {range} is out of bounds: there are {len} chars")
            }
        }
    }
}

impl fmt::Debug for Error {
    /// The same as [`Display`](fmt::Display), as in ropey.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for Error {}

/// Returns the two ends of a range; `None` is an open one.
pub(crate) fn ends(range: &impl RangeBounds<usize>) -> (Option<usize>, Option<usize>) {
    let start = match range.start_bound() {
        Bound::Included(start) => Some(*start),
        Bound::Excluded(start) => Some(start.saturating_add(1)),
        Bound::Unbounded => None,
    };
    let end = match range.end_bound() {
        Bound::Included(end) => Some(end.saturating_add(1)),
        Bound::Excluded(end) => Some(*end),
        Bound::Unbounded => None,
    };
    (start, end)
}

/// Returns a range of characters of which there are `len`.
pub(crate) fn char_range(range: &impl RangeBounds<usize>, len: usize) -> Result<Range<usize>> {
    let (start, end) = ends(range);
    let (from, to) = (start.unwrap_or(0), end.unwrap_or(len));
    if from.max(to) > len {
        Err(Error::CharRangeOutOfBounds(start, end, len))
    } else if from > to {
        Err(Error::CharRangeInvalid(from, to))
    } else {
        Ok(from..to)
    }
}
