//! What is done in parallel is what is done in sequence.
#![cfg(feature = "rayon")]

mod util;

use cow_tree::btree_map::Pick;
use cow_tree::{CowTreeMap, CowTreeSet};
use proptest::prelude::*;
use rayon::iter::plumbing::Producer;
use rayon::prelude::*;
use testkit::{assert_same_nodes, fresh};
use util::Narrow;

fn map(n: u32, step: u32) -> CowTreeMap<u32, u32> {
    (0..n).map(|i| (step * i, i)).collect()
}

#[test]
fn iteration_is_indexed_and_exact() {
    for n in [0, 1, 3, 70, 5000, 50_000] {
        let map = map(n, 3);
        let entries: Vec<(&u32, &u32)> = map.par_iter().collect();
        assert!(entries.into_iter().eq(&map));
        assert_eq!(map.par_iter().len(), n as usize);
        assert!(
            map.par_iter().rev().map(|(k, _)| *k).collect::<Vec<_>>().iter().eq(map.keys().rev())
        );
        let owned: Vec<(u32, u32)> = map.clone().into_par_iter().collect();
        assert!(owned.iter().map(|(k, v)| (k, v)).eq(&map));
        let set: CowTreeSet<u32> = map.keys().copied().collect();
        assert!(set.par_iter().copied().collect::<Vec<_>>().iter().eq(&set));
        assert!(set.clone().into_par_iter().collect::<Vec<_>>().iter().eq(&set));
    }
    let map = map(100, 1);
    for at in 0..=100 {
        let (left, right) = map.par_iter().split_at(at);
        assert_eq!((left.len(), right.len()), (at, 100 - at));
        assert!(Producer::into_iter(left).chain(Producer::into_iter(right)).eq(&map));
        let (left, right) = map.clone().into_par_iter().split_at(at);
        assert_eq!((left.len(), right.len()), (at, 100 - at));
    }
}

#[test]
fn values_are_written_in_one_version() {
    for n in [0, 1, 63, 64, 10_000] {
        let before = map(n, 2);
        let mut map = before.clone();
        map.par_iter_mut().for_each(|(k, v)| *v = k + 1);
        map.assert_invariants();
        assert!(map.iter().all(|(k, v)| *v == k + 1));
        assert!(before.iter().all(|(k, v)| *v == k / 2));
        assert_eq!(map.len(), n as usize);
    }
}

#[test]
fn trees_are_built_as_in_sequence() {
    for n in [0, 1, 63, 64, 4096, 4097, 4160, 20_000, 100_000] {
        let built: CowTreeMap<u32, u32> =
            CowTreeMap::par_from_sorted((0..n).into_par_iter().map(|i| (i, i)));
        built.assert_invariants();
        let expected = map(n, 1);
        assert_eq!(built, expected);
        let nodes = |map: &CowTreeMap<u32, u32>| {
            let mut nodes = Vec::new();
            map.visit_nodes(&mut |node| {
                nodes.push(node.bytes);
                true
            });
            nodes
        };
        assert_eq!(nodes(&built), nodes(&expected));
        let narrow: CowTreeMap<u32, Narrow> =
            (0..n / 9).into_par_iter().map(|i| (i, i.into())).collect();
        narrow.assert_invariants();
    }
    // Unsorted, with doubles, of which the last counts.
    let collected: CowTreeMap<u32, u32> =
        (0..50_000_u32).into_par_iter().map(|i| (i.wrapping_mul(7919) % 30_011, i)).collect();
    let expected: CowTreeMap<u32, u32> =
        (0..50_000_u32).map(|i| (i.wrapping_mul(7919) % 30_011, i)).collect();
    assert_eq!(collected, expected);
    let mut extended = map(40_000, 1);
    extended.par_extend((30_000..60_000_u32).into_par_iter().map(|i| (i, 0)));
    assert!(extended.iter().all(|(k, v)| *v == if *k < 30_000 { *k } else { 0 }));
    extended.par_extend(&map(10, 1));
    assert_eq!(extended.len(), 60_000);
}

fn same(a: &CowTreeMap<u32, u32>, b: &CowTreeMap<u32, u32>) {
    type Map = CowTreeMap<u32, u32>;
    fn pick(k: &u32, a: &u32, b: &u32) -> Pick<u32> {
        match k % 4 {
            _ if a == b => Pick::Left,
            0 => Pick::Left,
            1 => Pick::Right,
            2 => Pick::New(a ^ b),
            _ => Pick::Remove,
        }
    }
    let check = |parallel: Map, sequential: Map| {
        parallel.assert_invariants();
        assert_eq!(parallel, sequential);
    };
    let two = || (a.clone(), b.clone());
    let ((x, y), (z, w)) = (two(), two());
    check(x.par_union(y), z.union(w));
    let ((x, y), (z, w)) = (two(), two());
    check(x.par_merge_with(y, pick), z.merge_with(w, pick));
    let ((x, y), (z, w)) = (two(), two());
    check(x.par_intersection(y), z.intersection(w));
    let ((x, y), (z, w)) = (two(), two());
    let sum = |_: &u32, a: &u32, b: &u32| a.wrapping_mul(31) ^ b;
    check(x.par_union_with(y, sum), z.union_with(w, sum));
    let ((x, y), (z, w)) = (two(), two());
    check(x.par_difference(y), z.difference(w));
    let ((x, y), (z, w)) = (two(), two());
    check(x.par_symmetric_difference(y), z.symmetric_difference(w));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(testkit::cases(24)))]

    #[test]
    fn merges_agree(
        sizes in (0..20_000_u32, 0..20_000_u32),
        steps in (1..5_u32, 1..5_u32),
        offset in 0..40_000_u32,
    ) {
        let a = map(sizes.0, steps.0);
        let b: CowTreeMap<u32, u32> = (0..sizes.1).map(|i| (offset + steps.1 * i, i)).collect();
        same(&a, &b);
        same(&b, &a);
        // Versions of one map.
        let mut edited = a.clone();
        for i in 0..20 {
            edited.insert(offset + 997 * i, i);
            edited.remove(&(steps.0 * 450 * i));
        }
        same(&a, &edited);
    }
}

#[test]
fn what_is_shared_stays_shared() {
    let before = map(100_000, 2);
    let mut edited = before.clone();
    for i in 0..10 {
        edited.insert(10_000 * i + 1, 0);
    }
    let nodes = |map: &CowTreeMap<u32, u32>| testkit::addresses!(map);
    let union = before.clone().par_union(edited.clone());
    assert!(fresh([nodes(&before), nodes(&edited)].concat(), nodes(&union)) < 300);
    let same = before.clone().par_union(before.clone());
    assert_same_nodes("a union with itself", nodes(&before), nodes(&same));
    assert!(before.clone().par_difference(before.clone()).is_empty());
    let sets = [before, edited].map(|map| map.into_keys().collect::<CowTreeSet<u32>>());
    let [a, b] = sets;
    assert_eq!(b.clone().par_difference(a.clone()), &b - &a);
    assert_eq!(a.clone().par_symmetric_difference(b.clone()), &a ^ &b);
    assert_eq!(a.clone().par_intersection(b.clone()), &a & &b);
    assert_eq!(a.clone().par_union(b.clone()), &a | &b);
}

#[test]
fn a_panic_in_one_half_leaves_the_operands_whole() {
    let (a, b) = (map(50_000, 2), map(50_000, 3));
    let result = std::panic::catch_unwind(|| {
        a.clone().par_merge_with(b.clone(), |k, _, _| {
            assert!(*k < 60_000, "as it should");
            Pick::Left
        })
    });
    assert!(result.is_err());
    a.assert_invariants();
    b.assert_invariants();
    assert_eq!((a, b), (map(50_000, 2), map(50_000, 3)));
}
