//! Short ranges taken out of a leaf or two, and put into one: without cutting the tree, so that
//! `splice` and `drain` of a few items cost what `insert` and `remove` cost.

use crate::GenericVec;
use crate::ops::{fill, insert, leaf, remove};
use core::ops::Range;
use cow_core::RefCount;
use cow_core::block::{BlockMut, Fresh};
use cow_core::grid::{MAX_ITEMS, Shape};

/// Where a leaf lies that is in the tree, or is the tail.
struct Home {
    /// Which of the vector's items it has.
    items: Range<usize>,
    is_tail: bool,
}

impl Home {
    /// Whether so many items may be taken out, and nothing has to be joined then.
    fn can_spare<T, C: RefCount>(&self, count: usize) -> bool {
        let least = if self.is_tail { 1 } else { fill::least_items::<T, C>() };
        self.items.len() >= count + least
    }
}

impl<T: Clone, C: RefCount> GenericVec<T, C> {
    /// The leaf of an item that is not in the front.
    fn home(&self, index: usize) -> Home {
        let (front, start) = (self.body.front.len(), self.tail_start());
        if index >= start {
            return Home { items: start..self.len(), is_tail: true };
        }
        let (leaf, inside) = self.body.grid.borrow().leaf(index - front);
        let first = index - inside;
        Home { items: first..first + leaf.len(), is_tail: false }
    }

    /// Takes the items in `range` out, as a vector of their own, if they lie in at most two leaves that
    /// keep enough. The range is in bounds and not empty.
    ///
    /// Copies those leaves and the paths to them, where they are shared. The vector is whole if a
    /// `clone` panics.
    pub(crate) fn cut_in_place(&mut self, range: &Range<usize>) -> Option<Self> {
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
            self.item_mut(range.start);
            self.item_mut(middle);
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

    /// Moves the items in `range`, which lie in one leaf of the tree or in the tail, to the front of a
    /// block.
    fn move_out(&mut self, range: Range<usize>, to: &mut BlockMut<'_, (), T, C>) {
        let (front, start) = (self.body.front.len(), self.tail_start());
        if range.start >= start {
            self.unshare_tail();
            let inside = range.start - start..range.end - start;
            self.body.tail.edit(|mut leaf| leaf.move_to(inside, to, 0));
        } else {
            let inside = range.start - front..range.end - front;
            self.body.grid.edit(|root| {
                if let Some(root) = root {
                    remove::remove_range(root.place(), inside, to);
                }
            });
        }
    }

    /// Puts all items in at `at`, which is before the end, if they lie in one leaf; returns whether they
    /// are in. That leaf has one owner.
    ///
    /// Copies one leaf and the path to it, where they are shared. Nothing has changed if a `clone`
    /// panics.
    pub(crate) fn paste_in_place(&mut self, at: usize, items: &mut Self) -> bool {
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
            let side = if into_next { insert::Side::Right } else { insert::Side::Left };
            items.body.tail.edit(|mut items| {
                self.body.grid.edit(|root| insert::insert_all(root, (inside, side), &mut items));
            });
        }
        true
    }

    /// Whether a leaf of the tree begins at `at` that has room for so many items, and the one before
    /// has not.
    fn fits_only_after(&self, at: usize, count: usize) -> bool {
        let fits = |home: &Home| home.items.len() + count <= Shape::<T, C>::LEAF;
        let next = self.home(at);
        next.items.start == at && fits(&next) && !fits(&self.home(at - 1))
    }

    /// Puts all items of a leaf into the tail. If they do not fit, the tail becomes a leaf of the tree
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
