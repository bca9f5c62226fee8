//! Comparison of two trees, in the time of what differs.

use core::cmp::Ordering;
use cow_core::RefCount;
use cow_core::btree::{Aligned, End, NodeRef, Tree, View};

/// Two trees to be compared item by item.
pub(crate) struct Comparison<'a, K, T, A, C: RefCount> {
    /// The trees.
    pub(crate) trees: [&'a Tree<K, T, A, C>; 2],
    /// Whether each item is equal to itself, so that nodes which both share are skipped.
    pub(crate) is_reflexive: bool,
}

impl<'a, K, T, A, C: RefCount> Comparison<'a, K, T, A, C> {
    /// Returns `true` if both have as many items, and each is equal to the one at the same index.
    #[inline]
    pub(crate) fn eq(&self) -> bool
    where
        T: PartialEq,
    {
        let [a, b] = self.trees.map(Tree::root);
        // Versions that are the same are compared often, and most often at once.
        if self.is_reflexive && same(a, b) {
            return true;
        }
        if let (Some(a), Some(b)) = (only_leaf(a), only_leaf(b)) {
            return a == b;
        }
        self.trees[0].len() == self.trees[1].len() && self.are_equal()
    }

    /// Compares leaf by leaf, where two have been entered.
    fn are_equal(&self) -> bool
    where
        T: PartialEq,
    {
        let Pairs { mut a, mut b, skips } = self.pairs();
        loop {
            if skips {
                a.skip_shared(&mut b, End::Front);
            }
            if a.first(End::Front).is_none() || b.first(End::Front).is_none() {
                return true;
            }
            if !a.skip_equal(&mut b, End::Front, |a, b| a == b) {
                return false;
            }
        }
    }

    /// Compares lexicographically.
    pub(crate) fn partial_cmp(&self) -> Option<Ordering>
    where
        T: PartialOrd,
    {
        for (a, b) in self.pairs() {
            match a.partial_cmp(b) {
                Some(Ordering::Equal) => {}
                decided => return decided,
            }
        }
        Some(self.cmp_len())
    }

    /// Compares lexicographically.
    pub(crate) fn cmp(&self) -> Ordering
    where
        T: Ord,
    {
        let mut orders = self.pairs().map(|(a, b)| a.cmp(b));
        orders.find(|order| order.is_ne()).unwrap_or_else(|| self.cmp_len())
    }

    fn cmp_len(&self) -> Ordering {
        self.trees[0].len().cmp(&self.trees[1].len())
    }

    fn pairs(&self) -> Pairs<'a, K, T, A, C> {
        let [a, b] = self.trees.map(|tree| Aligned::new(tree.root()));
        Pairs { a, b, skips: self.is_reflexive }
    }
}

/// The items of two trees at equal indices, without those in nodes that both share. Ends when either has no item
/// more.
struct Pairs<'a, K, T, A, C: RefCount> {
    a: Aligned<'a, K, T, A, C>,
    b: Aligned<'a, K, T, A, C>,
    /// Whether shared nodes are skipped.
    skips: bool,
}

impl<'a, K, T, A, C: RefCount> Iterator for Pairs<'a, K, T, A, C> {
    type Item = (&'a T, &'a T);

    fn next(&mut self) -> Option<Self::Item> {
        if self.skips {
            self.a.skip_shared(&mut self.b, End::Front);
        }
        Some((self.a.next(End::Front)?, self.b.next(End::Front)?))
    }
}

/// Returns `true` if two trees are one version.
#[inline]
pub(crate) fn same<K, T, A, C: RefCount>(
    a: Option<NodeRef<'_, K, T, A, C>>,
    b: Option<NodeRef<'_, K, T, A, C>>,
) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => a.same(b),
        (a, b) => a.is_none() && b.is_none(),
    }
}

/// Returns all items of a tree, if they are in one leaf.
#[inline]
fn only_leaf<'a, K, T, A, C: RefCount>(root: Option<NodeRef<'a, K, T, A, C>>) -> Option<&'a [T]> {
    match root?.view() {
        View::Leaf(leaf) => Some(leaf.slice()),
        View::Branch(_) => None,
    }
}
