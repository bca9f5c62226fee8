//! Items put in and taken out anywhere: one, or many.

use crate::GenericVec;
use crate::ops::{concat, expose, insert, remove, split};
use crate::panics;
use core::mem;
use cow_core::RefCount;
use cow_core::block::Fresh;
use cow_core::grid::{MAX_ITEMS, Shape};

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
        if index == len {
            return self.push(element);
        }
        self.normalize();
        if index == 0 {
            return self.push_front(element);
        }
        if index < self.body.front.len() {
            self.flush_front();
        }
        let start = self.tail_start();
        if index < start {
            let inside = index - self.body.front.len();
            return self.body.grid.edit(|root| insert::insert(root, inside, element));
        }
        if self.body.tail.len() < Shape::<T, C>::LEAF {
            return self.insert_into_tail(index - start, element);
        }
        // The last item begins a new tail, so that the leaf before stays full.
        self.unshare_tail();
        self.ready_tail();
        let last = self.body.tail.edit(|mut leaf| {
            let last = leaf.pop();
            leaf.insert(index - start, element);
            last
        });
        self.make_room();
        if let (Some(Some(last)), Some(spare)) = (last, self.body.tail.spare()) {
            spare.fill(last);
        }
    }

    /// Does what [`insert`](Self::insert) does, and returns the item, to be written.
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
        match self.try_remove(index) {
            Some(item) => item,
            None => panics::removal(index, self.len()),
        }
    }

    /// As [`remove`](Self::remove), without a panic.
    pub(crate) fn try_remove(&mut self, index: usize) -> Option<T> {
        if index >= self.len() {
            return None;
        }
        self.normalize();
        if index + 1 == self.len() {
            return self.pop();
        }
        if index < self.body.front.len() {
            if index == 0 {
                return self.pop_front();
            }
            self.flush_front();
        }
        let start = self.tail_start();
        if index < start {
            let inside = index - self.body.front.len();
            return self.body.grid.edit(|root| remove::remove(root, inside));
        }
        self.unshare_tail();
        self.body.tail.edit(|mut leaf| leaf.remove(index - start))
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
        self.normalize();
        if index + 1 < len {
            // What may fail, before anything is changed.
            self.get_mut(index);
            self.get_mut(len - 1);
        }
        match self.pop() {
            Some(last) if index + 1 < len => mem::replace(&mut self[index], last),
            Some(last) => last,
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
        if other.is_empty() {
            return;
        }
        if self.is_empty() {
            mem::swap(self, other);
            return;
        }
        if self.len().checked_add(other.len()).is_none_or(|sum| sum > MAX_ITEMS) {
            panics::capacity();
        }
        if other.is_flat() {
            return self.append_flat(other);
        }
        // Until all that may fail is done, both keep their items.
        other.flush_front();
        self.flush_tail();
        expose::expose_seam(&mut self.body.grid, &mut other.body.grid);
        self.body.grid.edit(|left| other.body.grid.edit(|right| concat::concat(left, right)));
        self.body.tail = mem::take(&mut other.body.tail);
        self.refill_tail();
    }

    /// [`append`](Self::append) for a vector of one leaf.
    fn append_flat(&mut self, other: &mut Self) {
        let room = Shape::<T, C>::LEAF - self.body.tail.len();
        // Until all that may fail is done, both keep their items.
        other.unshare_tail();
        self.ready_tail();
        if other.body.tail.len() <= room {
            self.reserve_in_tail(other.body.tail.len());
            self.body.tail.edit(|mut to| {
                other.body.tail.edit(|mut from| {
                    let (all, end) = (0..from.len(), to.len());
                    from.move_to(all, &mut to, end);
                })
            });
            return;
        }
        // Fills the leaf; the rest becomes the tail.
        self.reserve_in_tail(room);
        self.body.tail.edit(|mut to| {
            let end = to.len();
            other.body.tail.edit(|mut from| from.move_to(0..room, &mut to, end))
        });
        self.flush_tail();
        self.body.tail = mem::take(&mut other.body.tail);
    }

    /// Makes room for so many more items in the tail, which is long enough for them at most.
    pub(crate) fn reserve_in_tail(&mut self, additional: usize) {
        let wanted = self.body.tail.len() + additional;
        if wanted <= self.body.tail.capacity() {
            return self.unshare_tail();
        }
        let wanted = wanted.max(self.next_capacity()).min(Shape::<T, C>::LEAF);
        if let Some(mut tail) = self.body.tail.take_fresh() {
            tail.resize(wanted);
            self.body.tail = tail.into();
        } else if self.body.tail.leaf().is_some() {
            self.copy_tail(wanted);
        } else {
            self.body.tail = Fresh::new((), wanted).into();
        }
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
        if at == 0 {
            return mem::take(self);
        }
        let mut right = Self::new();
        if at == len {
            return right;
        }
        if at < self.body.front.len() {
            self.flush_front();
        }
        let start = self.tail_start();
        if at < start {
            let inside = at - self.body.front.len();
            let root = self.body.grid.edit(|root| split::split_off(root, inside));
            right.body.grid.edit(|place| *place = root);
            right.body.tail = mem::take(&mut self.body.tail);
            right.refill_tail();
            self.refill_tail();
            return right;
        }
        if at == start {
            right.body.tail = mem::take(&mut self.body.tail);
            self.refill_tail();
            return right;
        }
        self.unshare_tail();
        right.body.tail = Fresh::new((), len - at).into();
        self.body.tail.edit(|mut from| {
            let range = at - start..from.len();
            right.body.tail.edit(|mut to| from.move_to(range, &mut to, 0))
        });
        self.refill_tail();
        right
    }

    /// Drops all items but the first `len`. No effect if there are not more.
    ///
    /// O(log n), and what is dropped.
    pub fn truncate(&mut self, len: usize) {
        let start = self.tail_start();
        if len == 0 {
            self.clear();
        } else if len <= start {
            drop(self.split_off(len.min(self.len())));
            self.normalize();
        } else if len < self.len() {
            self.truncate_tail(len - start);
        }
    }

    /// Drops all items of the tail but the first `len`, which is not 0.
    fn truncate_tail(&mut self, len: usize) {
        if self.body.tail.edit(|mut leaf| leaf.truncate(len)).is_none() {
            let mut kept = Fresh::new((), self.body.tail.capacity());
            kept.get().extend_from_slice(&self.body.tail.slice()[..len]);
            self.body.tail = kept.into();
        }
    }
}
