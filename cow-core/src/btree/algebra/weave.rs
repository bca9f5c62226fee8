//! Two trees of like size whose keys alternate and whose nodes are not shared: their items moved into new leaves.

use super::plan::{Rules, Step};
use super::rules::{Decision, Keep};
use crate::block::{Block, Fresh, IntoIter};
use crate::btree::build::Level;
use crate::btree::into_leaves::IntoLeaves;
use crate::btree::node::{BranchRef, Node, NodeRef, View};
use crate::btree::sought::Ordered;
use crate::btree::summary::Summary;
use crate::btree::tree::Tree;
use crate::btree::width::Width;
use crate::count::RefCount;
use crate::prefix::{has_order, is_integer, order};
use alloc::collections::VecDeque;
use alloc::vec::Vec;
use core::cmp::Ordering;
use core::mem::{self, needs_drop};

/// Size ratio up to which both trees are traversed whole.
const ALIKE: usize = 4;

/// Most items of a leaf that is searched by key.
pub(super) const MOST: usize = 63;

/// Returns `true` if two trees are woven: both have items that alternate, nothing is shared, and all items with keys
/// that only one tree has are kept.
pub(super) fn suits<K, V, A, C>(
    one: &Tree<K, (K, V), A, C>,
    two: &Tree<K, (K, V), A, C>,
    keep: Keep,
) -> bool
where
    K: Ord,
    A: Summary<(K, V)>,
    C: RefCount,
{
    let (Some(one), Some(two)) = (one.root(), two.root()) else { return false };
    let sizes = (one.len(), two.len());
    // Summaries may panic, and are computed where all items are in one tree.
    keep.left
        && keep.right
        && !A::KEPT
        && Width::<K, (K, V), C>::LEAF <= MOST
        && sizes.0 / ALIKE <= sizes.1
        && sizes.1 / ALIKE <= sizes.0
        && is_own(one, 1)
        && is_own(two, 1)
        && alternate(one, two)
}

/// Returns `true` if neither a node, owned by its handle or by a parent with so many shares, nor one below it is shared.
pub(super) fn is_own<K, T, A, C: RefCount>(node: NodeRef<'_, K, T, A, C>, shares: u32) -> bool {
    node.has_shares(shares)
        && match node.view() {
            View::Leaf(_) => true,
            View::Branch(branch) => {
                (0..branch.len()).all(|slot| is_own(branch.child(slot), branch.unit()))
            }
        }
}

/// Whether keys of two trees are likely to alternate: the children of one root belong below at least half of those
/// of the other.
fn alternate<K: Ord, V, A, C: RefCount>(
    one: NodeRef<'_, K, (K, V), A, C>,
    two: NodeRef<'_, K, (K, V), A, C>,
) -> bool {
    let (View::Branch(one), View::Branch(two)) = (one.view(), two.view()) else { return true };
    let slot = |one: BranchRef<'_, K, (K, V), A, C>, index| {
        let key = &two.child(index).first_leaf()[0].0;
        one.turn(&mut Ordered::new(key, |other: &K| other.cmp(key)))
    };
    let slots = (0..two.len()).map(|index| slot(one, index));
    let changes = slots.clone().zip(slots.skip(1)).filter(|(slot, next)| slot != next).count();
    2 * (changes + 1) >= one.len().min(two.len())
}

/// What is left of one of both trees: an open leaf, and the leaves that follow.
struct Side<K, V, A, C: RefCount> {
    items: Option<IntoIter<(), (K, V), C>>,
    leaves: IntoLeaves<K, (K, V), A, C>,
}

impl<K, V, A, C: RefCount> Side<K, V, A, C> {
    fn new(tree: Tree<K, (K, V), A, C>) -> Self {
        Self { items: None, leaves: tree.into_leaves() }
    }

    /// The open leaf, or the next one if nothing is left of that.
    #[inline]
    fn open(&mut self) -> Option<&mut IntoIter<(), (K, V), C>> {
        if self.items.as_ref().is_none_or(|items| items.as_slice().is_empty()) {
            let leaf = self.leaves.next().map(Block::into_fresh);
            self.items = leaf.map(|leaf| match leaf {
                Ok(leaf) => leaf.into_iter(),
                Err(_) => unreachable!("the node is not shared"),
            });
        }
        self.items.as_mut()
    }
}

/// The items of two leaves in order, up to the end of one.
struct Order {
    /// Whether an item is the source's; `false` also where both trees have the key.
    source: [bool; 2 * MOST],
    len: usize,
    /// The places where both trees have the key, with what becomes of the two.
    both: Vec<(usize, Step)>,
}

impl Order {
    /// Compares the items of two leaves, and decides about keys that both have.
    #[inline]
    fn find<K: Ord, V>(
        &mut self,
        target: &[(K, V)],
        source: &[(K, V)],
        both: impl FnMut(&(K, V), &(K, V)) -> Step,
    ) {
        let compare = |one: usize, two: usize| target[one].0.cmp(&source[two].0);
        if is_integer::<K>() || !has_order::<K>() {
            return self.find_by(target, source, compare, both);
        }
        // The first bytes of all strings are read at once: so no read waits for the outcome of a comparison.
        let (ones, twos) = (numbers(target), numbers(source));
        let compare =
            |one: usize, two: usize| ones[one].cmp(&twos[two]).then_with(|| compare(one, two));
        self.find_by(target, source, compare, both);
    }

    /// [`find`](Self::find) with a comparison of the items at two indices.
    #[inline]
    fn find_by<T>(
        &mut self,
        target: &[T],
        source: &[T],
        compare: impl Fn(usize, usize) -> Ordering,
        mut both: impl FnMut(&T, &T) -> Step,
    ) {
        let (mut one, mut two, mut len) = (0, 0, 0);
        self.both.clear();
        while one < target.len() && two < source.len() {
            let order = compare(one, two);
            if order.is_eq() {
                if self.both.is_empty() {
                    self.both.reserve(target.len().min(source.len()));
                }
                self.both.push((len, both(&target[one], &source[two])));
            }
            // Without a branch: which of two unrelated keys is the lesser cannot be predicted.
            self.source[len] = order.is_gt();
            one += usize::from(order.is_le());
            two += usize::from(order.is_ge());
            len += 1;
        }
        self.len = len;
    }
}

/// The first bytes of the keys of a leaf.
#[inline]
fn numbers<K, V>(items: &[(K, V)]) -> [u64; MOST] {
    let mut numbers = [0; MOST];
    for (number, (key, _)) in numbers.iter_mut().zip(items) {
        *number = order(key).unwrap_or(0);
    }
    numbers
}

/// Leaves that are filled one after the other.
struct Filled<K, V, C: RefCount> {
    /// Those that are full, without separators yet.
    full: Vec<Fresh<(), (K, V), C>>,
    /// The one that is filled.
    last: Fresh<(), (K, V), C>,
}

impl<K, V, C: RefCount> Filled<K, V, C> {
    const MOST: usize = Width::<K, (K, V), C>::LEAF;

    /// Begins another leaf. The last one is full if it has any items.
    fn close(&mut self) {
        let full = mem::replace(&mut self.last, Fresh::new((), Self::MOST));
        if !full.slice().is_empty() {
            self.full.push(full);
        }
    }

    /// How many more items the last leaf may have. Begins another one if that is none.
    #[inline]
    fn room(&mut self) -> usize {
        if self.last.slice().len() == Self::MOST {
            self.close();
        }
        Self::MOST - self.last.slice().len()
    }

    #[inline]
    fn push(&mut self, item: (K, V)) {
        self.room();
        self.last.get().push(item);
    }

    /// Moves items here.
    fn append(&mut self, items: &mut IntoIter<(), (K, V), C>) {
        while !items.as_slice().is_empty() {
            let count = self.room().min(items.as_slice().len());
            items.append_to(count, &mut self.last.get());
        }
    }

    /// Moves items of two leaves here: of the source where `order` is `true`.
    #[inline]
    fn interleave(
        &mut self,
        target: &mut IntoIter<(), (K, V), C>,
        source: &mut IntoIter<(), (K, V), C>,
        mut order: &[bool],
    ) {
        while !order.is_empty() {
            let (now, rest) = order.split_at(self.room().min(order.len()));
            target.interleave(source, now, &mut self.last.get());
            order = rest;
        }
    }
}

/// A union of two trees that is under way.
///
/// Items are moved leaf by leaf. While user code runs, each is in a leaf that is done or filled, or in one of both
/// trees still, and a union that is dropped before its end puts these together again, but for those of the source.
pub(super) struct Weave<'t, K, V, A, C, F>
where
    K: Clone,
    A: Summary<(K, V)>,
    C: RefCount,
{
    /// Where the result is put; empty until then.
    place: &'t mut Tree<K, (K, V), A, C>,
    /// Leaves that are done, each with the separator before it.
    done: Level<K, (K, V), A, C>,
    /// Those that follow.
    filled: Filled<K, V, C>,
    target: Side<K, V, A, C>,
    source: Side<K, V, A, C>,
    rules: Rules<F>,
    order: Order,
    /// New values for keys that both trees have; then the old ones.
    values: VecDeque<V>,
    /// Items to be dropped when those of the open leaves are in their places.
    dropped: Vec<(K, V)>,
}

impl<'t, K, V, A, C, F> Weave<'t, K, V, A, C, F>
where
    K: Ord + Clone,
    A: Summary<(K, V)>,
    C: RefCount,
    F: FnMut(&K, &V, &V) -> Decision<V>,
{
    /// A union of two trees that [suit](suits).
    pub(super) fn new(
        target: &'t mut Tree<K, (K, V), A, C>,
        source: Tree<K, (K, V), A, C>,
        rules: Rules<F>,
    ) -> Self {
        let room = Width::<K, (K, V), C>::root(target.len() + source.len());
        Self {
            done: Level::new(),
            filled: Filled { full: Vec::new(), last: Fresh::new((), room) },
            target: Side::new(mem::take(target)),
            source: Side::new(source),
            place: target,
            rules,
            order: Order { source: [false; 2 * MOST], len: 0, both: Vec::new() },
            values: VecDeque::new(),
            dropped: Vec::new(),
        }
    }

    pub(super) fn run(mut self) {
        while let (Some(target), Some(source)) = (self.target.open(), self.source.open()) {
            let both = |one: &_, two: &_| self.rules.both(one, two, &mut self.values);
            self.order.find(target.as_slice(), source.as_slice(), both);
            self.carry_out();
            self.separate();
            self.values.clear();
            self.dropped.clear();
        }
        self.end(true);
        self.put_back();
        self.place.fit_root();
    }

    /// Moves the items of the open leaves. No user code runs: what is dropped is put aside.
    fn carry_out(&mut self) {
        let (Some(target), Some(source)) = (&mut self.target.items, &mut self.source.items) else {
            return;
        };
        if needs_drop::<(K, V)>() {
            self.dropped.reserve(self.order.both.len());
        }
        let mut done = 0;
        for &(at, step) in &self.order.both {
            self.filled.interleave(target, source, &self.order.source[done..at]);
            done = at + 1;
            let Some((one, two)) = target.next().zip(source.next()) else { return };
            if let Some(kept) = step.apply(one, two, &mut self.values, &mut self.dropped) {
                self.filled.push(kept);
            }
        }
        self.filled.interleave(target, source, &self.order.source[done..self.order.len]);
    }
}

impl<K, V, A, C, F> Weave<'_, K, V, A, C, F>
where
    K: Clone,
    A: Summary<(K, V)>,
    C: RefCount,
{
    /// Puts separators before the leaves that are full. If the clone of a key panics, the leaf stays where it was.
    fn separate(&mut self) {
        while let Some(leaf) = self.filled.full.first() {
            let key = (!self.done.is_empty()).then(|| leaf.slice()[0].0.clone());
            let leaf = self.filled.full.remove(0);
            self.done.push((key, Node::leaf(leaf.share())));
        }
    }

    /// Puts what is left of the source, or of the target, after all that is done. Leaves are taken as they are, but for
    /// the first ones if the last leaf that is filled has few items.
    fn end(&mut self, of_source: bool) {
        let least = Width::<K, (K, V), C>::LEAF_LEAST;
        loop {
            let side = if of_source { &mut self.source } else { &mut self.target };
            if let Some(items) = &mut side.items {
                self.filled.append(items);
            }
            if self.filled.last.slice().len() >= least || side.open().is_none() {
                break;
            }
        }
        self.separate();
        let side = if of_source { &self.source } else { &self.target };
        if side.leaves.items() == 0 {
            return;
        }
        self.filled.close();
        self.separate();
        let side = if of_source { &mut self.source } else { &mut self.target };
        while let Some((key, _)) = side.leaves.first() {
            let key = (!self.done.is_empty()).then(|| key.clone());
            let leaf = side.leaves.next().map(Node::leaf);
            self.done.extend(leaf.map(|leaf| (key, leaf)));
        }
    }

    /// Puts the target where it was, with all that is done.
    fn put_back(&mut self) {
        self.end(false);
        self.filled.close();
        self.separate();
        *self.place = Tree::from_level(mem::take(&mut self.done));
    }
}

impl<K, V, A, C, F> Drop for Weave<'_, K, V, A, C, F>
where
    K: Clone,
    A: Summary<(K, V)>,
    C: RefCount,
{
    /// Puts the target where it was if the union has been interrupted by a panic.
    fn drop(&mut self) {
        if self.place.is_empty() {
            self.put_back();
        }
    }
}
