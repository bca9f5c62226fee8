//! Items pushed and popped at the ends.

use crate::GenericVec;
use cow_core::RefCount;

impl<T: Clone, C: RefCount> GenericVec<T, C> {
    /// Appends an item.
    ///
    /// O(1) amortised. If a clone shares the last leaf, that is copied.
    #[inline]
    pub fn push(&mut self, value: T) {
        self.tree.push(value);
    }

    /// Appends an item, as [`push`](Self::push) does, and returns it, to be written.
    #[inline]
    pub fn push_mut(&mut self, value: T) -> &mut T {
        self.tree.push_mut(value)
    }

    /// Appends an item, as [`push`](Self::push) does.
    #[inline]
    pub fn push_back(&mut self, value: T) {
        self.push(value);
    }

    /// Removes and returns the last item, or returns `None` if the vector is empty.
    ///
    /// O(1) amortised. If a clone shares the last leaf, that is copied.
    #[inline]
    pub fn pop(&mut self) -> Option<T> {
        self.tree.pop()
    }

    /// Removes and returns the last item if `predicate` is true of it.
    ///
    /// ```
    /// use cow_vec::cow_vec;
    ///
    /// let mut v = cow_vec![1, 2, 3];
    /// assert_eq!(v.pop_if(|x| *x % 2 == 1), Some(3));
    /// assert_eq!(v.pop_if(|x| *x % 2 == 1), None);
    /// ```
    pub fn pop_if(&mut self, predicate: impl FnOnce(&mut T) -> bool) -> Option<T> {
        let last = self.last_mut()?;
        if predicate(last) { self.pop() } else { None }
    }

    /// Removes and returns the last item, as [`pop`](Self::pop) does.
    #[inline]
    pub fn pop_back(&mut self) -> Option<T> {
        self.pop()
    }

    /// Prepends an item.
    ///
    /// O(1) amortised. If a clone shares the first leaf, that is copied.
    #[inline]
    pub fn push_front(&mut self, value: T) {
        self.tree.push_front(value);
    }

    /// Removes and returns the first item, or returns `None` if the vector is empty.
    ///
    /// O(1) amortised, but for a vector of one leaf, whose items are moved by one. If a clone shares
    /// the first leaf, that is copied.
    #[inline]
    pub fn pop_front(&mut self) -> Option<T> {
        self.tree.pop_front()
    }
}
