//! One item, read or written.

use crate::GenericVec;
use crate::panics;
use core::ops::{Index, IndexMut};
use cow_core::RefCount;

impl<T, C: RefCount> GenericVec<T, C> {
    /// Returns the first item.
    #[inline]
    pub fn first(&self) -> Option<&T> {
        self.tree.get(0)
    }

    /// Returns the last item.
    #[inline]
    pub fn last(&self) -> Option<&T> {
        self.tree.last()
    }

    /// Returns the [`first`](Self::first) item, or `None` if the vector is empty.
    #[inline]
    pub fn front(&self) -> Option<&T> {
        self.first()
    }

    /// Returns the [`last`](Self::last) item, or `None` if the vector is empty.
    #[inline]
    pub fn back(&self) -> Option<&T> {
        self.last()
    }
}

impl<T: Clone, C: RefCount> GenericVec<T, C> {
    /// Returns the first item, to be written.
    #[inline]
    pub fn first_mut(&mut self) -> Option<&mut T> {
        self.tree.get_mut(0)
    }

    /// Returns the last item, to be written.
    #[inline]
    pub fn last_mut(&mut self) -> Option<&mut T> {
        self.tree.get_mut(self.len().wrapping_sub(1))
    }

    /// Returns the first item, to be written, as [`first_mut`](Self::first_mut) does.
    #[inline]
    pub fn front_mut(&mut self) -> Option<&mut T> {
        self.first_mut()
    }

    /// Returns the last item, to be written, as [`last_mut`](Self::last_mut) does.
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
        match self.tree.get(index) {
            Some(item) => item,
            None => panics::index(index, self.len()),
        }
    }
}

impl<T: Clone, C: RefCount> IndexMut<usize> for GenericVec<T, C> {
    #[inline(always)]
    #[track_caller]
    fn index_mut(&mut self, index: usize) -> &mut T {
        let len = self.len();
        match self.tree.get_mut(index) {
            Some(item) => item,
            None => panics::index(index, len),
        }
    }
}
