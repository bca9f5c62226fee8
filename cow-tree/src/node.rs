//! The tree's nodes: what a fork holds, how wide a leaf is, and the one place where a fork is
//! brought up to date.
//!
//! ```text
//!                     ┌────────────────────────────┐
//!                     │ key 40 │ 90 entries │ h 2  │    a routing key: left < 40 <= right
//!                     └──────┬───────────────┬─────┘
//!             ┌──────────────┴────┐      ┌───┴──────────────────┐
//!             │ key 20 │ 60 │ h 1 │      │ leaf: 40 41 ... (30) │
//!             └──┬────────────┬───┘      └──────────────────────┘
//!   ┌────────────┴─────────┐┌─┴────────────────────┐
//!   │ leaf: 1 3 ...   (28) ││ leaf: 20 21 ... (32) │
//!   └──────────────────────┘└──────────────────────┘
//! ```
//!
//! # Invariants
//! * **Order.** The keys in a leaf ascend strictly. All keys left of a fork are less than its
//!   routing key, those on the right are not. (A routing key is a clone of some key that was once
//!   there; it may be gone.)
//! * **Balance.** The heights of a fork's children differ by one at most (AVL).
//! * **Fill.** No leaf is empty. A leaf under a fork has room for [`Width::LEAF`] entries.
//! * **Size, summary.** A fork knows how many entries are below it, and their summary.
//!
//! With an inconsistent order of keys only the first of these is lost.

use crate::summary::Summary;
use core::cmp::Ordering;
use core::marker::PhantomData;
use cow_core::block::{Block, BlockMut, Fresh};
use cow_core::fork::{
    ForkMut, LeavesMut, Link, LinkRef, NodeMut, OwnPath, Path, Side, Trail, View,
};
use cow_core::{RefCount, has_prefix, prefix};

/// What a fork holds beside its children and height.
#[derive(Clone, Debug)]
pub(crate) struct Fork<K, A> {
    /// How many entries there are below.
    pub(crate) size: usize,
    /// Left < key <= right.
    pub(crate) key: K,
    /// The [prefix] of the key if that is a string, else zero: most comparisons of strings end
    /// here, without a look at the heap.
    pub(crate) prefix: u64,
    /// The summary of the entries below.
    pub(crate) summary: A,
}

/// One owner of a tree that is not empty.
pub(crate) type Tree<K, V, A, C> = Link<Fork<K, A>, (K, V), C>;

/// A tree, borrowed.
pub(crate) type TreeRef<'a, K, V, A, C> = LinkRef<'a, Fork<K, A>, (K, V), C>;

/// A fork with one owner, borrowed.
pub(crate) type ForkMutOf<'a, K, V, A, C> = ForkMut<'a, Fork<K, A>, (K, V), C>;

/// A leaf.
pub(crate) type Leaf<K, V, C> = Block<(), (K, V), C>;

/// A leaf with one owner, borrowed.
pub(crate) type LeafMut<'a, K, V, C> = BlockMut<'a, (), (K, V), C>;

/// A leaf under construction.
pub(crate) type FreshLeaf<K, V, C> = Fresh<(), (K, V), C>;

/// Room for a path.
pub(crate) type TrailOf<K, V, A, C> = Trail<Fork<K, A>, (K, V), C>;

/// The way to a leaf.
pub(crate) type PathOf<'a, 't, K, V, A, C> = Path<'a, 't, Fork<K, A>, (K, V), C>;

/// The way to a leaf, of which every node has one owner.
pub(crate) type OwnPathOf<'a, 't, K, V, A, C> = OwnPath<'a, 't, Fork<K, A>, (K, V), C>;

/// All leaves, to be written.
pub(crate) type LeavesMutOf<'a, K, V, A, C> = LeavesMut<'a, Fork<K, A>, (K, V), C>;

/// The capacities of leaves with entries `(K, V)`.
pub(crate) struct Width<K, V>(PhantomData<(K, V)>);

impl<K, V> Width<K, V> {
    /// How many entries a leaf holds at most: what fits into 1 KiB, but no more than 63, or 16 if
    /// copying an entry is more than copying its bytes; at least 2.
    ///
    /// Wide entries so make narrow leaves, by which tests get deep trees of few entries.
    pub(crate) const LEAF: usize = {
        let size = if size_of::<(K, V)>() == 0 { 1 } else { size_of::<(K, V)>() };
        let fit = (1032 - 8) / size;
        let most = if core::mem::needs_drop::<(K, V)>() { 16 } else { 63 };
        if fit > most {
            most
        } else if fit < 2 {
            2
        } else {
            fit
        }
    };

    /// A leaf with fewer entries is merged with its neighbour, if both fill no more than
    /// [`MERGED`](Self::MERGED).
    pub(crate) const LEAST: usize = Self::LEAF / 4;

    /// The most entries in a leaf that was merged from two.
    pub(crate) const MERGED: usize = Self::LEAF - Self::LEAST;

    /// The capacity of a leaf that is the whole tree and has to hold `len` entries: 4, 12, 28, and that
    /// of others.
    #[inline]
    pub(crate) fn root(len: usize) -> usize {
        let room = match len {
            0..=4 => 4,
            5..=12 => 12,
            13..=28 => 28,
            _ => Self::LEAF,
        };
        room.min(Self::LEAF)
    }
}

/// How many entries there are.
#[inline]
pub(crate) fn size<K, V, A, C: RefCount>(tree: TreeRef<'_, K, V, A, C>) -> usize {
    match tree.view() {
        View::Fork(fork) => fork.data().size,
        View::Leaf(leaf) => leaf.len(),
    }
}

/// The leaf that is the whole tree, if it is one and has no other owner.
#[inline]
pub(crate) fn flat<K, V, A, C: RefCount>(
    tree: &mut Tree<K, V, A, C>,
) -> Option<LeafMut<'_, K, V, C>> {
    if let View::Leaf(_) = tree.view()
        && let Some(NodeMut::Leaf(leaf)) = tree.get_mut()
    {
        return Some(leaf);
    }
    None
}

/// The summary of all entries. O(1), or of a leaf O(its length).
pub(crate) fn summary<K, V, A: Summary<K, V>, C: RefCount>(tree: TreeRef<'_, K, V, A, C>) -> A {
    match tree.view() {
        View::Fork(fork) => fork.data().summary.clone(),
        View::Leaf(leaf) => summary_of_slice(leaf.slice()),
    }
}

/// The summary of the entries in a slice.
pub(crate) fn summary_of_slice<K, V, A: Summary<K, V>>(entries: &[(K, V)]) -> A {
    if !A::KEPT {
        return A::empty();
    }
    entries.iter().fold(A::empty(), |sum, (key, value)| sum.combine(&A::of(key, value)))
}

/// A fork over two trees whose heights differ by one at most.
#[inline]
pub(crate) fn fork<K, V, A: Summary<K, V>, C: RefCount>(
    left: Tree<K, V, A, C>,
    key: K,
    right: Tree<K, V, A, C>,
) -> Tree<K, V, A, C> {
    let summary = summary_of_both([left.borrow(), right.borrow()]);
    fork_with(left, key, right, summary)
}

/// [`fork`] with a summary that is still to be [computed](summarize): it runs no code of the user's.
#[inline]
pub(crate) fn fork_with<K, V, A, C: RefCount>(
    left: Tree<K, V, A, C>,
    key: K,
    right: Tree<K, V, A, C>,
    summary: A,
) -> Tree<K, V, A, C> {
    let size = size(left.borrow()) + size(right.borrow());
    let prefix = prefix(&key).unwrap_or(0);
    Link::fork(Fork { size, key, prefix, summary }, left, right)
}

/// Brings height and size of a fork up to date with its children. No code of the user's runs.
#[inline]
pub(crate) fn measure<K, V, A, C: RefCount>(fork: &mut ForkMutOf<'_, K, V, A, C>) {
    fork.measure();
    let [left, right] = fork.children().map(size);
    fork.parts().0.size = left + right;
}

/// Brings the summary of a fork up to date with its children.
#[inline]
pub(crate) fn summarize<K, V, A: Summary<K, V>, C: RefCount>(fork: &mut ForkMutOf<'_, K, V, A, C>) {
    if A::KEPT {
        let summary = summary_of_both(fork.children());
        fork.parts().0.summary = summary;
    }
}

/// The summary of a fork with these children.
#[inline]
fn summary_of_both<K, V, A: Summary<K, V>, C: RefCount>(
    [left, right]: [TreeRef<'_, K, V, A, C>; 2],
) -> A {
    if A::KEPT { summary(left).combine(&summary(right)) } else { A::empty() }
}

/// A leaf as a tree.
#[inline]
pub(crate) fn leaf<K, V, A, C: RefCount>(fresh: FreshLeaf<K, V, C>) -> Tree<K, V, A, C> {
    Link::leaf(fresh.share())
}

/// A place in the order of keys.
///
/// As with all comparators here, [`compare`](Sought::compare) says how a key of the tree stands to the
/// sought one.
pub(crate) trait Sought<K> {
    /// How the key stands to this place.
    fn compare(&mut self, key: &K) -> Ordering;

    /// The prefix of the sought key, if keys have prefixes.
    #[inline]
    fn prefix(&self) -> Option<u64> {
        None
    }
}

impl<K, F: FnMut(&K) -> Ordering> Sought<K> for F {
    #[inline]
    fn compare(&mut self, key: &K) -> Ordering {
        self(key)
    }
}

/// A comparator that knows the prefix of the sought key.
pub(crate) struct Prefixed<F> {
    prefix: Option<u64>,
    compare: F,
}

impl<F> Prefixed<F> {
    /// `compare` compares keys to `sought`. Prefixes tell something only if both types have them: a
    /// key that merely lends a string has none.
    #[inline]
    pub(crate) fn new<K, Q: ?Sized>(sought: &Q, compare: F) -> Self
    where
        F: FnMut(&K) -> Ordering,
    {
        let prefix = if has_prefix::<K>() { prefix(sought) } else { None };
        Self { prefix, compare }
    }
}

impl<K, F: FnMut(&K) -> Ordering> Sought<K> for Prefixed<F> {
    #[inline]
    fn compare(&mut self, key: &K) -> Ordering {
        (self.compare)(key)
    }

    #[inline]
    fn prefix(&self) -> Option<u64> {
        self.prefix
    }
}

/// Whether to compare keys is to wait for memory: then to guess the outcome and go on is better than
/// to wait for it.
pub(crate) const fn is_dear<K>() -> bool {
    core::mem::needs_drop::<K>()
}

/// To which side of a fork the sought key lies.
#[inline]
pub(crate) fn turn<K, A>(fork: &Fork<K, A>, sought: &mut impl Sought<K>) -> Side {
    match sought.prefix() {
        Some(prefix) if prefix != fork.prefix => Side::right_if(fork.prefix < prefix),
        _ => Side::right_if(sought.compare(&fork.key) != Ordering::Greater),
    }
}

/// Where the sought key is in a leaf, or where it would be.
#[inline(always)]
pub(crate) fn search<K, V>(
    entries: &[(K, V)],
    sought: &mut impl Sought<K>,
) -> Result<usize, usize> {
    if is_dear::<K>() && Width::<K, V>::LEAF <= 16 || entries.len() < 4 {
        // One after the other: the processor fetches the next keys while it compares one.
        for (index, (key, _)) in entries.iter().enumerate() {
            match sought.compare(key) {
                Ordering::Less => {}
                Ordering::Equal => return Ok(index),
                Ordering::Greater => return Err(index),
            }
        }
        return Err(entries.len());
    }
    // How many of some entries are not greater: the loads of one round do not wait for each other.
    let last = entries.len() - 1;
    let mut reached = |index: usize| {
        let (key, _) = &entries[index.min(last)];
        usize::from(sought.compare(key) != Ordering::Greater)
    };
    let mut at = 0;
    if entries.len() > 16 {
        at = 16 * (reached(16) + reached(32) + reached(48));
    }
    at += 4 * (reached(at + 4) + reached(at + 8) + reached(at + 12));
    // Four entries that hold the last one which is not greater, if there is any.
    at = at.min(last - 3);
    at += reached(at) + reached(at + 1) + reached(at + 2) + reached(at + 3);
    let Some(before) = at.checked_sub(1) else { return Err(0) };
    if sought.compare(&entries[before].0) == Ordering::Equal { Ok(before) } else { Err(at) }
}
