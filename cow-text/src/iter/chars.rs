//! Characters and bytes, one by one.

use super::chunks::Chunks;
use crate::breaks::LineBreaks;
use crate::text_slice::TextSlice;
use core::fmt;
use core::iter::{Copied, FlatMap, FusedIterator};
use core::{slice, str};
use cow_core::RefCount;

/// The characters of a text: see [`GenericText::chars`](crate::GenericText::chars).
///
/// A step within a piece is that of [`str::Chars`], and one test.
pub struct Chars<'a, C: RefCount, B: LineBreaks> {
    /// Those of the first piece that are left, if it has been begun.
    front: str::Chars<'a>,
    /// The pieces that have not been begun.
    chunks: Chunks<'a, C, B>,
    /// Those of the last piece that are left, if it has been begun from its end.
    back: str::Chars<'a>,
}

impl<'a, C: RefCount, B: LineBreaks> Chars<'a, C, B> {
    pub(crate) fn new(text: TextSlice<'a, C, B>) -> Self {
        Self { front: "".chars(), chunks: Chunks::new(text), back: "".chars() }
    }

    /// Begins the next piece.
    #[inline(never)]
    fn next_piece(&mut self) -> Option<char> {
        match self.chunks.next() {
            Some(chunk) => {
                self.front = chunk.chars();
                self.front.next()
            }
            None => self.back.next(),
        }
    }

    /// Begins the piece before, from its end.
    #[inline(never)]
    fn previous_piece(&mut self) -> Option<char> {
        match self.chunks.next_back() {
            Some(chunk) => {
                self.back = chunk.chars();
                self.back.next_back()
            }
            None => self.front.next_back(),
        }
    }
}

impl<C: RefCount, B: LineBreaks> Clone for Chars<'_, C, B> {
    fn clone(&self) -> Self {
        Self { front: self.front.clone(), chunks: self.chunks.clone(), back: self.back.clone() }
    }
}

impl<C: RefCount, B: LineBreaks> Iterator for Chars<'_, C, B> {
    type Item = char;

    #[inline]
    fn next(&mut self) -> Option<char> {
        match self.front.next() {
            Some(char) => Some(char),
            None => self.next_piece(),
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let bytes = self.front.as_str().len() + self.chunks.bytes() + self.back.as_str().len();
        (bytes.div_ceil(4), Some(bytes))
    }

    #[inline]
    fn fold<R, F: FnMut(R, char) -> R>(self, init: R, mut f: F) -> R {
        let front = self.front.fold(init, &mut f);
        let middle = self.chunks.fold(front, |all, chunk| chunk.chars().fold(all, &mut f));
        self.back.fold(middle, f)
    }
}

impl<C: RefCount, B: LineBreaks> DoubleEndedIterator for Chars<'_, C, B> {
    #[inline]
    fn next_back(&mut self) -> Option<char> {
        match self.back.next_back() {
            Some(char) => Some(char),
            None => self.previous_piece(),
        }
    }

    #[inline]
    fn rfold<R, F: FnMut(R, char) -> R>(self, init: R, mut f: F) -> R {
        let back = self.back.rfold(init, &mut f);
        let middle = self.chunks.rfold(back, |all, chunk| chunk.chars().rfold(all, &mut f));
        self.front.rfold(middle, f)
    }
}

impl<C: RefCount, B: LineBreaks> FusedIterator for Chars<'_, C, B> {}

impl<C: RefCount, B: LineBreaks> fmt::Debug for Chars<'_, C, B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.clone()).finish()
    }
}

/// The characters of a text and where they begin: see
/// [`GenericText::char_indices`](crate::GenericText::char_indices).
pub struct CharIndices<'a, C: RefCount, B: LineBreaks> {
    chars: Chars<'a, C, B>,
    /// Where the next characters of both ends begin and end.
    start: usize,
    end: usize,
}

impl<'a, C: RefCount, B: LineBreaks> CharIndices<'a, C, B> {
    pub(crate) fn new(text: TextSlice<'a, C, B>) -> Self {
        Self { chars: Chars::new(text), start: 0, end: text.end - text.start }
    }
}

impl<C: RefCount, B: LineBreaks> Clone for CharIndices<'_, C, B> {
    fn clone(&self) -> Self {
        Self { chars: self.chars.clone(), ..*self }
    }
}

impl<C: RefCount, B: LineBreaks> Iterator for CharIndices<'_, C, B> {
    type Item = (usize, char);

    #[inline]
    fn next(&mut self) -> Option<(usize, char)> {
        let char = self.chars.next()?;
        let at = self.start;
        self.start += char.len_utf8();
        Some((at, char))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        ((self.end - self.start).div_ceil(4), Some(self.end - self.start))
    }
}

impl<C: RefCount, B: LineBreaks> DoubleEndedIterator for CharIndices<'_, C, B> {
    #[inline]
    fn next_back(&mut self) -> Option<(usize, char)> {
        let char = self.chars.next_back()?;
        self.end -= char.len_utf8();
        Some((self.end, char))
    }
}

impl<C: RefCount, B: LineBreaks> FusedIterator for CharIndices<'_, C, B> {}

impl<C: RefCount, B: LineBreaks> fmt::Debug for CharIndices<'_, C, B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.clone()).finish()
    }
}

type Piece<'a> = Copied<slice::Iter<'a, u8>>;
type BytesOf<'a, C, B> = FlatMap<Chunks<'a, C, B>, Piece<'a>, fn(&'a str) -> Piece<'a>>;

/// The bytes of a text: see [`GenericText::bytes`](crate::GenericText::bytes).
pub struct Bytes<'a, C: RefCount, B: LineBreaks> {
    bytes: BytesOf<'a, C, B>,
    len: usize,
}

impl<'a, C: RefCount, B: LineBreaks> Bytes<'a, C, B> {
    pub(crate) fn new(text: TextSlice<'a, C, B>) -> Self {
        let chunks = Chunks::new(text);
        let len = chunks.bytes();
        Self { bytes: chunks.flat_map(|chunk| chunk.as_bytes().iter().copied()), len }
    }
}

impl<C: RefCount, B: LineBreaks> Clone for Bytes<'_, C, B> {
    fn clone(&self) -> Self {
        Self { bytes: self.bytes.clone(), len: self.len }
    }
}

impl<C: RefCount, B: LineBreaks> Iterator for Bytes<'_, C, B> {
    type Item = u8;

    #[inline]
    fn next(&mut self) -> Option<u8> {
        let byte = self.bytes.next()?;
        self.len -= 1;
        Some(byte)
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.len, Some(self.len))
    }

    #[inline]
    fn fold<R, F: FnMut(R, u8) -> R>(self, init: R, f: F) -> R {
        self.bytes.fold(init, f)
    }
}

impl<C: RefCount, B: LineBreaks> DoubleEndedIterator for Bytes<'_, C, B> {
    #[inline]
    fn next_back(&mut self) -> Option<u8> {
        let byte = self.bytes.next_back()?;
        self.len -= 1;
        Some(byte)
    }
}

impl<C: RefCount, B: LineBreaks> ExactSizeIterator for Bytes<'_, C, B> {}
impl<C: RefCount, B: LineBreaks> FusedIterator for Bytes<'_, C, B> {}

impl<C: RefCount, B: LineBreaks> fmt::Debug for Bytes<'_, C, B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.clone()).finish()
    }
}
