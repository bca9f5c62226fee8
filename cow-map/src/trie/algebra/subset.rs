//! Comparisons: whether one trie holds what the other does.

use super::counterpart::find_in_counterpart;
use crate::trie::leaves::Leaves;
use crate::trie::root::Trie;
use cow_core::RefCount;
use cow_core::trie::{LeafRef, NodeRef};

impl<K, V, C: RefCount> Trie<K, V, C> {
    /// Returns `true` if `other` has all keys of this trie, with values for which `eq` returns `true`.
    /// `find` looks a key up from the root of `other`.
    ///
    /// Nodes that both share are skipped if `eq` is `reflexive`; otherwise (`NaN`) their values are compared
    /// with themselves. Owners of the two may be counted differently.
    pub(crate) fn is_subset<'b, D: RefCount>(
        &self,
        other: &'b Trie<K, V, D>,
        reflexive: bool,
        eq: impl Fn(&V, &V) -> bool,
        find: impl Fn(&K) -> Option<&'b (K, V)>,
    ) -> bool
    where
        K: Eq,
    {
        if self.len() > other.len() {
            return false;
        }
        let (Some(a), Some(b)) = (self.view(), other.view()) else { return true };
        Compare { reflexive, eq, find }.within(a, b)
    }

    /// Returns `true` if an entry is in a node that both tries share, at the same prefix. Compares no entry.
    pub(crate) fn shares_entries(&self, other: &Self) -> bool {
        fn share<T, C: RefCount>(a: NodeRef<'_, T, C>, b: NodeRef<'_, T, C>) -> bool {
            match (a, b) {
                _ if a.ptr_eq(b) => Leaves::new(Some(a)).any(|leaf| !leaf.is_empty()),
                (NodeRef::Branch(a), NodeRef::Branch(b)) => {
                    a.children().any(|(slot, child)| share(child, b.child(slot)))
                }
                _ => false,
            }
        }
        match (self.view(), other.view()) {
            (Some(a), Some(b)) => share(a, b),
            _ => false,
        }
    }
}

/// How the entries of two tries are compared.
struct Compare<Values, Find> {
    reflexive: bool,
    eq: Values,
    /// A lookup from the root of the other trie. It decides, because the two may hash differently.
    find: Find,
}

impl<Values, Find> Compare<Values, Find> {
    /// Returns `true` if the other trie, whose node `b` has the same prefix as `a`, has all entries of `a`.
    fn within<'b, K, V, C, D>(&self, a: NodeRef<'_, (K, V), C>, b: NodeRef<'b, (K, V), D>) -> bool
    where
        K: Eq + 'b,
        V: 'b,
        C: RefCount,
        D: RefCount,
        Values: Fn(&V, &V) -> bool,
        Find: Fn(&K) -> Option<&'b (K, V)>,
    {
        if a.address() == b.address() {
            return self.reflexive || all(a, |entry| (self.eq)(&entry.1, &entry.1));
        }
        match (a, b) {
            (NodeRef::Branch(a), NodeRef::Branch(b)) => {
                a.children().all(|(slot, child)| self.within(child, b.child(slot)))
            }
            (NodeRef::Leaf(a), NodeRef::Leaf(b)) => self.leaf_within(a, b),
            _ => all(a, |entry| self.found(entry)),
        }
    }

    fn leaf_within<'b, K, V, C, D>(
        &self,
        a: LeafRef<'_, (K, V), C>,
        b: LeafRef<'b, (K, V), D>,
    ) -> bool
    where
        K: Eq + 'b,
        V: 'b,
        C: RefCount,
        D: RefCount,
        Values: Fn(&V, &V) -> bool,
        Find: Fn(&K) -> Option<&'b (K, V)>,
    {
        a.slice().iter().enumerate().all(|(i, entry)| {
            match find_in_counterpart(entry, (i, a.tag(i)), b, |a, b| a.0 == b.0) {
                Some(j) => (self.eq)(&entry.1, &b.slice()[j].1),
                None => self.found(entry),
            }
        })
    }

    /// Returns `true` if a lookup finds an equal entry.
    fn found<'b, K, V: 'b>(&self, entry: &(K, V)) -> bool
    where
        K: 'b,
        Values: Fn(&V, &V) -> bool,
        Find: Fn(&K) -> Option<&'b (K, V)>,
    {
        (self.find)(&entry.0).is_some_and(|other| (self.eq)(&entry.1, &other.1))
    }
}

/// Returns `true` if all items in a trie satisfy `is`.
fn all<T, C: RefCount>(node: NodeRef<'_, T, C>, is: impl Fn(&T) -> bool) -> bool {
    Leaves::new(Some(node)).all(|leaf| leaf.slice().iter().all(&is))
}
