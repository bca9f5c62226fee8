//! Merges of texts.

use super::patch::replace;
use crate::breaks::{Lf, LineBreaks};
use crate::generic_text::GenericText;
use alloc::vec::Vec;
use core::ops::Range;
use cow_core::{Atomic, RefCount};
use cow_versions::{Conflict, Conflicting, Merge, Merged, Path, Take};

/// A conflict of two changes of a text: of ranges of the base that overlap or touch.
///
/// Changes of one line that do not touch are both made, unlike in git, whose unit is the line. What conflicts is shown
/// in whole lines by [`conflict_markers`](crate::conflict_markers): here, places are bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextConflict<C: RefCount = Atomic, B: LineBreaks = Lf> {
    /// The byte at which the range begins in the merged text, where it has the text of our side.
    pub at: usize,
    /// The byte at which it begins in the base.
    pub base_at: usize,
    /// The text of the range.
    pub conflict: Conflict<GenericText<C, B>>,
}

impl<C: RefCount, B: LineBreaks> Conflicting for TextConflict<C, B> {
    fn path(&self) -> Path {
        Path::new().under_index(self.at)
    }

    fn swapped(self) -> Self {
        Self { conflict: self.conflict.swapped(), ..self }
    }
}

/// The changes of one side: what of the base is replaced by what of the side.
struct Side {
    changes: Vec<(Range<usize>, Range<usize>)>,
    next: usize,
    /// How far the changes that were passed reach, in the base and in the side.
    passed: (usize, usize),
}

impl Side {
    fn new<C: RefCount, B: LineBreaks>(base: &GenericText<C, B>, side: &GenericText<C, B>) -> Self {
        let changes = base.diff(side).map(|hunk| (hunk.range(), hunk.newer_range()));
        Self { changes: changes.collect(), next: 0, passed: (0, 0) }
    }

    /// Returns the range of the base that the next change replaces, if it begins at `end` at the
    /// latest.
    fn next_until(&self, end: usize) -> Option<&Range<usize>> {
        self.changes.get(self.next).map(|(base, _)| base).filter(|base| base.start <= end)
    }

    /// Passes the changes that begin at `end` at the latest, and returns how many, and how far they reach.
    fn pass(&mut self, mut end: usize) -> (usize, usize) {
        let first = self.next;
        while let Some(base) = self.next_until(end) {
            end = end.max(base.end);
            let (base, side) = &self.changes[self.next];
            self.passed = (base.end, side.end);
            self.next += 1;
        }
        (self.next - first, end)
    }

    /// Returns the place in the side of a byte of the base that is after all changes that were
    /// passed.
    fn place(&self, base: usize) -> usize {
        self.passed.1 + (base - self.passed.0)
    }
}

/// Changes that overlap or touch, as ranges, and how many of each side there are.
struct Cluster {
    base: Range<usize>,
    ours: Range<usize>,
    theirs: Range<usize>,
    changes: (usize, usize),
}

/// Passes the next change, and all that overlap or touch it, and so on.
fn cluster(ours: &mut Side, theirs: &mut Side) -> Option<Cluster> {
    let start = |side: &Side| side.next_until(usize::MAX).map(|base| base.start);
    let start = start(ours).into_iter().chain(start(theirs)).min()?;
    let starts = (ours.place(start), theirs.place(start));
    let (mut end, mut changes) = (start, (0, 0));
    loop {
        let (our_count, our_end) = ours.pass(end);
        let (their_count, their_end) = theirs.pass(our_end);
        changes = (changes.0 + our_count, changes.1 + their_count);
        end = their_end;
        if their_count == 0 {
            break;
        }
    }
    Some(Cluster {
        base: start..end,
        ours: starts.0..ours.place(end),
        theirs: starts.1..theirs.place(end),
        changes,
    })
}

/// A merge, or a conflict that is settled, panics if the text would be longer than [`GenericText::MAX_LEN`].
impl<C: RefCount, B: LineBreaks> Merge for GenericText<C, B> {
    type Conflict = TextConflict<C, B>;

    fn merge3(base: &Self, ours: &Self, theirs: &Self) -> Merged<Self> {
        let (mut our, mut their) = (Side::new(base, ours), Side::new(base, theirs));
        // Fewer changes are made to a clone of the side that has more.
        let to_ours = our.changes.len() >= their.changes.len();
        let mut value = if to_ours { ours.clone() } else { theirs.clone() };
        let mut conflicts = Vec::new();
        // How much longer and shorter the clone has become.
        let (mut added, mut gone) = (0, 0);
        while let Some(Cluster { base: from, ours: our, theirs: their, changes }) =
            cluster(&mut our, &mut their)
        {
            let there = if to_ours { our.clone() } else { their.clone() };
            let at = there.start + added - gone;
            let text = match changes {
                (_, 0) => ours.slice(our),
                (0, _) => theirs.slice(their),
                _ => {
                    let text = ours.slice(our);
                    let conflict = Conflict {
                        base: base.slice(from.clone()),
                        ours: text.clone(),
                        theirs: theirs.slice(their),
                    };
                    if conflict.ours != conflict.theirs {
                        conflicts.push(TextConflict { at, base_at: from.start, conflict });
                    }
                    text
                }
            };
            let range = at..at + there.len();
            if value.view(range.clone()) != text {
                added += text.len();
                gone += range.len();
                replace(&mut value, range, &text);
            }
        }
        Merged { value, conflicts }
    }

    fn settle(&mut self, TextConflict { at, conflict, .. }: TextConflict<C, B>, take: Take) {
        let range = at..at + conflict.ours.len();
        let text = conflict.take(take);
        if self.view(range.clone()) != text {
            replace(self, range, &text);
        }
    }
}
