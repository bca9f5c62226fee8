//! One mutable leaf after the other.

use super::descend::open_far;
use super::inner::Link;
use super::part::Part;
use super::root::RadixTree;
use crate::count::{Atomic, RefCount};
use core::marker::PhantomData;
use core::ops::Range;
use core::ptr::NonNull;

/// Hands out the items of a tree leaf by leaf, from both ends. Each leaf is made exclusive when it is
/// reached: what is not reached is not copied.
pub struct LeavesMut<'a, T, C: RefCount = Atomic> {
    /// Stands for an owner of a node of `level`, exclusive for `'a`, and holds one if there are
    /// items. Every leaf is reached from here, never through what was handed out.
    root: NonNull<Link>,
    level: u8,
    /// The items not yet handed out.
    range: Range<usize>,
    borrow: PhantomData<(&'a mut T, C)>,
}

// SAFETY: exclusive access to the items, and owners of their nodes, which may be released.
unsafe impl<T: Send + Sync> Send for LeavesMut<'_, T, Atomic> {}
// SAFETY: with a `&LeavesMut` items can be read.
unsafe impl<T: Send + Sync> Sync for LeavesMut<'_, T, Atomic> {}

impl<T, C: RefCount> RadixTree<T, C> {
    /// Returns the items in `range`, leaf by leaf.
    ///
    /// # Panics
    /// If the range is out of bounds.
    #[inline]
    pub fn leaves_mut(&mut self, range: Range<usize>) -> LeavesMut<'_, T, C> {
        assert!(range.start <= range.end && range.end <= self.len(), "range out of bounds");
        LeavesMut { root: self.root_place(), level: self.level(), range, borrow: PhantomData }
    }
}

impl<'a, T, C: RefCount> LeavesMut<'a, T, C> {
    /// Returns the number of items that are still to be handed out.
    #[inline]
    pub fn remaining(&self) -> usize {
        self.range.len()
    }

    /// Passes over the first `count` items.
    ///
    /// # Panics
    /// If there are not as many.
    #[inline]
    pub fn skip_front(&mut self, count: usize) {
        assert!(count <= self.remaining());
        self.range.start += count;
    }

    /// Passes over the last `count` items.
    ///
    /// # Panics
    /// If there are not as many.
    #[inline]
    pub fn skip_back(&mut self, count: usize) {
        assert!(count <= self.remaining());
        self.range.end -= count;
    }

    /// Returns the items from the middle of `self` on. `self` keeps those before.
    ///
    /// # Panics
    /// If there are not as many as `at`.
    #[inline]
    #[must_use]
    pub fn split_off(&mut self, at: usize) -> Self
    where
        T: Clone,
    {
        assert!(at <= self.remaining());
        let middle = self.range.start + at;
        if middle > self.range.start && middle < self.range.end {
            // Two halves may be used from two threads, so neither may write to what both pass
            // through: from here on, the path to the middle belongs to this tree alone, and what is
            // beside it is reached by one half only.
            // SAFETY: there are items, so there is a root; it is exclusive, and has both indices.
            unsafe { open_far::<T, C>(self.root, self.level, false, middle) };
            // SAFETY: as above.
            unsafe { open_far::<T, C>(self.root, self.level, false, middle - 1) };
        }
        let range = middle..self.range.end;
        self.range.end = middle;
        Self { root: self.root, level: self.level, range, borrow: PhantomData }
    }

    /// Part of the borrow: `self` can be used again when it ends.
    #[inline]
    #[must_use]
    pub fn reborrow(&mut self) -> LeavesMut<'_, T, C> {
        let (root, range) = (self.root, self.range.clone());
        LeavesMut { root, level: self.level, range, borrow: PhantomData }
    }

    /// Returns the items not yet handed out, to be read.
    #[inline]
    #[must_use]
    pub fn part(&self) -> Part<'_, T, C> {
        if self.range.is_empty() {
            return Part::default();
        }
        // SAFETY: there are items, so the place holds a link.
        let root = unsafe { self.root.read() };
        let range = (self.range.start, self.range.end);
        // SAFETY: the root is live and of this level. What is in the range only `self` may write to,
        // which is borrowed; other items may have other users.
        unsafe { Part::new(root, self.level, false, 0, range) }
    }
}

impl<T, C: RefCount> Default for LeavesMut<'_, T, C> {
    /// Nothing.
    #[inline]
    fn default() -> Self {
        Self { root: NonNull::dangling(), level: 0, range: 0..0, borrow: PhantomData }
    }
}

impl<'a, T: Clone, C: RefCount> Iterator for LeavesMut<'a, T, C> {
    type Item = &'a mut [T];

    #[inline]
    fn next(&mut self) -> Option<&'a mut [T]> {
        if self.range.is_empty() {
            return None;
        }
        // SAFETY: there are items, so there is a root; it is exclusive, and has this index.
        let (leaf, start) =
            unsafe { open_far::<T, C>(self.root, self.level, false, self.range.start) };
        let len = (leaf.len() - start).min(self.range.len());
        self.range.start += len;
        // SAFETY: so many items the leaf has there, and the range has just passed them.
        Some(unsafe { leaf.slice_mut(start..start + len) })
    }
}

impl<T: Clone, C: RefCount> DoubleEndedIterator for LeavesMut<'_, T, C> {
    #[inline]
    fn next_back(&mut self) -> Option<Self::Item> {
        if self.range.is_empty() {
            return None;
        }
        // SAFETY: as in `next`.
        let (leaf, last) =
            unsafe { open_far::<T, C>(self.root, self.level, false, self.range.end - 1) };
        let len = (last + 1).min(self.range.len());
        self.range.end -= len;
        // SAFETY: so many items the leaf has there, and the range has just passed them.
        Some(unsafe { leaf.slice_mut(last + 1 - len..last + 1) })
    }
}
