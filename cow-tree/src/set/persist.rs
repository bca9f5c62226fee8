//! The nodes of a set, to be stored and rebuilt.

use super::CowTreeSet;
use crate::map::{CowTreeMap, TreeNode};
use crate::summary::Summary;
use alloc::vec::Vec;
use cow_core::Kind;
use cow_core::persist::{Parts, Persist, RebuildError};

/// A set has the nodes of a map without values.
impl<T, P, A> Persist for CowTreeSet<T, P, A>
where
    T: Ord + Clone,
    P: Kind,
    A: Summary<T, ()>,
{
    type Item = (T, ());
    type Node = TreeNode<T, (), P, A>;
    type Setup = ();

    fn roots(&self) -> Vec<(usize, Self::Node)> {
        self.map.roots()
    }

    fn node(setup: &(), parts: Parts<Self::Node>) -> Result<Self::Node, RebuildError> {
        CowTreeMap::node(setup, parts)
    }

    fn from_roots(setup: (), roots: Vec<(usize, Self::Node)>) -> Result<Self, RebuildError> {
        CowTreeMap::from_roots(setup, roots).map(|map| Self { map })
    }
}
