//! Whether one set is a part of another.

use super::GenericTreeSet;
use crate::tree::is_much_smaller;
use cow_core::RefCount;

impl<T: Ord, A, C: RefCount> GenericTreeSet<T, A, C> {
    /// Returns `true` if no element is in both. O(n + m), or O(m log n) if one is much larger.
    ///
    /// ```
    /// use cow_tree::CowTreeSet;
    ///
    /// let a = CowTreeSet::from([1, 2]);
    /// assert!(a.is_disjoint(&CowTreeSet::from([3])));
    /// assert!(!a.is_disjoint(&CowTreeSet::from([2, 3])));
    /// ```
    #[must_use]
    pub fn is_disjoint(&self, other: &Self) -> bool {
        if is_much_smaller(self.len(), other.len()) {
            self.iter().all(|element| !other.contains(element))
        } else if is_much_smaller(other.len(), self.len()) {
            other.iter().all(|element| !self.contains(element))
        } else {
            self.map.is_disjoint(&other.map)
        }
    }

    /// Returns `true` if `other` has all elements of this set. O(n + m), and less where both share
    /// nodes; O(n log m) if `other` is much larger.
    ///
    /// ```
    /// use cow_tree::CowTreeSet;
    ///
    /// let a = CowTreeSet::from([1, 2, 3]);
    /// assert!(CowTreeSet::from([1, 3]).is_subset(&a));
    /// assert!(!a.is_subset(&CowTreeSet::from([1, 3])));
    /// ```
    #[must_use]
    pub fn is_subset(&self, other: &Self) -> bool {
        if is_much_smaller(self.len(), other.len()) {
            self.iter().all(|element| other.contains(element))
        } else {
            self.map.is_submap(&other.map)
        }
    }

    /// Returns `true` if this set has all elements of `other`. Costs what [`is_subset`](Self::is_subset) does.
    ///
    /// ```
    /// use cow_tree::CowTreeSet;
    ///
    /// let a = CowTreeSet::from([1, 2, 3]);
    /// assert!(a.is_superset(&CowTreeSet::from([1, 3])));
    /// ```
    #[must_use]
    pub fn is_superset(&self, other: &Self) -> bool {
        other.is_subset(self)
    }
}
