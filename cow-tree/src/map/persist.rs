//! The nodes of a map, to be stored and rebuilt.

use super::GenericTreeMap;
use crate::build::first_key;
use crate::node::{self, Tree, TreeRef, Width};
use crate::summary::Summary;
use alloc::vec::Vec;
use cow_core::block::Fresh;
use cow_core::fork::{Side, View};
use cow_core::persist::{Node, Parts, Persist, RebuildError};
use cow_core::{Atomic, NodeInfo, RefCount};

/// An owner of a node of a [`CowTreeMap`](crate::CowTreeMap) or [`CowTreeSet`](crate::CowTreeSet). See [`cow_core::persist`].
pub struct TreeNode<K, V, A = (), C: RefCount = Atomic>(Tree<K, V, A, C>);

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
        match self.0.view() {
            View::Leaf(leaf) => leaf.slice(),
            View::Fork(_) => &[],
        }
    }

    fn children(&self) -> Vec<(usize, Self)> {
        match self.0.view() {
            View::Leaf(_) => Vec::new(),
            View::Fork(fork) => {
                fork.children().map(|child| Self(child.to_link())).into_iter().enumerate().collect()
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
        self.root.iter().map(|root| (0, TreeNode(root.clone()))).collect()
    }

    fn node((): &(), parts: Parts<Self::Node>) -> Result<Self::Node, RebuildError> {
        let Parts { depth, children, items, .. } = parts;
        match (items.is_empty(), children.is_empty()) {
            (false, true) => leaf(depth, items),
            (true, false) => inner(children),
            _ => Err(RebuildError::Width),
        }
        .map(TreeNode)
    }

    fn from_roots((): (), roots: Vec<(usize, Self::Node)>) -> Result<Self, RebuildError> {
        let mut roots = roots.into_iter();
        match (roots.next(), roots.next()) {
            (None, _) => Ok(Self { root: None }),
            (Some((0, root)), None) => Ok(Self { root: Some(root.0) }),
            _ => Err(RebuildError::Slot),
        }
    }
}

fn leaf<K: Ord, V, A, C: RefCount>(
    depth: usize,
    items: Vec<(K, V)>,
) -> Result<Tree<K, V, A, C>, RebuildError> {
    if items.len() > Width::<K, V>::LEAF {
        return Err(RebuildError::Width);
    }
    if !items.is_sorted_by(|a, b| a.0 < b.0) {
        return Err(RebuildError::Order);
    }
    let room = if depth == 0 { Width::<K, V>::root(items.len()) } else { Width::<K, V>::LEAF };
    let mut leaf = Fresh::new((), room);
    leaf.get().fill_from(&mut items.into_iter());
    Ok(node::leaf(leaf))
}

fn inner<K, V, A, C>(
    children: Vec<(usize, TreeNode<K, V, A, C>)>,
) -> Result<Tree<K, V, A, C>, RebuildError>
where
    K: Ord + Clone,
    V: Clone,
    C: RefCount,
    A: Summary<K, V>,
{
    let children = <[_; 2]>::try_from(children).map_err(|_| RebuildError::Width)?;
    let [(0, left), (1, right)] = children else { return Err(RebuildError::Slot) };
    let (left, right) = (widen(left.0), widen(right.0));
    let (low, high) = (left.borrow().height(), right.borrow().height());
    if low.abs_diff(high) > 1 || low.max(high) >= cow_core::fork::MAX_HEIGHT {
        return Err(RebuildError::Height);
    }
    let key = first_key(&right);
    if *last_key(left.borrow()) >= key {
        return Err(RebuildError::Order);
    }
    if node::size(left.borrow()).checked_add(node::size(right.borrow())).is_none() {
        return Err(RebuildError::Overflow);
    }
    Ok(node::fork(left, key, right))
}

/// The same node, as it may be a child: a leaf that was a whole tree may have less room, and is copied.
fn widen<K: Clone, V: Clone, A, C: RefCount>(tree: Tree<K, V, A, C>) -> Tree<K, V, A, C> {
    let room = Width::<K, V>::LEAF;
    match tree.view() {
        View::Leaf(leaf) if leaf.capacity() < room => node::leaf(leaf.duplicate(room)),
        _ => tree,
    }
}

/// The greatest key.
fn last_key<K, V, A, C: RefCount>(mut at: TreeRef<'_, K, V, A, C>) -> &K {
    loop {
        match at.view() {
            View::Fork(fork) => at = fork.child(Side::Right),
            View::Leaf(leaf) => return &leaf.slice()[leaf.len() - 1].0,
        }
    }
}
