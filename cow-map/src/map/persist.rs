//! The nodes of a map, to be stored and rebuilt.

use super::cow_map::GenericMap;
use crate::hash::{HASH_BITS, HashBits, Path};
use crate::trie::{Trie, copy_capacity, count, full};
use alloc::vec::Vec;
use core::hash::{BuildHasher, Hash};
use cow_core::persist::{Node, Parts, Persist, RebuildError};
use cow_core::trie::FreshLeaf;
use cow_core::trie::{self, NodeRef, SLOT_BITS, SLOTS};
use cow_core::{Atomic, NodeInfo, RefCount};

/// An owner of a node of a [`CowMap`](crate::CowMap) or [`CowSet`](crate::CowSet): a leaf, or an inner node of 16
/// slots. See [`cow_core::persist`].
pub struct MapNode<K, V, C: RefCount = Atomic> {
    node: trie::Node<(K, V), C>,
    /// How many inner nodes are above it.
    depth: usize,
    /// What was found out when it was built; `None` for a node of a map.
    known: Option<Keys>,
}

/// A summary of the keys at and below a node, for its parent.
#[derive(Clone, Copy)]
struct Keys {
    /// How many there are.
    count: usize,
    /// The hash of one of them, if there are any.
    hash: Option<HashBits>,
    /// In how many of the highest bits the hashes of all agree.
    agree: u32,
}

impl Keys {
    const NONE: Self = Self { count: 0, hash: None, agree: HASH_BITS };

    /// Returns the keys of both.
    fn and(self, other: Self) -> Self {
        let agree = match (self.hash, other.hash) {
            (Some(a), Some(b)) => (a.position() ^ b.position()).leading_zeros(),
            _ => HASH_BITS,
        };
        Self {
            count: self.count + other.count,
            hash: self.hash.or(other.hash),
            agree: agree.min(self.agree).min(other.agree),
        }
    }
}

impl<K, V, C: RefCount> MapNode<K, V, C> {
    /// Returns what is known of the keys of a leaf.
    fn keys_of_leaf(items: &[(K, V)], hash: impl Fn(&K) -> HashBits) -> Keys {
        items.iter().fold(Keys::NONE, |keys, (key, _)| {
            keys.and(Keys { count: 1, hash: Some(hash(key)), agree: HASH_BITS })
        })
    }

    /// Returns what is known of all keys. O(1) for a node that was built, and otherwise O(n): all keys are hashed.
    fn keys(&self, hash: &impl Fn(&K) -> HashBits) -> Keys {
        match (self.known, self.node.view()) {
            (Some(known), _) => known,
            (None, NodeRef::Leaf(leaf)) => Self::keys_of_leaf(leaf.slice(), hash),
            (None, NodeRef::Branch(_)) => {
                let children = self.children().into_iter();
                children.fold(Keys::NONE, |keys, (_, child)| keys.and(child.keys(hash)))
            }
        }
    }
}

impl<K, V, C: RefCount> Clone for MapNode<K, V, C> {
    fn clone(&self) -> Self {
        Self { node: self.node.clone(), ..*self }
    }
}

impl<K, V, C: RefCount> Node for MapNode<K, V, C> {
    type Item = (K, V);

    fn info(&self) -> NodeInfo {
        self.node.view().info()
    }

    fn items(&self) -> &[(K, V)] {
        match self.node.view() {
            NodeRef::Leaf(leaf) => leaf.slice(),
            NodeRef::Branch(_) => &[],
        }
    }

    fn children(&self) -> Vec<(usize, Self)> {
        let NodeRef::Branch(branch) = self.node.view() else { return Vec::new() };
        let owner = |(slot, child): (usize, NodeRef<'_, (K, V), C>)| {
            (slot, Self { node: child.to_node(), depth: self.depth + 1, known: None })
        };
        branch.children().map(owner).collect()
    }
}

/// The root is at slot 0. An inner node has 16 slots, chosen by four bits of the hash; a child begins at its slot
/// and fills those up to the next child. A node is rebuilt at the depth where it was.
impl<K: Eq + Hash, V, S: BuildHasher, C: RefCount> Persist for GenericMap<K, V, S, C> {
    type Item = (K, V);
    type Node = MapNode<K, V, C>;
    type Setup = S;

    fn roots(&self) -> Vec<(usize, Self::Node)> {
        let root = self.trie.node();
        root.map(|node| (0, MapNode { node: node.clone(), depth: 0, known: None }))
            .into_iter()
            .collect()
    }

    fn node(hasher: &S, parts: Parts<Self::Node>) -> Result<Self::Node, RebuildError> {
        let Parts { depth, children, items, .. } = parts;
        let hash = |key: &K| HashBits::of(hasher, key);
        match (children.is_empty(), items.is_empty()) {
            (true, _) => leaf_of(depth, items, hash),
            (false, true) => inner_of(depth, children, hash),
            (false, false) => Err(RebuildError::Width),
        }
    }

    fn from_roots(hasher: S, roots: Vec<(usize, Self::Node)>) -> Result<Self, RebuildError> {
        let mut map = Self::with_hasher(hasher);
        let mut roots = roots.into_iter();
        let Some((slot, root)) = roots.next() else { return Ok(map) };
        if slot != 0 || roots.next().is_some() {
            return Err(RebuildError::Slot);
        }
        if root.depth != 0 {
            return Err(RebuildError::Height);
        }
        let len = match (root.known, root.node.view()) {
            (Some(known), _) => known.count,
            (None, NodeRef::Leaf(leaf)) => leaf.len(),
            (None, NodeRef::Branch(_)) => count(Some(root.node.view())),
        };
        map.trie = Trie::from_node(root.node, len);
        Ok(map)
    }
}

impl<K, V, S: BuildHasher, C: RefCount> GenericMap<K, V, S, C> {
    /// Returns the slot to which a key leads in an inner node with `depth` others above it: for
    /// readers of nodes that have been stored by way of [`cow_core::persist`].
    ///
    /// The keys of a leaf all lead to it. Below the 16th inner node, where there are no nodes, it is 0.
    ///
    /// ```
    /// use cow_core::persist::{Node, Persist};
    /// use cow_map::CowMap;
    ///
    /// let map: CowMap<u32, u32> = (0..1000).map(|i| (i, i)).collect();
    /// let mut node = map.roots().remove(0).1;
    /// let mut depth = 0;
    /// while node.items().is_empty() {
    ///     let slot = CowMap::<u32, u32>::slot_at(map.hasher(), &7, depth);
    ///     let children = node.children();
    ///     let before = children.partition_point(|child| child.0 <= slot);
    ///     node = children[before - 1].1.clone();
    ///     depth += 1;
    /// }
    /// assert!(node.items().contains(&(7, 7)));
    /// ```
    #[must_use]
    pub fn slot_at<Q: Hash + ?Sized>(hasher: &S, key: &Q, depth: usize) -> usize {
        let used = u32::try_from(depth).map_or(HASH_BITS, |depth| depth.saturating_mul(SLOT_BITS));
        Path::from(HashBits::of(hasher, key), used).slot()
    }
}

fn leaf_of<K: Eq, V, C: RefCount>(
    depth: usize,
    items: Vec<(K, V)>,
    hash: impl Fn(&K) -> HashBits,
) -> Result<MapNode<K, V, C>, RebuildError> {
    let keys = MapNode::<K, V, C>::keys_of_leaf(&items, &hash);
    // A longer leaf has only keys of equal hashes, for otherwise it would have been split.
    if items.len() > full::<(K, V)>() && keys.agree < HASH_BITS {
        return Err(RebuildError::Width);
    }
    let mut fresh = FreshLeaf::<(K, V), C>::new(copy_capacity::<(K, V)>(items.len()));
    for item in items {
        let tag = hash(&item.0).tag();
        let mut leaf = fresh.get();
        if leaf.find(tag, |other| other.0 == item.0).is_some() {
            return Err(RebuildError::Duplicate);
        }
        leaf.push(tag, item).map_err(|_| RebuildError::Width)?;
    }
    Ok(MapNode { node: trie::Node::leaf(fresh.share()), depth, known: Some(keys) })
}

fn inner_of<K, V, C: RefCount>(
    depth: usize,
    children: Vec<(usize, MapNode<K, V, C>)>,
    hash: impl Fn(&K) -> HashBits,
) -> Result<MapNode<K, V, C>, RebuildError> {
    if depth >= (HASH_BITS / SLOT_BITS) as usize {
        return Err(RebuildError::Height);
    }
    let used = depth as u32 * SLOT_BITS;
    let mut all = Keys::NONE;
    let mut nodes = Vec::with_capacity(children.len());
    let ends: Vec<usize> = children.iter().skip(1).map(|child| child.0).chain([SLOTS]).collect();
    for ((slot, child), end) in children.into_iter().zip(ends) {
        if child.depth != depth + 1 {
            return Err(RebuildError::Height);
        }
        let run = end
            .checked_sub(slot)
            .filter(|run| (1..=SLOTS).contains(run))
            .ok_or(RebuildError::Slot)?;
        let keys = child.keys(&hash);
        if let Some(hash) = keys.hash {
            let leads_here = (slot..end).contains(&Path::from(hash, used).slot());
            if !leads_here || keys.agree < used + SLOT_BITS - run.ilog2() {
                return Err(RebuildError::Hash);
            }
        }
        all = all.and(keys);
        nodes.push((slot, child.node));
    }
    if all.agree < used {
        return Err(RebuildError::Hash);
    }
    let node = trie::Node::branch_of_runs(nodes).ok_or(RebuildError::Slot)?;
    Ok(MapNode { node, depth, known: Some(all) })
}
