//! Left and right: the steps of a path.

/// One step down from a node. A path from the root is a slice of them; that of the root is empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// To the left child.
    Left,
    /// To the right child.
    Right,
}
