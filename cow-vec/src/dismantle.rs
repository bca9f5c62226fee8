//! Dropping a vector node by node.

use crate::CowVec;
use cow_core::grid::Node;
use cow_core::{Dismantle, Kind, Pieces};

/// A piece is a node: at most the items of one leaf. The two leaves at the ends are dropped at once.
///
/// ```
/// use cow_core::Dismantle;
/// use cow_vec::CowVec;
///
/// let vec: CowVec<String> = (0..10_000).map(|i| i.to_string()).collect();
/// let mut pieces = vec.dismantle();
/// while pieces.by_ref().take(100).count() == 100 {
///     // what cannot wait
/// }
/// ```
impl<T, P: Kind> Dismantle for CowVec<T, P> {
    type Pieces = Pieces<Node<T, P>>;

    fn dismantle(mut self) -> Self::Pieces {
        Pieces::new(self.body.grid.take(), Node::into_children)
    }
}
