//! The nodes of a map, to be stored and rebuilt.

use super::GenericTreeMap;
use crate::summary::Summary;
use crate::tree::{Sum, Tree};
use alloc::vec::Vec;
use cow_core::block::Fresh;
use cow_core::btree::{self, View};
use cow_core::persist::{Node, Parts, Persist, RebuildError};
use cow_core::{Atomic, NodeInfo, RefCount};

/// A node of a tree of entries.
type Inner<K, V, A, C> = btree::Node<K, (K, V), Sum<A>, C>;

/// How wide its nodes are.
type Width<K, V, C> = btree::Width<K, (K, V), C>;

/// An owner of a node of a [`CowTreeMap`](crate::CowTreeMap) or [`CowTreeSet`](crate::CowTreeSet). See [`cow_core::persist`].
pub struct TreeNode<K, V, A = (), C: RefCount = Atomic>(Inner<K, V, A, C>);

impl<K, V, A, C: RefCount> Clone for TreeNode<K, V, A, C> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<K, V, A, C: RefCount> Node for TreeNode<K, V, A, C> {
    type Item = (K, V);

    fn info(&self) -> NodeInfo {
        self.0.borrow().info()
    }

    fn items(&self) -> &[(K, V)] {
        match self.0.borrow().view() {
            View::Leaf(leaf) => leaf.slice(),
            View::Branch(_) => &[],
        }
    }

    fn children(&self) -> Vec<(usize, Self)> {
        match self.0.borrow().view() {
            View::Leaf(_) => Vec::new(),
            View::Branch(branch) => {
                (0..branch.len()).map(|slot| (slot, Self(branch.child(slot).to_node()))).collect()
            }
        }
    }
}

/// The root is at slot 0. The slots of children count from 0, in the order of their keys.
impl<K, V, A, C> Persist for GenericTreeMap<K, V, A, C>
where
    K: Ord + Clone,
    V: Clone,
    C: RefCount,
    A: Summary<K, V>,
{
    type Item = (K, V);
    type Node = TreeNode<K, V, A, C>;
    type Setup = ();

    fn roots(&self) -> Vec<(usize, Self::Node)> {
        self.root().map(|root| (0, TreeNode(root.to_node()))).into_iter().collect()
    }

    fn node((): &(), parts: Parts<Self::Node>) -> Result<Self::Node, RebuildError> {
        let Parts { depth, children, items, .. } = parts;
        match (items.is_empty(), children.is_empty()) {
            (false, true) => leaf(depth, items),
            (true, false) => branch(depth, children),
            _ => Err(RebuildError::Width),
        }
        .map(TreeNode)
    }

    fn from_roots((): (), roots: Vec<(usize, Self::Node)>) -> Result<Self, RebuildError> {
        let mut roots = roots.into_iter();
        match (roots.next(), roots.next()) {
            (None, _) => Ok(Self::new()),
            (Some((0, root)), None) => Ok(Self { tree: Tree::from_root(Some(root.0)) }),
            _ => Err(RebuildError::Slot),
        }
    }
}

fn leaf<K: Ord, V, A, C: RefCount>(
    depth: usize,
    items: Vec<(K, V)>,
) -> Result<Inner<K, V, A, C>, RebuildError> {
    let most = Width::<K, V, C>::LEAF;
    if items.len() > most {
        return Err(RebuildError::Width);
    }
    if !items.is_sorted_by(|a, b| a.0 < b.0) {
        return Err(RebuildError::Order);
    }
    let room = if depth == 0 { Width::<K, V, C>::root(items.len()) } else { most };
    let mut leaf = Fresh::new((), room);
    leaf.get().fill_from(&mut items.into_iter());
    Ok(btree::Node::leaf(leaf.share()))
}

fn branch<K, V, A, C>(
    depth: usize,
    children: Vec<(usize, TreeNode<K, V, A, C>)>,
) -> Result<Inner<K, V, A, C>, RebuildError>
where
    K: Ord + Clone,
    C: RefCount,
    A: Summary<K, V>,
{
    let least = if depth == 0 { 2 } else { Width::<K, V, C>::LEAST };
    if !(least..=Width::<K, V, C>::FANOUT).contains(&children.len()) {
        return Err(RebuildError::Width);
    }
    if !children.iter().map(|(slot, _)| *slot).eq(0..children.len()) {
        return Err(RebuildError::Slot);
    }
    let height = children[0].1.0.height();
    if height >= btree::MAX_HEIGHT || children.iter().any(|(_, child)| child.0.height() != height) {
        return Err(RebuildError::Height);
    }
    let children: Vec<_> = children.into_iter().map(|(_, child)| child.0).collect();
    let ascend = |pair: &[Inner<K, V, A, C>]| {
        let [left, right] = pair else { return false };
        let (last, first) = (left.borrow().last_leaf().last(), right.borrow().first_leaf().first());
        last.zip(first).is_some_and(|(last, first)| last.0 < first.0)
    };
    if !children.windows(2).all(ascend) {
        return Err(RebuildError::Order);
    }
    let size = children.iter().try_fold(0_usize, |sum, node| sum.checked_add(node.borrow().len()));
    if size.is_none() {
        return Err(RebuildError::Overflow);
    }
    Ok(btree::Node::over_all(children))
}
