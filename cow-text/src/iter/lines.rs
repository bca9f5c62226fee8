//! Lines, one by one.

use super::chunks::Chunks;
use crate::breaks::LineBreaks;
use crate::text_slice::TextSlice;
use core::fmt;
use core::iter::FusedIterator;
use core::mem;
use cow_core::RefCount;

/// Returns how many bytes the break has that a line ends with: none, if it has no break.
fn break_at_end<B: LineBreaks>(line: &str) -> usize {
    let Some(last) = line.chars().next_back() else { return 0 };
    if B::count(last.encode_utf8(&mut [0; 4]).as_bytes()) == 0 {
        0
    } else if line.ends_with("\r\n") {
        2
    } else {
        last.len_utf8()
    }
}

/// Returns a line without its break.
pub(crate) fn without_break<C: RefCount, B: LineBreaks>(
    line: TextSlice<'_, C, B>,
) -> TextSlice<'_, C, B> {
    // No break is in two pieces.
    let last = line.piece.or_else(|| line.chunks().next_back());
    let len = line.end - line.start;
    line.part(0..len - last.map_or(0, break_at_end::<B>))
}

/// The lines of a text, each with its break: see
/// [`GenericText::lines_with_breaks`](crate::GenericText::lines_with_breaks).
///
/// Each piece of the text is searched once.
pub struct LinesWithBreaks<'a, C: RefCount, B: LineBreaks> {
    /// The text that is left: `front`, what is left of `chunks`, and `back`.
    text: TextSlice<'a, C, B>,
    /// What is left of the first piece, if it has been begun.
    front: &'a str,
    /// The pieces that have not been begun.
    chunks: Chunks<'a, C, B>,
    /// What is left of the last piece, if it has been begun from its end.
    back: &'a str,
}

impl<'a, C: RefCount, B: LineBreaks> LinesWithBreaks<'a, C, B> {
    pub(crate) fn new(text: TextSlice<'a, C, B>) -> Self {
        Self { text, front: "", chunks: Chunks::new(text), back: "" }
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
            if let Some(end) = B::end_of(self.front.as_bytes(), 0) {
                break end;
            }
            if first + self.front.len() == text.end {
                break self.front.len();
            }
            whole &= self.front.is_empty();
            first += self.front.len();
            self.front = self.chunks.next().unwrap_or_else(|| mem::take(&mut self.back));
        };
        let (line, rest) = self.front.split_at(end);
        self.front = rest;
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
        let text = self.text;
        if text.start == text.end {
            return None;
        }
        if self.back.is_empty() {
            self.previous_piece();
        }
        // A break at the end is that of the line.
        let inside = self.back.len() - break_at_end::<B>(self.back);
        // The start of the line, in the piece that ends at `last`.
        let (mut last, mut whole) = (text.end, true);
        let mut found = B::last_end(&self.back.as_bytes()[..inside]);
        let start = loop {
            if let Some(start) = found {
                break start;
            }
            if last - self.back.len() == text.start {
                break 0;
            }
            whole = false;
            last -= self.back.len();
            self.previous_piece();
            found = B::last_end(self.back.as_bytes());
        };
        let (rest, line) = self.back.split_at(start);
        self.back = rest;
        self.text.end = last - line.len();
        Some(TextSlice { start: self.text.end, piece: whole.then_some(line), ..text })
    }
}

impl<C: RefCount, B: LineBreaks> LinesWithBreaks<'_, C, B> {
    /// Begins the piece before, from its end.
    fn previous_piece(&mut self) {
        self.back = self.chunks.next_back().unwrap_or_else(|| mem::take(&mut self.front));
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
