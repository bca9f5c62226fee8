//! Inserts: into a leaf with room, into a copy of what is shared, and by splitting a full leaf.

use super::get::leaf_at;
use super::leaf_size::{copy_capacity, full, grown_capacity};
use super::path_copy::{copy_path, unshare, unshare_path};
use super::root::Trie;
use crate::hash::{HASH_BITS, HashBits, Path};
use crate::policy::{Absent, Policy};
use alloc::vec::Vec;
use core::mem;
use cow_core::RefCount;
use cow_core::trie::{FreshLeaf, Node, NodeMut, SLOT_BITS, SlotMut, UniqueLeaf};

impl<K, V, C: RefCount> Trie<K, V, C> {
    /// Sets the value of a key, and returns the one that it had. A key that is there is kept. Copies the
    /// path if it is shared.
    #[inline]
    pub(crate) fn insert(&mut self, policy: impl Policy<K, V>, key: K, value: V) -> Option<V> {
        let at = policy.hash(&key).with_path();
        self.insert_at(policy, at, (key, value))
    }

    /// Inserts as [`insert`](Self::insert) does, by a path that may begin below the root of a larger trie
    /// of which this is to be a part.
    #[inline]
    pub(crate) fn insert_at(
        &mut self,
        policy: impl Policy<K, V>,
        at: (HashBits, Path),
        entry: (K, V),
    ) -> Option<V> {
        self.insert_or(policy, at, entry, |present, (key, value)| {
            let old = mem::replace(&mut present.1, value);
            // Not at the end of the scope: a panic there would leak what is returned.
            drop(key);
            old
        })
    }

    /// Inserts an entry, or passes it to `replace` together with the one that has an equal key.
    ///
    /// Keys are compared before anything has changed. `replace` runs last, except for the drop of a node
    /// whose other owners are gone meanwhile, so the entry is counted before.
    #[inline]
    pub(crate) fn insert_or<R>(
        &mut self,
        policy: impl Policy<K, V>,
        (hash, mut path): (HashBits, Path),
        mut entry: (K, V),
        replace: impl FnOnce(&mut (K, V), (K, V)) -> R,
    ) -> Option<R> {
        let tag = hash.tag();
        let Some(mut slot) = self.root.slot() else {
            self.root = Node::leaf(single(hash, entry).share()).into();
            self.len += 1;
            return None;
        };
        loop {
            match slot.try_mut() {
                Ok(NodeMut::Branch(branch)) => {
                    slot = branch.into_child(path.slot());
                    path = path.down();
                }
                Ok(NodeMut::Leaf(mut leaf)) => {
                    let found = leaf.get().find(tag, |other| policy.eq(&other.0, &entry.0));
                    if let Some(i) = found {
                        return Some(replace(leaf.into_mut().into_item(i), entry));
                    }
                    match leaf.get().push(tag, entry) {
                        Ok(()) => {
                            self.len += 1;
                            return None;
                        }
                        Err(back) => entry = back,
                    }
                    (slot, path) = make_room(leaf, path, hash, |other| policy.hash(&other.0));
                }
                Err(shared) => {
                    let leaf = leaf_at(shared.view(), path);
                    if let Some(index) = leaf.find(tag, |other| policy.eq(&other.0, &entry.0)) {
                        let mut replaced = None;
                        let copy = copy_path(shared.view(), path, |leaf| {
                            let mut copy = policy.copy(leaf, leaf.len());
                            replaced = Some(replace(&mut copy.get().slice_mut()[index], entry));
                            copy
                        });
                        shared.set(copy);
                        return replaced;
                    }
                    // A full leaf is copied as it is, and split when it has one owner.
                    let mut pending = Some(entry);
                    let copy = copy_path(shared.view(), path, |leaf| {
                        let len = leaf.len();
                        let has_room = len < full::<(K, V)>();
                        let room = if has_room { copy_capacity::<(K, V)>(len) } else { len };
                        let mut copy = policy.copy(leaf, room);
                        if let Some(entry) = pending.take() {
                            pending = copy.get().push(tag, entry).err();
                        }
                        copy
                    });
                    self.len += usize::from(pending.is_none());
                    slot = shared.set(copy);
                    match pending {
                        None => return None,
                        Some(back) => entry = back,
                    }
                }
            }
        }
    }
}

impl<K: Clone, V: Clone, C: RefCount> Trie<K, V, C> {
    /// Inserts an entry whose key is absent. `hash` is that of its key, `rehash` that of any.
    #[inline]
    pub(crate) fn insert_new(
        &mut self,
        hash: HashBits,
        entry: (K, V),
        rehash: impl Fn(&K) -> HashBits + Copy,
    ) {
        self.insert_or(Absent(rehash), hash.with_path(), entry, |_, _| {});
    }

    /// Returns the entry that was inserted last, which has this hash, to be changed.
    pub(crate) fn last_mut(&mut self, hash: HashBits) -> &mut (K, V) {
        let slot = self.root.slot().expect("something was inserted");
        let entries = unshare_path(slot, Path::new(hash)).0.into_mut().into_slice();
        entries.last_mut().expect("an insert appends to a leaf")
    }
}

/// Inserts an item that is absent below a slot. Copies what is shared on the path.
pub(super) fn push<T: Clone, C: RefCount>(
    mut slot: SlotMut<'_, T, C>,
    (hash, mut path): (HashBits, Path),
    mut item: T,
    rehash: impl Fn(&T) -> HashBits,
) {
    loop {
        match unshare(slot) {
            NodeMut::Branch(branch) => {
                slot = branch.into_child(path.slot());
                path = path.down();
            }
            NodeMut::Leaf(mut leaf) => match leaf.get().push(hash.tag(), item) {
                Ok(()) => return,
                Err(back) => {
                    item = back;
                    (slot, path) = make_room(leaf, path, hash, &rehash);
                }
            },
        }
    }
}

/// Returns a leaf with one item.
fn single<T, C: RefCount>(hash: HashBits, item: T) -> FreshLeaf<T, C> {
    let mut leaf = FreshLeaf::new(grown_capacity::<T>(0));
    let pushed = leaf.get().push(hash.tag(), item);
    debug_assert!(pushed.is_ok());
    leaf
}

/// Grows or splits a leaf that has no room for an item of this hash. Returns the slot where there
/// is room, or where to look again, and the path from there.
#[cold]
#[inline(never)]
fn make_room<T, C: RefCount>(
    mut leaf: UniqueLeaf<'_, T, C>,
    path: Path,
    hash: HashBits,
    rehash: impl Fn(&T) -> HashBits,
) -> (SlotMut<'_, T, C>, Path) {
    let len = leaf.get().len();
    if len < full::<T>() {
        leaf.resize(grown_capacity::<T>(len));
        return (leaf.into_slot(), path);
    }

    // All hashes first, because that may panic.
    let (mut few, mut many) = ([hash; 32], Vec::new());
    let hashes = match few.get_mut(..len) {
        Some(few) => few,
        None => {
            many.resize(len, hash);
            &mut many[..]
        }
    };
    for (place, item) in hashes.iter_mut().zip(leaf.get().slice()) {
        *place = rehash(item);
    }
    let bits = path.bits(leaf.depth());
    if bits >= HASH_BITS || hashes.iter().all(|&other| other == hash) {
        // The hashes collide: the leaf gets longer, and is searched linearly.
        leaf.get().retag(hash.tag());
        if leaf.get().capacity() == len {
            leaf.resize(2 * len);
        }
        return (leaf.into_slot(), path);
    }

    let ones = hashes.iter().filter(|hash| hash.bit(bits)).count();
    let down = if leaf.depth() < SLOT_BITS { path } else { path.down() };
    let [mut lower, mut upper] = leaf.split(FreshLeaf::new(ones.max(full::<T>())));
    let (mut from, mut to) = (lower.get(), upper.get());
    for i in (0..len).rev() {
        if hashes[i].bit(bits) {
            let tag = from.tag(i).unwrap_or(hash.tag());
            let pushed = to.push(tag, from.swap_remove(i));
            debug_assert!(pushed.is_ok());
        }
    }
    if from.capacity() > full::<T>() && from.capacity() > 2 * from.len() {
        lower.resize(full::<T>());
    }
    let half = if hash.bit(bits) { upper } else { lower };
    (half.into_slot(), down)
}
