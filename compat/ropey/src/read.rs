//! What is read of a rope and of a slice: written once for both.

use crate::error::{Error, Result, char_range, ends};
use crate::iter::{Bytes, Chars, Chunks, Lines};
use crate::rope::Rope;
use crate::slice::{RopeSlice, Source};
use std::ops::RangeBounds;

/// A piece, and how many bytes, characters and line breaks there are before it.
type ChunkAt<'a> = (&'a str, usize, usize, usize);
/// The pieces from one on, and the same.
type ChunksAt<'a> = (Chunks<'a>, usize, usize, usize);

/// Defines methods of [`Rope`] and of [`RopeSlice`]: in both, `$source` is what is read.
macro_rules! reading {
    ($source:ident; $(
        $(#[$attribute:meta])*
        fn $name:ident$(<$R:ident>)?($($argument:ident: $type:ty),*) -> $result:ty $body:block
    )*) => {
        impl Rope {
            $(
                $(#[$attribute])*
                #[track_caller]
                pub fn $name<'a $(, $R: RangeBounds<usize>)?>(&'a self $(, $argument: $type)*) -> $result {
                    let $source: Source<'a> = self.source();
                    $body
                }
            )*
        }

        impl<'a> RopeSlice<'a> {
            $(
                $(#[$attribute])*
                #[track_caller]
                pub fn $name$(<$R: RangeBounds<usize>>)?(&self $(, $argument: $type)*) -> $result {
                    let $source: Source<'a> = self.0;
                    $body
                }
            )*
        }
    };
}

/// Defines conversions between positions, with ropey's two names for each.
macro_rules! conversions {
    ($($what:literal $name:ident $try_name:ident($len:ident) $Error:ident, $convert:ident;)*) => { reading! { source; $(
        #[doc = $what]
        ///
        /// # Panics
        /// If there is no such position.
        fn $name(index: usize) -> usize {
            if index > source.$len() {
                panic!("{}", Error::$Error(index, source.$len()));
            }
            source.$convert(index)
        }

        #[doc = $what]
        ///
        /// # Errors
        /// If there is no such position.
        fn $try_name(index: usize) -> Result<usize> {
            if index > source.$len() {
                return Err(Error::$Error(index, source.$len()));
            }
            Ok(source.$convert(index))
        }
    )* } };
}

conversions! {
    "Returns the character that a byte is part of."
    byte_to_char try_byte_to_char(len) ByteIndexOutOfBounds, byte_to_char;
    "Returns the line of a byte."
    byte_to_line try_byte_to_line(len) ByteIndexOutOfBounds, byte_to_line;
    "Returns where a character begins."
    char_to_byte try_char_to_byte(len_chars) CharIndexOutOfBounds, char_to_byte;
    "Returns the line of a character."
    char_to_line try_char_to_line(len_chars) CharIndexOutOfBounds, char_to_line;
    "Returns the number of units of UTF-16 before a character."
    char_to_utf16_cu try_char_to_utf16_cu(len_chars) CharIndexOutOfBounds, char_to_utf16;
    "Returns the character that a unit of UTF-16 is part of."
    utf16_cu_to_char try_utf16_cu_to_char(len_utf16) Utf16IndexOutOfBounds, utf16_to_char;
    "Returns where a line begins; after the last one, the end."
    line_to_byte try_line_to_byte(len_lines) LineIndexOutOfBounds, line_to_byte;
    "Returns the character with which a line begins; after the last one, how many there are."
    line_to_char try_line_to_char(len_lines) LineIndexOutOfBounds, line_to_char;
}

/// Defines methods that return an `Option`, and those that panic instead.
macro_rules! getters {
    ($source:ident; $($what:literal $name:ident $get:ident$(<$R:ident>)?($index:ident: $type:ty) -> $result:ty => $body:expr;)*) => {
        reading! { $source; $(
            #[doc = $what]
            ///
            /// # Panics
            /// If that is not there.
            fn $name$(<$R>)?($index: $type) -> $result {
                let found: Option<$result> = $body;
                found.expect(concat!(stringify!($name), ": out of bounds"))
            }

            #[doc = $what]
            /// `None` if that is not there.
            fn $get$(<$R>)?($index: $type) -> Option<$result> {
                $body
            }
        )* }
    };
}

getters! { source;
    "Returns a byte."
    byte get_byte(index: usize) -> u8 => source.byte(index);
    "Returns a character."
    char get_char(index: usize) -> char => source.char(index);
    "Returns a line, with its break."
    line get_line(index: usize) -> RopeSlice<'a> => source.line(index).map(RopeSlice);
    "Returns a range of characters."
    slice get_slice<R>(range: R) -> RopeSlice<'a> => source.slice(&range).ok().map(RopeSlice);
    "Returns the piece with a byte, and the byte, character and line with which it begins."
    chunk_at_byte get_chunk_at_byte(byte: usize) -> ChunkAt<'a> => source.chunk_at_byte(byte);
    "Returns the piece with a character, and the byte, character and line with which it begins."
    chunk_at_char get_chunk_at_char(char: usize) -> ChunkAt<'a> => source.chunk_at_char(char);
    "Returns the piece with a line break, and the byte, character and line with which it begins."
    chunk_at_line_break get_chunk_at_line_break(line: usize) -> ChunkAt<'a> => source.chunk_at_line_break(line);
    "Returns the bytes, beginning at one."
    bytes_at get_bytes_at(byte: usize) -> Bytes<'a> => (byte <= source.len()).then(|| Bytes::new(source, byte));
    "Returns the characters, beginning at one."
    chars_at get_chars_at(char: usize) -> Chars<'a> => (char <= source.len_chars()).then(|| Chars::new(source, char));
    "Returns the lines, beginning at one."
    lines_at get_lines_at(line: usize) -> Lines<'a> => (line <= source.len_lines()).then(|| Lines::new(source, line));
    "Returns the pieces from that with a byte on, and the byte, character and line with which it begins."
    chunks_at_byte get_chunks_at_byte(byte: usize) -> ChunksAt<'a> => source.chunks_at_byte(byte);
    "Returns the pieces from that with a character on, and the byte, character and line with which it begins."
    chunks_at_char get_chunks_at_char(char: usize) -> ChunksAt<'a> => source.chunks_at_char(char);
    "Returns the pieces from that with a line break on, and the byte, character and line with which it begins."
    chunks_at_line_break get_chunks_at_line_break(line: usize) -> ChunksAt<'a> => source.chunks_at_line_break(line);
}

reading! { source;
    /// Returns the length in bytes.
    fn len_bytes() -> usize {
        source.len()
    }

    /// Returns the number of characters.
    fn len_chars() -> usize {
        source.len_chars()
    }

    /// Returns the number of lines: one more than there are breaks.
    fn len_lines() -> usize {
        source.len_lines()
    }

    /// Returns the number of units of UTF-16.
    fn len_utf16_cu() -> usize {
        source.len_utf16()
    }

    /// Returns a range of bytes.
    ///
    /// # Panics
    /// If there are not so many, or if an end is within a character.
    fn byte_slice<R>(range: R) -> RopeSlice<'a> {
        RopeSlice(source.byte_slice(&range).unwrap_or_else(|error| panic!("byte_slice(): {error}")))
    }

    /// Returns a range of bytes, or `None` if there are not so many or if an end is within a character.
    fn get_byte_slice<R>(range: R) -> Option<RopeSlice<'a>> {
        source.byte_slice(&range).ok().map(RopeSlice)
    }

    /// Returns the bytes.
    fn bytes() -> Bytes<'a> {
        Bytes::new(source, 0)
    }

    /// Returns the characters.
    fn chars() -> Chars<'a> {
        Chars::new(source, 0)
    }

    /// Returns the lines, each with its break.
    fn lines() -> Lines<'a> {
        Lines::new(source, 0)
    }

    /// Returns the pieces in which the text is stored.
    fn chunks() -> Chunks<'a> {
        Chunks::new(source, 0)
    }
}

impl<'a> RopeSlice<'a> {
    /// Returns the text, if it is stored in one piece.
    #[must_use]
    pub fn as_str(&self) -> Option<&'a str> {
        self.0.as_str()
    }

    /// Returns what [`chunk_at_byte`](Self::chunk_at_byte) does, or an error instead of panicking.
    ///
    /// # Errors
    /// If there are not so many bytes.
    pub fn try_chunk_at_byte(&self, byte: usize) -> Result<ChunkAt<'a>> {
        self.get_chunk_at_byte(byte).ok_or(Error::ByteIndexOutOfBounds(byte, self.len_bytes()))
    }
}

impl<'a> Source<'a> {
    fn line_to_char(self, line: usize) -> usize {
        self.byte_to_char(self.line_to_byte(line))
    }

    fn byte(self, byte: usize) -> Option<u8> {
        let (chunk, start) = (byte < self.len()).then(|| self.chunk_at(byte))?;
        chunk.as_bytes().get(byte - start).copied()
    }

    fn char(self, char: usize) -> Option<char> {
        let byte = (char < self.len_chars()).then(|| self.char_to_byte(char))?;
        let (chunk, start) = self.chunk_at(byte);
        chunk[byte - start..].chars().next()
    }

    pub(crate) fn line(self, line: usize) -> Option<Self> {
        let range = || self.line_to_byte(line)..self.line_to_byte(line + 1);
        (line < self.len_lines()).then(|| self.part(range()))
    }

    pub(crate) fn as_str(self) -> Option<&'a str> {
        match self {
            Self::Text(text) => text.as_str(),
            Self::Str(text) => Some(text),
        }
    }

    fn slice(self, range: &impl RangeBounds<usize>) -> Result<Self> {
        let range = char_range(range, self.len_chars())?;
        Ok(self.part(self.char_to_byte(range.start)..self.char_to_byte(range.end)))
    }

    fn byte_slice(self, range: &impl RangeBounds<usize>) -> Result<Self> {
        let (start, end) = ends(range);
        let (from, to) = (start.unwrap_or(0), end.unwrap_or(self.len()));
        if start.is_some() && end.is_some() && from > to {
            Err(Error::ByteRangeInvalid(from, to))
        } else if from.max(to) > self.len() {
            Err(Error::ByteRangeOutOfBounds(start, end, self.len()))
        } else if !self.is_char_boundary(from) || !self.is_char_boundary(to) {
            Err(Error::ByteRangeNotCharBoundary(start, end))
        } else {
            Ok(self.part(from..to))
        }
    }

    fn chunk_at_byte(self, byte: usize) -> Option<ChunkAt<'a>> {
        let (chunk, start) = (byte <= self.len()).then(|| self.chunk_at(byte))?;
        Some((chunk, start, self.byte_to_char(start), self.byte_to_line(start)))
    }

    fn chunk_at_char(self, char: usize) -> Option<ChunkAt<'a>> {
        (char <= self.len_chars()).then(|| self.chunk_at_byte(self.char_to_byte(char)))?
    }

    /// Returns the last byte of a line break; the start and the end are breaks, too.
    fn line_break(self, line: usize) -> Option<usize> {
        match line {
            0 => Some(0),
            _ if line < self.len_lines() => Some(self.line_to_byte(line) - 1),
            _ if line == self.len_lines() => Some(self.len()),
            _ => None,
        }
    }

    fn chunk_at_line_break(self, line: usize) -> Option<ChunkAt<'a>> {
        self.chunk_at_byte(self.line_break(line)?)
    }

    fn chunks_at_byte(self, byte: usize) -> Option<ChunksAt<'a>> {
        let start = match byte {
            _ if byte < self.len() => self.chunk_at(byte).1,
            _ if byte == self.len() => byte,
            _ => return None,
        };
        let chunks = Chunks::new(self, start);
        Some((chunks, start, self.byte_to_char(start), self.byte_to_line(start)))
    }

    fn chunks_at_char(self, char: usize) -> Option<ChunksAt<'a>> {
        (char <= self.len_chars()).then(|| self.chunks_at_byte(self.char_to_byte(char)))?
    }

    fn chunks_at_line_break(self, line: usize) -> Option<ChunksAt<'a>> {
        self.chunks_at_byte(self.line_break(line)?)
    }
}
