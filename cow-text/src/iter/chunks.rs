//! The pieces in which a text is stored.

use crate::breaks::LineBreaks;
use crate::measure::Measure;
use crate::text_slice::TextSlice;
use core::fmt;
use core::iter::FusedIterator;
use cow_core::RefCount;
use cow_core::utf8::Utf8Runs;

/// The pieces in which a text is stored: see [`GenericText::chunks`](crate::GenericText::chunks).
pub struct Chunks<'a, C: RefCount, B: LineBreaks> {
    runs: Utf8Runs<'a, Measure<B>, C>,
}

impl<'a, C: RefCount, B: LineBreaks> Chunks<'a, C, B> {
    #[inline]
    pub(crate) fn new(text: TextSlice<'a, C, B>) -> Self {
        Self { runs: text.tree.runs(text.start..text.end) }
    }

    /// Returns the number of bytes that are left.
    #[inline]
    pub(super) fn bytes(&self) -> usize {
        self.runs.bytes()
    }
}

impl<C: RefCount, B: LineBreaks> Clone for Chunks<'_, C, B> {
    fn clone(&self) -> Self {
        Self { runs: self.runs.clone() }
    }
}

impl<'a, C: RefCount, B: LineBreaks> Iterator for Chunks<'a, C, B> {
    type Item = &'a str;

    #[inline]
    fn next(&mut self) -> Option<&'a str> {
        self.runs.next()
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.runs.size_hint()
    }
}

impl<C: RefCount, B: LineBreaks> DoubleEndedIterator for Chunks<'_, C, B> {
    #[inline]
    fn next_back(&mut self) -> Option<Self::Item> {
        self.runs.next_back()
    }
}

impl<C: RefCount, B: LineBreaks> FusedIterator for Chunks<'_, C, B> {}

impl<C: RefCount, B: LineBreaks> fmt::Debug for Chunks<'_, C, B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.clone()).finish()
    }
}
