//! The nodes of a set, to be stored and rebuilt.

use super::GenericTreeSet;
use crate::map::{GenericTreeMap, TreeNode};
use crate::summary::Summary;
use alloc::vec::Vec;
use cow_core::RefCount;
use cow_core::persist::{Parts, Persist, RebuildError};

/// A set has the nodes of a map without values.
impl<T, A, C> Persist for GenericTreeSet<T, A, C>
where
    T: Ord + Clone,
    C: RefCount,
    A: Summary<T, ()>,
{
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
