//! How many nodes an operation copied.
//!
//! A collection walks over the addresses of its nodes. Both versions must be alive for their addresses to compare, and
//! each walk names a node once for each place in which it stands; here it counts once.

use std::collections::HashSet;

/// A node as a collection shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Node {
    /// Its identity, as long as a version that holds it lives.
    pub address: usize,
    /// The size of its allocation.
    pub bytes: usize,
    /// How many nodes are above it.
    pub depth: usize,
    /// Its place among its siblings.
    pub slot: usize,
    /// How many elements it holds itself.
    pub items: usize,
}

/// Returns the nodes of a collection in the order of its `visit_nodes`, as [`Node`]s.
#[macro_export]
macro_rules! nodes {
    ($of:expr) => {{
        let mut nodes = ::std::vec::Vec::new();
        $of.visit_nodes(&mut |node| {
            nodes.push($crate::Node {
                address: node.address,
                bytes: node.bytes,
                depth: node.depth,
                slot: node.slot,
                items: node.items,
            });
            true
        });
        nodes
    }};
}

/// Returns the addresses of the nodes of a collection in the order of its `visit_nodes`.
#[macro_export]
macro_rules! addresses {
    ($of:expr) => {{
        let mut addresses = ::std::vec::Vec::new();
        $of.visit_nodes(&mut |node| {
            addresses.push(node.address);
            true
        });
        addresses
    }};
}

/// Returns how many nodes of `after` are not in `before`: those that the operation in between copied or made.
///
/// ```
/// assert_eq!(testkit::fresh([1, 2, 3], [1, 9, 3]), 1);
/// ```
pub fn fresh(
    before: impl IntoIterator<Item = usize>,
    after: impl IntoIterator<Item = usize>,
) -> usize {
    let before: HashSet<usize> = before.into_iter().collect();
    let after: HashSet<usize> = after.into_iter().collect();
    after.difference(&before).count()
}

/// Returns how many nodes the two have in common.
///
/// ```
/// assert_eq!(testkit::shared([1, 2, 3], [1, 9, 3]), 2);
/// ```
pub fn shared(a: impl IntoIterator<Item = usize>, b: impl IntoIterator<Item = usize>) -> usize {
    let a: HashSet<usize> = a.into_iter().collect();
    let b: HashSet<usize> = b.into_iter().collect();
    a.intersection(&b).count()
}

/// Asserts that `what` copied or made `most` nodes at most.
///
/// # Panics
///
/// If `after` has more nodes than that which are not in `before`.
#[track_caller]
pub fn assert_fresh_at_most(
    most: usize,
    what: &str,
    before: impl IntoIterator<Item = usize>,
    after: impl IntoIterator<Item = usize>,
) {
    let before: HashSet<usize> = before.into_iter().collect();
    let after: HashSet<usize> = after.into_iter().collect();
    let new = after.difference(&before).count();
    assert!(
        new <= most,
        "{what}: {new} of {} nodes are new, {most} may be; {} nodes were there before, {} of them are still in use",
        after.len(),
        before.len(),
        after.len() - new,
    );
}

/// Asserts that the nodes are a tree in pre-order with `len` elements.
///
/// ```
/// let node = |depth, slot, items| testkit::Node { address: 0, bytes: 0, depth, slot, items };
/// testkit::assert_pre_order(3, &[node(0, 0, 0), node(1, 0, 2), node(1, 1, 1)]);
/// ```
///
/// # Panics
///
/// If a node has no parent, or is before a sibling of a lower slot; or if the elements are not `len`.
#[track_caller]
pub fn assert_pre_order(len: usize, nodes: &[Node]) {
    let (mut path, mut total) = (Vec::new(), 0);
    for &Node { depth, slot, items, .. } in nodes {
        assert!(depth <= path.len(), "a node at depth {depth} has no parent");
        assert!(path.get(depth).is_none_or(|before| *before < slot), "slot {slot} out of order");
        path.truncate(depth);
        path.push(slot);
        total += items;
    }
    assert_eq!(total, len, "the elements of all nodes");
}

/// Asserts that `what` left the very same nodes: it copied, made and dropped none.
///
/// # Panics
///
/// If a node is in one of the two only.
#[track_caller]
pub fn assert_same_nodes(
    what: &str,
    before: impl IntoIterator<Item = usize>,
    after: impl IntoIterator<Item = usize>,
) {
    let before: HashSet<usize> = before.into_iter().collect();
    let after: HashSet<usize> = after.into_iter().collect();
    let (new, gone) = (after.difference(&before).count(), before.difference(&after).count());
    assert!(
        new + gone == 0,
        "{what}: {new} nodes are new and {gone} are gone, of {}",
        before.len()
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_node_counts_once() {
        assert_eq!(fresh([1, 1, 2], [2, 3, 3, 4]), 2);
        assert_eq!(shared([1, 1, 2], [1, 1, 3]), 1);
        assert_eq!(fresh([], [5, 6]), 2);
        assert_eq!(fresh([5, 6], []), 0);
    }

    #[test]
    fn right_counts_pass() {
        assert_fresh_at_most(1, "set", [1, 2, 3], [1, 2, 4]);
        assert_same_nodes("get", [1, 2], [2, 1, 1]);
    }

    #[test]
    #[should_panic(
        expected = "set: 2 of 3 nodes are new, 1 may be; 4 nodes were there before, 1 of them"
    )]
    fn too_many_copies_are_found() {
        assert_fresh_at_most(1, "set", [1, 2, 3, 7], [1, 8, 9]);
    }

    #[test]
    #[should_panic(expected = "miss: 1 nodes are new and 0 are gone, of 2")]
    fn a_new_node_is_found() {
        assert_same_nodes("miss", [1, 2], [1, 2, 3]);
    }

    #[test]
    #[should_panic(expected = "miss: 0 nodes are new and 1 are gone, of 2")]
    fn a_gone_node_is_found() {
        assert_same_nodes("miss", [1, 2], [1]);
    }
}
