//! All leaves, in the order of their hashes.

use super::path_copy::{exact, unshare};
use crate::hash::HASH_BITS;
use cow_core::RefCount;
use cow_core::trie::{
    BranchRef, ChildrenMut, IntoChildren, Node, NodeMut, NodeRef, Owned, SLOT_BITS, SLOTS, SlotMut,
    UniqueLeaf,
};
use cow_core::trie::{LeafIntoIter, LeafRef};

/// The greatest number of branches on a path.
const LEVELS: usize = (HASH_BITS / SLOT_BITS) as usize;

/// How many leaves are prefetched. Halfway through these, it is known how many items a
/// leaf has, and the rest of it is prefetched.
const AHEAD: usize = 8;

/// How many branches are prefetched.
const BRANCHES_AHEAD: usize = 2;

/// All leaves, to be read. They and the branches above are prefetched, because the nodes of a
/// large map are scattered in memory.
pub(crate) struct Leaves<'a, T, C: RefCount> {
    /// The root, if it is a leaf that has not been given.
    single: Option<LeafRef<'a, T, C>>,
    /// All others, if the root is a branch.
    ahead: Option<Ahead<'a, T, C>>,
}

impl<T, C: RefCount> Clone for Leaves<'_, T, C> {
    #[inline]
    fn clone(&self) -> Self {
        Self { ..*self }
    }
}

impl<'a, T, C: RefCount> Leaves<'a, T, C> {
    /// Returns the leaves at and below a node.
    #[inline]
    pub(crate) fn new(view: Option<NodeRef<'a, T, C>>) -> Self {
        match view {
            None => Self { single: None, ahead: None },
            Some(NodeRef::Leaf(leaf)) => Self { single: Some(leaf), ahead: None },
            Some(NodeRef::Branch(branch)) => {
                let cursor = Cursor::new(branch);
                let ahead = Ahead { leaves: [None; AHEAD], at: 0, len: 0, cursor };
                Self { single: None, ahead: Some(ahead) }
            }
        }
    }
}

impl<'a, T, C: RefCount> Iterator for Leaves<'a, T, C> {
    type Item = LeafRef<'a, T, C>;

    #[inline]
    fn next(&mut self) -> Option<LeafRef<'a, T, C>> {
        match &mut self.ahead {
            Some(ahead) => ahead.next(),
            None => self.single.take(),
        }
    }
}

/// Leaves that have been prefetched.
struct Ahead<'a, T, C: RefCount> {
    /// A ring, in which `len` leaves begin at `at`.
    leaves: [Option<LeafRef<'a, T, C>>; AHEAD],
    at: usize,
    len: usize,
    /// Where those end.
    cursor: Cursor<'a, T, C>,
}

impl<T, C: RefCount> Clone for Ahead<'_, T, C> {
    #[inline]
    fn clone(&self) -> Self {
        *self
    }
}

impl<T, C: RefCount> Copy for Ahead<'_, T, C> {}

impl<'a, T, C: RefCount> Ahead<'a, T, C> {
    /// Returns the next leaf, and prefetches one more, or two until there are enough: a caller that needs only the
    /// first few items of a map does not wait for many leaves.
    ///
    /// Not inlined, so that loops over the items of a leaf keep their position among these in
    /// registers.
    #[inline(never)]
    fn next(&mut self) -> Option<LeafRef<'a, T, C>> {
        for _ in 0..2 {
            if self.len < AHEAD
                && let Some(leaf) = self.cursor.next()
            {
                self.leaves[(self.at + self.len) % AHEAD] = Some(leaf);
                self.len += 1;
            }
        }
        let next = self.leaves[self.at % AHEAD].take()?;
        self.at += 1;
        self.len -= 1;
        if let Some(leaf) = self.leaves[(self.at + AHEAD / 2) % AHEAD] {
            leaf.prefetch_rest();
        }
        Some(next)
    }
}

/// Visits all leaves of a trie.
///
/// Without a stack: where a branch ends, the next one is found from the root, by the bits of the
/// hash that lead to it. That happens once for each branch, and keeps the iterator small.
struct Cursor<'a, T, C: RefCount> {
    root: BranchRef<'a, T, C>,
    /// A branch on the way down, if there are leaves left: the next one is in `slot` or below.
    branch: Option<BranchRef<'a, T, C>>,
    slot: usize,
    /// The bits that lead to `branch`, at the top, and how many these are.
    prefix: u64,
    used: u32,
}

impl<T, C: RefCount> Clone for Cursor<'_, T, C> {
    #[inline]
    fn clone(&self) -> Self {
        *self
    }
}

impl<T, C: RefCount> Copy for Cursor<'_, T, C> {}

impl<'a, T, C: RefCount> Cursor<'a, T, C> {
    /// The leaves below a branch.
    #[inline]
    fn new(root: BranchRef<'a, T, C>) -> Self {
        Self { root, branch: Some(root), slot: 0, prefix: 0, used: 0 }
    }

    /// Returns the next leaf, and prefetches it.
    #[inline(always)]
    fn next(&mut self) -> Option<LeafRef<'a, T, C>> {
        let mut branch = self.branch?;
        loop {
            match branch.child(self.slot) {
                NodeRef::Leaf(leaf) => {
                    branch.prefetch(self.slot);
                    self.slot += branch.run(self.slot);
                    if self.slot == SLOTS {
                        self.next_branch();
                    }
                    return Some(leaf);
                }
                NodeRef::Branch(child) => {
                    prefetch_next(branch, self.slot);
                    self.used += SLOT_BITS;
                    self.prefix |= (self.slot as u64) << (HASH_BITS - self.used);
                    self.slot = 0;
                    self.branch = Some(child);
                    branch = child;
                }
            }
        }
    }

    /// Goes to the next branch.
    fn next_branch(&mut self) {
        // As a number, the bits that lead to the next branch are one more.
        let step = HASH_BITS.checked_sub(self.used).and_then(|shift| 1_u64.checked_shl(shift));
        let next = step.and_then(|step| self.prefix.checked_add(step));
        let Some(next) = next else {
            self.branch = None;
            return;
        };
        let (mut branch, mut used) = (self.root, 0);
        loop {
            let slot = (next << used >> (HASH_BITS - SLOT_BITS)) as usize;
            match branch.child(slot) {
                NodeRef::Branch(child) => {
                    prefetch_next(branch, slot);
                    branch = child;
                }
                NodeRef::Leaf(_) => {
                    self.slot = slot;
                    break;
                }
            }
            used += SLOT_BITS;
        }
        self.branch = Some(branch);
        self.used = used;
        self.prefix = if used == 0 { 0 } else { next >> (HASH_BITS - used) << (HASH_BITS - used) };
    }
}

/// Prefetches the children after a slot.
#[inline]
fn prefetch_next<T, C: RefCount>(branch: BranchRef<'_, T, C>, slot: usize) {
    for next in slot + 1..SLOTS.min(slot + 1 + BRANCHES_AHEAD) {
        branch.prefetch(next);
    }
}

/// Returns all items at and below a node.
fn items<T, C: RefCount>(view: NodeRef<'_, T, C>) -> impl Iterator<Item = &T> {
    Leaves::new(Some(view)).flat_map(|leaf| leaf.slice())
}

/// All leaves, to be changed: copies what is shared when the iterator reaches it.
pub(crate) struct LeavesMut<'a, T, C: RefCount> {
    /// The root, if it has not been opened.
    root: Option<SlotMut<'a, T, C>>,
    /// For each branch on the path, the slots that are left.
    branches: [Option<ChildrenMut<'a, T, C>>; LEVELS],
    level: usize,
}

impl<'a, T, C: RefCount> LeavesMut<'a, T, C> {
    /// Returns the leaves at and below a node.
    #[inline]
    pub(crate) fn new(root: Option<SlotMut<'a, T, C>>) -> Self {
        Self { root, branches: [const { None }; LEVELS], level: 0 }
    }

    /// Returns the items that are left.
    pub(crate) fn rest(&self) -> impl Iterator<Item = &T> {
        let root = self.root.as_ref().map(SlotMut::view);
        let below = self.branches[..self.level].iter().rev().flatten().flat_map(ChildrenMut::rest);
        root.into_iter().chain(below).flat_map(items)
    }

    /// Returns the next leaf, cloned if it is shared.
    pub(crate) fn next(&mut self) -> Option<UniqueLeaf<'a, T, C>>
    where
        T: Clone,
    {
        let mut uncounted = usize::MAX;
        self.next_counted(&mut uncounted)
    }

    /// Advances like [`next`](Self::next), and subtracts the leaf's length from `left`, before a clone that may panic:
    /// then the leaf is skipped.
    pub(crate) fn next_counted(&mut self, left: &mut usize) -> Option<UniqueLeaf<'a, T, C>>
    where
        T: Clone,
    {
        loop {
            let slot = match self.root.take() {
                Some(root) => root,
                None => match self.branches.get_mut(self.level.checked_sub(1)?)?.as_mut()?.next() {
                    Some((_, slot)) => slot,
                    None => {
                        self.level -= 1;
                        continue;
                    }
                },
            };
            if let NodeRef::Leaf(leaf) = slot.view() {
                *left -= leaf.len();
            }
            match unshare(slot) {
                NodeMut::Leaf(leaf) => return Some(leaf),
                NodeMut::Branch(branch) => {
                    self.branches[self.level] = Some(branch.into_children());
                    self.level += 1;
                }
            }
        }
    }
}

/// All leaves, to be emptied: those that have one owner, and copies of the others.
pub(crate) struct IntoLeaves<T, C: RefCount> {
    /// The root, if it has not been opened.
    root: Option<Node<T, C>>,
    /// For each branch on the path, the children that are left.
    branches: [Option<IntoChildren<T, C>>; LEVELS],
    level: usize,
}

impl<T, C: RefCount> IntoLeaves<T, C> {
    /// Returns the leaves at and below a node.
    #[inline]
    pub(crate) fn new(root: Option<Node<T, C>>) -> Self {
        Self { root, branches: [const { None }; LEVELS], level: 0 }
    }

    /// Returns the items that are left.
    pub(crate) fn rest(&self) -> impl Iterator<Item = &T> {
        let root = self.root.as_ref().map(Node::view);
        let below = self.branches[..self.level].iter().rev().flatten().flat_map(IntoChildren::rest);
        root.into_iter().chain(below).flat_map(items)
    }

    /// Returns the items of the next leaf, cloned if it is shared.
    pub(crate) fn next(&mut self) -> Option<LeafIntoIter<T, C>>
    where
        T: Clone,
    {
        let mut uncounted = usize::MAX;
        self.next_counted(&mut uncounted)
    }

    /// Advances like [`next`](Self::next), and subtracts the leaf's length from `left`, before a clone that may panic:
    /// then the leaf is skipped.
    pub(crate) fn next_counted(&mut self, left: &mut usize) -> Option<LeafIntoIter<T, C>>
    where
        T: Clone,
    {
        loop {
            let link = match self.root.take() {
                Some(root) => root,
                None => match self.branches.get_mut(self.level.checked_sub(1)?)?.as_mut()?.next() {
                    Some(link) => link,
                    None => {
                        self.level -= 1;
                        self.branches[self.level] = None;
                        continue;
                    }
                },
            };
            match link.into_owned() {
                Owned::Leaf(leaf) => {
                    *left -= leaf.borrow().len();
                    let fresh = leaf.into_fresh().unwrap_or_else(|shared| {
                        let copy = exact(shared.borrow());
                        // Before the copy is the result: if this is the last owner by now, and
                        // an item's drop panics, the copy must not be lost.
                        drop(shared);
                        copy
                    });
                    return Some(fresh.into_iter());
                }
                Owned::Branch(links) => {
                    self.branches[self.level] = Some(links);
                    self.level += 1;
                }
            }
        }
    }
}
