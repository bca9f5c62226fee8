//! Ways from commit to commit.

use super::{Commit, CommitId, History, Unknown};
use std::collections::BTreeMap;
use std::time::SystemTime;

/// The commits from one back to the first, by first parents. See [`History::log`].
#[derive(Clone, Debug)]
pub struct Log<'a, T> {
    commits: &'a BTreeMap<CommitId, Commit<T>>,
    next: Option<CommitId>,
}

impl<'a, T> Iterator for Log<'a, T> {
    type Item = (CommitId, &'a Commit<T>);

    fn next(&mut self) -> Option<Self::Item> {
        let id = self.next?;
        let commit = self.commits.get(&id)?;
        self.next = commit.parents.first().copied();
        Some((id, commit))
    }
}

/// From which of two commits a commit can be reached.
#[derive(Clone, Copy, Default)]
struct Reached([bool; 2]);

impl<T> History<T> {
    /// Returns the commits of the current branch, from the head back to the first, by first parents.
    ///
    /// ```
    /// use cow_versions::History;
    ///
    /// let mut history = History::new(0);
    /// history.commit("one", 1);
    /// history.commit("two", 2);
    /// let labels: Vec<_> = history.log().map(|(_, commit)| commit.label()).collect();
    /// assert_eq!(labels, ["two", "one", ""]);
    /// ```
    #[must_use]
    pub fn log(&self) -> Log<'_, T> {
        Log { commits: &self.commits, next: Some(self.head()) }
    }

    /// Returns the commits from one back to the first, by first parents.
    ///
    /// # Errors
    /// If there is no such commit.
    pub fn log_of(&self, id: CommitId) -> Result<Log<'_, T>, Unknown> {
        self.commit_of(id)?;
        Ok(Log { commits: &self.commits, next: Some(id) })
    }

    /// Returns the newest commit of the current branch that is not younger than `time`.
    #[must_use]
    pub fn as_of(&self, time: SystemTime) -> Option<CommitId> {
        self.log().find(|(_, commit)| commit.time <= time).map(|(id, _)| id)
    }

    /// Returns the newest commit from which both came, or which is one of them, or `None` if there
    /// is none, as where it was thinned out.
    ///
    /// Where lines of work were merged with each other crosswise, there may be several of which none
    /// came from another; the one with the largest number is taken.
    ///
    /// # Errors
    /// If there is no such commit.
    pub fn common_ancestor(&self, a: CommitId, b: CommitId) -> Result<Option<CommitId>, Unknown> {
        self.commit_of(a)?;
        self.commit_of(b)?;
        // Parents have smaller numbers than their children: so whatever is left with the largest
        // number is reached by all its ways.
        let mut open = BTreeMap::<CommitId, Reached>::new();
        open.entry(a).or_default().0[0] = true;
        open.entry(b).or_default().0[1] = true;
        while let Some((id, Reached(reached))) = open.pop_last() {
            if reached == [true; 2] {
                return Ok(Some(id));
            }
            for &parent in &self.commits[&id].parents {
                let Reached(parent) = open.entry(parent).or_default();
                (parent[0], parent[1]) = (parent[0] | reached[0], parent[1] | reached[1]);
            }
        }
        Ok(None)
    }
}
