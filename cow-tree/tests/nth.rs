//! Steps and jumps of all iterators, from both ends, against std's; and what jumps copy.
#![cfg(not(cow_loom))]

mod util;

use cow_tree::{CowTreeMap, CowTreeSet};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;
use testkit::{Call, Counted, Fused, Ledger, assert_fresh_at_most, for_every_k};
use util::{Narrow, Narrowest};

#[derive(Clone, Copy, Debug)]
enum Step {
    Next,
    NextBack,
    Nth(usize),
    NthBack(usize),
}

/// Sequences of steps, in which jumps reach up to `far`.
fn sequences(far: usize) -> impl Iterator<Item = Vec<Step>> {
    let mut seed = far as u64 + 1;
    let mut random = move |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (seed >> 33) as usize % below
    };
    let jumps = (0..=far + 1).flat_map(|n| [vec![Step::Nth(n)], vec![Step::NthBack(n)]]);
    let count = if cfg!(miri) { 5 } else { 60 };
    jumps.collect::<Vec<_>>().into_iter().chain((0..count).map(move |i| {
        let far = 1 + far / (1 + i % 5);
        let step = |_| match random(6) {
            0 => Step::Next,
            1 => Step::NextBack,
            2 | 3 => Step::Nth(random(far)),
            _ => Step::NthBack(random(far)),
        };
        (0..12).map(step).collect()
    }))
}

/// Both give the same.
#[track_caller]
fn assert_same<A, B>(what: &str, steps: &[Step], mut ours: A, mut theirs: B)
where
    A: DoubleEndedIterator + ExactSizeIterator,
    B: DoubleEndedIterator<Item = A::Item>,
    A::Item: Debug + PartialEq,
{
    for step in steps {
        let (a, b) = match *step {
            Step::Next => (ours.next(), theirs.next()),
            Step::NextBack => (ours.next_back(), theirs.next_back()),
            Step::Nth(n) => (ours.nth(n), theirs.nth(n)),
            Step::NthBack(n) => (ours.nth_back(n), theirs.nth_back(n)),
        };
        assert_eq!(a, b, "{what}: {step:?} of {steps:?}");
    }
    let len = ours.len();
    let rest: Vec<A::Item> = ours.collect();
    assert_eq!(len, rest.len(), "{what} after {steps:?}");
    assert_eq!(rest, theirs.collect::<Vec<_>>(), "{what} after {steps:?}");
}

fn against_std<V: From<u32> + Clone + Debug + PartialEq>(sizes: &[u32]) {
    for &size in sizes {
        let entries = || (0..size).map(|i| (2 * i, V::from(i)));
        let (map, model): (CowTreeMap<u32, V>, BTreeMap<u32, V>) =
            (entries().collect(), entries().collect());
        for steps in sequences(size as usize) {
            let steps = &steps[..];
            assert_same("iter", steps, map.iter(), model.iter());
            assert_same("keys", steps, map.keys(), model.keys());
            assert_same("values", steps, map.values(), model.values());
            let range = size / 3..size * 4 / 3;
            assert_same("range", steps, map.range(range.clone()), model.range(range.clone()));
            for shared in [false, true] {
                let make = || if shared { map.clone() } else { entries().collect() };
                let (mut ours, mut theirs) = (make(), model.clone());
                assert_same("iter_mut", steps, ours.iter_mut(), theirs.iter_mut());
                assert_same("values_mut", steps, ours.values_mut(), theirs.values_mut());
                let (a, b) = (ours.range_mut(range.clone()), theirs.range_mut(range.clone()));
                assert_same("range_mut", steps, a, b);
                assert_same("into_iter", steps, make().into_iter(), model.clone().into_iter());
                assert_same("into_keys", steps, make().into_keys(), model.clone().into_keys());
                assert_same(
                    "into_values",
                    steps,
                    make().into_values(),
                    model.clone().into_values(),
                );
            }
            assert!(map.iter().eq(&model));
        }
        assert_eq!(map.iter().count(), model.len());
        assert_eq!(
            (map.iter().last(), map.keys().min()),
            (model.iter().last(), model.keys().min())
        );
        assert_eq!(
            (map.keys().max(), map.values().last()),
            (model.keys().max(), model.values().last())
        );
        let mut copy = map.clone();
        assert_eq!(copy.iter_mut().count(), model.len());
        assert_eq!(copy.values_mut().last(), model.clone().values_mut().last());
        assert_eq!(copy.clone().into_iter().count(), model.len());
        assert_eq!(copy.clone().into_iter().last(), model.clone().into_iter().last());
        assert_eq!(copy.clone().into_keys().min(), model.keys().min().copied());
        assert_eq!(copy.clone().into_keys().max(), model.keys().max().copied());
        assert_eq!(copy.into_values().last(), model.into_values().last());
    }
}

#[test]
fn maps() {
    against_std::<Narrow>(&[0, 1, 4, 5, 9, 33, 70]);
    against_std::<Narrowest>(&[7, 40]);
    against_std::<u32>(&[3, 63, 64, 500]);
}

#[test]
fn sets() {
    for size in [0, 1, 5, 64, 700] {
        let (set, model): (CowTreeSet<u32>, BTreeSet<u32>) =
            ((0..size).collect(), (0..size).collect());
        for steps in sequences(size as usize) {
            assert_same("iter", &steps, set.iter(), model.iter());
            assert_same("range", &steps, set.range(5..), model.range(5..));
            assert_same("into_iter", &steps, set.clone().into_iter(), model.clone().into_iter());
        }
        assert_eq!(set.clone().into_iter().count(), model.len());
        assert_eq!(set.into_iter().last(), model.last().copied());
    }
}

fn nodes(map: &CowTreeMap<u32, Narrow>) -> Vec<usize> {
    testkit::addresses!(map)
}

type Jump = fn(&mut CowTreeMap<u32, Narrow>);

/// 1024 leaves of four: every path has eleven nodes.
const PATH: usize = 11;

#[test]
fn jumps_copy_no_leaf_that_they_skip() {
    let before: CowTreeMap<u32, Narrow> = (0..4096).map(|i| (i, i.into())).collect();
    let jumps: [(&str, Jump, usize); 6] = [
        ("nth", |map| assert_eq!(map.iter_mut().nth(3000).unwrap().0, &3000), 1),
        ("nth_back", |map| assert_eq!(map.iter_mut().nth_back(3000).unwrap().0, &1095), 1),
        ("skip", |map| assert_eq!(map.values_mut().skip(77).next_back().unwrap().0, 4095), 2),
        ("last", |map| assert_eq!(map.range_mut(..2000).last().unwrap().0, &1999), 1),
        ("step_by", |map| assert_eq!(map.iter_mut().step_by(1000).count(), 5), 5),
        ("beyond", |map| assert!(map.iter_mut().nth(4096).is_none()), 0),
    ];
    for (what, jump, paths) in jumps {
        let mut map = before.clone();
        jump(&mut map);
        assert_fresh_at_most(paths * PATH, what, nodes(&before), nodes(&map));
        assert_eq!(map, before);
    }
}

#[test]
fn owned_entries_that_are_skipped_are_dropped_and_not_cloned() {
    let ledger = Ledger::new();
    let map: CowTreeMap<u32, Counted<u32>> = (0..200).map(|i| (i, ledger.counted(i))).collect();
    let kept = map.clone();
    assert_eq!(*map.clone().into_iter().nth(150).unwrap().1, 150);
    assert_eq!(*map.into_values().nth_back(150).unwrap(), 49);
    // Two leaves of sixteen.
    assert!(ledger.clones() <= 32);
    let mut entries = kept.into_iter();
    let clones = ledger.clones();
    entries.nth(99);
    assert_eq!((entries.len(), ledger.live()), (100, 100));
    entries.nth_back(98);
    assert_eq!((entries.len(), ledger.live(), ledger.clones()), (1, 1, clones));
    drop(entries);
    ledger.assert_balanced();
}

#[test]
fn skipping_while_user_code_panics() {
    for call in [Call::Clone, Call::Drop] {
        for shared in [false, true] {
            let panics = for_every_k(call, |fuse| {
                let ledger = Ledger::new();
                let map: CowTreeMap<u32, _> =
                    (0..200).map(|i| (i, Fused::new(fuse, ledger.counted(i)))).collect();
                let kept = shared.then(|| map.clone());
                let mut entries = map.into_iter();
                let _ = fuse.run(|| {
                    for _ in 0..5 {
                        drop((entries.nth(20), entries.nth_back(10)));
                    }
                });
                let len = entries.len();
                assert_eq!(entries.map(drop).count(), len);
                drop(kept);
                ledger.assert_balanced();
            });
            assert!(panics > 0 || call == Call::Clone && !shared);
        }
    }
}
