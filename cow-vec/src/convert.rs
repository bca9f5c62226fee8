//! From other collections, and to them.
//!
//! `From` makes vectors with [`Atomic`](crate::Atomic) counts only, so that `CowVec::from([1, 2])` is of
//! one type; others are collected.

use crate::CowVec;
use alloc::boxed::Box;
use alloc::collections::VecDeque;
use alloc::vec::Vec;
use cow_core::Kind;
use cow_core::grid::{Shape, Tail};

/// Fills a vector that nobody else knows: so nothing is ever shared, and nothing cloned.
struct Builder<T, P: Kind> {
    vec: CowVec<T, P>,
}

impl<T, P: Kind> Builder<T, P> {
    fn new(items: usize) -> Self {
        let mut vec = CowVec::new_in();
        match items.min(Shape::<T, P>::LEAF) {
            0 => {}
            capacity => vec.body.tail = Tail::with_capacity(capacity),
        }
        Self { vec }
    }

    /// Appends all items.
    #[inline]
    fn extend(mut self, mut items: impl Iterator<Item = T>) -> CowVec<T, P> {
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
        if self.vec.body.tail.len() == Shape::<T, P>::LEAF {
            self.vec.stow_full_tail();
            self.vec.body.tail = Tail::with_capacity(Shape::<T, P>::LEAF);
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

impl<T, P: Kind> FromIterator<T> for CowVec<T, P> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        let items = items.into_iter();
        Builder::new(items.size_hint().0).extend(items)
    }
}

impl<T> From<Vec<T>> for CowVec<T> {
    /// Moves the items. O(n).
    fn from(items: Vec<T>) -> Self {
        items.into_iter().collect()
    }
}

impl<T> From<Box<[T]>> for CowVec<T> {
    /// Moves the items. O(n).
    fn from(items: Box<[T]>) -> Self {
        items.into_vec().into()
    }
}

impl<T> From<VecDeque<T>> for CowVec<T> {
    /// Moves the items. O(n).
    fn from(items: VecDeque<T>) -> Self {
        Vec::from(items).into()
    }
}

impl<T, const N: usize> From<[T; N]> for CowVec<T> {
    /// Moves the items. O(n).
    fn from(items: [T; N]) -> Self {
        items.into_iter().collect()
    }
}

impl<T: Clone> From<&[T]> for CowVec<T> {
    /// Clones the items. O(n).
    fn from(items: &[T]) -> Self {
        items.iter().cloned().collect()
    }
}
