//! What becomes of the items of two leaves: all is decided, and then they are moved.

use super::rules::{Decision, Keep};
use crate::block::{BlockMut, Fresh, IntoIter, Items};
use crate::count::RefCount;
use alloc::collections::VecDeque;
use alloc::vec::Vec;
use core::cmp::Ordering;
use core::mem::needs_drop;

/// The most items that are moved one by one. More are moved at once.
const MAX_SINGLE_MOVES: usize = 3;

/// The next step, of the leaf that is changed (the target) and of the other one (the source).
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// Keeps an item of the target.
    Keep,
    /// Drops an item of the target.
    Drop,
    /// Takes an item of the source.
    Take,
    /// Drops an item of the source.
    Leave,
    /// Keeps an item of the target, and drops one of the source.
    KeepBoth,
    /// Drops an item of the target, and takes one of the source.
    TakeBoth,
    /// Drops one of each.
    DropBoth,
    /// Keeps the target's key with the source's value.
    KeepKey,
    /// Takes the source's key with the target's value.
    TakeKey,
    /// Keeps the target's key with the next new value.
    KeepKeySet,
    /// Takes the source's key with the next new value.
    TakeKeySet,
}

impl Step {
    /// Returns the numbers of items of the target, of the source and of the result that it covers.
    #[inline]
    pub(super) fn counts(self) -> (usize, usize, usize) {
        match self {
            Self::Keep => (1, 0, 1),
            Self::Drop => (1, 0, 0),
            Self::Take => (0, 1, 1),
            Self::Leave => (0, 1, 0),
            Self::DropBoth => (1, 1, 0),
            _ => (1, 1, 1),
        }
    }

    /// Returns `true` if an item is dropped, or the value of one.
    pub(super) fn drops(self) -> bool {
        !matches!(self, Self::Keep | Self::Take)
    }

    /// Returns what is kept of an item of the target and one of the source that have one key; what is to be dropped is put
    /// aside. The next new value is the first of `values`; the one that it replaces is put after them.
    pub(super) fn apply<K, V>(
        self,
        mut target: (K, V),
        mut source: (K, V),
        values: &mut VecDeque<V>,
        dropped: &mut Vec<(K, V)>,
    ) -> Option<(K, V)> {
        match self {
            Self::KeepKey | Self::TakeKey => core::mem::swap(&mut target.1, &mut source.1),
            Self::KeepKeySet | Self::TakeKeySet => {
                let kept = if self == Self::KeepKeySet { &mut target } else { &mut source };
                if let Some(new) = values.pop_front() {
                    values.push_back(core::mem::replace(&mut kept.1, new));
                }
            }
            _ => {}
        }
        let (kept, other) = match self {
            Self::KeepBoth | Self::KeepKey | Self::KeepKeySet => (Some(target), source),
            Self::DropBoth => {
                dropped.push(target);
                (None, source)
            }
            _ => (Some(source), target),
        };
        if needs_drop::<(K, V)>() {
            dropped.push(other);
        }
        kept
    }

    /// Returns `true` if the source's key is in the result.
    #[inline]
    pub(super) fn takes_key(self) -> bool {
        matches!(self, Self::Take | Self::TakeBoth | Self::TakeKey | Self::TakeKeySet)
    }

    /// Returns `true` if something of the source's item is in the result.
    #[inline]
    fn takes(self) -> bool {
        self.takes_key() || self == Self::KeepKey
    }
}

/// What a merge keeps, and which of both trees is the left one.
pub(super) struct Rules<F> {
    /// As if the target were the left one.
    pub(super) keep: Keep,
    /// Whether it is the right one.
    pub(super) flipped: bool,
    /// Decides for keys that both have, given the left tree's key and both values.
    pub(super) decide: F,
}

impl<F> Rules<F> {
    /// Decides about a key that both have. A new value is put behind `values`.
    #[inline]
    pub(super) fn both<K, V>(
        &mut self,
        target: &(K, V),
        source: &(K, V),
        values: &mut VecDeque<V>,
    ) -> Step
    where
        F: FnMut(&K, &V, &V) -> Decision<V>,
    {
        let (left, right) = if self.flipped { (source, target) } else { (target, source) };
        match ((self.decide)(&left.0, &left.1, &right.1), self.flipped) {
            (Decision::TakeLeft, false) | (Decision::TakeRight, true) => Step::KeepBoth,
            (Decision::TakeRight, false) | (Decision::TakeLeft, true) => Step::TakeBoth,
            (Decision::TakeRightValue, false) => Step::KeepKey,
            (Decision::TakeRightValue, true) => Step::TakeKey,
            (Decision::Drop, _) => Step::DropBoth,
            (Decision::SetValue(value), flipped) => {
                values.push_back(value);
                if flipped { Step::TakeKeySet } else { Step::KeepKeySet }
            }
        }
    }
}

/// The steps of a merge of two leaves, up to the end of the source's.
pub(super) struct Plan<V> {
    /// Each with how often it is taken in a row.
    steps: Vec<(Step, usize)>,
    /// For the steps that set values, in order.
    values: VecDeque<V>,
    /// How many items of the target it is about, the first ones.
    pub(super) target: usize,
    /// How many of the source, the first ones.
    pub(super) source: usize,
    /// How many items there will be.
    pub(super) result: usize,
    /// Whether these are not those of the target.
    pub(super) changes: bool,
    /// Whether these are those of the source.
    pub(super) is_source: bool,
}

/// Returns the number of items that are before some place, knowing that the first is. Counts one only, unless `others`
/// are so few that to search is better than to go on one by one.
#[inline]
fn run<T>(items: &[T], others: &[T], mut before: impl FnMut(&T) -> bool) -> usize {
    if items.len() / 8 < others.len() {
        1
    } else {
        1 + items[1..].partition_point(|item| before(item))
    }
}

impl<V> Plan<V> {
    pub(super) fn new() -> Self {
        Self {
            steps: Vec::new(),
            values: VecDeque::new(),
            target: 0,
            source: 0,
            result: 0,
            changes: false,
            is_source: true,
        }
    }

    /// Adds to the run that is begun, or ends it and begins another.
    #[inline]
    fn extend(&mut self, run: &mut (Step, usize), step: Step, count: usize) {
        if run.0 == step {
            run.1 += count;
        } else {
            let (last, count) = core::mem::replace(run, (step, count));
            self.push(last, count);
        }
    }

    fn push(&mut self, step: Step, count: usize) {
        if count == 0 {
            return;
        }
        let (target, source, result) = step.counts();
        self.target += target * count;
        self.source += source * count;
        self.result += result * count;
        self.changes |= !matches!(step, Step::Keep | Step::KeepBoth | Step::Leave);
        self.is_source &= matches!(step, Step::Drop | Step::Take | Step::TakeBoth);
        self.steps.push((step, count));
    }

    /// Compares the items of two leaves up to the end of the source's, and decides.
    ///
    /// All keys of the source are before those that follow the target's leaf.
    pub(super) fn make<K, F>(
        &mut self,
        mut target: &[(K, V)],
        mut source: &[(K, V)],
        rules: &mut Rules<F>,
    ) where
        K: Ord,
        F: FnMut(&K, &V, &V) -> Decision<V>,
    {
        *self = Self {
            steps: core::mem::take(&mut self.steps),
            values: core::mem::take(&mut self.values),
            ..Self::new()
        };
        self.steps.clear();
        self.values.clear();
        let only_target = if rules.keep.left { Step::Keep } else { Step::Drop };
        let only_source = if rules.keep.right { Step::Take } else { Step::Leave };
        let mut begun = (Step::Keep, 0);
        while let ([x, ..], [y, ..]) = (target, source) {
            match x.0.cmp(&y.0) {
                Ordering::Less => {
                    let run = run(target, source, |x| x.0 < y.0);
                    self.extend(&mut begun, only_target, run);
                    target = &target[run..];
                }
                Ordering::Greater => {
                    let run = run(source, target, |y| y.0 < x.0);
                    self.extend(&mut begun, only_source, run);
                    source = &source[run..];
                }
                Ordering::Equal => {
                    let step = rules.both(x, y, &mut self.values);
                    self.extend(&mut begun, step, 1);
                    (target, source) = (&target[1..], &source[1..]);
                }
            }
        }
        self.extend(&mut begun, only_source, source.len());
        self.push(begun.0, begun.1);
    }

    /// Returns the key of an item of the result.
    pub(super) fn key_at<'i, K>(
        &self,
        mut index: usize,
        mut target: &'i [(K, V)],
        mut source: &'i [(K, V)],
    ) -> &'i K {
        for (step, count) in &self.steps {
            let (of_target, of_source, of_result) = step.counts();
            if of_result > 0 && index < *count {
                return if step.takes_key() { &source[index].0 } else { &target[index].0 };
            }
            index -= of_result * count;
            target = &target[of_target * count..];
            source = &source[of_source * count..];
        }
        // What follows in the target.
        &target[index].0
    }

    /// Clones of the source's items of which something is in the result. `None` if they can be moved.
    pub(super) fn clones<K: Clone, C: RefCount>(
        &self,
        source: &Items<(K, V), C>,
    ) -> Option<IntoIter<(), (K, V), C>>
    where
        V: Clone,
    {
        if source.is_own() {
            return None;
        }
        let takes = |(step, count): &(Step, usize)| if step.takes() { *count } else { 0 };
        let mut clones = Fresh::new((), self.steps.iter().map(takes).sum());
        let mut items = source.as_slice();
        for (step, count) in &self.steps {
            let (now, rest) = items.split_at(step.counts().1 * count);
            if step.takes() {
                clones.get().extend_from_slice(now);
            }
            items = rest;
        }
        Some(clones.into_iter())
    }

    /// Moves the items to where they belong. No user code runs: what is dropped is put aside.
    pub(super) fn carry_out<K, C: RefCount>(
        &mut self,
        target: &mut IntoIter<(), (K, V), C>,
        source: &mut Incoming<'_, (K, V), C>,
        to: &mut Outgoing<'_, (K, V), C>,
    ) where
        K: Clone,
        V: Clone,
    {
        let steps = core::mem::take(&mut self.steps);
        for &(step, count) in &steps {
            match step {
                Step::Keep => to.append(target, count),
                Step::Take => to.take(source, count),
                _ => {
                    for _ in 0..count {
                        let kept = match step {
                            Step::Drop => {
                                to.drop(target.next());
                                None
                            }
                            Step::Leave => {
                                to.drop(source.leave());
                                None
                            }
                            Step::KeepBoth => {
                                to.drop(source.leave());
                                target.next()
                            }
                            Step::TakeBoth => {
                                to.drop(target.next());
                                source.next()
                            }
                            Step::DropBoth => {
                                to.drop(target.next());
                                to.drop(source.leave());
                                None
                            }
                            Step::KeepKey | Step::TakeKey => {
                                target.next().zip(source.next()).map(|(mut one, mut two)| {
                                    core::mem::swap(&mut one.1, &mut two.1);
                                    let (kept, dropped) =
                                        if step == Step::KeepKey { (one, two) } else { (two, one) };
                                    to.drop(Some(dropped));
                                    kept
                                })
                            }
                            Step::KeepKeySet => {
                                to.drop(source.leave());
                                self.set(target.next())
                            }
                            Step::TakeKeySet => {
                                to.drop(target.next());
                                self.set(source.next())
                            }
                            Step::Keep | Step::Take => unreachable!("these are moved as runs"),
                        };
                        if let Some(item) = kept {
                            to.push(item);
                        }
                    }
                }
            }
        }
        self.steps = steps;
    }

    /// Replaces an item's value by the next new one. The old one is put aside, after those.
    #[inline]
    fn set<K>(&mut self, item: Option<(K, V)>) -> Option<(K, V)> {
        let (key, old) = item?;
        let new = self.values.pop_front();
        self.values.push_back(old);
        Some((key, new?))
    }

    /// Drops what was put aside.
    pub(super) fn clear(&mut self) {
        self.values.clear();
    }
}

/// The items of the source: moved, or clones of those that are taken.
pub(super) enum Incoming<'i, T, C: RefCount> {
    Own(&'i mut Items<T, C>),
    Clones(IntoIter<(), T, C>),
}

impl<T: Clone, C: RefCount> Incoming<'_, T, C> {
    /// Returns the next item, which is taken.
    #[inline]
    fn next(&mut self) -> Option<T> {
        match self {
            Self::Own(items) => items.next(),
            Self::Clones(items) => items.next(),
        }
    }

    /// Returns the next item, if it is to be dropped.
    #[inline]
    fn leave(&mut self) -> Option<T> {
        match self {
            Self::Own(items) => items.next(),
            Self::Clones(_) => None,
        }
    }
}

/// Where items are moved to: a leaf, and another one that follows it.
pub(super) struct Outgoing<'o, T, C: RefCount> {
    /// The first leaf.
    pub(super) leaf: BlockMut<'o, (), T, C>,
    /// How many more items it gets.
    pub(super) room: usize,
    /// The leaf that gets the others.
    pub(super) next: Option<Fresh<(), T, C>>,
    /// Items to be dropped when all is done.
    pub(super) dropped: Vec<T>,
}

impl<T: Clone, C: RefCount> Outgoing<'_, T, C> {
    #[inline]
    fn push(&mut self, item: T) {
        match &mut self.next {
            Some(next) if self.room == 0 => next.get().push(item),
            _ => {
                self.leaf.push(item);
                self.room -= 1;
            }
        }
    }

    /// Moves some items of the target here.
    #[inline]
    pub(super) fn append(&mut self, items: &mut IntoIter<(), T, C>, count: usize) {
        if count <= MAX_SINGLE_MOVES {
            items.by_ref().take(count).for_each(|item| self.push(item));
            return;
        }
        let first = count.min(self.room);
        items.append_to(first, &mut self.leaf);
        self.room -= first;
        if let Some(next) = &mut self.next {
            items.append_to(count - first, &mut next.get());
        }
    }

    /// Moves some items of the source here.
    #[inline]
    fn take(&mut self, items: &mut Incoming<'_, T, C>, count: usize) {
        if count <= MAX_SINGLE_MOVES {
            for _ in 0..count {
                if let Some(item) = items.next() {
                    self.push(item);
                }
            }
            return;
        }
        let first = count.min(self.room);
        for (count, second) in [(first, false), (count - first, true)] {
            let mut to = match &mut self.next {
                Some(next) if second => next.get(),
                _ => self.leaf.reborrow(),
            };
            match items {
                Incoming::Own(items) => items.append_to(count, &mut to),
                Incoming::Clones(items) => items.append_to(count, &mut to),
            }
        }
        self.room -= first;
    }

    #[inline]
    fn drop(&mut self, item: Option<T>) {
        if needs_drop::<T>() {
            self.dropped.extend(item);
        }
    }
}
