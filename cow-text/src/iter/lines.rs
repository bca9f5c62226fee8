//! Lines, one by one.

use super::chunks::Chunks;
use crate::breaks::LineBreaks;
use crate::dimension::{Bytes, Lines as Breaks};
use crate::text_slice::TextSlice;
use core::fmt;
use core::iter::FusedIterator;
use cow_core::RefCount;

/// Returns a line without its break.
pub(crate) fn without_break<C: RefCount, B: LineBreaks>(
    line: TextSlice<'_, C, B>,
) -> TextSlice<'_, C, B> {
    let len = line.end - line.start;
    // A line in one piece is not looked for in the tree.
    let last = match line.piece {
        Some(piece) => piece.chars().next_back(),
        None => line.chars().next_back(),
    };
    let Some(char) = last else { return line };
    let last = char.len_utf8();
    if B::count(char.encode_utf8(&mut [0; 4]).as_bytes()) == 0 {
        return line;
    }
    let is_cr_lf = char == '\n'
        && len > 1
        && match line.piece {
            Some(piece) => piece.ends_with("\r\n"),
            None => line.byte(len - 2) == Some(b'\r'),
        };
    line.part(0..len - last - usize::from(is_cr_lf))
}

/// The lines of a text, each with its break: see
/// [`GenericText::lines_with_breaks`](crate::GenericText::lines_with_breaks).
///
/// From the start, each piece of the text is searched once. From the end, a line takes O(log n).
pub struct LinesWithBreaks<'a, C: RefCount, B: LineBreaks> {
    /// The text that is left.
    text: TextSlice<'a, C, B>,
    /// The pieces after `piece`, of the text as it was at first.
    chunks: Chunks<'a, C, B>,
    /// The rest of the piece with which `text` begins. It may go on after the end of that.
    piece: &'a str,
}

impl<'a, C: RefCount, B: LineBreaks> LinesWithBreaks<'a, C, B> {
    pub(crate) fn new(text: TextSlice<'a, C, B>) -> Self {
        Self { text, chunks: Chunks::new(text), piece: "" }
    }
}

impl<C: RefCount, B: LineBreaks> Clone for LinesWithBreaks<'_, C, B> {
    fn clone(&self) -> Self {
        Self { chunks: self.chunks.clone(), ..*self }
    }
}

impl<'a, C: RefCount, B: LineBreaks> Iterator for LinesWithBreaks<'a, C, B> {
    type Item = TextSlice<'a, C, B>;

    fn next(&mut self) -> Option<TextSlice<'a, C, B>> {
        let text = self.text;
        if text.start == text.end {
            return None;
        }
        // The end of the line, in the piece that begins at `first`.
        let (mut first, mut whole) = (text.start, true);
        let end = loop {
            if let Some(end) =
                B::end_of(self.piece.as_bytes(), 0).filter(|end| first + end <= text.end)
            {
                break end;
            }
            if first + self.piece.len() >= text.end {
                break text.end - first;
            }
            whole &= self.piece.is_empty();
            first += self.piece.len();
            self.piece = self.chunks.next().unwrap_or_default();
        };
        let (line, rest) = self.piece.split_at(end);
        self.piece = rest;
        self.text.start = first + end;
        Some(TextSlice { end: first + end, piece: whole.then_some(line), ..text })
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let bytes = self.text.end - self.text.start;
        (usize::from(bytes > 0), Some(bytes))
    }
}

impl<C: RefCount, B: LineBreaks> DoubleEndedIterator for LinesWithBreaks<'_, C, B> {
    fn next_back(&mut self) -> Option<Self::Item> {
        let (len, text) = (self.text.end - self.text.start, self.text);
        // A break at the end is that of the last line.
        let inside = without_break(text);
        let breaks = inside.total::<Breaks>();
        let start = if len == 0 { None } else { text.convert::<Breaks, Bytes>(breaks).ok() };
        let start = start?;
        self.text.end = text.start + start;
        self.text.piece = None;
        Some(text.part(start..len))
    }
}

impl<C: RefCount, B: LineBreaks> FusedIterator for LinesWithBreaks<'_, C, B> {}

impl<C: RefCount, B: LineBreaks> fmt::Debug for LinesWithBreaks<'_, C, B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.clone()).finish()
    }
}

/// The lines of a text: see [`GenericText::lines`](crate::GenericText::lines).
pub struct Lines<'a, C: RefCount, B: LineBreaks> {
    lines: LinesWithBreaks<'a, C, B>,
}

impl<'a, C: RefCount, B: LineBreaks> Lines<'a, C, B> {
    pub(crate) fn new(text: TextSlice<'a, C, B>) -> Self {
        Self { lines: LinesWithBreaks::new(text) }
    }
}

impl<C: RefCount, B: LineBreaks> Clone for Lines<'_, C, B> {
    fn clone(&self) -> Self {
        Self { lines: self.lines.clone() }
    }
}

impl<'a, C: RefCount, B: LineBreaks> Iterator for Lines<'a, C, B> {
    type Item = TextSlice<'a, C, B>;

    #[inline]
    fn next(&mut self) -> Option<TextSlice<'a, C, B>> {
        self.lines.next().map(without_break)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.lines.size_hint()
    }
}

impl<C: RefCount, B: LineBreaks> DoubleEndedIterator for Lines<'_, C, B> {
    fn next_back(&mut self) -> Option<Self::Item> {
        self.lines.next_back().map(without_break)
    }
}

impl<C: RefCount, B: LineBreaks> FusedIterator for Lines<'_, C, B> {}

impl<C: RefCount, B: LineBreaks> fmt::Debug for Lines<'_, C, B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.clone()).finish()
    }
}
