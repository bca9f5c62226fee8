//! How a collection shows its nodes to be stored, and is put together from stored ones.
//!
//! Clones share nodes, and a value that is written out whole loses that: a thousand versions of a map take a
//! thousand copies. A store, a tool that draws versions, or one that sends them elsewhere needs three things
//! instead, which every collection of the family gives through two traits:
//!
//! * a **walk** over the nodes ([`Persist::roots`], [`Node::children`], [`Node::items`]), with the address of
//!   each ([`Node::info`]), by which a node that was seen before is recognised;
//! * an **owner** of each node: a [`Node`] is one, so as long as it is kept, the node is neither freed nor
//!   written to, and its address belongs to nothing else;
//! * a **checked way back** ([`Persist::node`], [`Persist::from_roots`]), which takes the same owner as the
//!   child of several nodes, so that what was shared is shared again.
//!
//! Nothing here says how a collection is built inside. A node is some items, some children, or both; a child
//! has a *slot*, a number that says where it is among its siblings: the first of the slots that it fills in a
//! hash trie, 0 or 1 in a binary tree, a position elsewhere. Keys that separate subtrees are not part of a
//! node, for they follow from the items: the collections compute and check them.
//!
//! ```
//! use cow_core::CowBox;
//! use cow_core::persist::{Node, Parts, Persist};
//! use std::collections::HashMap;
//!
//! /// The nodes of some versions, each once.
//! #[derive(Default)]
//! struct Nodes {
//!     ids: HashMap<usize, usize>,
//!     kept: Vec<CowBox<[u8]>>, // keeps the addresses from being used again
//! }
//!
//! impl Nodes {
//!     fn save(&mut self, value: &CowBox<[u8]>) -> Vec<usize> {
//!         let roots = value.roots().into_iter();
//!         roots
//!             .map(|(_, root)| {
//!                 *self.ids.entry(root.info().address).or_insert_with(|| {
//!                     self.kept.push(root.clone());
//!                     self.kept.len() - 1
//!                 })
//!             })
//!             .collect()
//!     }
//! }
//!
//! let mut nodes = Nodes::default();
//! let a: CowBox<[u8]> = CowBox::from(vec![1, 2, 3]);
//! assert_eq!(nodes.save(&a), nodes.save(&a.clone())); // one node
//!
//! let items = nodes.kept[0].items().to_vec();
//! let root = CowBox::<[u8]>::node(&(), Parts { depth: 0, slot: 0, children: vec![], items })?;
//! let b = CowBox::<[u8]>::from_roots((), vec![(0, root)])?;
//! assert_eq!(a, b);
//! # Ok::<(), cow_core::persist::RebuildError>(())
//! ```

use crate::NodeInfo;
use crate::cow_box::CowBox;
use alloc::vec::Vec;
use core::{error, fmt};

/// One owner of a node, and so of all nodes below it.
///
/// `clone` adds one to a count. As long as an owner is kept, the node is shared: writes to a collection that
/// contains it copy it first.
pub trait Node: Clone {
    /// What the collection holds: elements, or pairs of keys and values.
    type Item;

    /// Address, size and owners of the node. This owner is one of them, so the address stays the node's as
    /// long as this is kept. A node with one owner is not shared. Depth and slot are those of a root: they
    /// follow from the walk.
    fn info(&self) -> NodeInfo;

    /// Returns the items in this node itself.
    fn items(&self) -> &[Self::Item];

    /// Owners of the children, each with its slot, in ascending order of slots. Costs one count for each.
    fn children(&self) -> Vec<(usize, Self)>;
}

/// What a node is to be built from.
#[derive(Clone, Debug)]
pub struct Parts<N: Node> {
    /// How many nodes are above it: 0 for a root.
    pub depth: usize,
    /// Its own slot in its parent, or among the roots.
    pub slot: usize,
    /// The children, each with its slot, in ascending order of slots.
    pub children: Vec<(usize, N)>,
    /// The items in the node itself.
    pub items: Vec<N::Item>,
}

/// A collection that shows its nodes, and can be rebuilt from nodes.
///
/// See the [module](self) for what this is for.
pub trait Persist: Sized {
    /// What the collection holds: elements, or pairs of keys and values.
    type Item;

    /// An owner of one of its nodes.
    type Node: Node<Item = Self::Item>;

    /// What a collection has besides nodes, and needs to make sense of them: the hasher of a hash map, `()`
    /// for others.
    type Setup;

    /// Owners of the nodes at the top, each with its slot, in ascending order of slots. An empty collection
    /// may have none. Costs one count for each.
    fn roots(&self) -> Vec<(usize, Self::Node)>;

    /// Builds a node over children that are shared with whoever else has them.
    ///
    /// O(items + children), besides what a comparison of neighbouring children costs: at most the length of a
    /// path for each. Children have been built with an equal `setup`, or are from the walk over a collection
    /// that has one; otherwise the result is unspecified, but safe.
    ///
    /// # Errors
    /// If no collection could contain such a node: wrong slots, children of different heights, too many or too
    /// few items, keys out of order or not where their hashes lead.
    fn node(setup: &Self::Setup, parts: Parts<Self::Node>) -> Result<Self::Node, RebuildError>;

    /// Puts a collection together from its roots, which are shared with whoever else has them.
    ///
    /// # Errors
    /// If these are not the roots of a collection.
    fn from_roots(
        setup: Self::Setup,
        roots: Vec<(usize, Self::Node)>,
    ) -> Result<Self, RebuildError>;
}

/// Why nodes cannot be put together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RebuildError {
    /// A child or root has a slot that it cannot have, or two have the same one, or one is missing.
    Slot,
    /// The children differ too much in height, or a child is not from the depth below.
    Height,
    /// The node has more or fewer items or children than such nodes have.
    Width,
    /// Keys do not ascend strictly.
    Order,
    /// A key's hash leads elsewhere: the hasher is not the one with which the collection was built.
    Hash,
    /// A key is there twice.
    Duplicate,
    /// There would be more items than a collection can hold.
    Overflow,
}

impl fmt::Display for RebuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Slot => "a child has a slot that it cannot have",
            Self::Height => "the heights of the children do not fit together",
            Self::Width => "the number of items or children is not one that such a node has",
            Self::Order => "keys do not ascend",
            Self::Hash => "a key's hash leads elsewhere",
            Self::Duplicate => "a key is there twice",
            Self::Overflow => "more items than a collection can hold",
        })
    }
}

impl error::Error for RebuildError {}

/// The one node of a shared slice.
impl<T> Node for CowBox<[T]> {
    type Item = T;

    fn info(&self) -> NodeInfo {
        let address = self.as_ptr().addr();
        let bytes = size_of::<usize>() + size_of_val::<[T]>(self);
        NodeInfo::new(address, bytes, CowBox::strong_count(self))
    }

    fn items(&self) -> &[T] {
        self
    }

    fn children(&self) -> Vec<(usize, Self)> {
        Vec::new()
    }
}

/// A shared slice is one node, of any length.
impl<T> Persist for CowBox<[T]> {
    type Item = T;
    type Node = Self;
    type Setup = ();

    fn roots(&self) -> Vec<(usize, Self)> {
        [(0, self.clone())].into()
    }

    fn node((): &(), parts: Parts<Self>) -> Result<Self, RebuildError> {
        if parts.children.is_empty() { Ok(parts.items.into()) } else { Err(RebuildError::Width) }
    }

    fn from_roots((): (), roots: Vec<(usize, Self)>) -> Result<Self, RebuildError> {
        let [(0, root)] = <[_; 1]>::try_from(roots).map_err(|_| RebuildError::Slot)? else {
            return Err(RebuildError::Slot);
        };
        Ok(root)
    }
}
