//! A panic in the k-th call of user code, for every k: the map that was written to is whole, no other
//! version has changed, and nothing leaks or is dropped twice.
#![cfg(not(cow_loom))]

use cow_map::CowMap;
use cow_map::hash_map::Entry;
use std::hash::BuildHasher;
use std::mem;
use testkit::promises::panics;
use testkit::{Call, Constant, Counted, Fuse, Fused, Maker, Masked, for_every_k};

type Key = Fused<Counted<u64>>;
/// With 0 bytes of padding there are 16 entries a leaf, with many there are 2.
type Value<const PAD: usize> = Fused<Counted<(u64, [u8; PAD])>>;
type Map<const PAD: usize, S> = CowMap<Key, Value<PAD>, S>;

/// All bits of the hash, or 32 hashes, or one.
type AllBits = Masked<{ u64::MAX }>;
type FewBits = Masked<0x1F>;

fn value<const PAD: usize>(make: &Maker, n: u64) -> Value<PAD> {
    make.fused((n, [0; PAD]))
}

/// An operation, and whether it does all or nothing.
struct Op<const PAD: usize, S> {
    name: &'static str,
    atomic: bool,
    run: fn(&mut Map<PAD, S>, &Maker),
}

/// Operations on a map with the keys 0 .. `N`.
fn ops<const PAD: usize, const N: u64, S: BuildHasher + Clone>() -> Vec<Op<PAD, S>> {
    let op = |name, atomic, run| Op { name, atomic, run };
    vec![
        op("insert new", true, |map, make| drop(map.insert(make.fused(N), value(make, 1)))),
        op("insert present", true, |map, make| drop(map.insert(make.fused(N / 2), value(make, 1)))),
        op("get_mut", true, |map, make| map.get_mut(&make.fused(N / 3)).unwrap().0 += 1),
        op("remove", true, |map, make| drop(map.remove(&make.fused(N / 2)))),
        op("remove nothing", true, |map, make| assert!(map.remove(&make.fused(N)).is_none())),
        op("remove_entry", true, |map, make| drop(map.remove_entry(&make.fused(0)))),
        op("entry, vacant", true, |map, make| {
            map.entry(make.fused(N)).or_insert_with(|| {
                make.fuse.hit(Call::Closure);
                value(make, 1)
            });
        }),
        op("entry, occupied", false, |map, make| {
            let entry = map.entry(make.fused(N / 2)).and_modify(|v| {
                make.fuse.hit(Call::Closure);
                v.0 += 1;
            });
            drop(entry.insert_entry(value(make, 1)).remove_entry());
        }),
        op("entry, removed", true, |map, make| {
            let Entry::Occupied(entry) = map.entry(make.fused(N / 2)) else { unreachable!() };
            drop(entry.remove());
        }),
        op("get_disjoint_mut", true, |map, make| {
            let (a, b) = (make.fused(0), make.fused(N / 2));
            let [a, b, none] = map.get_disjoint_mut([&a, &b, &make.fused(N)]);
            assert!(a.is_some() && b.is_some() && none.is_none());
        }),
        op("remove all but one", false, |map, make| {
            (1..N).for_each(|n| drop(map.remove(&make.fused(n))));
        }),
        op("extend", false, |map, make| {
            map.extend(make.fuse.iter((N / 2..N + 20).map(|n| (make.fused(n), value(make, n)))));
        }),
        op("retain", false, |map, make| {
            map.retain(|k, v| {
                make.fuse.hit(Call::Closure);
                v.0 += 1;
                ***k % 3 == 0
            });
        }),
        op("extract_if", false, |map, make| {
            let odd = map.extract_if(|k, _| {
                make.fuse.hit(Call::Closure);
                ***k % 2 == 1
            });
            odd.take(N as usize / 2 - 1).for_each(drop);
        }),
        op("drain", false, |map, _| map.drain().take(N as usize / 2).for_each(drop)),
        op("into_iter", true, |map, _| map.clone().into_iter().take(3).for_each(drop)),
        op("into_keys", false, |map, _| {
            let empty = CowMap::with_hasher(map.hasher().clone());
            mem::replace(map, empty).into_keys().for_each(drop);
        }),
        op("into_values", false, |map, _| {
            let empty = CowMap::with_hasher(map.hasher().clone());
            let mut values = mem::replace(map, empty).into_values();
            while values.next().is_some() {}
        }),
        op("iter_mut", false, |map, make| {
            map.iter_mut().for_each(|(_, v)| {
                make.fuse.hit(Call::Closure);
                v.0 += 1;
            });
        }),
        op("compare", true, |map, make| {
            let other: Map<PAD, S> = {
                let mut other = CowMap::with_hasher(map.hasher().clone());
                other.extend((0..N).map(|n| (make.fused(n), value(make, n))));
                other
            };
            assert!(*map == other && *map == map.clone());
        }),
        op("clear", false, |map, _| map.clear()),
        op("shrink_to_fit", true, |map, _| map.shrink_to_fit()),
    ]
}

/// The entries of a map that is whole, in order.
fn entries<const PAD: usize, S: BuildHasher>(map: &Map<PAD, S>) -> Vec<(u64, u64)> {
    map.assert_invariants();
    let mut entries: Vec<_> = map.iter().map(|(k, v)| (***k, v.0)).collect();
    entries.sort_unstable();
    entries
}

fn every_panic<const PAD: usize, const N: u64, S: BuildHasher + Default + Clone>() {
    let mut case = N;
    for Op { name, atomic, run } in ops::<PAD, N, S>() {
        for (call, shared) in Call::ALL.into_iter().flat_map(|call| [(call, false), (call, true)]) {
            // Under Miri a part of them, another one for each kind of map.
            case += 1;
            if cfg!(miri) && !case.is_multiple_of(9) {
                continue;
            }
            let versions = |make: &Maker| {
                let map: Map<PAD, S> = (0..N).map(|n| (make.fused(n), value(make, n))).collect();
                if shared { vec![map.clone(), map] } else { vec![map] }
            };
            let all_or_nothing = atomic && !matches!(call, Call::Drop | Call::Closure);
            let _: u64 = panics(call, versions, entries, run, |before, after| {
                assert!(!all_or_nothing || before == after, "{name}, {call:?}: half a write");
                true
            });
        }
    }
}

#[test]
fn in_one_leaf() {
    every_panic::<0, 6, AllBits>();
}

#[test]
fn in_wide_leaves() {
    every_panic::<0, 40, AllBits>();
}

#[test]
fn in_tiny_leaves() {
    every_panic::<300, 24, AllBits>();
}

#[test]
fn with_few_hashes() {
    every_panic::<300, 20, FewBits>();
}

#[test]
fn with_one_hash() {
    every_panic::<0, 21, Constant>();
    every_panic::<300, 12, Constant>();
}

/// Dropping a map, too, lets everything go but what panicked.
#[test]
fn in_a_drop() {
    let panics = for_every_k(Call::Drop, |fuse| {
        let make = Maker::new(fuse);
        let map: Map<300, AllBits> = (0..50).map(|n| (make.fused(n), value(&make, n))).collect();
        let _: Result<(), _> = fuse.run(move || drop(map));
        make.ledger.assert_balanced();
    });
    assert_eq!(panics, 100);
}

/// A leaf whose clone panics is skipped, and counted so: the length is that of what is left.
#[test]
fn iterators_know_what_they_skip() {
    type Iterate = fn(&mut Map<0, AllBits>, &Fuse) -> (usize, usize, usize);
    fn go_on<I: ExactSizeIterator>(fuse: &Fuse, mut iter: I) -> (usize, usize, usize) {
        let mut given = 0;
        let blown = fuse.run(|| iter.by_ref().for_each(|_| given += 1));
        let (len, hint) = (iter.len(), iter.size_hint());
        assert_eq!(hint, (len, Some(len)));
        (given, len, if blown.is_ok() { 0 } else { iter.count() })
    }
    let iterate: [Iterate; 4] = [
        |map, fuse| go_on(fuse, map.iter_mut()),
        |map, fuse| go_on(fuse, map.values_mut()),
        |map, fuse| go_on(fuse, map.drain()),
        |map, fuse| go_on(fuse, map.clone().into_iter()),
    ];
    for iterate in iterate {
        let panics = for_every_k(Call::Clone, |fuse| {
            let make = Maker::new(fuse);
            let mut map: Map<0, AllBits> =
                (0..60).map(|n| (make.fused(n), value(&make, n))).collect();
            let held = map.clone();
            let (given, len, came) = iterate(&mut map, fuse);
            assert_eq!(len, came, "{given} before");
            assert!(given + came < 60 || given == 60);
            held.assert_invariants();
            drop((map, held));
            make.ledger.assert_balanced();
        });
        assert!(panics > 0);
    }
}
