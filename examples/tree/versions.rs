//! A tree, and its copy with one value changed.

use cow_draw::{Cost, Picture, Sharing, Tally};
use cow_tree::BinaryTree;
use cow_tree::binary_tree::Side;
use std::collections::HashSet;

pub(crate) struct Versions {
    pub(crate) a: BinaryTree<i64>,
    pub(crate) b: BinaryTree<i64>,
    /// As `b`, but a deep copy before the value was changed.
    deep: BinaryTree<i64>,
    /// To the node that was set.
    pub(crate) path: Vec<Side>,
}

impl Versions {
    /// Copies `a` and sets the node at `path` of the copy. `None` if there is no such node.
    pub(crate) fn new(a: BinaryTree<i64>, path: &[Side], value: i64) -> Option<Self> {
        let mut b = a.clone();
        b.set(path, value).ok()?;
        let mut deep = a.map(Clone::clone);
        deep.set(path, value).ok()?;
        Some(Self { a, b, deep, path: path.to_vec() })
    }

    pub(crate) fn picture(&self) -> Picture<'_> {
        let Self { a, b, .. } = self;
        Picture::new().labelled("A", a, pre_order(a)).labelled("B", b, pre_order(b))
    }

    /// The picture of A and its deep copy.
    pub(crate) fn deep_picture(&self) -> Picture<'_> {
        let Self { a, deep, .. } = self;
        Picture::new().labelled("A", a, pre_order(a)).labelled("B", deep, pre_order(deep))
    }

    pub(crate) fn sharing(&self) -> Sharing {
        cow_draw::sharing(&self.a, &self.b)
    }

    /// The cost of a copy of A that shares nothing.
    pub(crate) fn deep_copy(&self) -> Cost {
        Tally::new().add(&self.deep)
    }

    /// The values of B, each with whether its node is B's own.
    pub(crate) fn marked(&self) -> BinaryTree<(i64, bool)> {
        let mut of_a = HashSet::new();
        self.a.visit_nodes(&mut |node| of_a.insert(node.address));
        let mut own = Vec::new();
        self.b.visit_nodes(&mut |node| {
            own.push(!of_a.contains(&node.address));
            true
        });
        // `visit_nodes` and `map` both go in pre-order.
        let mut own = own.into_iter();
        self.b.map(|&value| (value, own.next().unwrap_or_default()))
    }
}

fn pre_order(tree: &BinaryTree<i64>) -> Vec<i64> {
    let mut values = Vec::with_capacity(tree.len());
    // For the order in which it goes; its result is of no use.
    let _ = tree.map(|value| values.push(*value));
    values
}
