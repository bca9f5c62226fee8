//! Dropping a vector node by node.

use crate::GenericVec;
use cow_core::radix::Node;
use cow_core::{Dismantle, Pieces, RefCount};

/// A piece is a node: at most the items of one leaf. The two leaves at the ends are dropped at once.
///
/// ```
/// use cow_core::Dismantle;
/// use cow_vec::CowVec;
///
/// let vec: CowVec<String> = (0..10_000).map(|i| i.to_string()).collect();
/// let mut pieces = vec.dismantle();
/// while pieces.by_ref().take(100).count() == 100 {
///     // other work between the pieces
/// }
/// ```
impl<T, C: RefCount> Dismantle for GenericVec<T, C> {
    type Pieces = Pieces<Node<T, C>>;

    fn dismantle(mut self) -> Self::Pieces {
        Pieces::new(self.tree.take_root(), Node::into_children)
    }
}
