//! What is read of a rope and of a slice: written once for both.

use crate::TextSlice;
#[cfg(feature = "graphemes")]
use crate::iter::Graphemes;
use crate::iter::{Bytes, Chars, Chunks, Lines, RawLines};
use crate::rope::Rope;
use crate::slice::RopeSlice;
use std::ops::{Bound, RangeBounds};

/// Defines methods of [`Rope`] and of [`RopeSlice`]: in both, `$text` is what is read.
macro_rules! reading {
    ($text:ident; $(
        $(#[$attribute:meta])*
        fn $name:ident$(<$R:ident>)?($($argument:ident: $type:ty),*) -> $result:ty $body:block
    )*) => {
        impl Rope {
            $(
                $(#[$attribute])*
                #[track_caller]
                pub fn $name<'a $(, $R: RangeBounds<usize>)?>(&'a self $(, $argument: $type)*) -> $result {
                    let $text: TextSlice<'a> = self.0.as_slice();
                    $body
                }
            )*
        }

        impl<'a> RopeSlice<'a> {
            $(
                $(#[$attribute])*
                #[track_caller]
                pub fn $name$(<$R: RangeBounds<usize>>)?(&self $(, $argument: $type)*) -> $result {
                    let $text: TextSlice<'a> = self.0;
                    $body
                }
            )*
        }
    };
}

/// Returns the number of lines: a break at the end begins none.
pub(crate) fn lines(text: TextSlice<'_>) -> usize {
    text.len_lines() - usize::from(text.is_empty() || text.ends_with("\n"))
}

/// Returns the byte with which a line begins; after the last one, the end.
#[track_caller]
fn line_start(text: TextSlice<'_>, line: usize) -> usize {
    let len = lines(text);
    assert!(line <= len, "line offset {line} is out of bounds: there are {len} lines");
    text.try_line_to_byte(line).unwrap_or(text.len())
}

reading! { text;
    /// Returns the length in bytes.
    fn byte_len() -> usize {
        text.len()
    }

    /// Returns whether there is no text.
    fn is_empty() -> bool {
        text.is_empty()
    }

    /// Returns the number of lines: a break at the end begins none.
    fn line_len() -> usize {
        lines(text)
    }

    /// Returns the number of units of UTF-16.
    #[cfg(feature = "utf16-metric")]
    fn utf16_len() -> usize {
        text.len_utf16()
    }

    /// Returns a byte.
    ///
    /// # Panics
    /// If there are not so many.
    fn byte(byte_index: usize) -> u8 {
        text.byte(byte_index).expect("the byte index is out of bounds")
    }

    /// Returns the byte with which a line begins; after the last one, the end.
    ///
    /// # Panics
    /// If there are not so many lines.
    fn byte_of_line(line_offset: usize) -> usize {
        line_start(text, line_offset)
    }

    /// Returns the line of a byte.
    ///
    /// # Panics
    /// If there are not so many bytes.
    fn line_of_byte(byte_offset: usize) -> usize {
        let mut byte = byte_offset;
        while byte < text.len() && !text.is_char_boundary(byte) {
            byte -= 1;
        }
        text.byte_to_line(byte)
    }

    /// Returns the byte before which there are so many units of UTF-16.
    ///
    /// # Panics
    /// If there are not so many, or if that is within a character.
    #[cfg(feature = "utf16-metric")]
    fn byte_of_utf16_code_unit(utf16_offset: usize) -> usize {
        text.utf16_to_byte(utf16_offset)
    }

    /// Returns the number of units of UTF-16 before a byte.
    ///
    /// # Panics
    /// If there are not so many bytes, or if that is within a character.
    #[cfg(feature = "utf16-metric")]
    fn utf16_code_unit_of_byte(byte_offset: usize) -> usize {
        text.byte_to_utf16(byte_offset)
    }

    /// Returns whether a character begins at a byte, or whether that is the end.
    ///
    /// # Panics
    /// If there are not so many bytes.
    fn is_char_boundary(byte_offset: usize) -> bool {
        assert!(byte_offset <= text.len(), "byte offset {byte_offset} is out of bounds");
        text.is_char_boundary(byte_offset)
    }

    /// Returns whether a grapheme cluster begins at a byte, or whether that is the end.
    ///
    /// # Panics
    /// If there are not so many bytes.
    #[cfg(feature = "graphemes")]
    fn is_grapheme_boundary(byte_offset: usize) -> bool {
        assert!(byte_offset <= text.len(), "byte offset {byte_offset} is out of bounds");
        text.is_char_boundary(byte_offset) && text.is_grapheme_boundary(byte_offset)
    }

    /// Returns a range of bytes.
    ///
    /// # Panics
    /// If there are not so many, if the range ends before it begins, or if an end is within a character.
    fn byte_slice<R>(byte_range: R) -> RopeSlice<'a> {
        RopeSlice(text.view(byte_range))
    }

    /// Returns a range of units of UTF-16.
    ///
    /// # Panics
    /// If there are not so many, if the range ends before it begins, or if an end is within a character.
    #[cfg(feature = "utf16-metric")]
    fn utf16_slice<R>(utf16_range: R) -> RopeSlice<'a> {
        RopeSlice(text.view_utf16(utf16_range))
    }

    /// Returns a line without its break.
    ///
    /// # Panics
    /// If there are not so many lines.
    fn line(line_index: usize) -> RopeSlice<'a> {
        let len = lines(text);
        assert!(line_index < len, "line index {line_index} is out of bounds: there are {len} lines");
        RopeSlice(text.line(line_index))
    }

    /// Returns a range of lines with their breaks.
    ///
    /// # Panics
    /// If there are not so many, or if the range ends before it begins.
    fn line_slice<R>(line_range: R) -> RopeSlice<'a> {
        let start = match line_range.start_bound() {
            Bound::Included(line) => line_start(text, *line),
            Bound::Excluded(line) => line_start(text, line + 1),
            Bound::Unbounded => 0,
        };
        let end = match line_range.end_bound() {
            Bound::Included(line) => line_start(text, line + 1),
            Bound::Excluded(line) => line_start(text, *line),
            Bound::Unbounded => text.len(),
        };
        RopeSlice(text.view(start..end))
    }

    /// Returns the bytes.
    fn bytes() -> Bytes<'a> {
        text.bytes()
    }

    /// Returns the characters.
    fn chars() -> Chars<'a> {
        text.chars()
    }

    /// Returns the pieces in which the text is stored.
    fn chunks() -> Chunks<'a> {
        text.chunks()
    }

    /// Returns the lines, without their breaks.
    fn lines() -> Lines<'a> {
        Lines::new(text)
    }

    /// Returns the lines, with their breaks.
    fn raw_lines() -> RawLines<'a> {
        RawLines::new(text)
    }

    /// Returns the grapheme clusters.
    #[cfg(feature = "graphemes")]
    fn graphemes() -> Graphemes<'a> {
        Graphemes(text.graphemes())
    }
}
