//! Errors: positions that a text does not have.

use core::fmt;

/// In what positions in a text are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unit {
    /// Bytes, as in `str`.
    Bytes,
    /// Characters: Unicode scalar values, as `char`.
    Chars,
    /// Units of UTF-16, of which a character has one or two.
    Utf16,
    /// Lines.
    Lines,
}

impl Unit {
    fn name(self) -> &'static str {
        match self {
            Self::Bytes => "byte",
            Self::Chars => "char",
            Self::Utf16 => "UTF-16",
            Self::Lines => "line",
        }
    }
}

/// The error of a position or a range that a text does not have.
///
/// The methods whose names do not begin with `try_` panic with it, as those of `String` do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TextError {
    /// There is no such position.
    OutOfBounds {
        /// In what it is counted.
        unit: Unit,
        /// The position.
        index: usize,
        /// The greatest that there is.
        len: usize,
    },
    /// The position is within a character: between two of its bytes, or two of its units of UTF-16.
    WithinChar {
        /// In what it is counted.
        unit: Unit,
        /// The position.
        index: usize,
    },
    /// A range ends before it begins.
    Reversed {
        /// Where it begins.
        start: usize,
        /// Where it ends.
        end: usize,
    },
    /// The text would be longer than a text may be, which is 4 TiB.
    TooLong,
}

impl fmt::Display for TextError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OutOfBounds { unit, index, len } => {
                write!(f, "{} index {index} is out of bounds, the last is {len}", unit.name())
            }
            Self::WithinChar { unit, index } => {
                write!(f, "{} index {index} is not a char boundary", unit.name())
            }
            Self::Reversed { start, end } => {
                write!(f, "the range starts at {start} but ends at {end}")
            }
            Self::TooLong => f.write_str("capacity overflow"),
        }
    }
}

impl core::error::Error for TextError {}

/// Returns the value; or panics where the caller's caller is.
#[track_caller]
#[inline]
pub(crate) fn expect<T>(result: Result<T, TextError>) -> T {
    #[cold]
    #[inline(never)]
    #[track_caller]
    fn fail(error: TextError) -> ! {
        panic!("{error}")
    }
    match result {
        Ok(value) => value,
        Err(error) => fail(error),
    }
}
