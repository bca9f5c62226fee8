//! Equality, order and hashes.

use crate::CowVec;
use crate::leaves::Leaves;
use crate::ops::zip::zip;
use alloc::boxed::Box;
use alloc::collections::VecDeque;
use alloc::vec::Vec;
use core::cmp::Ordering;
use core::hash::{Hash, Hasher};
use core::ops::ControlFlow;
use cow_core::{Kind, reflexive};

/// Shows `visit` the items of both vectors, as far as both go, in slices of equal lengths, in order.
/// With `skip`, leaves out what they share in the same place.
fn side_by_side<T, P: Kind, R>(
    a: &CowVec<T, P>,
    b: &CowVec<T, P>,
    skip: bool,
    visit: &mut impl FnMut(&[T], &[T]) -> ControlFlow<R>,
) -> ControlFlow<R> {
    let mut done = 0;
    if skip {
        // From where both are in their trees, nodes are paired off.
        let head = a.body.front.len().max(b.body.front.len());
        let (at, begin) = (head - a.body.front.len(), head - b.body.front.len());
        if let (Some(x), Some(y)) = (a.body.grid.borrow().root(), b.body.grid.borrow().root())
            && at < x.len()
            && begin < y.len()
        {
            let heads = (a.view(..head), b.view(..head));
            slices_of(heads.0.leaves(), heads.1.leaves(), skip, visit)?;
            let common = (x.len() - at).min(y.len() - begin);
            if at == 0 {
                zip(x, common, y, begin, visit)?;
            } else {
                zip(y, common, x, at, &mut |y, x| visit(x, y))?;
            }
            done = head + common;
        }
    }
    slices_of(a.leaves_from(done), b.leaves_from(done), skip, visit)
}

/// Shows `visit` the items of both, as far as both go, in slices of equal lengths, in order.
fn slices_of<T, P: Kind, R>(
    mut x: Leaves<'_, T, P>,
    mut y: Leaves<'_, T, P>,
    skip: bool,
    visit: &mut impl FnMut(&[T], &[T]) -> ControlFlow<R>,
) -> ControlFlow<R> {
    let (mut p, mut q): (&[T], &[T]) = (&[], &[]);
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
        visit_unless_same(&p[..common], &q[..common], skip, visit)?;
        (p, q) = (&p[common..], &q[common..]);
    }
}

/// Shows `visit` two slices, unless they are one, and `skip` is true.
fn visit_unless_same<T, R>(
    a: &[T],
    b: &[T],
    skip: bool,
    visit: &mut impl FnMut(&[T], &[T]) -> ControlFlow<R>,
) -> ControlFlow<R> {
    if skip && core::ptr::eq(a, b) { ControlFlow::Continue(()) } else { visit(a, b) }
}

impl<T: PartialEq, P: Kind> PartialEq for CowVec<T, P> {
    /// Whether both have equal items, in the same order.
    ///
    /// What both share is not looked at, if `T: Eq`: two versions that are a few edits apart are
    /// compared in O(log n) for each.
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        match (self.flat(), other.flat()) {
            (Some(a), Some(b)) => (core::ptr::eq(a, b) && reflexive::<T>()) || a == b,
            _ => self.len() == other.len() && equal(self, other),
        }
    }
}

/// Whether two vectors, one of which has a tree, have equal items as far as both go.
#[inline(never)]
fn equal<T: PartialEq, P: Kind>(a: &CowVec<T, P>, b: &CowVec<T, P>) -> bool {
    let differ = side_by_side(a, b, reflexive::<T>(), &mut |a, b| {
        if a == b { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    differ.is_continue()
}

impl<T: Eq, P: Kind> Eq for CowVec<T, P> {}

impl<T: PartialOrd, P: Kind> PartialOrd for CowVec<T, P> {
    /// Lexicographic order, as of slices. Skips what both share, if `T: Eq`.
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        let differ =
            side_by_side(self, other, reflexive::<T>(), &mut |a, b| match a.partial_cmp(b) {
                Some(Ordering::Equal) => ControlFlow::Continue(()),
                order => ControlFlow::Break(order),
            });
        match differ {
            ControlFlow::Break(order) => order,
            ControlFlow::Continue(()) => self.len().partial_cmp(&other.len()),
        }
    }
}

impl<T: Ord, P: Kind> Ord for CowVec<T, P> {
    /// Lexicographic order, as of slices. Skips what both share.
    fn cmp(&self, other: &Self) -> Ordering {
        let differ = side_by_side(self, other, true, &mut |a, b| match a.cmp(b) {
            Ordering::Equal => ControlFlow::Continue(()),
            order => ControlFlow::Break(order),
        });
        match differ {
            ControlFlow::Break(order) => order,
            ControlFlow::Continue(()) => self.len().cmp(&other.len()),
        }
    }
}

impl<T: Hash, P: Kind> Hash for CowVec<T, P> {
    /// The length, then item by item, as of a [`VecDeque`]: for equal vectors the same, whatever their
    /// leaves. With std's hashers that is also the hash of a [`Vec`].
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_usize(self.len());
        self.iter().for_each(|item| item.hash(state));
    }
}

/// Whether a vector has the items of a slice.
fn eq_slice<T: PartialEq<U>, U, P: Kind>(vec: &CowVec<T, P>, slice: &[U]) -> bool {
    vec.len() == slice.len() && vec.iter().zip(slice).all(|(a, b)| a == b)
}

/// Whether a slice has the items of a vector.
fn slice_eq<T, U: PartialEq<T>, P: Kind>(slice: &[U], vec: &CowVec<T, P>) -> bool {
    vec.len() == slice.len() && slice.iter().zip(vec).all(|(a, b)| a == b)
}

macro_rules! compare_with {
    ($($(#[$const:tt])? $other:ty, |$it:ident| $slice:expr;)*) => { $(
        impl<T: PartialEq<U>, U, P: Kind $(, const $const: usize)?> PartialEq<$other> for CowVec<T, P> {
            fn eq(&self, $it: &$other) -> bool {
                eq_slice(self, $slice)
            }
        }

        impl<T, U: PartialEq<T>, P: Kind $(, const $const: usize)?> PartialEq<CowVec<T, P>> for $other {
            fn eq(&self, other: &CowVec<T, P>) -> bool {
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

impl<T: PartialEq<U>, U, P: Kind> PartialEq<VecDeque<U>> for CowVec<T, P> {
    fn eq(&self, other: &VecDeque<U>) -> bool {
        self.len() == other.len() && self.iter().zip(other).all(|(a, b)| a == b)
    }
}

impl<T, U: PartialEq<T>, P: Kind> PartialEq<CowVec<T, P>> for VecDeque<U> {
    fn eq(&self, other: &CowVec<T, P>) -> bool {
        self.len() == other.len() && self.iter().zip(other).all(|(a, b)| a == b)
    }
}
