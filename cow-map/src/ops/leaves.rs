//! All leaves, in the order of their hashes.

use super::unshare::{self, Unique};
use crate::hash::HASH_BITS;
use cow_core::Kind;
use cow_core::fan::{
    FanRef, IntoLinks, Link, Owned, SLOT_BITS, SLOTS, SlotMut, Slots, UniqueLeaf, View,
};
use cow_core::tagged::{self, TagRef};

/// The most fans that lie on a path.
const LEVELS: usize = (HASH_BITS / SLOT_BITS) as usize;

/// All leaves, to be read.
///
/// Without a stack: where a fan ends, the next one is looked for from the root, by the bits of the
/// hash that lead to it. That happens once for each fan, and keeps the iterator small.
pub(crate) struct Leaves<'a, T, P: Kind> {
    /// The root, if it is a leaf that has not been given.
    single: Option<TagRef<'a, T, P>>,
    /// The root, if it is a fan and there are leaves left.
    root: Option<FanRef<'a, T, P>>,
    /// A fan on the way down; the next leaf is in `slot` or below. Of use only with a root.
    fan: Option<FanRef<'a, T, P>>,
    slot: usize,
    /// The bits that lead to `fan`, at the top, and how many these are.
    prefix: u64,
    used: u32,
}

impl<T, P: Kind> Clone for Leaves<'_, T, P> {
    #[inline]
    fn clone(&self) -> Self {
        Self { ..*self }
    }
}

impl<'a, T, P: Kind> Leaves<'a, T, P> {
    /// The leaves from here down.
    #[inline]
    pub(crate) fn new(view: Option<View<'a, T, P>>) -> Self {
        let (single, root) = match view {
            None => (None, None),
            Some(View::Leaf(leaf)) => (Some(leaf), None),
            Some(View::Fan(fan)) => (None, Some(fan)),
        };
        Self { single, root, fan: root, slot: 0, prefix: 0, used: 0 }
    }

    /// Goes behind the fan.
    #[cold]
    fn next_fan(&mut self) {
        // As a number, the bits that lead to the next fan are one more.
        let step = HASH_BITS.checked_sub(self.used).and_then(|shift| 1_u64.checked_shl(shift));
        let next = step.and_then(|step| self.prefix.checked_add(step));
        let (Some(mut fan), Some(next)) = (self.root, next) else {
            self.fan = None;
            return;
        };
        let mut used = 0;
        loop {
            let slot = (next << used >> (HASH_BITS - SLOT_BITS)) as usize;
            match fan.child(slot) {
                View::Fan(child) => fan = child,
                View::Leaf(_) => {
                    self.slot = slot;
                    break;
                }
            }
            used += SLOT_BITS;
        }
        self.fan = Some(fan);
        self.used = used;
        self.prefix = if used == 0 { 0 } else { next >> (HASH_BITS - used) << (HASH_BITS - used) };
    }
}

impl<'a, T, P: Kind> Iterator for Leaves<'a, T, P> {
    type Item = TagRef<'a, T, P>;

    #[inline]
    fn next(&mut self) -> Option<TagRef<'a, T, P>> {
        let Some(mut fan) = self.fan else { return self.single.take() };
        loop {
            match fan.child(self.slot) {
                View::Leaf(leaf) => {
                    self.slot += fan.run(self.slot);
                    if self.slot == SLOTS {
                        self.next_fan();
                    }
                    if let Some(fan) = self.fan {
                        fan.prefetch(self.slot);
                    }
                    return Some(leaf);
                }
                View::Fan(child) => {
                    self.used += SLOT_BITS;
                    self.prefix |= (self.slot as u64) << (HASH_BITS - self.used);
                    self.slot = 0;
                    self.fan = Some(child);
                    fan = child;
                }
            }
        }
    }
}

/// All items from here down.
fn items<T, P: Kind>(view: View<'_, T, P>) -> impl Iterator<Item = &T> {
    Leaves::new(Some(view)).flat_map(TagRef::slice)
}

/// All leaves, to be changed: what is shared on the way is copied when it is come to.
pub(crate) struct LeavesMut<'a, T, P: Kind> {
    /// The root, if it has not been opened.
    root: Option<SlotMut<'a, T, P>>,
    /// For each fan on the way, the places that are left.
    fans: [Option<Slots<'a, T, P>>; LEVELS],
    level: usize,
}

impl<'a, T, P: Kind> LeavesMut<'a, T, P> {
    /// The leaves from here down.
    #[inline]
    pub(crate) fn new(root: Option<SlotMut<'a, T, P>>) -> Self {
        Self { root, fans: [const { None }; LEVELS], level: 0 }
    }

    /// The items that are left.
    pub(crate) fn rest(&self) -> impl Iterator<Item = &T> {
        let root = self.root.as_ref().map(SlotMut::view);
        let below = self.fans[..self.level].iter().rev().flatten().flat_map(Slots::rest);
        root.into_iter().chain(below).flat_map(items)
    }

    /// The next leaf. One that is shared is cloned.
    pub(crate) fn next(&mut self) -> Option<UniqueLeaf<'a, T, P>>
    where
        T: Clone,
    {
        let mut uncounted = usize::MAX;
        self.next_counted(&mut uncounted)
    }

    /// As [`next`](Self::next), and takes the leaf's length off `left`, before a clone that may panic:
    /// then the leaf is skipped.
    pub(crate) fn next_counted(&mut self, left: &mut usize) -> Option<UniqueLeaf<'a, T, P>>
    where
        T: Clone,
    {
        loop {
            let slot = match self.root.take() {
                Some(root) => root,
                None => match self.fans.get_mut(self.level.checked_sub(1)?)?.as_mut()?.next() {
                    Some((_, slot)) => slot,
                    None => {
                        self.level -= 1;
                        continue;
                    }
                },
            };
            if let View::Leaf(leaf) = slot.view() {
                *left -= leaf.len();
            }
            match unshare::open(slot) {
                Unique::Leaf(leaf) => return Some(leaf),
                Unique::Fan(fan) => {
                    self.fans[self.level] = Some(fan.into_slots());
                    self.level += 1;
                }
            }
        }
    }
}

/// All leaves, to be emptied: the ones that nobody else owns, and copies of the others.
pub(crate) struct IntoLeaves<T, P: Kind> {
    /// The root, if it has not been opened.
    root: Option<Link<T, P>>,
    /// For each fan on the way, the children that are left.
    fans: [Option<IntoLinks<T, P>>; LEVELS],
    level: usize,
}

impl<T, P: Kind> IntoLeaves<T, P> {
    /// The leaves from here down.
    #[inline]
    pub(crate) fn new(root: Option<Link<T, P>>) -> Self {
        Self { root, fans: [const { None }; LEVELS], level: 0 }
    }

    /// The items that are left.
    pub(crate) fn rest(&self) -> impl Iterator<Item = &T> {
        let root = self.root.as_ref().map(Link::view);
        let below = self.fans[..self.level].iter().rev().flatten().flat_map(IntoLinks::rest);
        root.into_iter().chain(below).flat_map(items)
    }

    /// The items of the next leaf. Those of one that is shared are cloned.
    pub(crate) fn next(&mut self) -> Option<tagged::IntoIter<T, P>>
    where
        T: Clone,
    {
        let mut uncounted = usize::MAX;
        self.next_counted(&mut uncounted)
    }

    /// As [`next`](Self::next), and takes the leaf's length off `left`, before a clone that may panic:
    /// then the leaf is skipped.
    pub(crate) fn next_counted(&mut self, left: &mut usize) -> Option<tagged::IntoIter<T, P>>
    where
        T: Clone,
    {
        loop {
            let link = match self.root.take() {
                Some(root) => root,
                None => match self.fans.get_mut(self.level.checked_sub(1)?)?.as_mut()?.next() {
                    Some(link) => link,
                    None => {
                        self.level -= 1;
                        self.fans[self.level] = None;
                        continue;
                    }
                },
            };
            match link.into_owned() {
                Owned::Leaf(leaf) => {
                    *left -= leaf.borrow().len();
                    let fresh = leaf.into_fresh().unwrap_or_else(|shared| {
                        let copy = unshare::exact(shared.borrow());
                        // Before the copy is the result: if this is the last owner by now, and
                        // an item's drop panics, the copy must not be lost.
                        drop(shared);
                        copy
                    });
                    return Some(fresh.into_iter());
                }
                Owned::Links(links) => {
                    self.fans[self.level] = Some(links);
                    self.level += 1;
                }
            }
        }
    }
}
