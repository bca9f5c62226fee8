//! A small hash trie on the kit, without `unsafe`: as much of a map as shows that a real descent can
//! be written on branches and leaf, and what that costs.

#![forbid(unsafe_code)]
#![allow(unreachable_pub, missing_docs, dead_code, reason = "included in a test and in a bench")]

use cow_core::RefCount;
use cow_core::trie::{FreshLeaf, LeafRef, Tag, leaf_width};
use cow_core::trie::{Node, NodeMut, NodeRef, Root, SLOT_BITS};

type Entry = (u64, u64);

/// How many entries a leaf holds.
pub const FULL: usize = leaf_width::<Entry>();

/// A map of numbers. Keys are taken to be random, and so are their own hashes.
pub struct Trie<C: RefCount> {
    root: Root<Entry, C>,
}

impl<C: RefCount> Clone for Trie<C> {
    #[inline]
    fn clone(&self) -> Self {
        Self { root: self.root.clone() }
    }
}

#[inline]
fn tag(key: u64) -> Tag {
    let byte = key as u8;
    Tag::new(byte + u8::from(byte == 0)).unwrap_or(Tag::MIN)
}

#[inline]
fn slot(bits: u64) -> usize {
    (bits >> (u64::BITS - SLOT_BITS)) as usize
}

impl<C: RefCount> Trie<C> {
    pub fn new() -> Self {
        Self { root: Root::new() }
    }

    #[inline]
    pub fn get(&self, key: u64) -> Option<u64> {
        let mut view = self.root.view()?;
        let mut bits = key;
        loop {
            match view {
                NodeRef::Branch(branch) => view = branch.child(slot(bits)),
                NodeRef::Leaf(leaf) => {
                    return leaf.find_item(tag(key), |e| e.0 == key).map(|e| e.1);
                }
            }
            bits <<= SLOT_BITS;
        }
    }

    #[inline]
    pub fn insert(&mut self, key: u64, value: u64) -> Option<u64> {
        let Some(mut place) = self.root.slot() else {
            let mut leaf = FreshLeaf::new(FULL);
            let _fits = leaf.get().push(tag(key), (key, value));
            self.root = Node::leaf(leaf.share()).into();
            return None;
        };
        let (mut bits, mut used) = (key, 0);
        loop {
            match place.try_mut() {
                Ok(NodeMut::Branch(branch)) => {
                    place = branch.into_child(slot(bits));
                    (bits, used) = (bits << SLOT_BITS, used + SLOT_BITS);
                }
                Ok(NodeMut::Leaf(mut leaf)) => {
                    if let Some(i) = leaf.get().find(tag(key), |e| e.0 == key) {
                        let entry = leaf.into_mut().into_item(i);
                        return Some(std::mem::replace(&mut entry.1, value));
                    }
                    if leaf.get().push(tag(key), (key, value)).is_ok() {
                        return None;
                    }
                    // Full: split at the next bit, and look again.
                    let depth = leaf.depth();
                    let at = used + depth - SLOT_BITS;
                    let [mut lower, mut upper] = leaf.split(FreshLeaf::new(FULL));
                    let (mut from, mut to) = (lower.get(), upper.get());
                    for i in (0..from.len()).rev() {
                        let entry = from.slice()[i];
                        if entry.0 << at >> 63 != 0 {
                            let _fits = to.push(tag(entry.0), from.swap_remove(i));
                        }
                    }
                    let half = if key << at >> 63 != 0 { upper } else { lower };
                    place = half.into_slot();
                    if depth == SLOT_BITS {
                        (bits, used) = (bits << SLOT_BITS, used + SLOT_BITS);
                    }
                }
                Err(shared) => {
                    let copy = copy_path(shared.view(), bits);
                    place = shared.set(copy);
                }
            }
        }
    }

    pub fn sum(&self) -> u64 {
        fn below<C: RefCount>(view: NodeRef<'_, Entry, C>) -> u64 {
            match view {
                NodeRef::Leaf(leaf) => leaf.slice().iter().map(|e| e.1).sum(),
                NodeRef::Branch(branch) => branch.children().map(|(_, child)| below(child)).sum(),
            }
        }
        self.root.view().map_or(0, below)
    }
}

/// A copy of the way to a leaf.
fn copy_path<C: RefCount>(view: NodeRef<'_, Entry, C>, bits: u64) -> Node<Entry, C> {
    match view {
        NodeRef::Leaf(leaf) => Node::leaf(copy(leaf).share()),
        NodeRef::Branch(branch) => {
            let slot = slot(bits);
            branch.with_child(slot, copy_path(branch.child(slot), bits << SLOT_BITS))
        }
    }
}

fn copy<C: RefCount>(leaf: LeafRef<'_, Entry, C>) -> FreshLeaf<Entry, C> {
    leaf.duplicate((leaf.len() + 1).min(FULL))
}
