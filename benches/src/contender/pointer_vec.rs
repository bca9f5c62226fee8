//! `cow_vec`: a vector of pointers, copied whole by the first write after a clone, to elements that clones share.

use pointer_vec::CowVec;

use crate::element::Element;
use crate::shape::Vector;

/// [`CowVec`] of the crate `cow_vec`.
pub type PointerVector<T> = CowVec<T>;

impl<T: Element> Vector<T> for PointerVector<T> {
    const NAME: &'static str = "cow_vec";
    const DEEP: bool = true;
    const DEEP_CLONE: bool = false;

    fn new() -> Self {
        Self::new()
    }

    fn collect(elements: impl Iterator<Item = T>) -> Self {
        elements.collect()
    }

    fn len(&self) -> usize {
        self.len()
    }

    #[inline]
    fn get(&self, at: usize) -> Option<&T> {
        self.get(at)
    }

    #[inline]
    fn set(&mut self, at: usize, element: T) {
        self.set(at, element);
    }

    #[inline]
    fn push(&mut self, element: T) {
        self.push(element);
    }

    fn iter(&self) -> impl Iterator<Item = &T> {
        self.iter()
    }

    fn equals(&self, other: &Self) -> bool {
        self == other
    }

    fn change_all(&mut self, mut change: impl FnMut(&mut T)) -> Option<()> {
        (0..self.len()).for_each(|at| change(self.make_mut(at)));
        Some(())
    }

    fn insert(&mut self, at: usize, element: T) -> Option<()> {
        self.insert(at, element);
        Some(())
    }

    fn remove(&mut self, at: usize) -> Option<T> {
        Some(self.remove(at))
    }

    fn append(&mut self, other: Self) -> Option<()> {
        self.append(&other);
        Some(())
    }

    fn split_off(&mut self, at: usize) -> Option<Self> {
        Some(self.split_off(at))
    }

    fn sort(&mut self) -> Option<()> {
        self.sort();
        Some(())
    }
}
