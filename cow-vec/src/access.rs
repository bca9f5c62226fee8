//! One item, read or written.

use crate::CowVec;
use crate::panics;
use core::ops::{Index, IndexMut};
use cow_core::Kind;

impl<T, P: Kind> CowVec<T, P> {
    /// The item at `index`.
    #[inline]
    pub(crate) fn item(&self, index: usize) -> Option<&T> {
        let inside = index.wrapping_sub(self.body.front.len());
        if let Some(item) = self.body.grid.get(inside) {
            return Some(item);
        }
        if index < self.body.front.len() {
            return self.body.front.slice().get(index);
        }
        self.body.tail.slice().get(inside - self.body.grid.len())
    }

    /// The first item.
    #[inline]
    pub fn first(&self) -> Option<&T> {
        self.item(0)
    }

    /// The last item.
    #[inline]
    pub fn last(&self) -> Option<&T> {
        match self.body.tail.slice() {
            [.., last] => Some(last),
            [] => self.item(self.len().wrapping_sub(1)),
        }
    }

    /// As [`first`](Self::first), under `VecDeque`'s name.
    #[inline]
    pub fn front(&self) -> Option<&T> {
        self.first()
    }

    /// As [`last`](Self::last), under `VecDeque`'s name.
    #[inline]
    pub fn back(&self) -> Option<&T> {
        self.last()
    }
}

impl<T: Clone, P: Kind> CowVec<T, P> {
    /// The item at `index`, to be written.
    #[inline]
    pub(crate) fn item_mut(&mut self, index: usize) -> Option<&mut T> {
        let inside = index.wrapping_sub(self.body.front.len());
        if inside < self.body.grid.len() {
            return self.body.grid.get_mut(inside);
        }
        if index < self.body.front.len() {
            self.body.front.make_exclusive();
            return self.body.front.slice_mut()?.get_mut(index);
        }
        let inside = inside - self.body.grid.len();
        if inside < self.body.tail.len() { self.body.tail.make_mut().get_mut(inside) } else { None }
    }

    /// The first item, to be written.
    #[inline]
    pub fn first_mut(&mut self) -> Option<&mut T> {
        self.item_mut(0)
    }

    /// The last item, to be written.
    #[inline]
    pub fn last_mut(&mut self) -> Option<&mut T> {
        self.item_mut(self.len().wrapping_sub(1))
    }

    /// As [`first_mut`](Self::first_mut), under `VecDeque`'s name.
    #[inline]
    pub fn front_mut(&mut self) -> Option<&mut T> {
        self.first_mut()
    }

    /// As [`last_mut`](Self::last_mut), under `VecDeque`'s name.
    #[inline]
    pub fn back_mut(&mut self) -> Option<&mut T> {
        self.last_mut()
    }
}

impl<T, P: Kind> Index<usize> for CowVec<T, P> {
    type Output = T;

    #[inline]
    #[track_caller]
    fn index(&self, index: usize) -> &T {
        match self.item(index) {
            Some(item) => item,
            None => panics::index(index, self.len()),
        }
    }
}

impl<T: Clone, P: Kind> IndexMut<usize> for CowVec<T, P> {
    #[inline]
    #[track_caller]
    fn index_mut(&mut self, index: usize) -> &mut T {
        let len = self.len();
        match self.item_mut(index) {
            Some(item) => item,
            None => panics::index(index, len),
        }
    }
}
