//! What is left of one trie when the items go that are, or are not, in another.

use super::face;
use crate::hash::HashBits;
use crate::leaf::capacity;
use crate::ops::compact;
use crate::ops::unshare::{self, Unique};
use alloc::vec::Vec;
use core::array;
use cow_core::Kind;
use cow_core::fan::{FanRef, Link, Open, Root, SLOTS, SlotMut, View};
use cow_core::tagged::{TagFresh, TagRef};

/// How the items of one trie are sorted out by another.
pub(crate) struct Filter<Key, Lookup, Rehash> {
    /// Which items stay: those that both have, or those that the other does not have.
    pub(crate) common: bool,
    /// Whether two items have the same key.
    pub(crate) key: Key,
    /// Whether the other collection has the key of an item, by a lookup from its root. If there is no
    /// other collection, this alone decides.
    pub(crate) lookup: Lookup,
    /// The bits of an item.
    pub(crate) rehash: Rehash,
}

/// What stays of a node.
enum Rest<T, P: Kind> {
    /// The node as it is.
    All,
    /// Some of its items, in another node.
    Some(Link<T, P>),
    Nothing,
}

/// What a walk counts, and memory that it uses again.
#[derive(Default)]
struct Walk {
    /// Items looked at, that stay.
    kept: usize,
    /// Items looked at, that go.
    gone: usize,
    /// The indices of the items that stay in a leaf.
    stay: Vec<usize>,
}

impl<Key, Lookup, Rehash> Filter<Key, Lookup, Rehash> {
    /// What stays of `a`, which has `len` items, and how many that are. A node of which all stays is
    /// that node.
    pub(crate) fn run<T: Clone, P: Kind>(
        &mut self,
        a: View<'_, T, P>,
        len: usize,
        b: Option<View<'_, T, P>>,
    ) -> (Root<T, P>, usize)
    where
        Key: Fn(&T, &T) -> bool,
        Lookup: FnMut(&T) -> bool,
        Rehash: Fn(&T) -> HashBits,
    {
        let mut walk = Walk::default();
        let rest = self.node(a, b, &mut walk);
        // What both share is not looked at: it all stays, or all goes.
        let len = if self.common { len - walk.gone } else { walk.kept };
        match rest {
            Rest::All => (a.to_link().into(), len),
            Rest::Nothing => (Root::new(), len),
            Rest::Some(mut link) => {
                compact::all(link.slot());
                (link.into(), len)
            }
        }
    }

    /// Does the same in place. Nodes that nobody else owns are written to, the others are copied if
    /// they have items that go. Counts down `len` as these go.
    pub(crate) fn run_in<T: Clone, P: Kind>(&mut self, slot: SlotMut<'_, T, P>, len: &mut usize)
    where
        Key: Fn(&T, &T) -> bool,
        Lookup: FnMut(&T) -> bool,
        Rehash: Fn(&T) -> HashBits,
    {
        match slot.open() {
            Open::Fan(fan) => fan.into_slots().for_each(|(_, child)| self.run_in(child, len)),
            Open::Leaf(mut leaf) => {
                let mut leaf = leaf.get();
                let mut index = 0;
                while let Some(item) = leaf.slice().get(index) {
                    if (self.lookup)(item) == self.common {
                        index += 1;
                    } else {
                        let item = leaf.swap_remove(index, |last| (self.rehash)(last).tag());
                        *len -= 1;
                        drop(item);
                    }
                }
            }
            Open::Shared(slot) => {
                let mut walk = Walk::default();
                let rest = self.node(slot.view(), None, &mut walk);
                let link = match rest {
                    Rest::All => return,
                    Rest::Some(link) => link,
                    Rest::Nothing => Link::leaf(TagFresh::new(0).share()),
                };
                *len -= walk.gone;
                slot.set(link);
            }
        }
    }

    fn node<T: Clone, P: Kind>(
        &mut self,
        a: View<'_, T, P>,
        b: Option<View<'_, T, P>>,
        walk: &mut Walk,
    ) -> Rest<T, P>
    where
        Key: Fn(&T, &T) -> bool,
        Lookup: FnMut(&T) -> bool,
        Rehash: Fn(&T) -> HashBits,
    {
        if b.is_some_and(|b| a.same(b)) {
            return if self.common { Rest::All } else { Rest::Nothing };
        }
        match a {
            View::Fan(a) => self.fan(a, b, walk),
            View::Leaf(a) => self.leaf(a, b, walk),
        }
    }

    fn fan<T: Clone, P: Kind>(
        &mut self,
        a: FanRef<'_, T, P>,
        b: Option<View<'_, T, P>>,
        walk: &mut Walk,
    ) -> Rest<T, P>
    where
        Key: Fn(&T, &T) -> bool,
        Lookup: FnMut(&T) -> bool,
        Rehash: Fn(&T) -> HashBits,
    {
        let mut rests: [Rest<T, P>; SLOTS] = array::from_fn(|_| Rest::All);
        let (mut all, mut nothing) = (true, true);
        for (slot, child) in a.children() {
            let facing = match b {
                Some(View::Fan(b)) => Some(b.child(slot)),
                _ => b,
            };
            rests[slot] = self.node(child, facing, walk);
            all &= matches!(rests[slot], Rest::All);
            nothing &= matches!(rests[slot], Rest::Nothing);
        }
        if all {
            return Rest::All;
        }
        if nothing {
            return Rest::Nothing;
        }
        let mut link = a.duplicate();
        let Unique::Fan(mut copy) = unshare::open(link.slot()) else {
            unreachable!("the copy of a fan is a fan")
        };
        for (slot, rest) in rests.into_iter().enumerate() {
            match rest {
                Rest::All => {}
                Rest::Some(child) => drop(copy.child(slot).set(child)),
                Rest::Nothing => drop(copy.child(slot).set(Link::leaf(TagFresh::new(0).share()))),
            }
        }
        Rest::Some(link)
    }

    fn leaf<T: Clone, P: Kind>(
        &mut self,
        a: TagRef<'_, T, P>,
        b: Option<View<'_, T, P>>,
        walk: &mut Walk,
    ) -> Rest<T, P>
    where
        Key: Fn(&T, &T) -> bool,
        Lookup: FnMut(&T) -> bool,
        Rehash: Fn(&T) -> HashBits,
    {
        walk.stay.clear();
        for (i, item) in a.slice().iter().enumerate() {
            let found = match b {
                Some(View::Leaf(b)) => face::find(a, i, b, &self.key).is_some(),
                _ => false,
            };
            if (found || (self.lookup)(item)) == self.common {
                walk.stay.push(i);
            }
        }
        let kept = walk.stay.len();
        walk.kept += kept;
        walk.gone += a.len() - kept;
        if kept == 0 {
            return Rest::Nothing;
        }
        if kept == a.len() {
            return Rest::All;
        }
        let mut copy = TagFresh::new(capacity::<T>(kept));
        let mut to = copy.get();
        for &i in &walk.stay {
            let item = &a.slice()[i];
            let tag = a.tag(i).unwrap_or_else(|| (self.rehash)(item).tag());
            let pushed = to.push(tag, item.clone());
            debug_assert!(pushed.is_ok());
        }
        Rest::Some(Link::leaf(copy.share()))
    }
}
