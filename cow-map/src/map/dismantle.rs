//! Dropping a map node by node.

use super::cow_map::GenericMap;
use cow_core::trie::Node;
use cow_core::{Dismantle, Pieces, RefCount};

/// A piece is a node: at most the entries of one leaf.
///
/// ```
/// use cow_core::Dismantle;
/// use cow_map::CowMap;
///
/// let map: CowMap<u32, String> = (0..10_000).map(|i| (i, i.to_string())).collect();
/// let mut pieces = map.dismantle();
/// while pieces.by_ref().take(100).count() == 100 {
///     // what cannot wait
/// }
/// ```
impl<K, V, S, C: RefCount> Dismantle for GenericMap<K, V, S, C> {
    type Pieces = Pieces<Node<(K, V), C>>;

    fn dismantle(mut self) -> Self::Pieces {
        Pieces::new(self.root.take(), |node, rest| {
            rest.extend(node.into_children().into_iter().flatten())
        })
    }
}
