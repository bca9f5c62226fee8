//! Iterators that are cursors: they stand between two items, and go either way.

use crate::slice::{RopeSlice, Source};
use crate::{Breaks, Count};

/// A place in a text, and the piece there.
#[derive(Clone, Copy, Debug)]
struct Cursor<'a> {
    source: Source<'a>,
    /// The byte that the cursor stands before.
    at: usize,
    /// A piece, and the byte that it begins at: that which was read last.
    chunk: &'a str,
    start: usize,
}

impl<'a> Cursor<'a> {
    fn new(source: Source<'a>, at: usize) -> Self {
        Self { source, at, chunk: "", start: 0 }
    }

    /// Reads the piece that has a byte.
    #[inline]
    fn read(&mut self, byte: usize) {
        if byte < self.start || byte - self.start >= self.chunk.len() {
            (self.chunk, self.start) = self.source.chunk_at(byte);
        }
    }

    /// Returns what is after the cursor in its piece.
    #[inline]
    fn after(&mut self) -> &'a str {
        if self.at < self.source.len() {
            self.read(self.at);
            &self.chunk[self.at - self.start..]
        } else {
            ""
        }
    }

    /// Returns what is before the cursor in its piece.
    #[inline]
    fn before(&mut self) -> &'a str {
        match self.at.checked_sub(1) {
            Some(byte) => {
                self.read(byte);
                &self.chunk[..self.at - self.start]
            }
            None => "",
        }
    }
}

/// Defines what all iterators have: a step each way, of which `next` and `prev` are one or the other.
macro_rules! both_ways {
    ($($Iter:ident $Item:ty;)*) => { $(
        impl<'a> Iterator for $Iter<'a> {
            type Item = $Item;

            /// Steps over an item, and returns it.
            #[inline]
            fn next(&mut self) -> Option<$Item> {
                if self.reversed { self.step_back() } else { self.step() }
            }

            fn size_hint(&self) -> (usize, Option<usize>) {
                self.hint()
            }
        }

        impl<'a> $Iter<'a> {
            /// Steps back over an item, and returns it.
            #[inline]
            pub fn prev(&mut self) -> Option<$Item> {
                if self.reversed { self.step() } else { self.step_back() }
            }

            /// Makes `next` go the other way, from where the iterator is.
            pub fn reverse(&mut self) {
                self.reversed = !self.reversed;
            }

            /// Returns the iterator, going the other way.
            #[must_use]
            pub fn reversed(mut self) -> Self {
                self.reverse();
                self
            }
        }
    )* };
}

both_ways! {
    Bytes u8;
    Chars char;
    Lines RopeSlice<'a>;
    Chunks &'a str;
}

impl ExactSizeIterator for Bytes<'_> {}
impl ExactSizeIterator for Chars<'_> {}
impl ExactSizeIterator for Lines<'_> {}

/// Returns how many items are left, of `total` with `before` of them before the iterator.
fn left(before: usize, total: usize, reversed: bool) -> (usize, Option<usize>) {
    let left = if reversed { before } else { total - before };
    (left, Some(left))
}

/// The bytes of a rope or a slice.
#[derive(Clone, Debug)]
pub struct Bytes<'a> {
    source: Source<'a>,
    at: usize,
    chunk: &'a [u8],
    start: usize,
    reversed: bool,
}

impl<'a> Bytes<'a> {
    pub(crate) fn new(source: Source<'a>, at: usize) -> Self {
        Self { source, at, chunk: &[], start: 0, reversed: false }
    }

    #[inline]
    fn byte(&mut self, byte: usize) -> Option<u8> {
        if byte < self.start || byte - self.start >= self.chunk.len() {
            let (chunk, start) = self.source.chunk_at(byte);
            (self.chunk, self.start) = (chunk.as_bytes(), start);
        }
        self.chunk.get(byte - self.start).copied()
    }

    #[inline]
    fn step(&mut self) -> Option<u8> {
        let byte = if self.at < self.source.len() { self.byte(self.at) } else { None }?;
        self.at += 1;
        Some(byte)
    }

    #[inline]
    fn step_back(&mut self) -> Option<u8> {
        self.at = self.at.checked_sub(1)?;
        self.byte(self.at)
    }

    fn hint(&self) -> (usize, Option<usize>) {
        left(self.at, self.source.len(), self.reversed)
    }
}

/// The characters of a rope or a slice.
#[derive(Clone, Debug)]
pub struct Chars<'a> {
    cursor: Cursor<'a>,
    /// How many there are before the cursor, and at all.
    before: usize,
    total: usize,
    reversed: bool,
}

impl<'a> Chars<'a> {
    pub(crate) fn new(source: Source<'a>, before: usize) -> Self {
        let cursor = Cursor::new(source, source.char_to_byte(before));
        Self { cursor, before, total: source.len_chars(), reversed: false }
    }

    #[inline]
    fn step(&mut self) -> Option<char> {
        let char = self.cursor.after().chars().next()?;
        self.cursor.at += char.len_utf8();
        self.before += 1;
        Some(char)
    }

    #[inline]
    fn step_back(&mut self) -> Option<char> {
        let char = self.cursor.before().chars().next_back()?;
        self.cursor.at -= char.len_utf8();
        self.before -= 1;
        Some(char)
    }

    fn hint(&self) -> (usize, Option<usize>) {
        left(self.before, self.total, self.reversed)
    }
}

/// The pieces of a rope or a slice.
#[derive(Clone, Debug)]
pub struct Chunks<'a> {
    cursor: Cursor<'a>,
    reversed: bool,
}

impl<'a> Chunks<'a> {
    /// Begins at a byte with which a piece begins, or at the end.
    pub(crate) fn new(source: Source<'a>, at: usize) -> Self {
        Self { cursor: Cursor::new(source, at), reversed: false }
    }

    fn step(&mut self) -> Option<&'a str> {
        let chunk = Some(self.cursor.after()).filter(|chunk| !chunk.is_empty())?;
        self.cursor.at += chunk.len();
        Some(chunk)
    }

    fn step_back(&mut self) -> Option<&'a str> {
        let chunk = Some(self.cursor.before()).filter(|chunk| !chunk.is_empty())?;
        self.cursor.at -= chunk.len();
        Some(chunk)
    }

    fn hint(&self) -> (usize, Option<usize>) {
        (0, None)
    }
}

/// The lines of a rope or a slice, each with its break.
#[derive(Clone, Debug)]
pub struct Lines<'a> {
    source: Source<'a>,
    /// How many there are before the iterator, and at all.
    before: usize,
    total: usize,
    /// Those after it, if the last step was forward.
    ahead: Option<Ahead<'a>>,
    reversed: bool,
}

#[derive(Clone, Debug)]
enum Ahead<'a> {
    Text(cow_text::LinesWithBreaks<'a, Count, Breaks>),
    Str(&'a str),
}

impl<'a> Lines<'a> {
    pub(crate) fn new(source: Source<'a>, before: usize) -> Self {
        Self { source, before, total: source.len_lines(), ahead: None, reversed: false }
    }

    /// ropey's tests name it.
    #[doc(hidden)]
    #[must_use]
    pub fn from_str_pt(text: &'a str) -> Self {
        Self::new(Source::Str(text), 0)
    }

    fn step(&mut self) -> Option<RopeSlice<'a>> {
        let (source, before) = (self.source, self.before);
        if before == self.total {
            return None;
        }
        self.before += 1;
        let ahead = self.ahead.get_or_insert_with(|| {
            match source.part(source.line_to_byte(before)..source.len()) {
                Source::Text(text) => Ahead::Text(text.lines_with_breaks()),
                Source::Str(text) => Ahead::Str(text),
            }
        });
        // After a break at the end comes a line that is empty.
        let line = match ahead {
            Ahead::Text(lines) => {
                let end = || source.part(source.len()..source.len());
                lines.next().map_or_else(end, Source::Text)
            }
            Ahead::Str(text) => {
                let (line, rest) = text.split_at(crate::str_utils::line_to_byte_idx(text, 1));
                *text = rest;
                Source::Str(line)
            }
        };
        Some(RopeSlice(line))
    }

    fn step_back(&mut self) -> Option<RopeSlice<'a>> {
        self.before = self.before.checked_sub(1)?;
        self.ahead = None;
        self.source.line(self.before).map(RopeSlice)
    }

    fn hint(&self) -> (usize, Option<usize>) {
        left(self.before, self.total, self.reversed)
    }
}
