//! What is read of a text, and of a part of one: written once for both.

use crate::breaks::LineBreaks;
use crate::dimension::{Bytes, Chars, Lines, Utf16, turn};
use crate::error::{TextError, Unit, expect};
use crate::generic_text::GenericText;
use crate::iter;
use crate::position::{self, Position};
use crate::search::{self, Matches};
use crate::text_slice::TextSlice;
use core::ops::RangeBounds;
use cow_core::RefCount;

/// Defines methods of [`GenericText`] and of [`TextSlice`]: in both, `$view` is a slice.
macro_rules! reading {
    ($view:ident; $(
        $(#[$attribute:meta])*
        fn $name:ident($($argument:ident: $type:ty),*) -> $result:ty $body:block
    )*) => {
        impl<C: RefCount, B: LineBreaks> GenericText<C, B> {
            $(
                $(#[$attribute])*
                #[must_use = "reading has no other effect"]
                pub fn $name<'a>(&'a self $(, $argument: $type)*) -> $result {
                    let $view: TextSlice<'a, C, B> = self.as_slice();
                    $body
                }
            )*
        }

        impl<'a, C: RefCount, B: LineBreaks> TextSlice<'a, C, B> {
            $(
                $(#[$attribute])*
                #[must_use = "reading has no other effect"]
                pub fn $name(self $(, $argument: $type)*) -> $result {
                    let $view = self;
                    $body
                }
            )*
        }
    };
}

pub(crate) use reading;

/// Conversions between two dimensions, which panic and which do not.
macro_rules! conversions {
    ($($From:ident $To:ident $name:ident $try_name:ident $what:literal;)*) => { reading! { text; $(
        #[doc = $what]
        ///
        /// O(log n): one descent.
        ///
        /// # Panics
        /// If there is no such position, or if it is within a character.
        #[track_caller]
        fn $name(index: usize) -> usize {
            expect(text.convert::<$From, $To>(index))
        }

        #[doc = concat!("Converts like [`", stringify!($name), "`](Self::", stringify!($name), "), but returns an error instead of panicking.")]
        ///
        /// # Errors
        /// If there is no such position, or if it is within a character.
        fn $try_name(index: usize) -> Result<usize, TextError> {
            text.convert::<$From, $To>(index)
        }
    )* } };
}

reading! { text;
    /// Returns the length in bytes. O(1).
    #[inline]
    fn len() -> usize {
        text.end - text.start
    }

    /// Returns whether there is no text.
    #[inline]
    fn is_empty() -> bool {
        text.start == text.end
    }

    /// Returns the number of characters: Unicode scalar values. O(1) for a text, O(log n) for a part.
    fn len_chars() -> usize {
        text.total::<Chars>()
    }

    /// Returns the number of units of UTF-16. O(1) for a text, O(log n) for a part.
    fn len_utf16() -> usize {
        text.total::<Utf16>()
    }

    /// Returns the number of lines: one more than there are line breaks. O(1) for a text, O(log n) for a part.
    ///
    /// So there is always a line, and one that is empty after a break at the end. [`lines`](Self::lines) skips that
    /// one, as `str::lines` does.
    ///
    /// ```
    /// use cow_text::CowText;
    ///
    /// let text = CowText::from("one\ntwo\n");
    /// assert_eq!(text.len_lines(), 3);
    /// assert_eq!(text.lines().count(), 2);
    /// ```
    fn len_lines() -> usize {
        text.total::<Lines>() + 1
    }

    /// Returns whether a character begins at a byte, or whether that is the end. O(log n).
    fn is_char_boundary(byte: usize) -> bool {
        byte <= text.end - text.start && text.tree.is_char_boundary(text.start + byte)
    }

    /// Returns the byte at an index, or `None` if there are not so many. O(log n).
    fn byte(index: usize) -> Option<u8> {
        if index >= text.end - text.start {
            return None;
        }
        let mut rest = text.start + index;
        let leaf = text.tree.leaf(|branch| turn::<Bytes, C, B>(branch, &mut rest, true));
        leaf.as_bytes().get(rest).copied()
    }

    /// Returns the character that begins at a byte; `None` at the end, or if none begins there. O(log n).
    ///
    /// ```
    /// use cow_text::CowText;
    ///
    /// let text = CowText::from("née");
    /// assert_eq!(text.char_at(1), Some('é'));
    /// assert_eq!(text.char_at(2), None);
    /// ```
    fn char_at(byte: usize) -> Option<char> {
        if byte >= text.end - text.start {
            return None;
        }
        let mut rest = text.start + byte;
        let leaf = text.tree.leaf(|branch| turn::<Bytes, C, B>(branch, &mut rest, true));
        leaf.get(rest..)?.chars().next()
    }

    /// Returns the character with a number, or `None` if there are not so many. O(log n).
    fn nth_char(index: usize) -> Option<char> {
        let byte = text.convert::<Chars, Bytes>(index).ok()?;
        text.char_at(byte)
    }

    /// Returns a range of bytes, borrowed. O(log n).
    ///
    /// # Panics
    /// If the range is out of bounds, or does not begin and end at a boundary between characters.
    #[track_caller]
    fn view(range: impl RangeBounds<usize>) -> TextSlice<'a, C, B> {
        expect(text.try_view(range))
    }

    /// Returns a range of bytes, borrowed, or an error where [`view`](Self::view) panics.
    ///
    /// # Errors
    /// If the range is out of bounds, or does not begin and end at a boundary between characters.
    fn try_view(range: impl RangeBounds<usize>) -> Result<TextSlice<'a, C, B>, TextError> {
        Ok(text.part(text.bytes_of::<Bytes>(&range)?))
    }

    /// Returns a range of characters, borrowed. O(log n).
    ///
    /// # Panics
    /// If the range is out of bounds.
    #[track_caller]
    fn view_chars(range: impl RangeBounds<usize>) -> TextSlice<'a, C, B> {
        expect(text.try_view_chars(range))
    }

    /// Returns a range of characters, borrowed, or an error where [`view_chars`](Self::view_chars) panics.
    ///
    /// # Errors
    /// If the range is out of bounds.
    fn try_view_chars(range: impl RangeBounds<usize>) -> Result<TextSlice<'a, C, B>, TextError> {
        Ok(text.part(text.bytes_of::<Chars>(&range)?))
    }

    /// Returns a range of units of UTF-16, borrowed. O(log n).
    ///
    /// # Panics
    /// If the range is out of bounds, or begins or ends within a character.
    #[track_caller]
    fn view_utf16(range: impl RangeBounds<usize>) -> TextSlice<'a, C, B> {
        expect(text.try_view_utf16(range))
    }

    /// Returns a range of units of UTF-16, borrowed, or an error where [`view_utf16`](Self::view_utf16) panics.
    ///
    /// # Errors
    /// If the range is out of bounds, or begins or ends within a character.
    fn try_view_utf16(range: impl RangeBounds<usize>) -> Result<TextSlice<'a, C, B>, TextError> {
        Ok(text.part(text.bytes_of::<Utf16>(&range)?))
    }

    /// Returns a line without its break. O(log n).
    ///
    /// # Panics
    /// If there are not so many lines.
    ///
    /// ```
    /// use cow_text::CowText;
    ///
    /// let text = CowText::from("one\r\ntwo\n");
    /// assert_eq!(text.line(0), "one");
    /// assert_eq!(text.line(2), "");
    /// assert_eq!(text.line_with_break(0), "one\r\n");
    /// ```
    #[track_caller]
    fn line(index: usize) -> TextSlice<'a, C, B> {
        expect(text.try_line(index))
    }

    /// Returns a line without its break, or an error where [`line`](Self::line) panics.
    ///
    /// # Errors
    /// If there are not so many lines.
    fn try_line(index: usize) -> Result<TextSlice<'a, C, B>, TextError> {
        Ok(iter::without_break(text.try_line_with_break(index)?))
    }

    /// Returns a line with its break. O(log n).
    ///
    /// # Panics
    /// If there are not so many lines.
    #[track_caller]
    fn line_with_break(index: usize) -> TextSlice<'a, C, B> {
        expect(text.try_line_with_break(index))
    }

    /// Returns a line with its break, or an error where [`line_with_break`](Self::line_with_break) panics.
    ///
    /// # Errors
    /// If there are not so many lines.
    fn try_line_with_break(index: usize) -> Result<TextSlice<'a, C, B>, TextError> {
        let start = text.convert::<Lines, Bytes>(index)?;
        let end = text.convert::<Lines, Bytes>(index.saturating_add(1));
        Ok(text.part(start..end.unwrap_or(text.end - text.start)))
    }

    /// Returns the lines, without their breaks, as `str::lines` does. From both ends.
    ///
    /// ```
    /// use cow_text::CowText;
    ///
    /// let text = CowText::from("one\ntwo\r\nthree\n");
    /// assert!(text.lines().eq(["one", "two", "three"]));
    /// assert_eq!(text.lines().next_back().unwrap(), "three");
    /// ```
    fn lines() -> iter::Lines<'a, C, B> {
        iter::Lines::new(text)
    }

    /// Returns the lines, each with its break, as `str::split_inclusive` does. From both ends.
    fn lines_with_breaks() -> iter::LinesWithBreaks<'a, C, B> {
        iter::LinesWithBreaks::new(text)
    }

    /// Returns the text in the pieces in which it is stored, of about 1 KiB at most. From both ends.
    ///
    /// No piece is empty, and none ends between a CR and an LF.
    ///
    /// ```
    /// use cow_text::CowText;
    ///
    /// let text = CowText::from("one two three");
    /// assert_eq!(text.chunks().collect::<String>(), "one two three");
    /// ```
    fn chunks() -> iter::Chunks<'a, C, B> {
        iter::Chunks::new(text)
    }

    /// Returns the piece in which a byte is stored, and the index of its first byte. At the end, the last piece. O(log
    /// n).
    ///
    /// # Panics
    /// If the byte is out of bounds.
    #[track_caller]
    fn chunk_at(byte: usize) -> (&'a str, usize) {
        expect(text.try_chunk_at(byte))
    }

    /// Returns the piece in which a byte is stored, and the index of its first byte, or an error where
    /// [`chunk_at`](Self::chunk_at) panics.
    ///
    /// # Errors
    /// If the byte is out of bounds.
    fn try_chunk_at(byte: usize) -> Result<(&'a str, usize), TextError> {
        let len = text.end - text.start;
        if byte > len {
            return Err(TextError::OutOfBounds { unit: Unit::Bytes, index: byte, len });
        }
        if let Some(piece) = text.piece {
            return Ok((piece, 0));
        }
        let mut rest = text.start + byte;
        let leaf = text.tree.leaf(|branch| turn::<Bytes, C, B>(branch, &mut rest, byte < len));
        let first = text.start + byte - rest;
        let start = text.start.max(first);
        Ok((&leaf[start - first..leaf.len().min(text.end - first)], start - text.start))
    }

    /// Returns the text, if it is stored in one piece.
    fn as_str() -> Option<&'a str> {
        if text.piece.is_some() {
            return text.piece;
        }
        let (chunk, _) = text.chunk_at(0);
        (chunk.len() == text.end - text.start).then_some(chunk)
    }

    /// Returns the characters. From both ends; for those from a position on, take a [`view`](Self::view).
    ///
    /// ```
    /// use cow_text::CowText;
    ///
    /// let text = CowText::from("née");
    /// assert!(text.chars().eq("née".chars()));
    /// assert!(text.view(..3).chars().rev().eq(['é', 'n']));
    /// ```
    fn chars() -> iter::Chars<'a, C, B> {
        iter::Chars::new(text)
    }

    /// Returns the characters, each with the byte it begins at. From both ends.
    fn char_indices() -> iter::CharIndices<'a, C, B> {
        iter::CharIndices::new(text)
    }

    /// Returns the bytes. From both ends.
    fn bytes() -> iter::Bytes<'a, C, B> {
        iter::Bytes::new(text)
    }

    /// Returns the byte at which a string first occurs. O(n).
    ///
    /// ```
    /// use cow_text::CowText;
    ///
    /// let text = CowText::from("one two one");
    /// assert_eq!(text.find("one"), Some(0));
    /// assert_eq!(text.rfind("one"), Some(8));
    /// assert_eq!(text.find("three"), None);
    /// ```
    fn find(pattern: &str) -> Option<usize> {
        search::find(text, &memchr::memmem::Finder::new(pattern))
    }

    /// Returns the byte at which a string last occurs. O(n).
    fn rfind(pattern: &str) -> Option<usize> {
        search::rfind(text, pattern)
    }

    /// Returns whether a string occurs. O(n).
    fn contains(pattern: &str) -> bool {
        text.find(pattern).is_some()
    }

    /// Returns the bytes at which a string occurs: the first occurrence, the next one after its end, and so on.
    ///
    /// ```
    /// use cow_text::CowText;
    ///
    /// let text = CowText::from("banana");
    /// assert!(text.matches("ana").eq([1]));
    /// assert!(text.matches("a").eq([1, 3, 5]));
    /// ```
    fn matches(pattern: &'a str) -> Matches<'a, C, B> {
        Matches::new(text, pattern)
    }

    /// Returns whether the text begins with a string.
    fn starts_with(prefix: &str) -> bool {
        text.try_view(..prefix.len()).is_ok_and(|start| start == *prefix)
    }

    /// Returns whether the text ends with a string.
    fn ends_with(suffix: &str) -> bool {
        let start = (text.end - text.start).checked_sub(suffix.len());
        start.is_some_and(|start| text.try_view(start..).is_ok_and(|end| end == *suffix))
    }

    /// Returns line and column of a byte, the column counted in `unit` from the start of the line. O(log n).
    ///
    /// The language server protocol counts columns in UTF-16, if nothing else is agreed upon, and its lines are those of
    /// [`CrLf`](crate::CrLf). A byte between a CR and an LF is one column after the end of its line, which
    /// [`position_to_byte`](Self::position_to_byte) takes for that end.
    ///
    /// # Panics
    /// If there is no such byte, or if it is within a character.
    ///
    /// ```
    /// use cow_text::{CowText, Position, Unit};
    ///
    /// let text = CowText::from("one\n🦀 two");
    /// let position = text.byte_to_position(9, Unit::Utf16);
    /// assert_eq!(position, Position { line: 1, column: 3 });
    /// assert_eq!(text.position_to_byte(position, Unit::Utf16), 9);
    /// ```
    #[track_caller]
    fn byte_to_position(byte: usize, unit: Unit) -> Position {
        expect(position::of_byte(text, byte, unit))
    }

    /// Returns line and column of a byte, or an error where [`byte_to_position`](Self::byte_to_position) panics.
    ///
    /// # Errors
    /// If there is no such byte, or if it is within a character.
    fn try_byte_to_position(byte: usize, unit: Unit) -> Result<Position, TextError> {
        position::of_byte(text, byte, unit)
    }

    /// Returns the byte at a line and a column, the column counted in `unit`. O(log n).
    ///
    /// Like in the language server protocol, a column after the end of its line is that end; breaks do not belong to
    /// the line.
    ///
    /// # Panics
    /// If there are not so many lines, or if the column is within a character.
    #[track_caller]
    fn position_to_byte(position: Position, unit: Unit) -> usize {
        expect(position::to_byte(text, position, unit))
    }

    /// Returns the byte at a line and a column, or an error where [`position_to_byte`](Self::position_to_byte) panics.
    ///
    /// # Errors
    /// If there are not so many lines, or if the column is within a character.
    fn try_position_to_byte(position: Position, unit: Unit) -> Result<usize, TextError> {
        position::to_byte(text, position, unit)
    }
}

conversions! {
    Bytes Chars byte_to_char try_byte_to_char "Returns the number of characters before a byte.";
    Bytes Utf16 byte_to_utf16 try_byte_to_utf16 "Returns the number of units of UTF-16 before a byte.";
    Bytes Lines byte_to_line try_byte_to_line "Returns the line of a byte: the number of breaks before it.";
    Chars Bytes char_to_byte try_char_to_byte "Returns the byte at which a character begins.";
    Chars Utf16 char_to_utf16 try_char_to_utf16 "Returns the number of units of UTF-16 before a character.";
    Chars Lines char_to_line try_char_to_line "Returns the line of a character.";
    Utf16 Bytes utf16_to_byte try_utf16_to_byte "Returns the byte before which there are so many units of UTF-16.";
    Utf16 Chars utf16_to_char try_utf16_to_char "Returns the number of the character before which there are so many units of UTF-16.";
    Utf16 Lines utf16_to_line try_utf16_to_line "Returns the line of a unit of UTF-16.";
    Lines Bytes line_to_byte try_line_to_byte "Returns the byte at which a line begins.";
    Lines Chars line_to_char try_line_to_char "Returns the number of the character with which a line begins.";
    Lines Utf16 line_to_utf16 try_line_to_utf16 "Returns the number of units of UTF-16 before a line.";
}
