//! One change of a vector, whole and position by position.

use crate::slice::CowSlice;
use core::fmt;
use cow_core::{Atomic, RefCount};

/// A difference between two vectors: some adjacent items that are replaced by others. Returned by
/// [`CowVec::diff`](crate::CowVec::diff).
///
/// Both are views, which [`to_cow_vec`](CowSlice::to_cow_vec) makes vectors of that share nodes with
/// the versions.
pub struct Hunk<'a, 'b, T, C: RefCount = Atomic> {
    /// The index in the older vector of the first item that is removed, or before which the others
    /// are inserted.
    pub at: usize,
    /// The index in the newer vector of the first item that is inserted. It is also the index at
    /// which to make this change once all before it are made.
    pub newer_at: usize,
    /// The items that only the older vector has.
    pub removed: CowSlice<'a, T, C>,
    /// The items that only the newer vector has.
    pub inserted: CowSlice<'b, T, C>,
}

impl<T, C: RefCount> Clone for Hunk<'_, '_, T, C> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T, C: RefCount> Copy for Hunk<'_, '_, T, C> {}

impl<T: PartialEq, C: RefCount> PartialEq for Hunk<'_, '_, T, C> {
    fn eq(&self, other: &Self) -> bool {
        (self.at, self.newer_at) == (other.at, other.newer_at)
            && self.removed == other.removed
            && self.inserted == other.inserted
    }
}

impl<T: Eq, C: RefCount> Eq for Hunk<'_, '_, T, C> {}

impl<T: fmt::Debug, C: RefCount> fmt::Debug for Hunk<'_, '_, T, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Hunk")
            .field("at", &self.at)
            .field("newer_at", &self.newer_at)
            .field("removed", &self.removed)
            .field("inserted", &self.inserted)
            .finish()
    }
}

/// A change of one position of a list, or of its end. See [`steps`](super::Diff::steps).
#[derive(Debug, PartialEq, Eq)]
pub enum Step<'b, T, C: RefCount = Atomic> {
    /// Another value takes the place of the one at `index`.
    Set {
        /// Where.
        index: usize,
        /// The new value.
        value: &'b T,
    },
    /// A value is inserted before what is at `index`.
    Insert {
        /// Where.
        index: usize,
        /// The new value.
        value: &'b T,
    },
    /// The value at `index` is removed.
    Remove {
        /// Where.
        index: usize,
    },
    /// Values are added at the end.
    Append {
        /// The new values.
        values: CowSlice<'b, T, C>,
    },
    /// All values but the first are removed.
    Truncate {
        /// How many are left.
        length: usize,
    },
}

impl<T, C: RefCount> Clone for Step<'_, T, C> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T, C: RefCount> Copy for Step<'_, T, C> {}

impl<'b, T, C: RefCount> Hunk<'_, 'b, T, C> {
    /// The change step by step, once all hunks before it are made. `end` is the length of the older
    /// vector.
    pub(super) fn steps(self, end: usize) -> impl Iterator<Item = Step<'b, T, C>> {
        let at = self.newer_at;
        let (removed, inserted) = (self.removed.len(), self.inserted.len());
        let (set, rest) = self.inserted.split_at(removed.min(inserted));
        let after = at + set.len();
        let is_last = self.at + removed == end;
        let singly = if is_last { 0 } else { usize::MAX };
        let set = set.iter().enumerate().map(move |(i, value)| Step::Set { index: at + i, value });
        let insert = rest.iter().enumerate().take(singly);
        let insert = insert.map(move |(i, value)| Step::Insert { index: after + i, value });
        let remove = (inserted..removed).take(singly).map(move |_| Step::Remove { index: after });
        let append = (is_last && !rest.is_empty()).then_some(Step::Append { values: rest });
        let truncate = (is_last && removed > inserted).then_some(Step::Truncate { length: after });
        set.chain(insert).chain(remove).chain(append).chain(truncate)
    }
}
