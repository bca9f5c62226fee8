//! Whether one trie holds what the other does.

use super::face;
use crate::ops::leaves::Leaves;
use cow_core::RefCount;
use cow_core::trie::LeafRef;
use cow_core::trie::NodeRef;

/// How the items of two tries are compared.
pub(crate) struct Compare<Key, Value, Lookup> {
    /// Whether equal items are all that is needed to skip a node which both share. Otherwise (`NaN`)
    /// its items are compared with themselves.
    pub(crate) reflexive: bool,
    /// Whether two items have the same key.
    pub(crate) key: Key,
    /// Whether two items of the same key have equal values.
    pub(crate) value: Value,
    /// Whether the other collection holds an equal item, by a lookup from its root: the last word, for
    /// two collections may hash differently.
    pub(crate) lookup: Lookup,
}

impl<Key, Value, Lookup> Compare<Key, Value, Lookup> {
    /// Whether all items of `a` are in the collection of which `b` is the part that has, if both hash
    /// alike, the same hashes. Owners of the two may be counted differently.
    pub(crate) fn within<T, C, D>(&self, a: NodeRef<'_, T, C>, b: NodeRef<'_, T, D>) -> bool
    where
        C: RefCount,
        D: RefCount,
        Key: Fn(&T, &T) -> bool,
        Value: Fn(&T, &T) -> bool,
        Lookup: Fn(&T) -> bool,
    {
        if a.address() == b.address() {
            return self.reflexive || all(a, |item| (self.value)(item, item));
        }
        match (a, b) {
            (NodeRef::Branch(a), NodeRef::Branch(b)) => {
                a.children().all(|(slot, child)| self.within(child, b.child(slot)))
            }
            (NodeRef::Leaf(a), NodeRef::Leaf(b)) => self.leaf_within(a, b),
            _ => all(a, &self.lookup),
        }
    }

    fn leaf_within<T, C, D>(&self, a: LeafRef<'_, T, C>, b: LeafRef<'_, T, D>) -> bool
    where
        C: RefCount,
        D: RefCount,
        Key: Fn(&T, &T) -> bool,
        Value: Fn(&T, &T) -> bool,
        Lookup: Fn(&T) -> bool,
    {
        a.slice().iter().enumerate().all(|(i, item)| {
            match face::find(item, i, a.tag(i), b, &self.key) {
                Some(j) => (self.value)(item, &b.slice()[j]),
                None => (self.lookup)(item),
            }
        })
    }
}

/// Whether all items in a trie are such.
fn all<T, C: RefCount>(view: NodeRef<'_, T, C>, is: impl Fn(&T) -> bool) -> bool {
    Leaves::new(Some(view)).all(|leaf| leaf.slice().iter().all(&is))
}

/// Whether some item lies in a node that both tries share, in the same place.
pub(crate) fn share<T, C: RefCount>(a: NodeRef<'_, T, C>, b: NodeRef<'_, T, C>) -> bool {
    match (a, b) {
        _ if a.ptr_eq(b) => Leaves::new(Some(a)).any(|leaf| !leaf.is_empty()),
        (NodeRef::Branch(a), NodeRef::Branch(b)) => {
            a.children().any(|(slot, child)| share(child, b.child(slot)))
        }
        _ => false,
    }
}
