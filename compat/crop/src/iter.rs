//! Iterators, from both ends.

use crate::read::lines;
use crate::slice::RopeSlice;
use crate::{Count, TextSlice};
use cow_text::Lf;

/// The bytes of a rope or a slice.
pub type Bytes<'a> = cow_text::Bytes<'a, Count, Lf>;

/// The characters of a rope or a slice.
pub type Chars<'a> = cow_text::Chars<'a, Count, Lf>;

/// The pieces of a rope or a slice.
pub type Chunks<'a> = cow_text::Chunks<'a, Count, Lf>;

/// The lines of a rope or a slice, without their breaks.
#[derive(Clone, Debug)]
pub struct Lines<'a> {
    lines: cow_text::Lines<'a, Count, Lf>,
    left: usize,
}

/// The lines of a rope or a slice, with their breaks.
#[derive(Clone, Debug)]
pub struct RawLines<'a> {
    lines: cow_text::LinesWithBreaks<'a, Count, Lf>,
    left: usize,
}

/// Defines what both have: crop tells how many there are.
macro_rules! of_lines {
    ($($Iter:ident $lines:ident;)*) => { $(
        impl<'a> $Iter<'a> {
            pub(crate) fn new(text: TextSlice<'a>) -> Self {
                Self { lines: text.$lines(), left: lines(text) }
            }
        }

        impl<'a> Iterator for $Iter<'a> {
            type Item = RopeSlice<'a>;

            fn next(&mut self) -> Option<RopeSlice<'a>> {
                let line = self.lines.next()?;
                self.left -= 1;
                Some(RopeSlice(line))
            }

            fn size_hint(&self) -> (usize, Option<usize>) {
                (self.left, Some(self.left))
            }
        }

        impl DoubleEndedIterator for $Iter<'_> {
            fn next_back(&mut self) -> Option<Self::Item> {
                let line = self.lines.next_back()?;
                self.left -= 1;
                Some(RopeSlice(line))
            }
        }

        impl ExactSizeIterator for $Iter<'_> {}
        impl std::iter::FusedIterator for $Iter<'_> {}
    )* };
}

of_lines! {
    Lines lines;
    RawLines lines_with_breaks;
}

/// The grapheme clusters of a rope or a slice.
#[cfg(feature = "graphemes")]
#[derive(Clone, Debug)]
pub struct Graphemes<'a>(pub(crate) cow_text::Graphemes<'a, Count>);

#[cfg(feature = "graphemes")]
impl<'a> Iterator for Graphemes<'a> {
    type Item = std::borrow::Cow<'a, str>;

    fn next(&mut self) -> Option<Self::Item> {
        self.0.next().map(Into::into)
    }
}

#[cfg(feature = "graphemes")]
impl DoubleEndedIterator for Graphemes<'_> {
    fn next_back(&mut self) -> Option<Self::Item> {
        self.0.next_back().map(Into::into)
    }
}

#[cfg(feature = "graphemes")]
impl std::iter::FusedIterator for Graphemes<'_> {}
