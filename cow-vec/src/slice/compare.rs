//! Equality, order, hashes and text of views.

use super::view::CowSlice;
use super::view_mut::CowSliceMut;
use crate::GenericVec;
use crate::rrb::RrbRef;
use alloc::boxed::Box;
use alloc::vec::Vec;
use core::cmp::Ordering;
use core::fmt;
use core::hash::{Hash, Hasher};
use core::ops::ControlFlow;
use cow_core::{RefCount, reflexive};

/// Returns `true` if both ranges have equal items. What is in one node of both is skipped, if `T: Eq`.
pub(crate) fn equal<T: PartialEq<U>, U, C: RefCount, Q: RefCount>(
    a: RrbRef<'_, T, C>,
    b: RrbRef<'_, U, Q>,
) -> bool {
    let differ = |a: &[T], b: &[U]| {
        if a == b { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    };
    a.len() == b.len() && a.zip(b, reflexive::<T>, differ).is_continue()
}

/// Returns the order of both ranges: that of their first slices that are not the same and not equal.
pub(crate) fn order<T, C: RefCount, Q: RefCount>(
    a: RrbRef<'_, T, C>,
    b: RrbRef<'_, T, Q>,
    skip: impl Fn() -> bool,
    compare: impl Fn(&[T], &[T]) -> Option<Ordering>,
) -> Option<Ordering> {
    let differ = a.zip(b, &skip, |a, b| {
        if core::ptr::eq(a, b) && skip() {
            return ControlFlow::Continue(());
        }
        match compare(a, b) {
            Some(Ordering::Equal) => ControlFlow::Continue(()),
            order => ControlFlow::Break(order),
        }
    });
    match differ {
        ControlFlow::Break(order) => order,
        ControlFlow::Continue(()) => Some(a.len().cmp(&b.len())),
    }
}

impl<T: Eq, C: RefCount> Eq for CowSlice<'_, T, C> {}
impl<T: Eq, C: RefCount> Eq for CowSliceMut<'_, T, C> {}

impl<T: PartialOrd, C: RefCount> PartialOrd for CowSlice<'_, T, C> {
    /// Compares lexicographically, as slices do. Skips leaves that are the same, if `T: Eq`.
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        order(self.items, other.items, reflexive::<T>, <[T]>::partial_cmp)
    }
}

impl<T: Ord, C: RefCount> Ord for CowSlice<'_, T, C> {
    /// Compares lexicographically, as slices do. Skips leaves that are the same.
    fn cmp(&self, other: &Self) -> Ordering {
        let order = order(self.items, other.items, || true, |a, b| Some(a.cmp(b)));
        order.unwrap_or(Ordering::Equal)
    }
}

impl<T: PartialOrd, C: RefCount> PartialOrd for CowSliceMut<'_, T, C> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        self.as_view().partial_cmp(&other.as_view())
    }
}

impl<T: Ord, C: RefCount> Ord for CowSliceMut<'_, T, C> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.as_view().cmp(&other.as_view())
    }
}

impl<T: Hash, C: RefCount> Hash for CowSlice<'_, T, C> {
    /// Hashes as the [`CowVec`](crate::CowVec) with these items does.
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_usize(self.len());
        self.iter().for_each(|item| item.hash(state));
    }
}

impl<T: Hash, C: RefCount> Hash for CowSliceMut<'_, T, C> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.as_view().hash(state);
    }
}

impl<T: fmt::Debug, C: RefCount> fmt::Debug for CowSlice<'_, T, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self).finish()
    }
}

impl<T: fmt::Debug, C: RefCount> fmt::Debug for CowSliceMut<'_, T, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.as_view().fmt(f)
    }
}

/// Views of both kinds of counts, with one another.
macro_rules! compare_views {
    ($($left:ty, $right:ty, |$a:ident, $b:ident| $x:expr, $y:expr;)*) => { $(
        impl<T: PartialEq<U>, U, C: RefCount, Q: RefCount> PartialEq<$right> for $left {
            fn eq(&self, other: &$right) -> bool {
                let ($a, $b) = (self, other);
                equal($x.items, $y.items)
            }
        }
    )* };
}

compare_views! {
    CowSlice<'_, T, C>, CowSlice<'_, U, Q>, |a, b| a, b;
    CowSlice<'_, T, C>, CowSliceMut<'_, U, Q>, |a, b| a, b.as_view();
    CowSliceMut<'_, T, C>, CowSlice<'_, U, Q>, |a, b| a.as_view(), b;
    CowSliceMut<'_, T, C>, CowSliceMut<'_, U, Q>, |a, b| a.as_view(), b.as_view();
    CowSlice<'_, T, C>, GenericVec<U, Q>, |a, b| a, CowSlice::from(b);
    GenericVec<T, C>, CowSlice<'_, U, Q>, |a, b| CowSlice::from(a), b;
    CowSliceMut<'_, T, C>, GenericVec<U, Q>, |a, b| a.as_view(), CowSlice::from(b);
    GenericVec<T, C>, CowSliceMut<'_, U, Q>, |a, b| CowSlice::from(a), b.as_view();
}

/// Views with what is one slice.
macro_rules! compare_with {
    ($($(#[$const:tt])? $other:ty;)*) => { $(
        impl<T: PartialEq<U>, U, C: RefCount $(, const $const: usize)?> PartialEq<$other>
            for CowSlice<'_, T, C>
        {
            fn eq(&self, other: &$other) -> bool {
                equal(self.items, RrbRef::<U, C>::from(&other[..]))
            }
        }

        impl<T, U: PartialEq<T>, C: RefCount $(, const $const: usize)?> PartialEq<CowSlice<'_, T, C>>
            for $other
        {
            fn eq(&self, other: &CowSlice<'_, T, C>) -> bool {
                equal(RrbRef::<U, C>::from(&self[..]), other.items)
            }
        }

        impl<T: PartialEq<U>, U, C: RefCount $(, const $const: usize)?> PartialEq<$other>
            for CowSliceMut<'_, T, C>
        {
            fn eq(&self, other: &$other) -> bool {
                self.as_view() == *other
            }
        }

        impl<T, U: PartialEq<T>, C: RefCount $(, const $const: usize)?> PartialEq<CowSliceMut<'_, T, C>>
            for $other
        {
            fn eq(&self, other: &CowSliceMut<'_, T, C>) -> bool {
                *self == other.as_view()
            }
        }
    )* };
}

compare_with! {
    [U];
    &[U];
    &mut [U];
    #[N] [U; N];
    #[N] &[U; N];
    Vec<U>;
    Box<[U]>;
}
