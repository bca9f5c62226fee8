//! Many items put in at the end, and room for them.

use crate::GenericVec;
use crate::panics;
use alloc::collections::TryReserveError;
use alloc::vec::Vec;
use core::ops::RangeBounds;
use cow_core::RefCount;
use cow_core::grid::{MAX_ITEMS, Shape};

impl<T: Clone, C: RefCount> GenericVec<T, C> {
    /// Appends clones of the items of `other`.
    pub(crate) fn append_slice(&mut self, other: &[T]) {
        let mut rest = other;
        while !rest.is_empty() {
            let room = Shape::<T, C>::LEAF - self.body.tail.len();
            if room == 0 {
                self.make_room();
                continue;
            }
            let (now, later) = rest.split_at(room.min(rest.len()));
            self.reserve_in_tail(now.len());
            self.body.tail.edit(|mut leaf| leaf.extend_from_slice(now));
            rest = later;
        }
    }

    /// Appends the items in `src`, which are shared where they fill whole leaves.
    ///
    /// O(log n). A leaf of items at most is cloned, and no other node is copied than the last leaf.
    ///
    /// # Panics
    /// If the range is out of bounds.
    #[track_caller]
    pub fn extend_from_within(&mut self, src: impl RangeBounds<usize>) {
        let range = panics::range(src, self.len());
        let mut items = if range.len() <= Shape::<T, C>::LEAF {
            self.iter().skip(range.start).take(range.len()).cloned().collect()
        } else {
            self.slice(range)
        };
        self.append(&mut items);
    }

    /// Makes the vector `new_len` long: drops items at the end, or appends clones of `value`.
    pub fn resize(&mut self, new_len: usize, value: T) {
        let len = self.len();
        if new_len > len {
            self.extend(core::iter::repeat_n(value, new_len - len));
        } else {
            self.truncate(new_len);
        }
    }

    /// Makes the vector `new_len` long: drops items at the end, or appends what `f` returns.
    pub fn resize_with(&mut self, new_len: usize, f: impl FnMut() -> T) {
        let len = self.len();
        if new_len > len {
            self.extend(core::iter::repeat_with(f).take(new_len - len));
        } else {
            self.truncate(new_len);
        }
    }
}

impl<T: Clone, C: RefCount> Extend<T> for GenericVec<T, C> {
    fn extend<I: IntoIterator<Item = T>>(&mut self, items: I) {
        let mut items = items.into_iter();
        let (least, _) = items.size_hint();
        let room = Shape::<T, C>::LEAF - self.body.tail.len();
        if least > 0 && room > 0 {
            self.reserve_in_tail(least.min(room));
        }
        loop {
            self.body.tail.fill_from(&mut items);
            // Room is left if there was no item left. Not asked again then: it need not be fused.
            if self.body.tail.spare().is_some() {
                return;
            }
            let Some(item) = items.next() else { return };
            self.push(item);
        }
    }
}

impl<'a, T: Copy + 'a, C: RefCount> Extend<&'a T> for GenericVec<T, C> {
    fn extend<I: IntoIterator<Item = &'a T>>(&mut self, items: I) {
        self.extend(items.into_iter().copied());
    }
}

impl<T, C: RefCount> GenericVec<T, C> {
    /// Returns how many items the vector can hold before it allocates: its length, and the room in
    /// its last leaf.
    #[inline]
    pub const fn capacity(&self) -> usize {
        if size_of::<T>() == 0 { usize::MAX } else { self.tail_start() + self.body.tail.capacity() }
    }

    /// Makes room for `additional` more items, or for as many as the last leaf can hold: beyond, a
    /// vector grows without moving what it has.
    ///
    /// # Panics
    /// If there could be more than `isize::MAX / 2` items.
    #[track_caller]
    pub fn reserve(&mut self, additional: usize)
    where
        T: Clone,
    {
        if self.len().checked_add(additional).is_none_or(|sum| sum > MAX_ITEMS) {
            panics::capacity();
        }
        let room = Shape::<T, C>::LEAF - self.body.tail.len();
        if additional > self.body.tail.capacity() - self.body.tail.len() {
            self.reserve_in_tail(additional.min(room));
        }
    }

    /// Makes room as [`reserve`](Self::reserve) does: leaves have no exact sizes.
    ///
    /// # Panics
    /// As [`reserve`](Self::reserve).
    #[track_caller]
    pub fn reserve_exact(&mut self, additional: usize)
    where
        T: Clone,
    {
        self.reserve(additional);
    }

    /// Does what [`reserve`](Self::reserve) does, without a panic.
    ///
    /// # Errors
    /// If there could be more than `isize::MAX / 2` items. Running out of memory still ends the
    /// process.
    pub fn try_reserve(&mut self, additional: usize) -> Result<(), TryReserveError>
    where
        T: Clone,
    {
        if self.len().checked_add(additional).is_none_or(|sum| sum > MAX_ITEMS) {
            // The one way to make this error: it does not allocate.
            return Vec::<u8>::new().try_reserve(usize::MAX);
        }
        self.reserve(additional);
        Ok(())
    }

    /// Makes room as [`try_reserve`](Self::try_reserve) does: leaves have no exact sizes.
    ///
    /// # Errors
    /// As [`try_reserve`](Self::try_reserve).
    pub fn try_reserve_exact(&mut self, additional: usize) -> Result<(), TryReserveError>
    where
        T: Clone,
    {
        self.try_reserve(additional)
    }

    /// Frees the room in the last leaf, unless a clone shares it.
    pub fn shrink_to_fit(&mut self) {
        self.shrink_to(0);
    }

    /// Frees room in the last leaf, but for `min_capacity` items in all, unless a clone shares it.
    pub fn shrink_to(&mut self, min_capacity: usize) {
        let wanted = min_capacity.saturating_sub(self.tail_start()).max(self.body.tail.len());
        if wanted >= self.body.tail.capacity() {
            return;
        }
        if let Some(mut leaf) = self.body.tail.take_fresh()
            && wanted > 0
        {
            leaf.resize(wanted);
            self.body.tail = leaf.into();
        }
    }
}
