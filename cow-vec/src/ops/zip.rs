//! Two trees side by side.

use core::ops::{ControlFlow, Range};
use cow_core::RefCount;
use cow_core::grid::{InnerRef, NodeRef, View};

/// Shows `visit` the items of `a` in `range`, and as many of `b` from `at` on, in slices of equal
/// lengths, in order, but for nodes that are the same in both, if `skip` says so when it is asked.
///
/// There are that many in both. For two versions of one tree, O(log n) for each difference.
pub(crate) fn zip<T, U, C: RefCount, Q: RefCount, R>(
    a: NodeRef<'_, T, C>,
    range: Range<usize>,
    b: NodeRef<'_, U, Q>,
    at: usize,
    skip: fn() -> bool,
    visit: &mut impl FnMut(&[T], &[U]) -> ControlFlow<R>,
) -> ControlFlow<R> {
    if range.start == at && a.same(b) && skip() {
        return ControlFlow::Continue(());
    }
    if range == (0..a.len()) {
        return zip_all(a, b, at, skip, visit);
    }
    match a.view() {
        View::Leaf(leaf) => zip_slice(&leaf.slice()[range], b, at, visit),
        View::Inner(inner) => {
            for (i, child) in inner.children().enumerate() {
                let start = inner.start(i);
                let from = range.start.clamp(start, start + child.len());
                let to = range.end.clamp(start, start + child.len());
                if from < to {
                    let partner = at + (from - range.start);
                    zip(child, from - start..to - start, b, partner, skip, visit)?;
                }
            }
            ControlFlow::Continue(())
        }
    }
}

/// [`zip`] with all items of `a`.
fn zip_all<T, U, C: RefCount, Q: RefCount, R>(
    a: NodeRef<'_, T, C>,
    b: NodeRef<'_, U, Q>,
    at: usize,
    skip: fn() -> bool,
    visit: &mut impl FnMut(&[T], &[U]) -> ControlFlow<R>,
) -> ControlFlow<R> {
    if at == 0 && a.same(b) && skip() {
        return ControlFlow::Continue(());
    }
    match (a.view(), b.view()) {
        (View::Leaf(x), View::Leaf(y)) => visit(x.slice(), &y.slice()[at..at + x.len()]),
        (View::Inner(x), View::Inner(y)) if at == 0 && a.level() == b.level() => {
            for (i, child) in x.children().enumerate() {
                // At the same place, most of the time.
                let start = x.start(i);
                if i < y.width() && y.start(i) == start && y.child(i).len() >= child.len() {
                    zip_all(child, y.child(i), 0, skip, visit)?;
                } else {
                    zip_all(child, b, start, skip, visit)?;
                }
            }
            ControlFlow::Continue(())
        }
        (_, View::Inner(y)) if b.level() > a.level() && fits(a.len(), y, at) => {
            let (i, inside) = y.find(at);
            zip_all(a, y.child(i), inside, skip, visit)
        }
        (View::Inner(x), _) => {
            for (i, child) in x.children().enumerate() {
                zip_all(child, b, at + x.start(i), skip, visit)?;
            }
            ControlFlow::Continue(())
        }
        (View::Leaf(x), View::Inner(_)) => zip_slice(x.slice(), b, at, visit),
    }
}

/// Whether so many items from `at` on are in one child of `b`.
fn fits<U, Q: RefCount>(items: usize, b: InnerRef<'_, U, Q>, at: usize) -> bool {
    let (i, inside) = b.find(at);
    inside + items <= b.child(i).len()
}

/// Shows `visit` a slice, and the items of `b` from `at` on.
fn zip_slice<T, U, Q: RefCount, R>(
    mut a: &[T],
    b: NodeRef<'_, U, Q>,
    mut at: usize,
    visit: &mut impl FnMut(&[T], &[U]) -> ControlFlow<R>,
) -> ControlFlow<R> {
    match b.view() {
        View::Leaf(leaf) => visit(a, &leaf.slice()[at..at + a.len()]),
        View::Inner(inner) => {
            while !a.is_empty() {
                let (i, inside) = inner.find(at);
                let child = inner.child(i);
                let (piece, behind) = a.split_at(a.len().min(child.len() - inside));
                zip_slice(piece, child, inside, visit)?;
                at += piece.len();
                a = behind;
            }
            ControlFlow::Continue(())
        }
    }
}
