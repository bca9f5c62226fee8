//! Differences: what is in only one of two tries, or in both with different values.

use super::counterpart::find_in_counterpart;
use crate::hash::HASH_BITS;
use crate::trie::leaves::Leaves;
use crate::trie::root::Trie;
use cow_core::RefCount;
use cow_core::trie::{BranchRef, LeafRef, NodeRef, SLOT_BITS, SLOTS};

/// How many pairs of branches there are on a path at most.
const LEVELS: usize = (HASH_BITS / SLOT_BITS) as usize;

/// A difference between two tries.
pub(crate) enum Change<'a, 'b, T> {
    Add(&'b T),
    Update(&'a T, &'b T),
    Remove(&'a T),
}

/// The leaves of an old and a new trie that are not in a node which both share, side by side.
struct Walk<'a, 'b, T, C: RefCount> {
    /// Whether shared nodes are skipped.
    skip_shared: bool,
    /// The pairs of branches with one prefix, from the roots down to `level`.
    branches: [Option<Branches<'a, 'b, T, C>>; LEVELS],
    level: usize,
    /// The leaves below the current pair, and their counterpart in the other trie.
    old: Leaves<'a, T, C>,
    old_counterpart: Option<LeafRef<'b, T, C>>,
    new: Leaves<'b, T, C>,
    new_counterpart: Option<LeafRef<'a, T, C>>,
}

/// Two branches with one prefix, and the next slot.
struct Branches<'a, 'b, T, C: RefCount> {
    old: BranchRef<'a, T, C>,
    new: BranchRef<'b, T, C>,
    next: usize,
}

impl<T, C: RefCount> Clone for Branches<'_, '_, T, C> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T, C: RefCount> Copy for Branches<'_, '_, T, C> {}

/// A leaf, with its counterpart in the other trie, if there is one.
enum Side<'a, 'b, T, C: RefCount> {
    Old(LeafRef<'a, T, C>, Option<LeafRef<'b, T, C>>),
    New(LeafRef<'b, T, C>, Option<LeafRef<'a, T, C>>),
}

impl<T, C: RefCount> Clone for Walk<'_, '_, T, C> {
    fn clone(&self) -> Self {
        Self { old: self.old.clone(), new: self.new.clone(), ..*self }
    }
}

impl<T, C: RefCount> Clone for Side<'_, '_, T, C> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T, C: RefCount> Copy for Side<'_, '_, T, C> {}

impl<'a, 'b, T, C: RefCount> Walk<'a, 'b, T, C> {
    fn new(
        old: Option<NodeRef<'a, T, C>>,
        new: Option<NodeRef<'b, T, C>>,
        skip_shared: bool,
    ) -> Self {
        let mut walk = Self {
            skip_shared,
            branches: [None; LEVELS],
            level: 0,
            old: Leaves::new(None),
            old_counterpart: None,
            new: Leaves::new(None),
            new_counterpart: None,
        };
        walk.enter(old, new);
        walk
    }

    /// Goes down to two nodes with one prefix.
    fn enter(&mut self, old: Option<NodeRef<'a, T, C>>, new: Option<NodeRef<'b, T, C>>) {
        match (old, new) {
            (Some(old), Some(new)) if self.skip_shared && old.ptr_eq(new) => {}
            (Some(NodeRef::Branch(old)), Some(NodeRef::Branch(new))) => {
                self.branches[self.level] = Some(Branches { old, new, next: 0 });
                self.level += 1;
            }
            _ => {
                self.old = Leaves::new(old);
                self.new = Leaves::new(new);
                self.old_counterpart = leaf(new);
                self.new_counterpart = leaf(old);
            }
        }
    }

    /// Returns the next leaf.
    fn next(&mut self) -> Option<Side<'a, 'b, T, C>> {
        loop {
            if let Some(leaf) = self.old.next() {
                return Some(Side::Old(leaf, self.old_counterpart));
            }
            if let Some(leaf) = self.new.next() {
                return Some(Side::New(leaf, self.new_counterpart));
            }
            let top = self.level.checked_sub(1)?;
            let branches = self.branches[top].as_mut()?;
            let Branches { old, new, next: slot } = *branches;
            if slot == SLOTS {
                self.level = top;
                continue;
            }
            branches.next += old.run(slot).min(new.run(slot));
            let (child, counterpart) = (old.child(slot), new.child(slot));
            match (old.begins_at(slot), new.begins_at(slot)) {
                (true, true) => self.enter(Some(child), Some(counterpart)),
                // The run of the other side began before, and was given then.
                (true, false) => {
                    self.old = Leaves::new(Some(child));
                    self.old_counterpart = leaf(Some(counterpart));
                }
                (false, _) => {
                    self.new = Leaves::new(Some(counterpart));
                    self.new_counterpart = leaf(Some(child));
                }
            }
        }
    }
}

/// Returns the leaf, if it is one.
fn leaf<T, C: RefCount>(view: Option<NodeRef<'_, T, C>>) -> Option<LeafRef<'_, T, C>> {
    match view? {
        NodeRef::Leaf(leaf) => Some(leaf),
        NodeRef::Branch(_) => None,
    }
}

/// The differences, one by one. Allocates nothing.
pub(crate) struct Diff<'a, 'b, T, C: RefCount> {
    walk: Walk<'a, 'b, T, C>,
    /// The current leaf, and the next entry in it.
    side: Option<Side<'a, 'b, T, C>>,
    index: usize,
}

impl<T, C: RefCount> Clone for Diff<'_, '_, T, C> {
    fn clone(&self) -> Self {
        Self { walk: self.walk.clone(), ..*self }
    }
}

impl<'a, 'b, K, V, C: RefCount> Diff<'a, 'b, (K, V), C> {
    /// The differences between two tries. Nodes that both share have none if equality of values is
    /// `reflexive`; otherwise their values are compared with themselves.
    pub(crate) fn new(old: &'a Trie<K, V, C>, new: &'b Trie<K, V, C>, reflexive: bool) -> Self {
        Self { walk: Walk::new(old.view(), new.view(), reflexive), side: None, index: 0 }
    }

    /// Returns the next difference. `find_old` and `find_new` look a key up from the root of the old and of
    /// the new trie.
    pub(crate) fn next(
        &mut self,
        find_old: impl Fn(&K) -> Option<&'a (K, V)>,
        find_new: impl Fn(&K) -> Option<&'b (K, V)>,
    ) -> Option<Change<'a, 'b, (K, V)>>
    where
        K: Eq,
        V: PartialEq,
    {
        let same_key = |a: &(K, V), b: &(K, V)| a.0 == b.0;
        loop {
            let index = self.index;
            let change = match self.side {
                Some(Side::Old(leaf, counterpart)) => match leaf.slice().get(index) {
                    Some(old) => {
                        let found = counterpart.and_then(|new| {
                            let at = (index, leaf.tag(index));
                            Some(&new.slice()[find_in_counterpart(old, at, new, same_key)?])
                        });
                        match found.or_else(|| find_new(&old.0)) {
                            Some(new) if old.1 == new.1 => None,
                            Some(new) => Some(Change::Update(old, new)),
                            None => Some(Change::Remove(old)),
                        }
                    }
                    None => {
                        self.side = None;
                        continue;
                    }
                },
                // Whether an entry was added. If not, the old one tells whether it was updated.
                Some(Side::New(leaf, counterpart)) => match leaf.slice().get(index) {
                    Some(new) => {
                        let is_old = counterpart.is_some_and(|old| {
                            find_in_counterpart(new, (index, leaf.tag(index)), old, same_key)
                                .is_some()
                        });
                        (!is_old && find_old(&new.0).is_none()).then_some(Change::Add(new))
                    }
                    None => {
                        self.side = None;
                        continue;
                    }
                },
                None => {
                    self.side = Some(self.walk.next()?);
                    self.index = 0;
                    continue;
                }
            };
            self.index += 1;
            if change.is_some() {
                return change;
            }
        }
    }
}
