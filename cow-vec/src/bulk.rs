//! Ranges taken out and put in, and shares of a vector.

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
        if range.is_empty() {
            return Self::new();
        }
        let mut share = self.clone();
        share.truncate(range.end);
        let mut items = share.split_off(range.start);
        items.normalize();
        // Here and not at the end, where a panic would leak the result.
        drop(share);
        items
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

    /// Takes the items in `range` out, as a vector of their own. They are in bounds.
    ///
    /// The vector is whole if a `clone` panics.
    pub(crate) fn cut(&mut self, range: core::ops::Range<usize>) -> Self {
        if range.is_empty() {
            return Self::new();
        }
        if let Some(cut) = self.cut_in_place(&range) {
            return cut;
        }
        if range.end < self.len() {
            self.expose(range.start);
            self.expose(range.end);
        }
        let mut rest = self.split_off(range.end);
        let cut = self.split_off(range.start);
        self.append(&mut rest);
        cut
    }

    /// Puts all items of `items`, whose leaves have one owner, in at `at`, which is in bounds.
    pub(crate) fn paste(&mut self, at: usize, mut items: Self) {
        if items.is_empty() {
            return;
        }
        if at < self.len() {
            if self.paste_in_place(at, &mut items) {
                return;
            }
            self.expose(at);
        }
        let mut rest = self.split_off(at);
        self.append(&mut items);
        self.append(&mut rest);
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
        if mid == 0 || mid == self.len() {
            return;
        }
        for at in [mid, 0, self.len()] {
            self.expose(at);
        }
        let mut right = self.split_off(mid);
        right.append(self);
        *self = right;
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
