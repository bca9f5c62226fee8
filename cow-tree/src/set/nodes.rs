//! The nodes of a set: dropped one by one, stored and rebuilt.

use super::GenericTreeSet;
use crate::map::{GenericTreeMap, TreeNode};
use crate::summary::Summary;
use alloc::vec::Vec;
use cow_core::persist::{Parts, Persist, RebuildError};
use cow_core::{Dismantle, Pieces, RefCount};

/// A piece is a node: at most the elements of one leaf.
impl<T, A, C: RefCount> Dismantle for GenericTreeSet<T, A, C> {
    type Pieces = Pieces<GenericTreeMap<T, (), A, C>>;

    fn dismantle(self) -> Self::Pieces {
        self.map.dismantle()
    }
}

/// A set has the nodes of a map without values.
impl<T: Ord + Clone, A: Summary<T, ()>, C: RefCount> Persist for GenericTreeSet<T, A, C> {
    type Item = (T, ());
    type Node = TreeNode<T, (), A, C>;
    type Setup = ();

    fn roots(&self) -> Vec<(usize, Self::Node)> {
        self.map.roots()
    }

    fn node(setup: &(), parts: Parts<Self::Node>) -> Result<Self::Node, RebuildError> {
        GenericTreeMap::node(setup, parts)
    }

    fn from_roots(setup: (), roots: Vec<(usize, Self::Node)>) -> Result<Self, RebuildError> {
        GenericTreeMap::from_roots(setup, roots).map(|map| Self { map })
    }
}
