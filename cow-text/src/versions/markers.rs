//! Conflicts of a merge, shown in its text.

use crate::breaks::LineBreaks;
use crate::dimension::{Bytes, Lines};
use crate::generic_text::GenericText;
use crate::text_slice::TextSlice;
use crate::versions::merge::TextConflict;
use core::ops::Range;
use cow_core::RefCount;
use cow_versions::{Merge, Merged, Take};

/// Returns the byte at which the line of a byte begins.
fn line_start<C: RefCount, B: LineBreaks>(text: TextSlice<'_, C, B>, byte: usize) -> usize {
    let line = text.convert::<Bytes, Lines>(byte).unwrap_or_default();
    text.convert::<Lines, Bytes>(line).unwrap_or_default()
}

/// Returns the first byte from `byte` on at which a line begins, or the end of the text.
fn next_border<C: RefCount, B: LineBreaks>(text: TextSlice<'_, C, B>, byte: usize) -> usize {
    if line_start(text, byte) == byte {
        return byte;
    }
    let line = text.convert::<Bytes, Lines>(byte).unwrap_or_default();
    text.convert::<Lines, Bytes>(line + 1).unwrap_or(text.end)
}

/// The merged text with one version of all conflicts, and a walk through it: places are given as those of the merged
/// value, which has our side's version.
struct Version<C: RefCount, B: LineBreaks> {
    take: Take,
    text: GenericText<C, B>,
    /// How much longer and shorter the conflicts that were passed are than ours.
    added: usize,
    gone: usize,
}

impl<C: RefCount, B: LineBreaks> Version<C, B> {
    fn new(merged: &Merged<GenericText<C, B>>, take: Take) -> Self {
        let mut text = merged.value.clone();
        // From the end, where places stay.
        for conflict in merged.conflicts.iter().rev() {
            text.settle(conflict.clone(), take);
        }
        Self { take, text, added: 0, gone: 0 }
    }

    /// Returns the byte in this text of a place that is not within a conflict, and before the next one.
    fn byte(&self, place: usize) -> usize {
        place + self.added - self.gone
    }

    fn pass(&mut self, TextConflict { conflict, .. }: &TextConflict<C, B>) {
        self.added += conflict.clone().take(self.take).len();
        self.gone += conflict.ours.len();
    }

    /// Returns how many bytes before a place its line begins.
    fn back(&self, place: usize) -> usize {
        let byte = self.byte(place);
        byte - line_start(self.text.as_slice(), byte)
    }

    /// Returns after how many bytes the next line begins, or the text ends.
    fn ahead(&self, place: usize) -> usize {
        let byte = self.byte(place);
        next_border(self.text.as_slice(), byte) - byte
    }
}

/// Conflicts that are shown together: whole lines in each version.
struct Block {
    /// The bytes in the merged value.
    bytes: Range<usize>,
    /// The bytes in each version.
    versions: [Range<usize>; 3],
    /// The number of conflicts.
    conflicts: usize,
}

/// Passes the first conflicts, and returns their block. What is between two blocks is the same in all versions, and so
/// is the line break before a block, if there is text before it.
fn block<C: RefCount, B: LineBreaks>(
    versions: &mut [Version<C, B>; 3],
    conflicts: &[TextConflict<C, B>],
) -> Option<Block> {
    let mut start = conflicts.first()?.at;
    // The start of a line in one version may be none in another, where a CR is before it and an LF after it.
    while let Some(back) = versions.iter().map(|version| version.back(start)).max()
        && back > 0
    {
        start -= back;
    }
    let starts = versions.each_ref().map(|version| version.byte(start));

    let (mut end, mut passed) = (start, 0);
    loop {
        let ahead = versions.iter().map(|version| version.ahead(end)).max().unwrap_or_default();
        match conflicts.get(passed) {
            // The first one, or one that begins before a line has ended in all versions.
            Some(next) if passed == 0 || next.at < end + ahead => {
                end = next.at + next.conflict.ours.len();
                versions.iter_mut().for_each(|version| version.pass(next));
                passed += 1;
            }
            _ if ahead > 0 => end += ahead,
            _ => break,
        }
    }
    let mut starts = starts.into_iter();
    let range = |version: &Version<C, B>| starts.next().unwrap_or_default()..version.byte(end);
    let ranges = versions.each_ref().map(range);
    Some(Block { bytes: start..end, versions: ranges, conflicts: passed })
}

/// Returns the merged text with the lines of each conflict between markers, as git writes them: ours, the base, theirs.
///
/// What is between two markers begins and ends with whole lines in each of the three; only a last line of the text
/// that has no line break gets one. Conflicts of one line, of any of the three, are shown together.
///
/// # Panics
/// If the text would be longer than [`GenericText::MAX_LEN`].
///
/// ```
/// use cow_text::{CowText, conflict_markers};
/// use cow_versions::merge3;
///
/// let base = CowText::from("one\ntwo\nthree\n");
/// let ours = CowText::from("one\ntwo!\nthree\n");
/// let theirs = CowText::from("one\ntwo?\nthree\n");
/// let merged = merge3(&base, &ours, &theirs);
/// assert_eq!(
///     conflict_markers(&merged, ["ours", "base", "theirs"]),
///     "one\n<<<<<<< ours\ntwo!\n||||||| base\ntwo\n=======\ntwo?\n>>>>>>> theirs\nthree\n",
/// );
/// ```
#[must_use]
pub fn conflict_markers<C: RefCount, B: LineBreaks>(
    merged: &Merged<GenericText<C, B>>,
    [ours, base, theirs]: [&str; 3],
) -> GenericText<C, B> {
    let value = &merged.value;
    let mut versions =
        [Take::Ours, Take::Base, Take::Theirs].map(|take| Version::new(merged, take));
    let (mut text, mut done) = (GenericText::new(), 0);
    let mut rest = merged.conflicts.as_slice();
    while let Some(block) = block(&mut versions, rest) {
        text.append(&mut value.slice(done..block.bytes.start));
        let markers = [["<<<<<<< ", ours], ["||||||| ", base], ["=======", ""]];
        for (([marker, name], version), bytes) in
            markers.into_iter().zip(&versions).zip(block.versions)
        {
            text.extend([marker, name, "\n"]);
            let mut part = version.text.slice(bytes);
            if line_start(part.as_slice(), part.len()) < part.len() {
                part.push('\n');
            }
            text.append(&mut part);
        }
        text.extend([">>>>>>> ", theirs, "\n"]);
        done = block.bytes.end;
        rest = &rest[block.conflicts..];
    }
    text.append(&mut value.slice(done..));
    text
}
