//! What is in only one of two tries, or in both with different values.

use super::face;
use crate::hash::HASH_BITS;
use crate::ops::leaves::Leaves;
use cow_core::RefCount;
use cow_core::trie::LeafRef;
use cow_core::trie::{BranchRef, NodeRef, SLOT_BITS, SLOTS};

/// How many pairs of branches lie on a path at most.
const LEVELS: usize = (HASH_BITS / SLOT_BITS) as usize;

/// A difference between two tries.
pub(crate) enum Change<'a, 'b, T> {
    Add(&'b T),
    Update(&'a T, &'b T),
    Remove(&'a T),
}

/// How two tries are compared.
pub(crate) struct Compare<Key, Value, OldLookup, NewLookup> {
    /// Whether two items have the same key.
    pub(crate) key: Key,
    /// Whether two items of the same key have equal values.
    pub(crate) value: Value,
    /// The item of the old collection with the key of a new item, by a lookup from the root.
    pub(crate) old: OldLookup,
    /// The item of the new collection with the key of an old item, by a lookup from the root.
    pub(crate) new: NewLookup,
}

/// The leaves of an old and a new trie that are not in a node which both share, side by side.
struct Walk<'a, 'b, T, C: RefCount> {
    /// Whether shared nodes are skipped.
    skip_shared: bool,
    /// The branches that face each other, from the roots down to `level`.
    branches: [Option<Branches<'a, 'b, T, C>>; LEVELS],
    level: usize,
    /// The leaves below the place that was come to, and the leaf there on the other side.
    old: Leaves<'a, T, C>,
    facing_old: Option<LeafRef<'b, T, C>>,
    new: Leaves<'b, T, C>,
    facing_new: Option<LeafRef<'a, T, C>>,
}

/// Two branches that face each other, and the next slot.
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

/// A leaf, with the one that faces it in the other trie, if there is just one.
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
            facing_old: None,
            new: Leaves::new(None),
            facing_new: None,
        };
        walk.enter(old, new);
        walk
    }

    /// Comes to two nodes that face each other.
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
                self.facing_old = leaf(new);
                self.facing_new = leaf(old);
            }
        }
    }

    /// The next leaf.
    fn next(&mut self) -> Option<Side<'a, 'b, T, C>> {
        loop {
            if let Some(leaf) = self.old.next() {
                return Some(Side::Old(leaf, self.facing_old));
            }
            if let Some(leaf) = self.new.next() {
                return Some(Side::New(leaf, self.facing_new));
            }
            let top = self.level.checked_sub(1)?;
            let branches = self.branches[top].as_mut()?;
            let Branches { old, new, next: slot } = *branches;
            if slot == SLOTS {
                self.level = top;
                continue;
            }
            branches.next += old.run(slot).min(new.run(slot));
            let (child, facing) = (old.child(slot), new.child(slot));
            match (old.begins_at(slot), new.begins_at(slot)) {
                (true, true) => self.enter(Some(child), Some(facing)),
                // The other side's run has begun before, and been given there.
                (true, false) => {
                    self.old = Leaves::new(Some(child));
                    self.facing_old = leaf(Some(facing));
                }
                (false, _) => {
                    self.new = Leaves::new(Some(facing));
                    self.facing_new = leaf(Some(child));
                }
            }
        }
    }
}

/// The leaf, if it is one.
fn leaf<T, C: RefCount>(view: Option<NodeRef<'_, T, C>>) -> Option<LeafRef<'_, T, C>> {
    match view? {
        NodeRef::Leaf(leaf) => Some(leaf),
        NodeRef::Branch(_) => None,
    }
}

/// The differences, one by one. Without allocation: the ways in both tries are in place.
pub(crate) struct Diff<'a, 'b, T, C: RefCount> {
    walk: Walk<'a, 'b, T, C>,
    /// The leaf that was come to, and the next item in it.
    side: Option<Side<'a, 'b, T, C>>,
    index: usize,
}

impl<T, C: RefCount> Clone for Diff<'_, '_, T, C> {
    fn clone(&self) -> Self {
        Self { walk: self.walk.clone(), ..*self }
    }
}

impl<'a, 'b, T, C: RefCount> Diff<'a, 'b, T, C> {
    /// The differences between two tries. Shared nodes have none if equality is `reflexive`; else
    /// their items are compared with themselves.
    pub(crate) fn new(
        old: Option<NodeRef<'a, T, C>>,
        new: Option<NodeRef<'b, T, C>>,
        reflexive: bool,
    ) -> Self {
        Self { walk: Walk::new(old, new, reflexive), side: None, index: 0 }
    }

    /// The next difference.
    pub(crate) fn next<Key, Value, OldLookup, NewLookup>(
        &mut self,
        compare: &Compare<Key, Value, OldLookup, NewLookup>,
    ) -> Option<Change<'a, 'b, T>>
    where
        Key: Fn(&T, &T) -> bool,
        Value: Fn(&T, &T) -> bool,
        OldLookup: Fn(&T) -> Option<&'a T>,
        NewLookup: Fn(&T) -> Option<&'b T>,
    {
        loop {
            let change = match self.side {
                Some(Side::Old(old, facing)) => match old.slice().get(self.index) {
                    Some(item) => compare.old_item(old, self.index, item, facing),
                    None => {
                        self.side = None;
                        continue;
                    }
                },
                Some(Side::New(new, facing)) => match new.slice().get(self.index) {
                    Some(item) => compare.new_item(new, self.index, item, facing),
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

impl<Key, Value, OldLookup, NewLookup> Compare<Key, Value, OldLookup, NewLookup> {
    /// What became of an old item.
    #[inline]
    fn old_item<'a, 'b, T, C: RefCount>(
        &self,
        old: LeafRef<'a, T, C>,
        index: usize,
        item: &'a T,
        facing: Option<LeafRef<'b, T, C>>,
    ) -> Option<Change<'a, 'b, T>>
    where
        Key: Fn(&T, &T) -> bool,
        Value: Fn(&T, &T) -> bool,
        NewLookup: Fn(&T) -> Option<&'b T>,
    {
        let found = facing.and_then(|new| {
            Some(&new.slice()[face::find(item, index, old.tag(index), new, &self.key)?])
        });
        match found.or_else(|| (self.new)(item)) {
            Some(new) if (self.value)(item, new) => None,
            Some(new) => Some(Change::Update(item, new)),
            None => Some(Change::Remove(item)),
        }
    }

    /// Whether a new item was added. If not, the old one tells whether it was changed.
    #[inline]
    fn new_item<'a, 'b, T, C: RefCount>(
        &self,
        new: LeafRef<'b, T, C>,
        index: usize,
        item: &'b T,
        facing: Option<LeafRef<'a, T, C>>,
    ) -> Option<Change<'a, 'b, T>>
    where
        Key: Fn(&T, &T) -> bool,
        OldLookup: Fn(&T) -> Option<&'a T>,
    {
        let faced = facing
            .is_some_and(|old| face::find(item, index, new.tag(index), old, &self.key).is_some());
        (!faced && (self.old)(item).is_none()).then_some(Change::Add(item))
    }
}
