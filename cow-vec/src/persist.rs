//! The nodes of a vector, to be stored and rebuilt.

use crate::GenericVec;
use crate::ops::fill;
use alloc::vec::Vec;
use cow_core::block::Fresh;
use cow_core::grid::{Front, MAX_ITEMS, Node, NodeRef, Shape, Tail, View};
use cow_core::persist::{self, Parts, Persist, RebuildError};
use cow_core::{Atomic, NodeInfo, RefCount};

/// An owner of a node of a [`CowVec`](crate::CowVec): a leaf, or an inner node. See [`cow_core::persist`].
pub struct VecNode<T, C: RefCount = Atomic>(Owner<T, C>);

enum Owner<T, C: RefCount> {
    /// A first leaf, whose items are at the end of its block.
    Front(Front<T, C>),
    Node(Node<T, C>),
}

/// The slots of a vector's roots: its first leaf, the tree, and its last leaf.
const FRONT: usize = 0;
const TREE: usize = 1;
const TAIL: usize = 2;

impl<T, C: RefCount> Clone for VecNode<T, C> {
    fn clone(&self) -> Self {
        Self(match &self.0 {
            Owner::Front(front) => Owner::Front(front.clone()),
            Owner::Node(node) => Owner::Node(node.clone()),
        })
    }
}

impl<T, C: RefCount> VecNode<T, C> {
    fn node(&self) -> Option<NodeRef<'_, T, C>> {
        match &self.0 {
            Owner::Front(_) => None,
            Owner::Node(node) => Some(node.borrow()),
        }
    }
}

impl<T, C: RefCount> persist::Node for VecNode<T, C> {
    type Item = T;

    fn info(&self) -> NodeInfo {
        match &self.0 {
            Owner::Front(front) => front.info().unwrap_or(NodeInfo::new(0, 0, 1)),
            Owner::Node(node) => node.borrow().info(),
        }
    }

    fn items(&self) -> &[T] {
        match &self.0 {
            Owner::Front(front) => front.slice(),
            Owner::Node(node) => match node.borrow().view() {
                View::Leaf(leaf) => leaf.slice(),
                View::Inner(_) => &[],
            },
        }
    }

    fn children(&self) -> Vec<(usize, Self)> {
        match self.node().map(NodeRef::view) {
            Some(View::Inner(inner)) => {
                let owners = inner.children().map(|child| Self(Owner::Node(child.to_node())));
                owners.enumerate().collect()
            }
            _ => Vec::new(),
        }
    }
}

/// The roots are the first leaf at slot 0, the tree at slot 1, and the last leaf at slot 2, each if it has items.
/// The slots of children count from 0.
impl<T: Clone, C: RefCount> Persist for GenericVec<T, C> {
    type Item = T;
    type Node = VecNode<T, C>;
    type Setup = ();

    fn roots(&self) -> Vec<(usize, VecNode<T, C>)> {
        let body = &self.body;
        let front = (!body.front.is_empty()).then(|| Owner::Front(body.front.clone()));
        let tree = body.grid.borrow().root().map(|root| Owner::Node(root.to_node()));
        let tail = body.tail.leaf().filter(|leaf| !leaf.is_empty());
        let tail = tail.map(|leaf| Owner::Node(Node::leaf(leaf.to_block())));
        let roots = [(FRONT, front), (TREE, tree), (TAIL, tail)].into_iter();
        roots.filter_map(|(slot, root)| Some((slot, VecNode(root?)))).collect()
    }

    fn node((): &(), parts: Parts<VecNode<T, C>>) -> Result<VecNode<T, C>, RebuildError> {
        let node = match (parts.items.is_empty(), parts.children.is_empty()) {
            (false, true) if (parts.depth, parts.slot) == (0, FRONT) => {
                let leaf = Front::from_leaf(leaf(parts.items)?.into_leaf());
                return Ok(VecNode(Owner::Front(leaf)));
            }
            (false, true) => leaf(parts.items)?,
            (true, false) => inner(parts.children)?,
            _ => return Err(RebuildError::Width),
        };
        Ok(VecNode(Owner::Node(node)))
    }

    fn from_roots((): (), roots: Vec<(usize, VecNode<T, C>)>) -> Result<Self, RebuildError> {
        let mut vec = Self::new();
        let (mut next, mut len) = (FRONT, 0_usize);
        for (slot, root) in roots {
            if slot < next {
                return Err(RebuildError::Slot);
            }
            len = len.saturating_add(match &root.0 {
                Owner::Front(front) => front.len(),
                Owner::Node(node) => node.len(),
            });
            match (slot, root.0) {
                (FRONT, Owner::Front(front)) => vec.body.front = front,
                (FRONT, Owner::Node(leaf)) if leaf.level() == 0 => {
                    vec.body.front = Front::from_leaf(leaf.into_leaf());
                }
                (TREE, root) => {
                    let root = into_node(root)?;
                    if !is_root(root.borrow()) {
                        return Err(RebuildError::Width);
                    }
                    vec.body.grid.edit(|place| *place = Some(root));
                }
                (TAIL, root) => vec.body.tail = Tail::from(into_leaf(root)?),
                _ => return Err(RebuildError::Slot),
            }
            next = slot + 1;
        }
        if len > MAX_ITEMS {
            return Err(RebuildError::Overflow);
        }
        Ok(vec)
    }
}

fn leaf<T, C: RefCount>(items: Vec<T>) -> Result<Node<T, C>, RebuildError> {
    if items.len() > Shape::<T, C>::LEAF {
        return Err(RebuildError::Width);
    }
    let mut leaf = Fresh::new((), items.len());
    leaf.get().fill_from(&mut items.into_iter());
    Ok(Node::leaf(leaf.share()))
}

fn inner<T: Clone, C: RefCount>(
    children: Vec<(usize, VecNode<T, C>)>,
) -> Result<Node<T, C>, RebuildError> {
    let width = children.len();
    if width > Shape::<T, C>::FANOUT {
        return Err(RebuildError::Width);
    }
    let mut node: Option<Node<T, C>> = None;
    for (index, (slot, child)) in children.into_iter().enumerate() {
        if slot != index {
            return Err(RebuildError::Slot);
        }
        let child = into_node(child.0)?;
        if !is_filled(child.borrow(), index > 0, index + 1 < width) {
            return Err(RebuildError::Width);
        }
        match &mut node {
            None if child.level() == u8::MAX => return Err(RebuildError::Height),
            None => node = Some(Node::over(child)),
            Some(node) => {
                if child.level() + 1 != node.level() {
                    return Err(RebuildError::Height);
                }
                if node.len().saturating_add(child.len()) > MAX_ITEMS {
                    return Err(RebuildError::Overflow);
                }
                node.place().open_inner().push(child);
            }
        }
    }
    node.ok_or(RebuildError::Width)
}

fn into_node<T: Clone, C: RefCount>(owner: Owner<T, C>) -> Result<Node<T, C>, RebuildError> {
    match owner {
        Owner::Front(front) => front.into_leaf().map(Node::leaf).ok_or(RebuildError::Width),
        Owner::Node(node) => Ok(node),
    }
}

fn into_leaf<T: Clone, C: RefCount>(
    owner: Owner<T, C>,
) -> Result<cow_core::grid::Leaf<T, C>, RebuildError> {
    let node = into_node(owner)?;
    if node.level() > 0 {
        return Err(RebuildError::Height);
    }
    Ok(node.into_leaf())
}

/// Whether no node on an edge of `node` is underfull where it has a neighbour beyond that edge.
///
/// Nodes between the edges were tested when `node` was built.
fn is_filled<T, C: RefCount>(node: NodeRef<'_, T, C>, before: bool, after: bool) -> bool {
    if (before && after) && fill::is_underfull(node) {
        return false;
    }
    let View::Inner(inner) = node.view() else { return true };
    let (first, last) = (inner.child(0), inner.child(inner.width() - 1));
    if inner.width() == 1 {
        return is_filled(first, before, after);
    }
    (!before || is_filled(first, true, true)) && (!after || is_filled(last, true, true))
}

/// Whether a node could be the root of a vector's tree: as low as its items allow.
fn is_root<T, C: RefCount>(node: NodeRef<'_, T, C>) -> bool {
    match node.view() {
        View::Leaf(_) => true,
        View::Inner(inner) => match inner.width() {
            1 => false,
            2 => !fill::fit_into_one(inner.child(0), inner.child(1)),
            _ => true,
        },
    }
}
