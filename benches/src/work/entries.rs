//! The operations on maps, hashed and ordered alike.

use std::hint::black_box;
use std::iter;
use std::ops::Range;
use std::rc::Rc;

use demo::heap;

use super::{Operation, in_any_order, memory, op, repeats, verdicts, versions};
use crate::clock::Clock;
use crate::element::{Element, Input, PROBES};
use crate::shape::Map;

/// A map of all entries of the input. No clone of it lives between rounds.
#[derive(Debug)]
pub struct State<K, M> {
    pub(super) input: Rc<Input<K>>,
    pub(super) base: M,
}

impl<K: Element, M: Map<K>> State<K, M> {
    pub(super) fn new(input: &Rc<Input<K>>) -> Self {
        Self { base: build(input.entries()), input: Rc::clone(input) }
    }
}

pub(super) fn operations<K: Element, M: Map<K>>() -> Vec<Operation<State<K, M>>> {
    vec![
        op("get/hit", "look-up", "look-ups of present keys at random", get_hit),
        op("get/miss", "look-up", "look-ups of absent keys", get_miss),
        op(
            "insert/unique",
            "entry",
            "building from empty; not: cloning keys, dropping the map",
            insert_unique,
        ),
        op("overwrite/unique", "write", "`get_mut` and a write, map unshared", overwrite_unique),
        op(
            "remove/unique",
            "removal",
            "removals, map unshared; not: putting the keys back",
            remove_unique,
        ),
        op("iterate/for", "entry", "a `for` loop that adds up the values", iterate_for),
        op("iterate/fold", "entry", "the same by `fold`", iterate_fold),
        op("clone/drop", "clone", "`clone` and the drop of the clone", clone_drop),
        op(
            "insert/shared",
            "version",
            "`clone`, one insertion, drop of the version",
            insert_shared,
        ),
        op(
            "overwrite/shared",
            "version",
            "`clone`, one write by `get_mut`, drop of the version",
            overwrite_shared,
        ),
        op("remove/shared", "version", "`clone`, one removal, drop of the version", remove_shared),
        op(
            "batch/shared",
            "insertion",
            "`clone`, 1,000 insertions; not: drop of the version",
            batch_shared,
        ),
        op(
            "equal/near",
            "comparison",
            "`==` of equal maps of which one had 4 values written",
            equal_near,
        ),
        op("diff/near", "change", "changes between versions 8 writes apart", diff_near),
        op(
            "diff/far",
            "change",
            "changes between versions 1,000 writes apart, a third of the keys at most",
            diff_far,
        ),
        op(
            "merge3/far",
            "change",
            "three-way merge of two clones with so many writes each, at different keys; std builds the result anew; \
             not: clones, writes, drop",
            merge3_far,
        ),
        op("union/near", "union", "with a clone 8 insertions on; not: clones, drops", union_near),
        op(
            "union/apart",
            "entry",
            "with a map of as many keys, half of them common; not: clones, drops",
            union_apart,
        ),
        op("intersection/apart", "entry", "the same", intersection_apart),
        op("difference/apart", "entry", "the same", difference_apart),
        memory(
            "memory/build",
            "entry",
            "what a map built by insertions in random order holds, as malloc counts; not: the text of keys",
            memory_build,
        ),
    ]
}

pub(super) fn build<K: Element, M: Map<K>>(entries: impl Iterator<Item = (K, u64)>) -> M {
    let mut map = M::new();
    entries.for_each(|(key, value)| map.insert(key, value));
    map
}

/// Returns all keys and values.
pub(super) fn content<K: Element, M: Map<K>>(map: &M) -> u64 {
    let entries = map.iter().map(|(key, value)| key.read().wrapping_mul(31) ^ value);
    in_any_order(entries).wrapping_add(map.len() as u64)
}

/// Returns all keys, and how many: where the value may be either's.
pub(super) fn keys<K: Element, M: Map<K>>(map: &M) -> u64 {
    in_any_order(map.iter().map(|(key, _)| key.read())).wrapping_add(map.len() as u64)
}

pub(super) fn get_hit<K: Element, M: Map<K>>(
    state: &mut State<K, M>,
    clock: &mut Clock,
) -> Option<u64> {
    let at = clock.offset(PROBES, state.input.hits.len());
    look_up(&state.base, &state.input.hits[at..at + PROBES], clock)
}

pub(super) fn get_miss<K: Element, M: Map<K>>(
    state: &mut State<K, M>,
    clock: &mut Clock,
) -> Option<u64> {
    let at = clock.offset(PROBES, state.input.absent.len());
    look_up(&state.base, &state.input.absent[at..at + PROBES], clock)
}

pub(super) fn look_up<K: Element, M: Map<K>>(
    base: &M,
    keys: &[K],
    clock: &mut Clock,
) -> Option<u64> {
    let base = black_box(base);
    let found = clock.time(keys.len(), || {
        let found = keys.iter().filter_map(|key| base.get(key));
        found.fold(0_u64, |sum, value| sum.wrapping_add(value | 1))
    });
    Some(found)
}

pub(super) fn insert_unique<K: Element, M: Map<K>>(
    state: &mut State<K, M>,
    clock: &mut Clock,
) -> Option<u64> {
    let copies = clock.count(repeats(state.input.size()));
    let inputs: Vec<Vec<_>> =
        iter::repeat_with(|| state.input.entries().collect()).take(copies).collect();
    let units = copies * state.input.size();
    let mut maps = Vec::with_capacity(copies);
    clock.time(units, || {
        maps.extend(inputs.into_iter().map(|input| build::<K, M>(input.into_iter())))
    });
    clock.checking().then(|| content(&maps[0])).or(Some(0))
}

pub(super) fn overwrite_unique<K: Element, M: Map<K>>(
    state: &mut State<K, M>,
    clock: &mut Clock,
) -> Option<u64> {
    let at = clock.offset(PROBES, state.input.hits.len());
    let base = black_box(&mut state.base);
    clock.time(PROBES, || {
        for key in &state.input.hits[at..at + PROBES] {
            if let Some(value) = base.get_mut(key) {
                *value ^= 1;
            }
        }
    });
    let written = clock.checking().then(|| content(base));
    for key in &state.input.hits[at..at + PROBES] {
        *base.get_mut(key)? ^= 1;
    }
    written.or(Some(0))
}

pub(super) fn remove_unique<K: Element, M: Map<K>>(
    state: &mut State<K, M>,
    clock: &mut Clock,
) -> Option<u64> {
    let (input, base) = (&state.input, &mut state.base);
    let len = PROBES.min(input.size() / 2).max(1);
    let mut left = 0_u64;
    for round in 0..clock.count(repeats(len)) {
        let at = (clock.offset(len, input.size()) + round) % (input.size() - len + 1);
        clock.time(len, || input.keys[at..at + len].iter().for_each(|key| base.remove(key)));
        left = if clock.checking() { content(base).wrapping_add(left.rotate_left(1)) } else { 0 };
        let back = input.keys[at..at + len].iter().cloned().zip(at as u64..);
        back.for_each(|(key, value)| base.insert(key, value));
    }
    Some(left)
}

pub(super) fn iterate_for<K: Element, M: Map<K>>(
    state: &mut State<K, M>,
    clock: &mut Clock,
) -> Option<u64> {
    let repeats = clock.count(repeats(state.input.size()));
    let sum = clock.time(repeats * state.input.size(), || {
        let mut sum = 0_u64;
        for _ in 0..repeats {
            for (key, value) in black_box(&state.base).iter() {
                sum = sum.wrapping_add(key.read() ^ value);
            }
        }
        sum
    });
    Some(sum)
}

pub(super) fn iterate_fold<K: Element, M: Map<K>>(
    state: &mut State<K, M>,
    clock: &mut Clock,
) -> Option<u64> {
    let repeats = clock.count(repeats(state.input.size()));
    let add = |sum: u64, (key, value): (&K, &u64)| sum.wrapping_add(key.read() ^ value);
    let sum = clock.time(repeats * state.input.size(), || {
        (0..repeats).fold(0, |sum, _| black_box(&state.base).iter().fold(sum, add))
    });
    Some(sum)
}

pub(super) fn clone_drop<K: Element, M: Map<K>>(
    state: &mut State<K, M>,
    clock: &mut Clock,
) -> Option<u64> {
    let clones = 5 * versions(clock, M::DEEP, state.input.size());
    clock
        .time(clones, || (0..clones).for_each(|_| drop(black_box(black_box(&state.base).clone()))));
    if !clock.checking() {
        return Some(0);
    }
    // A clone holds what it held, whatever is written to what it was cloned from.
    let mut other = state.base.clone();
    let clone = other.clone();
    write(&mut other, &state.input.keys[..4.min(state.input.size())], 1);
    Some(content(&clone).rotate_left(1) ^ content(&other))
}

/// Makes versions that are one edit away from the base, and drops each.
pub(super) fn edit_shared<K: Element, M: Map<K>, E>(
    state: &mut State<K, M>,
    clock: &mut Clock,
    edits: Vec<E>,
    edit: impl Fn(&mut M, E),
) -> Option<u64> {
    let mut answer = 0_u64;
    if clock.checking() {
        for one in edits {
            let mut version = state.base.clone();
            edit(&mut version, one);
            answer = content(&version).wrapping_add(answer.rotate_left(1));
        }
        return Some(answer ^ content(&state.base));
    }
    clock.time(edits.len(), || {
        for one in edits {
            let mut version = black_box(&state.base).clone();
            edit(&mut version, one);
            drop(black_box(version));
        }
    });
    Some(0)
}

/// Returns how many versions a round makes, and where the keys for them begin in a list.
pub(super) fn some_versions<K: Element, M: Map<K>>(
    state: &State<K, M>,
    clock: &Clock,
    list: &[K],
) -> Range<usize> {
    let count = versions(clock, M::DEEP, state.input.size());
    let at = clock.offset(count, list.len());
    at..at + count
}

pub(super) fn insert_shared<K: Element, M: Map<K>>(
    state: &mut State<K, M>,
    clock: &mut Clock,
) -> Option<u64> {
    let keys = state.input.absent[some_versions(state, clock, &state.input.absent)].to_vec();
    edit_shared(state, clock, keys, |version, key| version.insert(key, 1))
}

pub(super) fn overwrite_shared<K: Element, M: Map<K>>(
    state: &mut State<K, M>,
    clock: &mut Clock,
) -> Option<u64> {
    let keys = state.input.hits[some_versions(state, clock, &state.input.hits)].to_vec();
    edit_shared(state, clock, keys, |version, key| {
        if let Some(value) = version.get_mut(&key) {
            *value += 1;
        }
    })
}

pub(super) fn remove_shared<K: Element, M: Map<K>>(
    state: &mut State<K, M>,
    clock: &mut Clock,
) -> Option<u64> {
    let keys = state.input.hits[some_versions(state, clock, &state.input.hits)].to_vec();
    edit_shared(state, clock, keys, |version, key| version.remove(&key))
}

pub(super) fn batch_shared<K: Element, M: Map<K>>(
    state: &mut State<K, M>,
    clock: &mut Clock,
) -> Option<u64> {
    let at = clock.offset(1_000, state.input.absent.len());
    let keys = state.input.absent[at..at + 1_000].to_vec();
    let version = clock.time(1_000, || {
        let mut version = black_box(&state.base).clone();
        keys.into_iter().for_each(|key| version.insert(key, 1));
        version
    });
    clock.checking().then(|| content(&version) ^ content(&state.base)).or(Some(0))
}

/// Returns a clone with as many keys written as `edits` says, by `change`.
pub(super) fn near<K: Element, M: Map<K>>(state: &State<K, M>, edits: usize, change: u64) -> M {
    let mut near = state.base.clone();
    write(&mut near, &state.input.keys[..edits.min(state.input.size())], change);
    near
}

/// Writes to some keys, by `change`.
fn write<K: Element, M: Map<K>>(map: &mut M, keys: &[K], change: u64) {
    for key in keys {
        if let Some(value) = map.get_mut(key) {
            *value = value.wrapping_add(change);
        }
    }
}

pub(super) fn equal_near<K: Element, M: Map<K>>(
    state: &mut State<K, M>,
    clock: &mut Clock,
) -> Option<u64> {
    let near = near(state, 4, 0);
    let count = clock.count((20_000 / state.input.size()).clamp(1, 100));
    let equal = clock.time(count, || {
        (0..count).filter(|_| black_box(&state.base).equals(black_box(&near))).count()
    });
    let other = clock.checking() && state.base.equals(&self::near(state, 4, 1));
    Some(verdicts(equal == count, other))
}

pub(super) fn diff_near<K: Element, M: Map<K>>(
    state: &mut State<K, M>,
    clock: &mut Clock,
) -> Option<u64> {
    let edits = state.input.size().min(8);
    let near = near(state, edits, 1);
    let changes = clock.time(edits, || black_box(&state.base).diff(black_box(&near)));
    changes.map(|changes| changes as u64)
}

/// Returns the number of keys that are written between versions that are far apart.
fn many<K>(input: &Input<K>) -> usize {
    (input.keys.len() / 3).clamp(1, 1_000)
}

fn diff_far<K: Element, M: Map<K>>(state: &mut State<K, M>, clock: &mut Clock) -> Option<u64> {
    // Contenders without it need no writes.
    M::new().diff(&M::new())?;
    let edits = many(&state.input);
    let far = near(state, edits, 1);
    let changes = clock.time(edits, || black_box(&state.base).diff(black_box(&far)));
    changes.map(|changes| changes as u64)
}

fn merge3_far<K: Element, M: Map<K>>(state: &mut State<K, M>, clock: &mut Clock) -> Option<u64> {
    M::merge3(&M::new(), &M::new(), &M::new())?;
    let edits = many(&state.input);
    let ours = near(state, edits, 1);
    let mut theirs = state.base.clone();
    write(&mut theirs, &state.input.keys[edits..state.input.size().min(2 * edits)], 2);
    let base = &state.base;
    let merged = clock
        .time(2 * edits, || M::merge3(black_box(base), black_box(&ours), black_box(&theirs)))?;
    Some(if clock.checking() { content(&merged) } else { 0 })
}

pub(super) fn union_near<K: Element, M: Map<K>>(
    state: &mut State<K, M>,
    clock: &mut Clock,
) -> Option<u64> {
    let mut near = state.base.clone();
    state.input.absent[..8].iter().for_each(|key| near.insert(key.clone(), 1));
    let base = state.base.clone();
    let union = clock.time(1, || black_box(base).union(black_box(near)))?;
    Some(if clock.checking() { keys(&union) } else { 0 })
}

pub(super) fn union_apart<K: Element, M: Map<K>>(
    state: &mut State<K, M>,
    clock: &mut Clock,
) -> Option<u64> {
    apart(state, clock, M::union)
}

pub(super) fn intersection_apart<K: Element, M: Map<K>>(
    state: &mut State<K, M>,
    clock: &mut Clock,
) -> Option<u64> {
    apart(state, clock, M::intersection)
}

pub(super) fn difference_apart<K: Element, M: Map<K>>(
    state: &mut State<K, M>,
    clock: &mut Clock,
) -> Option<u64> {
    apart(state, clock, M::difference)
}

pub(super) fn apart<K: Element, M: Map<K>>(
    state: &mut State<K, M>,
    clock: &mut Clock,
    combine: fn(M, M) -> Option<M>,
) -> Option<u64> {
    // Contenders without it need not be built.
    combine(M::new(), M::new())?;
    let other: M = build(state.input.overlapping());
    let mut answer = 0_u64;
    for _ in 0..clock.count(repeats(state.input.size()).min(100)) {
        let (one, two) = (state.base.clone(), other.clone());
        let both = clock.time(state.input.size(), || combine(black_box(one), black_box(two)))?;
        answer = if clock.checking() { keys(&both) } else { 0 };
    }
    Some(answer)
}

pub(super) fn memory_build<K: Element, M: Map<K>>(
    state: &mut State<K, M>,
    clock: &mut Clock,
) -> Option<u64> {
    let size = state.input.size();
    let entries: Vec<_> = state.input.entries().collect();
    let before = heap::held();
    let mut map = M::new();
    let mut entries = entries.into_iter();
    entries.by_ref().for_each(|(key, value)| map.insert(key, value));
    let grown = heap::held() - before;
    drop(entries);
    clock.amount((grown + size_of::<M>() as isize) as f64 / size as f64);
    Some(map.len() as u64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Pass;
    use crate::contender::{CowHashMap, StdMap};
    use cow_core::Atomic;

    /// Its clones lack an entry, and are equal to everything.
    #[derive(Default)]
    struct Careless(StdMap<u64>);

    impl Clone for Careless {
        fn clone(&self) -> Self {
            let mut clone = self.0.clone();
            if let Some(&key) = self.0.keys().next() {
                clone.remove(&key);
            }
            Self(clone)
        }
    }

    impl Map<u64> for Careless {
        const NAME: &'static str = "careless";

        fn len(&self) -> usize {
            self.0.len()
        }

        fn get(&self, key: &u64) -> Option<&u64> {
            self.0.get(key)
        }

        fn get_mut(&mut self, key: &u64) -> Option<&mut u64> {
            self.0.get_mut(key)
        }

        fn insert(&mut self, key: u64, value: u64) {
            self.0.insert(key, value);
        }

        fn remove(&mut self, key: &u64) {
            self.0.remove(key);
        }

        fn iter(&self) -> impl Iterator<Item = (&u64, &u64)> {
            self.0.iter()
        }
    }

    impl PartialEq for Careless {
        fn eq(&self, _: &Self) -> bool {
            true
        }
    }

    /// They are told apart by their answers, without a panic.
    #[test]
    fn wrong_clones_and_comparisons_are_noticed() {
        fn answers<M: Map<u64>>() -> [Option<u64>; 2] {
            let mut state = State::<u64, M>::new(&Input::new(100));
            [clone_drop, equal_near].map(|work| work(&mut state, &mut Clock::new(Pass::Check)))
        }
        let right = answers::<StdMap<u64>>();
        assert_eq!(right, answers::<CowHashMap<u64, Atomic>>());
        let careless = answers::<Careless>();
        assert!((0..2).all(|work| careless[work].is_some() && careless[work] != right[work]));
    }
}
