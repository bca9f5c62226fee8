//! Characters and bytes, one by one.

use super::flat::Flat;
use crate::breaks::LineBreaks;
use crate::text_slice::TextSlice;
use core::fmt;
use core::iter::{Copied, FusedIterator};
use core::{slice, str};
use cow_core::RefCount;

/// The characters of a text: see [`GenericText::chars`](crate::GenericText::chars).
pub struct Chars<'a, C: RefCount, B: LineBreaks> {
    chars: Flat<'a, str::Chars<'a>, C, B>,
}

impl<'a, C: RefCount, B: LineBreaks> Chars<'a, C, B> {
    pub(crate) fn new(text: TextSlice<'a, C, B>) -> Self {
        Self { chars: Flat::new(text) }
    }
}

impl<C: RefCount, B: LineBreaks> Clone for Chars<'_, C, B> {
    fn clone(&self) -> Self {
        Self { chars: self.chars.clone() }
    }
}

impl<C: RefCount, B: LineBreaks> Iterator for Chars<'_, C, B> {
    type Item = char;

    #[inline]
    fn next(&mut self) -> Option<char> {
        self.chars.next()
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let bytes = self.chars.bytes();
        (bytes.div_ceil(4), Some(bytes))
    }

    #[inline]
    fn fold<R, F: FnMut(R, char) -> R>(self, init: R, f: F) -> R {
        self.chars.fold(init, f)
    }

    #[inline]
    fn count(self) -> usize {
        self.chars.count()
    }

    #[inline]
    fn last(self) -> Option<char> {
        self.chars.last()
    }
}

impl<C: RefCount, B: LineBreaks> DoubleEndedIterator for Chars<'_, C, B> {
    #[inline]
    fn next_back(&mut self) -> Option<char> {
        self.chars.next_back()
    }

    #[inline]
    fn rfold<R, F: FnMut(R, char) -> R>(self, init: R, f: F) -> R {
        self.chars.rfold(init, f)
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
    chars: Flat<'a, str::Chars<'a>, C, B>,
    /// Where the last character that is left ends.
    end: usize,
}

impl<'a, C: RefCount, B: LineBreaks> CharIndices<'a, C, B> {
    pub(crate) fn new(text: TextSlice<'a, C, B>) -> Self {
        Self { chars: Flat::new(text), end: text.end - text.start }
    }
}

impl<C: RefCount, B: LineBreaks> Clone for CharIndices<'_, C, B> {
    fn clone(&self) -> Self {
        Self { chars: self.chars.clone(), end: self.end }
    }
}

impl<C: RefCount, B: LineBreaks> Iterator for CharIndices<'_, C, B> {
    type Item = (usize, char);

    #[inline]
    fn next(&mut self) -> Option<(usize, char)> {
        let at = self.end - self.chars.bytes();
        Some((at, self.chars.next()?))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let bytes = self.chars.bytes();
        (bytes.div_ceil(4), Some(bytes))
    }

    #[inline]
    fn fold<R, F: FnMut(R, (usize, char)) -> R>(self, init: R, mut f: F) -> R {
        let mut at = self.end - self.chars.bytes();
        self.chars.fold(init, |all, char| {
            let start = at;
            at += char.len_utf8();
            f(all, (start, char))
        })
    }

    #[inline]
    fn count(self) -> usize {
        self.chars.count()
    }

    #[inline]
    fn last(mut self) -> Option<(usize, char)> {
        self.next_back()
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

/// The bytes of a text: see [`GenericText::bytes`](crate::GenericText::bytes).
pub struct Bytes<'a, C: RefCount, B: LineBreaks> {
    bytes: Flat<'a, Copied<slice::Iter<'a, u8>>, C, B>,
}

impl<'a, C: RefCount, B: LineBreaks> Bytes<'a, C, B> {
    pub(crate) fn new(text: TextSlice<'a, C, B>) -> Self {
        Self { bytes: Flat::new(text) }
    }
}

impl<C: RefCount, B: LineBreaks> Clone for Bytes<'_, C, B> {
    fn clone(&self) -> Self {
        Self { bytes: self.bytes.clone() }
    }
}

impl<C: RefCount, B: LineBreaks> Iterator for Bytes<'_, C, B> {
    type Item = u8;

    #[inline]
    fn next(&mut self) -> Option<u8> {
        self.bytes.next()
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        let bytes = self.bytes.bytes();
        (bytes, Some(bytes))
    }

    #[inline]
    fn fold<R, F: FnMut(R, u8) -> R>(self, init: R, f: F) -> R {
        self.bytes.fold(init, f)
    }

    #[inline]
    fn count(self) -> usize {
        self.bytes.bytes()
    }

    #[inline]
    fn last(self) -> Option<u8> {
        self.bytes.last()
    }
}

impl<C: RefCount, B: LineBreaks> DoubleEndedIterator for Bytes<'_, C, B> {
    #[inline]
    fn next_back(&mut self) -> Option<u8> {
        self.bytes.next_back()
    }

    #[inline]
    fn rfold<R, F: FnMut(R, u8) -> R>(self, init: R, f: F) -> R {
        self.bytes.rfold(init, f)
    }
}

impl<C: RefCount, B: LineBreaks> ExactSizeIterator for Bytes<'_, C, B> {}
impl<C: RefCount, B: LineBreaks> FusedIterator for Bytes<'_, C, B> {}

impl<C: RefCount, B: LineBreaks> fmt::Debug for Bytes<'_, C, B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.clone()).finish()
    }
}
