//! Measures: the sizes of the text below a node.

use crate::breaks::LineBreaks;
use crate::bytes;
use core::marker::PhantomData;
use core::ops::Range;
use cow_core::btree::{Difference, Summary};

/// How many characters, units of UTF-16 and line breaks there are: 42 bits each, so that one addition adds all three.
///
/// A text of up to [`MAX_LEN`] bytes overflows none of them.
#[derive(Debug)]
pub(crate) struct Measure<B> {
    packed: u128,
    breaks: PhantomData<B>,
}

const BITS: u32 = 42;

/// The longest text.
pub(crate) const MAX_LEN: usize =
    if usize::BITS > BITS { ((1_u128 << BITS) - 1) as usize } else { isize::MAX as usize };

impl<B> Clone for Measure<B> {
    #[inline]
    fn clone(&self) -> Self {
        *self
    }
}

impl<B> Copy for Measure<B> {}

impl<B> PartialEq for Measure<B> {
    fn eq(&self, other: &Self) -> bool {
        self.packed == other.packed
    }
}

impl<B> Measure<B> {
    #[inline]
    fn new(chars: usize, utf16: usize, lines: usize) -> Self {
        let packed = chars as u128 | (utf16 as u128) << BITS | (lines as u128) << (2 * BITS);
        Self { packed, breaks: PhantomData }
    }

    #[inline]
    fn part(self, index: u32) -> usize {
        (self.packed >> (index * BITS)) as usize & ((1_u128 << BITS) - 1) as usize
    }

    /// Counts any text.
    #[inline(never)]
    fn of_many(text: &[u8]) -> Self
    where
        B: LineBreaks,
    {
        let chars = bytes::chars(text);
        let wide = if chars < text.len() { bytes::count(text, bytes::is_wide) } else { 0 };
        Self::new(chars, chars + wide, B::count(text))
    }

    #[inline]
    pub(crate) fn chars(self) -> usize {
        self.part(0)
    }

    #[inline]
    pub(crate) fn utf16(self) -> usize {
        self.part(1)
    }

    #[inline]
    pub(crate) fn lines(self) -> usize {
        self.part(2)
    }
}

impl<B: LineBreaks> Summary<u8> for Measure<B> {
    #[inline]
    fn empty() -> Self {
        Self::new(0, 0, 0)
    }

    #[inline]
    fn of(text: &[u8]) -> Self {
        match text {
            [] => Self::empty(),
            // What is typed, most often: one character of up to three bytes that breaks no line under any rule. Unicode's own line
            // breaks begin with 0xc2 and 0xe2.
            [b' '..=b'~'] => Self::new(1, 1, 0),
            [0xc3..=0xdf, _] | [0xe3..=0xef, _, _] => Self::new(1, 1, 0),
            _ => Self::of_many(text),
        }
    }

    #[inline]
    fn combine(&self, right: &Self) -> Self {
        Self { packed: self.packed + right.packed, breaks: PhantomData }
    }
}

impl<B: LineBreaks> Difference<u8> for Measure<B> {
    #[inline]
    fn change(leaf: &[u8], range: Range<usize>, new: &[u8]) -> (Self, Self) {
        let (mut old, mut added) = (Self::of(&leaf[range.clone()]), Self::of(new));
        if B::CR {
            // A CR is no break where an LF follows: what meets at both ends counts, too.
            let (before, after) = (&leaf[..range.start], &leaf[range.end..]);
            let met = |middle: &[u8]| {
                if middle.is_empty() {
                    meet(before, after)
                } else {
                    meet(before, middle) + meet(middle, after)
                }
            };
            added = added.combine(&Self::new(0, 0, met(&leaf[range])));
            old = old.combine(&Self::new(0, 0, met(new)));
        }
        (old, added)
    }

    #[inline]
    fn exchange(&mut self, old: &Self, new: &Self) {
        self.packed = self.packed + new.packed - old.packed;
    }
}

/// Whether an LF follows a CR where two pieces of text meet: 1 or 0.
fn meet(left: &[u8], right: &[u8]) -> usize {
    usize::from(left.last() == Some(&b'\r') && right.first() == Some(&b'\n'))
}
