//! What two versions differ in, line by line.

use cow_text::{CowText, TextSlice};
use std::ops::Range;

/// Lines of the older version that are replaced by lines of the newer one.
pub(crate) struct Lines<'a> {
    /// The number of the first one, from 0.
    pub(crate) first: usize,
    pub(crate) removed: TextSlice<'a>,
    pub(crate) inserted: TextSlice<'a>,
}

/// The changes from one version to another, in whole lines. Nodes that both share are not read.
pub(crate) fn of<'a>(old: &'a CowText, new: &'a CowText) -> Vec<Lines<'a>> {
    let mut ranges: Vec<(Range<usize>, Range<usize>)> = Vec::new();
    for hunk in old.diff(new) {
        let (removed, inserted) = (lines_of(old, hunk.range()), lines_of(new, hunk.newer_range()));
        match ranges.last_mut() {
            // Two changes of one line.
            Some(last) if last.0.end > removed.start || last.1.end > inserted.start => {
                (last.0.end, last.1.end) = (removed.end, inserted.end);
            }
            _ => ranges.push((removed, inserted)),
        }
    }
    let whole = |(removed, inserted): (Range<usize>, Range<usize>)| Lines {
        first: old.byte_to_line(removed.start),
        removed: old.view(removed),
        inserted: new.view(inserted),
    };
    ranges.into_iter().map(whole).collect()
}

/// The lines with some bytes, from the start of the first to the end of the last.
fn lines_of(text: &CowText, range: Range<usize>) -> Range<usize> {
    let [first, last] = [range.start, range.end].map(|byte| text.byte_to_line(byte));
    text.line_to_byte(first)..text.try_line_to_byte(last + 1).unwrap_or(text.len())
}
