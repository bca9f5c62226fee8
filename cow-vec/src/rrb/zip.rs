//! Two ranges side by side.

use super::range::RrbRef;
use core::ops::{ControlFlow, Range};
use cow_core::RefCount;
use cow_core::radix::{InnerRef, NodeRef, View};

impl<T, C: RefCount> RrbRef<'_, T, C> {
    /// Shows `visit` the items of both ranges, as far as both go, in slices of equal lengths, in order.
    /// Leaves out nodes that are the same in both at the same index, if `skip` returns `true`.
    pub(crate) fn zip<U, Q: RefCount, R>(
        self,
        other: RrbRef<'_, U, Q>,
        skip: impl Fn() -> bool,
        visit: impl FnMut(&[T], &[U]) -> ControlFlow<R>,
    ) -> ControlFlow<R> {
        let (a, b, mut zip) = (self, other, Zip { skip, visit });
        // From where both are in their trees, nodes are paired off.
        let head = a.front.len().max(b.front.len());
        let (in_a, in_b) = (head - a.front.len(), head - b.front.len());
        let mut done = 0;
        if let (Some(x), Some(y)) = (a.between.node(), b.between.node())
            && in_a < a.between.len()
            && in_b < b.between.len()
        {
            zip.slices(a.split_at(head).0, b.split_at(head).0)?;
            let common = (a.between.len() - in_a).min(b.between.len() - in_b);
            let start = a.between.start() + in_a;
            zip.ranges((x, start..start + common), (y, b.between.start() + in_b))?;
            done = head + common;
        }
        zip.slices(a.split_at(done).1, b.split_at(done).1)
    }
}

/// A walk through two ranges, whose trees may be of different heights.
struct Zip<S, F> {
    /// Asked before a node is left out that is the same in both at the same index.
    skip: S,
    visit: F,
}

impl<S: Fn() -> bool, F> Zip<S, F> {
    /// Shows the items of both ranges, as far as both go.
    fn slices<T, U, C: RefCount, Q: RefCount, R>(
        &mut self,
        mut a: RrbRef<'_, T, C>,
        mut b: RrbRef<'_, U, Q>,
    ) -> ControlFlow<R>
    where
        F: FnMut(&[T], &[U]) -> ControlFlow<R>,
    {
        let (mut p, mut q): (&[T], &[U]) = (&[], &[]);
        loop {
            if p.is_empty() {
                let Some(next) = a.next_leaf() else { return ControlFlow::Continue(()) };
                p = next;
            }
            if q.is_empty() {
                let Some(next) = b.next_leaf() else { return ControlFlow::Continue(()) };
                q = next;
            }
            let common = p.len().min(q.len());
            (self.visit)(&p[..common], &q[..common])?;
            (p, q) = (&p[common..], &q[common..]);
        }
    }

    /// Shows the items of `a` in `range`, and as many of `b` from `at` on, in slices of equal lengths, in
    /// order, but for nodes that are left out.
    ///
    /// There are that many in both. For two versions of one tree, O(log n) for each difference.
    fn ranges<T, U, C: RefCount, Q: RefCount, R>(
        &mut self,
        (a, range): (NodeRef<'_, T, C>, Range<usize>),
        (b, at): (NodeRef<'_, U, Q>, usize),
    ) -> ControlFlow<R>
    where
        F: FnMut(&[T], &[U]) -> ControlFlow<R>,
    {
        if range.start == at && a.same(b) && (self.skip)() {
            return ControlFlow::Continue(());
        }
        if range == (0..a.len()) {
            return self.nodes(a, b, at);
        }
        match a.view() {
            View::Leaf(leaf) => self.slice(&leaf.slice()[range], b, at),
            View::Inner(inner) => {
                for (i, child) in inner.children().enumerate() {
                    let start = inner.start(i);
                    let from = range.start.clamp(start, start + child.len());
                    let to = range.end.clamp(start, start + child.len());
                    if from < to {
                        let partner = at + (from - range.start);
                        self.ranges((child, from - start..to - start), (b, partner))?;
                    }
                }
                ControlFlow::Continue(())
            }
        }
    }

    /// Visits [`ranges`](Self::ranges) with all items of `a`.
    fn nodes<T, U, C: RefCount, Q: RefCount, R>(
        &mut self,
        a: NodeRef<'_, T, C>,
        b: NodeRef<'_, U, Q>,
        at: usize,
    ) -> ControlFlow<R>
    where
        F: FnMut(&[T], &[U]) -> ControlFlow<R>,
    {
        if at == 0 && a.same(b) && (self.skip)() {
            return ControlFlow::Continue(());
        }
        match (a.view(), b.view()) {
            (View::Leaf(x), View::Leaf(y)) => (self.visit)(x.slice(), &y.slice()[at..at + x.len()]),
            (View::Inner(x), View::Inner(y)) if at == 0 && a.level() == b.level() => {
                for (i, child) in x.children().enumerate() {
                    // At the same place, most of the time.
                    let start = x.start(i);
                    if i < y.width() && y.start(i) == start && y.child(i).len() >= child.len() {
                        self.nodes(child, y.child(i), 0)?;
                    } else {
                        self.nodes(child, b, start)?;
                    }
                }
                ControlFlow::Continue(())
            }
            (_, View::Inner(y)) if b.level() > a.level() && fits(a.len(), y, at) => {
                let (i, inside) = y.find(at);
                self.nodes(a, y.child(i), inside)
            }
            (View::Inner(x), _) => {
                for (i, child) in x.children().enumerate() {
                    self.nodes(child, b, at + x.start(i))?;
                }
                ControlFlow::Continue(())
            }
            (View::Leaf(x), View::Inner(_)) => self.slice(x.slice(), b, at),
        }
    }

    /// Shows a slice, and the items of `b` from `at` on.
    fn slice<T, U, Q: RefCount, R>(
        &mut self,
        mut a: &[T],
        b: NodeRef<'_, U, Q>,
        mut at: usize,
    ) -> ControlFlow<R>
    where
        F: FnMut(&[T], &[U]) -> ControlFlow<R>,
    {
        match b.view() {
            View::Leaf(leaf) => (self.visit)(a, &leaf.slice()[at..at + a.len()]),
            View::Inner(inner) => {
                while !a.is_empty() {
                    let (i, inside) = inner.find(at);
                    let child = inner.child(i);
                    let (piece, rest) = a.split_at(a.len().min(child.len() - inside));
                    self.slice(piece, child, inside)?;
                    at += piece.len();
                    a = rest;
                }
                ControlFlow::Continue(())
            }
        }
    }
}

/// Returns `true` if so many items from `at` on are in one child of `b`.
fn fits<U, Q: RefCount>(items: usize, b: InnerRef<'_, U, Q>, at: usize) -> bool {
    let (i, inside) = b.find(at);
    inside + items <= b.child(i).len()
}
