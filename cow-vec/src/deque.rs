//! Methods of `VecDeque` that `Vec` does not have under these names.

use crate::GenericVec;
use cow_core::RefCount;

impl<T: Clone, C: RefCount> GenericVec<T, C> {
    /// Appends an item, and returns it, to be written, as [`push_mut`](Self::push_mut) does.
    #[inline]
    pub fn push_back_mut(&mut self, value: T) -> &mut T {
        self.push_mut(value)
    }

    /// Prepends an item, as [`push_front`](Self::push_front) does, and returns it, to be written.
    #[inline]
    pub fn push_front_mut(&mut self, value: T) -> &mut T {
        self.push_front(value);
        &mut self[0]
    }

    /// Removes and returns the last item if `predicate` returns `true`, as [`pop_if`](Self::pop_if) does.
    #[inline]
    pub fn pop_back_if(&mut self, predicate: impl FnOnce(&mut T) -> bool) -> Option<T> {
        self.pop_if(predicate)
    }

    /// Removes and returns the first item if `predicate` is true of it.
    ///
    /// ```
    /// use cow_vec::cow_vec;
    ///
    /// let mut v = cow_vec![1, 2, 3];
    /// assert_eq!(v.pop_front_if(|x| *x < 2), Some(1));
    /// assert_eq!(v.pop_front_if(|x| *x < 2), None);
    /// ```
    pub fn pop_front_if(&mut self, predicate: impl FnOnce(&mut T) -> bool) -> Option<T> {
        let first = self.first_mut()?;
        if predicate(first) { self.pop_front() } else { None }
    }

    /// Removes and returns the item at `index`, and moves the last one to its place, or returns `None` if
    /// the index is out of bounds, where [`swap_remove`](Self::swap_remove) panics.
    ///
    /// O(log n).
    ///
    /// ```
    /// use cow_vec::cow_vec;
    ///
    /// let mut v = cow_vec![1, 2, 3, 4];
    /// assert_eq!(v.swap_remove_back(1), Some(2));
    /// assert_eq!(v, [1, 4, 3]);
    /// assert_eq!(v.swap_remove_back(3), None);
    /// ```
    pub fn swap_remove_back(&mut self, index: usize) -> Option<T> {
        (index < self.len()).then(|| self.swap_remove(index))
    }

    /// Removes and returns the item at `index`, and moves the first one to its place, or returns `None` if
    /// the index is out of bounds.
    ///
    /// O(log n).
    ///
    /// ```
    /// use cow_vec::cow_vec;
    ///
    /// let mut v = cow_vec![1, 2, 3, 4];
    /// assert_eq!(v.swap_remove_front(2), Some(3));
    /// assert_eq!(v, [2, 1, 4]);
    /// assert_eq!(v.swap_remove_front(3), None);
    /// ```
    pub fn swap_remove_front(&mut self, index: usize) -> Option<T> {
        self.tree.swap_remove_front(index)
    }
}
