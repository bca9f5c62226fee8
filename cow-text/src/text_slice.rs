//! A borrowed part of a text.

use crate::breaks::{Lf, LineBreaks};
use crate::dimension::Leaves;
use crate::generic_text::GenericText;
use core::ops::Range;
use cow_core::{Atomic, RefCount};

/// A part of a text, borrowed: to a [`GenericText`] what `&str` is to `String`.
///
/// Positions are counted from its start, and lines are those of a text of its own: a part that ends between a CR and an
/// LF ends in a break, if a CR is one, and a part that begins there begins with one.
///
/// ```
/// use cow_text::CowText;
///
/// let text = CowText::from("one\ntwo\nthree");
/// let line = text.line(1);
/// assert_eq!(line, "two");
/// assert_eq!(line.view(1..), "wo");
/// assert_eq!(line.to_text(), CowText::from("two"));
/// ```
pub struct TextSlice<'a, C: RefCount = Atomic, B: LineBreaks = Lf> {
    pub(crate) tree: &'a Leaves<C, B>,
    /// A boundary between characters.
    pub(crate) start: usize,
    /// Another one, which is not before that.
    pub(crate) end: usize,
    /// The same as one piece, if that is known.
    pub(crate) piece: Option<&'a str>,
}

impl<'a, C: RefCount, B: LineBreaks> TextSlice<'a, C, B> {
    /// Returns the bytes in `range`, which begins and ends at a boundary.
    #[inline]
    pub(crate) fn new(tree: &'a Leaves<C, B>, range: Range<usize>) -> Self {
        Self { tree, start: range.start, end: range.end, piece: None }
    }

    /// Returns `true` if this is the whole text.
    #[inline]
    pub(crate) fn is_whole(self) -> bool {
        self.start == 0 && self.end == self.tree.len()
    }

    /// Returns the same part as a text of its own, which shares its nodes. O(log n).
    #[must_use]
    pub fn to_text(self) -> GenericText<C, B> {
        GenericText { tree: self.tree.clone() }.part(self.range_in_text())
    }

    /// Returns the range of bytes of the text that this is.
    ///
    /// ```
    /// use cow_text::CowText;
    ///
    /// let text = CowText::from("one\ntwo");
    /// assert_eq!(text.line(1).range_in_text(), 4..7);
    /// ```
    #[must_use]
    pub fn range_in_text(self) -> Range<usize> {
        self.start..self.end
    }
}

impl<C: RefCount, B: LineBreaks> Clone for TextSlice<'_, C, B> {
    #[inline]
    fn clone(&self) -> Self {
        *self
    }
}

impl<C: RefCount, B: LineBreaks> Copy for TextSlice<'_, C, B> {}

impl<C: RefCount, B: LineBreaks> GenericText<C, B> {
    /// Returns the whole text, borrowed.
    #[inline]
    #[must_use]
    pub fn as_slice(&self) -> TextSlice<'_, C, B> {
        TextSlice::new(&self.tree, 0..self.tree.len())
    }
}
