//! std's traits.

use super::CowTreeSet;
use crate::map::CowTreeMap;
use crate::summary::Summary;
use core::cmp::Ordering;
use core::fmt;
use core::hash::{Hash, Hasher};
use cow_core::Kind;

/// Shares all nodes: O(1).
impl<T, P: Kind, A> Clone for CowTreeSet<T, P, A> {
    #[inline]
    fn clone(&self) -> Self {
        Self { map: self.map.clone() }
    }
}

impl<T, P: Kind, A> Default for CowTreeSet<T, P, A> {
    #[inline]
    fn default() -> Self {
        Self { map: CowTreeMap::default() }
    }
}

impl<T: fmt::Debug, P: Kind, A> fmt::Debug for CowTreeSet<T, P, A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self).finish()
    }
}

impl<T: Hash, P: Kind, A> Hash for CowTreeSet<T, P, A> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.map.hash(state);
    }
}

/// Visits no node that both share, if elements are `Eq`.
impl<T: PartialEq, P: Kind, A> PartialEq for CowTreeSet<T, P, A> {
    fn eq(&self, other: &Self) -> bool {
        self.map == other.map
    }
}

impl<T: Eq, P: Kind, A> Eq for CowTreeSet<T, P, A> {}

/// Lexicographic, as the sequences of elements.
impl<T: PartialOrd, P: Kind, A> PartialOrd for CowTreeSet<T, P, A> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        self.map.partial_cmp(&other.map)
    }
}

/// Lexicographic, as the sequences of elements.
impl<T: Ord, P: Kind, A> Ord for CowTreeSet<T, P, A> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.map.cmp(&other.map)
    }
}

/// Sorts the elements, if they are not sorted already, and builds the tree in O(n).
impl<T: Ord + Clone, P: Kind, A: Summary<T, ()>> FromIterator<T> for CowTreeSet<T, P, A> {
    fn from_iter<I: IntoIterator<Item = T>>(values: I) -> Self {
        Self { map: values.into_iter().map(|value| (value, ())).collect() }
    }
}

impl<T: Ord + Clone, const N: usize> From<[T; N]> for CowTreeSet<T> {
    fn from(values: [T; N]) -> Self {
        values.into_iter().collect()
    }
}

impl<T: Ord + Clone, P: Kind, A: Summary<T, ()>> Extend<T> for CowTreeSet<T, P, A> {
    fn extend<I: IntoIterator<Item = T>>(&mut self, values: I) {
        for value in values {
            self.insert(value);
        }
    }
}

impl<'a, T: Ord + Copy, P: Kind, A: Summary<T, ()>> Extend<&'a T> for CowTreeSet<T, P, A> {
    fn extend<I: IntoIterator<Item = &'a T>>(&mut self, values: I) {
        self.extend(values.into_iter().copied());
    }
}
