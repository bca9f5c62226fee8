//! Comparisons and clones that panic while a map is cut in two or takes over another one, which may
//! move entries out of its nodes: nothing is lost but where the documentation says so.
#![cfg(not(cow_loom))]

use cow_tree::{CowTreeMap, CowTreeSet};
use testkit::{Call, Counted, Fuse, Fused, Ledger, for_every_k, full_or};

type Key = Fused<Counted<u32>>;
/// Leaves of four entries: deep trees of few entries.
type Value = (Fused<Counted<u32>>, [u64; 24]);
type Map = CowTreeMap<Key, Value>;

const COUNT: u32 = 30;
/// How a map may be shared: not at all; wholly; but for one path; but for many paths; only one path.
const SHARINGS: u32 = 5;

struct Scene<'a> {
    fuse: &'a Fuse,
    ledger: Ledger,
    /// Versions that share nodes.
    kept: Vec<(Map, Vec<u32>)>,
}

impl<'a> Scene<'a> {
    fn new(fuse: &'a Fuse) -> Self {
        Self { fuse, ledger: Ledger::new(), kept: Vec::new() }
    }

    fn key(&self, number: u32) -> Key {
        Fused::new(self.fuse, self.ledger.counted(number))
    }

    fn map(&mut self, numbers: impl Iterator<Item = u32> + Clone, sharing: u32) -> Map {
        let mut map = Map::new();
        for number in numbers.clone().step_by(2).chain(numbers.clone().skip(1).step_by(2)) {
            map.insert(self.key(number), (self.key(number), [0; 24]));
        }
        let touched = match sharing {
            0 => return map,
            1 => 0,
            2 => 1,
            3 => map.len() / 3,
            _ => map.len(),
        };
        self.keep(&map);
        let all = touched == map.len();
        for number in numbers.take(touched).map(|number| self.key(number)) {
            map.get_mut(&number).unwrap().1[0] = 1;
        }
        if all {
            let other = map.clone();
            self.keep(&other);
            map.first_entry().unwrap().get_mut().1[0] = 2;
            self.kept.remove(0);
        }
        map
    }

    fn keep(&mut self, map: &Map) {
        self.kept.push((map.clone(), numbers(map)));
    }

    fn end(self) {
        for (map, numbers_before) in self.kept {
            map.assert_invariants();
            assert_eq!(numbers(&map), numbers_before);
        }
        self.ledger.assert_balanced();
    }
}

fn numbers(map: &Map) -> Vec<u32> {
    map.assert_invariants();
    map.iter()
        .map(|(key, value)| {
            assert_eq!(***key, **value.0);
            ***key
        })
        .collect()
}

#[test]
fn split_off() {
    for call in [Call::Ord, Call::Clone] {
        let mut panics = 0;
        for sharing in 0..SHARINGS {
            for number in 0..=2 * COUNT {
                panics += for_every_k(call, |fuse| {
                    let mut scene = Scene::new(fuse);
                    let mut map = scene.map((0..COUNT).map(|i| 2 * i), sharing);
                    let before = numbers(&map);
                    let key = scene.key(number);
                    match fuse.run(|| map.split_off(&key)) {
                        Ok(rest) => {
                            assert!(numbers(&map).into_iter().chain(numbers(&rest)).eq(before));
                            assert!(numbers(&rest).iter().all(|n| *n >= number));
                        }
                        Err(_) => assert_eq!(numbers(&map), before),
                    }
                    drop((map, key));
                    scene.end();
                });
            }
        }
        assert!(panics > 0);
    }
}

#[test]
fn append_what_lies_beside() {
    for call in [Call::Ord, Call::Clone] {
        let mut panics = 0;
        for (sharing, count) in (0..SHARINGS).flat_map(|s| [1, 6, 90].map(|count| (s, count))) {
            for other_sharing in 0..SHARINGS {
                for start in [0, 1000] {
                    panics += for_every_k(call, |fuse| {
                        let mut scene = Scene::new(fuse);
                        let mut map = scene.map(500..500 + COUNT, sharing);
                        let mut other = scene.map(start..start + count, other_sharing);
                        let before = (numbers(&map), numbers(&other));
                        match fuse.run(|| map.append(&mut other)) {
                            Ok(()) => {
                                assert!(other.is_empty());
                                assert_eq!(map.len(), before.0.len() + before.1.len());
                            }
                            Err(_) => assert_eq!((numbers(&map), numbers(&other)), before),
                        }
                        drop((map, other));
                        scene.end();
                    });
                }
            }
        }
        assert!(panics > 0);
    }
}

/// Everything is in its place before anything is dropped: the old nodes, and a separator for which
/// there is no branch.
#[test]
fn append_what_lies_beside_while_drops_panic() {
    let mut panics = 0;
    for (count, more) in [(1, 1), (2, 3), (1, 40), (40, 1), (60, 60)] {
        for (shared, start) in [[false; 2], [false, true], [true, false], [true; 2]]
            .into_iter()
            .flat_map(|shared| [(shared, 0), (shared, 1000)])
        {
            panics += for_every_k(Call::Drop, |fuse| {
                let scene = Scene::new(fuse);
                let make = |numbers: std::ops::Range<u32>| {
                    numbers.map(|number| (scene.key(number), ())).collect::<CowTreeMap<Key, ()>>()
                };
                let mut map = make(500..500 + count);
                let mut other = make(start..start + more);
                let kept = [(shared[0], &map), (shared[1], &other)]
                    .map(|(shared, map)| shared.then(|| map.clone()));
                let _ = fuse.run(|| map.append(&mut other));
                map.assert_invariants();
                assert_eq!((map.len(), other.len()), ((count + more) as usize, 0));
                drop((map, other, kept));
                scene.end();
            });
        }
    }
    assert!(panics > 0);
}

/// As documented, then: both are as they were, or both are empty.
#[test]
fn append_what_lies_between() {
    for call in [Call::Ord, Call::Clone] {
        let mut panics = 0;
        for sharing in 0..SHARINGS {
            panics += for_every_k(call, |fuse| {
                let mut scene = Scene::new(fuse);
                let mut map = scene.map((0..COUNT).map(|i| 2 * i), sharing);
                let mut other = scene.map((0..COUNT).map(|i| 3 * i), SHARINGS - 1 - sharing);
                let before = (numbers(&map), numbers(&other));
                let result = fuse.run(|| map.append(&mut other));
                let after = (numbers(&map), numbers(&other));
                match result {
                    Ok(()) => {
                        assert!(after.1.is_empty() && after.0.len() == COUNT as usize * 5 / 3)
                    }
                    Err(_) => assert!(after == before || after == (vec![], vec![])),
                }
                drop((map, other));
                scene.end();
            });
        }
        assert!(panics > 0);
    }
}

/// Every key is as it was or as it is to be: none is lost, and none was invented.
fn assert_part_done(after: &[u32], before: &[u32], done: &[u32]) {
    assert!(after.is_sorted());
    for number in before.iter().chain(done).chain(after) {
        let [is, was, will_be] = [after, before, done].map(|all| all.contains(number));
        assert!(is == was || is == will_be, "{number} of {before:?} to {done:?}: {after:?}");
    }
}

/// As documented: some keys have been merged, and the others are as they were.
#[test]
fn operators_that_assign() {
    for call in [Call::Ord, Call::Clone, Call::Drop] {
        for (operation, stays) in [
            (
                (|map: &mut Map, other: Map| *map |= other) as fn(&mut Map, Map),
                (|left, right| left | right) as fn(bool, bool) -> bool,
            ),
            (|map: &mut Map, other: Map| *map &= &other, |left, right| left & right),
            (|map: &mut Map, other: Map| *map -= other, |left, right| left & !right),
            (|map: &mut Map, other: Map| *map ^= &other, |left, right| left ^ right),
        ] {
            let mut panics = 0;
            for sharing in 0..SHARINGS {
                let counts = [COUNT, 5 * COUNT];
                for &count in full_or(&counts[..], &counts[sharing as usize % 2..][..1]) {
                    panics += for_every_k(call, |fuse| {
                        let mut scene = Scene::new(fuse);
                        let mut map = scene.map((0..COUNT).map(|i| 2 * i), sharing);
                        let other = scene.map((0..count).map(|i| 3 * i), sharing);
                        let (before, others) = (numbers(&map), numbers(&other));
                        let has = |numbers: &[u32], n: &u32| numbers.binary_search(n).is_ok();
                        let done: Vec<u32> = (0..6 * count)
                            .filter(|n| stays(has(&before, n), has(&others, n)))
                            .collect();
                        match fuse.run(|| operation(&mut map, other)) {
                            Ok(()) => assert_eq!(numbers(&map), done),
                            Err(_) => assert_part_done(&numbers(&map), &before, &done),
                        }
                        drop(map);
                        scene.end();
                    });
                }
            }
            assert!(panics > 0);
        }
    }
}

#[test]
fn sets() {
    let panics = for_every_k(Call::Clone, |fuse| {
        let ledger = Ledger::new();
        let set = |numbers: std::ops::Range<u32>| -> CowTreeSet<Key> {
            numbers.map(|number| Fused::new(fuse, ledger.counted(number))).collect()
        };
        let (mut a, b) = (set(0..100), set(50..150));
        let kept = (a.clone(), b.clone());
        let before: Vec<u32> = (0..100).collect();
        let done: Vec<u32> = (0..50).chain(100..150).collect();
        let _ = fuse.run(|| a ^= &b);
        let after: Vec<u32> = a.iter().map(|number| ***number).collect();
        assert_part_done(&after, &before, &done);
        assert_eq!((kept.0.len(), kept.1.len()), (100, 100));
        drop((a, b, kept));
        ledger.assert_balanced();
    });
    assert!(panics > 0);
}
