use std::hint::black_box;
use std::iter;
use std::marker::PhantomData;
use std::rc::Rc;

use super::entries::{self, State, build, content, keys};
use super::{Operation, Start, Work, in_order, memory, op, repeats, start, versions};
use crate::clock::Clock;
use cow_core::{Atomic, Local};
use demo::heap;

use crate::contender::{ChunkTree, CowTree, ImTree, ImblTree, RpdsTree, StdTree};
use crate::element::{Element, Input, PROBES};
use crate::shape::Tree;

pub(super) fn starts<K: Element>() -> Vec<Start<K>> {
    vec![
        start::<TreeWork<K, StdTree<K>>>(),
        start::<TreeWork<K, ImblTree<K>>>(),
        start::<TreeWork<K, ImTree<K>>>(),
        start::<TreeWork<K, RpdsTree<K>>>(),
        start::<TreeWork<K, ChunkTree<K>>>(),
        start::<TreeWork<K, CowTree<K, Atomic>>>(),
        start::<TreeWork<K, CowTree<K, Local>>>(),
    ]
}

/// The work of ordered maps.
#[derive(Debug)]
pub struct TreeWork<K, M>(PhantomData<(K, M)>);

impl<K: Element, M: Tree<K>> Work for TreeWork<K, M> {
    type Element = K;
    type State = State<K, M>;
    const NAME: &'static str = M::NAME;

    fn start(input: &Rc<Input<K>>) -> Self::State {
        State::new(input)
    }

    fn operations() -> Vec<Operation<Self::State>> {
        let mut all = entries::operations();
        all.extend([
            op(
                "insert/ascending",
                "entry",
                "building from empty in order of keys; not: cloning keys, dropping the map",
                insert_ascending,
            ),
            op("collect/sorted", "entry", "the same by `collect`", collect_sorted),
            op(
                "pop_first/unique",
                "removal",
                "`pop_first`, map unshared; not: putting the keys back",
                pop_first,
            ),
            op(
                "range/100",
                "range",
                "finding a key and reading the 100 entries from there",
                range_100,
            ),
            op("ends/both", "pair", "`first` and `last`", ends_both),
            op(
                "union/small",
                "entry of the small",
                "with a map of 1,000 absent keys; not: clones, drops",
                union_small,
            ),
            op(
                "intersection/near",
                "intersection",
                "with a clone 8 writes on; not: clones, drops",
                intersection_near,
            ),
            op(
                "difference/near",
                "difference",
                "with a clone 8 removals on; not: clones, drops",
                difference_near,
            ),
            op(
                "split_off/half",
                "split",
                "`split_off` at a middle key of a clone; not: clone, drops",
                split_off_half,
            ),
            op(
                "append/disjoint",
                "append",
                "the two halves of a clone put together again; not: clone, split, drop",
                append_disjoint,
            ),
            op("rank/random", "look-up", "how many keys are less", rank_random),
            op("select/random", "look-up", "the entry of a rank", select_random),
            memory(
                "memory/ascending",
                "entry",
                "what a map built by insertions in order holds; not: the text of keys",
                memory_ascending,
            ),
        ]);
        all
    }
}

/// Returns all keys and values in order.
fn ordered<K: Element, M: Tree<K>>(map: &M) -> u64 {
    in_order(map.iter().map(|(key, value)| key.read().rotate_left(32) ^ value))
}

fn insert_ascending<K: Element, M: Tree<K>>(
    state: &mut State<K, M>,
    clock: &mut Clock,
) -> Option<u64> {
    from_sorted(state, clock, |entries| build(entries.into_iter()))
}

fn collect_sorted<K: Element, M: Tree<K>>(
    state: &mut State<K, M>,
    clock: &mut Clock,
) -> Option<u64> {
    from_sorted(state, clock, |entries| M::from_sorted(entries.into_iter()))
}

fn from_sorted<K: Element, M: Tree<K>>(
    state: &mut State<K, M>,
    clock: &mut Clock,
    build: impl Fn(Vec<(K, u64)>) -> M,
) -> Option<u64> {
    let copies = clock.count(repeats(state.input.size()));
    let sorted = state.input.sorted();
    let inputs: Vec<_> = iter::repeat_n(sorted, copies).collect();
    let mut maps = Vec::with_capacity(copies);
    clock.time(copies * state.input.size(), || maps.extend(inputs.into_iter().map(&build)));
    Some(if clock.checking() { ordered(&maps[0]) } else { 0 })
}

fn pop_first<K: Element, M: Tree<K>>(state: &mut State<K, M>, clock: &mut Clock) -> Option<u64> {
    let len = PROBES.min(state.input.size() / 2).max(1);
    let mut left = 0_u64;
    for _ in 0..clock.count(repeats(len)) {
        let popped: Vec<_> =
            state.base.iter().take(len).map(|(key, value)| (key.clone(), *value)).collect();
        let base = &mut state.base;
        clock.time(len, || (0..len).for_each(|_| base.pop_first()));
        left = if clock.checking() { ordered(base) } else { 0 };
        popped.into_iter().for_each(|(key, value)| base.insert(key, value));
    }
    Some(left)
}

fn range_100<K: Element, M: Tree<K>>(state: &mut State<K, M>, clock: &mut Clock) -> Option<u64> {
    let count = clock.count(200);
    let at = clock.offset(count, state.input.hits.len());
    let sum = clock.time(count, || {
        state.input.hits[at..at + count].iter().fold(0_u64, |sum, key| {
            let values = black_box(&state.base).range_from(key).take(100).map(|(_, value)| value);
            sum.rotate_left(1).wrapping_add(values.sum())
        })
    });
    Some(sum)
}

fn ends_both<K: Element, M: Tree<K>>(state: &mut State<K, M>, clock: &mut Clock) -> Option<u64> {
    let count = clock.count(PROBES);
    let sum = clock.time(count, || {
        (0..count).fold(0_u64, |sum, _| {
            let base = black_box(&state.base);
            let ends = base.first().into_iter().chain(base.last());
            sum.wrapping_add(ends.map(|(_, value)| value).sum())
        })
    });
    Some(sum)
}

fn union_small<K: Element, M: Tree<K>>(state: &mut State<K, M>, clock: &mut Clock) -> Option<u64> {
    M::new().union(M::new())?;
    let small: M = build(state.input.absent[..1_000].iter().cloned().zip(0..));
    let base = state.base.clone();
    let union = clock.time(1_000, || black_box(base).union(black_box(small)))?;
    Some(if clock.checking() { keys(&union) } else { 0 })
}

fn intersection_near<K: Element, M: Tree<K>>(
    state: &mut State<K, M>,
    clock: &mut Clock,
) -> Option<u64> {
    let near = entries::near(state, 8, 1);
    let base = state.base.clone();
    let both = clock.time(1, || black_box(base).intersection(black_box(near)))?;
    Some(if clock.checking() { keys(&both) } else { 0 })
}

fn difference_near<K: Element, M: Tree<K>>(
    state: &mut State<K, M>,
    clock: &mut Clock,
) -> Option<u64> {
    let mut near = state.base.clone();
    state.input.keys.iter().take(8).for_each(|key| near.remove(key));
    let base = state.base.clone();
    let difference = clock.time(1, || black_box(base).difference(black_box(near)))?;
    Some(if clock.checking() { content(&difference) } else { 0 })
}

/// Returns the key in the middle.
fn middle<K: Element, M: Tree<K>>(state: &State<K, M>) -> Option<K> {
    state.base.iter().nth(state.input.size() / 2).map(|(key, _)| key.clone())
}

fn split_off_half<K: Element, M: Tree<K>>(
    state: &mut State<K, M>,
    clock: &mut Clock,
) -> Option<u64> {
    let middle = middle(state)?;
    let mut answer = 0_u64;
    for _ in 0..versions(clock, true, state.input.size()) {
        let mut low = state.base.clone();
        let high = clock.time(1, || black_box(&mut low).split_off(&middle))?;
        answer = match clock.checking() {
            true => ordered(&low) ^ ordered(&high).rotate_left(1),
            false => 0,
        };
    }
    Some(answer)
}

fn append_disjoint<K: Element, M: Tree<K>>(
    state: &mut State<K, M>,
    clock: &mut Clock,
) -> Option<u64> {
    let middle = middle(state)?;
    let mut answer = 0_u64;
    for _ in 0..versions(clock, true, state.input.size()) {
        let mut low = state.base.clone();
        let high = low.split_off(&middle)?;
        clock.time(1, || black_box(&mut low).append(black_box(high)))?;
        answer = if clock.checking() { ordered(&low) } else { 0 };
    }
    Some(answer)
}

fn rank_random<K: Element, M: Tree<K>>(state: &mut State<K, M>, clock: &mut Clock) -> Option<u64> {
    let at = clock.offset(PROBES, state.input.hits.len());
    let keys = &state.input.hits[at..at + PROBES];
    let base = black_box(&state.base);
    base.rank(&keys[0])?;
    let sum = clock
        .time(PROBES, || keys.iter().filter_map(|key| base.rank(key)).fold(0, usize::wrapping_add));
    Some(sum as u64)
}

fn select_random<K: Element, M: Tree<K>>(
    state: &mut State<K, M>,
    clock: &mut Clock,
) -> Option<u64> {
    let at = clock.offset(PROBES, state.input.places.len());
    let places = &state.input.places[at..at + PROBES];
    let base = black_box(&state.base);
    base.select(0)?;
    let sum = clock.time(PROBES, || {
        let entries = places.iter().filter_map(|&place| base.select(place));
        entries.fold(0_u64, |sum, (_, value)| sum.wrapping_add(value | 1))
    });
    Some(sum)
}

fn memory_ascending<K: Element, M: Tree<K>>(
    state: &mut State<K, M>,
    clock: &mut Clock,
) -> Option<u64> {
    let size = state.input.size();
    let mut entries = state.input.sorted().into_iter();
    let before = heap::held();
    let mut map = M::new();
    entries.by_ref().for_each(|(key, value)| map.insert(key, value));
    let grown = heap::held() - before;
    drop(entries);
    clock.amount((grown + size_of::<M>() as isize) as f64 / size as f64);
    Some(map.len() as u64)
}
