//! The root of a map, for those who go through it in parallel.

use super::cow_map::GenericMap;
use cow_core::RefCount;
use cow_core::trie::{Node, NodeRef, Root, SlotMut};

impl<K, V, S, C: RefCount> GenericMap<K, V, S, C> {
    /// A borrow of the root.
    pub(crate) fn root(&self) -> Option<NodeRef<'_, (K, V), C>> {
        self.root.view()
    }

    /// The place of the root.
    pub(crate) fn root_mut(&mut self) -> Option<SlotMut<'_, (K, V), C>> {
        self.root.slot()
    }

    /// The root itself; the map is empty without it.
    pub(crate) fn take_root(&mut self) -> Option<Node<(K, V), C>> {
        self.len = 0;
        self.root.take()
    }

    /// A map of a root with `len` entries, that lie where `hash_builder` would have them.
    pub(crate) fn from_root(root: Root<(K, V), C>, len: usize, hash_builder: S) -> Self {
        Self { root, len, hash_builder }
    }

    /// Another root with `len` entries, that lie where the map's hasher would have them.
    pub(crate) fn set_root(&mut self, root: Root<(K, V), C>, len: usize) {
        self.len = len;
        self.root = root;
    }
}
