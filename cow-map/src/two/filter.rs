//! What is left of one trie when the items go that are, or are not, in another.

use super::face;
use crate::leaf::capacity;
use crate::ops::compact;
use crate::ops::recount::Recount;
use crate::ops::unshare::{self, Unique};
use alloc::vec::Vec;
use core::array;
use cow_core::RefCount;
use cow_core::trie::{BranchRef, Node, NodeMut, NodeRef, Root, SLOTS, SlotMut};
use cow_core::trie::{FreshLeaf, LeafRef, Tag};

/// How the items of one trie are sorted out by another.
pub(crate) struct Filter<Key, Lookup> {
    /// Which items stay: those that both have, or those that the other does not have.
    pub(crate) common: bool,
    /// Whether two items have the same key.
    pub(crate) key: Key,
    /// Whether the other collection has the key of an item, by a lookup from its root. If there is no
    /// other collection, this alone decides.
    pub(crate) lookup: Lookup,
}

/// What stays of a node.
enum Rest<T, C: RefCount> {
    /// The node as it is.
    All,
    /// Some of its items, in another node.
    Some(Node<T, C>),
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

impl<Key, Lookup> Filter<Key, Lookup> {
    /// Sorts out a trie of `len` items, in place. Nodes that nobody else owns are written to, the others
    /// are copied if they have items that go. If user code panics, some of these have gone, and `len`
    /// is right.
    pub(crate) fn run<T: Clone, C: RefCount>(
        &mut self,
        root: &mut Root<T, C>,
        len: &mut usize,
        b: Option<NodeRef<'_, T, C>>,
    ) where
        Key: Fn(&T, &T) -> bool,
        Lookup: FnMut(&T) -> bool,
    {
        let whole = Recount { root, len };
        let Some(mut slot) = whole.root.slot() else { return };
        let mut walk = Walk::default();
        self.place(slot.reborrow(), b, &mut walk);
        // What both share is not looked at: it all stays, or all goes.
        let len = if self.common { *whole.len - walk.gone } else { walk.kept };
        if len == 0 {
            *whole.root = Root::new();
        } else if len < *whole.len {
            compact::all(slot);
        }
        whole.done(len);
    }

    /// Sorts out what is in a place.
    fn place<T: Clone, C: RefCount>(
        &mut self,
        slot: SlotMut<'_, T, C>,
        b: Option<NodeRef<'_, T, C>>,
        walk: &mut Walk,
    ) where
        Key: Fn(&T, &T) -> bool,
        Lookup: FnMut(&T) -> bool,
    {
        match slot.try_mut() {
            Ok(NodeMut::Branch(branch)) => {
                for (slot, child) in branch.into_children() {
                    self.place(child, facing(b, slot), walk);
                }
            }
            Ok(NodeMut::Leaf(mut leaf)) => {
                let mut leaf = leaf.get();
                // From the last one: so those before stay where they are when one goes.
                for index in (0..leaf.len()).rev() {
                    if self.stays(&leaf.slice()[index], index, leaf.tag(index), b) {
                        walk.kept += 1;
                    } else {
                        let item = leaf.swap_remove(index);
                        walk.gone += 1;
                        drop(item);
                    }
                }
            }
            Err(slot) => match self.node(slot.view(), b, walk) {
                Rest::All => {}
                Rest::Some(link) => drop(slot.set(link)),
                Rest::Nothing => drop(slot.set(Node::leaf(FreshLeaf::new(0).share()))),
            },
        }
    }

    /// Whether an item stays, which has this index and tag in its leaf.
    fn stays<T, C: RefCount>(
        &mut self,
        item: &T,
        index: usize,
        tag: Option<Tag>,
        b: Option<NodeRef<'_, T, C>>,
    ) -> bool
    where
        Key: Fn(&T, &T) -> bool,
        Lookup: FnMut(&T) -> bool,
    {
        let found = match b {
            Some(NodeRef::Leaf(b)) => face::find(item, index, tag, b, &self.key).is_some(),
            _ => false,
        };
        (found || (self.lookup)(item)) == self.common
    }

    fn node<T: Clone, C: RefCount>(
        &mut self,
        a: NodeRef<'_, T, C>,
        b: Option<NodeRef<'_, T, C>>,
        walk: &mut Walk,
    ) -> Rest<T, C>
    where
        Key: Fn(&T, &T) -> bool,
        Lookup: FnMut(&T) -> bool,
    {
        if b.is_some_and(|b| a.ptr_eq(b)) {
            return if self.common { Rest::All } else { Rest::Nothing };
        }
        match a {
            NodeRef::Branch(a) => self.branch(a, b, walk),
            NodeRef::Leaf(a) => self.leaf(a, b, walk),
        }
    }

    fn branch<T: Clone, C: RefCount>(
        &mut self,
        a: BranchRef<'_, T, C>,
        b: Option<NodeRef<'_, T, C>>,
        walk: &mut Walk,
    ) -> Rest<T, C>
    where
        Key: Fn(&T, &T) -> bool,
        Lookup: FnMut(&T) -> bool,
    {
        let mut rests: [Rest<T, C>; SLOTS] = array::from_fn(|_| Rest::All);
        let (mut all, mut nothing) = (true, true);
        for (slot, child) in a.children() {
            rests[slot] = self.node(child, facing(b, slot), walk);
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
        let Unique::Branch(mut copy) = unshare::open(link.slot()) else {
            unreachable!("the copy of a branch is a branch")
        };
        for (slot, rest) in rests.into_iter().enumerate() {
            match rest {
                Rest::All => {}
                Rest::Some(child) => drop(copy.child(slot).set(child)),
                Rest::Nothing => drop(copy.child(slot).set(Node::leaf(FreshLeaf::new(0).share()))),
            }
        }
        Rest::Some(link)
    }

    fn leaf<T: Clone, C: RefCount>(
        &mut self,
        a: LeafRef<'_, T, C>,
        b: Option<NodeRef<'_, T, C>>,
        walk: &mut Walk,
    ) -> Rest<T, C>
    where
        Key: Fn(&T, &T) -> bool,
        Lookup: FnMut(&T) -> bool,
    {
        walk.stay.clear();
        for (i, item) in a.slice().iter().enumerate() {
            if self.stays(item, i, a.tag(i), b) {
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
        let mut copy = FreshLeaf::new(capacity::<T>(kept));
        let mut to = copy.get();
        for &i in &walk.stay {
            let item = &a.slice()[i];
            let Some(tag) = a.tag(i) else { unreachable!("each item has a tag") };
            let pushed = to.push(tag, item.clone());
            debug_assert!(pushed.is_ok());
        }
        Rest::Some(Node::leaf(copy.share()))
    }
}

/// What faces the child in a slot, in the node that faces its branch.
fn facing<T, C: RefCount>(b: Option<NodeRef<'_, T, C>>, slot: usize) -> Option<NodeRef<'_, T, C>> {
    match b {
        Some(NodeRef::Branch(b)) => Some(b.child(slot)),
        _ => b,
    }
}
