//! Many versions of one value: committed, named, found, merged, undone and thinned.
//!
//! ```
//! use cow_vec::{CowVec, cow_vec};
//! use cow_versions::History;
//!
//! let mut history = History::new(cow_vec!["milk"]);
//! let start = history.head();
//! history.update("more", |list| list.push("eggs"));
//!
//! history.branch("party", start)?; // another line of work, from the start
//! history.switch("party")?;
//! history.update("guests", |list| list.insert(0, "juice"));
//!
//! history.switch("main")?;
//! let merged = history.merge("party", "all of it")?.expect("no conflict");
//! assert_eq!(*history.get(merged)?, ["juice", "milk", "eggs"]);
//!
//! history.undo();
//! assert_eq!(*history.value(), ["milk", "eggs"]);
//! # Ok::<(), cow_versions::history::Unknown>(())
//! ```

mod commit;
mod graph;
mod merging;
mod retention;

pub use self::commit::{Commit, CommitId};
pub use self::graph::Log;
pub use self::retention::Retention;

use crate::held::{Held, held_bytes};
use cow_core::Diff;
use std::collections::BTreeMap;
use std::fmt;
use std::time::SystemTime;

/// Versions of a value, each with a label, a time and its parents, in branches.
///
/// A version is a clone of the value: for a copy-on-write value, keeping it costs the nodes that
/// the next version has copied. Works for any `T: Clone`; comparing needs [`Diff`], merging
/// [`Merge`](crate::Merge).
///
/// One branch is the current one, and the commit it is at is the head. The first one is `main`.
///
/// | operation | cost, for `n` commits |
/// |---|---|
/// | [`value`](Self::value), [`get`](Self::get), [`checkout`](Self::checkout), [`undo`](Self::undo) | O(log n), no copy |
/// | [`commit`](Self::commit) | O(log n), and nothing of the value |
/// | [`update`](Self::update) | the same, and what the closure copies |
/// | [`log`](Self::log), [`as_of`](Self::as_of) | O(log n) for each commit passed |
/// | [`common_ancestor`](Self::common_ancestor) | O(log n) for each commit since then, on both sides |
/// | [`between`](Self::between), [`merge`](Self::merge) | that of the value's diff and merge |
/// | [`retain`](Self::retain) | O(n log n), and what it drops |
#[derive(Clone)]
pub struct History<T> {
    /// All commits. Parents have smaller ids than their children, and are there, too.
    commits: BTreeMap<CommitId, Commit<T>>,
    /// Where each branch is. All of them are in `commits`.
    branches: BTreeMap<String, CommitId>,
    /// The current branch, which is one of them.
    current: String,
    /// What has been undone on the current branch, the next to be redone last. All of them are in
    /// `commits`.
    undone: Vec<CommitId>,
    next: CommitId,
}

/// The error for a commit or a branch that is not there.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Unknown {
    /// There is no such commit; it may have been thinned out.
    #[error("there is no commit {0}")]
    Commit(CommitId),
    /// There is no such branch.
    #[error("there is no branch `{0}`")]
    Branch(String),
    /// There is such a branch already.
    #[error("there is a branch `{0}` already")]
    Taken(String),
    /// The two commits do not come from a common one, as where it was thinned out.
    #[error("the commits {0} and {1} have no common ancestor")]
    Unrelated(CommitId, CommitId),
}

impl<T> History<T> {
    /// Returns a history whose first commit is `value`, on the branch `main`, made now.
    #[must_use]
    pub fn new(value: T) -> Self {
        Self::new_at(value, SystemTime::now())
    }

    /// Makes a history like [`new`](Self::new), with the given time.
    #[must_use]
    pub fn new_at(value: T, time: SystemTime) -> Self {
        let (first, main) = (CommitId::FIRST, String::from("main"));
        let commit = Commit { label: String::new(), time, parents: Vec::new(), value };
        Self {
            commits: BTreeMap::from([(first, commit)]),
            branches: BTreeMap::from([(main.clone(), first)]),
            current: main,
            undone: Vec::new(),
            next: first.next(),
        }
    }

    /// Returns the commit that the current branch is at.
    #[must_use]
    pub fn head(&self) -> CommitId {
        self.branches[&self.current]
    }

    /// Returns the value of the head.
    #[must_use]
    pub fn value(&self) -> &T {
        &self.commits[&self.head()].value
    }

    /// Returns the name of the current branch.
    #[must_use]
    pub fn current_branch(&self) -> &str {
        &self.current
    }

    /// Returns the branches and the commits that they are at, in the order of their names.
    pub fn branches(&self) -> impl Iterator<Item = (&str, CommitId)> {
        self.branches.iter().map(|(name, &id)| (name.as_str(), id))
    }

    /// Returns the number of commits.
    #[must_use]
    #[expect(clippy::len_without_is_empty, reason = "there is always a commit")]
    pub fn len(&self) -> usize {
        self.commits.len()
    }

    /// Returns a commit.
    ///
    /// # Errors
    /// If there is no such commit.
    pub fn commit_of(&self, id: CommitId) -> Result<&Commit<T>, Unknown> {
        self.commits.get(&id).ok_or(Unknown::Commit(id))
    }

    /// Returns the value of a commit.
    ///
    /// # Errors
    /// If there is no such commit.
    pub fn get(&self, id: CommitId) -> Result<&T, Unknown> {
        self.commit_of(id).map(Commit::value)
    }

    /// Commits a value after the head, now. Returns the new head.
    ///
    /// What was undone cannot be redone any more; it stays in the history until it is thinned out.
    pub fn commit(&mut self, label: impl Into<String>, value: T) -> CommitId {
        self.commit_at(label, value, SystemTime::now())
    }

    /// Commits like [`commit`](Self::commit), with the given time.
    pub fn commit_at(&mut self, label: impl Into<String>, value: T, time: SystemTime) -> CommitId {
        let parents = vec![self.head()];
        self.add(Commit { label: label.into(), time, parents, value })
    }

    /// Runs `f` on a clone of the head's value, and commits what it leaves.
    ///
    /// If `f` panics, nothing is committed.
    pub fn update<R>(&mut self, label: impl Into<String>, f: impl FnOnce(&mut T) -> R) -> R
    where
        T: Clone,
    {
        let mut draft = self.value().clone();
        let result = f(&mut draft);
        self.commit(label, draft);
        result
    }

    /// Adds a commit to the current branch.
    fn add(&mut self, commit: Commit<T>) -> CommitId {
        let id = self.next;
        self.next = id.next();
        self.commits.insert(id, commit);
        self.move_to(id);
        self.undone.clear();
        id
    }

    /// Moves the current branch.
    fn move_to(&mut self, id: CommitId) {
        if let Some(at) = self.branches.get_mut(&self.current) {
            *at = id;
        }
    }

    /// Makes a branch at a commit.
    ///
    /// # Errors
    /// If there is no such commit, or if there is such a branch.
    pub fn branch(&mut self, name: impl Into<String>, at: CommitId) -> Result<(), Unknown> {
        let name = name.into();
        self.commit_of(at)?;
        if self.branches.contains_key(&name) {
            return Err(Unknown::Taken(name));
        }
        self.branches.insert(name, at);
        Ok(())
    }

    /// Makes another branch the current one. What was undone cannot be redone any more.
    ///
    /// # Errors
    /// If there is no such branch.
    pub fn switch(&mut self, name: &str) -> Result<&T, Unknown> {
        self.at(name)?;
        name.clone_into(&mut self.current);
        self.undone.clear();
        Ok(self.value())
    }

    /// Removes a branch other than the current one, and returns the commit it was at. The commits
    /// stay until they are thinned out.
    ///
    /// # Errors
    /// If there is no such branch, or if it is the current one.
    pub fn remove_branch(&mut self, name: &str) -> Result<CommitId, Unknown> {
        let at = self.at(name)?;
        if name == self.current {
            return Err(Unknown::Taken(name.to_owned()));
        }
        self.branches.remove(name);
        Ok(at)
    }

    /// Returns the commit that a branch is at.
    ///
    /// # Errors
    /// If there is no such branch.
    pub fn at(&self, name: &str) -> Result<CommitId, Unknown> {
        self.branches.get(name).copied().ok_or_else(|| Unknown::Branch(name.to_owned()))
    }

    /// Moves the current branch to a commit, whichever it is. Returns its value.
    ///
    /// What was undone cannot be redone any more.
    ///
    /// # Errors
    /// If there is no such commit.
    pub fn checkout(&mut self, id: CommitId) -> Result<&T, Unknown> {
        self.commit_of(id)?;
        self.move_to(id);
        self.undone.clear();
        Ok(self.value())
    }

    /// Moves the current branch one commit back, to the first parent of the head. Returns its value,
    /// or `None` if the head has no parent.
    pub fn undo(&mut self) -> Option<&T> {
        let head = self.head();
        let &parent = self.commits[&head].parents.first()?;
        self.move_to(parent);
        self.undone.push(head);
        Some(self.value())
    }

    /// Takes one [`undo`](Self::undo) back. Returns the value, or `None` if there is none to be taken
    /// back.
    pub fn redo(&mut self) -> Option<&T> {
        let id = self.undone.pop()?;
        self.move_to(id);
        Some(self.value())
    }

    /// Returns what has to be done to the value of one commit to get that of another.
    ///
    /// # Errors
    /// If there is no such commit.
    pub fn between(&self, old: CommitId, new: CommitId) -> Result<T::Changes<'_>, Unknown>
    where
        T: Diff,
    {
        Ok(self.get(old)?.diff(self.get(new)?))
    }

    /// Returns how many bytes the nodes of all versions take, each node counted once.
    ///
    /// Walks through all nodes: below a node that another version has, too, it does not go again.
    #[must_use]
    pub fn held_bytes(&self) -> usize
    where
        T: Held,
    {
        held_bytes(self.commits.values().map(Commit::value))
    }
}

impl<T> fmt::Debug for History<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("History")
            .field("commits", &self.commits.len())
            .field("branches", &self.branches)
            .field("current", &self.current)
            .finish()
    }
}
