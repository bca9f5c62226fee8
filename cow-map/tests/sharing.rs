//! What is shared after an operation, by counting nodes.
#![cfg(not(cow_loom))]

mod common;

use common::{Key, Wide};
use cow_map::CowMap;
use std::collections::HashSet;
use testkit::{Constant, Seeded, assert_fresh_at_most, assert_same_nodes};

/// The addresses of all nodes.
fn nodes<K, V, S>(map: &CowMap<K, V, S>) -> HashSet<usize> {
    testkit::addresses!(map).into_iter().collect()
}

/// The bytes of all nodes.
fn bytes<K, V, S>(map: &CowMap<K, V, S>) -> usize {
    testkit::nodes!(map).iter().map(|node| node.bytes).sum()
}

fn map<K: Key>(n: u64) -> CowMap<K, u64, Seeded> {
    let mut map = CowMap::with_hasher(Seeded::new(7));
    map.extend((0..n).map(|n| (K::of(n), n)));
    map
}

/// The most nodes on a path: the levels, and one for a split.
fn path<K, V>(map: &CowMap<K, V, Seeded>) -> usize {
    (map.len().max(2).ilog2() / 4 + 4) as usize
}

fn reads_and_misses_copy_nothing<K: Key>(n: u64) {
    let base = map::<K>(n);
    let mut copy = base.clone();
    let absent = K::of(n + 1);
    assert_eq!(copy.get(&absent), None);
    assert_eq!(copy.get_mut(&absent), None);
    assert_eq!(copy.remove(&absent), None);
    assert_eq!(copy.remove_entry(&absent), None);
    assert_eq!(copy.get_disjoint_mut([&absent, &K::of(n + 2)]), [None, None]);
    assert_eq!(copy.entry(absent.clone()).key(), &absent);
    assert_eq!(copy.entry(K::of(0)).key(), &K::of(0));
    copy.reserve(5);
    copy.extend([]);
    copy.shrink_to_fit();
    drop(copy.extract_if(|_, _| panic!("not asked")));
    assert_same_nodes("reads and misses", nodes(&base), nodes(&copy));
    assert!(base.ptr_eq(&copy));
}

#[test]
fn nothing_is_copied_without_need() {
    for n in [1, 10, 1_000, 20_000] {
        reads_and_misses_copy_nothing::<u64>(n);
    }
    reads_and_misses_copy_nothing::<String>(1_000);
    reads_and_misses_copy_nothing::<Wide>(500);
}

fn one_write_copies_one_path<K: Key>(n: u64) {
    let base = map::<K>(n);
    let most = path(&base);
    type Write<K> = (&'static str, fn(&mut CowMap<K, u64, Seeded>, u64));
    let writes: [Write<K>; 6] = [
        ("insert", |map, i| assert_eq!(map.insert(K::of(i + 1_000_000), 0), None)),
        ("overwrite", |map, i| assert_eq!(map.insert(K::of(i), 0), Some(i))),
        ("get_mut", |map, i| *map.get_mut(&K::of(i)).unwrap() += 1),
        ("remove", |map, i| assert_eq!(map.remove(&K::of(i)), Some(i))),
        ("entry", |map, i| *map.entry(K::of(i)).or_insert(0) += 1),
        ("disjoint", |map, i| {
            let [value] = map.get_disjoint_mut([&K::of(i)]);
            *value.unwrap() += 1;
        }),
    ];
    for (what, write) in writes {
        for i in (0..n).step_by(n as usize / 10 + 1) {
            let mut copy = base.clone();
            write(&mut copy, i);
            assert_fresh_at_most(most, what, nodes(&base), nodes(&copy));
            copy.assert_invariants();
        }
    }
    base.assert_invariants();
    assert!((0..n).all(|i| base[&K::of(i)] == i));
}

#[test]
fn a_write_copies_a_path() {
    for n in [1, 10, 100, 1_000, 20_000] {
        one_write_copies_one_path::<u64>(n);
    }
    one_write_copies_one_path::<String>(1_000);
    one_write_copies_one_path::<Wide>(500);
}

#[test]
fn a_map_without_clones_is_written_in_place() {
    let mut map = map::<u64>(1_000);
    let before = nodes(&map);
    for i in 0..1_000 {
        map.insert(i, i + 1);
        *map.get_mut(&i).unwrap() += 1;
    }
    map.iter_mut().for_each(|(_, v)| *v += 1);
    map.retain(|_, _| true);
    assert_same_nodes("writes in place", before, nodes(&map));
}

#[test]
fn iter_mut_copies_leaf_by_leaf() {
    let base = map::<u64>(5_000);
    let mut copy = base.clone();
    for (_, v) in copy.iter_mut().take(3) {
        *v += 1;
    }
    assert_fresh_at_most(5, "three of iter_mut", nodes(&base), nodes(&copy));
}

fn memory_comes_back<K: Key>(n: u64, shared: bool) {
    let mut map = map::<K>(n);
    let full = bytes(&map);
    for (left, i) in (0..n).rev().zip(0..n) {
        // Another version lives during each removal, but not longer.
        let old = shared.then(|| map.clone());
        map.remove(&K::of(i));
        drop(old);
        if left == n / 8 {
            map.assert_invariants();
            assert!(bytes(&map) < full / 3, "{} of {full} bytes for an eighth", bytes(&map));
        }
    }
    map.assert_invariants();
    assert_eq!(bytes(&map), 0);
}

#[test]
fn memory_comes_back_after_removals() {
    for shared in [false, true] {
        memory_comes_back::<u64>(10_000, shared);
        memory_comes_back::<String>(3_000, shared);
        memory_comes_back::<Wide>(500, shared);
    }
    let mut map = map::<u64>(10_000);
    let full = bytes(&map);
    map.retain(|k, _| k % 16 == 0);
    map.assert_invariants();
    assert!(bytes(&map) < full / 6);
    map.extract_if(|k, _| k % 160 != 0).for_each(drop);
    map.assert_invariants();
    assert!(bytes(&map) < full / 40);
}

#[test]
fn memory_of_keys_that_collide_comes_back() {
    type Colliding = CowMap<u64, u64, Constant>;
    let most = |map: &Colliding| 2_000 + 40 * map.len();
    let full: Colliding = (0..5_000).map(|i| (i, i)).collect();
    for shared in [false, true] {
        let mut map = full.iter().map(|(&k, &v)| (k, v)).collect::<Colliding>();
        for i in 0..4_999 {
            let old = shared.then(|| map.clone());
            map.remove(&i);
            drop(old);
            assert!(bytes(&map) < most(&map), "{} bytes for {}", bytes(&map), map.len());
        }
        map.assert_invariants();

        for few in [1, 40, 700] {
            let mut map = full.iter().map(|(&k, &v)| (k, v)).collect::<Colliding>();
            let old = shared.then(|| map.clone());
            map.retain(|&k, _| k < few);
            map.assert_invariants();
            assert!(bytes(&map) < most(&map), "{} bytes for {few}", bytes(&map));
            drop(old);
        }
    }
}

#[test]
fn entries_are_packed() {
    for n in [1_000, 2_000, 5_000, 10_000, 20_000, 50_000] {
        let per_entry = bytes(&map::<u64>(n)) as f64 / n as f64;
        assert!(per_entry < 30.0, "{per_entry} bytes per entry at {n}");
    }
}

#[test]
fn equality_looks_at_what_differs() {
    use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

    static LOOKS: AtomicUsize = AtomicUsize::new(0);
    #[derive(Clone, Eq)]
    struct Seen(u64);
    impl PartialEq for Seen {
        fn eq(&self, other: &Self) -> bool {
            LOOKS.fetch_add(1, Relaxed);
            self.0 == other.0
        }
    }

    let mut base = CowMap::with_hasher(Seeded::new(7));
    base.extend((0..20_000_u64).map(|i| (i, Seen(i))));
    let mut copy = base.clone();
    assert!(base == copy);
    assert_eq!(LOOKS.swap(0, Relaxed), 0);

    for i in [5, 500, 5_000] {
        copy.insert(i, Seen(i));
    }
    assert!(base == copy);
    assert!(copy == base);
    assert!(LOOKS.swap(0, Relaxed) <= 2 * 3 * 32, "three leaves");
    copy.insert(5, Seen(6));
    assert!(base != copy);
    assert!(copy != base);
}

#[test]
fn not_a_number_is_not_equal_to_itself() {
    let map = CowMap::from([("number", 1.0), ("none", f64::NAN)]);
    assert_ne!(map, map.clone());
    assert_ne!(map, map);
    let mut numbers = map.clone();
    numbers.remove("none");
    assert_eq!(numbers, numbers.clone());
}

#[test]
fn maps_that_hash_differently_are_compared_by_entries() {
    let a: CowMap<u64, u64> = (0..1_000).map(|i| (i, i)).collect();
    let mut b: CowMap<u64, u64> = (0..1_000).rev().map(|i| (i, i)).collect();
    assert_eq!(a, b);
    b.insert(77, 78);
    assert_ne!(a, b);
    b.remove(&77);
    b.insert(1_000, 77);
    assert_ne!(a, b);
    assert_ne!(b, a);
}
