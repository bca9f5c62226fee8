//! Traits of the set.

use super::cow_set::GenericSet;
#[cfg(feature = "std")]
use crate::random_state::RandomState;
use core::fmt;
use core::hash::{BuildHasher, Hash};
use cow_core::RefCount;

impl<T, S: Default, C: RefCount> Default for GenericSet<T, S, C> {
    /// Returns an empty set. Allocates nothing.
    #[inline]
    fn default() -> Self {
        Self::with_hasher(S::default())
    }
}

impl<T: fmt::Debug, S, C: RefCount> fmt::Debug for GenericSet<T, S, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}

impl<T, S, C, D> PartialEq<GenericSet<T, S, D>> for GenericSet<T, S, C>
where
    T: Eq + Hash,
    S: BuildHasher,
    C: RefCount,
    D: RefCount,
{
    /// Returns whether both sets have the same elements, however owners are counted. Takes the time of
    /// what they do not share.
    #[inline]
    fn eq(&self, other: &GenericSet<T, S, D>) -> bool {
        self.map == other.map
    }
}

impl<T: Eq + Hash, S: BuildHasher, C: RefCount> Eq for GenericSet<T, S, C> {}

impl<T, S, C> FromIterator<T> for GenericSet<T, S, C>
where
    T: Eq + Hash,
    S: BuildHasher + Default,
    C: RefCount,
{
    /// Returns a set of these values. Of several equal ones, the first is kept.
    fn from_iter<I: IntoIterator<Item = T>>(iter: I) -> Self {
        Self { map: iter.into_iter().map(|value| (value, ())).collect() }
    }
}

#[cfg(feature = "std")]
impl<T: Eq + Hash, C: RefCount, const N: usize> From<[T; N]> for GenericSet<T, RandomState, C> {
    /// Returns a set of these values. Of several equal ones, the first is kept.
    fn from(values: [T; N]) -> Self {
        Self::from_iter(values)
    }
}

impl<T, S, C> Extend<T> for GenericSet<T, S, C>
where
    T: Eq + Hash + Clone,
    S: BuildHasher,
    C: RefCount,
{
    /// Inserts these values one by one. What is there already changes and copies nothing. `|=` skips
    /// what both sets share without visiting it.
    fn extend<I: IntoIterator<Item = T>>(&mut self, iter: I) {
        for value in iter {
            self.insert(value);
        }
    }
}

impl<'a, T, S, C> Extend<&'a T> for GenericSet<T, S, C>
where
    T: Eq + Hash + Copy + 'a,
    S: BuildHasher,
    C: RefCount,
{
    /// Extends the set with copies of these values.
    fn extend<I: IntoIterator<Item = &'a T>>(&mut self, iter: I) {
        self.extend(iter.into_iter().copied());
    }
}
