//! What a text is measured in: one search for all.

use crate::breaks::{LineBreaks, sealed::Breaks};
use crate::bytes;
use crate::error::{TextError, Unit};
use crate::measure::Measure;
use cow_core::RefCount;
use cow_core::btree::BranchRef;
use cow_core::utf8::Utf8Tree;

/// The tree below a text.
pub(crate) type Leaves<C, B> = Utf8Tree<Measure<B>, C>;

/// A branch of it.
pub(crate) type Branch<'a, C, B> = BranchRef<'a, (), u8, Measure<B>, C>;

/// Something that is counted from the start of a text.
pub(crate) trait Dimension {
    const UNIT: Unit;

    /// Returns how many there are below a node of so many bytes.
    fn of<B>(size: usize, measure: &Measure<B>) -> usize;

    /// Returns how many there are before a byte of a leaf.
    fn before<B: Breaks>(leaf: &str, byte: usize) -> usize;

    /// Returns the byte before which there are so many, if there is one and if it is no part of a character.
    fn index<B: Breaks>(text: &str, number: usize) -> Option<usize>;
}

pub(crate) struct Bytes;

impl Dimension for Bytes {
    const UNIT: Unit = Unit::Bytes;

    #[inline]
    fn of<B>(size: usize, _: &Measure<B>) -> usize {
        size
    }

    #[inline]
    fn before<B: Breaks>(_: &str, byte: usize) -> usize {
        byte
    }

    #[inline]
    fn index<B: Breaks>(text: &str, number: usize) -> Option<usize> {
        text.is_char_boundary(number).then_some(number)
    }
}

pub(crate) struct Chars;

impl Dimension for Chars {
    const UNIT: Unit = Unit::Chars;

    #[inline]
    fn of<B>(_: usize, measure: &Measure<B>) -> usize {
        measure.chars()
    }

    #[inline]
    fn before<B: Breaks>(leaf: &str, byte: usize) -> usize {
        bytes::chars(&leaf.as_bytes()[..byte])
    }

    #[inline]
    fn index<B: Breaks>(text: &str, number: usize) -> Option<usize> {
        bytes::nth_char(text.as_bytes(), number)
    }
}

pub(crate) struct Utf16;

impl Dimension for Utf16 {
    const UNIT: Unit = Unit::Utf16;

    #[inline]
    fn of<B>(_: usize, measure: &Measure<B>) -> usize {
        measure.utf16()
    }

    #[inline]
    fn before<B: Breaks>(leaf: &str, byte: usize) -> usize {
        bytes::utf16(&leaf.as_bytes()[..byte])
    }

    #[inline]
    fn index<B: Breaks>(text: &str, number: usize) -> Option<usize> {
        bytes::nth_utf16(text.as_bytes(), number)
    }
}

/// Line breaks: so many are before the line with a number.
pub(crate) struct Lines;

impl Dimension for Lines {
    const UNIT: Unit = Unit::Lines;

    #[inline]
    fn of<B>(_: usize, measure: &Measure<B>) -> usize {
        measure.lines()
    }

    #[inline]
    fn before<B: Breaks>(leaf: &str, byte: usize) -> usize {
        let (before, after) = leaf.as_bytes().split_at(byte);
        // Between a CR and an LF the line goes on.
        let goes_on = B::CR && before.last() == Some(&b'\r') && after.first() == Some(&b'\n');
        B::count(before) - usize::from(goes_on)
    }

    #[inline]
    fn index<B: Breaks>(text: &str, number: usize) -> Option<usize> {
        match number.checked_sub(1) {
            None => Some(0),
            Some(before) => B::end_of(text.as_bytes(), before),
        }
    }
}

/// Returns the child of a branch with the position that has `rest` before it, which becomes the rest inside of that
/// child.
///
/// Where two children meet it is the left one, or with `right` the right one.
#[inline]
pub(crate) fn turn<D: Dimension, C: RefCount, B>(
    branch: Branch<'_, C, B>,
    rest: &mut usize,
    right: bool,
) -> usize {
    let (sizes, measures) = (branch.sizes(), branch.summaries());
    let last = sizes.len() - 1;
    for slot in 0..last {
        let here = D::of(sizes[slot], &measures[slot]);
        if *rest < here + usize::from(!right) {
            return slot;
        }
        *rest -= here;
    }
    last
}

/// Returns how many of `D` the whole text has.
#[inline]
pub(crate) fn total<D: Dimension, C: RefCount, B: LineBreaks>(tree: &Leaves<C, B>) -> usize {
    match D::UNIT {
        Unit::Bytes => tree.len(),
        _ => D::of(0, &tree.summary()),
    }
}

/// Returns the error for a position in `D` that is not there.
#[cold]
pub(crate) fn no_position<D: Dimension, C: RefCount, B: LineBreaks>(
    tree: &Leaves<C, B>,
    index: usize,
) -> TextError {
    let (unit, len) = (D::UNIT, total::<D, C, B>(tree));
    if index > len {
        TextError::OutOfBounds { unit, index, len }
    } else {
        TextError::WithinChar { unit, index }
    }
}

/// Returns how many of `E` there are before the position that has so many of `D` before it: one
/// descent.
#[inline]
pub(crate) fn convert<D: Dimension, E: Dimension, C: RefCount, B: LineBreaks>(
    tree: &Leaves<C, B>,
    index: usize,
) -> Result<usize, TextError> {
    let (mut rest, mut before) = (index, 0);
    let leaf = tree.leaf(|branch| {
        let slot = turn::<D, C, B>(branch, &mut rest, false);
        let (sizes, measures) = (&branch.sizes()[..slot], &branch.summaries()[..slot]);
        before +=
            sizes.iter().zip(measures).map(|(size, measure)| E::of(*size, measure)).sum::<usize>();
        slot
    });
    match D::index::<B>(leaf, rest) {
        Some(at) => Ok(before + E::before::<B>(leaf, at)),
        None => Err(no_position::<D, C, B>(tree, index)),
    }
}
