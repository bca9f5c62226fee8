//! Branches that become one.

use super::{Commit, CommitId, History, Unknown};
use crate::merge::{Merge, Merged, merge3};
use std::time::SystemTime;

impl<T: Merge> History<T> {
    /// Merges two commits, given the newest one from which both came. Commits nothing.
    ///
    /// # Errors
    /// If there is no such commit, or if the two have no common ancestor.
    pub fn merged(&self, ours: CommitId, theirs: CommitId) -> Result<Merged<T>, Unknown> {
        let base = self.common_ancestor(ours, theirs)?;
        let base = base.ok_or(Unknown::Unrelated(ours, theirs))?;
        Ok(merge3(self.get(base)?, self.get(ours)?, self.get(theirs)?))
    }

    /// Merges a branch into the current one, and commits the result with both heads as its parents.
    /// Returns the new head; the present one if the branch has nothing new.
    ///
    /// If there are conflicts, nothing is committed: the inner error is the merge, to be
    /// [resolved](Merged::resolve) and committed by [`commit_merge`](Self::commit_merge).
    ///
    /// # Errors
    /// If there is no such branch, or if it has no common ancestor with the current one; and, in the inner result, if
    /// there are conflicts.
    pub fn merge(
        &mut self,
        branch: &str,
        label: impl Into<String>,
    ) -> Result<Result<CommitId, Merged<T>>, Unknown> {
        let theirs = self.at(branch)?;
        if self.common_ancestor(self.head(), theirs)? == Some(theirs) {
            return Ok(Ok(self.head()));
        }
        let merged = self.merged(self.head(), theirs)?;
        if !merged.is_clean() {
            return Ok(Err(merged));
        }
        self.commit_merge(branch, label, merged.value).map(Ok)
    }

    /// Commits a value as the merge of a branch into the current one. Returns the new head.
    ///
    /// # Errors
    /// If there is no such branch.
    pub fn commit_merge(
        &mut self,
        branch: &str,
        label: impl Into<String>,
        value: T,
    ) -> Result<CommitId, Unknown> {
        let parents = vec![self.head(), self.at(branch)?];
        let time = SystemTime::now();
        Ok(self.add(Commit { label: label.into(), time, parents, value }))
    }
}
