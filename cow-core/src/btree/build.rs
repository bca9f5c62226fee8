//! Trees from items that are already in order.

use super::exclusive::NodeMut;
use super::keyed::Keyed;
use super::node::Node;
use super::summary::Summary;
use super::tree::Tree;
use super::width::Width;
use crate::block::Fresh;
use crate::count::RefCount;
use alloc::vec::{IntoIter, Vec};

/// Nodes of one height in order, each with the separator before it: the first has none.
pub(super) type Level<K, T, A, C> = Vec<After<K, T, A, C>>;

/// A node with the separator before it, if there is one.
pub(super) type After<K, T, A, C> = (Option<K>, Node<K, T, A, C>);

impl<K, T, A, C> Tree<K, T, A, C>
where
    K: Clone,
    T: Keyed<K>,
    A: Summary<T>,
    C: RefCount,
{
    /// Makes a tree of items whose keys ascend strictly: full leaves, and branches of about as many children
    /// each. O(n), without comparing any keys.
    pub fn from_ascending(mut items: impl Iterator<Item = T>) -> Self {
        let mut leaves = Level::new();
        while let Some(first) = items.next() {
            let more = items.size_hint().0;
            let room = if leaves.is_empty() && more < Width::<K, T, C>::LEAF {
                Width::<K, T, C>::root(more + 1)
            } else {
                Width::<K, T, C>::LEAF
            };
            let mut leaf = Fresh::new((), room);
            leaf.get().push(first);
            leaf.get().fill_from(&mut items);
            if room < Width::<K, T, C>::LEAF && leaf.get().room() == 0 {
                // There may be more items than the size hint says.
                if let Some(next) = items.next() {
                    leaf.resize(Width::<K, T, C>::LEAF);
                    leaf.get().push(next);
                    leaf.get().fill_from(&mut items);
                }
            }
            let key = (!leaves.is_empty()).then(|| leaf.slice()[0].key().clone());
            leaves.push((key, Node::leaf(leaf.share())));
        }
        Self::from_level(leaves)
    }
}

impl<K, T, A, C> Tree<K, T, A, C>
where
    K: Clone,
    T: Keyed<K>,
    A: Summary<T>,
    C: RefCount,
{
    /// Makes a tree of leaves in the order of their keys: as [`from_ascending`](Self::from_ascending) makes it
    /// of their items, if all but the last are full.
    pub fn from_leaves(leaves: impl IntoIterator<Item = Node<K, T, A, C>>) -> Self {
        let key = |leaf: &Node<_, T, _, _>| leaf.borrow().first_leaf()[0].key().clone();
        Self::from_level(leaves.into_iter().map(|leaf| (Some(key(&leaf)), leaf)).collect())
    }
}

impl<K, T, A, C> Tree<K, T, A, C>
where
    K: Clone,
    A: Summary<T>,
    C: RefCount,
{
    /// Makes a tree of nodes of one height.
    pub(super) fn from_level(mut level: Level<K, T, A, C>) -> Self {
        while level.len() > 1 {
            let (nodes, most) = (level.len(), Width::<K, T, C>::FANOUT);
            let parents = nodes.div_ceil(most);
            let mut children = level.into_iter();
            // Each gets as many as the others, or one more: at least half of the most.
            let child = |parent| parent * nodes / parents;
            level = (0..parents)
                .map(|parent| over(&mut children, child(parent + 1) - child(parent)))
                .collect();
        }
        Self::from_root(level.pop().map(|(_, root)| root))
    }
}

impl<K, T, A, C> Node<K, T, A, C>
where
    K: Clone,
    T: Keyed<K>,
    A: Summary<T>,
    C: RefCount,
{
    /// Makes a branch of children in the order of their keys.
    ///
    /// # Panics
    /// If there are none, or too many, or if they are of different heights.
    pub fn over_all(children: Vec<Self>) -> Self {
        let count = children.len();
        let key = |child: &Self| child.borrow().first_leaf()[0].key().clone();
        let level: Level<_, _, _, _> =
            children.into_iter().map(|child| (Some(key(&child)), child)).collect();
        over(&mut level.into_iter(), count).1
    }
}

/// Makes a branch over the next `count` nodes, with the separator before it.
///
/// # Panics
/// If there are not so many.
fn over<K, T, A, C>(
    nodes: &mut IntoIter<After<K, T, A, C>>,
    count: usize,
) -> (Option<K>, Node<K, T, A, C>)
where
    K: Clone,
    A: Summary<T>,
    C: RefCount,
{
    let (before, first) = nodes.next().expect("no branch is without children");
    let summary = first.borrow().summary();
    let mut node = Node::over(first, summary);
    if let Some(NodeMut::Branch(mut branch)) = node.get_mut() {
        for (key, child) in nodes.take(count - 1) {
            let summary = child.borrow().summary();
            branch.push(key.expect("only the first of all has none"), child, summary);
        }
    }
    (before, node)
}
