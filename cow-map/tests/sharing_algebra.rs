//! What operations on two maps or sets share with them, by counting nodes.
#![cfg(not(cow_loom))]

use cow_map::hash_map::Pick;
use cow_map::{CowMap, CowSet};
use std::collections::HashSet;
use testkit::{Seeded, assert_fresh_at_most, assert_same_nodes, fresh};

type Map = CowMap<u64, u64, Seeded>;
type Set = CowSet<u64, Seeded>;

const N: u64 = 20_000;
/// Nodes on a path of such a map: a leaf, and the branches above.
const PATH: usize = 5;

fn map(keys: impl IntoIterator<Item = u64>) -> Map {
    let mut map = Map::with_hasher(Seeded::new(1));
    map.extend(keys.into_iter().map(|k| (k, k)));
    map
}

fn set(values: impl IntoIterator<Item = u64>) -> Set {
    let mut set = Set::with_hasher(Seeded::new(1));
    set.extend(values);
    set
}

fn set_nodes(set: &Set) -> HashSet<usize> {
    testkit::addresses!(set).into_iter().collect()
}

/// The addresses of all nodes.
fn nodes<K, V, S>(map: &CowMap<K, V, S>) -> HashSet<usize> {
    testkit::addresses!(map).into_iter().collect()
}

/// The nodes of both.
fn of(a: &Map, b: &Map) -> HashSet<usize> {
    nodes(a).union(&nodes(b)).copied().collect()
}

#[test]
fn what_changes_nothing_is_the_same_version() {
    let a = map(0..N);
    let mut part = a.clone();
    (0..N).step_by(100).for_each(|k| assert_eq!(part.remove(&k), Some(k)));
    let fresh_part = map((0..N).step_by(3));
    let empty = map([]);
    for b in [&a.clone(), &part, &fresh_part, &empty] {
        assert!((&a | b).ptr_eq(&a));
        assert!(a.clone().merge_with(b.clone(), |_, _, _| Pick::Left).ptr_eq(&a));
    }
    assert!((&empty | &a).ptr_eq(&a));
    assert!((&part & &a).ptr_eq(&part));
    assert!((&part & &map(0..N)).ptr_eq(&part));
    for b in [&empty, &map(N..N + 10), &map(N..2 * N)] {
        assert!((&a - b).ptr_eq(&a));
    }
    assert!((&a - &a).is_empty());
    assert_same_nodes("difference to itself", [], nodes(&(&a - &a)));
    assert_same_nodes("symmetric difference", [], nodes(&(&a ^ &a)));
}

#[test]
fn a_union_copies_the_paths_that_differ() {
    let a = map(0..N);
    let mut b = a.clone();
    for k in N..N + 10 {
        b.insert(k, k);
    }
    let mut c = a.clone();
    for k in 0..10 {
        c.insert(k, 1);
        c.insert(2 * N + k, 1);
    }
    assert_fresh_at_most(10 * PATH, "a | b", of(&a, &b), nodes(&(&a | &b)));
    assert_fresh_at_most(20 * PATH, "b | c", of(&b, &c), nodes(&(&b | &c)));
    assert_fresh_at_most(20 * PATH, "c | b", of(&b, &c), nodes(&(&c | &b)));
    let right = b.clone().merge_with(c.clone(), |_, _, _| Pick::Right);
    assert_fresh_at_most(20 * PATH, "merge", of(&b, &c), nodes(&right));
    let less = a.clone().merge_with(c.clone(), |_, _, _| Pick::Remove);
    assert_fresh_at_most(20 * PATH + 10, "merge", of(&a, &c), nodes(&less));
}

/// Also the small side first: the result is made of the large one.
#[test]
fn a_union_with_few_copies_few() {
    let (large, few) = (map(0..N), map(N..N + 10));
    assert_fresh_at_most(10 * PATH, "large | few", nodes(&large), nodes(&(&large | &few)));
    assert_fresh_at_most(10 * PATH, "few | large", nodes(&large), nodes(&(&few | &large)));
    assert_fresh_at_most(10 * PATH, "large - few", nodes(&large), nodes(&(&large - &few)));
}

#[test]
fn parts_copy_the_paths_that_differ() {
    let a = map(0..N);
    let mut b = a.clone();
    (0..10).for_each(|k| assert_eq!(b.remove(&k), Some(k)));
    // Ten leaves are copied without an element, and may be joined with a neighbour.
    assert_fresh_at_most(11 * PATH, "a & b", nodes(&a), nodes(&(&a & &b)));
    let rest = &a - &b;
    assert_eq!(rest.len(), 10);
    assert_eq!(nodes(&rest).len(), 1, "what is left over is put together");
    assert_eq!(nodes(&(&a ^ &b)).len(), 1);
}

#[test]
fn sets_share_as_maps_do() {
    let a = set(0..N);
    let mut b = a.clone();
    assert!(!b.insert(5));
    assert!(b.ptr_eq(&a), "what is there changes nothing");
    b.extend(0..N);
    b.retain(|_| true);
    assert!(b.ptr_eq(&a));
    b.insert(N);
    assert!((&a | &a).ptr_eq(&a) && (&a & &b).ptr_eq(&a) && (&b | &a).ptr_eq(&b));
    assert!((&a - &set([])).ptr_eq(&a));
    assert_eq!(set_nodes(&(&b ^ &a)).len(), 1);
    assert!(fresh(set_nodes(&b), set_nodes(&(&a | &b))) <= PATH);

    let mut c = a.clone();
    c.retain(|&x| x != 7);
    assert!(fresh(set_nodes(&a), set_nodes(&c)) <= PATH, "one path is copied");
    c.assert_invariants();
    c |= &b;
    assert_eq!(c, b);
    c &= &a;
    c -= &set([3]);
    c ^= &set([4]);
    assert_eq!(c.len() as u64, N - 2);
}

/// `extend` looks up first where it is certain that nothing changes: in a set. In a map it may not keep a
/// value that is equal, for it cannot compare; but it copies each node once at most.
#[test]
fn extending_with_what_is_there() {
    let a = set(0..N);
    let mut b = a.clone();
    b.extend(&a);
    b.extend(a.clone());
    b.extend((0..N).rev().chain(0..N));
    assert!(b.ptr_eq(&a));
    b.extend([0, 1, N, N + 1, 2]);
    assert_fresh_at_most(2 * PATH, "two are new", set_nodes(&a), set_nodes(&b));

    let a = map(0..N);
    let mut b = a.clone();
    b.extend(&a);
    assert_eq!(nodes(&b).len(), nodes(&a).len(), "copies of the nodes, and no more");
    assert_eq!(fresh(nodes(&a), nodes(&b)), nodes(&a).len());
    let copied = nodes(&b);
    b.extend(a.clone());
    assert_same_nodes("again", copied, nodes(&b));
    // This is how to do it where versions share.
    let mut c = a.clone();
    c |= &a;
    assert!(c.ptr_eq(&a));
}

#[test]
fn extracting_copies_the_paths_to_what_goes() {
    let base = set(0..20_000);
    let mut copy = base.clone();
    assert_eq!(copy.extract_if(|_| false).count(), 0);
    assert!(copy.ptr_eq(&base));
    let gone: Vec<u64> = copy.extract_if(|value| value % 7_000 == 1).collect();
    assert_eq!((gone.len(), copy.len()), (3, 19_997));
    assert_fresh_at_most(3 * 6, "three of extract_if", set_nodes(&base), set_nodes(&copy));
    copy.assert_invariants();
    assert_eq!(copy, &base - &gone.into_iter().collect());
}

/// A diff of two versions a few edits apart visits a few leaves, however large they are.
#[test]
fn a_diff_compares_only_what_is_not_shared() {
    use testkit::{Call, Fuse, Fused};
    let fuse = Fuse::new(Call::Eq, 0);
    let a: CowMap<Fused<u64>, u64> = (0..N).map(|k| (Fused::new(&fuse, k), k)).collect();
    let mut b = a.clone();
    for k in 0..10 {
        b.insert(Fused::new(&fuse, k), 1_000_000);
    }
    let before = fuse.met();
    let found = fuse.run(|| (a.diff(&b).count(), a == b, (&a | &b).len())).ok();
    assert_eq!(found, Some((10, false, N as usize)));
    assert!(fuse.met() - before < 10 * 3 * 100, "{} comparisons", fuse.met() - before);
}
