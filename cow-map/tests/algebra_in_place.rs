//! Unions and the like of maps that are not shared: they keep their nodes, and nothing is cloned that
//! can be moved. And a panic in an assigning form leaves a whole map.
#![cfg(not(cow_loom))]

use cow_map::hash_map::Pick;
use cow_map::{CowMap, CowSet};
use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasher, RandomState};
use testkit::{
    Call, Constant, Counted, Fuse, Fused, Ledger, Masked, Seeded, assert_fresh_at_most,
    assert_same_nodes, for_every_k,
};

const N: u64 = 4_000;

/// The addresses of all nodes.
fn nodes<K, V, S>(map: &CowMap<K, V, S>) -> HashSet<usize> {
    testkit::addresses!(map).into_iter().collect()
}

/// A map of which each clone of a key or value is counted.
type Map<S> = CowMap<Counted<u64>, Counted<u64>, S>;

struct Maker {
    keys: Ledger,
    values: Ledger,
}

impl Maker {
    fn new() -> Self {
        Self { keys: Ledger::new(), values: Ledger::new() }
    }

    fn map<S: BuildHasher>(&self, hasher: S, keys: impl IntoIterator<Item = u64>) -> Map<S> {
        let mut map = Map::with_hasher(hasher);
        map.extend(keys.into_iter().map(|k| (self.keys.counted(k), self.values.counted(k))));
        map
    }

    /// How many keys and values were cloned.
    fn clones(&self) -> (u64, u64) {
        (self.keys.clones(), self.values.clones())
    }
}

#[track_caller]
fn holds<S: BuildHasher>(map: &Map<S>, keys: impl IntoIterator<Item = u64>) {
    map.assert_invariants();
    let expected: HashSet<u64> = keys.into_iter().collect();
    assert_eq!(map.keys().map(|k| **k).collect::<HashSet<u64>>(), expected);
    assert_eq!(map.len(), expected.len());
}

/// Maps of these two hashers, by value, without clones.
fn nothing_is_cloned<S: BuildHasher>(hashers: impl Fn() -> [S; 2]) {
    let check = |n: u64, m: u64, op: fn(Map<S>, Map<S>) -> Map<S>, keep: fn(bool, bool) -> bool| {
        let make = Maker::new();
        let [first, second] = hashers();
        let a = make.map(first, 0..n);
        let b = make.map(second, n / 2..n / 2 + m);
        let result = op(a, b);
        let in_b = n / 2..n / 2 + m;
        holds(&result, (0..2 * N + n).filter(|k| keep(*k < n, in_b.contains(k))));
        assert_eq!(make.clones(), (0, 0));
        drop(result);
        make.keys.assert_balanced();
        make.values.assert_balanced();
    };
    for (n, m) in [(N, N), (N, N / 2), (N, 10), (10, N), (10, 10), (0, 10), (10, 0), (500, 3_500)] {
        check(n, m, Map::union, |a, b| a | b);
        check(n, m, Map::symmetric_difference, |a, b| a ^ b);
        check(n, m, Map::difference, |a, b| a & !b);
        if m >= n / 8 {
            check(n, m, Map::intersection, |a, b| a & b);
        }
        check(n, m, |a, b| a.merge_with(b, |_, _, _| Pick::Right), |a, b| a | b);
        check(n, m, |a, b| a.merge_with(b, |_, _, _| Pick::Remove), |a, b| a ^ b);
    }
}

#[test]
fn by_value_nothing_is_cloned() {
    nothing_is_cloned(|| [Seeded::new(1), Seeded::new(1)]);
    nothing_is_cloned(|| [Seeded::new(1), Seeded::new(2)]);
    nothing_is_cloned(|| [RandomState::new(), RandomState::new()]);
}

/// `union_with` and `intersection_with` make values; keys are moved.
#[test]
fn no_key_is_cloned_for_a_new_value() {
    let make = Maker::new();
    let sum = |a: &Counted<u64>, b: &Counted<u64>| make.values.counted(**a + **b);
    let maps = || [make.map(Seeded::new(1), 0..N), make.map(Seeded::new(1), N / 2..2 * N)];
    let [a, b] = maps();
    let before = nodes(&a);
    let united = a.union_with(b, |_, a, b| sum(a, b));
    holds(&united, 0..2 * N);
    assert!(united.iter().all(|(k, v)| **v == if (N / 2..N).contains(k) { 2 * **k } else { **k }));
    let kept = nodes(&united).intersection(&before).count();
    assert!(kept > before.len() / 8, "{kept} of {} nodes are still in use", before.len());
    let [a, b] = maps();
    holds(&a.intersection_with(b, |_, a, b| sum(a, b)), N / 2..N);
    assert_eq!(make.clones(), (0, 0));
}

#[test]
fn what_changes_nothing_keeps_all_nodes() {
    let make = Maker::new();
    let hasher = || Seeded::new(1);
    let mut a = make.map(hasher(), 0..N);
    let before = nodes(&a);
    let part = make.map(hasher(), (0..N).step_by(3));
    let more = make.map(hasher(), 0..N + 100);
    let few = make.map(hasher(), 0..10);
    let other = make.map(hasher(), N..N + 3_000);
    for b in [&part, &few] {
        a |= b;
    }
    a &= &more;
    a -= &other;
    a -= &make.map(hasher(), N..N + 10);
    a ^= &make.map(hasher(), []);
    a |= make.map(Seeded::new(7), (0..N).step_by(3));
    a = a.merge_with(part, |_, _, _| Pick::Left);
    a = a.intersection(more).difference(other).union(few);
    assert_same_nodes("all of these", before, nodes(&a));
    assert_eq!(make.clones(), (0, 0));
    holds(&a, 0..N);
}

#[test]
fn assigning_clones_what_is_new() {
    let make = Maker::new();
    let mut a = make.map(Seeded::new(1), 0..N);
    let before = nodes(&a);
    let b = make.map(Seeded::new(1), N - 5..N + 5);
    a |= &b;
    holds(&a, 0..N + 5);
    assert_eq!(make.clones(), (5, 5), "only what is new");
    // A leaf may have been full, and split; or have moved, to grow.
    assert_fresh_at_most(3 * 5, "a |= &b", before.iter().copied(), nodes(&a));

    a -= &b;
    holds(&a, 0..N - 5);
    assert_eq!(make.clones(), (5, 5));
    assert_fresh_at_most(3 * 5, "a -= &b", before, nodes(&a));
    drop((a, b));
    make.keys.assert_balanced();
}

/// Versions of one map: what both share is not looked at, and stays shared.
#[test]
fn versions_share_on() {
    let make = Maker::new();
    let base = make.map(Seeded::new(1), 0..N);
    let version = |keys: std::ops::Range<u64>| {
        let mut map = base.clone();
        keys.for_each(|k| drop(map.insert(make.keys.counted(k), make.values.counted(0))));
        map
    };
    let (a, b) = (version(N..N + 5), version(N + 5..N + 10));
    let before: HashSet<usize> = nodes(&a).union(&nodes(&b)).copied().collect();
    let clones = make.clones().0;
    let both = a.union(b);
    holds(&both, 0..N + 10);
    assert_fresh_at_most(5 * 6, "union", before, nodes(&both));
    assert!(make.clones().0 - clones <= 10 * 16, "leaves on the ways that differ");

    // In place, with what was base dropped: the nodes are whose they were.
    let mut a = version(N..N + 5);
    a |= version(N + 5..N + 10);
    a &= &base;
    assert!(a == base);
    a ^= &base;
    assert!(a.is_empty());
}

#[test]
fn disjoint_sets_are_not_looked_at_where_they_share() {
    let fuse = Fuse::new(Call::Eq, 0);
    let mut a: CowSet<Fused<u64>> = (0..N).map(|k| Fused::new(&fuse, k)).collect();
    let b = {
        let mut b = a.clone();
        (0..50).for_each(|k| _ = b.remove(&Fused::new(&fuse, k)));
        b
    };
    (0..10).for_each(|k| _ = a.remove(&Fused::new(&fuse, k)));
    assert_eq!(fuse.run(|| (a.is_disjoint(&b), b.is_disjoint(&a))), Ok((false, false)));
    assert_eq!(fuse.met(), 0);
    assert_eq!(fuse.run(|| (b.is_subset(&a), a.is_superset(&a.clone()))), Ok((true, true)));
    assert!(fuse.met() < 50 * 16 * 2, "{} comparisons", fuse.met());
}

/// Each form in place, and what it does with keys that the first, the second or both have.
type Op<S> = (&'static str, fn(&mut Fusing<S>, Fusing<S>), fn(bool, bool) -> bool);
type Fusing<S> = CowMap<Fused<Counted<u64>>, Fused<Counted<u64>>, S>;

fn ops<S: BuildHasher + Clone>() -> [Op<S>; 8] {
    [
        ("|=", |a, b| *a |= b, |a, b| a | b),
        ("&=", |a, b| *a &= b, |a, b| a & b),
        ("-=", |a, b| *a -= b, |a, b| a & !b),
        ("^=", |a, b| *a ^= b, |a, b| a ^ b),
        ("|= &", |a, b| *a |= &b, |a, b| a | b),
        ("&= &", |a, b| *a &= &b, |a, b| a & b),
        ("-= &", |a, b| *a -= &b, |a, b| a & !b),
        ("^= &", |a, b| *a ^= &b, |a, b| a ^ b),
    ]
}

/// A map of the keys up to `n`, and one of some keys beside: what is left of a panic is what there was,
/// or what there should be, key by key.
fn every_panic<S: BuildHasher + Clone>(
    hashers: [S; 2],
    (n, others): (u64, std::ops::Range<u64>),
) -> u64 {
    let mut met = 0;
    for (what, op, keep) in ops::<S>() {
        for call in [Call::Hash, Call::Eq, Call::Clone, Call::Drop] {
            for (shared, version) in [(false, false), (true, false), (false, true), (true, true)] {
                met += for_every_k(call, |fuse| {
                    let ledger = Ledger::new();
                    let new = |n: u64| Fused::new(fuse, ledger.counted(n));
                    let [first, second] = hashers.clone();
                    let mut a = Fusing::with_hasher(first);
                    a.extend((0..n).map(|k| (new(k), new(1))));
                    let mut b = if version { a.clone() } else { Fusing::with_hasher(second) };
                    b.extend(others.clone().map(|k| (new(k), new(2))));
                    let contents = |map: &Fusing<S>| -> HashMap<u64, u64> {
                        map.iter().map(|(k, v)| (***k, ***v)).collect()
                    };
                    let (x, y) = (contents(&a), contents(&b));
                    let held = shared.then(|| (a.clone(), b.clone()));

                    let done = fuse.run(|| op(&mut a, b));
                    a.assert_invariants();
                    let found = contents(&a);
                    for k in 0..n.max(others.end) {
                        let old = x.get(&k);
                        let new = if keep(x.contains_key(&k), y.contains_key(&k)) {
                            old.or_else(|| y.get(&k))
                        } else {
                            None
                        };
                        let now = found.get(&k);
                        assert!(
                            now == new || done.is_err() && now == old,
                            "{what}, {call:?}: {k} is {now:?}, was {old:?}, should be {new:?}"
                        );
                    }
                    if let Some((a, b)) = held {
                        assert_eq!((contents(&a), contents(&b)), (x, y), "{what}, {call:?}");
                    }
                    drop(a);
                    ledger.assert_balanced();
                });
            }
        }
    }
    met
}

#[test]
fn a_panic_leaves_each_key_as_it_was_or_should_be() {
    for hashers in [[Seeded::new(1), Seeded::new(1)], [Seeded::new(1), Seeded::new(2)]] {
        assert!(every_panic(hashers.clone(), (18, 12..30)) > 500);
        assert!(every_panic(hashers.clone(), (2, 0..24)) > 100);
        assert!(every_panic(hashers.clone(), (24, 23..26)) > 100);
        // So few that they are looked up one by one.
        assert!(every_panic(hashers, (24, 23..25)) > 50);
    }
    assert!(every_panic([Constant::default(), Constant::default()], (8, 5..12)) > 100);
    assert!(every_panic([Masked::<7>, Masked::<7>], (10, 6..16)) > 100);
}

/// By value, everything is dropped once, whoever panics.
#[test]
fn a_panic_by_value_leaks_nothing() {
    for call in [Call::Hash, Call::Eq, Call::Clone, Call::Drop, Call::Closure] {
        for (n, m, seed) in [(40, 40, 1), (4, 60, 1), (60, 4, 1), (30, 30, 2)] {
            let panics = for_every_k(call, |fuse| {
                let ledger = Ledger::new();
                let new = |n: u64| Fused::new(fuse, ledger.counted(n));
                let make = |keys: std::ops::Range<u64>, seed| {
                    let mut map = Fusing::with_hasher(Seeded::new(seed));
                    map.extend(keys.map(|k| (new(k), new(k))));
                    map
                };
                let (a, b) = (make(0..n, 1), make(n / 2..n / 2 + m, seed));
                let (c, d) = (make(0..n, 1), make(n / 2..n / 2 + m, seed));
                let done = fuse.run(|| {
                    let merged = a.merge_with(b, |k, a, b| {
                        fuse.hit(Call::Closure);
                        match ***k % 4 {
                            0 => Pick::Left,
                            1 => Pick::Right,
                            2 => Pick::New(Fused::new(fuse, ledger.counted(***a + ***b))),
                            _ => Pick::Remove,
                        }
                    });
                    c.intersection_with(d, |_, a, b| {
                        fuse.hit(Call::Closure);
                        ***a + ***b
                    })
                    .len()
                        + merged.len()
                });
                assert!(done.is_err() || done.is_ok_and(|len| len > 0));
                ledger.assert_balanced();
            });
            assert!(panics > 0 || call == Call::Clone, "{call:?}");
        }
    }
}

/// Nodes and hasher belong together: both are those of the map that is much larger.
#[test]
fn the_hasher_comes_with_the_nodes() {
    let make = Maker::new();
    for (n, m, seed) in [(100, 100, 1), (100, 700, 1), (10, 700, 2), (0, 1, 2), (0, 0, 1)] {
        let maps = || [make.map(Seeded::new(1), 0..n), make.map(Seeded::new(2), n / 2..n / 2 + m)];
        for op in [|a: &mut Map<_>, b| *a |= b, |a: &mut Map<_>, b| *a ^= b] {
            let [mut a, b] = maps();
            op(&mut a, b);
            assert_eq!(a.hasher().seed(), seed, "{n} and {m}");
        }
        let [a, b] = maps();
        assert_eq!(a.union(b).hasher().seed(), seed);
    }
}

#[test]
fn a_few_keys_go_and_come() {
    let make = Maker::new();
    let hasher = RandomState::new();
    let few = [3, 5, N + 7];
    let expected = || (0..=N + 7).filter(|k| (*k < N) != few.contains(k));
    let maps = || [make.map(hasher.clone(), 0..N), make.map(hasher.clone(), few)];

    let [a, b] = maps();
    holds(&a.symmetric_difference(b), expected());
    let [a, b] = maps();
    holds(&b.symmetric_difference(a), expected());
    assert_eq!(make.clones(), (0, 0));
    let [mut a, b] = maps();
    a ^= &b;
    holds(&a, expected());
    let [a, mut b] = maps();
    b ^= a;
    holds(&b, expected());
    let [a, b] = maps();
    let merged = a.merge_with(b, |_, _, _| Pick::Remove);
    holds(&merged, expected());

    // Nearly all go, key by key and at once: what is left is joined to few leaves. Leaves are joined up to half
    // of their sixteen entries, so nine that are in one half of the trie would need more, once in 256 runs.
    let mut a = make.map(hasher.clone(), 0..N);
    for k in 8..N {
        a = a.merge_with(make.map(hasher.clone(), [k]), |_, _, _| Pick::Remove);
    }
    holds(&a, 0..8);
    assert!(nodes(&a).len() <= 3);
}

/// A version that is small by now, and still has leaves of the large one.
#[test]
fn what_is_common_with_a_small_version_is_not_cloned() {
    let make = Maker::new();
    let all = make.map(RandomState::new(), 0..N);
    // The first ones are in the first leaves.
    let kept: HashSet<u64> = all.keys().take(400).map(|k| **k).collect();
    let rest = make.map(RandomState::new(), (0..N).filter(|k| !kept.contains(k)));
    let few = &all - &rest;
    let clones = make.clones();
    let common = &all & &few;
    holds(&common, kept);
    // One leaf was cut when the version was made.
    assert!(make.clones().0 - clones.0 <= 32, "{}", make.clones().0 - clones.0);
}
