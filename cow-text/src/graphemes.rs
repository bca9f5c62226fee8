//! Grapheme clusters: what users take for characters, by the crate `unicode_segmentation`.

use crate::breaks::{Lf, LineBreaks};
use crate::error::{TextError, expect};
use crate::generic_text::GenericText;
use crate::read::reading;
use crate::text_slice::TextSlice;
use core::fmt;
use core::iter::FusedIterator;
use cow_core::{Atomic, RefCount};
use unicode_segmentation::{GraphemeCursor, GraphemeIncomplete};

/// A cursor, and the piece of the text that it reads.
struct Walk<'a, C: RefCount, B: LineBreaks> {
    text: TextSlice<'a, C, B>,
    cursor: GraphemeCursor,
    chunk: &'a str,
    /// Where the chunk begins.
    start: usize,
}

impl<'a, C: RefCount, B: LineBreaks> Walk<'a, C, B> {
    fn new(text: TextSlice<'a, C, B>, byte: usize) -> Self {
        let (chunk, start) = text.chunk_at(byte);
        Self { text, cursor: GraphemeCursor::new(byte, text.len(), true), chunk, start }
    }

    /// What `step` returns when it has read enough.
    fn go<R>(
        mut self,
        mut step: impl FnMut(&mut GraphemeCursor, &str, usize) -> Result<R, GraphemeIncomplete>,
    ) -> R {
        loop {
            match step(&mut self.cursor, self.chunk, self.start) {
                Ok(result) => return result,
                Err(GraphemeIncomplete::PreContext(end)) => {
                    let (chunk, start) = self.text.chunk_at(end - 1);
                    self.cursor.provide_context(&chunk[..end - start], start);
                }
                Err(GraphemeIncomplete::NextChunk) => {
                    (self.chunk, self.start) = self.text.chunk_at(self.start + self.chunk.len());
                }
                Err(GraphemeIncomplete::PrevChunk) => {
                    (self.chunk, self.start) = self.text.chunk_at(self.start - 1);
                }
                Err(GraphemeIncomplete::InvalidOffset) => unreachable!("the chunk has the byte"),
            }
        }
    }
}

fn next<C: RefCount, B: LineBreaks>(text: TextSlice<'_, C, B>, byte: usize) -> Option<usize> {
    Walk::new(text, byte).go(GraphemeCursor::next_boundary)
}

fn previous<C: RefCount, B: LineBreaks>(text: TextSlice<'_, C, B>, byte: usize) -> Option<usize> {
    Walk::new(text, byte).go(GraphemeCursor::prev_boundary)
}

reading! { text;
    /// Returns whether a byte is where a grapheme cluster begins, or the end of the text.
    ///
    /// O(log n), and linear in the characters before it that may join the cluster, such as a run of flags.
    ///
    /// # Panics
    /// If there is no boundary between characters at that byte.
    #[track_caller]
    fn is_grapheme_boundary(byte: usize) -> bool {
        expect(text.try_is_grapheme_boundary(byte))
    }

    /// Returns whether a grapheme cluster begins at a byte, like [`is_grapheme_boundary`](Self::is_grapheme_boundary), but an error instead of panicking.
    ///
    /// # Errors
    /// If there is no boundary between characters at that byte.
    fn try_is_grapheme_boundary(byte: usize) -> Result<bool, TextError> {
        text.check_boundary(byte)?;
        Ok(Walk::new(text, byte).go(GraphemeCursor::is_boundary))
    }

    /// Returns the end of the grapheme cluster that a byte is in: where a cursor goes to the right. `None` at the end.
    ///
    /// O(log n), and linear in the cluster and the characters before it that may join it, such as a run of flags.
    ///
    /// # Panics
    /// If there is no boundary between characters at that byte.
    ///
    /// ```
    /// use cow_text::CowText;
    ///
    /// let text = CowText::from("ne\u{301}e");
    /// assert_eq!(text.next_grapheme_boundary(1), Some(4)); // after e and its accent
    /// assert_eq!(text.previous_grapheme_boundary(4), Some(1));
    /// ```
    #[track_caller]
    fn next_grapheme_boundary(byte: usize) -> Option<usize> {
        expect(text.try_next_grapheme_boundary(byte))
    }

    /// Returns the next boundary like [`next_grapheme_boundary`](Self::next_grapheme_boundary), but an error instead of panicking.
    ///
    /// # Errors
    /// If there is no boundary between characters at that byte.
    fn try_next_grapheme_boundary(byte: usize) -> Result<Option<usize>, TextError> {
        text.check_boundary(byte)?;
        Ok(next(text, byte))
    }

    /// Returns the start of the grapheme cluster before a byte: where a cursor goes to the left. `None` at the start.
    ///
    /// O(log n), and linear in the cluster and the characters before it that may join it, such as a run of flags.
    ///
    /// # Panics
    /// If there is no boundary between characters at that byte.
    #[track_caller]
    fn previous_grapheme_boundary(byte: usize) -> Option<usize> {
        expect(text.try_previous_grapheme_boundary(byte))
    }

    /// Returns the boundary before a byte like [`previous_grapheme_boundary`](Self::previous_grapheme_boundary), but an error instead of panicking.
    ///
    /// # Errors
    /// If there is no boundary between characters at that byte.
    fn try_previous_grapheme_boundary(byte: usize) -> Result<Option<usize>, TextError> {
        text.check_boundary(byte)?;
        Ok(previous(text, byte))
    }

    /// Returns the grapheme clusters. From both ends.
    ///
    /// ```
    /// use cow_text::CowText;
    ///
    /// let text = CowText::from("e\u{301}\r\n🇦🇹");
    /// assert!(text.graphemes().eq(["e\u{301}", "\r\n", "🇦🇹"]));
    /// ```
    fn graphemes() -> Graphemes<'a, C, B> {
        Graphemes { text }
    }
}

/// The grapheme clusters of a text: see [`GenericText::graphemes`].
pub struct Graphemes<'a, C: RefCount = Atomic, B: LineBreaks = Lf> {
    /// Those that are still to come.
    text: TextSlice<'a, C, B>,
}

impl<C: RefCount, B: LineBreaks> Clone for Graphemes<'_, C, B> {
    fn clone(&self) -> Self {
        Self { text: self.text }
    }
}

impl<'a, C: RefCount, B: LineBreaks> Iterator for Graphemes<'a, C, B> {
    type Item = TextSlice<'a, C, B>;

    fn next(&mut self) -> Option<Self::Item> {
        let end = next(self.text, 0)?;
        let first = self.text.part(0..end);
        self.text = self.text.part(end..self.text.len());
        Some(first)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let len = self.text.len();
        (usize::from(len > 0), Some(len))
    }
}

impl<C: RefCount, B: LineBreaks> DoubleEndedIterator for Graphemes<'_, C, B> {
    fn next_back(&mut self) -> Option<Self::Item> {
        let len = self.text.len();
        let start = previous(self.text, len)?;
        let last = self.text.part(start..len);
        self.text = self.text.part(0..start);
        Some(last)
    }
}

impl<C: RefCount, B: LineBreaks> FusedIterator for Graphemes<'_, C, B> {}

impl<C: RefCount, B: LineBreaks> fmt::Debug for Graphemes<'_, C, B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.clone()).finish()
    }
}
