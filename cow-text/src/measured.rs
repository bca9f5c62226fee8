//! Positions in a borrowed part of a text, in all dimensions.

use crate::breaks::LineBreaks;
use crate::dimension::{Bytes, Dimension, convert, total, turn};
use crate::error::{TextError, Unit};
use crate::text_slice::TextSlice;
use core::ops::{Bound, Range, RangeBounds};
use cow_core::RefCount;

impl<C: RefCount, B: LineBreaks> TextSlice<'_, C, B> {
    /// Returns how many of `E` there are before the position that has so many of `D` before it.
    #[inline]
    pub(crate) fn convert<D: Dimension, E: Dimension>(
        self,
        index: usize,
    ) -> Result<usize, TextError> {
        if self.is_whole() {
            return convert::<D, E, C, B>(self.tree, index);
        }
        if index == 0 {
            return Ok(0);
        }
        let before = self.before::<D>();
        let position = convert::<D, Bytes, C, B>(self.tree, before.saturating_add(index));
        match position {
            Ok(byte) if byte <= self.end => match E::UNIT {
                Unit::Bytes => Ok(byte - self.start),
                _ if byte == self.end => Ok(self.total::<E>()),
                _ => Ok(convert::<Bytes, E, C, B>(self.tree, byte)? - self.before::<E>()),
            },
            // The line after a break at the end which is none of the whole text.
            _ if self.cut::<D>() > 0 && index == self.total::<D>() => Ok(self.total::<E>()),
            Err(TextError::WithinChar { unit, .. }) if index <= self.total::<D>() => {
                Err(TextError::WithinChar { unit, index })
            }
            _ => Err(TextError::OutOfBounds { unit: D::UNIT, index, len: self.total::<D>() }),
        }
    }

    /// Returns how many of `D` the text has before this part.
    #[inline]
    fn before<D: Dimension>(self) -> usize {
        convert::<Bytes, D, C, B>(self.tree, self.start).unwrap_or(self.start)
    }

    /// Returns 1 if the part ends between a CR and an LF, and `D` are lines that a CR ends: the break is then part of
    /// this part, and the whole text counts it with the LF.
    #[inline]
    fn cut<D: Dimension>(self) -> usize {
        if !B::CR || D::UNIT != Unit::Lines || self.start == self.end {
            return 0;
        }
        let mut rest = self.end;
        let leaf = self.tree.leaf(|branch| turn::<Bytes, C, B>(branch, &mut rest, false));
        let (before, after) = leaf.as_bytes().split_at(rest);
        usize::from(before.last() == Some(&b'\r') && after.first() == Some(&b'\n'))
    }

    /// Returns how many of `D` there are.
    #[inline]
    pub(crate) fn total<D: Dimension>(self) -> usize {
        if self.is_whole() {
            return total::<D, C, B>(self.tree);
        }
        let through = convert::<Bytes, D, C, B>(self.tree, self.end).unwrap_or(self.end);
        through + self.cut::<D>() - self.before::<D>()
    }

    /// Returns the bytes of a range of `D`.
    #[inline]
    pub(crate) fn bytes_of<D: Dimension>(
        self,
        range: &impl RangeBounds<usize>,
    ) -> Result<Range<usize>, TextError> {
        let start = match range.start_bound() {
            Bound::Included(start) => *start,
            Bound::Excluded(start) => start.saturating_add(1),
            Bound::Unbounded => 0,
        };
        let end = match range.end_bound() {
            Bound::Included(end) => Some(end.saturating_add(1)),
            Bound::Excluded(end) => Some(*end),
            Bound::Unbounded => None,
        };
        if let Some(end) = end.filter(|end| start > *end) {
            return Err(TextError::Reversed { start, end });
        }
        let from = self.convert::<D, Bytes>(start)?;
        let to = end.map_or(Ok(self.end - self.start), |end| self.convert::<D, Bytes>(end))?;
        Ok(from..to)
    }

    /// Returns an error if no character begins at a byte, and if that is not the end.
    #[cfg(feature = "segmentation")]
    pub(crate) fn check_boundary(self, byte: usize) -> Result<(), TextError> {
        self.convert::<Bytes, Bytes>(byte).map(drop)
    }

    /// Returns a part of this part, in bytes that begin and end at a boundary.
    #[inline]
    pub(crate) fn part(self, range: Range<usize>) -> Self {
        let piece = self.piece.map(|piece| &piece[range.clone()]);
        Self { start: self.start + range.start, end: self.start + range.end, piece, ..self }
    }
}
