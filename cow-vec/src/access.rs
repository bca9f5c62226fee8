//! One item, read or written.

use crate::GenericVec;
use crate::panics;
use core::ops::{Index, IndexMut};
use cow_core::RefCount;
use cow_core::grid::Body;

impl<T, C: RefCount> GenericVec<T, C> {
    /// The item at `index`.
    #[inline(always)]
    pub(crate) fn item(&self, index: usize) -> Option<&T> {
        let Body { front, grid, tail } = &self.body;
        // More than any length, if the item is in the front.
        let inside = index.wrapping_sub(front.len());
        grid.get(inside)
            .or_else(|| tail.slice().get(inside.wrapping_sub(grid.len())))
            .or_else(|| front.slice().get(index))
    }

    /// Returns the first item.
    #[inline]
    pub fn first(&self) -> Option<&T> {
        self.item(0)
    }

    /// Returns the last item.
    #[inline]
    pub fn last(&self) -> Option<&T> {
        match self.body.tail.slice() {
            [.., last] => Some(last),
            [] => self.item(self.len().wrapping_sub(1)),
        }
    }

    /// Does what [`first`](Self::first) does, under the name that `VecDeque` has for it.
    #[inline]
    pub fn front(&self) -> Option<&T> {
        self.first()
    }

    /// Does what [`last`](Self::last) does, under the name that `VecDeque` has for it.
    #[inline]
    pub fn back(&self) -> Option<&T> {
        self.last()
    }
}

impl<T: Clone, C: RefCount> GenericVec<T, C> {
    /// The item at `index`, to be written.
    #[inline(always)]
    pub(crate) fn item_mut(&mut self, index: usize) -> Option<&mut T> {
        let Body { front, grid, tail } = &mut self.body;
        // More than any length, if the item is in the front.
        let inside = index.wrapping_sub(front.len());
        if inside < grid.len() {
            return grid.get_mut(inside);
        }
        let inside = inside.wrapping_sub(grid.len());
        if inside < tail.len() {
            return tail.make_mut().get_mut(inside);
        }
        if index < front.len() {
            front.make_exclusive();
            return front.slice_mut()?.get_mut(index);
        }
        None
    }

    /// Returns the first item, to be written.
    #[inline]
    pub fn first_mut(&mut self) -> Option<&mut T> {
        self.item_mut(0)
    }

    /// Returns the last item, to be written.
    #[inline]
    pub fn last_mut(&mut self) -> Option<&mut T> {
        self.item_mut(self.len().wrapping_sub(1))
    }

    /// Does what [`first_mut`](Self::first_mut) does, under the name that `VecDeque` has for it.
    #[inline]
    pub fn front_mut(&mut self) -> Option<&mut T> {
        self.first_mut()
    }

    /// Does what [`last_mut`](Self::last_mut) does, under the name that `VecDeque` has for it.
    #[inline]
    pub fn back_mut(&mut self) -> Option<&mut T> {
        self.last_mut()
    }
}

impl<T, C: RefCount> Index<usize> for GenericVec<T, C> {
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

impl<T: Clone, C: RefCount> IndexMut<usize> for GenericVec<T, C> {
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
