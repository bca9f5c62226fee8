//! From other collections, and to them.

use crate::GenericVec;
use alloc::boxed::Box;
use alloc::collections::VecDeque;
use alloc::vec::Vec;
use cow_core::RefCount;
use cow_core::grid::{Shape, Tail};

/// Fills a vector under construction, of which there are no clones: nothing is shared, so nothing is cloned.
struct Builder<T, C: RefCount> {
    vec: GenericVec<T, C>,
}

impl<T, C: RefCount> Builder<T, C> {
    fn new(items: usize) -> Self {
        let mut vec = GenericVec::new();
        match items.min(Shape::<T, C>::LEAF) {
            0 => {}
            capacity => vec.body.tail = Tail::with_capacity(capacity),
        }
        Self { vec }
    }

    /// Appends all items.
    #[inline]
    fn extend(mut self, mut items: impl Iterator<Item = T>) -> GenericVec<T, C> {
        loop {
            self.vec.body.tail.fill_from(&mut items);
            if self.vec.body.tail.len() < self.vec.body.tail.capacity() {
                return self.vec;
            }
            let Some(item) = items.next() else { return self.vec };
            self.make_room();
            if let Some(spare) = self.vec.body.tail.spare() {
                spare.fill(item);
            }
        }
    }

    /// Makes room in a full tail.
    #[cold]
    fn make_room(&mut self) {
        if self.vec.body.tail.len() == Shape::<T, C>::LEAF {
            self.vec.flush_full_tail();
            self.vec.body.tail = Tail::with_capacity(Shape::<T, C>::LEAF);
            return;
        }
        let wanted = self.vec.next_capacity();
        self.vec.body.tail = match self.vec.body.tail.take_fresh() {
            Some(mut tail) => {
                tail.resize(wanted);
                tail.into()
            }
            None => Tail::with_capacity(wanted),
        };
    }
}

impl<T, C: RefCount> FromIterator<T> for GenericVec<T, C> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        let items = items.into_iter();
        Builder::new(items.size_hint().0).extend(items)
    }
}

impl<T, C: RefCount> From<Vec<T>> for GenericVec<T, C> {
    /// Moves the items. O(n).
    fn from(items: Vec<T>) -> Self {
        items.into_iter().collect()
    }
}

impl<T, C: RefCount> From<Box<[T]>> for GenericVec<T, C> {
    /// Moves the items. O(n).
    fn from(items: Box<[T]>) -> Self {
        items.into_vec().into()
    }
}

impl<T, C: RefCount> From<VecDeque<T>> for GenericVec<T, C> {
    /// Moves the items. O(n).
    fn from(items: VecDeque<T>) -> Self {
        Vec::from(items).into()
    }
}

impl<T, const N: usize, C: RefCount> From<[T; N]> for GenericVec<T, C> {
    /// Moves the items. O(n).
    fn from(items: [T; N]) -> Self {
        items.into_iter().collect()
    }
}

impl<T: Clone, C: RefCount> From<&[T]> for GenericVec<T, C> {
    /// Clones the items. O(n).
    fn from(items: &[T]) -> Self {
        items.iter().cloned().collect()
    }
}
