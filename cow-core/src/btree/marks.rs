//! Summaries to be computed when a tree has got its new shape.

use super::exclusive::BranchMut;
use super::raw::RawBranch;
use super::summary::Summary;
use super::width::MAX_HEIGHT;
use crate::count::RefCount;

/// A branch, and which of its children have changed.
type Mark<K, T, A, C> = (RawBranch<K, T, A, C>, Which);

/// Which children of a branch have changed.
#[derive(Clone, Copy)]
enum Which {
    One(usize),
    All,
}

/// What a change to the shape of a tree marks, from the bottom up. What a summary's panic interrupts is
/// only the computation of summaries.
///
/// A level of the tree has two branches at most that are marked, and only those of the last level may
/// still go.
pub(super) struct Marks<K, T, A, C: RefCount> {
    /// The first `len` are set: branches that are exclusive as long as the edit lasts.
    marks: [Option<Mark<K, T, A, C>>; 2 * MAX_HEIGHT + 2],
    len: usize,
    /// Where the marks of the last level begin.
    level: usize,
}

impl<K, T, A: Summary<T>, C: RefCount> Marks<K, T, A, C> {
    /// None.
    pub(super) fn new() -> Self {
        Self { marks: [const { None }; 2 * MAX_HEIGHT + 2], len: 0, level: 0 }
    }

    fn push(&mut self, branch: &BranchMut<'_, K, T, A, C>, which: Which) {
        if A::KEPT {
            self.marks[self.len] = Some((branch.raw(), which));
            self.len += 1;
        }
    }

    /// Begins the next level, with two children at most that have changed.
    pub(super) fn children(&mut self, branch: &BranchMut<'_, K, T, A, C>, slots: &[usize]) {
        self.level = self.len;
        for slot in slots {
            self.push(branch, Which::One(*slot));
        }
    }

    /// Instead of what was marked at the last level: all children of this branch.
    pub(super) fn instead(&mut self, branch: &BranchMut<'_, K, T, A, C>) {
        self.len = self.level;
        self.push(branch, Which::All);
    }

    /// And all children of this one.
    pub(super) fn besides(&mut self, branch: &BranchMut<'_, K, T, A, C>) {
        self.push(branch, Which::All);
    }

    /// Takes back what was marked at the last level.
    pub(super) fn forget(&mut self) {
        self.len = self.level;
    }

    /// Computes what is marked.
    ///
    /// # Safety
    /// All marked branches are live and exclusive.
    pub(super) unsafe fn compute(self) {
        for (raw, which) in self.marks.into_iter().take(self.len).flatten() {
            // SAFETY: the branch is live and exclusive.
            let mut branch = unsafe { BranchMut::from_raw(raw) };
            match which {
                Which::One(slot) => branch.summarize(slot),
                Which::All => (0..branch.len()).for_each(|slot| branch.summarize(slot)),
            }
        }
    }
}
