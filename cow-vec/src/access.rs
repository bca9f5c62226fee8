//! One item, read or written.

use crate::CowVec;
use crate::panics;
use core::ops::{Index, IndexMut};
use cow_core::Kind;

impl<T, P: Kind> CowVec<T, P> {
    /// The item at `index`.
    ///
    /// O(log n): one load for every 16-fold of the leaf's size.
    #[inline]
    pub fn get(&self, index: usize) -> Option<&T> {
        let inside = index.wrapping_sub(self.front.len());
        if let Some(item) = self.grid.get(inside) {
            return Some(item);
        }
        if index < self.front.len() {
            return self.front.slice().get(index);
        }
        self.tail.slice().get(inside - self.grid.len())
    }

    /// The first item.
    #[inline]
    pub fn first(&self) -> Option<&T> {
        self.get(0)
    }

    /// The last item.
    #[inline]
    pub fn last(&self) -> Option<&T> {
        match self.tail.slice() {
            [.., last] => Some(last),
            [] => self.get(self.len().wrapping_sub(1)),
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
    ///
    /// O(log n). If a clone shares it, its leaf and the nodes above are copied.
    ///
    /// ```
    /// use cow_vec::cow_vec;
    ///
    /// let mut v = cow_vec![1, 2, 3];
    /// *v.get_mut(1).unwrap() = 9;
    /// assert_eq!(v, [1, 9, 3]);
    /// assert_eq!(v.get_mut(3), None);
    /// ```
    #[inline]
    pub fn get_mut(&mut self, index: usize) -> Option<&mut T> {
        let inside = index.wrapping_sub(self.front.len());
        if inside < self.grid.len() {
            return self.grid.get_mut(inside);
        }
        if index < self.front.len() {
            self.front.make_exclusive();
            return self.front.slice_mut()?.get_mut(index);
        }
        let inside = inside - self.grid.len();
        if inside < self.tail.len() { self.tail.make_mut().get_mut(inside) } else { None }
    }

    /// The first item, to be written.
    #[inline]
    pub fn first_mut(&mut self) -> Option<&mut T> {
        self.get_mut(0)
    }

    /// The last item, to be written.
    #[inline]
    pub fn last_mut(&mut self) -> Option<&mut T> {
        self.get_mut(self.len().wrapping_sub(1))
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
        match self.get(index) {
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
        match self.get_mut(index) {
            Some(item) => item,
            None => panics::index(index, len),
        }
    }
}
