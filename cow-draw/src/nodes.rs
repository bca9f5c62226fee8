//! What can be drawn and counted.

use cow_core::{CowBox, RefCount};
use cow_map::{GenericMap, GenericSet};
use cow_tree::{BinaryTree, GenericTreeMap, GenericTreeSet};
use cow_vec::GenericVec;
use std::alloc::Layout;

pub use cow_core::NodeInfo;

/// A value that shows the nodes it is made of.
///
/// Implemented by the collections; types that consist of these pass on to them:
///
/// ```
/// use cow_draw::{NodeInfo, Nodes, sharing};
/// use cow_map::CowMap;
/// use cow_vec::CowVec;
///
/// #[derive(Clone, Default)]
/// struct State {
///     users: CowMap<String, u64>,
///     log: CowVec<String>,
/// }
///
/// impl Nodes for State {
///     fn visit_nodes(&self, visit: &mut dyn FnMut(NodeInfo) -> bool) {
///         self.users.visit_nodes(visit);
///         self.log.visit_nodes(visit);
///     }
/// }
///
/// let mut before = State::default();
/// before.users.insert("ann".into(), 1);
/// let mut after = before.clone();
/// after.log.push("bob came".into());
/// let sharing = sharing(&before, &after);
/// assert_eq!((sharing.shared.nodes, sharing.right.nodes), (1, 1));
/// ```
pub trait Nodes {
    /// Calls `visit` with every node, in pre-order. Where it returns `false`, the nodes below are skipped.
    fn visit_nodes(&self, visit: &mut dyn FnMut(NodeInfo) -> bool);
}

impl<T, C: RefCount> Nodes for GenericVec<T, C> {
    fn visit_nodes(&self, visit: &mut dyn FnMut(NodeInfo) -> bool) {
        GenericVec::visit_nodes(self, visit);
    }
}

impl<K, V, S, C: RefCount> Nodes for GenericMap<K, V, S, C> {
    fn visit_nodes(&self, visit: &mut dyn FnMut(NodeInfo) -> bool) {
        GenericMap::visit_nodes(self, visit);
    }
}

impl<T, S, C: RefCount> Nodes for GenericSet<T, S, C> {
    fn visit_nodes(&self, visit: &mut dyn FnMut(NodeInfo) -> bool) {
        GenericSet::visit_nodes(self, visit);
    }
}

impl<K, V, A, C: RefCount> Nodes for GenericTreeMap<K, V, A, C> {
    fn visit_nodes(&self, visit: &mut dyn FnMut(NodeInfo) -> bool) {
        GenericTreeMap::visit_nodes(self, visit);
    }
}

impl<T, A, C: RefCount> Nodes for GenericTreeSet<T, A, C> {
    fn visit_nodes(&self, visit: &mut dyn FnMut(NodeInfo) -> bool) {
        GenericTreeSet::visit_nodes(self, visit);
    }
}

impl<T> Nodes for BinaryTree<T> {
    fn visit_nodes(&self, visit: &mut dyn FnMut(NodeInfo) -> bool) {
        BinaryTree::visit_nodes(self, visit);
    }
}

/// One node: the value beside its count. The bytes are those of both, in the order that C gives them.
impl<T> Nodes for CowBox<T> {
    fn visit_nodes(&self, visit: &mut dyn FnMut(NodeInfo) -> bool) {
        let address = CowBox::as_ptr(self).addr();
        let counted = Layout::new::<usize>().extend(Layout::new::<T>());
        let bytes = counted.map_or(0, |(layout, _)| layout.pad_to_align().size());
        visit(NodeInfo::new(address, bytes, CowBox::strong_count(self)).with_items(1));
    }
}
