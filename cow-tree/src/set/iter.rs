//! Iteration.

use super::GenericTreeSet;
use crate::map;
use crate::summary::Summary;
use core::borrow::Borrow;
use core::ops::RangeBounds;
use cow_core::{Atomic, RefCount};

/// An iterator over the elements of a set, in order: the keys of the map that it is. Made by
/// [`CowTreeSet::iter`](crate::CowTreeSet::iter). It allocates nothing.
pub type Iter<'a, T, A = (), C = Atomic> = map::Keys<'a, T, (), A, C>;

/// An iterator over the elements of a set that are in a range, in order. Made by
/// [`CowTreeSet::range`](crate::CowTreeSet::range). It allocates nothing, and its length is exact.
pub type Range<'a, T, A = (), C = Atomic> = map::Keys<'a, T, (), A, C>;

/// An iterator that takes the elements out of a set, in order: moved out of nodes that are not
/// shared, cloned out of shared ones.
///
/// Made by [`CowTreeSet::into_iter`](IntoIterator::into_iter).
pub type IntoIter<T, A = (), C = Atomic> = map::IntoKeys<T, (), A, C>;

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
        self.map.keys()
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
        self.map.range(range).into_keys()
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
        self.map.range_by_rank(ranks).into_keys()
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
        self.map.into_keys()
    }
}
