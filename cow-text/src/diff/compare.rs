//! Text that is not shared, compared.

use super::hunk::Gap;
use crate::breaks::LineBreaks;
use crate::text_slice::TextSlice;
use alloc::borrow::Cow;
use alloc::vec::Vec;
use core::ops::Range;
use cow_core::RefCount;
use similar::{Algorithm, DiffOp, capture_diff_slices};

/// Up to how many bytes of both sides together text is compared by characters.
const BY_CHARS: usize = 4_096;

/// Up to how many lines of both sides together it is compared by lines.
const BY_LINES: usize = 10_000;

/// Returns where the first bytes of both differ, between characters.
fn common_start(old: &str, new: &str) -> usize {
    let equal = old.bytes().zip(new.bytes()).take_while(|(left, right)| left == right).count();
    (0..=equal).rev().find(|at| old.is_char_boundary(*at) && new.is_char_boundary(*at)).unwrap_or(0)
}

/// Returns how many of the last bytes of both are equal, between characters.
fn common_end(old: &str, new: &str) -> usize {
    let pairs = old.bytes().rev().zip(new.bytes().rev());
    let equal = pairs.take_while(|(left, right)| left == right).count();
    (0..=equal).rev().find(|len| old.is_char_boundary(old.len() - len)).unwrap_or(0)
}

/// Returns the changes from one text to the other, as ranges of bytes. Two of them never touch.
pub(super) fn changes<C: RefCount, B: LineBreaks>(
    old: TextSlice<'_, C, B>,
    new: TextSlice<'_, C, B>,
) -> Vec<Gap> {
    // What is only inserted or only removed need not be put together.
    if old.is_empty() || new.is_empty() {
        return Vec::from([(0..old.len(), 0..new.len())]);
    }
    let (old, new) = (Cow::from(old), Cow::from(new));
    let start = common_start(&old, &new);
    let end = common_end(&old[start..], &new[start..]);
    let (old, new) = (&old[start..old.len() - end], &new[start..new.len() - end]);
    let changes = differing(old, new).into_iter();
    let shift = |range: Range<usize>| range.start + start..range.end + start;
    changes.map(|(removed, inserted)| (shift(removed), shift(inserted))).collect()
}

fn differing(old: &str, new: &str) -> Vec<Gap> {
    let whole = || Vec::from([(0..old.len(), 0..new.len())]);
    if old.is_empty() && new.is_empty() {
        return Vec::new();
    }
    if old.is_empty() || new.is_empty() {
        return whole();
    }
    if old.len() + new.len() <= BY_CHARS {
        let chars =
            |text: &str| text.char_indices().map(|(at, char)| (at, char.len_utf8())).collect();
        return by_pieces((old, chars(old)), (new, chars(new)));
    }
    let lines = |text: &str| {
        let lines = text.split_inclusive('\n').scan(0, |at, line| {
            *at += line.len();
            Some((*at - line.len(), line.len()))
        });
        lines.collect::<Vec<_>>()
    };
    let (old_lines, new_lines) = (lines(old), lines(new));
    if old_lines.len() + new_lines.len() > BY_LINES {
        return whole();
    }
    by_pieces((old, old_lines), (new, new_lines))
}

/// A text and its pieces: where they begin, and how long they are.
type Pieces<'t> = (&'t str, Vec<(usize, usize)>);

/// Returns the pieces.
fn strs<'t>((text, pieces): &Pieces<'t>) -> Vec<&'t str> {
    pieces.iter().map(|(at, len)| &text[*at..at + len]).collect()
}

/// Compares by pieces.
fn by_pieces(old: Pieces<'_>, new: Pieces<'_>) -> Vec<Gap> {
    let bytes = |(text, pieces): &Pieces<'_>, range: Range<usize>| {
        let at = |index: usize| pieces.get(index).map_or(text.len(), |(at, _)| *at);
        at(range.start)..at(range.end)
    };
    let ops = capture_diff_slices(Algorithm::Myers, &strs(&old), &strs(&new));
    let mut changes: Vec<Gap> = Vec::new();
    for op in ops.iter().filter(|op| !matches!(op, DiffOp::Equal { .. })) {
        let (removed, inserted) = (bytes(&old, op.old_range()), bytes(&new, op.new_range()));
        match changes.last_mut() {
            Some(last) if last.0.end == removed.start && last.1.end == inserted.start => {
                (last.0.end, last.1.end) = (removed.end, inserted.end);
            }
            _ => changes.push((removed, inserted)),
        }
    }
    changes
}
