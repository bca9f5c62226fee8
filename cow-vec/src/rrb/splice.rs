//! Ranges cut out and pasted. Short ones are moved out of a leaf or two, and into one, without cutting the
//! tree, so that they cost what `insert` and `remove` cost.

use super::fill::least_items;
use super::insert::{Side, insert_all};
use super::leaf;
use super::remove::remove_range;
use super::tree::Rrb;
use core::ops::Range;
use cow_core::RefCount;
use cow_core::block::{BlockMut, Fresh};
use cow_core::radix::{MAX_ITEMS, Shape};

/// A leaf that is in the tree, or is the tail.
struct Home {
    /// The indices of its items.
    items: Range<usize>,
    is_tail: bool,
}

impl Home {
    /// Returns `true` if so many items may be removed without a rebalance.
    fn can_spare<T, C: RefCount>(&self, count: usize) -> bool {
        let least = if self.is_tail { 1 } else { least_items::<T, C>() };
        self.items.len() >= count + least
    }
}

impl<T: Clone, C: RefCount> Rrb<T, C> {
    /// Removes and returns the items in `range`, which is in bounds.
    ///
    /// The tree is whole if a `clone` panics.
    pub(crate) fn cut(&mut self, range: Range<usize>) -> Self {
        if range.is_empty() {
            return Self::new();
        }
        if let Some(cut) = self.cut_in_place(&range) {
            return cut;
        }
        if range.end < self.len() {
            self.expose(range.start);
            self.expose(range.end);
        }
        let mut rest = self.split_off(range.end);
        let cut = self.split_off(range.start);
        self.append(&mut rest);
        cut
    }

    /// Inserts all of `items`, whose leaves have one owner, at `at`, which is in bounds. There is room for
    /// them.
    pub(crate) fn paste(&mut self, at: usize, mut items: Self) {
        if items.is_empty() {
            return;
        }
        if at < self.len() {
            if self.paste_in_place(at, &mut items) {
                return;
            }
            self.expose(at);
        }
        let mut rest = self.split_off(at);
        self.append(&mut items);
        self.append(&mut rest);
    }

    /// Returns the leaf of an item that is not in the front.
    fn home(&self, index: usize) -> Home {
        let (front, start) = (self.body.front.len(), self.tail_start());
        if index >= start {
            return Home { items: start..self.len(), is_tail: true };
        }
        let (leaf, inside) = self.body.tree.borrow().leaf(index - front);
        let first = index - inside;
        Home { items: first..first + leaf.len(), is_tail: false }
    }

    /// Removes and returns the items in `range`, if they are in at most two leaves that keep enough. The
    /// range is in bounds and not empty.
    ///
    /// Copies those leaves and the paths to them, where they are shared. The tree is whole if a `clone`
    /// panics.
    fn cut_in_place(&mut self, range: &Range<usize>) -> Option<Self> {
        let count = range.len();
        if count > Shape::<T, C>::LEAF || count == self.len() {
            return None;
        }
        self.normalize();
        if range.start < self.body.front.len() {
            self.flush_front();
        }
        let first = self.home(range.start);
        let middle = range.end.min(first.items.end);
        if !first.can_spare::<T, C>(middle - range.start) {
            return None;
        }
        if middle < range.end {
            let second = self.home(middle);
            if second.items.end < range.end || !second.can_spare::<T, C>(range.end - middle) {
                return None;
            }
            // Both are made exclusive before an item is moved.
            self.get_mut(range.start);
            self.get_mut(middle);
        }
        let mut taken = Fresh::new((), count);
        if middle < range.end {
            self.move_out(middle..range.end, &mut taken.get());
        }
        self.move_out(range.start..middle, &mut taken.get());
        let mut cut = Self::new();
        cut.body.tail = taken.into();
        Some(cut)
    }

    /// Moves the items in `range`, which are in one leaf of the tree or in the tail, to the front of a
    /// block.
    fn move_out(&mut self, range: Range<usize>, to: &mut BlockMut<'_, (), T, C>) {
        let (front, start) = (self.body.front.len(), self.tail_start());
        if range.start >= start {
            self.unshare_tail();
            let inside = range.start - start..range.end - start;
            self.body.tail.edit(|mut leaf| leaf.move_to(inside, to, 0));
        } else {
            let inside = range.start - front..range.end - front;
            self.body.tree.edit(|root| {
                if let Some(root) = root {
                    remove_range(root.slot(), inside, to);
                }
            });
        }
    }

    /// Inserts all of `items` at `at`, which is before the end, if they are in one leaf; returns whether that
    /// was done. That leaf has one owner.
    ///
    /// Copies one leaf and the path to it, where they are shared. Nothing has changed if a `clone`
    /// panics.
    fn paste_in_place(&mut self, at: usize, items: &mut Self) -> bool {
        if !items.is_flat() || self.len() + items.len() > MAX_ITEMS {
            return false;
        }
        self.normalize();
        if at < self.body.front.len() {
            self.flush_front();
        }
        let start = self.tail_start();
        if at >= start {
            self.paste_into_tail(at - start, items);
        } else {
            let inside = at - self.body.front.len();
            let into_next = inside > 0 && self.fits_only_after(at, items.len());
            let side = if into_next { Side::Right } else { Side::Left };
            items.body.tail.edit(|mut items| {
                self.body.tree.edit(|root| insert_all(root, (inside, side), &mut items));
            });
        }
        true
    }

    /// Returns `true` if a leaf of the tree begins at `at` that has room for so many items, and the one
    /// before has not.
    fn fits_only_after(&self, at: usize, count: usize) -> bool {
        let fits = |home: &Home| home.items.len() + count <= Shape::<T, C>::LEAF;
        let next = self.home(at);
        next.items.start == at && fits(&next) && !fits(&self.home(at - 1))
    }

    /// Inserts all items of a leaf into the tail. If they do not fit, the tail becomes a leaf of the tree
    /// and what does not fit a new tail.
    fn paste_into_tail(&mut self, index: usize, items: &mut Self) {
        let (len, count, full) = (self.body.tail.len(), items.len(), Shape::<T, C>::LEAF);
        if len + count <= full {
            self.reserve_in_tail(count);
            self.body.tail.edit(|mut tail| {
                items.body.tail.edit(|mut items| items.move_to(0..count, &mut tail, index))
            });
            return;
        }
        self.reserve_in_tail(full - len);
        self.ready_tail();
        // Nothing fails from here on.
        let mut rest = Fresh::new((), full);
        self.body.tail.edit(|mut tail| {
            items.body.tail.edit(|mut items| {
                leaf::insert_and_split((&mut tail, index), &mut items, (&mut rest.get(), full));
            })
        });
        self.flush_filled_tail();
        self.body.tail = rest.into();
    }
}
