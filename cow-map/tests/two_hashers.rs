//! Two maps whose hashers are alike for some keys and differ for the others: what a merge concludes from where the
//! first entries are is wrong for later ones, which are in other leaves, or in the same leaf under another tag.
//!
//! All keys are in both maps, so that an entry which is not found where it is would be inserted a second time.
#![cfg(not(cow_loom))]

use cow_map::CowMap;
use cow_map::hash_map::{DiffItem, Pick};
use std::collections::HashMap;
use testkit::{Call, Diverging, Fused, for_every_k};

type Map = CowMap<u64, u64, Diverging>;

/// Maps of the same keys with other values, which are alike below `bound`. The second has the first two keys where the
/// first map has them, and the others in the opposite order.
fn maps(len: u64, bound: u64, seed: u64) -> [Map; 2] {
    let mut maps = [1, 2].map(|n| Map::with_hasher(Diverging::new(bound, 2 * seed + n)));
    maps[0].extend((0..len).map(|k| (k, 1)));
    maps[1].extend((0..2.min(len)).chain((2..len).rev()).map(|k| (k, 2)));
    maps
}

/// A map of the same entries that shares no node.
fn unshared(map: &Map) -> Map {
    let mut copy = map.clone();
    copy.iter_mut().for_each(|(_, v)| *v += 0);
    copy
}

#[track_caller]
fn assert_is(map: &Map, len: u64, value: impl Fn(u64) -> u64) {
    map.assert_invariants();
    assert_eq!((map.len() as u64, map.iter().count() as u64), (len, len));
    assert!((0..len).all(|k| map.get(&k) == Some(&value(k))));
}

/// Everything that is done with two maps.
fn assert_all(len: u64, [a, b]: &[Map; 2]) {
    let ways: [fn(&Map) -> Map; 2] = [Clone::clone, unshared];
    for way in ways {
        let both = || (way(a), way(b));
        let union = |(a, b): (Map, Map)| a.union(b);
        assert_is(&union(both()), len, |_| 1);
        let sum = |(a, b): (Map, Map)| a.union_with(b, |_, a, b| 10 * a + b);
        assert_is(&sum(both()), len, |_| 12);
        let merged = |(a, b): (Map, Map)| {
            a.merge_with(b, |k, a, b| match k % 3 {
                0 => Pick::Left,
                1 => Pick::Right,
                _ => Pick::New(a + b),
            })
        };
        assert_is(&merged(both()), len, |k| [1, 2, 3][k as usize % 3]);
        let removed = |(a, b): (Map, Map)| {
            a.merge_with(b, |k, _, _| if *k < len / 2 { Pick::Right } else { Pick::Remove })
        };
        assert_is(&removed(both()), len / 2, |_| 2);
        assert_is(&both().0.intersection(both().1), len, |_| 1);
        assert!(both().0.difference(both().1).is_empty());
        assert!(both().0.symmetric_difference(both().1).is_empty());
    }
    assert!(a.is_submap_by(b, |_, _| true) && !(len > 0 && a.is_submap(b)));
    let mut met = 0;
    for item in a.diff(b) {
        assert!(matches!(item, DiffItem::Update { old: (old, 1), new: (new, 2) } if old == new));
        met += 1;
    }
    assert_eq!(met, len);
    let other = b.clone().union_with(a.clone(), |_, _, a| *a);
    assert!(other == *a, "equal whatever hashes them");
}

#[test]
fn one_leaf_with_other_tags() {
    for len in [0, 1, 2, 3, 6, 12, 25, 32] {
        for seed in 0..if cfg!(miri) { 1 } else { 4 } {
            for bound in [0, 2, len / 2, len] {
                let [a, b] = maps(len, bound, seed);
                assert_all(len, &[a.clone(), b.clone()]);
                let [c, d] = [b, a].map(|mut map| {
                    map.iter_mut().for_each(|(_, v)| *v = 3 - *v);
                    map
                });
                assert_all(len, &[c, d]);
            }
        }
    }
}

#[test]
fn many_leaves_that_some_keys_are_not_in() {
    let lens: &[u64] = if cfg!(miri) { &[64] } else { &[40, 64, 300] };
    for &len in lens {
        for seed in 0..if cfg!(miri) { 1 } else { 6 } {
            // Almost all are alike, so that the first two are.
            for bound in [len / 2, len * 9 / 10, len - 2] {
                assert_all(len, &maps(len, bound, seed));
            }
        }
    }
}

/// The old map's entries and the new one's are there, each once, after every panic.
#[test]
fn a_merge_that_fails_has_each_key_once() {
    type Item = Fused<u64>;
    let mut panics = 0;
    for len in [6, 40] {
        for seed in 0..2 {
            for call in [Call::Clone, Call::Hash, Call::Eq, Call::Drop] {
                panics += for_every_k(call, |fuse| {
                    let [mut a, b] = [1, 2].map(|n| {
                        let mut map: CowMap<Item, u64, _> =
                            CowMap::with_hasher(Diverging::new(len * 9 / 10, 2 * seed + n));
                        map.extend((0..len).map(|k| (Fused::new(fuse, k), n)));
                        map
                    });
                    let kept = b.clone();
                    // Whether it panicked is no matter.
                    fuse.run(|| a |= &b).unwrap_or_default();
                    for (map, value) in [(&a, None), (&b, Some(2)), (&kept, Some(2))] {
                        map.assert_invariants();
                        let seen: HashMap<u64, u64> = map.iter().map(|(k, v)| (**k, *v)).collect();
                        assert_eq!(seen.len() as u64, len, "each key once");
                        assert_eq!(map.len() as u64, len);
                        assert!(seen.values().all(|v| value.is_none_or(|value| *v == value)));
                    }
                });
            }
        }
    }
    assert!(panics > 0);
}
