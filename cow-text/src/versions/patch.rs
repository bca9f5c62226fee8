//! Patches of texts.

use crate::breaks::{Lf, LineBreaks};
use crate::generic_text::{GenericText, check_len};
use crate::versions::compose::{TextEdit, compose, misfit};
use alloc::vec::Vec;
use core::mem;
use cow_core::{Atomic, RefCount};
use cow_versions::Misfit;
use cow_versions::patch::{Delta, Patchable, Reason};

/// The changes of a text, in order. Two of them never touch.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(transparent, bound = "")
)]
pub struct TextDelta<C: RefCount = Atomic, B: LineBreaks = Lf> {
    edits: Vec<TextEdit<C, B>>,
}

impl<C: RefCount, B: LineBreaks> TextDelta<C, B> {
    /// Returns the changes.
    #[must_use]
    pub fn edits(&self) -> &[TextEdit<C, B>] {
        &self.edits
    }
}

impl<C: RefCount, B: LineBreaks> Patchable for GenericText<C, B> {
    type Delta = TextDelta<C, B>;

    fn delta(&self, newer: &Self) -> TextDelta<C, B> {
        let edits = self.diff(newer).map(|hunk| TextEdit {
            at: hunk.at,
            removed: hunk.removed.to_text(),
            inserted: hunk.inserted.to_text(),
        });
        TextDelta { edits: edits.collect() }
    }
}

/// Replaces a range, of which both ends are boundaries, by a text that is shared if it is long.
pub(super) fn replace<C: RefCount, B: LineBreaks>(
    text: &mut GenericText<C, B>,
    range: core::ops::Range<usize>,
    new: &GenericText<C, B>,
) {
    if let Some(piece) = new.as_str() {
        return text.replace(range, piece);
    }
    let mut after = text.split_off(range.end);
    text.truncate(range.start);
    text.append(&mut new.clone());
    text.append(&mut after);
}

impl<C: RefCount, B: LineBreaks> Delta<GenericText<C, B>> for TextDelta<C, B> {
    fn apply(&self, draft: &mut GenericText<C, B>) -> Result<(), Misfit> {
        let mut checked = 0;
        for edit in &self.edits {
            if edit.at < checked {
                return Err(misfit(Reason::Malformed, edit.at));
            }
            checked = edit.at.saturating_add(edit.removed.len());
            match draft.try_view(edit.at..checked) {
                Ok(there) if there == edit.removed => {}
                Ok(_) => return Err(misfit(Reason::Unequal, edit.at)),
                Err(_) => return Err(misfit(Reason::Missing, edit.at)),
            }
        }
        // From the end, where positions are still those before all changes.
        for edit in self.edits.iter().rev() {
            check_len(draft.len() - edit.removed.len(), edit.inserted.len())
                .map_err(|_| misfit(Reason::TooLong, edit.at))?;
            replace(draft, edit.at..edit.at + edit.removed.len(), &edit.inserted);
        }
        Ok(())
    }

    fn invert(mut self) -> Self {
        let (mut added, mut gone) = (0, 0);
        for edit in &mut self.edits {
            // The sums are too large only in a patch from elsewhere, which fits nowhere.
            edit.at = edit.at.saturating_add(added).saturating_sub(gone);
            added = added.saturating_add(edit.inserted.len());
            gone = gone.saturating_add(edit.removed.len());
            mem::swap(&mut edit.removed, &mut edit.inserted);
        }
        self
    }

    fn then(self, next: Self) -> Result<Self, Misfit> {
        let mut edits = Vec::new();
        for edit in compose(self.edits, next.edits)? {
            // What is removed and inserted again is no change.
            let mut delta = edit.removed.delta(&edit.inserted);
            delta.edits.iter_mut().for_each(|inside| inside.at += edit.at);
            edits.append(&mut delta.edits);
        }
        Ok(Self { edits })
    }

    fn len(&self) -> usize {
        self.edits.len()
    }
}
