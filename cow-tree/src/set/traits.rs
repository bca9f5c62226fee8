//! std's traits.

use super::GenericTreeSet;
use crate::map::GenericTreeMap;
use crate::summary::Summary;
use core::cmp::Ordering;
use core::fmt;
use core::hash::{Hash, Hasher};
use cow_core::RefCount;

/// Shares all nodes: O(1).
impl<T, A, C: RefCount> Clone for GenericTreeSet<T, A, C> {
    #[inline]
    fn clone(&self) -> Self {
        Self { map: self.map.clone() }
    }
}

impl<T, A, C: RefCount> Default for GenericTreeSet<T, A, C> {
    #[inline]
    fn default() -> Self {
        Self { map: GenericTreeMap::default() }
    }
}

impl<T: fmt::Debug, A, C: RefCount> fmt::Debug for GenericTreeSet<T, A, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self).finish()
    }
}

impl<T: Hash, A, C: RefCount> Hash for GenericTreeSet<T, A, C> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.map.hash(state);
    }
}

/// Visits no node that both share, if elements are `Eq`.
impl<T: PartialEq, A, C, D> PartialEq<GenericTreeSet<T, A, D>> for GenericTreeSet<T, A, C>
where
    C: RefCount,
    D: RefCount,
    GenericTreeMap<T, (), A, C>: PartialEq<GenericTreeMap<T, (), A, D>>,
{
    fn eq(&self, other: &GenericTreeSet<T, A, D>) -> bool {
        self.map == other.map
    }
}

impl<T: Eq, A, C: RefCount> Eq for GenericTreeSet<T, A, C> {}

/// Lexicographic, as the sequences of elements.
impl<T: PartialOrd, A, C, D> PartialOrd<GenericTreeSet<T, A, D>> for GenericTreeSet<T, A, C>
where
    C: RefCount,
    D: RefCount,
    GenericTreeMap<T, (), A, C>: PartialOrd<GenericTreeMap<T, (), A, D>>,
{
    fn partial_cmp(&self, other: &GenericTreeSet<T, A, D>) -> Option<Ordering> {
        self.map.partial_cmp(&other.map)
    }
}

/// Lexicographic, as the sequences of elements.
impl<T: Ord, A, C: RefCount> Ord for GenericTreeSet<T, A, C> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.map.cmp(&other.map)
    }
}

/// Sorts the elements, if they are not sorted already, and builds the tree in O(n).
impl<T: Ord + Clone, A: Summary<T, ()>, C: RefCount> FromIterator<T> for GenericTreeSet<T, A, C> {
    fn from_iter<I: IntoIterator<Item = T>>(values: I) -> Self {
        Self { map: values.into_iter().map(|value| (value, ())).collect() }
    }
}

impl<T, A, C, const N: usize> From<[T; N]> for GenericTreeSet<T, A, C>
where
    T: Ord + Clone,
    A: Summary<T, ()>,
    C: RefCount,
{
    fn from(values: [T; N]) -> Self {
        values.into_iter().collect()
    }
}

impl<T: Ord + Clone, A: Summary<T, ()>, C: RefCount> Extend<T> for GenericTreeSet<T, A, C> {
    fn extend<I: IntoIterator<Item = T>>(&mut self, values: I) {
        for value in values {
            self.insert(value);
        }
    }
}

impl<'a, T: Ord + Copy, A: Summary<T, ()>, C: RefCount> Extend<&'a T> for GenericTreeSet<T, A, C> {
    fn extend<I: IntoIterator<Item = &'a T>>(&mut self, values: I) {
        self.extend(values.into_iter().copied());
    }
}
