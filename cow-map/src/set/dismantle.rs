//! Dropping a set node by node.

use super::cow_set::GenericSet;
use cow_core::trie::Node;
use cow_core::{Dismantle, Pieces, RefCount};

/// A piece is a node: at most the elements of one leaf.
impl<T, S, C: RefCount> Dismantle for GenericSet<T, S, C> {
    type Pieces = Pieces<Node<(T, ()), C>>;

    fn dismantle(self) -> Self::Pieces {
        self.map.dismantle()
    }
}
