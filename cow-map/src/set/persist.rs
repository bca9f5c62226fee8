//! The nodes of a set, to be stored and rebuilt.

use super::cow_set::CowSet;
use crate::map::{CowMap, MapNode};
use alloc::vec::Vec;
use core::hash::{BuildHasher, Hash};
use cow_core::Kind;
use cow_core::persist::{Parts, Persist, RebuildError};

/// A set has the nodes of a map without values.
impl<T: Eq + Hash, S: BuildHasher, P: Kind> Persist for CowSet<T, S, P> {
    type Item = (T, ());
    type Node = MapNode<T, (), P>;
    type Setup = S;

    fn roots(&self) -> Vec<(usize, Self::Node)> {
        self.map.roots()
    }

    fn node(hasher: &S, parts: Parts<Self::Node>) -> Result<Self::Node, RebuildError> {
        CowMap::<T, (), S, P>::node(hasher, parts)
    }

    fn from_roots(hasher: S, roots: Vec<(usize, Self::Node)>) -> Result<Self, RebuildError> {
        CowMap::from_roots(hasher, roots).map(|map| Self { map })
    }
}
