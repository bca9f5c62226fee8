//! What changed between two versions of a text.

mod hunk;

mod align;

mod compare;

pub use self::hunk::{Hunk, Hunks};

use self::hunk::Gap;
use crate::breaks::LineBreaks;
use crate::generic_text::GenericText;
use crate::text_slice::TextSlice;
use alloc::vec::Vec;
use core::ops::Range;
use cow_core::{Diff, RefCount};

impl<C: RefCount, B: LineBreaks> GenericText<C, B> {
    /// Returns the changes that make this text equal to a `newer` one, in order, each as text that is removed and text
    /// that is inserted in its place.
    ///
    /// There is nothing to do exactly if the two are equal. Changes never touch: there is a common character at least
    /// between two of them.
    ///
    /// # Cost
    /// Nodes that both share are found by their addresses, wherever they are, and their text is not read. So two
    /// versions that are `d` edits apart take O(d log n). What is not shared is compared by characters (Myers'
    /// algorithm) where it is short, else by lines, and where it is very long it is replaced as a whole. Two texts of
    /// one length are compared from the first change on, up to where they differ.
    ///
    /// # What it does not find
    /// Text that was moved is removed in one place and inserted in another. Shared nodes are taken for unchanged before
    /// text is compared: where nodes were moved, there may be a shorter list of changes.
    ///
    /// ```
    /// use cow_text::CowText;
    ///
    /// let old = CowText::from("one two three");
    /// let mut new = old.clone();
    /// new.replace(4..7, "2");
    /// let change = old.diff(&new).next().unwrap();
    /// assert_eq!((change.at, change.newer_at), (4, 4));
    /// assert_eq!(change.removed, "two");
    /// assert_eq!(change.inserted, "2");
    /// ```
    pub fn diff<'a, 'b>(&'a self, newer: &'b Self) -> Hunks<'a, 'b, C, B> {
        let mut changes: Vec<Gap> = Vec::new();
        for gap in align::gaps(&self.tree, &newer.tree) {
            let (old, new) = (self.view(gap.0.clone()), newer.view(gap.1.clone()));
            for (removed, inserted) in compare::changes(old, new) {
                let shift = |range: Range<usize>, by| range.start + by..range.end + by;
                let (removed, inserted) =
                    (shift(removed, gap.0.start), shift(inserted, gap.1.start));
                // Changes that meet where two gaps do are one.
                match changes.last_mut() {
                    Some(last) if last.0.end == removed.start => {
                        (last.0.end, last.1.end) = (removed.end, inserted.end);
                    }
                    _ => changes.push((removed, inserted)),
                }
            }
        }
        // Between changes there may be nodes that both share at places that differ: of ten blank lines the first two
        // are removed, and two are appended.
        if let (Some(first), Some(last)) = (changes.first(), changes.last())
            && self.view(first.0.start..last.0.end) == newer.view(first.1.start..last.1.end)
        {
            changes.clear();
        }
        let hunks = changes.into_iter().map(|(removed, inserted)| Hunk {
            at: removed.start,
            newer_at: inserted.start,
            removed: TextSlice::new(&self.tree, removed),
            inserted: TextSlice::new(&newer.tree, inserted),
        });
        Hunks::new(hunks.collect())
    }
}

impl<C: RefCount, B: LineBreaks> Diff for GenericText<C, B> {
    type Changes<'a> = Hunks<'a, 'a, C, B>;

    fn diff<'a>(&'a self, newer: &'a Self) -> Hunks<'a, 'a, C, B> {
        Self::diff(self, newer)
    }
}
