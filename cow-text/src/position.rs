//! Lines and columns.

use crate::breaks::LineBreaks;
use crate::dimension::{Bytes, Chars, Lines, Utf16};
use crate::error::{TextError, Unit, expect};
use crate::generic_text::GenericText;
use crate::text_slice::TextSlice;
use core::ops::Range;
use cow_core::RefCount;

/// A line and a column, both from 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Position {
    /// How many line breaks there are before.
    pub line: usize,
    /// How many bytes, characters or units of UTF-16 there are between the start of the line and the position.
    pub column: usize,
}

/// Returns how many of a unit there are before a byte.
fn count<C: RefCount, B: LineBreaks>(
    text: TextSlice<'_, C, B>,
    byte: usize,
    unit: Unit,
) -> Result<usize, TextError> {
    match unit {
        Unit::Bytes => text.convert::<Bytes, Bytes>(byte),
        Unit::Chars => text.convert::<Bytes, Chars>(byte),
        Unit::Utf16 => text.convert::<Bytes, Utf16>(byte),
        Unit::Lines => text.convert::<Bytes, Lines>(byte),
    }
}

/// See [`GenericText::byte_to_position`].
pub(crate) fn of_byte<C: RefCount, B: LineBreaks>(
    text: TextSlice<'_, C, B>,
    byte: usize,
    unit: Unit,
) -> Result<Position, TextError> {
    let line = text.convert::<Bytes, Lines>(byte)?;
    let start = text.convert::<Lines, Bytes>(line)?;
    Ok(Position { line, column: count(text, byte, unit)? - count(text, start, unit)? })
}

/// See [`GenericText::position_to_byte`].
pub(crate) fn to_byte<C: RefCount, B: LineBreaks>(
    text: TextSlice<'_, C, B>,
    Position { line, column }: Position,
    unit: Unit,
) -> Result<usize, TextError> {
    let line = text.try_line(line)?;
    let within = match unit {
        Unit::Bytes => line.convert::<Bytes, Bytes>(column),
        Unit::Chars => line.convert::<Chars, Bytes>(column),
        Unit::Utf16 => line.convert::<Utf16, Bytes>(column),
        Unit::Lines => line.convert::<Lines, Bytes>(column),
    };
    match within {
        Ok(byte) => Ok(line.start - text.start + byte),
        Err(TextError::OutOfBounds { .. }) => Ok(line.end - text.start),
        Err(error) => Err(error),
    }
}

impl<C: RefCount, B: LineBreaks> GenericText<C, B> {
    /// Inserts text at a line and a column. See [`position_to_byte`](Self::position_to_byte) for what columns are.
    ///
    /// # Panics
    /// If there are not so many lines, if the column is within a character, or if the text would be longer than
    /// [`MAX_LEN`](Self::MAX_LEN).
    #[track_caller]
    pub fn insert_at(&mut self, position: Position, unit: Unit, text: &str) {
        expect(self.try_insert_at(position, unit, text));
    }

    /// Inserts text like [`insert_at`](Self::insert_at), but returns an error instead of panicking.
    ///
    /// # Errors
    /// If there are not so many lines, if the column is within a character, or if the text would be longer than
    /// [`MAX_LEN`](Self::MAX_LEN); it is as it was.
    pub fn try_insert_at(
        &mut self,
        position: Position,
        unit: Unit,
        text: &str,
    ) -> Result<(), TextError> {
        self.try_replace_at(position..position, unit, text)
    }

    /// Removes the text from one line and column to another.
    ///
    /// # Panics
    /// If there are not so many lines, if a column is within a character, or if the range ends before it begins.
    #[track_caller]
    pub fn remove_at(&mut self, range: Range<Position>, unit: Unit) {
        expect(self.try_remove_at(range, unit));
    }

    /// Removes text like [`remove_at`](Self::remove_at), but returns an error instead of panicking.
    ///
    /// # Errors
    /// If there are not so many lines, if a column is within a character, or if the range ends before it begins; the
    /// text is as it was.
    pub fn try_remove_at(&mut self, range: Range<Position>, unit: Unit) -> Result<(), TextError> {
        self.try_replace_at(range, unit, "")
    }

    /// Replaces the text from one line and column to another, as a change in the language server protocol does.
    ///
    /// The protocol ends lines at LF, CR LF and CR: those of a text whose breaks are [`CrLf`](crate::CrLf).
    ///
    /// # Panics
    /// If there are not so many lines, if a column is within a character, if the range ends before it begins, or if the text
    /// would be longer than [`MAX_LEN`](Self::MAX_LEN).
    ///
    /// ```
    /// use cow_text::{CowText, Position, Unit};
    ///
    /// let mut text = CowText::from("one\ntwo\n");
    /// let start = Position { line: 0, column: 2 };
    /// let end = Position { line: 1, column: 1 };
    /// text.replace_at(start..end, Unit::Utf16, "-");
    /// assert_eq!(text, "on-wo\n");
    /// ```
    #[track_caller]
    pub fn replace_at(&mut self, range: Range<Position>, unit: Unit, text: &str) {
        expect(self.try_replace_at(range, unit, text));
    }

    /// Replaces text like [`replace_at`](Self::replace_at), but returns an error instead of panicking.
    ///
    /// # Errors
    /// If there are not so many lines, if a column is within a character, if the range ends before it begins, or if the text
    /// would be longer than [`MAX_LEN`](Self::MAX_LEN); it is as it was.
    pub fn try_replace_at(
        &mut self,
        range: Range<Position>,
        unit: Unit,
        text: &str,
    ) -> Result<(), TextError> {
        let start = self.try_position_to_byte(range.start, unit)?;
        let end = self.try_position_to_byte(range.end, unit)?;
        self.edit::<Bytes>(start..end, text)
    }
}
