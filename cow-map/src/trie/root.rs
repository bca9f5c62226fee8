//! The type: a root and a length.

use super::leaf_size::full;
use super::leaves::Leaves;
use core::mem;
use cow_core::RefCount;
use cow_core::trie::{FreshLeaf, Node, NodeMut, NodeRef, Root, SLOTS, SlotMut};

/// A trie of entries `(K, V)`: inner nodes with sixteen slots, and leaves with many entries each.
pub(crate) struct Trie<K, V, C: RefCount> {
    /// Holds `len` entries, no two of which have the same key. The hash of a key leads to its leaf.
    pub(super) root: Root<(K, V), C>,
    pub(super) len: usize,
}

impl<K, V, C: RefCount> Trie<K, V, C> {
    /// Returns an empty trie. Allocates nothing.
    #[inline]
    pub(crate) const fn new() -> Self {
        Self { root: Root::new(), len: 0 }
    }

    /// Returns a trie of these nodes, which hold `len` entries.
    pub(crate) fn from_node(node: Node<(K, V), C>, len: usize) -> Self {
        Self { root: node.into(), len }
    }

    /// Returns the number of entries.
    #[inline]
    pub(crate) const fn len(&self) -> usize {
        self.len
    }

    /// Returns `true` if there are no entries. There may be a node all the same, with reserved room.
    #[inline]
    pub(crate) const fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Returns `true` if there is not even a node.
    #[inline]
    pub(crate) fn has_no_root(&self) -> bool {
        self.root.is_empty()
    }

    /// Returns an owner of the root, if there is one.
    pub(crate) fn node(&self) -> Option<&Node<(K, V), C>> {
        self.root.node()
    }

    /// Returns a borrow of the root, if there is one.
    #[inline]
    pub(crate) fn view(&self) -> Option<NodeRef<'_, (K, V), C>> {
        self.root.view()
    }

    /// Returns the slot of the root, if there is one.
    #[inline]
    pub(crate) fn slot(&mut self) -> Option<SlotMut<'_, (K, V), C>> {
        self.root.slot()
    }

    /// Removes and returns the root, if there is one. The trie is empty afterwards.
    #[inline]
    pub(crate) fn take(&mut self) -> Option<Node<(K, V), C>> {
        self.len = 0;
        self.root.take()
    }

    /// Removes all entries.
    #[inline]
    pub(crate) fn clear(&mut self) {
        self.len = 0;
        self.root = Root::new();
    }

    /// Removes the root if no entry is left.
    #[inline]
    pub(super) fn drop_empty_root(&mut self) {
        if self.len == 0 {
            self.root = Root::new();
        }
    }

    /// Returns `true` if both tries are one version: the same nodes, not merely equal entries.
    pub(crate) fn ptr_eq(&self, other: &Self) -> bool {
        match (self.view(), other.view()) {
            (Some(a), Some(b)) => a.ptr_eq(b),
            (a, b) => a.is_none() && b.is_none(),
        }
    }

    /// Returns how many entries a trie of this height is meant for: in a single leaf its room, and else a
    /// full leaf's, times a power of the number of slots. At least the length.
    pub(crate) fn capacity(&self) -> usize {
        match self.view() {
            None => 0,
            Some(NodeRef::Leaf(leaf)) => leaf.capacity(),
            Some(NodeRef::Branch(_)) => {
                let mut capacity = full::<(K, V)>() * SLOTS;
                while capacity < self.len {
                    capacity = capacity.saturating_mul(SLOTS);
                }
                capacity
            }
        }
    }

    /// Makes room for `total` entries, if the trie is a single leaf that is not shared.
    pub(crate) fn reserve(&mut self, total: usize) {
        let room = total.min(full::<(K, V)>());
        if room <= self.capacity() {
            return;
        }
        match self.slot().map(SlotMut::try_mut) {
            None => self.root = Node::leaf(FreshLeaf::new(room).share()).into(),
            Some(Ok(NodeMut::Leaf(mut leaf))) => leaf.resize(room),
            Some(_) => {}
        }
    }
}

impl<K, V, C: RefCount> Clone for Trie<K, V, C> {
    /// Returns another owner of the same nodes. O(1).
    #[inline]
    fn clone(&self) -> Self {
        Self { root: self.root.clone(), len: self.len }
    }
}

/// Guards the length of a trie that is changed in many places: if user code panics, the entries are
/// counted again.
pub(super) struct LenGuard<'a, K, V, C: RefCount> {
    pub(super) trie: &'a mut Trie<K, V, C>,
}

impl<K, V, C: RefCount> LenGuard<'_, K, V, C> {
    /// Sets the length: nothing has panicked.
    pub(super) fn finish(self, len: usize) {
        self.trie.len = len;
        mem::forget(self);
    }
}

impl<K, V, C: RefCount> Drop for LenGuard<'_, K, V, C> {
    fn drop(&mut self) {
        self.trie.len = count(self.trie.view());
    }
}

/// Counts the entries at and below a node. O(nodes).
pub(crate) fn count<T, C: RefCount>(node: Option<NodeRef<'_, T, C>>) -> usize {
    Leaves::new(node).map(|leaf| leaf.len()).sum()
}
