//! Filters: intersection and difference in place, and the removal of the keys that a closure rejects.

use super::counterpart::find_in_counterpart;
use crate::trie::join;
use crate::trie::leaf_size::copy_capacity;
use crate::trie::path_copy::unshare;
use crate::trie::root::{LenGuard, Trie};
use alloc::vec::Vec;
use core::array;
use cow_core::RefCount;
use cow_core::trie::{
    BranchRef, FreshLeaf, LeafRef, Node, NodeMut, NodeRef, Root, SLOTS, SlotMut, Tag,
};

/// Which entries of a trie a filter keeps.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Keep {
    /// Those whose keys the other trie has: the intersection.
    Common,
    /// Those whose keys it does not have: the difference.
    Others,
}

impl<K: Clone, V: Clone, C: RefCount> Trie<K, V, C> {
    /// Keeps the entries whose keys `other` has, or those whose keys it does not have. `contains` is a
    /// lookup from the root of `other`.
    ///
    /// Writes to nodes that are not shared, and copies others if they lose entries. If user code panics,
    /// some of the entries to be removed are, and the length is right.
    pub(crate) fn filter(&mut self, other: &Self, keep: Keep, mut contains: impl FnMut(&K) -> bool)
    where
        K: Eq,
    {
        let mut filter = Filter {
            keep,
            same_key: |a: &(K, V), b: &(K, V)| a.0 == b.0,
            contains: |entry: &(K, V)| contains(&entry.0),
            kept: 0,
            removed: 0,
            stay: Vec::new(),
        };
        filter.run(self, other.view());
    }

    /// Keeps the entries for whose keys `f` returns `true`. Copies nodes that are shared if they lose
    /// entries.
    pub(crate) fn retain_keys(&mut self, mut f: impl FnMut(&K) -> bool) {
        let mut filter = Filter {
            keep: Keep::Common,
            same_key: |_: &(K, V), _: &(K, V)| false,
            contains: |entry: &(K, V)| f(&entry.0),
            kept: 0,
            removed: 0,
            stay: Vec::new(),
        };
        filter.run(self, None);
    }
}

/// A filter of the items of one trie by those of another.
struct Filter<SameKey, Contains> {
    keep: Keep,
    same_key: SameKey,
    /// Whether the other collection has the key of an item, by a lookup from its root. If there is no
    /// other collection, this alone decides.
    contains: Contains,
    /// How many of the items that were checked stay.
    kept: usize,
    /// How many of them are removed.
    removed: usize,
    /// The indices of the items that stay in a leaf; memory that is used again.
    stay: Vec<usize>,
}

/// What a filter leaves of a node.
enum Filtered<T, C: RefCount> {
    Unchanged,
    /// Some of its items, in another node.
    Changed(Node<T, C>),
    Empty,
}

impl<SameKey, Contains> Filter<SameKey, Contains> {
    fn run<K, V, C: RefCount>(&mut self, a: &mut Trie<K, V, C>, b: Option<NodeRef<'_, (K, V), C>>)
    where
        K: Clone,
        V: Clone,
        SameKey: Fn(&(K, V), &(K, V)) -> bool,
        Contains: FnMut(&(K, V)) -> bool,
    {
        let guard = LenGuard { trie: a };
        let before = guard.trie.len;
        let Some(mut slot) = guard.trie.root.slot() else { return };
        self.slot(slot.reborrow(), b);
        // What both share is skipped: it all stays, or is all removed.
        let len = if self.keep == Keep::Common { before - self.removed } else { self.kept };
        if len == 0 {
            guard.trie.root = Root::new();
        } else if len < before {
            join::all(slot);
        }
        guard.finish(len);
    }

    /// Filters the node in a slot.
    fn slot<T: Clone, C: RefCount>(&mut self, slot: SlotMut<'_, T, C>, b: Option<NodeRef<'_, T, C>>)
    where
        SameKey: Fn(&T, &T) -> bool,
        Contains: FnMut(&T) -> bool,
    {
        match slot.try_mut() {
            Ok(NodeMut::Branch(branch)) => {
                for (slot, child) in branch.into_children() {
                    self.slot(child, counterpart(b, slot));
                }
            }
            Ok(NodeMut::Leaf(mut leaf)) => {
                let mut leaf = leaf.get();
                // From the last one, so that those before stay where they are when one is removed.
                for index in (0..leaf.len()).rev() {
                    if self.stays(&leaf.slice()[index], (index, leaf.tag(index)), b) {
                        self.kept += 1;
                    } else {
                        let item = leaf.swap_remove(index);
                        self.removed += 1;
                        drop(item);
                    }
                }
            }
            Err(slot) => match self.node(slot.view(), b) {
                Filtered::Unchanged => {}
                Filtered::Changed(node) => _ = slot.set(node),
                Filtered::Empty => _ = slot.set(Node::leaf(FreshLeaf::new(0).share())),
            },
        }
    }

    /// Returns `true` if an item stays, which has this index and tag in its leaf.
    fn stays<T, C: RefCount>(
        &mut self,
        item: &T,
        at: (usize, Option<Tag>),
        b: Option<NodeRef<'_, T, C>>,
    ) -> bool
    where
        SameKey: Fn(&T, &T) -> bool,
        Contains: FnMut(&T) -> bool,
    {
        let found = match b {
            Some(NodeRef::Leaf(b)) => find_in_counterpart(item, at, b, &self.same_key).is_some(),
            _ => false,
        };
        (found || (self.contains)(item)) == (self.keep == Keep::Common)
    }

    fn node<T: Clone, C: RefCount>(
        &mut self,
        a: NodeRef<'_, T, C>,
        b: Option<NodeRef<'_, T, C>>,
    ) -> Filtered<T, C>
    where
        SameKey: Fn(&T, &T) -> bool,
        Contains: FnMut(&T) -> bool,
    {
        if b.is_some_and(|b| a.ptr_eq(b)) {
            return if self.keep == Keep::Common { Filtered::Unchanged } else { Filtered::Empty };
        }
        match a {
            NodeRef::Branch(a) => self.branch(a, b),
            NodeRef::Leaf(a) => self.leaf(a, b),
        }
    }

    fn branch<T: Clone, C: RefCount>(
        &mut self,
        a: BranchRef<'_, T, C>,
        b: Option<NodeRef<'_, T, C>>,
    ) -> Filtered<T, C>
    where
        SameKey: Fn(&T, &T) -> bool,
        Contains: FnMut(&T) -> bool,
    {
        let mut rests: [Filtered<T, C>; SLOTS] = array::from_fn(|_| Filtered::Unchanged);
        let (mut all, mut nothing) = (true, true);
        for (slot, child) in a.children() {
            rests[slot] = self.node(child, counterpart(b, slot));
            all &= matches!(rests[slot], Filtered::Unchanged);
            nothing &= matches!(rests[slot], Filtered::Empty);
        }
        if all {
            return Filtered::Unchanged;
        }
        if nothing {
            return Filtered::Empty;
        }
        let mut node = a.duplicate();
        let NodeMut::Branch(mut copy) = unshare(node.slot()) else {
            unreachable!("the copy of a branch is a branch")
        };
        for (slot, rest) in rests.into_iter().enumerate() {
            match rest {
                Filtered::Unchanged => {}
                Filtered::Changed(child) => _ = copy.child(slot).set(child),
                Filtered::Empty => {
                    _ = copy.child(slot).set(Node::leaf(FreshLeaf::new(0).share()));
                }
            }
        }
        Filtered::Changed(node)
    }

    fn leaf<T: Clone, C: RefCount>(
        &mut self,
        a: LeafRef<'_, T, C>,
        b: Option<NodeRef<'_, T, C>>,
    ) -> Filtered<T, C>
    where
        SameKey: Fn(&T, &T) -> bool,
        Contains: FnMut(&T) -> bool,
    {
        self.stay.clear();
        for (i, item) in a.slice().iter().enumerate() {
            if self.stays(item, (i, a.tag(i)), b) {
                self.stay.push(i);
            }
        }
        let kept = self.stay.len();
        self.kept += kept;
        self.removed += a.len() - kept;
        if kept == 0 {
            return Filtered::Empty;
        }
        if kept == a.len() {
            return Filtered::Unchanged;
        }
        let mut copy = FreshLeaf::new(copy_capacity::<T>(kept));
        let mut to = copy.get();
        for &i in &self.stay {
            let item = &a.slice()[i];
            let Some(tag) = a.tag(i) else { unreachable!("each item has a tag") };
            let pushed = to.push(tag, item.clone());
            debug_assert!(pushed.is_ok());
        }
        Filtered::Changed(Node::leaf(copy.share()))
    }
}

/// Returns the counterpart of the child in a slot, given that of its branch.
fn counterpart<T, C: RefCount>(
    b: Option<NodeRef<'_, T, C>>,
    slot: usize,
) -> Option<NodeRef<'_, T, C>> {
    match b {
        Some(NodeRef::Branch(b)) => Some(b.child(slot)),
        _ => b,
    }
}
