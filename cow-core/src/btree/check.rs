//! The invariants of the [module](super), walked in tests.

use super::keyed::Keyed;
use super::node::{NodeRef, View};
use super::tree::Tree;
use super::width::Width;
use crate::count::RefCount;
use core::cmp::Ordering;

/// How the first key stands to the second.
type Order<'a, K> = &'a dyn Fn(&K, &K) -> Ordering;

impl<K: Clone, T, A, C: RefCount> Tree<K, T, A, C> {
    /// Panics if the tree lacks fill, or a right size.
    #[doc(hidden)]
    pub fn assert_shape(&self) {
        if let Some(root) = self.root() {
            check(root, &|_, _| {}, (None, None), true);
        }
    }

    /// Panics if the tree lacks order, fill, or a right size. With `None`, keys may be in any order.
    #[doc(hidden)]
    pub fn assert_invariants(&self, order: Option<Order<'_, K>>)
    where
        T: Keyed<K>,
    {
        let Some(order) = order else { return self.assert_shape() };
        let less = |a: &K, b: &K| order(a, b) == Ordering::Less;
        let in_order = |items: &[T], (low, high): (Option<&K>, Option<&K>)| {
            assert!(items.is_sorted_by(|a, b| less(a.key(), b.key())), "a leaf out of order");
            let (first, last) = (items[0].key(), items[items.len() - 1].key());
            assert!(low.is_none_or(|low| !less(first, low)), "a key before its leaf");
            assert!(high.is_none_or(|high| less(last, high)), "a key after its leaf");
        };
        if let Some(root) = self.root() {
            check(root, &in_order, (None, None), true);
        }
    }
}

/// The keys between which those below a node are to be: from the first on, and before the second.
type Limits<'a, K> = (Option<&'a K>, Option<&'a K>);

/// Checks a subtree, the items of its leaves by `in_order`, and returns its size.
fn check<K: Clone, T, A, C: RefCount>(
    node: NodeRef<'_, K, T, A, C>,
    in_order: &dyn Fn(&[T], Limits<'_, K>),
    (low, high): Limits<'_, K>,
    is_root: bool,
) -> usize {
    let branch = match node.view() {
        View::Branch(branch) => branch,
        View::Leaf(leaf) => {
            let items = leaf.slice();
            assert!(!items.is_empty(), "an empty leaf");
            assert!(leaf.capacity() <= Width::<K, T, C>::LEAF, "a leaf that is too large");
            in_order(items, (low, high));
            return items.len();
        }
    };
    let least = if is_root { 2 } else { Width::<K, T, C>::LEAST };
    assert!(
        (least..=Width::<K, T, C>::FANOUT).contains(&branch.len()),
        "a branch of a wrong width"
    );
    let mut low = low.cloned();
    for slot in 0..branch.len() {
        let next = (slot + 1 < branch.len()).then(|| branch.key(slot));
        let child = branch.child(slot);
        assert_eq!(child.height() + 1, branch.height(), "a wrong height");
        let size = check(child, in_order, (low.as_ref(), next.as_ref().or(high)), false);
        assert_eq!(size, branch.sizes()[slot], "a wrong size");
        low = next;
    }
    branch.size()
}
