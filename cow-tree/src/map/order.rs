//! Ranks and cuts, by the sizes of subtrees.

use super::GenericTreeMap;
use super::range::less;
use crate::summary::Summary;
use crate::tree::sought;
use core::borrow::Borrow;
use core::mem;
use cow_core::RefCount;
use cow_core::btree::{Decision, Keep};

impl<K, V, A, C: RefCount> GenericTreeMap<K, V, A, C> {
    /// Returns the entry with `rank` entries before it. O(log n).
    ///
    /// ```
    /// use cow_tree::CowTreeMap;
    ///
    /// let map = CowTreeMap::from([('a', 1), ('b', 2), ('c', 3)]);
    /// assert_eq!(map.nth(1), Some((&'b', &2)));
    /// assert_eq!(map.nth(3), None);
    /// ```
    #[must_use]
    pub fn nth(&self, rank: usize) -> Option<(&K, &V)> {
        let (key, value) = self.tree.get(rank)?;
        Some((key, value))
    }

    /// Returns the number of keys that are less than `key`, which need not be there. O(log n).
    ///
    /// ```
    /// use cow_tree::CowTreeMap;
    ///
    /// let map = CowTreeMap::from([(10, ()), (20, ())]);
    /// assert_eq!([5, 10, 15, 20, 25].map(|key| map.rank(&key)), [0, 0, 1, 1, 2]);
    /// ```
    #[must_use]
    pub fn rank<Q>(&self, key: &Q) -> usize
    where
        K: Borrow<Q> + Ord,
        Q: Ord + ?Sized,
    {
        self.root().map_or(0, |tree| less(tree, key))
    }

    /// Returns the rank of `key`, if it is there. O(log n).
    #[must_use]
    pub fn index_of<Q>(&self, key: &Q) -> Option<usize>
    where
        K: Borrow<Q> + Ord,
        Q: Ord + ?Sized,
    {
        self.tree.rank(sought(key)).ok()
    }
}

impl<K: Clone, V: Clone, A: Summary<K, V>, C: RefCount> GenericTreeMap<K, V, A, C> {
    /// Splits the map in two at `key`, and returns the entries from there on. O(log n). Copies nothing if nothing is
    /// shared; else a path at most, and shares all other nodes with clones of the map.
    ///
    /// If a comparison or a clone panics, the map is as it was.
    ///
    /// ```
    /// use cow_tree::CowTreeMap;
    ///
    /// let mut low: CowTreeMap<u32, u32> = (0..10).map(|i| (i, i)).collect();
    /// let high = low.split_off(&7);
    /// assert_eq!((low.len(), high.len()), (7, 3));
    /// ```
    pub fn split_off<Q>(&mut self, key: &Q) -> Self
    where
        K: Borrow<Q> + Ord,
        Q: Ord + ?Sized,
    {
        // All comparisons are made first.
        let rank = self.rank(key);
        Self { tree: self.tree.take_from(rank) }
    }

    /// Returns the first `rank` entries, and the others. O(log n); both share nodes with the map, which stays.
    ///
    /// ```
    /// use cow_tree::CowTreeMap;
    ///
    /// let map: CowTreeMap<u32, u32> = (0..10).map(|i| (i, i)).collect();
    /// let (head, tail) = map.split_at(4);
    /// assert_eq!((head.len(), tail.len()), (4, 6));
    /// ```
    ///
    /// # Panics
    /// If `rank` exceeds the length.
    #[must_use]
    pub fn split_at(&self, rank: usize) -> (Self, Self) {
        let len = self.len();
        assert!(rank <= len, "rank (is {rank}) should be <= len (is {len})");
        let (head, tail) = self.tree.clone().split_at(rank);
        (Self { tree: head }, Self { tree: tail })
    }

    /// Moves all entries of `other` over, which is empty afterwards. Where both have a key, the
    /// value of `other` wins, and the key stays.
    ///
    /// O(log n) if all keys of one are before those of the other, and if a comparison or a clone then panics, both maps
    /// are as they were. Else as [`union`](crate::CowTreeMap::union): entries are moved out of nodes that are not
    /// shared, and if user code panics, both maps are empty.
    ///
    /// ```
    /// use cow_tree::CowTreeMap;
    ///
    /// let mut a = CowTreeMap::from([(1, "a"), (2, "a")]);
    /// let mut b = CowTreeMap::from([(2, "b"), (3, "b")]);
    /// a.append(&mut b);
    /// assert_eq!(a, CowTreeMap::from([(1, "a"), (2, "b"), (3, "b")]));
    /// assert!(b.is_empty());
    /// ```
    pub fn append(&mut self, other: &mut Self)
    where
        K: Ord,
    {
        let (Some(a), Some(b)) = (self.ends(), other.ends()) else {
            if self.is_empty() {
                mem::swap(self, other);
            }
            return;
        };
        if a.1 < b.0 {
            self.tree.concat(&mut other.tree);
        } else if b.1 < a.0 {
            self.tree.prepend(&mut other.tree);
        } else {
            let (left, right) = (mem::take(&mut self.tree), mem::take(&mut other.tree));
            self.tree = left.merged(right, Keep::UNION, |_, _, _| Decision::TakeRightValue);
        }
    }

    /// Returns the least and the greatest key.
    fn ends(&self) -> Option<(&K, &K)>
    where
        K: Ord,
    {
        Some((self.first_key_value()?.0, self.last_key_value()?.0))
    }
}
