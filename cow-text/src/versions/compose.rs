//! Two lists of edits, one after the other, which become one.

use crate::breaks::{Lf, LineBreaks};
use crate::generic_text::GenericText;
use alloc::vec::Vec;
use core::mem;
use cow_core::{Atomic, RefCount};
use cow_versions::patch::Reason;
use cow_versions::{Misfit, Path};

/// Some text that is replaced by other text.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(bound = ""))]
pub struct TextEdit<C: RefCount = Atomic, B: LineBreaks = Lf> {
    /// The byte at which the removed text begins, in the text before all edits.
    pub at: usize,
    /// The text that is removed.
    pub removed: GenericText<C, B>,
    /// The text that replaces it.
    pub inserted: GenericText<C, B>,
}

/// Returns the error for a byte.
pub(super) fn misfit(reason: Reason, byte: usize) -> Misfit {
    Misfit::new(reason).under(|path: Path| path.under_index(byte))
}

/// One step through a text from its start to its end.
enum Step<C: RefCount, B: LineBreaks> {
    /// So many bytes stay.
    Keep(usize),
    Remove(GenericText<C, B>),
    Insert(GenericText<C, B>),
}

/// Returns the steps of some edits, the first one last. They end by keeping more than there is, and are an error if the
/// edits are not in order, or not within the longest text.
fn steps<C: RefCount, B: LineBreaks>(
    edits: Vec<TextEdit<C, B>>,
) -> Result<Vec<Step<C, B>>, Misfit> {
    let (mut steps, mut passed) = (Vec::new(), 0);
    for edit in edits {
        let end = edit.at.saturating_add(edit.removed.len());
        if edit.at < passed || end > GenericText::<C, B>::MAX_LEN {
            return Err(misfit(Reason::Malformed, edit.at));
        }
        steps.push(Step::Keep(edit.at - passed));
        passed = end;
        steps.push(Step::Remove(edit.removed));
        steps.push(Step::Insert(edit.inserted));
    }
    steps.push(Step::Keep(usize::MAX));
    steps.reverse();
    Ok(steps)
}

/// Appends a text to what is removed or inserted at a byte.
fn append<C: RefCount, B: LineBreaks>(
    to: &mut GenericText<C, B>,
    text: &mut GenericText<C, B>,
    byte: usize,
) -> Result<(), Misfit> {
    to.try_append(text).map_err(|_| misfit(Reason::TooLong, byte))
}

/// The edits that are put together, and where the walk through the text is.
struct Composed<C: RefCount, B: LineBreaks> {
    done: Vec<TextEdit<C, B>>,
    /// What is removed and inserted since a byte was kept.
    open: TextEdit<C, B>,
    /// The byte in the text before all edits, and in that between both lists.
    before: usize,
    between: usize,
}

impl<C: RefCount, B: LineBreaks> Composed<C, B> {
    fn keep(&mut self, count: usize) {
        self.before = self.before.saturating_add(count);
        self.between = self.between.saturating_add(count);
        let next =
            TextEdit { at: self.before, removed: GenericText::new(), inserted: GenericText::new() };
        let edit = mem::replace(&mut self.open, next);
        if !edit.removed.is_empty() || !edit.inserted.is_empty() {
            self.done.push(edit);
        }
    }

    /// Returns the first bytes of a text that one list inserts or removes, of which the rest stays
    /// there.
    fn part(&self, text: &mut GenericText<C, B>, len: usize) -> Result<GenericText<C, B>, Misfit> {
        if !text.is_char_boundary(len) {
            return Err(misfit(Reason::Unequal, self.between));
        }
        let rest = text.split_off(len);
        Ok(mem::replace(text, rest))
    }
}

/// Returns the edits of both lists, of which the second one follows the first. Two of them never
/// touch.
pub(super) fn compose<C: RefCount, B: LineBreaks>(
    first: Vec<TextEdit<C, B>>,
    second: Vec<TextEdit<C, B>>,
) -> Result<Vec<TextEdit<C, B>>, Misfit> {
    let (mut first, mut second) = (steps(first)?, steps(second)?);
    let open = TextEdit { at: 0, removed: GenericText::new(), inserted: GenericText::new() };
    let mut all = Composed { done: Vec::new(), open, before: 0, between: 0 };
    while let (Some(made), Some(wanted)) = (first.pop(), second.pop()) {
        match (made, wanted) {
            (Step::Remove(mut text), wanted) => {
                all.before += text.len();
                append(&mut all.open.removed, &mut text, all.before)?;
                second.push(wanted);
            }
            (made, Step::Insert(mut text)) => {
                append(&mut all.open.inserted, &mut text, all.before)?;
                first.push(made);
            }
            (Step::Keep(kept), Step::Keep(wanted)) => {
                let count = kept.min(wanted);
                if count > 0 {
                    all.keep(count);
                }
                // Both end at once.
                if count < usize::MAX {
                    keep_on(&mut first, kept, count);
                    keep_on(&mut second, wanted, count);
                }
            }
            (Step::Insert(mut text), Step::Keep(wanted)) => {
                let count = text.len().min(wanted);
                let mut kept = all.part(&mut text, count)?;
                all.between += count;
                append(&mut all.open.inserted, &mut kept, all.before)?;
                if !text.is_empty() {
                    first.push(Step::Insert(text));
                }
                keep_on(&mut second, wanted, count);
            }
            (Step::Keep(kept), Step::Remove(mut text)) => {
                let count = text.len().min(kept);
                let mut removed = all.part(&mut text, count)?;
                all.between += count;
                all.before += count;
                append(&mut all.open.removed, &mut removed, all.before)?;
                keep_on(&mut first, kept, count);
                if !text.is_empty() {
                    second.push(Step::Remove(text));
                }
            }
            (Step::Insert(mut made), Step::Remove(mut wanted)) => {
                let count = made.len().min(wanted.len());
                if all.part(&mut made, count)? != all.part(&mut wanted, count)? {
                    return Err(misfit(Reason::Unequal, all.between));
                }
                all.between += count;
                if !made.is_empty() {
                    first.push(Step::Insert(made));
                }
                if !wanted.is_empty() {
                    second.push(Step::Remove(wanted));
                }
            }
        }
    }
    Ok(all.done)
}

/// Keeps the rest of a step of which some bytes have been kept.
fn keep_on<C: RefCount, B: LineBreaks>(steps: &mut Vec<Step<C, B>>, kept: usize, count: usize) {
    // What is after the last edit has no end.
    let rest = if kept == usize::MAX { kept } else { kept - count };
    if rest > 0 {
        steps.push(Step::Keep(rest));
    }
}
