//! The invariants of the [module](super), walked in tests.

use super::keyed::Keyed;
use super::node::{NodeRef, View};
use super::tree::Tree;
use super::width::Width;
use crate::count::RefCount;
use core::cmp::Ordering;

/// How the first key stands to the second.
type Order<'a, K> = &'a dyn Fn(&K, &K) -> Ordering;

impl<K: Clone, T: Keyed<K>, A, C: RefCount> Tree<K, T, A, C> {
    /// Panics if the tree lacks order, fill, or a right size. With `None`, keys may be in any order.
    #[doc(hidden)]
    pub fn assert_invariants(&self, order: Option<Order<'_, K>>) {
        if let Some(root) = self.root() {
            check(root, order, (None, None), true);
        }
    }
}

/// Checks a subtree whose keys are to be in `low..high`, and returns its size.
fn check<K, T, A, C>(
    node: NodeRef<'_, K, T, A, C>,
    order: Option<Order<'_, K>>,
    (low, high): (Option<&K>, Option<&K>),
    is_root: bool,
) -> usize
where
    K: Clone,
    T: Keyed<K>,
    C: RefCount,
{
    let branch = match node.view() {
        View::Branch(branch) => branch,
        View::Leaf(leaf) => {
            let items = leaf.slice();
            assert!(!items.is_empty(), "an empty leaf");
            assert!(leaf.capacity() <= Width::<K, T, C>::LEAF, "a leaf that is too large");
            if let Some(order) = order {
                let less = |a: &K, b: &K| order(a, b) == Ordering::Less;
                assert!(items.is_sorted_by(|a, b| less(a.key(), b.key())), "a leaf out of order");
                let (first, last) = (items[0].key(), items[items.len() - 1].key());
                assert!(low.is_none_or(|low| !less(first, low)), "a key before its leaf");
                assert!(high.is_none_or(|high| less(last, high)), "a key after its leaf");
            }
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
        let size = check(child, order, (low.as_ref(), next.as_ref().or(high)), false);
        assert_eq!(size, branch.sizes()[slot], "a wrong size");
        low = next;
    }
    branch.size()
}
