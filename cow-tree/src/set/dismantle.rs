//! Dropping a set node by node.

use super::CowTreeSet;
use crate::map::CowTreeMap;
use cow_core::{Dismantle, Kind, Pieces};

/// A piece is a node: at most the elements of one leaf.
impl<T, P: Kind, A> Dismantle for CowTreeSet<T, P, A> {
    type Pieces = Pieces<CowTreeMap<T, (), P, A>>;

    fn dismantle(self) -> Self::Pieces {
        self.map.dismantle()
    }
}
