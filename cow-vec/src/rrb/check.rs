//! The invariants, checked in tests after every step.

use super::fill;
use super::tree::Rrb;
use cow_core::RefCount;
use cow_core::radix::{NodeRef, Shape, View};

impl<T, C: RefCount> Rrb<T, C> {
    /// Panics if the nodes are not as they should be: sizes, heights, fill, regularity.
    pub(crate) fn assert_invariants(&self) {
        let tree = self.body.tree.borrow();
        assert!(self.body.front.len() <= Shape::<T, C>::LEAF);
        assert!(self.body.tail.len() <= self.body.tail.capacity());
        assert!(self.body.tail.capacity() <= Shape::<T, C>::LEAF);
        if let Some(tail) = self.body.tail.leaf() {
            assert_eq!(
                (tail.len(), tail.capacity()),
                (self.body.tail.len(), self.body.tail.capacity())
            );
        }
        let Some(root) = tree.root() else {
            assert_eq!(tree.len(), 0);
            return;
        };
        assert_eq!(check(root, true, true), tree.len());
        assert!(!tree.is_empty(), "an empty tree has no root");
        let height = usize::from(root.level());
        assert!(
            height <= Self::height_bound(tree.len()),
            "height {height} for {} items",
            tree.len()
        );
        if let View::Inner(inner) = root.view() {
            assert!(inner.width() > 1, "a root with one child");
            if inner.width() == 2 {
                assert!(
                    !fill::fit_into_one(inner.child(0), inner.child(1)),
                    "a root to be lowered"
                );
            }
        }
    }

    /// Returns the greatest height `h` of a tree with so many items.
    ///
    /// A root of more than two children has one away from the edges; one of two has more
    /// grandchildren than fit into one node, all but two of them away from the edges. So for
    /// `h > 1` there are at least `least_items * least_width^(h - 1)` items.
    fn height_bound(items: usize) -> usize {
        let (mut height, mut least) = (1, fill::least_items::<T, C>());
        while least * fill::least_width::<T, C>() <= items {
            (height, least) = (height + 1, least * fill::least_width::<T, C>());
        }
        height
    }
}

/// Checks a node, which may be underfull at the tree's edges; returns how many items it has.
fn check<T, C: RefCount>(node: NodeRef<'_, T, C>, left_edge: bool, right_edge: bool) -> usize {
    assert!(!node.is_empty(), "an empty node");
    assert!(
        left_edge || right_edge || !fill::is_underfull(node),
        "an underfull node at {}",
        node.level()
    );
    match node.view() {
        View::Leaf(leaf) => leaf.len(),
        View::Inner(inner) => {
            let (width, full) = (inner.width(), Shape::<T, C>::full(node.level() - 1));
            assert!((1..=Shape::<T, C>::FANOUT).contains(&width));
            let mut items = 0;
            let mut all_full = true;
            for (i, child) in inner.children().enumerate() {
                assert_eq!(inner.start(i), items);
                assert_eq!(child.level() + 1, node.level());
                let found = check(child, left_edge && i == 0, right_edge && i == width - 1);
                assert_eq!(found, child.len());
                assert!(found <= full);
                all_full &= i == width - 1 || found == full;
                items += found;
            }
            assert_eq!(items, node.len());
            assert_eq!(inner.is_relaxed(), !all_full);
            items
        }
    }
}
