//! What versions take in memory, each shared node once.

use crate::whole::{Whole, for_whole_types};
use core::hash::{BuildHasher, Hash};
use cow_core::{CowBox, NodeInfo, RefCount};
use cow_map::{GenericMap, GenericSet};
use cow_tree::{BinaryTree, GenericTreeMap, GenericTreeSet};
use cow_vec::GenericVec;
use std::collections::HashSet;

/// A value that is made of nodes, which its versions share.
///
/// For values inside of nodes, such as the vectors in a map, all entries are visited, also of nodes that
/// were visited before: their nodes are counted once all the same.
#[diagnostic::on_unimplemented(
    message = "it is not known of which nodes `{Self}` is made",
    label = "not `Held`",
    note = "derive `Held` for it; or put `#[cow(whole)]` on the field, if it has no nodes"
)]
pub trait Held {
    /// Shows every node, parents before children. Where `visit` returns `false`, it does not go down.
    fn visit_nodes(&self, visit: &mut dyn FnMut(NodeInfo) -> bool);

    /// Whether values of this type may have nodes. If not, collections of them do not visit them.
    const HAS_NODES: bool = true;
}

/// Returns how many bytes the nodes of some values take, each node counted once.
///
/// ```
/// use cow_vec::CowVec;
/// use cow_versions::held_bytes;
///
/// let old: CowVec<u64> = (0..100_000).collect();
/// let mut new = old.clone();
/// new[7] = 0;
/// let (one, both) = (held_bytes([&old]), held_bytes([&old, &new]));
/// assert!(one > 800_000 && both < one + 4_000);
/// ```
pub fn held_bytes<'a, T: Held + 'a>(values: impl IntoIterator<Item = &'a T>) -> usize {
    let (mut seen, mut bytes) = (HashSet::new(), 0);
    for value in values {
        value.visit_nodes(&mut |node| {
            let is_new = seen.insert(node.address);
            bytes += if is_new { node.bytes } else { 0 };
            is_new
        });
    }
    bytes
}

impl<T: Held, C: RefCount> Held for GenericVec<T, C> {
    fn visit_nodes(&self, visit: &mut dyn FnMut(NodeInfo) -> bool) {
        Self::visit_nodes(self, visit);
        if T::HAS_NODES {
            self.iter().for_each(|item| item.visit_nodes(visit));
        }
    }
}

impl<K: Eq + Hash + Held, V: Held, S: BuildHasher, C: RefCount> Held for GenericMap<K, V, S, C> {
    fn visit_nodes(&self, visit: &mut dyn FnMut(NodeInfo) -> bool) {
        Self::visit_nodes(self, visit);
        if K::HAS_NODES || V::HAS_NODES {
            for (key, value) in self {
                key.visit_nodes(visit);
                value.visit_nodes(visit);
            }
        }
    }
}

impl<T: Eq + Hash + Held, S: BuildHasher, C: RefCount> Held for GenericSet<T, S, C> {
    fn visit_nodes(&self, visit: &mut dyn FnMut(NodeInfo) -> bool) {
        Self::visit_nodes(self, visit);
        if T::HAS_NODES {
            self.iter().for_each(|element| element.visit_nodes(visit));
        }
    }
}

impl<K: Ord + Held, V: Held, A, C: RefCount> Held for GenericTreeMap<K, V, A, C> {
    fn visit_nodes(&self, visit: &mut dyn FnMut(NodeInfo) -> bool) {
        Self::visit_nodes(self, visit);
        if K::HAS_NODES || V::HAS_NODES {
            for (key, value) in self {
                key.visit_nodes(visit);
                value.visit_nodes(visit);
            }
        }
    }
}

impl<T: Ord + Held, A, C: RefCount> Held for GenericTreeSet<T, A, C> {
    fn visit_nodes(&self, visit: &mut dyn FnMut(NodeInfo) -> bool) {
        Self::visit_nodes(self, visit);
        if T::HAS_NODES {
            self.iter().for_each(|element| element.visit_nodes(visit));
        }
    }
}

impl<T: Held> Held for CowBox<T> {
    fn visit_nodes(&self, visit: &mut dyn FnMut(NodeInfo) -> bool) {
        // The count before the value is not in the latter's size.
        let bytes = size_of::<usize>().max(align_of::<T>()) + size_of::<T>();
        let node = NodeInfo::new(core::ptr::from_ref::<T>(self).addr(), bytes, 1);
        if visit(node) {
            T::visit_nodes(self, visit);
        }
    }
}

impl<T: Held> Held for BinaryTree<T> {
    fn visit_nodes(&self, visit: &mut dyn FnMut(NodeInfo) -> bool) {
        Self::visit_nodes(self, visit);
        if T::HAS_NODES {
            self.pre_order().for_each(|value| value.visit_nodes(visit));
        }
    }
}

impl<T: Held> Held for Option<T> {
    const HAS_NODES: bool = T::HAS_NODES;

    fn visit_nodes(&self, visit: &mut dyn FnMut(NodeInfo) -> bool) {
        self.iter().for_each(|value| value.visit_nodes(visit));
    }
}

macro_rules! no_nodes {
    ($([$($generics:tt)*] $type:ty;)*) => { $(
        impl<$($generics)*> Held for $type {
            const HAS_NODES: bool = false;

            fn visit_nodes(&self, _: &mut dyn FnMut(NodeInfo) -> bool) {}
        }
    )* };
}

for_whole_types!(no_nodes);

macro_rules! nodes_of_tuple {
    ($($T:ident $i:tt),*) => {
        impl<$($T: Held),*> Held for ($($T,)*) {
            const HAS_NODES: bool = false $(|| $T::HAS_NODES)*;

            fn visit_nodes(&self, visit: &mut dyn FnMut(NodeInfo) -> bool) {
                $(self.$i.visit_nodes(visit);)*
            }
        }
    };
}

nodes_of_tuple!(A 0, B 1);
nodes_of_tuple!(A 0, B 1, C 2);
nodes_of_tuple!(A 0, B 1, C 2, D 3);
