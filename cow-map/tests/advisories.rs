//! What has gone wrong in other maps: each accident that a hash map could repeat has a test here.
#![cfg(not(cow_loom))]

use cow_map::CowMap;
use cow_map::hash_map::Entry;
use std::collections::HashMap;
use testkit::{Chaos, ChaosKey, Constant, Ledger, Seeded, Tagged, on_small_stack};

/// imbl, rpds: `insert` replaced the key, too.
#[test]
fn insert_keeps_the_old_key() {
    let mut map = CowMap::new();
    map.insert(Tagged::new(1, "old"), 'a');
    let shared = map.clone();
    for _ in 0..2 {
        map.insert(Tagged::new(1, "new"), 'b');
        map.extend([(Tagged::new(1, "newer"), 'c')]);
        map.entry(Tagged::new(1, "newest")).insert_entry('d');
        assert_eq!(map.iter().map(|(k, v)| (k.payload, *v)).collect::<Vec<_>>(), [("old", 'd')]);
    }
    assert_eq!(shared.values().next(), Some(&'a'));
    let map: CowMap<_, _> = [(Tagged::new(1, 1), 1), (Tagged::new(1, 2), 2)].into();
    assert_eq!(map.iter().map(|(k, v)| (k.payload, *v)).collect::<Vec<_>>(), [(1, 2)]);
}

/// `==`, asked from both sides.
fn both_ways<T: PartialEq>(a: &T, b: &T) -> [bool; 2] {
    [a == b, b == a]
}

/// imbl#161: `==` of derived versions missed changes.
#[test]
fn equality_of_derived_versions() {
    let base: CowMap<u64, u64, Seeded> = {
        let mut map = CowMap::with_hasher(Seeded::new(1));
        map.extend((0..600).map(|i| (i, i)));
        map
    };
    for i in 0..600 {
        let mut other = base.clone();
        *other.get_mut(&i).unwrap() += 1;
        assert_eq!(both_ways(&base, &other), [false; 2], "{i}");
        *other.get_mut(&i).unwrap() -= 1;
        assert_eq!(both_ways(&base, &other), [true; 2], "{i}");
        other.remove(&i);
        other.insert(i + 1_000, i);
        assert_eq!(both_ways(&base, &other), [false; 2], "{i}");
    }
}

/// im-rs#148: a hash that depends on the order of insertion. Orders differ here, too; equality does not.
#[test]
fn order_of_insertion_does_not_matter() {
    for bad in [false, true] {
        let up: Vec<u32> = (0..200).collect();
        let down: Vec<u32> = up.iter().rev().copied().collect();
        let [a, b] = [up, down].map(|keys| {
            if bad {
                let mut map = CowMap::with_hasher(Constant::default());
                map.extend(keys.iter().map(|&k| (k, k)));
                let mut list: Vec<_> = map.iter().map(|(k, v)| (*k, *v)).collect();
                list.sort_unstable();
                list
            } else {
                let map: CowMap<u32, u32> = keys.iter().map(|&k| (k, k)).collect();
                let mut list: Vec<_> = map.into_iter().collect();
                list.sort_unstable();
                list
            }
        });
        assert_eq!(a, b);
    }
}

/// RUSTSEC-2026-0255 and others: elements dropped before the length shrinks.
#[test]
fn early_drops_of_owning_iterators() {
    for take in 0..60 {
        let ledger = Ledger::new();
        let mut map: CowMap<u32, _> = (0..60).map(|i| (i, ledger.counted(i))).collect();
        let held = (take % 2 == 0).then(|| map.clone());
        map.drain().take(take).for_each(drop);
        assert!(map.is_empty());
        map.extend((0..60).map(|i| (i, ledger.counted(i))));
        map.into_iter().take(take).for_each(drop);
        ledger.assert_live(if held.is_some() { 60 } else { 0 });
        drop(held);
        ledger.assert_balanced();
    }
}

/// Keys that contradict themselves: anything may be answered, but memory is safe and nothing leaks.
#[test]
fn inconsistent_keys() {
    for seed in 0..30 {
        for one_in in [1, 3, 50] {
            let chaos = [Chaos::eq(seed), Chaos::hash(seed), Chaos::all(seed)];
            for chaos in chaos.map(|chaos| chaos.one_in(one_in)) {
                lie(&chaos);
            }
        }
    }
}

fn lie(chaos: &Chaos) {
    let ledger = Ledger::new();
    let mut versions = vec![CowMap::<ChaosKey, _>::new()];
    for i in 0..300 {
        let mut map = versions.last().unwrap().clone();
        let key = || chaos.key(i % 90);
        // With such keys an entry may be gone when it is looked for again: that panics, as in std.
        let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            match i % 7 {
                0..3 => drop(map.insert(key(), ledger.counted(i))),
                3 => drop(map.remove(&key())),
                4 => {
                    if let Some(v) = map.get_mut(&key()) {
                        *v = ledger.counted(i);
                    }
                }
                5 => match map.entry(key()) {
                    Entry::Occupied(entry) => drop(entry.remove()),
                    Entry::Vacant(entry) => drop(entry.insert(ledger.counted(i))),
                },
                _ => map.retain(|_, v| **v % 5 != 0),
            }
            assert!(map == map.clone() || !map.is_empty());
        }));
        drop(outcome);
        if i % 20 == 0 {
            versions.push(map);
        } else {
            *versions.last_mut().unwrap() = map;
        }
    }
    for map in &versions {
        assert_eq!(map.iter().count(), map.iter().fold(0, |n, _| n + 1));
    }
    drop(versions);
    ledger.assert_balanced();
}

/// rpds#41: a drop that recursed once per element.
#[test]
fn drops_and_walks_on_a_small_stack() {
    on_small_stack(64 * 1024, || {
        let map: CowMap<u64, u64> = (0..50_000).map(|i| (i, i)).collect();
        let mut copy = map.clone();
        copy.values_mut().for_each(|v| *v += 1);
        copy.retain(|k, _| k % 2 == 0);
        assert!(map != copy);
        drop(map);
    });
}

/// im-rs#120 and others: names that are missing or mean something else. `retain` gives `&mut V`.
#[test]
fn retain_visits_each_entry_once_and_may_change_it() {
    let mut map: CowMap<u32, u32> = (0..1_000).map(|i| (i, 0)).collect();
    let mut seen = HashMap::new();
    map.retain(|k, v| {
        *v += 1;
        *seen.entry(*k).or_insert(0) += 1;
        k % 2 == 0
    });
    assert_eq!(seen.len(), 1_000);
    assert!(seen.values().all(|&times| times == 1) && map.values().all(|&v| v == 1));
}

/// PR#85 of imbl: an iterator that claimed a wrong length.
#[test]
fn lengths_of_iterators() {
    let mut map: CowMap<u32, u32> = (0..200).map(|i| (i, i)).collect();
    macro_rules! count_down {
        ($($iter:expr),*) => {$(
            let mut iter = $iter;
            for left in (0..200).rev() {
                assert!(iter.next().is_some());
                assert_eq!((iter.len(), iter.size_hint()), (left, (left, Some(left))));
            }
            assert!(iter.next().is_none() && iter.next().is_none());
        )*};
    }
    count_down!(map.iter(), map.keys(), map.values(), map.iter_mut(), map.values_mut());
    let copy = map.clone();
    count_down!(copy.clone().into_iter(), copy.clone().into_keys(), map.clone().into_values());
    count_down!(map.drain());
}
