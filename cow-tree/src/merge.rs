//! Two trees made one: the engine under union, intersection, difference and all other merges.
//!
//! Divide and conquer after Blelloch, Ferizovic and Sun (SPAA 2016): the higher tree is taken apart
//! at its routing key, the other one is split there, the halves are merged, the results joined.
//! O(m log(n/m + 1)) for sizes m <= n, and less where both share nodes: a subtree that is in both is
//! answered at once, and one that does not change is in the result as it was.

use crate::balance::join_any;
use crate::build::first_key;
use crate::node::{self, FreshLeaf, Tree, Width};
use crate::split::split;
use crate::summary::Summary;
use alloc::collections::VecDeque;
use core::cmp::Ordering;
use cow_core::block::Fresh;
use cow_core::fork::{Exposed, View};
use cow_core::{Pick, RefCount};

/// What becomes of a key that two merged trees both have: a [`Pick`], or what std's `append` does.
pub(crate) enum Fate<V> {
    Pick(Pick<V>),
    /// The value of the right tree, under the key of the left one.
    RightValue,
}

impl<V> From<Pick<V>> for Fate<V> {
    #[inline]
    fn from(pick: Pick<V>) -> Self {
        Self::Pick(pick)
    }
}

/// What becomes of a subtree that is in both trees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shared {
    /// It is in the result.
    Stays,
    /// It is not.
    Goes,
    /// That is decided for each of its keys.
    Asked,
}

/// What a merge keeps.
pub(crate) struct Rules<O, F> {
    /// Whether entries stay whose keys only the left tree has.
    pub(crate) left: bool,
    /// Whether entries stay whose keys only the right tree has.
    pub(crate) right: bool,
    /// Subtrees that are in both trees.
    pub(crate) shared: Shared,
    /// The order of keys.
    pub(crate) compare: O,
    /// Decides for keys that both have.
    pub(crate) both: F,
}

/// Puts the entries of `b` into `a`: the values of `b` win.
pub(crate) fn append<K, V, A, C>(
    a: Option<Tree<K, V, A, C>>,
    b: Option<Tree<K, V, A, C>>,
    compare: impl Fn(&K, &K) -> Ordering,
) -> Option<Tree<K, V, A, C>>
where
    K: Clone,
    V: Clone,
    C: RefCount,
    A: Summary<K, V>,
{
    let both = |_: &K, _: &V, _: &V| Fate::RightValue;
    merge(a, b, &mut Rules { left: true, right: true, shared: Shared::Stays, compare, both })
}

/// Merges two trees. If user code panics, both are dropped.
pub(crate) fn merge<K, V, A, C, O, F>(
    a: Option<Tree<K, V, A, C>>,
    b: Option<Tree<K, V, A, C>>,
    rules: &mut Rules<O, F>,
) -> Option<Tree<K, V, A, C>>
where
    K: Clone,
    V: Clone,
    C: RefCount,
    A: Summary<K, V>,
    O: Fn(&K, &K) -> Ordering,
    F: FnMut(&K, &V, &V) -> Fate<V>,
{
    let (a, b) = match (a, b) {
        (Some(a), Some(b)) => (a, b),
        (a, b) => return if rules.left { a } else { None }.or(if rules.right { b } else { None }),
    };
    if a.ptr_eq(&b) {
        match rules.shared {
            Shared::Stays => return Some(a),
            Shared::Goes => return None,
            Shared::Asked => {}
        }
    }
    if a.height() >= b.height() && a.height() > 0 {
        divide(
            a,
            |left, key, right, rules: &mut Rules<O, F>| {
                let (less, rest) = split(b, &mut |other| (rules.compare)(other, key));
                (merge(left, less, rules), merge(right, rest, rules))
            },
            rules,
        )
    } else if b.height() > 0 {
        divide(
            b,
            |left, key, right, rules: &mut Rules<O, F>| {
                let (less, rest) = split(a, &mut |other| (rules.compare)(other, key));
                (merge(less, left, rules), merge(rest, right, rules))
            },
            rules,
        )
    } else {
        merge_leaves(a, b, rules)
    }
}

/// Applies `f` to the children of a fork, and joins what it gives; that is the fork itself if it
/// gives the children as they were.
pub(crate) fn divide<K, V, A, C, R>(
    pivot: Tree<K, V, A, C>,
    f: impl FnOnce(
        Option<Tree<K, V, A, C>>,
        &K,
        Option<Tree<K, V, A, C>>,
        &mut R,
    ) -> (Option<Tree<K, V, A, C>>, Option<Tree<K, V, A, C>>),
    rules: &mut R,
) -> Option<Tree<K, V, A, C>>
where
    K: Clone,
    V: Clone,
    C: RefCount,
    A: Summary<K, V>,
{
    let mut pivot = pivot;
    if pivot.is_unique() {
        // Nobody else could notice that the result is the same fork.
        let Exposed::Fork(data, left, right) = pivot.expose() else { unreachable!("a fork") };
        let (left, right) = f(Some(left), &data.key, Some(right), rules);
        return join_any(left, data.key, right);
    }
    let View::Fork(fork) = pivot.view() else { unreachable!("a fork") };
    let [before, after] = fork.children();
    let key = &fork.data().key;
    let (left, right) = f(Some(before.to_link()), key, Some(after.to_link()), rules);
    match (&left, &right) {
        (Some(left), Some(right)) if left.borrow().same(before) && right.borrow().same(after) => {}
        _ => {
            let joined = join_any(left, key.clone(), right);
            drop(pivot);
            return joined;
        }
    }
    drop((left, right));
    Some(pivot)
}

/// What happens next in a merge of two leaves.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    /// The next of `a` is kept.
    KeepA,
    /// The next of `b` is kept.
    KeepB,
    /// The next of `a` is dropped.
    DropA,
    /// The next of `b` is dropped.
    DropB,
    /// Both are equal, and that of `a` is kept.
    BothA,
    /// Both are equal, and that of `b` is kept.
    BothB,
    /// Both are equal, and the key of `a` gets the value of `b`.
    BothMixed,
    /// Both are equal, and the key of `a` gets the next new value.
    BothNew,
    /// Both are equal, and dropped.
    Neither,
}

/// The steps of a merge of two leaves.
struct Plan<V> {
    steps: [Step; 2 * 63],
    count: usize,
    /// How many entries the result has.
    len: usize,
    /// Whether the result is `a` as it was.
    is_a: bool,
    /// Whether the result is `b` as it was.
    is_b: bool,
    /// The values for `BothNew`, in order.
    new: VecDeque<V>,
}

impl<V> Plan<V> {
    #[inline]
    fn push(&mut self, step: Step, run: usize, keeps: bool) {
        if run == 1 {
            self.steps[self.count] = step;
        } else {
            self.steps[self.count..self.count + run].fill(step);
        }
        self.count += run;
        self.len += if keeps { run } else { 0 };
    }
}

/// How many entries are less than some key of `others`, knowing that the first is. Counts one only,
/// unless others are so few that to search is better than to go on one by one.
#[inline]
fn run<T>(entries: &[T], others: &[T], mut less: impl FnMut(&T) -> bool) -> usize {
    if entries.len() / 8 < others.len() { 1 } else { 1 + entries[1..].partition_point(|x| less(x)) }
}

/// Compares first, and then moves or clones entries: no comparison sees a half-written leaf.
fn plan<K, V, O, F>(mut a: &[(K, V)], mut b: &[(K, V)], rules: &mut Rules<O, F>) -> Plan<V>
where
    O: Fn(&K, &K) -> Ordering,
    F: FnMut(&K, &V, &V) -> Fate<V>,
{
    let mut plan = Plan {
        steps: [Step::Neither; 2 * 63],
        count: 0,
        len: 0,
        is_a: true,
        is_b: true,
        new: VecDeque::new(),
    };
    let only_a = if rules.left { Step::KeepA } else { Step::DropA };
    let only_b = if rules.right { Step::KeepB } else { Step::DropB };
    while let ([x, ..], [y, ..]) = (a, b) {
        match (rules.compare)(&x.0, &y.0) {
            Ordering::Less => {
                let run = run(a, b, |x| (rules.compare)(&x.0, &y.0) == Ordering::Less);
                plan.push(only_a, run, rules.left);
                plan.is_a &= rules.left;
                plan.is_b &= !rules.left;
                a = &a[run..];
            }
            Ordering::Greater => {
                let run = run(b, a, |y| (rules.compare)(&x.0, &y.0) == Ordering::Greater);
                plan.push(only_b, run, rules.right);
                plan.is_a &= !rules.right;
                plan.is_b &= rules.right;
                b = &b[run..];
            }
            Ordering::Equal => {
                let (step, keeps) = match (rules.both)(&x.0, &x.1, &y.1) {
                    Fate::Pick(Pick::Left) => (Step::BothA, true),
                    Fate::Pick(Pick::Right) => (Step::BothB, true),
                    Fate::Pick(Pick::New(value)) => {
                        plan.new.push_back(value);
                        (Step::BothNew, true)
                    }
                    Fate::Pick(Pick::Remove) => (Step::Neither, false),
                    Fate::RightValue => (Step::BothMixed, true),
                };
                plan.is_a &= matches!(step, Step::BothA);
                plan.is_b &= matches!(step, Step::BothB);
                plan.push(step, 1, keeps);
                (a, b) = (&a[1..], &b[1..]);
            }
        }
    }
    plan.is_a &= (rules.left || a.is_empty()) && (!rules.right || b.is_empty());
    plan.is_b &= (rules.right || b.is_empty()) && (!rules.left || a.is_empty());
    plan.push(only_a, a.len(), rules.left);
    plan.push(only_b, b.len(), rules.right);
    plan
}

/// Merges two leaves into none, one or two.
fn merge_leaves<K, V, A, C, O, F>(
    a: Tree<K, V, A, C>,
    b: Tree<K, V, A, C>,
    rules: &mut Rules<O, F>,
) -> Option<Tree<K, V, A, C>>
where
    K: Clone,
    V: Clone,
    C: RefCount,
    A: Summary<K, V>,
    O: Fn(&K, &K) -> Ordering,
    F: FnMut(&K, &V, &V) -> Fate<V>,
{
    let (Exposed::Leaf(a), Exposed::Leaf(b)) = (a.expose(), b.expose()) else {
        unreachable!("two leaves")
    };
    let plan = plan(a.borrow().slice(), b.borrow().slice(), rules);
    if plan.len == 0 {
        return None;
    }
    if plan.is_a {
        drop(b);
        return Some(Tree::leaf(a));
    }
    if plan.is_b {
        drop(a);
        return Some(Tree::leaf(b));
    }
    let mut entries = Planned { plan, at: 0, a: a.into_items(), b: b.into_items() };
    let first = match entries.plan.len {
        len if len <= Width::<K, V>::LEAF => len,
        len => len.div_ceil(2),
    };
    let rest = entries.plan.len - first;
    let left: Tree<K, V, A, C> = node::leaf(entries.take(first));
    let right = (rest > 0).then(|| node::leaf(entries.take(rest)));
    drop(entries);
    let Some(right) = right else { return Some(left) };
    let key = first_key(&right);
    Some(node::fork(left, key, right))
}

/// A plan on its way.
struct Planned<K, V, C: RefCount> {
    plan: Plan<V>,
    at: usize,
    a: cow_core::block::Items<(K, V), C>,
    b: cow_core::block::Items<(K, V), C>,
}

impl<K: Clone, V: Clone, C: RefCount> Planned<K, V, C> {
    /// The next step, and how often it comes in a row if it keeps entries: `most` times at most.
    fn run(&self, most: usize) -> Option<(usize, Step)> {
        let steps = &self.plan.steps[self.at..self.plan.count];
        let first = *steps.first()?;
        if !matches!(first, Step::KeepA | Step::KeepB) {
            return Some((1, first));
        }
        Some((steps.iter().take(most).take_while(|step| **step == first).count(), first))
    }

    /// A leaf of the next `count` entries.
    fn take(&mut self, count: usize) -> FreshLeaf<K, V, C> {
        let mut leaf: FreshLeaf<K, V, C> = Fresh::new((), Width::<K, V>::LEAF);
        let mut block = leaf.get();
        while block.len() < count {
            let Some((run, step)) = self.run(count - block.len()) else { break };
            self.at += run;
            let kept = match step {
                Step::KeepA if run == 1 => self.a.next(),
                Step::KeepB if run == 1 => self.b.next(),
                Step::KeepA => {
                    self.a.append_to(run, &mut block);
                    continue;
                }
                Step::KeepB => {
                    self.b.append_to(run, &mut block);
                    continue;
                }
                Step::BothA => {
                    self.b.next();
                    self.a.next()
                }
                Step::BothB => {
                    self.a.next();
                    self.b.next()
                }
                Step::BothMixed => {
                    self.a.next().zip(self.b.next()).map(|((key, old), (other, new))| {
                        drop((old, other));
                        (key, new)
                    })
                }
                Step::BothNew => {
                    self.b.next();
                    self.a.next().zip(self.plan.new.pop_front()).map(|((key, old), new)| {
                        drop(old);
                        (key, new)
                    })
                }
                Step::DropA => {
                    self.a.next();
                    None
                }
                Step::DropB => {
                    self.b.next();
                    None
                }
                Step::Neither => {
                    self.a.next();
                    self.b.next();
                    None
                }
            };
            if let Some(entry) = kept {
                block.push(entry);
            }
        }
        leaf
    }
}
