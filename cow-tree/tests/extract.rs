//! `extract_if` and `retain`, which hold a leaf while they take entries out of it: every choice of
//! entries, wherever it is broken off; panics; what is copied.
#![cfg(not(cow_loom))]

mod util;

use cow_core::{Atomic, Local, RefCount};
use cow_tree::{CowTreeMap, CowTreeSet, GenericTreeMap, Summary};
use std::collections::HashSet;
use std::fmt::Debug;
use std::mem;
use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};
use testkit::{Call, for_every_k};
use util::{Narrow, Narrowest};

/// The sum of the keys.
#[derive(Clone, Debug, PartialEq)]
struct Sum(u32);

impl<V> Summary<u32, V> for Sum {
    fn empty() -> Self {
        Sum(0)
    }

    fn of(key: &u32, _: &V) -> Self {
        Sum(*key)
    }

    fn combine(&self, right: &Self) -> Self {
        Sum(self.0 + right.0)
    }
}

type Map<V, C> = GenericTreeMap<u32, V, Sum, C>;

/// Checks a map of these keys.
fn check<V, C: RefCount>(map: &Map<V, C>, keys: &[u32]) {
    map.assert_invariants();
    assert!(map.keys().eq(keys));
    assert_eq!((map.len(), map.summary()), (keys.len(), Sum(keys.iter().sum())));
}

/// Takes the first `most` of those out of `0..count` that are in `range` and of which `mask` has a bit,
/// for every such range, mask, number.
fn every_choice<V: From<u32> + Clone + Debug, C: RefCount>(
    count: u32,
    ranges: &[Range<u32>],
    shared: bool,
) {
    let all: Vec<u32> = (0..count).collect();
    let built: Map<V, C> = all.iter().map(|i| (*i, V::from(*i))).collect();
    for range in ranges {
        for bits in 0..1_u32 << range.len() {
            let mask = bits << range.start;
            for most in 0..=bits.count_ones() + 1 {
                let mut map: Map<V, C> = match shared {
                    true => built.clone(),
                    false => all.iter().map(|i| (*i, V::from(*i))).collect(),
                };
                let mut seen = Vec::new();
                let mut extraction = map.extract_if(range.clone(), |key, _| {
                    seen.push(*key);
                    mask >> key & 1 != 0
                });
                let mut taken = Vec::new();
                while taken.len() < most as usize {
                    let before = extraction.size_hint();
                    let next = taken.last().map_or(range.start, |key| key + 1);
                    let peek = Some((next, V::from(next))).filter(|_| next < range.end);
                    let shown = format!("ExtractIf {{ peek: {peek:?}, .. }}");
                    assert_eq!(format!("{extraction:?}"), shown);
                    assert_eq!(before, (0, Some((next..range.end).len())));
                    match extraction.next() {
                        Some((key, _)) => taken.push(key),
                        None => break,
                    }
                }
                drop(extraction);
                let goes = |key: &u32| mask >> key & 1 != 0;
                let expected: Vec<u32> = range.clone().filter(goes).take(most as usize).collect();
                assert_eq!(taken, expected);
                // Lazy: it has asked for no more than it had to.
                if taken.len() == most as usize {
                    let last = taken.last().map_or(range.start, |key| key + 1);
                    assert!(seen.into_iter().eq(range.start..last));
                }
                let left: Vec<u32> =
                    all.iter().copied().filter(|key| !taken.contains(key)).collect();
                check(&map, &left);
                check(&built, &all);
            }
        }
    }
}

#[test]
fn every_choice_of_few_entries() {
    for shared in [false, true] {
        every_choice::<Narrow, Local>(9, &[0..9, 4..6], shared);
        every_choice::<Narrowest, Atomic>(7, &[0..7, 2..5, 3..3], shared);
        every_choice::<u64, Local>(5, &[0..5, 1..4], shared);
    }
    every_choice::<Narrow, Local>(26, &[3..10, 8..13, 20..26], true);
    every_choice::<Narrowest, Local>(26, &[3..10, 20..26], false);
}

#[test]
fn sets_and_retain() {
    for mask in 0..1_u32 << 9 {
        let all: Vec<[u64; 32]> = (0..9).map(|i| [i; 32]).collect();
        let stays = |key: &[u64; 32]| mask >> key[0] & 1 != 0;
        let kept: Vec<[u64; 32]> = all.iter().copied().filter(stays).collect();
        let set: CowTreeSet<[u64; 32]> = all.iter().copied().collect();
        let mut other: CowTreeSet<[u64; 32]> = all.iter().copied().collect();
        let mut shared = set.clone();
        for set in [&mut other, &mut shared] {
            let gone = set.extract_if(.., |key| !stays(key)).count();
            assert_eq!(gone + kept.len(), all.len());
            set.assert_invariants();
            assert!(set.iter().eq(&kept));
        }
        assert!(set.iter().eq(&all));
        let mut map: Map<Narrow, Atomic> = (0..9).map(|i| (i, i.into())).collect();
        map.retain(|key, value| {
            assert_eq!(*key, value.0);
            mask >> key & 1 != 0
        });
        let kept: Vec<u32> = kept.iter().map(|key| key[0] as u32).collect();
        check(&map, &kept);
    }
}

/// Entries that it did not take stay; those that it took out are gone; the one at which it panicked
/// stays, and is not asked for again.
#[test]
fn a_predicate_that_panics() {
    for shared in [false, true] {
        for step in [1, 2, 3, 7] {
            let panics = for_every_k(Call::Closure, |fuse| {
                let built: Map<Narrow, Atomic> = (0..40).map(|i| (i, i.into())).collect();
                let kept = shared.then(|| built.clone());
                let mut map = built;
                let mut seen = 0;
                let mut predicate = |key: &u32, _: &mut Narrow| {
                    seen = key + 1;
                    fuse.hit(Call::Closure);
                    key.is_multiple_of(step)
                };
                let result = fuse.run(|| map.retain(|key, value| !predicate(key, value)));
                let blown = result.is_err();
                let gone = |key: &u32| key.is_multiple_of(step) && !(blown && *key == seen - 1);
                let left: Vec<u32> = (0..40).filter(|key| *key >= seen || !gone(key)).collect();
                check(&map, &left);
                kept.iter().for_each(|kept| check(kept, &(0..40).collect::<Vec<_>>()));
            });
            assert_eq!(panics, 40);
        }
    }
}

#[test]
fn goes_on_after_a_panic() {
    for at in 0..12 {
        let mut map: Map<Narrow, Atomic> = (0..12).map(|i| (i, i.into())).collect();
        let mut extraction = map.extract_if(.., |key, _| {
            assert!(*key != at);
            key % 4 != 0
        });
        let mut taken = Vec::new();
        let mut panics = 0;
        loop {
            match catch_unwind(AssertUnwindSafe(|| extraction.next())) {
                Ok(Some((key, _))) => taken.push(key),
                Ok(None) => break,
                Err(_) => panics += 1,
            }
        }
        assert_eq!(panics, 1);
        drop(extraction);
        let stays = |key: &u32| key.is_multiple_of(4) || *key == at;
        assert!(taken.into_iter().eq((0..12).filter(|key| !stays(key))));
        check(&map, &(0..12).filter(stays).collect::<Vec<_>>());
    }
}

/// As documented: then the map may be empty, but it is whole.
#[test]
fn leaked() {
    for taken in 0..4 {
        let mut map: Map<Narrow, Atomic> = (0..20).map(|i| (i, i.into())).collect();
        let mut extraction = map.extract_if(3.., |key, _| key % 2 == 0);
        assert_eq!(extraction.by_ref().take(taken).count(), taken);
        mem::forget(extraction);
        match taken {
            0 => check(&map, &(0..20).collect::<Vec<_>>()),
            _ => check(&map, &[]),
        }
    }
}

fn addresses<V>(map: &CowTreeMap<u32, V>) -> HashSet<usize> {
    let mut all = HashSet::new();
    map.visit_nodes(&mut |node| all.insert(node.address));
    all
}

#[test]
fn leaves_keep_their_nodes() {
    // Ten leaves of four, and a branch.
    let mut map: CowTreeMap<u32, Narrow> = (0..40).map(|i| (i, i.into())).collect();
    let before = addresses(&map);
    assert_eq!(before.len(), 11);
    map.retain(|key, _| key % 4 != 1);
    assert_eq!((map.len(), addresses(&map)), (30, before));

    // Of a shared set, what is not written to stays shared.
    let set: CowTreeSet<[u64; 32]> = (0..64).map(|i| [i; 32]).collect();
    let mut copy = set.clone();
    assert_eq!(copy.extract_if(.., |key| (8..11).contains(&key[0])).count(), 3);
    let nodes = |set: &CowTreeSet<[u64; 32]>| {
        let mut all = HashSet::new();
        set.visit_nodes(&mut |node| all.insert(node.address));
        all
    };
    // Sixteen leaves under two branches: one path has three nodes.
    assert_eq!(nodes(&set).len(), 16 + 2 + 1);
    assert_eq!(nodes(&copy).difference(&nodes(&set)).count(), 3);
}

/// Taking the first that fits, again and again, leaves no more nodes than removing.
#[test]
fn dropped_early_leaves_no_thin_leaves() {
    let full: CowTreeMap<u32, u32> = (0..20_000).map(|i| (i, i)).collect();
    let (mut by_range, mut by_key, mut removed) = (full.clone(), full.clone(), full);
    for key in (0..20_000).filter(|key| key % 32 != 0) {
        assert_eq!(by_range.extract_if(key..=key, |_, _| true).next(), Some((key, key)));
        assert_eq!(by_key.extract_if(key.., |_, _| true).next(), Some((key, key)));
        removed.remove(&key);
    }
    assert_eq!((&by_range, &by_key), (&removed, &removed));
    let most = 2 * addresses(&removed).len();
    assert!(addresses(&by_range).len() <= most, "{} nodes", addresses(&by_range).len());
    assert!(addresses(&by_key).len() <= most, "{} nodes", addresses(&by_key).len());
}
