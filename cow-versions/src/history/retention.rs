//! Which commits to keep, and for how long.

use super::{CommitId, History};
use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, SystemTime};

/// Rules for which commits to keep, by their age. See [`History::retain`].
///
/// ```
/// use cow_versions::history::Retention;
/// use std::time::Duration;
///
/// const HOUR: Duration = Duration::from_secs(3600);
/// let rules = Retention::keep_all_for(HOUR) // all of the last hour,
///     .then_every(HOUR, 24 * HOUR) // one an hour for a day,
///     .then_every(24 * HOUR, 30 * 24 * HOUR); // one a day for a month, and none after that
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Retention {
    /// How long all are kept.
    all: Duration,
    /// Then one for each first duration, as long as the second says.
    then: Vec<(Duration, Duration)>,
}

impl Retention {
    /// Keeps all commits that are not older than `age`.
    #[must_use]
    pub fn keep_all_for(age: Duration) -> Self {
        Self { all: age, then: Vec::new() }
    }

    /// Keeps, of older commits, the newest one of each span of time that is `step` long, as long as
    /// it is not older than `age`.
    #[must_use]
    pub fn then_every(mut self, step: Duration, age: Duration) -> Self {
        self.then.push((step, age));
        self
    }

    /// Returns the span of time of which one commit is kept, or `None` if no commit of this age is.
    fn span(&self, age: Duration, time: SystemTime) -> Option<Span> {
        if age <= self.all {
            return Some(Span::All);
        }
        let rule = self.then.iter().position(|&(_, until)| age <= until)?;
        let since = time.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        // Spans are the same however often history is thinned.
        let step = self.then[rule].0.as_nanos().max(1);
        Some(Span::One(rule, since.as_nanos() / step))
    }
}

/// Commits of which one is kept, or all.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Span {
    All,
    /// The number of the rule, and of the span.
    One(usize, u128),
}

impl<T> History<T> {
    /// Removes the commits that the rules do not keep at the time `now`. Returns how many.
    ///
    /// Kept besides are what branches are at, what each two of them came from, so that they can be merged, what can be
    /// redone, and commits from the future. A commit whose parent is gone becomes a child of the nearest ancestor that is
    /// kept. What versions share
    /// with none that is kept is freed.
    ///
    /// ```
    /// use cow_versions::History;
    /// use cow_versions::history::Retention;
    /// use std::time::{Duration, SystemTime};
    ///
    /// let now = SystemTime::now();
    /// let at = |minutes: u64| now - Duration::from_secs(60 * minutes);
    /// let mut history = History::new_at(0, at(1000));
    /// for minutes in (0..1000).rev() {
    ///     history.commit_at("tick", minutes, at(minutes));
    /// }
    /// let hour = Duration::from_secs(3600);
    /// history.retain(&Retention::keep_all_for(hour).then_every(hour, 24 * hour), now);
    /// assert!((61 + 15..=61 + 17).contains(&history.len()));
    /// ```
    pub fn retain(&mut self, rules: &Retention, now: SystemTime) -> usize {
        let mut kept: BTreeSet<CommitId> = self.branches.values().copied().collect();
        kept.extend(&self.undone);
        let mut newest = BTreeMap::<(u128, usize), CommitId>::new();
        for (&id, commit) in &self.commits {
            let age = now.duration_since(commit.time).unwrap_or_default();
            match rules.span(age, commit.time) {
                None => {}
                Some(Span::All) => drop(kept.insert(id)),
                // Commits are in order of time.
                Some(Span::One(rule, span)) => drop(newest.insert((span, rule), id)),
            }
        }
        kept.extend(newest.into_values());
        kept.extend(self.forks());
        self.keep(&kept)
    }

    /// The common ancestors of each two branches.
    fn forks(&self) -> BTreeSet<CommitId> {
        let heads: BTreeSet<CommitId> = self.branches.values().copied().collect();
        let pairs = heads.iter().flat_map(|&a| heads.range(..a).map(move |&b| (a, b)));
        pairs.filter_map(|(a, b)| self.common_ancestor(a, b).ok().flatten()).collect()
    }

    /// Removes all other commits. Returns how many.
    fn keep(&mut self, kept: &BTreeSet<CommitId>) -> usize {
        // The nearest ancestors of each commit that are kept; for one that is kept, itself.
        let mut nearest = BTreeMap::<CommitId, Vec<CommitId>>::new();
        let before = self.commits.len();
        let mut dropped = Vec::new();
        for (id, mut commit) in std::mem::take(&mut self.commits) {
            let mut parents = Vec::new();
            for ancestor in commit.parents.iter().filter_map(|id| nearest.get(id)).flatten() {
                if !parents.contains(ancestor) {
                    parents.push(*ancestor);
                }
            }
            if kept.contains(&id) {
                commit.parents = parents;
                self.commits.insert(id, commit);
                nearest.insert(id, vec![id]);
            } else {
                dropped.push(commit);
                nearest.insert(id, parents);
            }
        }
        // A `Drop` of a value runs last, and finds the history whole.
        before - self.commits.len()
    }
}
