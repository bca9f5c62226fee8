//! What a collection tells about its nodes.

/// One node of a collection, as its `visit_nodes` shows it.
///
/// Two versions share the nodes that have the same address in both; the bytes of the others are the cost of the second
/// version.
///
/// `visit_nodes` goes in pre-order, so that [`depth`](Self::depth) gives the edges too: the parent of a node is the
/// last one before it that is one level higher, and [`slot`](Self::slot) is its place among that node's children. In
/// the order of the walk, the elements are those of the nodes one after the other, [`items`](Self::items) each: in the
/// order of iteration, and those of a `BinaryTree` in pre-order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct NodeInfo {
    /// Address of the allocation: the node's identity, as long as a version that holds it lives.
    pub address: usize,
    /// Size of its allocation in bytes, without what its elements own elsewhere.
    pub bytes: usize,
    /// How many handles and nodes own it, at some moment: 1 if it is not shared.
    ///
    /// Of nodes of an ordered map or set that is an upper bound if it is more than 1, for a node there may
    /// hold several shares of each of its children. `visit_nodes` counts those of the parent by which it
    /// came as one.
    pub owners: usize,
    /// How many nodes are above it. That of a root is 0; a vector may have several of these.
    pub depth: usize,
    /// Its place among its parent's children, or among the roots. Places may be empty.
    pub slot: usize,
    /// How many elements it holds itself, without those of the nodes below it.
    pub items: usize,
}

impl NodeInfo {
    /// Makes a root without elements, with these properties.
    #[must_use]
    pub fn new(address: usize, bytes: usize, owners: usize) -> Self {
        Self { address, bytes, owners, depth: 0, slot: 0, items: 0 }
    }

    /// Returns the same node, below `depth` others and at `slot` of the last of these.
    #[must_use]
    pub fn at(self, depth: usize, slot: usize) -> Self {
        Self { depth, slot, ..self }
    }

    /// Returns the same node, with so many elements of its own.
    #[must_use]
    pub fn with_items(self, items: usize) -> Self {
        Self { items, ..self }
    }
}
