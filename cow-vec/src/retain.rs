//! Items that a predicate rejects, dropped.

use crate::GenericVec;
use cow_core::RefCount;

impl<T: Clone, C: RefCount> GenericVec<T, C> {
    /// Keeps the items for which `f` returns `true`. It is called once for each, in order.
    ///
    /// If it keeps all, nothing is copied. Up to four runs of rejected items are cut out of their leaves
    /// in place, once `f` has been called for all items. If there are more, long runs that are kept stay the nodes
    /// that they are.
    ///
    /// ```
    /// use cow_vec::cow_vec;
    ///
    /// let mut v = cow_vec![1, 2, 3, 4];
    /// v.retain(|x| x % 2 == 0);
    /// assert_eq!(v, [2, 4]);
    /// ```
    pub fn retain(&mut self, f: impl FnMut(&T) -> bool) {
        self.tree.retain(f);
    }

    /// Keeps the items for which `f` returns `true`, which may write to them. See [`retain`](Self::retain).
    pub fn retain_mut(&mut self, f: impl FnMut(&mut T) -> bool) {
        self.tree.retain_mut(f);
    }

    /// Removes each item that equals the one before it.
    ///
    /// If there is none, nothing is copied.
    ///
    /// ```
    /// use cow_vec::cow_vec;
    ///
    /// let mut v = cow_vec![1, 1, 2, 1];
    /// v.dedup();
    /// assert_eq!(v, [1, 2, 1]);
    /// ```
    pub fn dedup(&mut self)
    where
        T: PartialEq,
    {
        self.tree.dedup();
    }

    /// Removes each item whose key equals that of the last one kept.
    pub fn dedup_by_key<K: PartialEq>(&mut self, mut key: impl FnMut(&mut T) -> K) {
        self.dedup_by(|a, b| key(a) == key(b));
    }

    /// Removes each item `a` for which `same_bucket(a, b)` returns `true`, where `b` is the last one kept.
    pub fn dedup_by(&mut self, same_bucket: impl FnMut(&mut T, &mut T) -> bool) {
        self.tree.dedup_by(same_bucket);
    }
}
