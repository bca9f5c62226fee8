//! One version and what is known of it.

use core::fmt;
use std::time::SystemTime;

/// The number of a commit in its history. Later commits have larger ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CommitId(u64);

impl CommitId {
    /// The first commit of a history.
    pub(super) const FIRST: Self = Self(0);

    /// Returns the number after this one.
    pub(super) fn next(self) -> Self {
        Self(self.0 + 1)
    }
}

impl fmt::Display for CommitId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{}", self.0)
    }
}

/// A version of a value, with its label, its time and its parents.
#[derive(Clone, Debug)]
pub struct Commit<T> {
    pub(super) label: String,
    pub(super) time: SystemTime,
    pub(super) parents: Vec<CommitId>,
    pub(super) value: T,
}

impl<T> Commit<T> {
    /// Returns what the commit was called.
    #[must_use]
    pub fn label(&self) -> &str {
        &self.label
    }

    /// Returns when the commit was made.
    #[must_use]
    pub fn time(&self) -> SystemTime {
        self.time
    }

    /// Returns the commits that this one came from: none for the first, two for a merge. The first
    /// is the one on the same branch.
    #[must_use]
    pub fn parents(&self) -> &[CommitId] {
        &self.parents
    }

    /// Returns the value.
    #[must_use]
    pub fn value(&self) -> &T {
        &self.value
    }
}
