//! Items inserted and removed anywhere: one, or many.

use crate::GenericVec;
use crate::panics;
use cow_core::RefCount;
use cow_core::radix::MAX_ITEMS;

impl<T: Clone, C: RefCount> GenericVec<T, C> {
    /// Inserts an item at `index`, before the one that is there.
    ///
    /// O(log n): moves the items of one leaf. What a clone shares of the path to it is copied.
    ///
    /// # Panics
    /// If `index > len`.
    #[track_caller]
    pub fn insert(&mut self, index: usize, element: T) {
        let len = self.len();
        if index > len {
            panics::insertion(index, len);
        }
        if len >= MAX_ITEMS {
            panics::capacity();
        }
        self.tree.insert(index, element);
    }

    /// Inserts an item, as [`insert`](Self::insert) does, and returns it, to be written.
    ///
    /// # Panics
    /// If `index > len`.
    #[track_caller]
    pub fn insert_mut(&mut self, index: usize, element: T) -> &mut T {
        self.insert(index, element);
        &mut self[index]
    }

    /// Removes and returns the item at `index`.
    ///
    /// O(log n): moves the items of one leaf. What a clone shares of the path to it is copied.
    ///
    /// # Panics
    /// If `index >= len`.
    #[track_caller]
    pub fn remove(&mut self, index: usize) -> T {
        match self.tree.remove(index) {
            Some(item) => item,
            None => panics::removal(index, self.len()),
        }
    }

    /// Removes and returns the item at `index`, and moves the last one to its place.
    ///
    /// # Panics
    /// If `index >= len`.
    #[track_caller]
    pub fn swap_remove(&mut self, index: usize) -> T {
        let len = self.len();
        if index >= len {
            panics::swap_removal(index, len);
        }
        match self.tree.swap_remove(index) {
            Some(item) => item,
            None => unreachable!("there is an item"),
        }
    }

    /// Moves all items of `other` after those of this vector.
    ///
    /// O(log n): whole nodes change their owner.
    ///
    /// # Panics
    /// If there would be more than `isize::MAX / 2` items.
    ///
    /// ```
    /// use cow_vec::{CowVec, cow_vec};
    ///
    /// let mut a = cow_vec![1, 2];
    /// let mut b = cow_vec![3];
    /// a.append(&mut b);
    /// assert_eq!((a, b), (cow_vec![1, 2, 3], CowVec::new()));
    /// ```
    #[track_caller]
    pub fn append(&mut self, other: &mut Self) {
        if self.len().checked_add(other.len()).is_none_or(|sum| sum > MAX_ITEMS) {
            panics::capacity();
        }
        self.tree.append(&mut other.tree);
    }

    /// Moves the items from `at` on to a vector of their own.
    ///
    /// O(log n): whole nodes change their owner; at most one leaf is copied.
    ///
    /// # Panics
    /// If `at > len`.
    ///
    /// ```
    /// use cow_vec::cow_vec;
    ///
    /// let mut v = cow_vec!['a', 'b', 'c'];
    /// let end = v.split_off(1);
    /// assert_eq!((v, end), (cow_vec!['a'], cow_vec!['b', 'c']));
    /// ```
    #[must_use = "use `.truncate()` if you don't need the other half"]
    #[track_caller]
    pub fn split_off(&mut self, at: usize) -> Self {
        let len = self.len();
        if at > len {
            panics::split(at, len);
        }
        Self { tree: self.tree.split_off(at) }
    }

    /// Removes all items but the first `len`. Has no effect if there are not more.
    ///
    /// O(log n), and what is dropped.
    pub fn truncate(&mut self, len: usize) {
        self.tree.truncate(len);
    }
}
