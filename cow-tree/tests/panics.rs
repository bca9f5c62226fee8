//! User code that panics at its k-th call, for every k: a version that is written to is whole, as it
//! was or as it was to be; other versions never notice; every element is dropped once.
#![cfg(not(cow_loom))]

use cow_tree::CowTreeMap;
use cow_tree::btree_map::Pick;
use testkit::{Blown, Call, Counted, Fuse, Fused, Ledger, for_every_k};

type Key = Fused<Counted<u32>>;
/// Leaves of four entries: deep trees of few entries.
type Value = (Counted<u32>, [u64; 24]);
type Map = CowTreeMap<Key, Value>;

const COUNT: u32 = 27;

struct Maker<'a> {
    fuse: &'a Fuse,
    ledger: Ledger,
}

impl Maker<'_> {
    fn entry(&self, number: u32) -> (Key, Value) {
        (Fused::new(self.fuse, self.ledger.counted(number)), (self.ledger.counted(number), [0; 24]))
    }

    /// A key that looks up without hitting the fuse.
    fn probe(&self, number: u32) -> Counted<u32> {
        self.ledger.counted(number)
    }

    /// The first multiples of `step`, inserted in no particular order.
    fn map(&self, step: u32) -> Map {
        let mut map = Map::new();
        for i in 0..COUNT {
            let (key, value) = self.entry((i * 7 % COUNT) * step);
            map.insert(key, value);
        }
        map
    }
}

fn numbers(map: &Map) -> Vec<u32> {
    map.iter().map(|(key, _)| ***key).collect()
}

/// Runs `write` on a map that is shared (wholly or but for one path) or not, with a panic at every
/// call. `strong`: after a panic the map must be as before; otherwise any map that is in order.
fn every_k(call: Call, strong: bool, write: impl Fn(&Fuse, &Maker<'_>, &mut Map)) -> u64 {
    every_k_leaving(call, write, |before, after| !strong || before == after)
}

/// Runs like [`every_k`]; `left` says whether these keys may be left by a panic of what had those before.
fn every_k_leaving(
    call: Call,
    write: impl Fn(&Fuse, &Maker<'_>, &mut Map),
    left: impl Fn(&[u32], &[u32]) -> bool,
) -> u64 {
    let mut total = 0;
    for sharing in 0..3 {
        total += for_every_k(call, |fuse| {
            let maker = Maker { fuse, ledger: Ledger::new() };
            let mut map = maker.map(2);
            let kept = (sharing > 0).then(|| map.clone());
            if sharing == 2 {
                let (key, value) = maker.entry(11);
                map.insert(key, value);
            }
            let before = numbers(&map);

            let result: Result<(), Blown> = fuse.run(|| write(fuse, &maker, &mut map));
            map.assert_invariants();
            let after = numbers(&map);
            assert!(after.is_sorted_by(|a, b| a < b));
            assert!(
                result.is_ok() || left(&before, &after),
                "sharing {sharing}: {after:?} is left of {before:?}"
            );
            if let Some(kept) = &kept {
                kept.assert_invariants();
                assert_eq!(numbers(kept), (0..COUNT).map(|i| i * 2).collect::<Vec<_>>());
            }
            drop((map, kept));
            maker.ledger.assert_balanced();
        });
    }
    total
}

#[test]
fn insert() {
    for call in [Call::Ord, Call::Clone] {
        let panics = every_k(call, true, |_, maker, map| {
            let (key, value) = maker.entry(33);
            map.insert(key, value);
        });
        assert!(panics > 0);
    }
    // A full leaf, so that it splits.
    for number in (1..2 * COUNT).step_by(2) {
        let panics = every_k(Call::Clone, true, |_, maker, map| {
            let (key, value) = maker.entry(number);
            map.insert(key, value);
        });
        assert!(panics > 0);
    }
}

#[test]
fn overwrite() {
    for call in [Call::Ord, Call::Clone] {
        let panics = every_k(call, true, |_, maker, map| {
            let (key, value) = maker.entry(34);
            assert!(map.insert(key, value).is_some());
        });
        assert!(panics > 0);
    }
}

#[test]
fn get_mut() {
    let panics = every_k(Call::Clone, true, |_, maker, map| {
        map.get_mut(&maker.probe(34)).unwrap().1[0] = 1;
    });
    assert!(panics > 0);
}

#[test]
fn remove() {
    for number in (0..2 * COUNT).step_by(2) {
        let panics = every_k(Call::Clone, true, |_, maker, map| {
            assert!(map.remove_entry(&maker.probe(number)).is_some());
        });
        assert!(panics > 0);
    }
}

#[test]
fn remove_many_and_pop() {
    for call in [Call::Clone, Call::Drop] {
        let panics = every_k(call, false, |_, maker, map| {
            for number in 0..COUNT {
                map.remove(&maker.probe(number * 6 % (2 * COUNT)));
            }
        });
        assert!(panics > 0);
        let panics = every_k(call, false, |_, _, map| {
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
        let panics = every_k(call, call != Call::Drop, |fuse, maker, map| {
            let other = maker.map(3);
            *map = map.clone().merge_with(other, |key, _, other| {
                fuse.hit(Call::Closure);
                match ***key % 4 {
                    0 => Pick::Left,
                    1 => Pick::Right,
                    2 => Pick::New(other.clone()),
                    _ => Pick::Remove,
                }
            });
        });
        assert!(panics > 0);
        let panics = every_k(call, call != Call::Drop, |fuse, maker, map| {
            let other = maker.map(3);
            *map = map.clone().union_with(other, |_, value, _| {
                fuse.hit(Call::Closure);
                value.clone()
            });
        });
        assert!(panics > 0);
        let panics = every_k(call, call != Call::Drop, |fuse, maker, map| {
            let _ = map.clone().intersection_with(maker.map(5), |key, _, _| {
                fuse.hit(Call::Closure);
                ***key
            });
        });
        assert!(panics > 0);
        if call == Call::Closure {
            continue;
        }
        for operation in [Map::union, Map::intersection, Map::difference, Map::symmetric_difference]
        {
            let panics = every_k(call, call != Call::Drop, |_, maker, map| {
                let other = maker.map(3);
                *map = operation(map.clone(), other);
            });
            assert!(panics > 0);
            // By value, uniquely owned: the operands are lost, and nothing leaks.
            let panics = every_k(call, false, |_, maker, map| {
                let other = maker.map(3);
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
            |fuse, _, map| {
                map.retain(|key, _| {
                    fuse.hit(Call::Closure);
                    keep(key)
                });
            },
            // What has been refused is gone, as with std; nothing else is.
            |before, after| before.iter().all(|number| !keep(number) || after.contains(number)),
        );
        assert!(panics > 0);
        let panics = every_k(call, true, |fuse, _, map| {
            let (a, b) = map.partition(|key, _| {
                fuse.hit(Call::Closure);
                ***key % 3 == 0
            });
            assert_eq!(a.len() + b.len(), map.len());
        });
        assert!(panics > 0);
    }
    let panics = every_k(Call::Clone, true, |_, _, map| map.values_mut().for_each(|v| v.1[0] = 1));
    assert!(panics > 0);
    for call in [Call::Clone, Call::Drop] {
        let panics = every_k(call, false, |_, _, map| {
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
        let panics = every_k(call, true, |fuse, maker, map| {
            let entries = (0..COUNT).map(|i| maker.entry(i * 7 % COUNT));
            *map = fuse.iter(entries).collect();
        });
        assert!(panics > 0);
    }
}

#[test]
fn clear() {
    assert!(every_k(Call::Drop, false, |_, _, map| map.clear()) > 0);
}
