//! What a collection tells about its nodes.

/// One node of a collection, as its `visit_nodes` shows it.
///
/// Two versions share what has the same address in both; the bytes of the others are what the
/// second version costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct NodeInfo {
    /// Where the node lies: its identity, as long as a version that holds it lives.
    pub address: usize,
    /// Size of its allocation in bytes, without what its elements own elsewhere.
    pub bytes: usize,
    /// How many handles and nodes own it, at some moment.
    pub owners: usize,
}

impl NodeInfo {
    /// A node with these properties.
    #[must_use]
    pub fn new(address: usize, bytes: usize, owners: usize) -> Self {
        Self { address, bytes, owners }
    }
}
