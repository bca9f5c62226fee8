//! Words, as annex 29 of the Unicode standard has them, by the crate `unicode_segmentation`.

use crate::breaks::LineBreaks;
use crate::error::{TextError, expect};
use crate::generic_text::GenericText;
use crate::read::reading;
use crate::text_slice::TextSlice;
use alloc::borrow::Cow;
use alloc::string::ToString;
use cow_core::RefCount;
use unicode_segmentation::UnicodeSegmentation;

/// Whether words are apart between two bytes whatever is beside them: by the standard, after a line feed, and between a
/// space and a letter or digit of ASCII.
fn is_apart(left: u8, right: u8) -> bool {
    left == b'\n' || left == b' ' && right.is_ascii_alphanumeric()
}

/// A part of a text around a byte, of which the boundaries are those of the text, and where it begins: from a boundary
/// before the byte to one after it.
fn around<C: RefCount, B: LineBreaks>(
    text: TextSlice<'_, C, B>,
    byte: usize,
) -> (Cow<'_, str>, usize) {
    let (mut start, mut right) = (byte, None);
    for left in text.part(0..byte).bytes().rev() {
        if right.is_some_and(|right| is_apart(left, right)) {
            break;
        }
        (start, right) = (start - 1, Some(left));
    }
    let (mut end, mut left) = (byte, None);
    for right in text.part(byte..text.len()).bytes() {
        if left.is_some_and(|left| is_apart(left, right)) {
            break;
        }
        (end, left) = (end + 1, Some(right));
    }
    let part = text.part(start..end);
    (part.as_str().map_or_else(|| Cow::Owned(part.to_string()), Cow::Borrowed), start)
}

/// The last boundary before a byte, or at it, and the first one after it.
fn bounds<C: RefCount, B: LineBreaks>(text: TextSlice<'_, C, B>, byte: usize) -> (usize, usize) {
    let (part, first) = around(text, byte);
    let end = first + part.len();
    let starts = part.split_word_bound_indices().map(|(at, _)| first + at);
    let (mut before, mut after) = (first, end);
    for start in starts {
        if start > byte {
            after = start;
            break;
        }
        before = start;
    }
    (if byte == end { byte } else { before }, after)
}

reading! { text;
    /// Returns the end of the word that a byte is in. `None` at the end of the text.
    ///
    /// Words are those of annex 29 of the Unicode standard. Spaces and punctuation marks are words of their own; to step
    /// over them, as most editors do, go on until there is a letter.
    ///
    /// O(log n) and the bytes up to the next space or line feed on both sides.
    ///
    /// # Panics
    /// If there is no boundary between characters at that byte.
    ///
    /// ```
    /// use cow_text::CowText;
    ///
    /// let text = CowText::from("it can't be");
    /// assert_eq!(text.next_word_boundary(4), Some(8));
    /// assert_eq!(text.previous_word_boundary(8), Some(3));
    /// assert_eq!(text.word_at(5), "can't");
    /// ```
    #[track_caller]
    fn next_word_boundary(byte: usize) -> Option<usize> {
        expect(text.try_next_word_boundary(byte))
    }

    /// Returns the next boundary like [`next_word_boundary`](Self::next_word_boundary), but an error instead of panicking.
    ///
    /// # Errors
    /// If there is no boundary between characters at that byte.
    fn try_next_word_boundary(byte: usize) -> Result<Option<usize>, TextError> {
        text.check_boundary(byte)?;
        Ok((byte < text.len()).then(|| bounds(text, byte).1))
    }

    /// Returns the start of the word before a byte. `None` at the start of the text. See
    /// [`next_word_boundary`](Self::next_word_boundary).
    ///
    /// # Panics
    /// If there is no boundary between characters at that byte.
    #[track_caller]
    fn previous_word_boundary(byte: usize) -> Option<usize> {
        expect(text.try_previous_word_boundary(byte))
    }

    /// Returns the boundary before a byte like [`previous_word_boundary`](Self::previous_word_boundary), but an error instead of panicking.
    ///
    /// # Errors
    /// If there is no boundary between characters at that byte.
    fn try_previous_word_boundary(byte: usize) -> Result<Option<usize>, TextError> {
        text.check_boundary(byte)?;
        let before = text.part(0..byte).chars().next_back();
        Ok(before.map(|before| bounds(text, byte - before.len_utf8()).0))
    }

    /// Returns the word that a byte is in: what a double click selects. At the end of the text it is empty. See
    /// [`next_word_boundary`](Self::next_word_boundary).
    ///
    /// # Panics
    /// If there is no boundary between characters at that byte.
    #[track_caller]
    fn word_at(byte: usize) -> TextSlice<'a, C, B> {
        expect(text.try_word_at(byte))
    }

    /// Returns the word like [`word_at`](Self::word_at), but an error instead of panicking.
    ///
    /// # Errors
    /// If there is no boundary between characters at that byte.
    fn try_word_at(byte: usize) -> Result<TextSlice<'a, C, B>, TextError> {
        text.check_boundary(byte)?;
        let (start, end) = bounds(text, byte);
        Ok(text.part(start..end))
    }
}
