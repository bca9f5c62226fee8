//! Traits of the set.

use super::cow_set::CowSet;
use core::fmt;
use core::hash::{BuildHasher, Hash};
use cow_core::Kind;

impl<T, S: Default, P: Kind> Default for CowSet<T, S, P> {
    /// An empty set. Allocates nothing.
    #[inline]
    fn default() -> Self {
        Self::with_hasher_and_kind(S::default())
    }
}

impl<T: fmt::Debug, S, P: Kind> fmt::Debug for CowSet<T, S, P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}

impl<T: Eq + Hash, S: BuildHasher, P: Kind> PartialEq for CowSet<T, S, P> {
    /// Whether both sets have the same elements. Takes the time of what they do not share.
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        self.map == other.map
    }
}

impl<T: Eq + Hash, S: BuildHasher, P: Kind> Eq for CowSet<T, S, P> {}

impl<T, S, P> FromIterator<T> for CowSet<T, S, P>
where
    T: Eq + Hash,
    S: BuildHasher + Default,
    P: Kind,
{
    /// A set of these values. Of several equal ones, the first is kept.
    fn from_iter<I: IntoIterator<Item = T>>(iter: I) -> Self {
        Self { map: iter.into_iter().map(|value| (value, ())).collect() }
    }
}

#[cfg(feature = "std")]
impl<T: Eq + Hash, const N: usize> From<[T; N]> for CowSet<T> {
    /// A set of these values. Of several equal ones, the first is kept.
    fn from(values: [T; N]) -> Self {
        Self::from_iter(values)
    }
}

impl<T, S, P> Extend<T> for CowSet<T, S, P>
where
    T: Eq + Hash + Clone,
    S: BuildHasher,
    P: Kind,
{
    /// Inserts these values one by one. What is there already changes and copies nothing. `|=` skips
    /// what both sets share, and does not even look at it.
    fn extend<I: IntoIterator<Item = T>>(&mut self, iter: I) {
        for value in iter {
            self.insert(value);
        }
    }
}

impl<'a, T, S, P> Extend<&'a T> for CowSet<T, S, P>
where
    T: Eq + Hash + Copy + 'a,
    S: BuildHasher,
    P: Kind,
{
    /// As for owned values.
    fn extend<I: IntoIterator<Item = &'a T>>(&mut self, iter: I) {
        self.extend(iter.into_iter().copied());
    }
}
