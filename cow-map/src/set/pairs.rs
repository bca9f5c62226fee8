//! Lazy iterators over two sets.

use super::cow_set::GenericSet;
use super::iter::Iter;
use crate::forward::forward;
use crate::random_state::RandomState;
use core::fmt;
use core::hash::{BuildHasher, Hash};
use core::iter::{Chain, FusedIterator};
use cow_core::{Atomic, RefCount};

/// An iterator over the elements that two sets have in common. Made by
/// [`CowSet::intersection`](crate::CowSet::intersection).
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct Intersection<'a, T, S = RandomState, C: RefCount = Atomic> {
    iter: Iter<'a, T, C>,
    other: &'a GenericSet<T, S, C>,
}

/// An iterator over the elements of one set that are not in another. Made by
/// [`CowSet::difference`](crate::CowSet::difference).
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct Difference<'a, T, S = RandomState, C: RefCount = Atomic> {
    iter: Iter<'a, T, C>,
    other: &'a GenericSet<T, S, C>,
}

/// An iterator over the elements that are in one of two sets only. Made by
/// [`CowSet::symmetric_difference`](crate::CowSet::symmetric_difference).
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct SymmetricDifference<'a, T, S = RandomState, C: RefCount = Atomic> {
    iter: Chain<Difference<'a, T, S, C>, Difference<'a, T, S, C>>,
}

/// An iterator over the elements of two sets, each once. Made by [`CowSet::union`](crate::CowSet::union).
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct Union<'a, T, S = RandomState, C: RefCount = Atomic> {
    iter: Chain<Iter<'a, T, C>, Difference<'a, T, S, C>>,
}

impl<T: Eq + Hash, S: BuildHasher, C: RefCount> GenericSet<T, S, C> {
    /// Returns the elements of this set that are not in `other`, one by one. To make a set of
    /// them, `-` is faster: it skips what both share.
    ///
    /// ```
    /// use cow_map::CowSet;
    /// let (a, b) = (CowSet::from([1, 2, 3]), CowSet::from([3, 4]));
    /// let only: CowSet<_> = a.difference(&b).copied().collect();
    /// assert_eq!(only, CowSet::from([1, 2]));
    /// assert_eq!(only, &a - &b);
    /// ```
    #[inline]
    pub fn difference<'a>(&'a self, other: &'a Self) -> Difference<'a, T, S, C> {
        Difference { iter: self.iter(), other }
    }

    /// Returns the elements that only one of the sets has, one by one. To make a set of them, `^`
    /// is faster.
    #[inline]
    pub fn symmetric_difference<'a>(&'a self, other: &'a Self) -> SymmetricDifference<'a, T, S, C> {
        SymmetricDifference { iter: self.difference(other).chain(other.difference(self)) }
    }

    /// Returns the elements that both sets have, one by one. To make a set of them, `&` is faster.
    ///
    /// Which of two equal elements is given is not specified, as in std.
    #[inline]
    pub fn intersection<'a>(&'a self, other: &'a Self) -> Intersection<'a, T, S, C> {
        if self.len() <= other.len() {
            Intersection { iter: self.iter(), other }
        } else {
            Intersection { iter: other.iter(), other: self }
        }
    }

    /// Returns the elements that one of the sets has or both have, one by one. To make a set of
    /// them, `|` is faster.
    #[inline]
    pub fn union<'a>(&'a self, other: &'a Self) -> Union<'a, T, S, C> {
        if self.len() >= other.len() {
            Union { iter: self.iter().chain(other.difference(self)) }
        } else {
            Union { iter: other.iter().chain(self.difference(other)) }
        }
    }
}

impl<'a, T: Eq + Hash, S: BuildHasher, C: RefCount> Iterator for Intersection<'a, T, S, C> {
    type Item = &'a T;

    #[inline]
    fn next(&mut self) -> Option<&'a T> {
        let other = self.other;
        self.iter.find(|value| other.contains(*value))
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        (0, Some(self.iter.len().min(self.other.len())))
    }

    #[inline]
    fn fold<B, F>(self, init: B, f: F) -> B
    where
        F: FnMut(B, &'a T) -> B,
    {
        self.iter.filter(|value| self.other.contains(*value)).fold(init, f)
    }
}

impl<'a, T: Eq + Hash, S: BuildHasher, C: RefCount> Iterator for Difference<'a, T, S, C> {
    type Item = &'a T;

    #[inline]
    fn next(&mut self) -> Option<&'a T> {
        let other = self.other;
        self.iter.find(|value| !other.contains(*value))
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        let most = self.iter.len();
        (most.saturating_sub(self.other.len()), Some(most))
    }

    #[inline]
    fn fold<B, F>(self, init: B, f: F) -> B
    where
        F: FnMut(B, &'a T) -> B,
    {
        self.iter.filter(|value| !self.other.contains(*value)).fold(init, f)
    }
}

/// An iterator that wraps another one.
macro_rules! wrapper {
    ($name:ident) => {
        impl<'a, T: Eq + Hash, S: BuildHasher, C: RefCount> Iterator for $name<'a, T, S, C> {
            forward!(&'a T, iter, element => element);
        }

        impl<T, S, C: RefCount> Clone for $name<'_, T, S, C> {
            #[inline]
            fn clone(&self) -> Self {
                Self { iter: self.iter.clone() }
            }
        }
    };
}

wrapper!(SymmetricDifference);
wrapper!(Union);

impl<T, S, C: RefCount> Clone for Intersection<'_, T, S, C> {
    #[inline]
    fn clone(&self) -> Self {
        Self { iter: self.iter.clone(), ..*self }
    }
}

impl<T, S, C: RefCount> Clone for Difference<'_, T, S, C> {
    #[inline]
    fn clone(&self) -> Self {
        Self { iter: self.iter.clone(), ..*self }
    }
}

/// What the four have in common.
macro_rules! traits {
    ($($name:ident),*) => {$(
        impl<T: Eq + Hash, S: BuildHasher, C: RefCount> FusedIterator for $name<'_, T, S, C> {}

        impl<T, S, C> fmt::Debug for $name<'_, T, S, C>
        where
            T: Eq + Hash + fmt::Debug,
            S: BuildHasher,
            C: RefCount,
        {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_list().entries(self.clone()).finish()
            }
        }
    )*};
}

traits!(Intersection, Difference, SymmetricDifference, Union);
