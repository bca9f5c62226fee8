//! Removals: of one entry, and of all that a closure chooses.

use super::get::Position;
use super::get::{leaf_and_bits, leaf_at};
use super::join;
use super::leaf_size::{copy_capacity, is_sparse};
use super::leaves::LeavesMut;
use super::path_copy::{copy_path, unshare_path};
use super::root::Trie;
use crate::hash::{HASH_BITS, HashBits, Path};
use cow_core::RefCount;
use cow_core::trie::{NodeMut, SlotMut};

impl<K: Clone, V: Clone, C: RefCount> Trie<K, V, C> {
    /// Removes the entry with this hash whose key satisfies `eq`. Copies nothing if it is absent.
    ///
    /// If its leaf is shared, the entry stays in the other tries, and `clone` makes the result; if not,
    /// `own` does, which must not panic. All user code runs before the entry is removed, except for the
    /// drop of a node whose other owners are gone meanwhile, so the entry is uncounted before.
    #[inline]
    pub(crate) fn remove<R>(
        &mut self,
        hash: HashBits,
        eq: impl Fn(&K) -> bool,
        own: impl FnOnce((K, V)) -> R,
        clone: impl FnOnce(&(K, V)) -> R,
    ) -> Option<R> {
        let tag = hash.tag();
        let mut slot = self.root.slot()?;
        let mut path = Path::new(hash);
        let removed = loop {
            match slot.try_mut() {
                Ok(NodeMut::Branch(branch)) => {
                    slot = branch.into_child(path.slot());
                    path = path.down();
                }
                Ok(NodeMut::Leaf(mut leaf)) => {
                    let index = leaf.get().find(tag, |entry| eq(&entry.0))?;
                    let entry = if is_sparse::<(K, V)>(leaf.get().len() - 1) {
                        take_sparse(self.root.slot()?, hash, index)
                    } else {
                        leaf.get().swap_remove(index)
                    };
                    self.len -= 1;
                    break own(entry);
                }
                Err(shared) => {
                    let leaf = leaf_at(shared.view(), path);
                    let index = leaf.find(tag, |entry| eq(&entry.0))?;
                    if is_sparse::<(K, V)>(leaf.len() - 1) {
                        let entry = take_sparse(self.root.slot()?, hash, index);
                        self.len -= 1;
                        break own(entry);
                    }
                    let room = copy_capacity::<(K, V)>(leaf.len() - 1);
                    let entry = clone(&leaf.slice()[index]);
                    let copy =
                        copy_path(shared.view(), path, |leaf| leaf.duplicate_without(index, room));
                    self.len -= 1;
                    shared.set(copy);
                    break entry;
                }
            }
        };
        self.drop_empty_root();
        Some(removed)
    }

    /// Removes and returns the entry at a position.
    pub(crate) fn remove_at(&mut self, position: Position) -> (K, V) {
        let Position { hash, index } = position;
        let slot = self.root.slot().expect("there is an entry");
        let entry = if is_sparse::<(K, V)>(leaf_at(slot.view(), Path::new(hash)).len() - 1) {
            take_sparse(slot, hash, index)
        } else {
            unshare_path(slot, Path::new(hash)).0.get().swap_remove(index)
        };
        self.len -= 1;
        self.drop_empty_root();
        entry
    }

    /// Keeps the entries for which `f` returns `true`. Copies the leaves that are shared, because `f` may
    /// change values.
    pub(crate) fn retain(&mut self, mut f: impl FnMut(&K, &mut V) -> bool) {
        let before = self.len;
        let mut leaves = LeavesMut::new(self.root.slot());
        while let Some(mut leaf) = leaves.next() {
            let mut leaf = leaf.get();
            let mut index = 0;
            while let Some((k, v)) = leaf.slice_mut().get_mut(index) {
                if f(k, v) {
                    index += 1;
                } else {
                    let entry = leaf.swap_remove(index);
                    self.len -= 1;
                    drop(entry);
                }
            }
        }
        if self.len < before {
            self.compact();
        }
    }
}

/// Removes an item from a leaf that becomes so sparse that leaves are joined.
#[cold]
#[inline(never)]
fn take_sparse<T: Clone, C: RefCount>(
    mut root: SlotMut<'_, T, C>,
    hash: HashBits,
    index: usize,
) -> T {
    let path = Path::new(hash);
    unshare_path(root.reborrow(), path);
    let moved = join::before_removal(root.reborrow(), hash);
    unshare_path(root, path).0.get().swap_remove(index + moved)
}

/// A pass over a trie that removes the entries that a closure chooses, one by one.
pub(crate) struct Extract {
    /// The lowest hash of the next leaf, if there is one.
    next: Option<u64>,
    /// The next entry in that leaf.
    index: usize,
    /// The length of the trie at the beginning.
    before: usize,
}

impl Extract {
    /// A pass from the beginning.
    pub(crate) fn new<K, V, C: RefCount>(trie: &Trie<K, V, C>) -> Self {
        Self { next: Some(0), index: 0, before: trie.len }
    }

    /// Removes and returns the next entry that `pred` chooses. Copies the leaves that are shared, because
    /// `pred` may change values.
    pub(crate) fn next<K: Clone, V: Clone, C: RefCount>(
        &mut self,
        trie: &mut Trie<K, V, C>,
        mut pred: impl FnMut(&K, &mut V) -> bool,
    ) -> Option<(K, V)> {
        loop {
            let position = self.next?;
            let (mut leaf, bits) = unshare_path(trie.root.slot()?, Path::at(position));
            let mut leaf = leaf.get();
            while let Some((k, v)) = leaf.slice_mut().get_mut(self.index) {
                if pred(k, v) {
                    let entry = leaf.swap_remove(self.index);
                    trie.len -= 1;
                    return Some(entry);
                }
                self.index += 1;
            }
            self.next_leaf(position, bits);
        }
    }

    /// Removes and returns the next entry whose key `pred` chooses. Copies only the paths to those.
    pub(crate) fn next_by_key<K: Clone, V: Clone, C: RefCount>(
        &mut self,
        trie: &mut Trie<K, V, C>,
        mut pred: impl FnMut(&K) -> bool,
    ) -> Option<(K, V)> {
        loop {
            let position = self.next?;
            let (leaf, bits) = leaf_and_bits(trie.root.view()?, Path::at(position));
            while let Some((k, _)) = leaf.slice().get(self.index) {
                if pred(k) {
                    let (mut leaf, _) = unshare_path(trie.root.slot()?, Path::at(position));
                    let entry = leaf.get().swap_remove(self.index);
                    trie.len -= 1;
                    return Some(entry);
                }
                self.index += 1;
            }
            self.next_leaf(position, bits);
        }
    }

    /// Ends the pass: joins what it has left sparse.
    pub(crate) fn finish<K, V, C: RefCount>(&self, trie: &mut Trie<K, V, C>) {
        if trie.len < self.before {
            trie.compact();
        }
    }

    /// Goes on from a leaf to which as many bits lead.
    fn next_leaf(&mut self, position: u64, bits: u32) {
        let size = 1_u64.checked_shl(HASH_BITS - bits);
        self.next = size.and_then(|size| position.checked_add(size));
        self.index = 0;
    }
}
