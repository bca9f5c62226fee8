//! Iterators allocate nothing, however large the map. A test binary of its own, for its allocator.
#![cfg(not(any(miri, cow_loom)))]

use cow_map::{CowMap, CowSet};
use testkit::{Constant, CountingAllocator, Seeded, allocations_in};

#[global_allocator]
static ALLOCATOR: CountingAllocator = CountingAllocator;

const SIZES: [u64; 5] = [0, 1, 40, 1_000, 50_000];

fn map(n: u64) -> CowMap<u64, u64, Seeded> {
    let mut map = CowMap::with_hasher(Seeded::new(1));
    map.extend((0..n).map(|i| (i, i)));
    map
}

#[track_caller]
fn none<R>(what: &str, n: u64, f: impl FnOnce() -> R) {
    assert_eq!(allocations_in(f), 0, "{what} of {n}");
}

#[test]
fn reading() {
    for n in SIZES {
        let map = map(n);
        none("iter", n, || map.iter().count() + map.iter().filter(|(k, v)| k == v).count());
        none("iter, one by one", n, || {
            let mut iter = map.iter();
            while iter.next().is_some() {}
            iter.clone().next().is_some()
        });
        none("keys", n, || map.keys().sum::<u64>());
        none("values", n, || map.values().sum::<u64>());
        none("get", n, || (0..n + 10).filter_map(|k| map.get(&k)).count());
        none("clone", n, || map.clone());
    }
    let one_hash: CowMap<u64, u64, Constant> = (0..300).map(|i| (i, i)).collect();
    none("iter of one hash", 300, || one_hash.iter().map(|(k, _)| k).sum::<u64>());
}

/// Of a map that is not shared.
#[test]
fn writing_and_taking() {
    for n in SIZES {
        let mut m = map(n);
        none("iter_mut", n, || m.iter_mut().for_each(|(_, v)| *v += 1));
        none("values_mut", n, || m.values_mut().for_each(|v| *v += 1));
        none("iter_mut, one by one", n, || {
            let mut iter = m.iter_mut();
            while iter.next().is_some() {}
        });
        none("retain", n, || m.retain(|k, _| k % 2 == 0));
        none("extract_if", n, || m.extract_if(|k, _| k % 4 == 0).count());
        none("drain", n, || m.drain().map(|(k, _)| k).sum::<u64>());
        let [a, b, c] = [(); 3].map(|()| map(n));
        none("into_iter", n, || {
            let mut iter = a.into_iter();
            while iter.next().is_some() {}
        });
        none("into_keys", n, || b.into_keys().sum::<u64>());
        none("into_values", n, || c.into_values().sum::<u64>());
    }
}

/// A leaf has room for 6 entries, 12, and all that it can have.
#[test]
fn growing_to_a_leaf() {
    for (n, allocations) in [(1, 1), (6, 1), (7, 2), (12, 2), (13, 3), (32, 3)] {
        let mut m = map(0);
        let grow = || (0..n).for_each(|i| _ = m.insert(i, i));
        assert_eq!(allocations_in(grow), allocations, "{n}");
    }
}

#[test]
fn of_two_sets() {
    for n in SIZES {
        let of = |keys: std::ops::Range<u64>| {
            let mut set = CowSet::with_hasher(Seeded::new(1));
            set.extend(keys);
            set
        };
        let (a, b) = (of(0..n), of(n / 2..2 * n));
        none("union", n, || a.union(&b).count());
        none("intersection", n, || a.intersection(&b).count());
        none("difference", n, || a.difference(&b).count());
        none("symmetric_difference", n, || a.symmetric_difference(&b).count());
        none("is_subset, is_disjoint", n, || (a.is_subset(&b), a.is_disjoint(&b)));
        none("==", n, || a == b);
    }
}

/// Without optimisation, to test whether values are `Eq` takes an allocation, once.
#[test]
fn of_two_versions() {
    for n in SIZES {
        let old = map(n);
        let mut new = old.clone();
        (0..n).step_by(50).for_each(|k| _ = new.insert(k, n));
        new.insert(n, n);
        let asked = u64::from(cfg!(debug_assertions));
        assert!(allocations_in(|| old.diff(&new).count()) <= asked);
        let mut diff = old.diff(&new);
        none("diff", n, || {
            while diff.next().is_some() {}
            diff.clone().next().is_none()
        });
    }
}
