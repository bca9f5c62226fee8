//! Items pushed and popped at the ends.

use super::tree::Rrb;
use crate::panics;
use core::mem;
use cow_core::RefCount;
use cow_core::radix::{Front, MAX_ITEMS, Shape};

impl<T: Clone, C: RefCount> Rrb<T, C> {
    /// Appends an item.
    #[inline]
    pub(crate) fn push(&mut self, item: T) {
        match self.body.tail.spare() {
            Some(spare) => _ = spare.fill(item),
            None => self.push_slow(item),
        }
    }

    #[cold]
    #[inline(never)]
    fn push_slow(&mut self, item: T) {
        self.make_room();
        if let Some(spare) = self.body.tail.spare() {
            spare.fill(item);
        }
    }

    /// Appends an item, and returns it, to be written.
    #[inline]
    pub(crate) fn push_mut(&mut self, item: T) -> &mut T {
        self.make_spare();
        match self.body.tail.spare() {
            Some(spare) => spare.fill(item),
            None => unreachable!("room has just been made"),
        }
    }

    /// Removes and returns the last item, if there is one.
    #[inline]
    pub(crate) fn pop(&mut self) -> Option<T> {
        self.body.tail.pop().or_else(|| self.pop_slow())
    }

    #[cold]
    #[inline(never)]
    fn pop_slow(&mut self) -> Option<T> {
        self.normalize();
        self.refill_tail();
        if self.body.tail.is_empty() {
            self.body.front.make_mut();
            self.body.tail = mem::take(&mut self.body.front).into_leaf()?.into();
        }
        self.unshare_tail();
        self.body.tail.pop()
    }

    /// Prepends an item.
    #[inline]
    pub(crate) fn push_front(&mut self, item: T) {
        if !self.body.front.has_room() {
            if self.is_flat() && self.tail_room() > 0 {
                return self.insert_into_tail(0, item);
            }
            self.make_room_in_front();
        }
        self.body.front.push(item);
    }

    /// Makes room in the front, and the front exclusive.
    #[cold]
    #[inline(never)]
    fn make_room_in_front(&mut self) {
        if self.body.front.len() == Shape::<T, C>::LEAF {
            if self.body.front.len() + self.body.tree.len() > MAX_ITEMS {
                panics::capacity();
            }
            self.flush_front();
        }
        if self.body.front.is_empty() {
            self.body.front = Front::with_capacity();
        }
        self.body.front.make_mut();
    }

    /// Removes and returns the first item, if there is one.
    #[inline]
    pub(crate) fn pop_front(&mut self) -> Option<T> {
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
        self.body.front.make_mut();
        self.body.front.pop()
    }
}
