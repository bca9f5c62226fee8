//! User code that panics at its k-th call, for every k: a version that is written to is whole, as it
//! was or as it was to be; other versions never notice; every element is dropped once.
#![cfg(not(cow_loom))]

use cow_tree::CowTreeMap;
use cow_tree::btree_map::Pick;
use testkit::promises::panics;
use testkit::{Call, Counted, Fused, Maker};

type Key = Fused<Counted<u32>>;
/// Leaves of four entries: deep trees of few entries.
type Value = (Counted<u32>, [u64; 24]);
type Map = CowTreeMap<Key, Value>;

const COUNT: u32 = if cfg!(miri) { 18 } else { 27 };

fn entry(maker: &Maker, number: u32) -> (Key, Value) {
    (maker.fused(number), (maker.counted(number), [0; 24]))
}

/// The first multiples of `step`, inserted in no particular order.
fn multiples(maker: &Maker, step: u32) -> Map {
    let mut map = Map::new();
    for i in 0..COUNT {
        let (key, value) = entry(maker, (i * 7 % COUNT) * step);
        map.insert(key, value);
    }
    map
}

/// The numbers of a map that is whole.
fn numbers(map: &Map) -> Vec<u32> {
    map.assert_invariants();
    map.iter().map(|(key, _)| ***key).collect()
}

/// Runs `write` on a map that is shared (wholly or but for one path) or not, with a panic at every
/// call. `strong`: after a panic the map must be as before; otherwise any map that is in order.
fn every_k(call: Call, strong: bool, write: impl Fn(&mut Map, &Maker)) -> u64 {
    every_k_leaving(call, write, |before, after| !strong || before == after)
}

/// Runs like [`every_k`]; `left` says whether these keys may be left by a panic of what had those before.
fn every_k_leaving(
    call: Call,
    write: impl Fn(&mut Map, &Maker),
    left: impl Fn(&[u32], &[u32]) -> bool,
) -> u64 {
    let versions: [fn(&Maker) -> Vec<Map>; 3] = [
        |maker| vec![multiples(maker, 2)],
        |maker| vec![multiples(maker, 2); 2],
        |maker| {
            let mut versions = vec![multiples(maker, 2); 2];
            let (key, value) = entry(maker, 11);
            versions[0].insert(key, value);
            versions
        },
    ];
    versions.into_iter().map(|versions| panics(call, versions, numbers, &write, &left)).sum()
}

#[test]
fn insert() {
    for call in [Call::Ord, Call::Clone] {
        let panics = every_k(call, true, |map, maker| {
            let (key, value) = entry(maker, 33);
            map.insert(key, value);
        });
        assert!(panics > 0);
    }
    // A full leaf, so that it splits.
    for number in (1..2 * COUNT).step_by(if cfg!(miri) { 8 } else { 2 }) {
        let panics = every_k(Call::Clone, true, |map, maker| {
            let (key, value) = entry(maker, number);
            map.insert(key, value);
        });
        assert!(panics > 0);
    }
}

#[test]
fn overwrite() {
    for call in [Call::Ord, Call::Clone] {
        let panics = every_k(call, true, |map, maker| {
            let (key, value) = entry(maker, 34);
            assert!(map.insert(key, value).is_some());
        });
        assert!(panics > 0);
    }
}

#[test]
fn get_mut() {
    let panics = every_k(Call::Clone, true, |map, maker| {
        map.get_mut(&maker.counted(34)).unwrap().1[0] = 1;
    });
    assert!(panics > 0);
}

#[test]
fn remove() {
    for number in (0..2 * COUNT).step_by(if cfg!(miri) { 8 } else { 2 }) {
        let panics = every_k(Call::Clone, true, |map, maker| {
            assert!(map.remove_entry(&maker.counted(number)).is_some());
        });
        assert!(panics > 0);
    }
}

#[test]
fn remove_many_and_pop() {
    for call in [Call::Clone, Call::Drop] {
        let panics = every_k(call, false, |map, maker| {
            for number in 0..COUNT {
                map.remove(&maker.counted(number * 6 % (2 * COUNT)));
            }
        });
        assert!(panics > 0);
        let panics = every_k(call, false, |map, _| {
            for _ in 0..COUNT / 2 {
                map.pop_first();
                map.pop_last();
            }
        });
        assert!(panics > 0);
    }
}

#[test]
fn algebra() {
    for call in [Call::Ord, Call::Clone, Call::Drop, Call::Closure] {
        let panics = every_k(call, call != Call::Drop, |map, maker| {
            let other = multiples(maker, 3);
            *map = map.clone().merge_with(other, |key, _, other| {
                maker.fuse.hit(Call::Closure);
                match ***key % 4 {
                    0 => Pick::Left,
                    1 => Pick::Right,
                    2 => Pick::New(other.clone()),
                    _ => Pick::Remove,
                }
            });
        });
        assert!(panics > 0);
        let panics = every_k(call, call != Call::Drop, |map, maker| {
            let other = multiples(maker, 3);
            *map = map.clone().union_with(other, |_, value, _| {
                maker.fuse.hit(Call::Closure);
                value.clone()
            });
        });
        assert!(panics > 0);
        let panics = every_k(call, call != Call::Drop, |map, maker| {
            let _ = map.clone().intersection_with(multiples(maker, 5), |key, _, _| {
                maker.fuse.hit(Call::Closure);
                ***key
            });
        });
        assert!(panics > 0);
        if call == Call::Closure {
            continue;
        }
        let operations =
            [Map::union, Map::intersection, Map::difference, Map::symmetric_difference];
        for (index, operation) in operations.into_iter().enumerate() {
            // Under Miri, one for each kind of call.
            if cfg!(miri) && index != call as usize {
                continue;
            }
            let panics = every_k(call, call != Call::Drop, |map, maker| {
                let other = multiples(maker, 3);
                *map = operation(map.clone(), other);
            });
            assert!(panics > 0);
            // By value, uniquely owned: the operands are lost, and nothing leaks.
            let panics = every_k(call, false, |map, maker| {
                let other = multiples(maker, 3);
                *map = operation(std::mem::take(map), other);
            });
            assert!(panics > 0);
        }
    }
}

#[test]
fn retain_filter_and_iterators() {
    for call in [Call::Closure, Call::Clone] {
        let keep = |number: &u32| number.is_multiple_of(3);
        let panics = every_k_leaving(
            call,
            |map, maker| {
                map.retain(|key, _| {
                    maker.fuse.hit(Call::Closure);
                    keep(key)
                });
            },
            // What has been refused is gone, as with std; nothing else is.
            |before, after| before.iter().all(|number| !keep(number) || after.contains(number)),
        );
        assert!(panics > 0);
        let panics = every_k(call, true, |map, maker| {
            let (a, b) = map.partition(|key, _| {
                maker.fuse.hit(Call::Closure);
                ***key % 3 == 0
            });
            assert_eq!(a.len() + b.len(), map.len());
        });
        assert!(panics > 0);
    }
    let panics = every_k(Call::Clone, true, |map, _| map.values_mut().for_each(|v| v.1[0] = 1));
    assert!(panics > 0);
    for call in [Call::Clone, Call::Drop] {
        let panics = every_k(call, false, |map, _| {
            let mut entries = std::mem::take(map).into_iter();
            for _ in 0..COUNT / 3 {
                drop((entries.next(), entries.next_back()));
            }
        });
        assert!(panics > 0);
    }
}

#[test]
fn collect() {
    for call in [Call::Ord, Call::Clone, Call::Next] {
        let panics = every_k(call, true, |map, maker| {
            let entries = (0..COUNT).map(|i| entry(maker, i * 7 % COUNT));
            *map = maker.fuse.iter(entries).collect();
        });
        assert!(panics > 0);
    }
}

#[test]
fn clear() {
    assert!(every_k(Call::Drop, false, |map, _| map.clear()) > 0);
}
