//! Merges of vectors, as of lines of text.

use super::entry::{self, Outcome};
use super::{Conflict, Conflicting, Merge, Merged, Take};
use crate::path::Path;
use crate::replace::{part, replace};
use core::fmt;
use core::ops::Range;
use cow_core::{Atomic, RefCount};
use cow_vec::GenericVec;
use cow_vec::diff::Hunk;

/// A conflict of two changes of a vector: of ranges of `base` that overlap or touch.
///
/// As in the merges of texts, an item that neither side changed has to be between two changes for
/// both to be made. If both sides replaced the same items by as many others, these are merged one by
/// one.
pub enum VecConflict<T: Merge, C: RefCount = Atomic> {
    /// Both sides changed the same range, or ranges that overlap or touch.
    Range {
        /// The index of the range in the merged vector, where it has the items of our side.
        at: usize,
        /// How many items it has there.
        len: usize,
        /// The index of the range in the base.
        base_at: usize,
        /// The items of the range.
        conflict: Conflict<GenericVec<T, C>>,
    },
    /// Both sides changed an item, and somewhere inside both changed the same.
    Inside {
        /// The index of the item in the merged vector.
        at: usize,
        /// What conflicts there.
        conflict: Box<T::Conflict>,
    },
}

impl<T: Merge, C: RefCount> Conflicting for VecConflict<T, C> {
    fn path(&self) -> Path {
        match self {
            Self::Range { at, .. } => Path::new().under_index(*at),
            Self::Inside { at, conflict } => conflict.path().under_index(*at),
        }
    }

    fn swapped(self) -> Self {
        match self {
            Self::Range { at, base_at, conflict, .. } => {
                let len = conflict.theirs.len();
                Self::Range { at, len, base_at, conflict: conflict.swapped() }
            }
            Self::Inside { at, conflict } => Self::Inside { at, conflict: conflict.swapped() },
        }
    }
}

/// The changes of one side, as ranges of the base and of that side.
struct Side {
    hunks: Vec<(Range<usize>, Range<usize>)>,
    /// How many of them have been passed.
    next: usize,
    /// The index in the side, and in the base, of the item that follows the last passed change.
    after: (usize, usize),
}

impl Side {
    fn new<'a, T: 'a, C: RefCount>(hunks: impl Iterator<Item = Hunk<'a, 'a, T, C>>) -> Self {
        let ranges = |hunk: Hunk<'a, 'a, T, C>| {
            let (at, to) = (hunk.at, hunk.newer_at);
            (at..at + hunk.removed.len(), to..to + hunk.inserted.len())
        };
        Self { hunks: hunks.map(ranges).collect(), next: 0, after: (0, 0) }
    }

    /// Returns the range of the base that the next change replaces.
    fn peek(&self) -> Option<&Range<usize>> {
        self.hunks.get(self.next).map(|(base, _)| base)
    }

    /// Passes the next change.
    fn pass(&mut self) {
        if let Some((base, side)) = self.hunks.get(self.next) {
            self.after = (side.end, base.end);
            self.next += 1;
        }
    }

    /// Returns the range of the base that the last change passed has replaced.
    fn last(&self) -> Option<&Range<usize>> {
        self.hunks.get(self.next.checked_sub(1)?).map(|(base, _)| base)
    }

    /// Returns the index in the side of what is at an index of the base, after the changes that were passed
    /// and not in the next one.
    fn place(&self, base: usize) -> usize {
        let (side, end) = self.after;
        side + (base - end)
    }
}

/// Changes of both sides that overlap or touch, or some of one side alone.
struct Cluster {
    base: Range<usize>,
    ours: Range<usize>,
    theirs: Range<usize>,
    /// How many changes of each side there are.
    changes: (usize, usize),
    /// Whether each side made one change, of the same range of the base.
    alike: bool,
}

/// Passes the next changes: one, and all that overlap it or touch it, and so on.
fn cluster(ours: &mut Side, theirs: &mut Side) -> Option<Cluster> {
    let start = |side: &Side| side.peek().map(|base| base.start);
    let first = match (start(ours), start(theirs)) {
        (Some(a), Some(b)) => a.min(b),
        (a, b) => a.or(b)?,
    };
    let (our_start, their_start) = (ours.place(first), theirs.place(first));
    let (mut end, mut changes) = (first, (0, 0));
    loop {
        if let Some(base) = ours.peek().filter(|base| base.start <= end) {
            (end, changes.0) = (end.max(base.end), changes.0 + 1);
            ours.pass();
        } else if let Some(base) = theirs.peek().filter(|base| base.start <= end) {
            (end, changes.1) = (end.max(base.end), changes.1 + 1);
            theirs.pass();
        } else {
            break;
        }
    }
    Some(Cluster {
        base: first..end,
        ours: our_start..ours.place(end),
        theirs: their_start..theirs.place(end),
        alike: changes == (1, 1) && ours.last() == theirs.last(),
        changes,
    })
}

impl<T: Merge, C: RefCount> Merge for GenericVec<T, C> {
    type Conflict = VecConflict<T, C>;

    fn merge3(base: &Self, ours: &Self, theirs: &Self) -> Merged<Self> {
        let mut our = Side::new(base.diff(ours));
        let mut their = Side::new(base.diff(theirs));
        // Fewer changes are made to a clone of the side that has more.
        let ours_have_more = our.hunks.len() >= their.hunks.len();
        let mut value = if ours_have_more { ours.clone() } else { theirs.clone() };
        let mut conflicts = Vec::new();
        // What the clone has too many items, as they are added and removed.
        let (mut added, mut gone) = (0, 0);
        while let Some(cluster) = cluster(&mut our, &mut their) {
            let there = if ours_have_more { &cluster.ours } else { &cluster.theirs };
            let at = there.start + added - gone;
            let items = match cluster.changes {
                (_, 0) if ours_have_more => continue,
                (0, _) if !ours_have_more => continue,
                (_, 0) => part(ours.view(cluster.ours.clone())),
                (0, _) => part(theirs.view(cluster.theirs.clone())),
                _ => {
                    let conflict = Conflict {
                        base: part(base.view(cluster.base.clone())),
                        ours: part(ours.view(cluster.ours.clone())),
                        theirs: part(theirs.view(cluster.theirs.clone())),
                    };
                    both(&cluster, conflict, at, &mut conflicts)
                }
            };
            let range = at..at + there.len();
            if value.view(range.clone()) != items {
                added += items.len();
                gone += range.len();
                replace(&mut value, range, &items);
            }
        }
        Merged { value, conflicts }
    }

    fn settle(&mut self, conflict: VecConflict<T, C>, take: Take) {
        match conflict {
            VecConflict::Range { at, len, conflict, .. } => {
                // Of another vector than the merged one, there may be less.
                let at = at.min(self.len());
                let range = at..at.saturating_add(len).min(self.len());
                let items = conflict.take(take);
                if self.view(range.clone()) != items {
                    replace(self, range, &items);
                }
            }
            VecConflict::Inside { at, conflict } => {
                if let Some(item) = self.get_mut(at) {
                    item.settle(*conflict, take);
                }
            }
        }
    }
}

/// Merges changes of both sides of one range: what is to be there. `at` is where, in the merged vector.
fn both<T: Merge, C: RefCount>(
    cluster: &Cluster,
    conflict: Conflict<GenericVec<T, C>>,
    at: usize,
    conflicts: &mut Vec<VecConflict<T, C>>,
) -> GenericVec<T, C> {
    let Conflict { base, ours, theirs } = &conflict;
    if ours == theirs {
        return ours.clone();
    }
    if cluster.alike && base.len() == ours.len() && base.len() == theirs.len() {
        let mut items = GenericVec::default();
        for (base, (ours, theirs)) in base.iter().zip(ours.iter().zip(theirs)) {
            let at = at + items.len();
            items.push(match entry::merge(Some(base), Some(ours), Some(theirs)) {
                Outcome::Theirs => theirs.clone(),
                Outcome::Inside(Merged { value, conflicts: inside }) => {
                    let inside = inside.into_iter();
                    conflicts.extend(inside.map(|conflict| {
                        let conflict = Box::new(conflict);
                        VecConflict::Inside { at, conflict }
                    }));
                    value
                }
                // Three values are never a conflict of a whole entry.
                Outcome::Ours | Outcome::Conflict(_) => ours.clone(),
            });
        }
        return items;
    }
    let (base_at, items) = (cluster.base.start, ours.clone());
    conflicts.push(VecConflict::Range { at, len: items.len(), base_at, conflict });
    items
}

impl<T: Merge<Conflict: Clone>, C: RefCount> Clone for VecConflict<T, C> {
    fn clone(&self) -> Self {
        match self {
            Self::Range { at, len, base_at, conflict } => {
                Self::Range { at: *at, len: *len, base_at: *base_at, conflict: conflict.clone() }
            }
            Self::Inside { at, conflict } => Self::Inside { at: *at, conflict: conflict.clone() },
        }
    }
}

impl<T: Merge<Conflict: PartialEq>, C: RefCount> PartialEq for VecConflict<T, C> {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (
                Self::Range { at, len, base_at, conflict },
                Self::Range { at: other_at, len: other_len, base_at: other_base, conflict: other },
            ) => (at, len, base_at) == (other_at, other_len, other_base) && conflict == other,
            (Self::Inside { at, conflict }, Self::Inside { at: other_at, conflict: other }) => {
                (at, conflict) == (other_at, other)
            }
            _ => false,
        }
    }
}

impl<T: Merge<Conflict: fmt::Debug> + fmt::Debug, C: RefCount> fmt::Debug for VecConflict<T, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Range { at, len, base_at, conflict } => f
                .debug_struct("Range")
                .field("at", at)
                .field("len", len)
                .field("base_at", base_at)
                .field("conflict", conflict)
                .finish(),
            Self::Inside { at, conflict } => {
                f.debug_struct("Inside").field("at", at).field("conflict", conflict).finish()
            }
        }
    }
}
