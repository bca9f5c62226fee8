//! Shares of a vector, and rotation.

use crate::GenericVec;
use crate::panics;
use core::ops::RangeBounds;
use cow_core::RefCount;

impl<T: Clone, C: RefCount> GenericVec<T, C> {
    /// Returns a vector of the items in `range`, which it shares with this one.
    ///
    /// O(log n): copies at most two leaves, and the nodes on two paths.
    ///
    /// # Panics
    /// If the range is out of bounds.
    ///
    /// ```
    /// use cow_vec::CowVec;
    ///
    /// let v: CowVec<u32> = (0..1000).collect();
    /// assert_eq!(v.slice(10..13), [10, 11, 12]);
    /// assert_eq!(v.len(), 1000);
    /// ```
    #[must_use]
    #[track_caller]
    pub fn slice(&self, range: impl RangeBounds<usize>) -> Self {
        let range = panics::range(range, self.len());
        Self { tree: self.tree.slice(range) }
    }

    /// Returns a vector of the first `n` items, or of all if there are fewer, which it shares with this
    /// one.
    ///
    /// O(log n): as [`slice`](Self::slice), without a panic.
    ///
    /// ```
    /// use cow_vec::CowVec;
    ///
    /// let v: CowVec<u32> = (0..1000).collect();
    /// assert_eq!(v.take(2), [0, 1]);
    /// assert_eq!(v.take(5000).len(), 1000);
    /// ```
    #[must_use]
    pub fn take(&self, n: usize) -> Self {
        self.slice(..n.min(self.len()))
    }

    /// Returns a vector of all items but the first `n`, empty if there are no more, which it shares with
    /// this one.
    ///
    /// O(log n): as [`slice`](Self::slice), without a panic.
    ///
    /// ```
    /// use cow_vec::CowVec;
    ///
    /// let v: CowVec<u32> = (0..1000).collect();
    /// assert_eq!(v.skip(998), [998, 999]);
    /// assert!(v.skip(5000).is_empty());
    /// ```
    #[must_use]
    pub fn skip(&self, n: usize) -> Self {
        self.slice(n.min(self.len())..)
    }

    /// Returns vectors of the items before `mid`, and from there on, which they share with this
    /// one.
    ///
    /// O(log n), as [`slice`](Self::slice).
    ///
    /// # Panics
    /// If `mid > len`.
    #[must_use]
    #[track_caller]
    pub fn split_at(&self, mid: usize) -> (Self, Self) {
        if mid > self.len() {
            panic!("mid > len");
        }
        let mut left = self.clone();
        let right = left.split_off(mid);
        (left, right)
    }

    /// Moves the first `mid` items after the others.
    ///
    /// O(log n).
    ///
    /// # Panics
    /// If `mid > len`.
    ///
    /// ```
    /// use cow_vec::cow_vec;
    ///
    /// let mut v = cow_vec![1, 2, 3, 4];
    /// v.rotate_left(1);
    /// assert_eq!(v, [2, 3, 4, 1]);
    /// ```
    #[track_caller]
    pub fn rotate_left(&mut self, mid: usize) {
        assert!(mid <= self.len());
        self.tree.rotate_left(mid);
    }

    /// Moves the last `k` items before the others.
    ///
    /// O(log n).
    ///
    /// # Panics
    /// If `k > len`.
    #[track_caller]
    pub fn rotate_right(&mut self, k: usize) {
        assert!(k <= self.len());
        self.rotate_left(self.len() - k);
    }
}
