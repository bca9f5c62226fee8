//! A panic in the k-th call of user code, for every k: the versions are whole afterwards, and nothing
//! leaks or is dropped twice.

mod util;

use cow_tree::{CowTreeMap, CowTreeSet};
use std::collections::BTreeMap;
use std::ops::Bound::Included;
use testkit::{Call, Counted, Fuse, Fused, Ledger, for_every_k};
use util::Narrow;

/// A key that is counted and panics on demand.
type Key = Fused<Counted<u32>>;

/// A value that makes leaves of four.
type Value = Fused<(Counted<u32>, Narrow)>;

type Map = CowTreeMap<Key, Value>;

struct Scene<'a> {
    fuse: &'a Fuse,
    ledger: Ledger,
}

impl Scene<'_> {
    fn key(&self, number: u32) -> Key {
        Fused::new(self.fuse, self.ledger.counted(number))
    }

    fn value(&self, number: u32) -> Value {
        Fused::new(self.fuse, (self.ledger.counted(number), number.into()))
    }

    fn map(&self, keys: impl IntoIterator<Item = u32>) -> Map {
        keys.into_iter().map(|k| (self.key(k), self.value(k))).collect()
    }
}

fn content(map: &Map) -> BTreeMap<u32, u32> {
    map.iter().map(|(k, v)| (***k, *v.0)).collect()
}

/// What `op` does to a map of forty entries, shared or not, whichever call panics. Whatever `op`
/// leaves is a tree with all its invariants that lost, gained or changed no entry but those in
/// `touched`; the other version is as it was.
#[track_caller]
fn survives(call: Call, touched: impl Fn(u32) -> bool, op: impl Fn(&Scene<'_>, &mut Map)) {
    for shared in [false, true] {
        let panics = for_every_k(call, |fuse| {
            let scene = Scene { fuse, ledger: Ledger::new() };
            let mut map = scene.map((0..40).map(|i| 2 * i));
            let before = content(&map);
            let other = shared.then(|| map.clone());
            let _ = fuse.run(|| op(&scene, &mut map));
            map.assert_invariants();
            let untouched = |content: BTreeMap<u32, u32>| {
                content.into_iter().filter(|(k, _)| !touched(*k)).collect::<Vec<_>>()
            };
            assert_eq!(untouched(content(&map)), untouched(before.clone()));
            if let Some(other) = other {
                other.assert_invariants();
                assert_eq!(content(&other), before);
            }
            drop(map);
            scene.ledger.assert_balanced();
        });
        // A map that is not shared has nothing to clone.
        assert!(panics > 0 || call == Call::Clone && !shared, "{call:?} is never called");
    }
}

#[test]
fn entries() {
    for call in [Call::Ord, Call::Clone] {
        for key in [1, 39, 81] {
            survives(
                call,
                |k| k == key,
                |scene, map| {
                    map.entry(scene.key(key)).or_insert_with(|| scene.value(key));
                },
            );
            survives(
                call,
                |k| k == key,
                |scene, map| {
                    map.entry(scene.key(key)).insert_entry(scene.value(key)).get_mut();
                },
            );
        }
        for key in [0, 40, 78] {
            survives(
                call,
                |k| k == key,
                |scene, map| {
                    let _ = map.entry(scene.key(key)).and_modify(|v| *v = scene.value(9));
                },
            );
            survives(
                call,
                |k| k == key,
                |scene, map| {
                    map.entry(scene.key(key)).insert_entry(scene.value(7)).remove_entry();
                },
            );
        }
    }
    survives(
        Call::Closure,
        |k| k == 41,
        |scene, map| {
            map.entry(scene.key(41)).or_insert_with(|| {
                scene.fuse.hit(Call::Closure);
                scene.value(41)
            });
        },
    );
    survives(
        Call::Clone,
        |k| k == 0 || k == 78,
        |scene, map| {
            map.first_entry().map(|mut entry| entry.insert(scene.value(1)));
            map.last_entry().map(|entry| entry.remove());
        },
    );
}

#[test]
fn ranges() {
    survives(
        Call::Ord,
        |k| (20..60).contains(&k),
        |scene, map| {
            map.range_mut(scene.key(20)..scene.key(60)).for_each(|(_, v)| *v = scene.value(1));
        },
    );
    survives(
        Call::Clone,
        |k| (20..60).contains(&k),
        |scene, map| {
            let mut range = map
                .range_mut::<Counted<u32>, _>(&scene.ledger.counted(20)..&scene.ledger.counted(60));
            while let Some((_, v)) = range.next() {
                *v = scene.value(1);
                range.next_back();
            }
        },
    );
}

#[test]
fn extract_if() {
    for call in [Call::Ord, Call::Clone, Call::Closure] {
        survives(
            call,
            |k| (20..60).contains(&k),
            |scene, map| {
                let range = scene.key(20)..scene.key(60);
                let taken = map.extract_if(range, |k, _| {
                    scene.fuse.hit(Call::Closure);
                    ***k % 3 == 0
                });
                taken.for_each(drop);
            },
        );
    }
}

#[test]
fn cursors() {
    for call in [Call::Ord, Call::Clone] {
        survives(
            call,
            |k| [37, 38, 40, 42].contains(&k),
            |scene, map| {
                let mut cursor = map.lower_bound_mut(Included(&scene.key(38)));
                cursor.insert_before(scene.key(37), scene.value(1)).unwrap();
                *cursor.peek_next().unwrap().1 = scene.value(2);
                cursor.next();
                cursor.remove_next();
                cursor.remove_next();
            },
        );
    }
}

#[test]
fn sets() {
    type Set = CowTreeSet<Key>;
    fn content(set: &Set) -> Vec<u32> {
        set.iter().map(|k| ***k).collect()
    }
    fn scenario(call: Call, op: impl Fn(&Scene<'_>, &mut Set, &Set)) {
        let panics = for_every_k(call, |fuse| {
            let scene = Scene { fuse, ledger: Ledger::new() };
            let mut a: Set = (0..60).map(|i| scene.key(2 * i)).collect();
            let b: Set = (0..60).map(|i| scene.key(3 * i)).collect();
            let other = a.clone();
            let (before, second) = (content(&a), content(&b));
            let result = fuse.run(|| op(&scene, &mut a, &b));
            a.assert_invariants();
            assert!(result.is_ok() || content(&a) == before, "a failed write leaves all as it was");
            assert_eq!((content(&other), content(&b)), (before, second));
            drop((a, b, other));
            scene.ledger.assert_balanced();
        });
        assert!(panics > 0, "{call:?} is never called");
    }
    for call in [Call::Ord, Call::Clone] {
        scenario(call, |scene, a, _| assert!(a.insert(scene.key(61))));
        scenario(call, |scene, a, _| drop(a.replace(scene.key(60))));
        scenario(call, |scene, a, _| drop(a.take(&scene.key(60))));
        scenario(call, |_, a, b| *a = &*a | b);
        scenario(call, |_, a, b| *a = &*a & b);
        scenario(call, |_, a, b| *a = &*a - b);
        scenario(call, |_, a, b| *a = &*a ^ b);
        // It dismantles what is not shared, so a version is kept; see `panics_in_place.rs`.
        scenario(call, |_, a, b| {
            let mut sum = a.clone();
            sum.append(&mut b.clone());
            *a = sum;
        });
        scenario(call, |scene, a, _| *a = a.split_off(&scene.key(31)));
    }
    scenario(Call::Ord, |_, a, b| {
        a.union(b).chain(a.intersection(b)).for_each(drop);
        a.difference(b).chain(a.symmetric_difference(b)).for_each(drop);
        a.diff(b).for_each(drop);
    });
    scenario(Call::Closure, |scene, a, _| {
        a.retain(|k| {
            scene.fuse.hit(Call::Closure);
            ***k % 3 == 0
        });
    });
    scenario(Call::Clone, |_, a, _| a.retain(|k| ***k % 3 == 0));
}
