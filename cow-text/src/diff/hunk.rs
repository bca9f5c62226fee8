//! One change of a text.

use crate::breaks::LineBreaks;
use crate::text_slice::TextSlice;
use alloc::vec::{IntoIter, Vec};
use core::fmt;
use core::iter::FusedIterator;
use core::ops::Range;
use cow_core::RefCount;

/// Bytes of the older text, and those that take their place in the newer one.
pub(super) type Gap = (Range<usize>, Range<usize>);

/// Some text that is replaced by other text.
pub struct Hunk<'a, 'b, C: RefCount, B: LineBreaks> {
    /// The byte at which the removed text begins, in the older text.
    pub at: usize,
    /// The byte at which the inserted text begins, in the newer text.
    pub newer_at: usize,
    /// The text that is removed.
    pub removed: TextSlice<'a, C, B>,
    /// The text that replaces it.
    pub inserted: TextSlice<'b, C, B>,
}

impl<C: RefCount, B: LineBreaks> Hunk<'_, '_, C, B> {
    /// Returns the bytes of the older text that are removed.
    #[must_use]
    pub fn range(&self) -> Range<usize> {
        self.removed.range_in_text()
    }

    /// Returns the bytes of the newer text that replace them.
    #[must_use]
    pub fn newer_range(&self) -> Range<usize> {
        self.inserted.range_in_text()
    }
}

impl<C: RefCount, B: LineBreaks> Clone for Hunk<'_, '_, C, B> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<C: RefCount, B: LineBreaks> Copy for Hunk<'_, '_, C, B> {}

impl<C: RefCount, B: LineBreaks> fmt::Debug for Hunk<'_, '_, C, B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Hunk")
            .field("at", &self.at)
            .field("newer_at", &self.newer_at)
            .field("removed", &self.removed)
            .field("inserted", &self.inserted)
            .finish()
    }
}

/// The changes from one text to another, in order: see [`GenericText::diff`](crate::GenericText::diff).
pub struct Hunks<'a, 'b, C: RefCount, B: LineBreaks> {
    hunks: IntoIter<Hunk<'a, 'b, C, B>>,
}

impl<'a, 'b, C: RefCount, B: LineBreaks> Hunks<'a, 'b, C, B> {
    pub(super) fn new(hunks: Vec<Hunk<'a, 'b, C, B>>) -> Self {
        Self { hunks: hunks.into_iter() }
    }

    /// Returns the changes that are left.
    #[must_use]
    pub fn as_slice(&self) -> &[Hunk<'a, 'b, C, B>] {
        self.hunks.as_slice()
    }
}

impl<C: RefCount, B: LineBreaks> Clone for Hunks<'_, '_, C, B> {
    fn clone(&self) -> Self {
        Self { hunks: self.hunks.clone() }
    }
}

impl<'a, 'b, C: RefCount, B: LineBreaks> Iterator for Hunks<'a, 'b, C, B> {
    type Item = Hunk<'a, 'b, C, B>;

    fn next(&mut self) -> Option<Hunk<'a, 'b, C, B>> {
        self.hunks.next()
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.hunks.size_hint()
    }
}

impl<C: RefCount, B: LineBreaks> DoubleEndedIterator for Hunks<'_, '_, C, B> {
    fn next_back(&mut self) -> Option<Self::Item> {
        self.hunks.next_back()
    }
}

impl<C: RefCount, B: LineBreaks> ExactSizeIterator for Hunks<'_, '_, C, B> {}
impl<C: RefCount, B: LineBreaks> FusedIterator for Hunks<'_, '_, C, B> {}

impl<C: RefCount, B: LineBreaks> fmt::Debug for Hunks<'_, '_, C, B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.as_slice()).finish()
    }
}
