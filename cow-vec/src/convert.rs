//! Conversions from other collections.

use crate::GenericVec;
use crate::rrb::Rrb;
use alloc::boxed::Box;
use alloc::collections::VecDeque;
use alloc::vec::Vec;
use cow_core::RefCount;

impl<T, C: RefCount> FromIterator<T> for GenericVec<T, C> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        Self { tree: Rrb::from_iter(items) }
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
