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

    vector_as_in_std!();

    #[inline]
    fn set(&mut self, at: usize, element: T) {
        self.set(at, element);
    }

    #[inline]
    fn push(&mut self, element: T) {
        self.push(element);
    }

    fn change_all(&mut self, mut change: impl FnMut(&mut T)) -> Option<()> {
        (0..self.len()).for_each(|at| change(self.make_mut(at)));
        Some(())
    }

    fn append(&mut self, other: Self) -> Option<()> {
        self.append(&other);
        Some(())
    }
}
