//! The nodes of a set, to be stored and rebuilt.

use super::cow_set::GenericSet;
use crate::map::{GenericMap, MapNode};
use alloc::vec::Vec;
use core::hash::{BuildHasher, Hash};
use cow_core::RefCount;
use cow_core::persist::{Parts, Persist, RebuildError};

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
