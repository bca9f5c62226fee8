//! Equality, order, hashes and text.

use crate::GenericVec;
use crate::slice::{equal, order};
use alloc::boxed::Box;
use alloc::collections::VecDeque;
use alloc::vec::Vec;
use core::cmp::Ordering;
use core::fmt;
use core::hash::{Hash, Hasher};
use cow_core::{RefCount, reflexive};

impl<T: PartialEq<U>, U, C: RefCount, Q: RefCount> PartialEq<GenericVec<U, Q>>
    for GenericVec<T, C>
{
    /// Returns `true` if both have equal items, in the same order.
    ///
    /// Skips what both share, if `T: Eq`: two versions that are a few edits apart are
    /// compared in O(log n) for each.
    #[inline]
    fn eq(&self, other: &GenericVec<U, Q>) -> bool {
        match (self.tree.flat(), other.tree.flat()) {
            (Some(a), Some(b)) => (same(a, b) && reflexive::<T>()) || a == b,
            _ => self.len() == other.len() && equal_trees(self, other),
        }
    }
}

/// Returns `true` if both are the same items of the same leaf, if they are items of leaves.
#[inline]
fn same<T, U>(a: &[T], b: &[U]) -> bool {
    a.as_ptr().cast::<()>() == b.as_ptr().cast() && a.len() == b.len()
}

/// Returns `true` if two vectors of one length, of which one has a tree, have equal items.
#[inline(never)]
fn equal_trees<T: PartialEq<U>, U, C: RefCount, Q: RefCount>(
    a: &GenericVec<T, C>,
    b: &GenericVec<U, Q>,
) -> bool {
    let (mut x, mut y) = (a.tree.borrow(), b.tree.borrow());
    // Ends are compared by slices, for which it is not known that they are leaves.
    let ((first_a, _, last_a), (first_b, _, last_b)) = (x.into_parts(), y.into_parts());
    if same(first_a, first_b) && reflexive::<T>() {
        (x, y) = (x.split_at(first_a.len()).1, y.split_at(first_a.len()).1);
    }
    if same(last_a, last_b) && reflexive::<T>() {
        let rest = x.len() - last_a.len();
        (x, y) = (x.split_at(rest).0, y.split_at(rest).0);
    }
    equal(x, y)
}

impl<T: Eq, C: RefCount> Eq for GenericVec<T, C> {}

impl<T: PartialOrd, C: RefCount, Q: RefCount> PartialOrd<GenericVec<T, Q>> for GenericVec<T, C> {
    /// Compares lexicographically, as slices do. Skips what both share, if `T: Eq`.
    fn partial_cmp(&self, other: &GenericVec<T, Q>) -> Option<Ordering> {
        match (self.tree.flat(), other.tree.flat()) {
            (Some(a), Some(b)) if !same(a, b) => a.partial_cmp(b),
            _ => order(self.tree.borrow(), other.tree.borrow(), reflexive::<T>, <[T]>::partial_cmp),
        }
    }
}

impl<T: Ord, C: RefCount> Ord for GenericVec<T, C> {
    /// Compares lexicographically, as slices do. Skips what both share.
    fn cmp(&self, other: &Self) -> Ordering {
        match (self.tree.flat(), other.tree.flat()) {
            (Some(a), Some(b)) if !same(a, b) => a.cmp(b),
            _ => {
                let order =
                    order(self.tree.borrow(), other.tree.borrow(), || true, |a, b| Some(a.cmp(b)));
                order.unwrap_or(Ordering::Equal)
            }
        }
    }
}

impl<T: Hash, C: RefCount> Hash for GenericVec<T, C> {
    /// Hashes the length, then item by item, as [`VecDeque`] does: for equal vectors the same, whatever their
    /// leaves. With std's hashers that is also the hash of a [`Vec`].
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_usize(self.len());
        self.iter().for_each(|item| item.hash(state));
    }
}

/// Returns `true` if a vector has the items of a slice.
fn eq_slice<T: PartialEq<U>, U, C: RefCount>(vec: &GenericVec<T, C>, slice: &[U]) -> bool {
    vec.len() == slice.len() && vec.iter().zip(slice).all(|(a, b)| a == b)
}

/// Returns `true` if a slice has the items of a vector.
fn slice_eq<T, U: PartialEq<T>, C: RefCount>(slice: &[U], vec: &GenericVec<T, C>) -> bool {
    vec.len() == slice.len() && slice.iter().zip(vec).all(|(a, b)| a == b)
}

macro_rules! compare_with {
    ($($(#[$const:tt])? $other:ty, |$it:ident| $slice:expr;)*) => { $(
        impl<T: PartialEq<U>, U, C: RefCount $(, const $const: usize)?> PartialEq<$other> for GenericVec<T, C> {
            fn eq(&self, $it: &$other) -> bool {
                eq_slice(self, $slice)
            }
        }

        impl<T, U: PartialEq<T>, C: RefCount $(, const $const: usize)?> PartialEq<GenericVec<T, C>> for $other {
            fn eq(&self, other: &GenericVec<T, C>) -> bool {
                let $it = self;
                slice_eq($slice, other)
            }
        }
    )* };
}

compare_with! {
    [U], |it| it;
    &[U], |it| it;
    &mut [U], |it| it;
    #[N] [U; N], |it| it;
    #[N] &[U; N], |it| *it;
    #[N] &mut [U; N], |it| *it;
    Vec<U>, |it| it;
    Box<[U]>, |it| it;
}

impl<T: PartialEq<U>, U, C: RefCount> PartialEq<VecDeque<U>> for GenericVec<T, C> {
    fn eq(&self, other: &VecDeque<U>) -> bool {
        self.len() == other.len() && self.iter().zip(other).all(|(a, b)| a == b)
    }
}

impl<T, U: PartialEq<T>, C: RefCount> PartialEq<GenericVec<T, C>> for VecDeque<U> {
    fn eq(&self, other: &GenericVec<T, C>) -> bool {
        self.len() == other.len() && self.iter().zip(other).all(|(a, b)| a == b)
    }
}

impl<T: fmt::Debug, C: RefCount> fmt::Debug for GenericVec<T, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self).finish()
    }
}
