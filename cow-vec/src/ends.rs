//! Items put in at the ends, and taken out there.

use crate::GenericVec;
use crate::panics;
use cow_core::RefCount;
use cow_core::grid::{Front, MAX_ITEMS, Shape};

impl<T: Clone, C: RefCount> GenericVec<T, C> {
    /// Appends an item.
    ///
    /// O(1) amortised. If a clone shares the last leaf, that is copied.
    #[inline]
    pub fn push(&mut self, value: T) {
        match self.body.tail.spare() {
            Some(spare) => _ = spare.fill(value),
            None => self.push_slow(value),
        }
    }

    #[cold]
    #[inline(never)]
    fn push_slow(&mut self, value: T) {
        self.make_room();
        if let Some(spare) = self.body.tail.spare() {
            spare.fill(value);
        }
    }

    /// Does what [`push`](Self::push) does, and returns the item, to be written.
    #[inline]
    pub fn push_mut(&mut self, value: T) -> &mut T {
        self.make_spare();
        match self.body.tail.spare() {
            Some(spare) => spare.fill(value),
            None => unreachable!("room has just been made"),
        }
    }

    /// Makes room for one more item after the others, if there is none: what may fail of a push.
    #[inline]
    pub(crate) fn make_spare(&mut self) {
        if self.body.tail.spare().is_none() {
            self.make_room();
        }
    }

    /// Does what [`push`](Self::push) does, under the name that `VecDeque` has for it.
    #[inline]
    pub fn push_back(&mut self, value: T) {
        self.push(value);
    }

    /// Removes and returns the last item, or returns `None` if the vector is empty.
    ///
    /// O(1) amortised. If a clone shares the last leaf, that is copied.
    #[inline]
    pub fn pop(&mut self) -> Option<T> {
        self.body.tail.pop().or_else(|| self.pop_slow())
    }

    #[cold]
    #[inline(never)]
    fn pop_slow(&mut self) -> Option<T> {
        self.normalize();
        self.refill_tail();
        if self.body.tail.is_empty() {
            self.body.front.make_exclusive();
            self.body.tail = core::mem::take(&mut self.body.front).into_leaf()?.into();
        }
        self.unshare_tail();
        self.body.tail.pop()
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

    /// Does what [`pop`](Self::pop) does, under the name that `VecDeque` has for it.
    #[inline]
    pub fn pop_back(&mut self) -> Option<T> {
        self.pop()
    }

    /// Prepends an item.
    ///
    /// O(1) amortised. If a clone shares the first leaf, that is copied.
    #[inline]
    pub fn push_front(&mut self, value: T) {
        if !self.body.front.has_room() {
            if self.is_flat() && self.body.tail.len() < Shape::<T, C>::LEAF {
                return self.insert_into_tail(0, value);
            }
            self.make_room_in_front();
        }
        self.body.front.push(value);
    }

    /// Makes room in front, and the front exclusive.
    #[cold]
    #[inline(never)]
    fn make_room_in_front(&mut self) {
        if self.body.front.len() == Shape::<T, C>::LEAF {
            if self.body.front.len() + self.body.grid.len() > MAX_ITEMS {
                panics::capacity();
            }
            self.flush_front();
        }
        if self.body.front.is_empty() {
            self.body.front = Front::with_capacity();
        }
        self.body.front.make_exclusive();
    }

    /// Removes and returns the first item, or returns `None` if the vector is empty.
    ///
    /// O(1) amortised, but for a vector of one leaf, whose items are moved by one. If a clone shares
    /// the first leaf, that is copied.
    #[inline]
    pub fn pop_front(&mut self) -> Option<T> {
        self.body.front.pop().or_else(|| self.pop_front_slow())
    }

    #[cold]
    #[inline(never)]
    fn pop_front_slow(&mut self) -> Option<T> {
        self.normalize();
        self.refill_front();
        if self.body.front.is_empty() {
            self.body.front = Front::new();
            if self.body.tail.is_empty() {
                return None;
            }
            self.unshare_tail();
            return self.body.tail.edit(|mut leaf| leaf.remove(0));
        }
        self.body.front.make_exclusive();
        self.body.front.pop()
    }

    /// Puts an item into the tail, which is not as long as a leaf.
    pub(crate) fn insert_into_tail(&mut self, index: usize, value: T) {
        self.make_spare();
        self.body.tail.edit(|mut leaf| leaf.insert(index, value));
    }
}
