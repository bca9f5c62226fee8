//! What two versions share, by counting nodes.
#![cfg(not(cow_loom))]

mod util;

use cow_tree::CowTreeMap;
use cow_tree::btree_map::Pick;
use std::collections::HashSet;
use util::Narrow;

/// Deep trees: leaves of four entries.
type Map = CowTreeMap<u32, Narrow>;

fn nodes(map: &Map) -> HashSet<usize> {
    testkit::addresses!(map).into_iter().collect()
}

/// The nodes of `after` that `before` has not.
fn fresh(before: &Map, after: &Map) -> usize {
    nodes(after).difference(&nodes(before)).count()
}

fn map(count: u32) -> Map {
    (0..count).map(|i| (i * 2, i.into())).collect()
}

#[test]
fn small_trees_grow_in_steps() {
    let mut map: CowTreeMap<u64, u64> = CowTreeMap::new();
    for len in 1..=63 {
        map.insert(len, len);
        let room = [4, 12, 28, 63].into_iter().find(|room| len <= *room).unwrap();
        let mut bytes = Vec::new();
        map.visit_nodes(&mut |node| {
            bytes.push(node.bytes as u64);
            true
        });
        assert_eq!(bytes, [8 + 16 * room]);
    }
}

/// `pop` counts on its way down, before it is clear whether the leaf is shared or will be empty.
#[test]
fn pop_where_only_some_of_the_way_is_shared() {
    for side in [0, 1] {
        for written in 0..200 {
            let before = map(200);
            let mut map = before.clone();
            *map.get_mut(&(2 * written)).unwrap() = 7.into();
            for len in (0..200).rev() {
                let (key, _) = if side == 0 { map.pop_first() } else { map.pop_last() }.unwrap();
                assert_eq!(key, 2 * if side == 0 { 199 - len } else { len });
                assert_eq!(map.len(), len as usize);
                if written % 10 == 0 {
                    map.assert_invariants();
                }
            }
            before.assert_invariants();
            assert_eq!(before.len(), 200);
        }
    }
}

/// At least as many nodes as the longest path has: leaves have 16 entries and branches 4 children, or more, but for few.
fn path(map: &Map) -> usize {
    2 + (map.len() / 16).max(1).ilog(4) as usize
}

#[test]
fn one_write_copies_one_path() {
    for count in [1, 4, 5, 100, 10_000] {
        let a = map(count);
        let most = path(&a);
        for key in (0..2 * count).step_by(1 + count as usize / 50) {
            let mut b = a.clone();
            b.insert(key, 7.into());
            // A split makes one more leaf, and a branch more where that was full, too.
            assert!(fresh(&a, &b) <= most + 3, "insert {key} of {count}");
            let mut b = a.clone();
            if let Some(value) = b.get_mut(&key) {
                *value = 7.into();
                assert!(fresh(&a, &b) <= most, "get_mut {key} of {count}");
            }
            let mut b = a.clone();
            if b.remove(&key).is_some() {
                // A level where a node is rebalanced copies its neighbour, too.
                assert!(fresh(&a, &b) <= 2 * most + 2, "remove {key} of {count}");
            }
        }
        let mut b = a.clone();
        b.pop_first();
        assert!(fresh(&a, &b) <= 2 * most + 2);
    }
}

#[test]
fn what_changes_nothing_copies_nothing() {
    let a = map(1000);
    let mut b = a.clone();
    assert_eq!(b.remove(&1), None);
    assert_eq!(b.get_mut(&1), None);
    assert_eq!(b.remove_entry(&5001), None);
    b.append(&mut Map::new());
    assert!(a.ptr_eq(&b));
    assert!(a.ptr_eq(&a.filter(|_, _| true)));
    assert!(a.ptr_eq(&a.partition(|_, _| true).0));
    assert!(a.ptr_eq(&a.clone().union(a.clone())));
    assert!(a.ptr_eq(&a.clone().intersection(a.clone())));
    assert!(a.ptr_eq(&a.clone().difference(Map::from([(1, 1.into()), (999, 1.into())]))));
    assert!(a.ptr_eq(&a.clone().union(Map::new())));
    assert!(a.ptr_eq(&a.clone().merge_with(map(10), |_, _, _| Pick::Left)));
    assert!(a.split_at(0).1.ptr_eq(&a));
    assert!(b.split_off(&5000).is_empty());
}

#[test]
fn a_unique_map_copies_nothing() {
    let mut map = map(1000);
    let before = nodes(&map);
    *map.get_mut(&500).unwrap() = 1.into();
    for value in map.values_mut() {
        *value = 2.into();
    }
    assert_eq!(nodes(&map), before);
    map.remove(&500);
    assert!(nodes(&map).is_subset(&before));
}

#[test]
fn algebra_of_versions_copies_what_differs() {
    let a = map(20_000);
    let mut b = a.clone();
    let edits = 10;
    for i in 0..edits {
        b.insert(i * 3901 + 1, 0.into());
        b.remove(&(i * 2002));
        b.insert(i * 3030, 9.into());
    }
    let changed = 3 * edits as usize * (path(&a) + 3);
    assert!(fresh(&a, &b) <= changed);
    for result in [
        a.clone().union(b.clone()),
        a.clone().intersection(b.clone()),
        b.clone().union(a.clone()),
        b.clone().intersection(a.clone()),
    ] {
        result.assert_invariants();
        let both: HashSet<usize> = nodes(&a).union(&nodes(&b)).copied().collect();
        let new = nodes(&result).difference(&both).count();
        assert!(new <= changed, "{new} new nodes");
    }
    assert!(a.clone().difference(b.clone()).len() <= 30);
    assert!(a.clone().symmetric_difference(b.clone()).len() <= 30);
    assert_eq!(
        a.diff(&b).count(),
        a.iter().filter(|(k, v)| b.get(k) != Some(*v)).count()
            + b.keys().filter(|k| !a.contains_key(k)).count()
    );
}

#[test]
fn cutting_and_joining_copy_a_path() {
    let a = map(20_000);
    let most = 3 * path(&a);
    for rank in [1, 2, 7777, 10_000, 19_999] {
        let (head, tail) = a.split_at(rank);
        assert!(fresh(&a, &head) <= most && fresh(&a, &tail) <= most);
        let mut b = a.clone();
        let rest = b.split_off(&(rank as u32 * 2));
        assert!(fresh(&a, &b) <= most && fresh(&a, &rest) <= most);
        let mut joined = b.clone();
        joined.append(&mut rest.clone());
        joined.assert_invariants();
        assert_eq!(joined, a);
        let parts: HashSet<usize> = nodes(&b).union(&nodes(&rest)).copied().collect();
        assert!(nodes(&joined).difference(&parts).count() <= most);
    }
}

#[test]
fn iter_mut_unshares_as_it_goes() {
    let a = map(1000);
    let mut b = a.clone();
    b.iter_mut().take(3).for_each(|(_, value)| *value = 0.into());
    assert!(fresh(&a, &b) <= path(&a));
}

#[test]
fn retain_clones_nothing_that_nobody_shares() {
    let ledger = testkit::Ledger::new();
    let mut map: CowTreeMap<u32, testkit::Counted<u32>> =
        (0..3000).map(|i| (i, ledger.counted(i))).collect();
    let clones = ledger.clones();
    map.retain(|k, _| k % 3 != 0);
    assert_eq!((map.len(), ledger.clones()), (2000, clones));
    map.assert_invariants();

    let old = map.clone();
    let panicked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        map.retain(|k, _| {
            assert!(*k < 1000);
            k % 2 == 0
        });
    }));
    // As with std: what has been refused is gone, and the rest is there.
    assert!(panicked.is_err());
    let expected = (0..3000).filter(|k| k % 3 != 0 && (*k >= 1000 || k % 2 == 0));
    assert!(map.keys().copied().eq(expected));
    assert_eq!(old.len(), 2000);
    map.assert_invariants();
}
