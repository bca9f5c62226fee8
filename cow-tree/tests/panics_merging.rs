//! User code that panics while leaves are merged that are not empty, in trees whose shape and sharing chance gives.
//!
//! Leaves of two to four entries, by which other tests get deep trees, are never merged: one of them is in want of
//! entries only when it is empty. Here leaves have room for eight and sixteen;
//! and for two, in trees that are high enough for every rotation.
//!
//! A seed makes a *scene*: two maps, older versions of them, and writes after which the two share nodes with the older
//! ones on any side of any path. An operation that fails must leave both maps with the entries that they had, or, if it
//! is one that changes entry by entry, with some of them; in every case no entry is lost to no owner.
#![cfg(not(cow_loom))]

use cow_tree::CowTreeMap;
use std::ops::Bound;
use testkit::{Call, Counted, Fuse, Fused, Ledger, for_every_k};

type Key = Fused<Counted<u32>>;
/// An entry is so large that a leaf holds two with `N` = 62, eight with `N` = 9, and sixteen with `N` = 1.
type Map<const N: usize> = CowTreeMap<Key, (Counted<u32>, [u64; N])>;

/// Numbers that a seed gives (Knuth's linear congruence, of which the upper bits are good enough).
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: u32) -> u32 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as u32 % end
    }
}

/// How many entries a leaf has room for: with how many a map has one node.
fn room<const N: usize>() -> u32 {
    let (fuse, ledger, mut map) = (Fuse::new(Call::Clone, 0), Ledger::new(), Map::<N>::new());
    loop {
        let number = map.len() as u32;
        map.insert(Fused::new(&fuse, ledger.counted(number)), (ledger.counted(number), [0; N]));
        let mut nodes = 0;
        map.visit_nodes(&mut |_| {
            nodes += 1;
            true
        });
        if nodes > 1 {
            return number;
        }
    }
}

#[test]
fn leaves_are_as_wide_as_these_tests_take_them_for() {
    assert_eq!([room::<62>(), room::<9>(), room::<1>()], [2, 8, 16]);
}

/// How many different keys a map may have.
const KEYS: u32 = 60;

struct Scene<const N: usize> {
    ledger: Ledger,
    map: Map<N>,
    other: Map<N>,
    old: [Option<Map<N>>; 2],
    /// The key that an operation is about, which may be there or not.
    number: u32,
}

impl<const N: usize> Scene<N> {
    fn new(fuse: &Fuse, seed: u64) -> Self {
        let (ledger, mut chance) = (Ledger::new(), Chance(seed));
        let key = |number| Fused::new(fuse, ledger.counted(number));
        let mut shape = |from: u32| {
            let mut map = Map::new();
            let steps = if chance.below(4) == 0 { 6 } else { 2 * KEYS };
            for _ in 0..steps {
                let number = from + chance.below(KEYS);
                if chance.below(2) == 0 {
                    map.remove(&key(number));
                } else {
                    map.insert(key(number), (ledger.counted(number), [0; N]));
                }
            }
            map
        };
        // The other map's keys are before this one's, or after them.
        let map = shape(1000);
        let from = if seed.is_multiple_of(2) { 0 } else { 5000 };
        let other = shape(from);
        let sharing = chance.below(4);
        let mut scene = Self {
            old: [(sharing != 1).then(|| map.clone()), (sharing != 2).then(|| other.clone())],
            map,
            other,
            number: 1000 + chance.below(KEYS),
            ledger,
        };
        for (map, from) in [(&mut scene.map, 1000), (&mut scene.other, from)] {
            for _ in 0..chance.below(KEYS / 2) {
                let number = from + chance.below(KEYS);
                if let Some(value) = map.get_mut(&Fused::new(fuse, scene.ledger.counted(number))) {
                    value.1[0] += 1;
                }
            }
        }
        scene
    }

    fn numbers(map: &Map<N>) -> Vec<u32> {
        map.iter()
            .map(|(key, value)| {
                assert_eq!(**key, value.0);
                ***key
            })
            .collect()
    }

    fn all(&self) -> [Vec<u32>; 2] {
        [Self::numbers(&self.map), Self::numbers(&self.other)]
    }
}

/// What an operation does with a scene, given a key.
type Operation<const N: usize> = fn(&mut Scene<N>, Key);

/// Those that leave both maps as they were if they fail.
fn whole<const N: usize>() -> [(&'static str, Operation<N>); 12] {
    [
        ("remove", |s, key| drop(s.map.remove(&key))),
        ("insert", |s, key| {
            let value = (s.ledger.counted(**key), [0; N]);
            s.map.insert(key, value);
        }),
        ("entry", |s, key| {
            if let cow_tree::btree_map::Entry::Occupied(entry) = s.map.entry(key) {
                entry.remove();
            }
        }),
        ("split_off", |s, key| drop(s.map.split_off(&key))),
        ("split_at", |s, _| drop(s.map.split_at(s.map.len() / 2))),
        ("append", |s, _| s.map.append(&mut s.other)),
        ("append to the other", |s, _| s.other.append(&mut s.map)),
        ("pop_first", |s, _| drop(s.map.pop_first())),
        ("pop_last", |s, _| drop(s.map.pop_last())),
        ("first_entry", |s, _| drop(s.map.first_entry().map(|entry| entry.remove_entry()))),
        ("cursor, remove_prev", |s, key| {
            drop(s.map.lower_bound_mut(Bound::Included(&key)).remove_prev());
        }),
        ("cursor, remove_next", |s, key| {
            drop(s.map.lower_bound_mut(Bound::Included(&key)).remove_next());
        }),
    ]
}

/// Those that change entry by entry: of what they fail to finish, a part is done.
fn parts<const N: usize>() -> [(&'static str, Operation<N>); 4] {
    [
        ("retain", |s, _| s.map.retain(|key, _| ***key % 3 == 0)),
        ("extract_if", |s, _| drop(s.map.extract_if(.., |key, _| ***key % 5 != 0).nth(7))),
        ("into_iter", |s, _| drop(s.map.clone().into_iter().nth(7))),
        ("iter_mut", |s, _| s.map.iter_mut().for_each(|(_, value)| value.1[0] += 1)),
    ]
}

fn run<const N: usize>(seeds: std::ops::Range<u64>) {
    let operations = whole().map(|op| (op, true)).into_iter().chain(parts().map(|op| (op, false)));
    for ((name, operation), is_whole) in operations {
        let mut panics = 0;
        for seed in seeds.clone() {
            for call in [Call::Clone, Call::Drop, Call::Ord] {
                panics += for_every_k(call, |fuse| {
                    let mut scene = Scene::<N>::new(fuse, seed);
                    let before = scene.all();
                    let key = Fused::new(fuse, scene.ledger.counted(scene.number));
                    let failed = fuse.run(|| operation(&mut scene, key)).is_err();

                    scene.map.assert_invariants();
                    scene.other.assert_invariants();
                    // After a drop that panics, what was to be done is done.
                    if failed && is_whole && call != Call::Drop {
                        assert_eq!(scene.all(), before, "{name}, seed {seed}, {call:?}");
                    }
                    for (old, before) in scene.old.iter().zip(&before) {
                        if let Some(old) = old {
                            old.assert_invariants();
                            assert_eq!(
                                Scene::numbers(old),
                                *before,
                                "{name}, seed {seed}, {call:?}"
                            );
                        }
                    }
                    let Scene { ledger, map, other, old, .. } = scene;
                    drop((map, other, old));
                    assert_eq!(
                        ledger.live(),
                        0,
                        "{name}, seed {seed}, {call:?}: leaked or dropped twice"
                    );
                });
            }
        }
        assert!(panics > 0, "{name} called nothing");
    }
}

/// Three leaves with so many entries each, if they stay three, shared but for those that are named by a bit of `own`.
/// The second map shares them.
fn three_leaves(fuse: &Fuse, ledger: &Ledger, lens: [u32; 3], own: u32) -> [Map<9>; 2] {
    let key = |number| Fused::new(fuse, ledger.counted(number));
    let mut map: Map<9> =
        (100..124).map(|number| (key(number), (ledger.counted(number), [0; 9]))).collect();
    for (leaf, len) in [(2, lens[2]), (1, lens[1]), (0, lens[0])] {
        for number in 100 + 8 * leaf + len..108 + 8 * leaf {
            map.remove(&key(number));
        }
    }
    let old = map.clone();
    for leaf in (0..3).filter(|leaf| own >> leaf & 1 != 0) {
        map.get_mut(&key(100 + 8 * leaf)).expect("each leaf has its first entry").1[0] += 1;
    }
    [map, old]
}

/// Every sharing of three leaves, with every fill that may make a difference: what a cut or an append merges, it must
/// own before, whatever else it owns.
#[test]
fn each_sharing_of_three_leaves() {
    let lens: &[u32] = if cfg!(miri) { &[1, 8] } else { &[1, 5, 8] };
    let every =
        lens.iter().flat_map(|a| lens.iter().flat_map(|b| lens.iter().map(|c| [*a, *b, *c])));
    let mut panics = [0; 2];
    for (lens, own) in every.flat_map(|lens| (0..8).map(move |own| (lens, own))) {
        for cut in [101, 108, 109, 116, 117] {
            panics[0] += for_every_k(Call::Clone, |fuse| {
                let ledger = Ledger::new();
                let [mut map, old] = three_leaves(fuse, &ledger, lens, own);
                let before = Scene::numbers(&map);
                let key = Fused::new(fuse, ledger.counted(cut));
                match fuse.run(|| map.split_off(&key)) {
                    Ok(rest) => {
                        assert_eq!([Scene::numbers(&map), Scene::numbers(&rest)].concat(), before);
                        rest.assert_invariants();
                    }
                    Err(_) => assert_eq!(Scene::numbers(&map), before, "{lens:?} {own:b} {cut}"),
                }
                map.assert_invariants();
                assert_eq!(Scene::numbers(&old), before);
            });
        }
        // Few keys, or a leaf of them, before all of the map's or after.
        for numbers in [0..1, 0..5, 200..201, 200..205] {
            panics[1] += for_every_k(Call::Clone, |fuse| {
                let ledger = Ledger::new();
                let [mut map, old] = three_leaves(fuse, &ledger, lens, own);
                let item = |number| {
                    (Fused::new(fuse, ledger.counted(number)), (ledger.counted(number), [0; 9]))
                };
                let mut other: Map<9> = numbers.clone().map(item).collect();
                let before = (Scene::numbers(&map), Scene::numbers(&other));
                if fuse.run(|| other.append(&mut map)).is_err() {
                    let after = (Scene::numbers(&map), Scene::numbers(&other));
                    assert_eq!(after, before, "{lens:?} {own:b} {numbers:?}");
                }
                map.assert_invariants();
                other.assert_invariants();
                old.assert_invariants();
            });
        }
    }
    assert!(panics.iter().all(|panics| *panics > 0), "{panics:?}");
}

#[test]
fn leaves_of_eight() {
    run::<9>(if cfg!(miri) { 0..1 } else { 0..5 });
}

#[test]
fn leaves_of_sixteen() {
    run::<1>(if cfg!(miri) { 0..1 } else { 100..102 });
}

#[test]
fn leaves_of_two() {
    run::<62>(if cfg!(miri) { 0..1 } else { 200..204 });
}
