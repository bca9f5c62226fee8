//! The nodes of a set: dropped one by one, stored and rebuilt.

use super::cow_set::GenericSet;
use crate::map::{GenericMap, MapNode};
use alloc::vec::Vec;
use core::hash::{BuildHasher, Hash};
use cow_core::persist::{Parts, Persist, RebuildError};
use cow_core::trie::Node;
use cow_core::{Dismantle, Pieces, RefCount};

/// A piece is a node: at most the elements of one leaf.
impl<T, S, C: RefCount> Dismantle for GenericSet<T, S, C> {
    type Pieces = Pieces<Node<(T, ()), C>>;

    fn dismantle(self) -> Self::Pieces {
        self.map.dismantle()
    }
}

/// A set has the nodes of a map without values.
impl<T: Eq + Hash, S: BuildHasher, C: RefCount> Persist for GenericSet<T, S, C> {
    type Item = (T, ());
    type Node = MapNode<T, (), C>;
    type Setup = S;

    fn roots(&self) -> Vec<(usize, Self::Node)> {
        self.map.roots()
    }

    fn node(hasher: &S, parts: Parts<Self::Node>) -> Result<Self::Node, RebuildError> {
        GenericMap::<T, (), S, C>::node(hasher, parts)
    }

    fn from_roots(hasher: S, roots: Vec<(usize, Self::Node)>) -> Result<Self, RebuildError> {
        GenericMap::from_roots(hasher, roots).map(|map| Self { map })
    }
}
