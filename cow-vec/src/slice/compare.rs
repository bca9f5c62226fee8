//! Equality, order, hashes and text of views.

use super::view::CowSlice;
use super::view_mut::CowSliceMut;
use crate::GenericVec;
use crate::ops::zip::zip;
use alloc::boxed::Box;
use alloc::vec::Vec;
use core::cmp::Ordering;
use core::fmt;
use core::hash::{Hash, Hasher};
use core::ops::ControlFlow;
use cow_core::{RefCount, reflexive};

/// Shows `visit` the items of both views, as far as both go, in slices of equal lengths, in order.
/// Leaves out nodes that they share in the same place, if `skip` says so.
fn side_by_side<T, U, C: RefCount, Q: RefCount, R>(
    a: CowSlice<'_, T, C>,
    b: CowSlice<'_, U, Q>,
    skip: fn() -> bool,
    visit: &mut impl FnMut(&[T], &[U]) -> ControlFlow<R>,
) -> ControlFlow<R> {
    // From where both are in their trees, nodes are paired off.
    let head = a.front.len().max(b.front.len());
    let (in_a, in_b) = (head - a.front.len(), head - b.front.len());
    let mut done = 0;
    if let (Some(x), Some(y)) = (a.between.node(), b.between.node())
        && in_a < a.between.len()
        && in_b < b.between.len()
    {
        slices_of(a.divide(head).0, b.divide(head).0, visit)?;
        let common = (a.between.len() - in_a).min(b.between.len() - in_b);
        let start = a.between.start() + in_a;
        zip(x, start..start + common, y, b.between.start() + in_b, skip, visit)?;
        done = head + common;
    }
    slices_of(a.divide(done).1, b.divide(done).1, visit)
}

/// Shows `visit` the items of both, as far as both go, in slices of equal lengths, in order.
fn slices_of<T, U, C: RefCount, Q: RefCount, R>(
    a: CowSlice<'_, T, C>,
    b: CowSlice<'_, U, Q>,
    visit: &mut impl FnMut(&[T], &[U]) -> ControlFlow<R>,
) -> ControlFlow<R> {
    let (mut x, mut y) = (a.leaves(), b.leaves());
    let (mut p, mut q): (&[T], &[U]) = (&[], &[]);
    loop {
        if p.is_empty() {
            let Some(next) = x.next() else { return ControlFlow::Continue(()) };
            p = next;
        }
        if q.is_empty() {
            let Some(next) = y.next() else { return ControlFlow::Continue(()) };
            q = next;
        }
        let common = p.len().min(q.len());
        visit(&p[..common], &q[..common])?;
        (p, q) = (&p[common..], &q[common..]);
    }
}

/// Whether both views have equal items. What is in one node of both is skipped, if `T: Eq`.
pub(crate) fn equal<T: PartialEq<U>, U, C: RefCount, Q: RefCount>(
    a: CowSlice<'_, T, C>,
    b: CowSlice<'_, U, Q>,
) -> bool {
    let mut differ = |a: &[T], b: &[U]| {
        if a == b { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    };
    a.len() == b.len() && side_by_side(a, b, reflexive::<T>, &mut differ).is_continue()
}

/// How both views are ordered: as their first slices that are not the same and not equal.
pub(crate) fn order<T, C: RefCount, Q: RefCount>(
    a: CowSlice<'_, T, C>,
    b: CowSlice<'_, T, Q>,
    skip: fn() -> bool,
    compare: impl Fn(&[T], &[T]) -> Option<Ordering>,
) -> Option<Ordering> {
    let differ = side_by_side(a, b, skip, &mut |a, b| {
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
    /// Lexicographic order, as of slices. Skips leaves that are the same, if `T: Eq`.
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        order(*self, *other, reflexive::<T>, <[T]>::partial_cmp)
    }
}

impl<T: Ord, C: RefCount> Ord for CowSlice<'_, T, C> {
    /// Lexicographic order, as of slices. Skips leaves that are the same.
    fn cmp(&self, other: &Self) -> Ordering {
        let order = order(*self, *other, || true, |a, b| Some(a.cmp(b)));
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
    /// As of the [`CowVec`](crate::CowVec) with these items.
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
                equal($x, $y)
            }
        }
    )* };
}

compare_views! {
    CowSlice<'_, T, C>, CowSlice<'_, U, Q>, |a, b| *a, *b;
    CowSlice<'_, T, C>, CowSliceMut<'_, U, Q>, |a, b| *a, b.as_view();
    CowSliceMut<'_, T, C>, CowSlice<'_, U, Q>, |a, b| a.as_view(), *b;
    CowSliceMut<'_, T, C>, CowSliceMut<'_, U, Q>, |a, b| a.as_view(), b.as_view();
    CowSlice<'_, T, C>, GenericVec<U, Q>, |a, b| *a, CowSlice::from(b);
    GenericVec<T, C>, CowSlice<'_, U, Q>, |a, b| CowSlice::from(a), *b;
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
                equal(*self, CowSlice::<U, C>::from(&other[..]))
            }
        }

        impl<T, U: PartialEq<T>, C: RefCount $(, const $const: usize)?> PartialEq<CowSlice<'_, T, C>>
            for $other
        {
            fn eq(&self, other: &CowSlice<'_, T, C>) -> bool {
                equal(CowSlice::<U, C>::from(&self[..]), *other)
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
