//! Dropping a map node by node.

use super::GenericTreeMap;
use crate::tree::Tree;
use alloc::vec::Vec;
use cow_core::{Dismantle, Pieces, RefCount};

/// A piece is a node: at most the entries of one leaf.
///
/// ```
/// use cow_core::Dismantle;
/// use cow_tree::CowTreeMap;
///
/// let map: CowTreeMap<u32, String> = (0..10_000).map(|i| (i, i.to_string())).collect();
/// let mut pieces = map.dismantle();
/// while pieces.by_ref().take(100).count() == 100 {
///     // what cannot wait
/// }
/// ```
impl<K, V, A, C: RefCount> Dismantle for GenericTreeMap<K, V, A, C> {
    /// What is below a node is a map again.
    type Pieces = Pieces<Self>;

    fn dismantle(self) -> Self::Pieces {
        Pieces::new((!self.is_empty()).then_some(self), Self::let_go)
    }
}

impl<K, V, A, C: RefCount> GenericTreeMap<K, V, A, C> {
    /// Drops the root, and gives what only it owned to `rest`.
    fn let_go(self, rest: &mut Vec<Self>) {
        if let Some(root) = self.tree.into_root() {
            root.into_children(|child| rest.push(Self { tree: Tree::from_root(Some(child)) }));
        }
    }
}
