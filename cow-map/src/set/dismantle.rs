//! Dropping a set node by node.

use super::cow_set::CowSet;
use cow_core::fan::Link;
use cow_core::{Dismantle, Kind, Pieces};

/// A piece is a node: at most the elements of one leaf.
impl<T, S, P: Kind> Dismantle for CowSet<T, S, P> {
    type Pieces = Pieces<Link<(T, ()), P>>;

    fn dismantle(self) -> Self::Pieces {
        self.map.dismantle()
    }
}
