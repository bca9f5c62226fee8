//! `Vector`.

use crate::Kind;
use std::ops::{Index, IndexMut};

sequence! {
    /// A vector.
    Vector, VectorSync, len
}

impl<T, P: Kind> Vector<T, P> {
    #[must_use]
    pub fn first(&self) -> Option<&T> {
        self.0.first()
    }

    #[must_use]
    pub fn last(&self) -> Option<&T> {
        self.0.last()
    }

    #[must_use]
    pub fn get(&self, index: usize) -> Option<&T> {
        self.0.get(index)
    }
}

impl<T: Clone, P: Kind> Vector<T, P> {
    pub fn get_mut(&mut self, index: usize) -> Option<&mut T> {
        self.0.get_mut(index)
    }

    /// A vector with another item at `index`.
    #[must_use]
    pub fn set(&self, index: usize, value: T) -> Option<Self> {
        let mut new = self.clone();
        new.set_mut(index, value).then_some(new)
    }

    pub fn set_mut(&mut self, index: usize, value: T) -> bool {
        self.0.get_mut(index).map(|item| *item = value).is_some()
    }

    #[must_use]
    pub fn push_back(&self, value: T) -> Self {
        let mut new = self.clone();
        new.push_back_mut(value);
        new
    }

    pub fn push_back_mut(&mut self, value: T) {
        self.0.push(value);
    }

    #[must_use]
    pub fn drop_last(&self) -> Option<Self> {
        let mut new = self.clone();
        new.drop_last_mut().then_some(new)
    }

    pub fn drop_last_mut(&mut self) -> bool {
        self.0.pop().is_some()
    }
}

impl<T, P: Kind> FromIterator<T> for Vector<T, P> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        Self(items.into_iter().collect())
    }
}

impl<T: Clone, P: Kind> Extend<T> for Vector<T, P> {
    fn extend<I: IntoIterator<Item = T>>(&mut self, items: I) {
        self.0.extend(items);
    }
}

impl<T, P: Kind> Index<usize> for Vector<T, P> {
    type Output = T;

    fn index(&self, index: usize) -> &T {
        &self.0[index]
    }
}

impl<T: Clone, P: Kind> IndexMut<usize> for Vector<T, P> {
    fn index_mut(&mut self, index: usize) -> &mut T {
        &mut self.0[index]
    }
}
