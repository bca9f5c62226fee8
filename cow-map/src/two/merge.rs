//! Brings the items of one trie into another.

use super::face;
use super::fate::{Common, Fate};
use super::source::{Item, Opened, Source, SourceBranch, SourceLeaf};
use super::target::Target;
use crate::hash::{HASH_BITS, HashBits, Path};
use crate::item::key_of;
use crate::leaf::{capacity, full};
use crate::ops::leaves::Leaves;
use crate::ops::recount::{Recount, count};
use crate::ops::unshare::{self, Unique};
use crate::ops::{compact, find, insert};
use alloc::vec::Vec;
use core::mem;
use cow_core::RefCount;
use cow_core::trie::{FreshLeaf, LeafMut, LeafRef};
use cow_core::trie::{Node, NodeMut, NodeRef, Root, SLOT_BITS, SLOTS, SlotMut};

/// From one in how many items on all nodes are looked at to join leaves, and not the paths to some.
const MANY: usize = 64;

/// What is to be done with an item of a leaf.
enum Edit<K, V> {
    Keep,
    Put((K, V)),
    Set(V),
    Drop,
}

/// A merge of a trie `b` into a trie `a`, in place where nobody shares it.
///
/// Every item of `b` that is not in a shared node is looked for in the facing leaf of `a`. If it is
/// not there, its bits are asked for as `a` hashes. They lead to the facing place, and then it is
/// nowhere in `a` and belongs there. Or they lead elsewhere, if the two hash differently: then it is
/// a *stray*, and comes in by a lookup from the root when the walk is over.
pub(crate) struct Merge<K, V, Key, Meet, Rehash> {
    common: Common,
    /// Whether two items have the same key.
    key: Key,
    /// Decides for an item of `a` and one of `b` with the same key.
    meet: Meet,
    /// The bits of an item, as `a` hashes.
    rehash: Rehash,
    added: usize,
    dropped: usize,
    /// Where leaves have lost items: hashes that lead there.
    thinned: Vec<u64>,
    /// Items of `b` that were in another place than `a` would have them in.
    strays: Vec<(HashBits, (K, V))>,
    /// Items that a leaf is to get. Empty but between a look at a leaf and the end of its change.
    news: Vec<(HashBits, (K, V))>,
    /// What is to be done with the items of a leaf; if empty, all stay.
    edits: Vec<Edit<K, V>>,
}

/// Where two nodes face each other: the highest `bits` bits lead there.
#[derive(Clone, Copy)]
struct Place {
    prefix: u64,
    bits: u32,
}

impl Place {
    const ROOT: Self = Self { prefix: 0, bits: 0 };

    /// How many bits are used on the way to the node in this place.
    fn used(self) -> u32 {
        self.bits.next_multiple_of(SLOT_BITS)
    }
}

impl<K, V, Key, Meet, Rehash> Merge<K, V, Key, Meet, Rehash>
where
    K: Clone,
    V: Clone,
    Key: Fn(&(K, V), &(K, V)) -> bool,
    Meet: FnMut(&(K, V), &(K, V)) -> Fate<V>,
    Rehash: Fn(&(K, V)) -> HashBits,
{
    /// A merge that decides so.
    pub(crate) fn new(common: Common, key: Key, meet: Meet, rehash: Rehash) -> Self {
        Self {
            common,
            key,
            meet,
            rehash,
            added: 0,
            dropped: 0,
            thinned: Vec::new(),
            strays: Vec::new(),
            news: Vec::new(),
            edits: Vec::new(),
        }
    }

    /// Merges `b` into a trie of `len` items. If user code panics, some items have been merged and
    /// the others not, `len` is right, and nothing is lost but items of `b`.
    pub(crate) fn run<C: RefCount>(
        mut self,
        root: &mut Root<(K, V), C>,
        len: &mut usize,
        b: Source<'_, (K, V), C>,
    ) {
        let whole = Recount { root, len };
        let Some(mut slot) = whole.root.slot() else { return };
        if self.hash_alike(b.view()) {
            self.place(slot.reborrow(), b, Place::ROOT);
            self.fill(&mut Target::Own(slot.reborrow()), 0);
        } else {
            self.one_by_one(&mut Target::Own(slot.reborrow()), b, Place::ROOT);
        }
        for (hash, item) in mem::take(&mut self.strays) {
            let item = Item::Taken(item);
            self.one(&mut Target::Own(slot.reborrow()), Path::new(hash), hash, item);
        }

        if self.common == Common::Goes || self.thinned.len() > *whole.len / MANY {
            compact::all(slot);
        } else {
            for position in self.thinned {
                compact::along(slot.reborrow(), Path::at(position));
            }
        }
        let len = match self.common {
            Common::Goes => count(whole.root.view()),
            _ => *whole.len + self.added - self.dropped,
        };
        if len == 0 {
            *whole.root = Root::new();
        }
        whole.done(len);
    }

    /// Whether the first items of `b` lie where they would if `b` hashed as `a`. If not, there is
    /// nothing to be gained from a walk over both.
    fn hash_alike<C: RefCount>(&self, b: NodeRef<'_, (K, V), C>) -> bool {
        let Some(leaf) = Leaves::new(Some(b)).find(|leaf| !leaf.is_empty()) else { return true };
        leaf.slice().iter().take(2).enumerate().all(|(i, item)| {
            let hash = (self.rehash)(item);
            leaf.tag(i) == Some(hash.tag()) && find::leaf(b, Path::new(hash)).ptr_eq(leaf)
        })
    }

    /// Merges into a place. What has no room in a leaf is left in `news`.
    fn place<C: RefCount>(
        &mut self,
        slot: SlotMut<'_, (K, V), C>,
        b: Source<'_, (K, V), C>,
        place: Place,
    ) {
        let slot = match slot.try_mut() {
            Err(slot) => {
                if let Some(link) = self.copy(slot.view(), b, place) {
                    slot.set(link);
                }
                return;
            }
            Ok(NodeMut::Branch(branch)) => branch.into_slot(),
            Ok(NodeMut::Leaf(leaf)) => leaf.into_slot(),
        };
        self.node(&mut Target::Own(slot), b, place);
    }

    /// What a shared node becomes, unless it stays. What has no room in a leaf is left in `news`.
    fn copy<C: RefCount>(
        &mut self,
        a: NodeRef<'_, (K, V), C>,
        b: Source<'_, (K, V), C>,
        place: Place,
    ) -> Option<Node<(K, V), C>> {
        if a.ptr_eq(b.view()) {
            match self.common {
                Common::Stays => return None,
                Common::Goes => return Some(Node::leaf(FreshLeaf::new(0).share())),
                Common::Meets => {}
            }
        }
        let mut copy = None;
        self.node(&mut Target::Shared(a, &mut copy), b, place);
        copy
    }

    fn node<C: RefCount>(
        &mut self,
        a: &mut Target<'_, (K, V), C>,
        b: Source<'_, (K, V), C>,
        place: Place,
    ) {
        match (a.view(), b.view()) {
            (NodeRef::Branch(_), NodeRef::Branch(_)) | (NodeRef::Leaf(_), NodeRef::Leaf(_)) => {
                match b.open() {
                    Opened::Branch(b) => self.branch(a, b, place),
                    Opened::Leaf(b) => self.leaf(a, b, place),
                }
            }
            _ => self.one_by_one(a, b, place),
        }
    }

    fn branch<C: RefCount>(
        &mut self,
        a: &mut Target<'_, (K, V), C>,
        mut b: SourceBranch<'_, (K, V), C>,
        place: Place,
    ) {
        let used = place.bits + SLOT_BITS;
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
            if self.common == Common::Stays && branch.child(slot).ptr_eq(b.child(slot).view()) {
                continue;
            }
            let below = Place {
                prefix: place.prefix | (slot as u64) << (HASH_BITS - used),
                bits: used - run.ilog2(),
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
                        self.one_by_one_below(a, b.child(at), below, place.bits);
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
        place: Place,
    ) {
        if let Some(own) = a.own() {
            self.place(down(own, slot), b, place);
        } else {
            let NodeRef::Branch(branch) = a.view() else { unreachable!("a branch has children") };
            let Some(link) = self.copy(branch.child(slot), b, place) else { return };
            down(a.slot(), slot).set(link);
        }
        self.fill(a, place.used() - SLOT_BITS);
    }

    /// Merges two leaves in one place. Items for which there is no room are left in `news`.
    fn leaf<C: RefCount>(
        &mut self,
        a: &mut Target<'_, (K, V), C>,
        b: SourceLeaf<'_, (K, V), C>,
        place: Place,
    ) {
        let NodeRef::Leaf(leaf) = a.view() else { unreachable!("a leaf faces a leaf") };
        self.edits.clear();
        b.each(|item, index, tag| {
            let mut found = face::find(item.get(), index, tag, leaf, &self.key);
            if found.is_none() {
                let hash = (self.rehash)(item.get());
                if !hash.agrees(place.prefix, place.bits) {
                    let item = item.take();
                    self.strays.push((hash, item));
                    return;
                }
                if tag != Some(hash.tag()) {
                    found = leaf.find(hash.tag(), |other| (self.key)(other, item.get()));
                }
                if found.is_none() {
                    let item = item.take();
                    self.news.push((hash, item));
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
        if self.news.is_empty() && self.edits.is_empty() {
            return;
        }
        if self.edits.iter().any(|edit| matches!(edit, Edit::Drop)) {
            self.thinned.push(place.prefix);
        }
        if let Target::Shared(..) = a {
            let leaf = self.copy_leaf(leaf).share();
            a.set(Node::leaf(leaf));
        } else if let Unique::Leaf(mut leaf) = unshare::open(a.slot()) {
            self.apply_all(&mut leaf.get());
        }
    }

    /// What is to be done with an item of `a` when one of `b` has the same key, unless it stays.
    fn edit<C: RefCount>(
        &mut self,
        mine: &(K, V),
        item: Item<'_, '_, (K, V), C>,
    ) -> Option<Edit<K, V>> {
        Some(match (self.meet)(mine, item.get()) {
            Fate::Stays => return None,
            Fate::Yields => Edit::Put(item.take()),
            Fate::Set(v) => {
                // Not at the end of the scope: a panic there would leak what is returned.
                drop(item);
                Edit::Set(v)
            }
            Fate::Comes(v) => Edit::Put((item.part(|(k, _)| k.clone(), key_of), v)),
            Fate::Goes => Edit::Drop,
        })
    }

    /// Does what `edits` say to a leaf that nobody shares.
    fn apply_all<C: RefCount>(&mut self, leaf: &mut LeafMut<'_, (K, V), C>) {
        // From the last one: so those before stay where they are when one goes.
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
                self.dropped += 1;
                drop(item);
            }
        }
    }

    /// A copy of a leaf after what `edits` say, and with what there is room for of `news`.
    fn copy_leaf<C: RefCount>(&mut self, a: LeafRef<'_, (K, V), C>) -> FreshLeaf<(K, V), C> {
        let total = a.len() + self.news.len();
        let full = full::<(K, V)>();
        let room = if total > full { full.max(a.len()) } else { capacity::<(K, V)>(total) };
        let mut copy = if self.edits.is_empty() { a.duplicate(room) } else { self.edited(a, room) };
        let mut to = copy.get();
        while to.len() < to.capacity() {
            let Some((hash, item)) = self.news.pop() else { break };
            match to.push(hash.tag(), item) {
                Ok(()) => self.added += 1,
                Err(item) => {
                    self.news.push((hash, item));
                    break;
                }
            }
        }
        copy
    }

    /// A copy of a leaf after what `edits` say.
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
                    self.dropped += 1;
                    continue;
                }
            };
            let Some(tag) = a.tag(i) else { unreachable!("each item has a tag") };
            let pushed = to.push(tag, item);
            debug_assert!(pushed.is_ok());
        }
        copy
    }

    /// Inserts what is left in `news` into a node to which the highest `used` bits lead.
    fn fill<C: RefCount>(&mut self, a: &mut Target<'_, (K, V), C>, used: u32) {
        while let Some((hash, item)) = self.news.pop() {
            // From the node down each time, for the leaf may be split by the item before.
            insert::push(a.slot(), Path::from(hash, used), hash, item, &self.rehash);
            self.added += 1;
        }
    }

    /// Brings the items of `b` to the node in a place, one by one.
    fn one_by_one<C: RefCount>(
        &mut self,
        a: &mut Target<'_, (K, V), C>,
        b: Source<'_, (K, V), C>,
        place: Place,
    ) {
        self.one_by_one_below(a, b, place, place.used());
    }

    /// Brings the items of `b` that belong to a place below a node to which the highest `used` bits
    /// lead.
    fn one_by_one_below<C: RefCount>(
        &mut self,
        a: &mut Target<'_, (K, V), C>,
        b: Source<'_, (K, V), C>,
        place: Place,
        used: u32,
    ) {
        match b.open() {
            Opened::Branch(branch) => {
                branch.each(|child| self.one_by_one_below(a, child, place, used))
            }
            Opened::Leaf(leaf) => leaf.each(|item, _, _| {
                let hash = (self.rehash)(item.get());
                if hash.agrees(place.prefix, place.bits) {
                    self.one(a, Path::from(hash, used), hash, item);
                } else {
                    let item = item.take();
                    self.strays.push((hash, item));
                }
            }),
        }
    }

    /// Brings one item to where its path leads.
    fn one<C: RefCount>(
        &mut self,
        a: &mut Target<'_, (K, V), C>,
        path: Path,
        hash: HashBits,
        item: Item<'_, '_, (K, V), C>,
    ) {
        let leaf = find::leaf(a.view(), path);
        let Some(index) = leaf.find(hash.tag(), |other| (self.key)(other, item.get())) else {
            let item = item.take();
            insert::push(a.slot(), path, hash, item, &self.rehash);
            self.added += 1;
            return;
        };
        if let Some(edit) = self.edit(&leaf.slice()[index], item) {
            if let Edit::Drop = edit {
                self.thinned.push(hash.position());
            }
            let (mut leaf, _) = unshare::leaf(a.slot(), path);
            self.apply(&mut leaf.get(), index, edit);
        }
    }
}

/// The place of a child in a branch, which is copied if it is shared.
fn down<T: Clone, C: RefCount>(slot: SlotMut<'_, T, C>, index: usize) -> SlotMut<'_, T, C> {
    match unshare::open(slot) {
        Unique::Branch(branch) => branch.into_child(index),
        Unique::Leaf(_) => unreachable!("a branch that gets items stays one"),
    }
}
