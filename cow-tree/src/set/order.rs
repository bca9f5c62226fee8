//! Ranks and cuts, by the sizes of subtrees.

use super::GenericTreeSet;
use crate::summary::Summary;
use core::borrow::Borrow;
use cow_core::RefCount;

impl<T, A, C: RefCount> GenericTreeSet<T, A, C> {
    /// Returns the element with `rank` elements before it. O(log n).
    ///
    /// ```
    /// use cow_tree::CowTreeSet;
    ///
    /// let set = CowTreeSet::from(['a', 'b', 'c']);
    /// assert_eq!(set.nth(1), Some(&'b'));
    /// assert_eq!(set.nth(3), None);
    /// ```
    #[must_use]
    pub fn nth(&self, rank: usize) -> Option<&T> {
        Some(self.map.nth(rank)?.0)
    }

    /// Returns the number of elements that are less than `value`, which need not be there. O(log
    /// n).
    ///
    /// ```
    /// use cow_tree::CowTreeSet;
    ///
    /// let set = CowTreeSet::from([10, 20]);
    /// assert_eq!([5, 10, 15, 20, 25].map(|value| set.rank(&value)), [0, 0, 1, 1, 2]);
    /// ```
    #[must_use]
    pub fn rank<Q>(&self, value: &Q) -> usize
    where
        T: Borrow<Q> + Ord,
        Q: Ord + ?Sized,
    {
        self.map.rank(value)
    }

    /// Returns the rank of the element equal to `value`, if there is one. O(log n).
    ///
    /// ```
    /// use cow_tree::CowTreeSet;
    ///
    /// let set = CowTreeSet::from([10, 20]);
    /// assert_eq!((set.index_of(&20), set.index_of(&15)), (Some(1), None));
    /// ```
    #[must_use]
    pub fn index_of<Q>(&self, value: &Q) -> Option<usize>
    where
        T: Borrow<Q> + Ord,
        Q: Ord + ?Sized,
    {
        self.map.index_of(value)
    }
}

impl<T: Clone, A: Summary<T, ()>, C: RefCount> GenericTreeSet<T, A, C> {
    /// Splits the set in two at `value`, and returns the elements from there on. O(log n); shares all other nodes with
    /// clones of the set. If a comparison or a clone panics, the set is as it was.
    ///
    /// ```
    /// use cow_tree::CowTreeSet;
    ///
    /// let mut low: CowTreeSet<u32> = (0..10).collect();
    /// let high = low.split_off(&7);
    /// assert_eq!((low.len(), high.len()), (7, 3));
    /// ```
    pub fn split_off<Q>(&mut self, value: &Q) -> Self
    where
        T: Borrow<Q> + Ord,
        Q: Ord + ?Sized,
    {
        Self { map: self.map.split_off(value) }
    }

    /// Returns the first `rank` elements, and the others. O(log n); both share nodes with the set.
    ///
    /// ```
    /// use cow_tree::CowTreeSet;
    ///
    /// let set: CowTreeSet<u32> = (0..10).collect();
    /// let (head, tail) = set.split_at(4);
    /// assert_eq!((head.len(), tail.len()), (4, 6));
    /// ```
    ///
    /// # Panics
    /// If `rank` exceeds the length.
    #[must_use]
    pub fn split_at(&self, rank: usize) -> (Self, Self) {
        let (head, tail) = self.map.split_at(rank);
        (Self { map: head }, Self { map: tail })
    }

    /// Moves all elements of `other` over, which is empty afterwards. Of two equal ones, that of
    /// `self` stays.
    ///
    /// O(log n) if all elements of one are before those of the other, and if user code then panics,
    /// both sets are as they were. Else as `|=`: elements are moved out of nodes that are not shared,
    /// and if user code panics, both sets are empty.
    ///
    /// ```
    /// use cow_tree::CowTreeSet;
    ///
    /// let mut a = CowTreeSet::from([1, 2]);
    /// let mut b = CowTreeSet::from([2, 3]);
    /// a.append(&mut b);
    /// assert!(a.iter().eq(&[1, 2, 3]) && b.is_empty());
    /// ```
    pub fn append(&mut self, other: &mut Self)
    where
        T: Ord,
    {
        self.map.append(&mut other.map);
    }
}
