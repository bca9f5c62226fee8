//! Regular expressions, by the crate `regex_cursor`.

use crate::breaks::{Lf, LineBreaks};
use crate::generic_text::GenericText;
use crate::text_slice::TextSlice;
use core::fmt;
use cow_core::{Atomic, RefCount};
use regex_cursor::{Cursor, IntoCursor};

/// A text as the engines of [`regex_cursor`] read it: chunk by chunk, and back where they have to.
///
/// ```
/// use cow_text::CowText;
/// use regex_cursor::Input;
/// use regex_cursor::engines::meta::Regex;
///
/// let text = CowText::from("let x = 1;\nlet näme = 2;\n");
/// let regex = Regex::new(r"let (\w+)").unwrap();
/// let names = regex.captures_iter(Input::new(&text)).map(|captures| {
///     text.view(captures.get_group(1).unwrap().range()).to_string()
/// });
/// assert!(names.eq(["x", "näme"]));
///
/// // In a part of it: positions are those in the part.
/// let found = regex.find(Input::new(text.line(1))).unwrap();
/// assert_eq!(found.range(), 0..9);
/// ```
pub struct RegexCursor<'a, C: RefCount = Atomic, B: LineBreaks = Lf> {
    text: TextSlice<'a, C, B>,
    /// A piece of it, which is not empty if the text is not.
    chunk: &'a str,
    /// Where that begins.
    offset: usize,
}

impl<'a, C: RefCount, B: LineBreaks> RegexCursor<'a, C, B> {
    fn new(text: TextSlice<'a, C, B>) -> Self {
        let (chunk, offset) = text.chunk_at(0);
        Self { text, chunk, offset }
    }

    fn go_to(&mut self, byte: usize) {
        (self.chunk, self.offset) = self.text.chunk_at(byte);
    }
}

impl<C: RefCount, B: LineBreaks> Cursor for RegexCursor<'_, C, B> {
    fn chunk(&self) -> &[u8] {
        self.chunk.as_bytes()
    }

    fn advance(&mut self) -> bool {
        let end = self.offset + self.chunk.len();
        if end == self.text.len() {
            return false;
        }
        self.go_to(end);
        true
    }

    fn backtrack(&mut self) -> bool {
        match self.offset.checked_sub(1) {
            Some(last) => self.go_to(last),
            None => return false,
        }
        true
    }

    fn total_bytes(&self) -> Option<usize> {
        Some(self.text.len())
    }

    fn offset(&self) -> usize {
        self.offset
    }
}

impl<'a, C: RefCount, B: LineBreaks> IntoCursor for TextSlice<'a, C, B> {
    type Cursor = RegexCursor<'a, C, B>;

    fn into_cursor(self) -> Self::Cursor {
        RegexCursor::new(self)
    }
}

impl<'a, C: RefCount, B: LineBreaks> IntoCursor for &'a GenericText<C, B> {
    type Cursor = RegexCursor<'a, C, B>;

    fn into_cursor(self) -> Self::Cursor {
        RegexCursor::new(self.as_slice())
    }
}

impl<C: RefCount, B: LineBreaks> Clone for RegexCursor<'_, C, B> {
    fn clone(&self) -> Self {
        Self { ..*self }
    }
}

impl<C: RefCount, B: LineBreaks> fmt::Debug for RegexCursor<'_, C, B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RegexCursor").field("offset", &self.offset).finish_non_exhaustive()
    }
}
