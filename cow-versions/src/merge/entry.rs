//! Merges of values that may be absent.

use super::{Conflict, Conflicting, Merge, Merged, Take};
use crate::path::Path;
use core::fmt;

/// A conflict of two changes of a value that may be absent: an entry of a map, or an `Option`.
///
/// Absent is `-`; `a`, `b` and `c` are different values.
///
/// | base | ours | theirs | merged | why |
/// |---|---|---|---|---|
#[doc = include_str!("table.md")]
pub enum EntryConflict<V: Merge> {
    /// Both sides added a value, or one removed what the other changed.
    Whole(Conflict<Option<V>>),
    /// Both sides changed the value, and somewhere inside both changed the same.
    Inside(Box<V::Conflict>),
}

/// What a merge of two states gives.
pub(super) enum Outcome<V: Merge> {
    /// Our state.
    Ours,
    /// Their state.
    Theirs,
    /// Another value, in which both changes are made.
    Inside(Merged<V>),
    /// Neither.
    Conflict(Conflict<Option<V>>),
}

/// Merges two states. This is the whole of the table above.
pub(super) fn merge<V: Merge>(
    base: Option<&V>,
    ours: Option<&V>,
    theirs: Option<&V>,
) -> Outcome<V> {
    if ours == theirs || theirs == base {
        return Outcome::Ours;
    }
    if ours == base {
        return Outcome::Theirs;
    }
    match (base, ours, theirs) {
        (Some(base), Some(ours), Some(theirs)) => Outcome::Inside(V::merge3(base, ours, theirs)),
        _ => Outcome::Conflict(Conflict { base, ours, theirs }.map(|value| value.cloned())),
    }
}

impl<V: Merge> EntryConflict<V> {
    /// Returns the conflict in a value of which a part conflicts.
    pub(super) fn inside(conflict: V::Conflict) -> Self {
        Self::Inside(Box::new(conflict))
    }

    /// Returns what `state` becomes when the conflict is settled.
    pub(super) fn settle(self, state: Option<V>, take: Take) -> Option<V> {
        match (self, state) {
            (Self::Whole(conflict), _) => conflict.take(take),
            (Self::Inside(conflict), Some(mut value)) => {
                value.settle(*conflict, take);
                Some(value)
            }
            // What the merge left there is gone: there is nothing to settle.
            (Self::Inside(_), None) => None,
        }
    }
}

impl<V: Merge> Conflicting for EntryConflict<V> {
    fn path(&self) -> Path {
        match self {
            Self::Whole(conflict) => conflict.path(),
            Self::Inside(conflict) => conflict.path(),
        }
    }

    fn swapped(self) -> Self {
        match self {
            Self::Whole(conflict) => Self::Whole(conflict.swapped()),
            Self::Inside(conflict) => Self::Inside(conflict.swapped()),
        }
    }
}

impl<V: Merge> Merge for Option<V> {
    type Conflict = EntryConflict<V>;

    fn merge3(base: &Self, ours: &Self, theirs: &Self) -> Merged<Self> {
        match merge(base.as_ref(), ours.as_ref(), theirs.as_ref()) {
            Outcome::Ours => Merged::clean(ours.clone()),
            Outcome::Theirs => Merged::clean(theirs.clone()),
            Outcome::Inside(Merged { value, conflicts }) => Merged {
                value: Some(value),
                conflicts: conflicts.into_iter().map(EntryConflict::inside).collect(),
            },
            Outcome::Conflict(conflict) => {
                Merged { value: ours.clone(), conflicts: vec![EntryConflict::Whole(conflict)] }
            }
        }
    }

    fn settle(&mut self, conflict: EntryConflict<V>, take: Take) {
        *self = conflict.settle(self.take(), take);
    }
}

impl<V: Merge<Conflict: Clone>> Clone for EntryConflict<V> {
    fn clone(&self) -> Self {
        match self {
            Self::Whole(conflict) => Self::Whole(conflict.clone()),
            Self::Inside(conflict) => Self::Inside(conflict.clone()),
        }
    }
}

impl<V: Merge<Conflict: PartialEq>> PartialEq for EntryConflict<V> {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Whole(a), Self::Whole(b)) => a == b,
            (Self::Inside(a), Self::Inside(b)) => a == b,
            _ => false,
        }
    }
}

impl<V: Merge<Conflict: fmt::Debug> + fmt::Debug> fmt::Debug for EntryConflict<V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Whole(conflict) => f.debug_tuple("Whole").field(conflict).finish(),
            Self::Inside(conflict) => f.debug_tuple("Inside").field(conflict).finish(),
        }
    }
}
