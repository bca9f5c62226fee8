//! Merges: brings the entries of one trie into another.

use super::counterpart::find_in_counterpart;
use super::node::{Item, Source, SourceBranch, SourceLeaf, SourceNode, Target};
use crate::hash::{HASH_BITS, HashBits, Path};
use crate::item::key_of;
use crate::policy::Policy;
use crate::trie::get::leaf_at;
use crate::trie::insert::push;
use crate::trie::join;
use crate::trie::leaf_size::{copy_capacity, full};
use crate::trie::leaves::Leaves;
use crate::trie::path_copy::{unshare, unshare_path};
use crate::trie::root::{LenGuard, Trie, count};
use alloc::vec::Vec;
use core::mem;
use cow_core::RefCount;
use cow_core::trie::{
    FreshLeaf, LeafMut, LeafRef, Node, NodeMut, NodeRef, Root, SLOT_BITS, SLOTS, SlotMut,
};

/// What becomes of nodes that both tries of a merge share.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum SharedNodes {
    /// They stay, and are skipped.
    Keep,
    /// They are removed, and skipped.
    Drop,
    /// Their entries are merged as others are.
    Merge,
}

/// What becomes of an entry of the trie that is changed, and of one with the same key from the source.
pub(crate) enum Decision<V> {
    /// The entry stays.
    TakeLeft,
    /// The entry of the source replaces it.
    TakeRight,
    /// The entry stays, with this value.
    SetValue(V),
    /// The key of the source replaces it, with this value.
    ReplaceWith(V),
    /// Both are removed.
    Drop,
}

/// The share of entries that has to be removed for all leaves to be checked for joins, and not only
/// those that lost entries: one in this many.
const MANY: usize = 64;

/// What to do with an item of a leaf.
enum Edit<K, V> {
    Keep,
    Put((K, V)),
    Set(V),
    Drop,
}

/// A merge of a trie `b` into a trie `a`, in place where `a` is not shared.
///
/// Every entry of `b` that is not in a shared node is looked up in the counterpart of its leaf. If it is
/// not there, it is hashed as `a` hashes. If the hash leads to the counterpart, the entry is absent and
/// belongs there. If it leads elsewhere, because the two hash differently, the entry is *misplaced*, and
/// is inserted from the root after the walk.
struct Merge<K, V, P, D> {
    shared: SharedNodes,
    /// Hashes and compares as `a` does.
    policy: P,
    /// Decides about an entry of `a` and one of `b` with the same key.
    decide: D,
    added: usize,
    removed: usize,
    /// Hashes that lead to the leaves that have lost entries.
    sparse: Vec<HashBits>,
    /// Entries of `b` that are not where `a` would have them.
    misplaced: Vec<(HashBits, (K, V))>,
    /// Entries that a leaf is to get. Empty except between the lookups in a leaf and the end of its change.
    pending: Vec<(HashBits, (K, V))>,
    /// What to do with the entries of a leaf; if empty, all stay.
    edits: Vec<Edit<K, V>>,
}

/// The prefix of hashes that leads to a node: the `len` highest bits.
#[derive(Clone, Copy)]
struct Prefix {
    bits: u64,
    len: u32,
}

impl Prefix {
    const ROOT: Self = Self { bits: 0, len: 0 };

    /// Returns how many bits the branches above the node use.
    fn used(self) -> u32 {
        self.len.next_multiple_of(SLOT_BITS)
    }
}

impl<K: Clone, V: Clone, C: RefCount> Trie<K, V, C> {
    /// Merges `other` into this trie, which hashes as `policy` does. `decide` is called with an entry of
    /// this trie and one of `other` that has the same key.
    ///
    /// If user code panics, some entries have been merged and the others not, the length is right, and
    /// nothing is lost except for entries of `other`.
    pub(crate) fn merge<P: Policy<K, V>>(
        &mut self,
        mut other: Self,
        policy: P,
        shared: SharedNodes,
        decide: impl FnMut(&(K, V), &(K, V)) -> Decision<V>,
    ) {
        let Some(b) = other.slot() else { return };
        let merge = Merge {
            shared,
            policy,
            decide,
            added: 0,
            removed: 0,
            sparse: Vec::new(),
            misplaced: Vec::new(),
            pending: Vec::new(),
            edits: Vec::new(),
        };
        merge.run(self, Source::Own(b));
    }
}

impl<K, V, P, D> Merge<K, V, P, D>
where
    K: Clone,
    V: Clone,
    P: Policy<K, V>,
    D: FnMut(&(K, V), &(K, V)) -> Decision<V>,
{
    fn run<C: RefCount>(mut self, a: &mut Trie<K, V, C>, b: Source<'_, (K, V), C>) {
        let guard = LenGuard { trie: a };
        let Some(mut slot) = guard.trie.root.slot() else { return };
        if self.hash_alike(b.view()) {
            self.slot(slot.reborrow(), b, Prefix::ROOT);
            self.insert_pending(&mut Target::Own(slot.reborrow()), 0);
        } else {
            self.one_by_one(&mut Target::Own(slot.reborrow()), b, Prefix::ROOT, 0);
        }
        for (hash, entry) in mem::take(&mut self.misplaced) {
            self.one(&mut Target::Own(slot.reborrow()), hash.with_path(), Item::Taken(entry));
        }

        let before = guard.trie.len;
        if self.shared == SharedNodes::Drop || self.sparse.len() > before / MANY {
            join::all(slot);
        } else {
            for hash in self.sparse {
                join::along(slot.reborrow(), Path::new(hash));
            }
        }
        let len = match self.shared {
            SharedNodes::Drop => count(guard.trie.view()),
            _ => before + self.added - self.removed,
        };
        if len == 0 {
            guard.trie.root = Root::new();
        }
        guard.finish(len);
    }

    /// Returns `true` if the first entries of `b` are where they would be if `b` hashed as `a`. If not, a
    /// walk over both gains nothing.
    fn hash_alike<C: RefCount>(&self, b: NodeRef<'_, (K, V), C>) -> bool {
        let Some(leaf) = Leaves::new(Some(b)).find(|leaf| !leaf.is_empty()) else { return true };
        leaf.slice().iter().take(2).enumerate().all(|(i, item)| {
            let hash = self.policy.hash(&item.0);
            leaf.tag(i) == Some(hash.tag()) && leaf_at(b, Path::new(hash)).ptr_eq(leaf)
        })
    }

    /// Merges into the node in a slot. Entries for which a leaf has no room are left in `pending`.
    fn slot<C: RefCount>(
        &mut self,
        slot: SlotMut<'_, (K, V), C>,
        b: Source<'_, (K, V), C>,
        prefix: Prefix,
    ) {
        let slot = match slot.try_mut() {
            Err(slot) => {
                if let Some(copy) = self.copy(slot.view(), b, prefix) {
                    slot.set(copy);
                }
                return;
            }
            Ok(NodeMut::Branch(branch)) => branch.into_slot(),
            Ok(NodeMut::Leaf(leaf)) => leaf.into_slot(),
        };
        self.node(&mut Target::Own(slot), b, prefix);
    }

    /// Returns what a shared node becomes, unless it stays. Entries for which a leaf has no room are left in
    /// `pending`.
    fn copy<C: RefCount>(
        &mut self,
        a: NodeRef<'_, (K, V), C>,
        b: Source<'_, (K, V), C>,
        prefix: Prefix,
    ) -> Option<Node<(K, V), C>> {
        if a.ptr_eq(b.view()) {
            match self.shared {
                SharedNodes::Keep => return None,
                SharedNodes::Drop => return Some(Node::leaf(FreshLeaf::new(0).share())),
                SharedNodes::Merge => {}
            }
        }
        let mut copy = None;
        self.node(&mut Target::Shared(a, &mut copy), b, prefix);
        copy
    }

    fn node<C: RefCount>(
        &mut self,
        a: &mut Target<'_, (K, V), C>,
        b: Source<'_, (K, V), C>,
        prefix: Prefix,
    ) {
        match (a.view(), b.view()) {
            (NodeRef::Branch(_), NodeRef::Branch(_)) | (NodeRef::Leaf(_), NodeRef::Leaf(_)) => {
                match b.open() {
                    SourceNode::Branch(b) => self.branch(a, b, prefix),
                    SourceNode::Leaf(b) => self.leaf(a, b, prefix),
                }
            }
            _ => self.one_by_one(a, b, prefix, prefix.used()),
        }
    }

    fn branch<C: RefCount>(
        &mut self,
        a: &mut Target<'_, (K, V), C>,
        mut b: SourceBranch<'_, (K, V), C>,
        prefix: Prefix,
    ) {
        let used = prefix.len + SLOT_BITS;
        let mut next = 0;
        while next < SLOTS {
            let NodeRef::Branch(branch) = a.view() else {
                unreachable!("a branch that gets items stays one")
            };
            // Runs are aligned, so the longer one is a whole number of children of the other.
            let slot = next;
            let runs = [branch.run(slot), b.run(slot)];
            let run = runs[0].max(runs[1]);
            next += run;
            if self.shared == SharedNodes::Keep && branch.child(slot).ptr_eq(b.child(slot).view()) {
                continue;
            }
            let below = Prefix {
                bits: prefix.bits | (slot as u64) << (HASH_BITS - used),
                len: used - run.ilog2(),
            };
            match (branch.child(slot), b.child(slot).view()) {
                (NodeRef::Branch(_), NodeRef::Branch(_)) => {
                    self.child(a, slot, b.child(slot), below)
                }
                (NodeRef::Leaf(_), NodeRef::Leaf(_)) if runs[0] == runs[1] => {
                    self.child(a, slot, b.child(slot), below);
                }
                _ => {
                    let mut at = slot;
                    while at < slot + run {
                        self.one_by_one(a, b.child(at), below, prefix.len);
                        at += b.run(at);
                    }
                }
            }
        }
    }

    /// Merges into the child of a branch, where both have a child of one kind.
    fn child<C: RefCount>(
        &mut self,
        a: &mut Target<'_, (K, V), C>,
        slot: usize,
        b: Source<'_, (K, V), C>,
        prefix: Prefix,
    ) {
        if let Some(own) = a.own() {
            self.slot(down(own, slot), b, prefix);
        } else {
            let NodeRef::Branch(branch) = a.view() else { unreachable!("a branch has children") };
            let Some(copy) = self.copy(branch.child(slot), b, prefix) else { return };
            down(a.slot(), slot).set(copy);
        }
        self.insert_pending(a, prefix.used() - SLOT_BITS);
    }

    /// Merges two leaves with one prefix. Entries for which there is no room are left in `pending`.
    fn leaf<C: RefCount>(
        &mut self,
        a: &mut Target<'_, (K, V), C>,
        b: SourceLeaf<'_, (K, V), C>,
        prefix: Prefix,
    ) {
        let NodeRef::Leaf(leaf) = a.view() else {
            unreachable!("the counterpart of a leaf is a leaf")
        };
        self.edits.clear();
        b.each(|item, index, tag| {
            let mut found = find_in_counterpart(item.get(), (index, tag), leaf, |a, b| {
                self.policy.eq(&a.0, &b.0)
            });
            if found.is_none() {
                let hash = self.policy.hash(&item.get().0);
                if !hash.starts_with(prefix.bits, prefix.len) {
                    let item = item.take();
                    self.misplaced.push((hash, item));
                    return;
                }
                if tag != Some(hash.tag()) {
                    found = leaf.find(hash.tag(), |other| self.policy.eq(&other.0, &item.get().0));
                }
                if found.is_none() {
                    let item = item.take();
                    self.pending.push((hash, item));
                    return;
                }
            }
            if let Some(i) = found
                && let Some(edit) = self.edit(&leaf.slice()[i], item)
            {
                if self.edits.is_empty() {
                    self.edits.resize_with(leaf.len(), || Edit::Keep);
                }
                self.edits[i] = edit;
            }
        });
        if self.pending.is_empty() && self.edits.is_empty() {
            return;
        }
        if self.edits.iter().any(|edit| matches!(edit, Edit::Drop)) {
            self.sparse.push(HashBits::at(prefix.bits));
        }
        if let Target::Shared(..) = a {
            let leaf = self.copy_leaf(leaf).share();
            a.set(Node::leaf(leaf));
        } else if let NodeMut::Leaf(mut leaf) = unshare(a.slot()) {
            self.apply_all(&mut leaf.get());
        }
    }

    /// Returns what to do with an entry of `a` when one of `b` has the same key, unless it stays.
    fn edit<C: RefCount>(
        &mut self,
        mine: &(K, V),
        item: Item<'_, '_, (K, V), C>,
    ) -> Option<Edit<K, V>> {
        Some(match (self.decide)(mine, item.get()) {
            Decision::TakeLeft => return None,
            Decision::TakeRight => Edit::Put(item.take()),
            Decision::SetValue(v) => {
                // Not at the end of the scope: a panic there would leak what is returned.
                drop(item);
                Edit::Set(v)
            }
            Decision::ReplaceWith(v) => Edit::Put((item.part(|(k, _)| k.clone(), key_of), v)),
            Decision::Drop => Edit::Drop,
        })
    }

    /// Applies `edits` to a leaf that is not shared.
    fn apply_all<C: RefCount>(&mut self, leaf: &mut LeafMut<'_, (K, V), C>) {
        // From the last one, so that those before stay where they are when one is removed.
        while let Some(edit) = self.edits.pop() {
            let index = self.edits.len();
            self.apply(leaf, index, edit);
        }
    }

    fn apply<C: RefCount>(
        &mut self,
        leaf: &mut LeafMut<'_, (K, V), C>,
        index: usize,
        edit: Edit<K, V>,
    ) {
        match edit {
            Edit::Keep => {}
            Edit::Put(item) => leaf.slice_mut()[index] = item,
            Edit::Set(v) => leaf.slice_mut()[index].1 = v,
            Edit::Drop => {
                let item = leaf.swap_remove(index);
                self.removed += 1;
                drop(item);
            }
        }
    }

    /// Returns a copy of a leaf with `edits` applied, and with as many of `pending` as there is room for.
    fn copy_leaf<C: RefCount>(&mut self, a: LeafRef<'_, (K, V), C>) -> FreshLeaf<(K, V), C> {
        let total = a.len() + self.pending.len();
        let full = full::<(K, V)>();
        let room = if total > full { full.max(a.len()) } else { copy_capacity::<(K, V)>(total) };
        let mut copy = if self.edits.is_empty() { a.duplicate(room) } else { self.edited(a, room) };
        let mut to = copy.get();
        while to.len() < to.capacity() {
            let Some((hash, item)) = self.pending.pop() else { break };
            match to.push(hash.tag(), item) {
                Ok(()) => self.added += 1,
                Err(item) => {
                    self.pending.push((hash, item));
                    break;
                }
            }
        }
        copy
    }

    /// Returns a copy of a leaf with `edits` applied.
    fn edited<C: RefCount>(
        &mut self,
        a: LeafRef<'_, (K, V), C>,
        room: usize,
    ) -> FreshLeaf<(K, V), C> {
        let mut copy = FreshLeaf::new(room);
        let mut to = copy.get();
        for (i, (edit, item)) in self.edits.drain(..).zip(a.slice()).enumerate() {
            let item = match edit {
                Edit::Keep => item.clone(),
                Edit::Put(item) => item,
                Edit::Set(v) => (item.0.clone(), v),
                Edit::Drop => {
                    self.removed += 1;
                    continue;
                }
            };
            let Some(tag) = a.tag(i) else { unreachable!("each item has a tag") };
            let pushed = to.push(tag, item);
            debug_assert!(pushed.is_ok());
        }
        copy
    }

    /// Inserts what is left in `pending` into a node to which the highest `used` bits lead.
    fn insert_pending<C: RefCount>(&mut self, a: &mut Target<'_, (K, V), C>, used: u32) {
        while let Some((hash, item)) = self.pending.pop() {
            // From the node down each time, because the insert before may have split the leaf.
            push(a.slot(), (hash, Path::from(hash, used)), item, |entry| {
                self.policy.hash(&entry.0)
            });
            self.added += 1;
        }
    }

    /// Brings the entries of `b` that have a prefix to `a`, one by one. The highest `used` bits lead to `a`.
    fn one_by_one<C: RefCount>(
        &mut self,
        a: &mut Target<'_, (K, V), C>,
        b: Source<'_, (K, V), C>,
        prefix: Prefix,
        used: u32,
    ) {
        match b.open() {
            SourceNode::Branch(branch) => {
                branch.each(|child| self.one_by_one(a, child, prefix, used));
            }
            SourceNode::Leaf(leaf) => leaf.each(|item, _, _| {
                let hash = self.policy.hash(&item.get().0);
                if hash.starts_with(prefix.bits, prefix.len) {
                    self.one(a, (hash, Path::from(hash, used)), item);
                } else {
                    let item = item.take();
                    self.misplaced.push((hash, item));
                }
            }),
        }
    }

    /// Brings one entry to the leaf to which its path leads from `a`.
    fn one<C: RefCount>(
        &mut self,
        a: &mut Target<'_, (K, V), C>,
        (hash, path): (HashBits, Path),
        item: Item<'_, '_, (K, V), C>,
    ) {
        let leaf = leaf_at(a.view(), path);
        let Some(index) = leaf.find(hash.tag(), |other| self.policy.eq(&other.0, &item.get().0))
        else {
            let item = item.take();
            push(a.slot(), (hash, path), item, |entry| self.policy.hash(&entry.0));
            self.added += 1;
            return;
        };
        if let Some(edit) = self.edit(&leaf.slice()[index], item) {
            if let Edit::Drop = edit {
                self.sparse.push(hash);
            }
            let (mut leaf, _) = unshare_path(a.slot(), path);
            self.apply(&mut leaf.get(), index, edit);
        }
    }
}

/// Returns the slot of a child in a branch, which is copied if it is shared.
fn down<T: Clone, C: RefCount>(slot: SlotMut<'_, T, C>, index: usize) -> SlotMut<'_, T, C> {
    match unshare(slot) {
        NodeMut::Branch(branch) => branch.into_child(index),
        NodeMut::Leaf(_) => unreachable!("a branch that gets items stays one"),
    }
}
