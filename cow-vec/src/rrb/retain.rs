//! Items that a predicate rejects, dropped.

use super::range::RrbRef;
use super::range_mut::RrbMut;
use super::tree::Rrb;
use core::iter;
use core::mem::{self, needs_drop};
use core::ops::Range;
use cow_core::RefCount;

/// A tree in parts: what has been visited, and the rest. Joined again when dropped, and so also when user code
/// panics.
struct Parts<'a, T: Clone, C: RefCount> {
    kept: &'a mut Rrb<T, C>,
    /// Items that are about to be kept.
    next: Rrb<T, C>,
    rest: Rrb<T, C>,
}

impl<'a, T: Clone, C: RefCount> Parts<'a, T, C> {
    /// The most items that are moved one by one. Two cuts and a join cost as much as moving 200
    /// numbers, or as cloning 80 strings.
    const MAX_SINGLE_MOVES: usize = if needs_drop::<T>() { 64 } else { 128 };

    /// Returns a tree of which the items from `at` on are the rest.
    fn new(kept: &'a mut Rrb<T, C>, at: usize) -> Self {
        let rest = kept.split_off(at);
        Self { kept, next: Rrb::new(), rest }
    }

    /// Keeps the next `count` items. Many of them are not visited again.
    fn keep(&mut self, count: usize) {
        if count <= Self::MAX_SINGLE_MOVES {
            for _ in 0..count {
                // What may fail, before an item is out.
                self.kept.make_spare();
                let Some(item) = self.rest.pop_front() else { return };
                self.kept.push(item);
            }
        } else {
            let after = self.rest.split_off(count);
            self.next = mem::replace(&mut self.rest, after);
            self.kept.append(&mut self.next);
        }
    }

    /// Makes the parts one tree again. Not left to the drop, which has another try if this fails.
    fn join(&mut self) {
        self.kept.append(&mut self.next);
        self.kept.append(&mut self.rest);
    }
}

impl<T: Clone, C: RefCount> Drop for Parts<'_, T, C> {
    fn drop(&mut self) {
        self.join();
    }
}

impl<T: Clone, C: RefCount> Rrb<T, C> {
    /// Keeps the items for which `f` returns `true`. It is called once for each, in order.
    ///
    /// If it keeps all, nothing is copied. Up to four runs of rejected items are cut out of their leaves
    /// in place, once `f` has been called for all items.
    pub(crate) fn retain(&mut self, mut f: impl FnMut(&T) -> bool) {
        let (few, seen) = self.rejected(&mut f);
        let mut removed = 0;
        for run in few.into_iter().filter(|run| !run.is_empty()) {
            drop(self.cut(run.start - removed..run.end - removed));
            removed += run.len();
        }
        let seen = seen - removed;
        let (_, unseen) = self.borrow().split_at(seen);
        let Some(first) = unseen.items().position(|item| !f(item)) else { return };
        let mut parts = Parts::new(self, seen + first);
        loop {
            drop(parts.rest.pop_front());
            let Some(kept) = parts.rest.borrow().items().position(|item| !f(item)) else {
                return parts.join();
            };
            parts.keep(kept);
        }
    }

    /// Returns the first runs of items that `f` rejects, and how many items it has been called for by then.
    fn rejected(&self, f: &mut impl FnMut(&T) -> bool) -> ([Range<usize>; 4], usize) {
        let mut runs = [const { 0..0 }; 4];
        let (mut items, mut seen) = (self.borrow().items(), 0);
        for run in &mut runs {
            let Some(kept) = items.position(|item| !f(item)) else { return (runs, self.len()) };
            let start = seen + kept;
            seen = match items.position(&mut *f) {
                Some(more) => start + 1 + more + 1,
                None => self.len() + 1,
            };
            *run = start..seen - 1;
        }
        (runs, seen.min(self.len()))
    }

    /// Does what [`retain`](Self::retain) does, with items that may be written.
    pub(crate) fn retain_mut(&mut self, mut f: impl FnMut(&mut T) -> bool) {
        let all = self.range_mut(0..self.len());
        let Some(first) = all.items().position(|item| !f(item)) else { return };
        let mut parts = Parts::new(self, first);
        loop {
            drop(parts.rest.pop_front());
            let rest = parts.rest.range_mut(0..parts.rest.len());
            let Some(kept) = rest.items().position(|item| !f(item)) else {
                return parts.join();
            };
            parts.keep(kept);
        }
    }

    /// Drops each item that equals the one before it. If there is none, nothing is copied.
    pub(crate) fn dedup(&mut self)
    where
        T: PartialEq,
    {
        let Some(first) = self.get(0) else { return };
        let (_, others) = self.borrow().split_at(1);
        let Some(repeated) = others.repeated(first) else { return };
        let mut parts = Parts::new(self, 1 + repeated);
        loop {
            drop(parts.rest.pop_front());
            let Some(last) = parts.kept.last() else { return parts.join() };
            let Some(repeated) = parts.rest.borrow().repeated(last) else { return parts.join() };
            parts.keep(repeated);
        }
    }

    /// Removes each item `a` for which `same_bucket(a, b)` returns `true`, where `b` is the last one kept.
    pub(crate) fn dedup_by(&mut self, mut same_bucket: impl FnMut(&mut T, &mut T) -> bool) {
        if self.len() < 2 {
            return;
        }
        let mut parts = Parts::new(self, 1);
        while let Some(item) = parts.rest.get_mut(0)
            && let Some(last) = parts.kept.len().checked_sub(1)
            && let Some(last) = parts.kept.get_mut(last)
        {
            if same_bucket(item, last) {
                drop(parts.rest.pop_front());
            } else {
                parts.keep(1);
            }
        }
        parts.join();
    }
}

impl<'a, T, C: RefCount> RrbRef<'a, T, C> {
    /// Returns the items, leaf by leaf.
    fn items(mut self) -> impl Iterator<Item = &'a T> {
        iter::from_fn(move || self.next_leaf()).flatten()
    }

    /// Returns the index of the first item that equals the one before it, or `before` if it is the first.
    fn repeated(self, before: &'a T) -> Option<usize>
    where
        T: PartialEq,
    {
        let mut last = before;
        self.items().position(|item| {
            let same = item == last;
            last = item;
            same
        })
    }
}

impl<'a, T: Clone, C: RefCount> RrbMut<'a, T, C> {
    /// Returns the items, leaf by leaf. A leaf that is shared is copied when it is reached.
    fn items(mut self) -> impl Iterator<Item = &'a mut T> {
        iter::from_fn(move || self.next_leaf()).flatten()
    }
}
