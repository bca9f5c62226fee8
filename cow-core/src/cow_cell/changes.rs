//! From the version that a reader holds to the current one.

use super::{CowCell, Version};
use crate::Diff;
use core::fmt;

/// Two versions of a cell: the one that a reader held, and the one that was current when it asked.
///
/// The changes are computed from the versions themselves, by [`Diff`], on request. No log is kept, so
/// a slow reader costs nothing, and gets many updates as one change.
pub struct Changes<T> {
    old: Version<T>,
    current: Version<T>,
}

impl<T> CowCell<T> {
    /// Returns the changes since `held`. O(1): two counts.
    ///
    /// If `held` is of another cell, the answer is right, too: the changes between the value there and the
    /// one here. It is quick if one of them is from a [`snapshot`](Self::snapshot) of the other;
    /// values that share nothing are compared whole.
    ///
    /// ```
    /// # use cow_core::{CowCell, Diff};
    /// # #[derive(Clone)]
    /// # struct Log(Vec<u32>);
    /// # impl Diff for Log {
    /// #     type Changes<'a> = std::slice::Iter<'a, u32>;
    /// #     fn diff<'a>(&'a self, newer: &'a Self) -> Self::Changes<'a> {
    /// #         newer.0[self.0.len()..].iter()
    /// #     }
    /// # }
    /// let cell = CowCell::new(Log(vec![1]));
    /// let mut held = cell.version();
    /// cell.update(|log| log.0.push(2));
    /// cell.update(|log| log.0.push(3));
    ///
    /// let changes = cell.changes(&held);
    /// assert!(changes.iter().eq(&[2, 3]));
    /// held = changes.into_current(); // and so on from there
    /// assert!(cell.changes(&held).is_empty());
    /// ```
    ///
    /// A value made of several collections is compared part by part, with
    /// [`old`](Changes::old) and [`current`](Changes::current).
    #[must_use]
    pub fn changes(&self, held: &Version<T>) -> Changes<T> {
        Changes { old: held.clone(), current: self.version() }
    }
}

impl<T> Changes<T> {
    /// Returns the version that was held.
    #[must_use]
    pub fn old(&self) -> &Version<T> {
        &self.old
    }

    /// Returns the version that was current.
    #[must_use]
    pub fn current(&self) -> &Version<T> {
        &self.current
    }

    /// Returns the version that was current, to hold from now on.
    #[must_use]
    pub fn into_current(self) -> Version<T> {
        self.current
    }

    /// Returns `true` if both are one version. (Two versions may have equal values all the same.)
    /// O(1).
    #[must_use]
    pub fn is_empty(&self) -> bool {
        Version::ptr_eq(&self.old, &self.current)
    }

    /// Returns the changes that make the new value from the old one.
    #[must_use]
    pub fn iter(&self) -> T::Changes<'_>
    where
        T: Diff,
    {
        self.old.diff(&self.current)
    }
}

/// Two more handles: O(1), nothing is copied.
impl<T> Clone for Changes<T> {
    fn clone(&self) -> Self {
        Self { old: self.old.clone(), current: self.current.clone() }
    }
}

impl<'a, T: Diff<Changes<'a>: Iterator>> IntoIterator for &'a Changes<T> {
    type Item = <T::Changes<'a> as Iterator>::Item;
    type IntoIter = T::Changes<'a>;

    fn into_iter(self) -> T::Changes<'a> {
        self.iter()
    }
}

impl<T: fmt::Debug> fmt::Debug for Changes<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Changes").field("old", &self.old).field("current", &self.current).finish()
    }
}
