//! Brings the items of one trie into another.

use super::face;
use crate::hash::{HASH_BITS, HashBits, Path};
use crate::leaf::{capacity, full};
use crate::ops::leaves::Leaves;
use crate::ops::unshare::{self, Unique};
use crate::ops::{compact, find, insert};
use alloc::vec::Vec;
use cow_core::Kind;
use cow_core::fan::{FanRef, Link, Root, SLOT_BITS, SLOTS, SlotMut, View};
use cow_core::tagged::{TagFresh, TagRef};

/// What becomes of an item whose key both tries have.
pub(crate) enum Fate<T> {
    /// It stays as it is, and nothing is copied for it.
    Keep,
    /// This item takes its place.
    Put(T),
    /// It goes.
    Drop,
}

/// A merge of the trie `b` into a trie `a`, with which the result shares what did not change.
///
/// Every item of `b` that is not in a shared node is looked for in the facing leaf of `a`. If it is
/// not there, its bits are asked for as `a` hashes. They lead to the facing place, and then it is
/// nowhere in `a` and belongs there. Or they lead elsewhere, if the two hash differently: then it is
/// a *stray*, and comes in by a lookup from the root when the walk is over.
pub(crate) struct Merge<'b, T, Key, Meet, Rehash> {
    /// Whether nodes that both share stay as they are. Otherwise their items meet, too.
    skip_shared: bool,
    /// Whether two items have the same key.
    key: Key,
    /// Decides for an item of `a` and one of `b` with the same key.
    meet: Meet,
    /// The bits of an item, as `a` hashes.
    rehash: Rehash,
    added: usize,
    dropped: usize,
    /// Items of `b` that are in another place than `a` would have them in.
    strays: Vec<(HashBits, &'b T)>,
    /// Items of `b` that a leaf is to get. Empty but while a leaf is made.
    news: Vec<(HashBits, &'b T)>,
    /// What becomes of the items of a leaf; if empty, all stay.
    fates: Vec<Fate<T>>,
}

/// Where two nodes face each other: the highest `bits` bits lead there.
#[derive(Clone, Copy)]
struct Place {
    prefix: u64,
    bits: u32,
}

impl<'b, T, Key, Meet, Rehash> Merge<'b, T, Key, Meet, Rehash>
where
    T: Clone,
    Key: Fn(&T, &T) -> bool,
    Meet: FnMut(&T, &T) -> Fate<T>,
    Rehash: Fn(&T) -> HashBits,
{
    /// A merge that decides so.
    pub(crate) fn new(skip_shared: bool, key: Key, meet: Meet, rehash: Rehash) -> Self {
        Self {
            skip_shared,
            key,
            meet,
            rehash,
            added: 0,
            dropped: 0,
            strays: Vec::new(),
            news: Vec::new(),
            fates: Vec::new(),
        }
    }

    /// The merged trie, and how many items it has, if `a` has `len`. `a` itself, if nothing changed.
    pub(crate) fn run<P: Kind>(
        mut self,
        a: View<'_, T, P>,
        len: usize,
        b: View<'b, T, P>,
    ) -> (Root<T, P>, usize) {
        let root = Place { prefix: 0, bits: 0 };
        let mut work = None;
        match (a, b) {
            _ if self.skip_shared && a.same(b) => {}
            (View::Fan(a), View::Fan(b)) => work = self.fan(a, b, root),
            (View::Leaf(a), View::Leaf(b)) => {
                if let Some(leaf) = self.leaf(a, b, root) {
                    work = Some(Link::leaf(leaf.share()));
                    self.fill(&mut work, 0);
                }
            }
            _ => self.one_by_one(a, &mut work, b, root, 0),
        }
        for (hash, item) in core::mem::take(&mut self.strays) {
            self.one(a, &mut work, Path::new(hash), hash, item);
        }

        let len = len + self.added - self.dropped;
        if len == 0 {
            return (Root::new(), 0);
        }
        let mut link = work.unwrap_or_else(|| a.to_link());
        if self.dropped > 0 {
            compact::all(link.slot());
        }
        (link.into(), len)
    }

    /// What two fans become, unless that is `a`.
    fn fan<P: Kind>(
        &mut self,
        a: FanRef<'_, T, P>,
        b: FanRef<'b, T, P>,
        place: Place,
    ) -> Option<Link<T, P>> {
        let used = place.bits + SLOT_BITS;
        let mut work = None;
        let mut slot = 0;
        while slot < SLOTS {
            // Runs are aligned, so the longer one is a whole number of children of the other.
            let runs = [a.run(slot), b.run(slot)];
            let run = runs[0].max(runs[1]);
            let place = Place {
                prefix: place.prefix | (slot as u64) << (HASH_BITS - used),
                bits: used - run.ilog2(),
            };
            match (a.child(slot), b.child(slot)) {
                (child, facing) if self.skip_shared && child.same(facing) => {}
                (View::Fan(child), View::Fan(facing)) => {
                    if let Some(child) = self.fan(child, facing, place) {
                        down(&mut work, a, slot).set(child);
                    }
                }
                (View::Leaf(child), View::Leaf(facing)) if runs[0] == runs[1] => {
                    if let Some(child) = self.leaf(child, facing, place) {
                        down(&mut work, a, slot).set(Link::leaf(child.share()));
                        self.fill(&mut work, used - SLOT_BITS);
                    }
                }
                _ => {
                    for at in (slot..slot + run).filter(|&at| b.begins_at(at)) {
                        self.one_by_one(
                            View::Fan(a),
                            &mut work,
                            b.child(at),
                            place,
                            used - SLOT_BITS,
                        );
                    }
                }
            }
            slot += run;
        }
        work
    }

    /// What two leaves in one place become, unless that is `a`. Items for which there is no room are
    /// left in `news`.
    fn leaf<P: Kind>(
        &mut self,
        a: TagRef<'_, T, P>,
        b: TagRef<'b, T, P>,
        place: Place,
    ) -> Option<TagFresh<T, P>> {
        self.fates.clear();
        for (j, item) in b.slice().iter().enumerate() {
            let mut found = face::find(b, j, a, &self.key);
            if found.is_none() {
                let hash = (self.rehash)(item);
                if !hash.agrees(place.prefix, place.bits) {
                    self.strays.push((hash, item));
                    continue;
                }
                if b.tag(j) != Some(hash.tag()) {
                    found = a.find(hash.tag(), |other| (self.key)(other, item));
                }
                if found.is_none() {
                    self.news.push((hash, item));
                }
            }
            if let Some(i) = found {
                match (self.meet)(&a.slice()[i], item) {
                    Fate::Keep => {}
                    fate => {
                        if self.fates.is_empty() {
                            self.fates.resize_with(a.len(), || Fate::Keep);
                        }
                        self.fates[i] = fate;
                    }
                }
            }
        }
        if self.news.is_empty() && self.fates.is_empty() {
            return None;
        }

        let total = a.len() + self.news.len();
        let room =
            if total > full::<T>() { full::<T>().max(a.len()) } else { capacity::<T>(total) };
        let mut copy =
            if self.fates.is_empty() { a.duplicate(room) } else { self.decided(a, room) };
        let mut to = copy.get();
        while to.len() < to.capacity() {
            let Some((hash, item)) = self.news.pop() else { break };
            self.added += usize::from(to.push(hash.tag(), item.clone()).is_ok());
        }
        Some(copy)
    }

    /// A copy of a leaf after the decisions in `fates`.
    fn decided<P: Kind>(&mut self, a: TagRef<'_, T, P>, room: usize) -> TagFresh<T, P> {
        let mut copy = TagFresh::new(room);
        let mut to = copy.get();
        for (i, (fate, item)) in self.fates.drain(..).zip(a.slice()).enumerate() {
            let item = match fate {
                Fate::Keep => item.clone(),
                Fate::Put(item) => item,
                Fate::Drop => {
                    self.dropped += 1;
                    continue;
                }
            };
            let tag = a.tag(i).unwrap_or_else(|| (self.rehash)(&item).tag());
            let pushed = to.push(tag, item);
            debug_assert!(pushed.is_ok());
        }
        copy
    }

    /// Inserts what is left in `news` into the node in `work`, to which the highest `used` bits lead.
    fn fill<P: Kind>(&mut self, work: &mut Option<Link<T, P>>, used: u32) {
        let Some(link) = work else { return };
        while let Some((hash, item)) = self.news.pop() {
            // From the node down each time, for the leaf may be split by the item before.
            push(link.slot(), Path::from(hash, used), hash, item.clone(), &self.rehash);
            self.added += 1;
        }
    }

    /// Brings the items of `b` into what `work` makes of `a`, a node to which the highest `used` bits
    /// lead.
    fn one_by_one<P: Kind>(
        &mut self,
        a: View<'_, T, P>,
        work: &mut Option<Link<T, P>>,
        b: View<'b, T, P>,
        place: Place,
        used: u32,
    ) {
        for item in Leaves::new(Some(b)).flat_map(TagRef::slice) {
            let hash = (self.rehash)(item);
            if hash.agrees(place.prefix, place.bits) {
                self.one(a, work, Path::from(hash, used), hash, item);
            } else {
                self.strays.push((hash, item));
            }
        }
    }

    /// Brings one item to where its path leads.
    fn one<P: Kind>(
        &mut self,
        a: View<'_, T, P>,
        work: &mut Option<Link<T, P>>,
        path: Path,
        hash: HashBits,
        item: &T,
    ) {
        let leaf = find::leaf(work.as_ref().map_or(a, Link::view), path);
        let Some(index) = leaf.find(hash.tag(), |other| (self.key)(other, item)) else {
            let item = item.clone();
            let link = work.get_or_insert_with(|| a.to_link());
            push(link.slot(), path, hash, item, &self.rehash);
            self.added += 1;
            return;
        };
        let fate = (self.meet)(&leaf.slice()[index], item);
        if matches!(fate, Fate::Keep) {
            return;
        }
        let link = work.get_or_insert_with(|| a.to_link());
        let (mut leaf, _) = unshare::leaf(link.slot(), path);
        match fate {
            Fate::Keep => {}
            Fate::Put(item) => leaf.get().slice_mut()[index] = item,
            Fate::Drop => {
                self.dropped += 1;
                drop(leaf.get().swap_remove(index, |last| (self.rehash)(last).tag()));
            }
        }
    }
}

/// The place of a child in what `work` makes of `a`.
fn down<'w, T: Clone, P: Kind>(
    work: &'w mut Option<Link<T, P>>,
    a: FanRef<'_, T, P>,
    slot: usize,
) -> SlotMut<'w, T, P> {
    match unshare::open(work.get_or_insert_with(|| a.to_link()).slot()) {
        Unique::Fan(fan) => fan.down(slot),
        Unique::Leaf(_) => unreachable!("a fan that gets items stays one"),
    }
}

/// Inserts an item that is not there.
fn push<T: Clone, P: Kind>(
    mut slot: SlotMut<'_, T, P>,
    mut path: Path,
    hash: HashBits,
    mut item: T,
    rehash: impl Fn(&T) -> HashBits,
) {
    loop {
        match unshare::open(slot) {
            Unique::Fan(fan) => {
                slot = fan.down(path.slot());
                path = path.down();
            }
            Unique::Leaf(mut leaf) => match leaf.get().push(hash.tag(), item) {
                Ok(()) => return,
                Err(back) => {
                    item = back;
                    (slot, path) = insert::make_room(leaf, path, hash, &rehash);
                }
            },
        }
    }
}
