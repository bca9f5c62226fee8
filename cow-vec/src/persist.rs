//! The nodes of a vector, to be stored and rebuilt.

use crate::GenericVec;
use crate::rrb::{Rrb, inner_node, leaf_node};
use alloc::vec::Vec;
use cow_core::persist::{self, Parts, Persist, RebuildError};
use cow_core::radix::{Front, Leaf, Node, NodeRef, View};
use cow_core::{Atomic, NodeInfo, RefCount};

/// An owner of a node of a [`CowVec`](crate::CowVec): a leaf, or an inner node. See [`cow_core::persist`].
pub struct VecNode<T, C: RefCount = Atomic>(Owner<T, C>);

enum Owner<T, C: RefCount> {
    /// A first leaf, whose items are at the end of its block.
    Front(Front<T, C>),
    Node(Node<T, C>),
}

/// The slots of a vector's roots: the first leaf, the tree, and the last leaf.
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
        let front = self.tree.first_node().map(Owner::Front);
        let root = self.tree.root_node().map(Owner::Node);
        let tail = self.tree.last_node().map(Owner::Node);
        let roots = [(FRONT, front), (TREE, root), (TAIL, tail)].into_iter();
        roots.filter_map(|(slot, root)| Some((slot, VecNode(root?)))).collect()
    }

    fn node((): &(), parts: Parts<VecNode<T, C>>) -> Result<VecNode<T, C>, RebuildError> {
        let Parts { depth, slot, children, items } = parts;
        let node = match (items.is_empty(), children.is_empty()) {
            (false, true) if (depth, slot) == (0, FRONT) => {
                let leaf = Front::from_leaf(leaf_node(items)?.into_leaf());
                return Ok(VecNode(Owner::Front(leaf)));
            }
            (false, true) => leaf_node(items)?,
            (true, false) => {
                if !children.iter().map(|(slot, _)| *slot).eq(0..children.len()) {
                    return Err(RebuildError::Slot);
                }
                let children = children.into_iter().map(|(_, child)| into_node(child.0));
                inner_node(children.collect::<Result<_, _>>()?)?
            }
            _ => return Err(RebuildError::Width),
        };
        Ok(VecNode(Owner::Node(node)))
    }

    fn from_roots((): (), roots: Vec<(usize, VecNode<T, C>)>) -> Result<Self, RebuildError> {
        let (mut front, mut tree, mut tail) = (Front::new(), None, None);
        let mut next = FRONT;
        for (slot, root) in roots {
            if slot < next {
                return Err(RebuildError::Slot);
            }
            match (slot, root.0) {
                (FRONT, Owner::Front(first)) => front = first,
                (FRONT, Owner::Node(leaf)) if leaf.level() == 0 => {
                    front = Front::from_leaf(leaf.into_leaf());
                }
                (TREE, root) => tree = Some(into_node(root)?),
                (TAIL, root) => tail = Some(into_leaf(root)?),
                _ => return Err(RebuildError::Slot),
            }
            next = slot + 1;
        }
        Ok(Self { tree: Rrb::from_parts(front, tree, tail)? })
    }
}

fn into_node<T: Clone, C: RefCount>(owner: Owner<T, C>) -> Result<Node<T, C>, RebuildError> {
    match owner {
        Owner::Front(front) => front.into_leaf().map(Node::leaf).ok_or(RebuildError::Width),
        Owner::Node(node) => Ok(node),
    }
}

fn into_leaf<T: Clone, C: RefCount>(owner: Owner<T, C>) -> Result<Leaf<T, C>, RebuildError> {
    let node = into_node(owner)?;
    if node.level() > 0 {
        return Err(RebuildError::Height);
    }
    Ok(node.into_leaf())
}
