//! The items of a block, moved out one by one.

use super::exclusive::BlockMut;
use super::fresh::Fresh;
use super::raw::Head;
use crate::count::RefCount;
use alloc::vec::Vec;
use core::fmt;
use core::iter::FusedIterator;
use core::mem;
use core::ptr::NonNull;

/// The items of a block that had one owner. What is not taken is dropped along with the block.
pub struct IntoIter<H: Head<T>, T, C: RefCount> {
    /// A block of length 0, whose items in `next..end` are initialised and owned by this.
    fresh: Fresh<H, T, C>,
    next: usize,
    end: usize,
}

impl<H: Head<T>, T, C: RefCount> IntoIter<H, T, C> {
    /// Returns the items that are left.
    #[inline]
    pub fn as_slice(&self) -> &[T] {
        // SAFETY: the items in `next..end` are initialised, and borrowed along with `self`.
        unsafe { self.fresh.live().slice(self.next..self.end) }
    }

    /// Moves the next `count` items to the end of a block.
    ///
    /// # Panics
    /// If there are not so many items, or if there is no room.
    #[inline]
    pub fn append_to(&mut self, count: usize, to: &mut BlockMut<'_, H, T, C>) {
        let items = &self.as_slice()[..count];
        // SAFETY: this iterator owns the items, and forgets them below, before anything else happens.
        unsafe { to.extend_by_copy(items) };
        self.next += count;
    }

    /// Moves items of this iterator and of another one to the end of a block, in the order that `others` gives:
    /// where it is `true`, the other's next item.
    ///
    /// # Panics
    /// If there are not so many items, or if there is no room.
    #[inline]
    pub(crate) fn interleave(
        &mut self,
        other: &mut Self,
        others: &[bool],
        to: &mut BlockMut<'_, H, T, C>,
    ) {
        let of_other = others.iter().filter(|other| **other).count();
        let (one, two) =
            (&self.as_slice()[..others.len() - of_other], &other.as_slice()[..of_other]);
        // SAFETY: the iterators own the items, and forget them below, before anything else happens.
        unsafe { to.extend_by_interleaving(one, two, others) };
        self.next += others.len() - of_other;
        other.next += of_other;
    }

    /// Moves all items to the end of a `Vec`.
    #[inline]
    pub fn append_to_vec(mut self, to: &mut Vec<T>) {
        let (items, len) = (self.as_slice(), to.len());
        let count = items.len();
        to.reserve(count);
        let place = NonNull::from(to.spare_capacity_mut()).cast::<T>();
        let items = NonNull::from(items).cast::<T>();
        // SAFETY: there is room for `count` items, in another allocation. This iterator owns the
        // items, and forgets them below, before anything else happens.
        unsafe { items.copy_to_nonoverlapping(place, count) };
        self.next = self.end;
        // SAFETY: so many items more are initialised, and within the capacity.
        unsafe { to.set_len(len + count) };
    }
}

impl<H: Head<T>, T, C: RefCount> IntoIterator for Fresh<H, T, C> {
    type Item = T;
    type IntoIter = IntoIter<H, T, C>;

    #[inline]
    fn into_iter(self) -> IntoIter<H, T, C> {
        let end = self.slice().len();
        // SAFETY: the block has no other owner; no item is left in its length.
        unsafe { self.live().set_len(0) };
        IntoIter { fresh: self, next: 0, end }
    }
}

impl<H: Head<T>, T, C: RefCount> Iterator for IntoIter<H, T, C> {
    type Item = T;

    #[inline]
    fn next(&mut self) -> Option<T> {
        if self.next == self.end {
            return None;
        }
        self.next += 1;
        // SAFETY: the item was in `next..end`, and is given up.
        Some(unsafe { self.fresh.live().take(self.next - 1) })
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = self.end - self.next;
        (left, Some(left))
    }
}

impl<H: Head<T>, T, C: RefCount> DoubleEndedIterator for IntoIter<H, T, C> {
    #[inline]
    fn next_back(&mut self) -> Option<T> {
        if self.next == self.end {
            return None;
        }
        self.end -= 1;
        // SAFETY: the item was in `next..end`, and is given up.
        Some(unsafe { self.fresh.live().take(self.end) })
    }
}

impl<H: Head<T> + Clone, T: Clone, C: RefCount> Clone for IntoIter<H, T, C> {
    fn clone(&self) -> Self {
        let mut copy = Fresh::new(self.fresh.head().clone(), self.end - self.next);
        copy.get().extend_from_slice(self.as_slice());
        copy.into_iter()
    }
}

impl<H: Head<T>, T, C: RefCount> ExactSizeIterator for IntoIter<H, T, C> {}
impl<H: Head<T>, T, C: RefCount> FusedIterator for IntoIter<H, T, C> {}

impl<H: Head<T>, T, C: RefCount> Drop for IntoIter<H, T, C> {
    fn drop(&mut self) {
        if mem::needs_drop::<T>() {
            let left = self.next..self.end;
            self.next = self.end;
            // SAFETY: the items were in `next..end`, and are given up.
            unsafe { self.fresh.live().drop_items(left) };
        }
    }
}

impl<H: Head<T>, T: fmt::Debug, C: RefCount> fmt::Debug for IntoIter<H, T, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.as_slice()).finish()
    }
}
