//! What views have in common, for the iterators that cut them into pieces.

use super::view::CowSlice;
use super::view_mut::CowSliceMut;
use cow_core::RefCount;

/// A [`CowSlice`] or a [`CowSliceMut`]: what the iterators over pieces return.
pub trait View: Default + sealed::Sealed {
    /// The type of the items.
    type Item;
    /// How owners of nodes are counted.
    type Counts: RefCount;

    /// Returns the number of items.
    fn count(&self) -> usize;

    /// Returns the items, to be read.
    fn to_read(&self) -> CowSlice<'_, Self::Item, Self::Counts>;

    /// Returns the items before `mid`, and from there on.
    ///
    /// # Panics
    /// If there are not as many.
    #[must_use]
    fn cut(self, mid: usize) -> (Self, Self);
}

mod sealed {
    /// Only this crate implements it.
    pub trait Sealed {}
    impl<T, C: cow_core::RefCount> Sealed for super::CowSlice<'_, T, C> {}
    impl<T, C: cow_core::RefCount> Sealed for super::CowSliceMut<'_, T, C> {}
}

impl<T, C: RefCount> View for CowSlice<'_, T, C> {
    type Item = T;
    type Counts = C;

    #[inline]
    fn count(&self) -> usize {
        self.len()
    }

    #[inline]
    fn to_read(&self) -> CowSlice<'_, T, C> {
        *self
    }

    #[inline]
    fn cut(self, mid: usize) -> (Self, Self) {
        self.divide(mid)
    }
}

impl<T: Clone, C: RefCount> View for CowSliceMut<'_, T, C> {
    type Item = T;
    type Counts = C;

    #[inline]
    fn count(&self) -> usize {
        self.len()
    }

    #[inline]
    fn to_read(&self) -> CowSlice<'_, T, C> {
        self.as_view()
    }

    #[inline]
    fn cut(self, mid: usize) -> (Self, Self) {
        self.divide(mid)
    }
}

/// Cuts the first `mid` items off.
#[inline]
pub(super) fn take_front<S: View>(rest: &mut S, mid: usize) -> S {
    let (front, others) = core::mem::take(rest).cut(mid);
    *rest = others;
    front
}

/// Cuts the items from `mid` on off.
#[inline]
pub(super) fn take_back<S: View>(rest: &mut S, mid: usize) -> S {
    let (others, back) = core::mem::take(rest).cut(mid);
    *rest = others;
    back
}
