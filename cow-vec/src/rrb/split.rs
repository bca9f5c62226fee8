//! One tree cut in two.

use super::edges::normalize_root;
use super::leaf;
use super::range::RrbRef;
use super::tree::Rrb;
use core::mem;
use core::ops::Range;
use cow_core::RefCount;
use cow_core::block::Fresh;
use cow_core::radix::{Body, Node, SlotMut};

impl<T: Clone, C: RefCount> Rrb<T, C> {
    /// Moves the items from `at`, which is at most the length, to a tree of their own.
    ///
    /// O(log n): whole nodes change their owner; at most one leaf is copied.
    pub(crate) fn split_off(&mut self, at: usize) -> Self {
        if at == 0 {
            return mem::take(self);
        }
        let mut right = Self::new();
        let len = self.len();
        if at == len {
            return right;
        }
        if at < self.body.front.len() {
            self.flush_front();
        }
        let start = self.tail_start();
        if at <= start {
            let inside = at - self.body.front.len();
            let root = self.body.tree.edit(|root| split_off(root, inside));
            right.body.tree.edit(|place| *place = root);
            right.body.tail = mem::take(&mut self.body.tail);
            right.refill_tail();
        } else {
            self.unshare_tail();
            right.body.tail = Fresh::new((), len - at).into();
            self.body.tail.edit(|mut from| {
                let range = at - start..from.len();
                right.body.tail.edit(|mut to| from.move_to(range, &mut to, 0))
            });
        }
        self.refill_tail();
        right
    }

    /// Drops all items but the first `len`, if there are more. O(log n), and what is dropped.
    pub(crate) fn truncate(&mut self, len: usize) {
        let start = self.tail_start();
        if len == 0 {
            drop(mem::take(self));
        } else if len <= start {
            self.prepare_to_gather(len);
            drop(self.split_off(len));
            self.normalize();
        } else if len < self.len() {
            self.truncate_tail(len - start);
        }
    }

    /// Drops all items of the tail but the first `len`, which is not 0.
    fn truncate_tail(&mut self, len: usize) {
        if self.body.tail.edit(|mut leaf| leaf.truncate(len)).is_none() {
            let mut kept = Fresh::new((), self.body.tail.capacity());
            kept.get().extend_from_slice(&self.body.tail.slice()[..len]);
            self.body.tail = kept.into();
        }
    }

    /// Returns a tree of the items in `range`, which is in bounds. Both share their nodes.
    ///
    /// O(log n): copies at most two leaves, and the nodes on two paths.
    pub(crate) fn slice(&self, range: Range<usize>) -> Self {
        if range.is_empty() {
            return Self::new();
        }
        let mut share = self.clone();
        share.truncate(range.end);
        let mut items = share.split_off(range.start);
        items.normalize();
        // Here and not at the end, where a panic would leak the result.
        drop(share);
        items
    }

    /// Moves the first `mid` items, which are at most the length, after the others. O(log n).
    pub(crate) fn rotate_left(&mut self, mid: usize) {
        if mid == 0 || mid == self.len() {
            return;
        }
        for at in [mid, 0, self.len()] {
            self.expose(at);
        }
        let mut right = self.split_off(mid);
        right.append(self);
        *self = right;
    }
}

impl<T: Clone, C: RefCount> RrbRef<'_, T, C> {
    /// Returns a tree of these items, which shares the nodes of the one that is borrowed.
    ///
    /// O(log n), and clones of the items of at most three leaves. Of a part of an exclusive borrow, whose
    /// nodes must not be shared, all items are cloned.
    pub(crate) fn to_rrb(self) -> Rrb<T, C> {
        let mut copy = Rrb::new();
        copy.append_slice(self.front);
        match self.between.to_grid() {
            Some(tree) if !self.between.is_empty() => {
                let mut share = Rrb { body: Body { tree, ..Body::new() } };
                share.truncate(self.between.start() + self.between.len());
                let mut share = share.split_off(self.between.start());
                share.refill_tail();
                copy.append(&mut share);
            }
            _ => {
                let mut between = self.between;
                while let Some(leaf) = between.next_leaf() {
                    copy.append_slice(leaf);
                }
            }
        }
        copy.append_slice(self.back);
        copy
    }
}

/// Moves the items from `at` on to a tree of their own.
///
/// O(log n): cuts one node a level, and copies it before if it is shared.
fn split_off<T: Clone, C: RefCount>(
    root: &mut Option<Node<T, C>>,
    at: usize,
) -> Option<Node<T, C>> {
    if at == 0 {
        return root.take();
    }
    let node = root.as_mut().filter(|node| at < node.len())?;
    let mut right = Some(split_below(node.slot(), at));
    normalize_root(root);
    normalize_root(&mut right);
    right
}

/// Splits a node that has items on both sides of `at`.
fn split_below<T: Clone, C: RefCount>(slot: SlotMut<'_, T, C>, at: usize) -> Node<T, C> {
    if slot.level() == 0 {
        return leaf::split(slot, at);
    }
    let mut inner = slot.open_inner();
    let (i, inside) = inner.find(at);
    if inside == 0 {
        return inner.split_off(i);
    }
    let cut = inner.with_child(i, |child| split_below(child, inside));
    let mut right = inner.split_off(i + 1);
    right.slot().open_inner().insert(0, cut);
    right
}
