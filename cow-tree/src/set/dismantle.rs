//! Dropping a set node by node.

use super::GenericTreeSet;
use crate::map::GenericTreeMap;
use cow_core::{Dismantle, Pieces, RefCount};

/// A piece is a node: at most the elements of one leaf.
impl<T, A, C: RefCount> Dismantle for GenericTreeSet<T, A, C> {
    type Pieces = Pieces<GenericTreeMap<T, (), A, C>>;

    fn dismantle(self) -> Self::Pieces {
        self.map.dismantle()
    }
}
