//! Trees of few items, which are gathered in the tail.

use super::edges;
use super::tree::Rrb;
use core::mem;
use cow_core::RefCount;
use cow_core::block::Fresh;
use cow_core::radix::{Leaf, Shape};

impl<T: Clone, C: RefCount> Rrb<T, C> {
    /// The most items of a tree that is made flat. Not a whole leaf of them, so that insertions and
    /// removals in turn do not move all items each time.
    const MAX_FLAT_LEN: usize = Shape::<T, C>::LEAF - Shape::<T, C>::LEAF / 8;

    /// Moves all items to the tail if few are left, before some are inserted or removed.
    ///
    /// The items stay what they are, even if a `clone` panics.
    #[inline]
    pub(crate) fn normalize(&mut self) {
        if !self.is_flat() && self.len() <= Self::MAX_FLAT_LEN {
            self.refill_tail();
            if !self.is_flat() {
                self.gather();
            }
        }
    }

    /// Makes the leaves of the first `len` items, which are not in the tail, exclusive if [`normalize`](Self::normalize)
    /// gathers these items when they are the only ones. So a `clone` that panics does so before the others are dropped.
    pub(super) fn prepare_to_gather(&mut self, len: usize) {
        let is_in_one_leaf =
            || self.body.front.is_empty() && self.body.tree.borrow().leaf(0).0.len() >= len;
        if len <= Self::MAX_FLAT_LEN && !is_in_one_leaf() {
            self.unshare_leaves(len);
        }
    }

    /// Makes the leaves of the first `len` items, which are not in the tail, exclusive.
    fn unshare_leaves(&mut self, len: usize) {
        self.body.front.make_mut();
        let mut at = self.body.front.len();
        while at < len {
            at += self.body.tree.leaf_mut(at - self.body.front.len()).0.len();
        }
    }

    /// Moves all items, which fit into one leaf, to the tail.
    #[cold]
    #[inline(never)]
    fn gather(&mut self) {
        self.unshare_leaves(self.tail_start());
        self.unshare_tail();

        // Nothing fails from here on.
        let capacity = self.len().next_power_of_two().min(Shape::<T, C>::LEAF);
        let mut all = Fresh::new((), capacity);
        let mut add = |leaf: Leaf<T, C>| {
            let Ok(mut leaf) = leaf.into_fresh() else { unreachable!("made exclusive above") };
            let (mut from, mut to) = (leaf.get(), all.get());
            let (items, end) = (0..from.len(), to.len());
            from.move_to(items, &mut to, end);
        };
        mem::take(&mut self.body.front).into_leaf().map(&mut add);
        while let Some(leaf) = self.body.tree.edit(edges::pop_front) {
            add(leaf);
        }
        mem::take(&mut self.body.tail).into_leaf().map(&mut add);
        self.body.tail = all.into();
    }
}
