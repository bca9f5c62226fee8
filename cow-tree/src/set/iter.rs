//! Iteration.

use super::GenericTreeSet;
use crate::map;
use crate::summary::Summary;
use core::borrow::Borrow;
use core::fmt;
use core::iter::FusedIterator;
use core::ops::RangeBounds;
use cow_core::{Atomic, RefCount};

/// An iterator over the elements of a set, in order. Made by [`CowTreeSet::iter`](crate::CowTreeSet::iter). It
/// allocates nothing.
pub struct Iter<'a, T, A = (), C: RefCount = Atomic> {
    keys: map::Keys<'a, T, (), A, C>,
}

/// An iterator over the elements of a set that are in a range, in order. Made by
/// [`CowTreeSet::range`](crate::CowTreeSet::range). It allocates nothing, and its length is exact.
pub struct Range<'a, T, A = (), C: RefCount = Atomic> {
    range: map::Range<'a, T, (), A, C>,
}

/// An iterator that takes the elements out of a set, in order: moved out of nodes that are not
/// shared, cloned out of shared ones.
///
/// Made by [`CowTreeSet::into_iter`](IntoIterator::into_iter).
pub struct IntoIter<T, A = (), C: RefCount = Atomic> {
    keys: map::IntoKeys<T, (), A, C>,
}

impl<T, A, C: RefCount> GenericTreeSet<T, A, C> {
    /// Returns the elements, in order.
    ///
    /// ```
    /// use cow_tree::CowTreeSet;
    ///
    /// let set = CowTreeSet::from([3, 1, 2]);
    /// assert!(set.iter().eq(&[1, 2, 3]));
    /// ```
    #[inline]
    pub fn iter(&self) -> Iter<'_, T, A, C> {
        Iter { keys: self.map.keys() }
    }

    /// Returns the elements in `range`, in order.
    ///
    /// O(log n) for both ends, and O(1) amortised for each element. The iterator is exact: how many
    /// elements there are in a range is known in O(log n), without visiting them.
    ///
    /// ```
    /// use cow_tree::CowTreeSet;
    ///
    /// let set: CowTreeSet<u32> = (0..1000).step_by(10).collect();
    /// assert_eq!(set.range(100..200).len(), 10);
    /// assert_eq!(set.range(555..).next(), Some(&560));
    /// ```
    ///
    /// # Panics
    /// If the range starts after its end, or if both ends are equal and excluded. As in std, an
    /// empty set does not check them.
    pub fn range<K, R>(&self, range: R) -> Range<'_, T, A, C>
    where
        K: Ord + ?Sized,
        T: Borrow<K> + Ord,
        R: RangeBounds<K>,
    {
        Range { range: self.map.range(range) }
    }

    /// Returns the elements whose ranks are in `ranks`: `0..10` are the ten least. O(log n) for
    /// both ends, and O(1) amortised for each element.
    ///
    /// ```
    /// use cow_tree::CowTreeSet;
    ///
    /// let set = CowTreeSet::from(['a', 'b', 'c']);
    /// assert!(set.range_by_rank(..2).eq(&['a', 'b']));
    /// ```
    ///
    /// # Panics
    /// If the range starts after its end, or ends after the length.
    pub fn range_by_rank(&self, ranks: impl RangeBounds<usize>) -> Range<'_, T, A, C> {
        Range { range: self.map.range_by_rank(ranks) }
    }
}

impl<'a, T, A, C: RefCount> IntoIterator for &'a GenericTreeSet<T, A, C> {
    type Item = &'a T;
    type IntoIter = Iter<'a, T, A, C>;

    #[inline]
    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<T: Clone, A: Summary<T, ()>, C: RefCount> IntoIterator for GenericTreeSet<T, A, C> {
    type Item = T;
    type IntoIter = IntoIter<T, A, C>;

    fn into_iter(self) -> Self::IntoIter {
        IntoIter { keys: self.map.into_keys() }
    }
}

macro_rules! borrowing {
    ($($name:ident, $inner:ident, $element:expr;)*) => {$(
        impl<'a, T, A, C: RefCount> Iterator for $name<'a, T, A, C> {
            type Item = &'a T;

            #[inline]
            fn next(&mut self) -> Option<&'a T> {
                self.$inner.next().map($element)
            }

            #[inline]
            fn nth(&mut self, n: usize) -> Option<&'a T> {
                self.$inner.nth(n).map($element)
            }

            #[inline]
            fn size_hint(&self) -> (usize, Option<usize>) {
                self.$inner.size_hint()
            }

            #[inline]
            fn count(self) -> usize {
                self.$inner.len()
            }

            #[inline]
            fn fold<B, F>(self, init: B, f: F) -> B
            where
                F: FnMut(B, &'a T) -> B,
            {
                self.$inner.map($element).fold(init, f)
            }

            #[inline]
            fn last(mut self) -> Option<&'a T> {
                self.next_back()
            }

            #[inline]
            fn min(mut self) -> Option<&'a T>
            where
                &'a T: Ord,
            {
                self.next()
            }

            #[inline]
            fn max(mut self) -> Option<&'a T>
            where
                &'a T: Ord,
            {
                self.next_back()
            }
        }

        impl<T, A, C: RefCount> DoubleEndedIterator for $name<'_, T, A, C> {
            #[inline]
            fn next_back(&mut self) -> Option<Self::Item> {
                self.$inner.next_back().map($element)
            }

            #[inline]
            fn nth_back(&mut self, n: usize) -> Option<Self::Item> {
                self.$inner.nth_back(n).map($element)
            }
        }

        impl<T, A, C: RefCount> ExactSizeIterator for $name<'_, T, A, C> {}
        impl<T, A, C: RefCount> FusedIterator for $name<'_, T, A, C> {}

        impl<T, A, C: RefCount> Clone for $name<'_, T, A, C> {
            #[inline]
            fn clone(&self) -> Self {
                Self { $inner: self.$inner.clone() }
            }
        }

        impl<T, A, C: RefCount> Default for $name<'_, T, A, C> {
            fn default() -> Self {
                Self { $inner: Default::default() }
            }
        }
    )*};
}

borrowing! {
    Iter, keys, |element| element;
    Range, range, |(element, ())| element;
}

impl<T: fmt::Debug, A, C: RefCount> fmt::Debug for Iter<'_, T, A, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Iter").field(&self.keys).finish()
    }
}

impl<T: fmt::Debug, A, C: RefCount> fmt::Debug for Range<'_, T, A, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.clone()).finish()
    }
}

impl<T: Clone, A: Summary<T, ()>, C: RefCount> Iterator for IntoIter<T, A, C> {
    type Item = T;

    #[inline]
    fn next(&mut self) -> Option<T> {
        self.keys.next()
    }

    #[inline]
    fn nth(&mut self, n: usize) -> Option<T> {
        self.keys.nth(n)
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.keys.size_hint()
    }

    #[inline]
    fn count(self) -> usize {
        self.keys.len()
    }

    #[inline]
    fn last(mut self) -> Option<T> {
        self.next_back()
    }
}

impl<T: Clone, A: Summary<T, ()>, C: RefCount> DoubleEndedIterator for IntoIter<T, A, C> {
    #[inline]
    fn next_back(&mut self) -> Option<T> {
        self.keys.next_back()
    }

    #[inline]
    fn nth_back(&mut self, n: usize) -> Option<T> {
        self.keys.nth_back(n)
    }
}

impl<T: Clone, A: Summary<T, ()>, C: RefCount> ExactSizeIterator for IntoIter<T, A, C> {}
impl<T: Clone, A: Summary<T, ()>, C: RefCount> FusedIterator for IntoIter<T, A, C> {}

impl<T, A, C: RefCount> Default for IntoIter<T, A, C> {
    fn default() -> Self {
        Self { keys: map::IntoKeys::default() }
    }
}

impl<T: fmt::Debug, A, C: RefCount> fmt::Debug for IntoIter<T, A, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.keys.fmt(f)
    }
}
