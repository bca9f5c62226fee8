//! Two trees that are one leaf each: their items cloned or moved into a new leaf, or into two.

use super::plan::{Rules, Step};
use super::rules::{Decision, SharedNodes};
use super::weave::MOST;
use crate::block::{Block, Fresh, IntoIter};
use crate::btree::build::Level;
use crate::btree::node::{Node, NodeRef, View};
use crate::btree::summary::Summary;
use crate::btree::tree::Tree;
use crate::btree::width::Width;
use crate::count::RefCount;
use crate::prefix::first_bytes;
use alloc::collections::VecDeque;
use alloc::vec::Vec;
use core::cmp::Ordering;
use core::mem::{self, needs_drop};

/// Returns `true` if two trees are merged as two leaves.
pub(super) fn suits<K, V, A, C>(one: &Tree<K, (K, V), A, C>, two: &Tree<K, (K, V), A, C>) -> bool
where
    A: Summary<(K, V)>,
    C: RefCount,
{
    let (Some(View::Leaf(one)), Some(View::Leaf(two))) =
        (one.root().map(NodeRef::view), two.root().map(NodeRef::view))
    else {
        return false;
    };
    let most = Width::<K, (K, V), C>::LEAF;
    // Summaries of two leaves may panic, and are computed where all items are in one tree.
    most <= MOST && (!A::KEPT || one.len() + two.len() <= most)
}

/// Merges the leaf that is the source into the leaf that is the target: both [suit](suits).
///
/// All is decided before anything is written. What is in the result is then cloned, before anything is moved; so the target
/// is as it was if user code panics.
pub(super) fn merge<K, V, A, C, F>(
    place: &mut Tree<K, (K, V), A, C>,
    source: Tree<K, (K, V), A, C>,
    mut rules: Rules<F>,
) where
    K: Ord + Clone,
    V: Clone,
    A: Summary<(K, V)>,
    C: RefCount,
    F: FnMut(&K, &V, &V) -> Decision<V>,
{
    let (Some(one), Some(two)) = (place.root(), source.root()) else { return };
    if one.same(two) {
        match rules.keep.shared {
            SharedNodes::Keep => return,
            SharedNodes::Drop => return drop(mem::take(place)),
            SharedNodes::Merge => {}
        }
    }
    let leaves = [one.first_leaf(), two.first_leaf()];
    let mut steps = Steps::new();
    steps.decide(leaves, &mut rules);
    if steps.kinds.are_within(Kinds::UNCHANGED) {
        return;
    }
    if steps.kinds.are_within(Kinds::SOURCE) {
        *place = source;
        return;
    }
    let result = steps.result();
    if result == 0 {
        drop(mem::take(place));
        return;
    }
    // Items without drop glue are as well cloned as moved.
    let moves =
        |leaf: NodeRef<'_, _, _, _, _>, of: Kinds| leaf.has_shares(1) && steps.kinds.meet(of);
    if needs_drop::<(K, V)>() && (moves(one, Kinds::OF_TARGET) || moves(two, Kinds::OF_SOURCE)) {
        return steps.move_items(place, source, result);
    }
    *place = steps.clone_items(leaves, result).into_tree(None);
}

/// Kinds of steps, one bit for each.
#[derive(Clone, Copy)]
struct Kinds(u16);

impl Kinds {
    /// Those by which the target does not change.
    const UNCHANGED: Self = Self::of(&[Step::Keep, Step::KeepBoth, Step::Leave]);
    /// Those by which it becomes the source.
    const SOURCE: Self = Self::of(&[Step::Drop, Step::Take, Step::TakeBoth]);
    /// Those that put something of the target's item in the result.
    const OF_TARGET: Self =
        Self::of(&[Step::Keep, Step::KeepBoth, Step::KeepKey, Step::TakeKey, Step::KeepKeySet]);
    /// Those that put something of the source's item in the result.
    const OF_SOURCE: Self =
        Self::of(&[Step::Take, Step::TakeBoth, Step::KeepKey, Step::TakeKey, Step::TakeKeySet]);

    const fn of(steps: &[Step]) -> Self {
        let (mut kinds, mut index) = (0, 0);
        while index < steps.len() {
            kinds |= 1 << steps[index] as u8;
            index += 1;
        }
        Self(kinds)
    }

    #[inline]
    fn contain(self, step: Step) -> bool {
        self.0 >> step as u8 & 1 == 1
    }

    #[inline]
    fn meet(self, others: Self) -> bool {
        self.0 & others.0 != 0
    }

    #[inline]
    fn are_within(self, others: Self) -> bool {
        self.0 & !others.0 == 0
    }
}

/// What becomes of the items of two leaves, in order.
struct Steps<V> {
    steps: [Step; 2 * MOST],
    len: usize,
    /// Of which kinds they are.
    kinds: Kinds,
    /// For the steps that set values, in order.
    values: VecDeque<V>,
}

impl<V> Steps<V> {
    fn new() -> Self {
        Self { steps: [Step::Leave; 2 * MOST], len: 0, kinds: Kinds(0), values: VecDeque::new() }
    }

    #[inline]
    fn iter(&self) -> impl Iterator<Item = Step> {
        self.steps[..self.len].iter().copied()
    }

    /// Adds a step so many times.
    #[inline]
    fn extend(&mut self, step: Step, count: usize) {
        self.steps[self.len..self.len + count].fill(step);
        self.len += count;
        self.kinds.0 |= u16::from(count > 0) << step as u8;
    }

    /// Compares the items of the target's and the source's leaf, and decides.
    #[inline]
    fn decide<K, F>(&mut self, [target, source]: [&[(K, V)]; 2], rules: &mut Rules<F>)
    where
        K: Ord,
        F: FnMut(&K, &V, &V) -> Decision<V>,
    {
        let only_target = if rules.keep.left { Step::Keep } else { Step::Drop };
        let only_source = if rules.keep.right { Step::Take } else { Step::Leave };
        let (mut one, mut two, mut len) = (0, 0, 0);
        while one < target.len() && two < source.len() {
            let (x, y) = (&target[one], &source[two]);
            let order = compare(&x.0, &y.0);
            let step = if order.is_eq() {
                rules.both(x, y, &mut self.values)
            } else if order.is_lt() {
                only_target
            } else {
                only_source
            };
            self.steps[len] = step;
            self.kinds.0 |= 1 << step as u8;
            one += usize::from(order.is_le());
            two += usize::from(order.is_ge());
            len += 1;
        }
        self.len = len;
        self.extend(only_target, target.len() - one);
        self.extend(only_source, source.len() - two);
    }

    /// Returns the number of items in the result.
    #[inline]
    fn result(&self) -> usize {
        self.iter().filter(|step| step.counts().2 > 0).count()
    }

    /// Returns clones of the items that are in the result.
    #[inline]
    fn clone_items<K, C>(
        &mut self,
        [target, source]: [&[(K, V)]; 2],
        result: usize,
    ) -> Leaves<K, V, C>
    where
        K: Clone,
        V: Clone,
        C: RefCount,
    {
        let mut leaves = Leaves::new(result);
        let (mut one, mut two) = (0, 0);
        for &step in &self.steps[..self.len] {
            let (x, y) = (target.get(one), source.get(two));
            let (of_target, of_source, of_result) = step.counts();
            (one, two) = (one + of_target, two + of_source);
            if of_result == 0 {
                continue;
            }
            let kept = if step.takes_key() { y } else { x };
            let Some((key, value)) = kept else { continue };
            let value = match (step, x, y) {
                (Step::KeepKey, _, Some((_, value))) | (Step::TakeKey, Some((_, value)), _) => {
                    Some(value.clone())
                }
                (Step::KeepKeySet | Step::TakeKeySet, ..) => self.values.pop_front(),
                _ => Some(value.clone()),
            };
            if let Some(value) = value {
                leaves.push((key.clone(), value));
            }
        }
        leaves
    }

    /// Moves the items that only the two trees own into the result, with clones of those that are shared.
    #[inline(never)]
    fn move_items<K, A, C>(
        mut self,
        place: &mut Tree<K, (K, V), A, C>,
        source: Tree<K, (K, V), A, C>,
        result: usize,
    ) where
        K: Clone,
        V: Clone,
        A: Summary<(K, V)>,
        C: RefCount,
    {
        let (Some(one), Some(two)) = (place.root(), source.root()) else { return };
        let leaves = [one.first_leaf(), two.first_leaf()];
        let [moves_target, moves_source] = [one, two].map(|leaf| leaf.has_shares(1));
        let mut result = Leaves::new(result);
        let key = match result.second {
            Some(_) => self.key_at(result.room, leaves),
            None => None,
        };
        let mut target = Side::Clones(match moves_target {
            true => None,
            false => self.clones(leaves[0], Kinds::OF_TARGET, |step| step.counts().0),
        });
        let mut other = Side::Clones(match moves_source {
            true => None,
            false => self.clones(leaves[1], Kinds::OF_SOURCE, |step| step.counts().1),
        });

        // No user code runs from here on, until the result is in its place: what is dropped is put aside.
        if moves_target {
            target = Side::of(mem::take(place));
        }
        let shared = if moves_source {
            other = Side::of(source);
            None
        } else {
            Some(source)
        };
        let mut dropped = Vec::with_capacity(self.iter().filter(|step| step.drops()).count());
        for index in 0..self.len {
            let step = self.steps[index];
            let kept = match step {
                Step::Keep => target.next(),
                Step::Take => other.next(),
                Step::Drop => {
                    dropped.extend(target.leave());
                    None
                }
                Step::Leave => {
                    dropped.extend(other.leave());
                    None
                }
                Step::DropBoth => {
                    dropped.extend(target.leave());
                    dropped.extend(other.leave());
                    None
                }
                Step::KeepBoth | Step::KeepKeySet => {
                    dropped.extend(other.leave());
                    target.next()
                }
                Step::TakeBoth | Step::TakeKeySet => {
                    dropped.extend(target.leave());
                    other.next()
                }
                Step::KeepKey | Step::TakeKey => target
                    .next()
                    .zip(other.next())
                    .and_then(|(one, two)| step.apply(one, two, &mut self.values, &mut dropped)),
            };
            let Some(mut item) = kept else { continue };
            if matches!(step, Step::KeepKeySet | Step::TakeKeySet)
                && let Some(value) = self.values.pop_front()
            {
                self.values.push_back(mem::replace(&mut item.1, value));
            }
            result.push(item);
        }
        let old = mem::replace(place, result.into_tree(key));
        drop((old, shared, target, other, dropped));
    }

    /// Returns clones of those items of a leaf that something is in the result of: by steps of some kinds. `count` is
    /// how many items of the leaf a step is about.
    fn clones<K, C>(
        &self,
        items: &[(K, V)],
        kinds: Kinds,
        count: impl Fn(Step) -> usize,
    ) -> Option<IntoIter<(), (K, V), C>>
    where
        K: Clone,
        V: Clone,
        C: RefCount,
    {
        let most = self.iter().filter(|step| kinds.contain(*step)).count();
        if most == 0 {
            return None;
        }
        let mut clones = Fresh::new((), most);
        for (step, item) in self.iter().filter(|step| count(*step) > 0).zip(items) {
            if kinds.contain(step) {
                clones.get().push(item.clone());
            }
        }
        Some(clones.into_iter())
    }

    /// Returns a clone of the key of an item of the result.
    fn key_at<K: Clone>(&self, index: usize, [target, source]: [&[(K, V)]; 2]) -> Option<K> {
        let (mut one, mut two, mut at) = (0, 0, 0);
        for step in self.iter() {
            let (of_target, of_source, of_result) = step.counts();
            if of_result > 0 && at == index {
                let item = if step.takes_key() { source.get(two) } else { target.get(one) };
                return item.map(|(key, _)| key.clone());
            }
            (one, two, at) = (one + of_target, two + of_source, at + of_result);
        }
        None
    }
}

/// The items of one of both leaves.
enum Side<K, V, C: RefCount> {
    /// All of them, moved.
    Own(IntoIter<(), (K, V), C>),
    /// Clones of those that something is in the result of, if there are any.
    Clones(Option<IntoIter<(), (K, V), C>>),
}

impl<K, V, C: RefCount> Side<K, V, C> {
    /// The items of a tree that is one leaf and not shared.
    fn of<A>(tree: Tree<K, (K, V), A, C>) -> Self {
        let leaf = tree.into_root().and_then(Node::into_leaf).map(Block::into_fresh);
        match leaf {
            Some(Ok(leaf)) => Self::Own(leaf.into_iter()),
            _ => unreachable!("the leaf is not shared"),
        }
    }

    /// Returns the next item, which is in the result.
    #[inline]
    fn next(&mut self) -> Option<(K, V)> {
        match self {
            Self::Own(items) => items.next(),
            Self::Clones(items) => items.as_mut()?.next(),
        }
    }

    /// Returns the next item, which is not, to be dropped; `None` if it stays where it is.
    #[inline]
    fn leave(&mut self) -> Option<(K, V)> {
        match self {
            Self::Own(items) => items.next(),
            Self::Clones(_) => None,
        }
    }
}

/// The result: a leaf, or two halves if one has no room for all.
struct Leaves<K, V, C: RefCount> {
    first: Fresh<(), (K, V), C>,
    /// How many more items the first one gets.
    room: usize,
    second: Option<Fresh<(), (K, V), C>>,
}

impl<K, V, C: RefCount> Leaves<K, V, C> {
    /// Makes leaves for so many items, without any.
    #[inline]
    fn new(items: usize) -> Self {
        let most = Width::<K, (K, V), C>::LEAF;
        if items <= most {
            let first = Fresh::new((), Width::<K, (K, V), C>::root(items));
            return Self { first, room: items, second: None };
        }
        let leaf = || Fresh::new((), most);
        Self { first: leaf(), room: items.div_ceil(2), second: Some(leaf()) }
    }

    #[inline]
    fn push(&mut self, item: (K, V)) {
        match &mut self.second {
            Some(second) if self.room == 0 => second.get().push(item),
            _ => {
                self.first.get().push(item);
                self.room = self.room.saturating_sub(1);
            }
        }
    }

    /// Makes a tree of the leaves, with a key between them: by default a clone of the second one's first.
    #[inline]
    fn into_tree<A: Summary<(K, V)>>(self, key: Option<K>) -> Tree<K, (K, V), A, C>
    where
        K: Clone,
    {
        let first = Node::leaf(self.first.share());
        let Some(second) = self.second else { return Tree::from_root(Some(first)) };
        let key = key.unwrap_or_else(|| second.slice()[0].0.clone());
        let level: Level<_, _, _, _> =
            Vec::from([(None, first), (Some(key), Node::leaf(second.share()))]);
        Tree::from_level(level)
    }
}

/// Compares two keys. The first bytes of most strings differ, and are compared without a call.
#[inline(always)]
fn compare<K: Ord>(one: &K, two: &K) -> Ordering {
    match (first_bytes(one), first_bytes(two)) {
        (Some(one), Some(two)) if one != two => one.cmp(&two),
        _ => one.cmp(two),
    }
}
