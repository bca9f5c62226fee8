//! The nodes of a map: to be shown, checked, and dropped one by one.

use super::cow_map::GenericMap;
use crate::hash::{HASH_BITS, HashBits};
use core::hash::{BuildHasher, Hash};
use cow_core::trie::{BranchRef, LeafRef, Node, NodeRef, SLOT_BITS};
use cow_core::{Dismantle, NodeInfo, Pieces, RefCount};

impl<K, V, S, C: RefCount> GenericMap<K, V, S, C> {
    /// Calls `visit` with every node of the map, parents before children, but not with those below one for
    /// which it returns `false`.
    ///
    /// Two versions share the nodes that have the same address in both. So this shows what a version
    /// costs beside another one:
    ///
    /// ```
    /// use cow_map::CowMap;
    /// use std::collections::HashSet;
    ///
    /// let old: CowMap<u64, u64> = (0..10_000).map(|i| (i, i)).collect();
    /// let mut new = old.clone();
    /// new.insert(1, 2);
    ///
    /// let mut seen = HashSet::new();
    /// old.visit_nodes(&mut |node| seen.insert(node.address));
    /// let mut copied = 0;
    /// new.visit_nodes(&mut |node| {
    ///     let is_new = seen.insert(node.address);
    ///     copied += usize::from(is_new);
    ///     is_new // Below a shared node, all is shared.
    /// });
    /// assert!(copied <= 5, "one path");
    /// ```
    pub fn visit_nodes(&self, visit: &mut dyn FnMut(NodeInfo) -> bool) {
        fn below<T, C: RefCount>(
            view: NodeRef<'_, T, C>,
            (depth, slot): (usize, usize),
            visit: &mut dyn FnMut(NodeInfo) -> bool,
        ) {
            if visit(view.info().at(depth, slot))
                && let NodeRef::Branch(branch) = view
            {
                branch.children().for_each(|(slot, child)| below(child, (depth + 1, slot), visit));
            }
        }
        if let Some(view) = self.trie.view() {
            below(view, (0, 0), visit);
        }
    }

    /// Panics unless the nodes are as they should be. For tests; `O(n)`.
    #[doc(hidden)]
    #[track_caller]
    pub fn assert_invariants(&self)
    where
        K: Eq + Hash,
        S: BuildHasher,
    {
        let check = Check { hash: |k: &K| HashBits::of(self.hasher(), k) };
        let entries = self.trie.view().map_or(0, |root| match root {
            NodeRef::Leaf(leaf) => check.leaf(leaf, 0, 0),
            NodeRef::Branch(branch) => check.branch(branch, 0, 0),
        });
        assert_eq!(entries, self.len(), "the length is the number of entries");
    }
}

/// A piece is a node: at most the entries of one leaf.
///
/// ```
/// use cow_core::Dismantle;
/// use cow_map::CowMap;
///
/// let map: CowMap<u32, String> = (0..10_000).map(|i| (i, i.to_string())).collect();
/// let mut pieces = map.dismantle();
/// while pieces.by_ref().take(100).count() == 100 {
///     // what cannot wait
/// }
/// ```
impl<K, V, S, C: RefCount> Dismantle for GenericMap<K, V, S, C> {
    type Pieces = Pieces<Node<(K, V), C>>;

    fn dismantle(mut self) -> Self::Pieces {
        Pieces::new(self.trie.take(), |node, rest| {
            rest.extend(node.into_children().into_iter().flatten())
        })
    }
}

/// The invariants of a map's nodes, as a walk.
struct Check<F> {
    hash: F,
}

impl<F> Check<F> {
    /// Checks what is below `branch`, to which the highest `used` bits in `prefix` lead.
    fn branch<K: Eq, V, C: RefCount>(
        &self,
        branch: BranchRef<'_, (K, V), C>,
        prefix: u64,
        used: u32,
    ) -> usize
    where
        F: Fn(&K) -> HashBits,
    {
        assert!(used < HASH_BITS, "a hash has no more bits");
        let mut next = 0;
        let mut entries = 0;
        for (slot, child) in branch.children() {
            assert_eq!(slot, next, "a run begins where the one before ends");
            for other in slot..slot + branch.run(slot) {
                assert!(branch.child(other).ptr_eq(child), "a run leads to one child");
            }
            next += branch.run(slot);
            let prefix = prefix | (slot as u64) << (HASH_BITS - used - SLOT_BITS);
            entries += match child {
                NodeRef::Branch(child) => self.branch(child, prefix, used + SLOT_BITS),
                NodeRef::Leaf(leaf) => self.leaf(leaf, prefix, used + branch.depth(slot)),
            };
        }
        assert_eq!(next, 16, "all slots are in use");
        entries
    }

    /// Checks a leaf, to which the highest `bits` bits in `prefix` lead.
    fn leaf<K: Eq, V, C: RefCount>(
        &self,
        leaf: LeafRef<'_, (K, V), C>,
        prefix: u64,
        bits: u32,
    ) -> usize
    where
        F: Fn(&K) -> HashBits,
    {
        let items = leaf.slice();
        assert!(items.len() <= leaf.capacity());
        for (i, (k, _)) in items.iter().enumerate() {
            let hash = (self.hash)(k);
            assert!(hash.starts_with(prefix, bits), "a key is where its hash leads");
            assert_eq!(leaf.tag(i), Some(hash.tag()), "each has its tag, or all have one");
            let first = leaf.find(hash.tag(), |other| other.0 == *k);
            assert_eq!(first, Some(i), "a key is there once");
        }
        assert_eq!(leaf.tag(items.len()), None, "no tag without item");
        items.len()
    }
}
