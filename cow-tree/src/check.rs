//! The invariants of [`node`](crate::node), walked.

use crate::node::{TreeRef, Width};
use crate::summary::Summary;
use core::cmp::Ordering;
use cow_core::RefCount;
use cow_core::fork::View;

/// How the first key stands to the second.
type Order<'a, K> = &'a dyn Fn(&K, &K) -> Ordering;

/// Panics if a tree lacks order, balance, fill, or a right size.
///
/// `compare` tells how the first key stands to the second. With `None`, keys may be in any order.
pub(crate) fn check<K, V, A, C>(tree: TreeRef<'_, K, V, A, C>, compare: Option<Order<'_, K>>)
where
    C: RefCount,
    A: Summary<K, V>,
{
    walk(tree, compare, (None, None), true);
}

/// Checks a subtree whose keys are to lie in `low..high`, and returns its size and height.
fn walk<K, V, A, C>(
    tree: TreeRef<'_, K, V, A, C>,
    compare: Option<Order<'_, K>>,
    (low, high): (Option<&K>, Option<&K>),
    is_root: bool,
) -> (usize, usize)
where
    C: RefCount,
    A: Summary<K, V>,
{
    match tree.view() {
        View::Leaf(leaf) => {
            let entries = leaf.slice();
            assert!(!entries.is_empty(), "an empty leaf");
            let room = leaf.capacity();
            assert!(room <= Width::<K, V>::LEAF, "a leaf with room for {room}");
            assert!(is_root || room == Width::<K, V>::LEAF, "a leaf with room for {room}");
            if let Some(compare) = compare {
                let ascends = |a: &K, b: &K| compare(a, b) == Ordering::Less;
                assert!(entries.is_sorted_by(|a, b| ascends(&a.0, &b.0)), "a leaf out of order");
                let first = &entries[0].0;
                let last = &entries[entries.len() - 1].0;
                assert!(low.is_none_or(|low| !ascends(first, low)), "a key left of its fork");
                assert!(high.is_none_or(|high| ascends(last, high)), "a key right of its fork");
            }
            (entries.len(), 0)
        }
        View::Fork(fork) => {
            let data = fork.data();
            let [left, right] = fork.children();
            let (sizes, heights) = {
                let a = walk(left, compare, (low, Some(&data.key)), false);
                let b = walk(right, compare, (Some(&data.key), high), false);
                ((a.0, b.0), (a.1, b.1))
            };
            assert_eq!(data.size, sizes.0 + sizes.1, "a wrong size");
            assert!(heights.0.abs_diff(heights.1) <= 1, "out of balance: {heights:?}");
            assert_eq!(fork.height(), 1 + heights.0.max(heights.1), "a wrong height");
            (data.size, fork.height())
        }
    }
}
