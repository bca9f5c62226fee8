//! What entries, ranges, cursors, sets and their algebra copy, by counting nodes.

mod util;

use cow_core::NodeInfo;
use cow_tree::btree_map::Entry;
use cow_tree::{CowTreeMap, CowTreeSet};
use std::ops::Bound::{Included, Unbounded};
use testkit::{assert_fresh_at_most, assert_same_nodes, fresh};
use util::Narrow;

fn nodes(visit: impl FnOnce(&mut dyn FnMut(NodeInfo) -> bool)) -> Vec<usize> {
    let mut nodes = Vec::new();
    visit(&mut |node| {
        nodes.push(node.address);
        true
    });
    nodes
}

type Map = CowTreeMap<u32, Narrow>;

fn of<T>(map: &CowTreeMap<u32, T>) -> Vec<usize> {
    nodes(|visit| map.visit_nodes(visit))
}

fn of_set(set: &CowTreeSet<u32>) -> Vec<usize> {
    nodes(|visit| set.visit_nodes(visit))
}

/// Even keys, 4096 of them: 1024 leaves of four, so that every path has eleven nodes.
fn map() -> Map {
    (0..4096).map(|i| (2 * i, i.into())).collect()
}

const PATH: usize = 11;

#[test]
fn a_look_copies_nothing() {
    let before = map();
    let mut map = before.clone();
    for key in [0, 1, 4000, 8190, 9999] {
        match map.entry(key) {
            Entry::Occupied(entry) => assert_eq!(entry.get().0, *entry.key() / 2),
            Entry::Vacant(entry) => assert_eq!(entry.into_key(), key),
        }
        let _ = map.entry(key | 1).and_modify(|_| unreachable!());
    }
    assert!(map.first_entry().is_some() && map.range_mut(100..900).len() == 400);
    assert_eq!(map.range(100..900).count(), 400);
    let mut cursor = map.lower_bound_mut(Included(&4000));
    assert!(cursor.insert_before(4000, 0.into()).is_err());
    assert!(cursor.as_cursor().next().is_some());
    assert!(map.upper_bound_mut::<u32>(Unbounded).remove_next().is_none());
    assert!(map.remove(&4001).is_none());
    assert_eq!(map.extract_if(5000..4000 + 1000, |_, _| true).count(), 0);
    assert!(map.ptr_eq(&before));
    assert_same_nodes("looks", of(&before), of(&map));
}

#[test]
fn a_write_copies_a_path() {
    let before = map();
    let check = |what, write: &dyn Fn(&mut Map)| {
        let mut map = before.clone();
        write(&mut map);
        map.assert_invariants();
        assert!(!map.ptr_eq(&before));
        assert_fresh_at_most(PATH, what, of(&before), of(&map));
    };
    check("or_insert", &|map| map.entry(4000).or_insert_with(|| unreachable!()).0 = 1);
    check("get_mut", &|map| map.first_entry().unwrap().get_mut().0 = 1);
    check("range_mut of one", &|map| map.range_mut(4000..).next().unwrap().1.0 = 1);
    check("range_mut of one, from the back", &|map| {
        map.range_mut(..4000).next_back().unwrap().1.0 = 1;
    });
    check("range_mut within a leaf", &|map| {
        map.range_mut(4000..4004).for_each(|(_, value)| value.0 = 1);
    });
    check("cursor", &|map| map.lower_bound_mut(Included(&4000)).next().unwrap().1.0 = 1);

    // Full leaves split, and underfull ones are merged: a few nodes more.
    let check = |what, write: &dyn Fn(&mut Map)| {
        let mut map = before.clone();
        write(&mut map);
        map.assert_invariants();
        assert_fresh_at_most(PATH + 4, what, of(&before), of(&map));
    };
    check("insert", &|map| map.entry(4001).or_insert(0.into()).0 = 1);
    check("remove", &|map| assert_eq!(map.first_entry().unwrap().remove().0, 0));
    check("insert_before", &|map| {
        map.lower_bound_mut(Included(&4001)).insert_before(4001, 0.into()).unwrap();
    });
    check("remove_prev", &|map| {
        map.lower_bound_mut(Included(&4001)).remove_prev().unwrap();
    });
    check("extract_if of one", &|map| {
        assert_eq!(map.extract_if(4000..4001, |_, _| true).count(), 1);
    });
}

#[test]
fn extract_if_copies_what_it_comes_to() {
    let before = map();
    let mut map = before.clone();
    assert!(map.extract_if(4000..8000, |key, _| *key == 4020).next().is_some());
    // Four leaves.
    assert_fresh_at_most(PATH + 12, "extract_if", of(&before), of(&map));
}

#[test]
fn sets_copy_what_changes() {
    let before: CowTreeSet<u32> = (0..100_000).map(|i| 2 * i).collect();
    let nodes = of_set(&before);
    let path = 1 + nodes.len().ilog2() as usize + 1;

    let mut set = before.clone();
    assert!(!set.insert(50_000) && !set.remove(&50_001));
    set.retain(|_| true);
    assert_eq!(set.extract_if(.., |_| false).count(), 0);
    assert!(set.filter(|_| true).ptr_eq(&before));
    assert_same_nodes("what changes nothing", nodes.clone(), of_set(&set));

    set.insert(50_001);
    assert_fresh_at_most(path + 2, "insert", nodes.clone(), of_set(&set));
    let mut set = before.clone();
    assert_eq!(set.extract_if(.., |n| *n == 50_000).count(), 1);
    assert_fresh_at_most(path, "extract_if of one", nodes.clone(), of_set(&set));

    // Versions ten edits apart.
    let mut edited = before.clone();
    for i in 0..10 {
        edited.insert(10_001 * i + 1);
        edited.remove(&(12_000 * i));
    }
    for (what, result) in [("|", &before | &edited), ("&", &before & &edited)] {
        result.assert_invariants();
        let known = [nodes.clone(), of_set(&edited)].concat();
        assert!(fresh(known, of_set(&result)) < 20 * path, "{what} of near versions");
    }
    assert!((&before - &edited).len() < 20 && (&before ^ &edited).len() <= 20);
    assert!((&before | &before).ptr_eq(&before) && (&before & &before).ptr_eq(&before));
    assert!((&before - &before).is_empty());
}

/// Counts comparisons.
#[derive(Clone, PartialEq, Eq)]
struct Counting(u32);

thread_local! {
    static COMPARISONS: std::cell::Cell<u32> = const { std::cell::Cell::new(0) };
}

impl Ord for Counting {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        COMPARISONS.set(COMPARISONS.get() + 1);
        self.0.cmp(&other.0)
    }
}

impl PartialOrd for Counting {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

#[test]
fn lazy_differences_skip_what_is_shared() {
    let before: CowTreeSet<Counting> = (0..100_000).map(Counting).collect();
    let mut edited = before.clone();
    edited.remove(&Counting(50_000));
    edited.insert(Counting(200_000));
    let count = |f: &dyn Fn() -> usize, expected: usize| {
        COMPARISONS.set(0);
        assert_eq!(f(), expected);
        assert!(COMPARISONS.get() < 2000, "{} comparisons", COMPARISONS.get());
    };
    count(&|| before.difference(&edited).count(), 1);
    count(&|| edited.symmetric_difference(&before).count(), 2);
    count(&|| before.diff(&edited).count(), 2);
    count(&|| usize::from(edited.is_subset(&before)), 0);
    count(&|| usize::from(before == edited), 0);
    let few: CowTreeSet<Counting> = [70, 300_000].map(Counting).into();
    count(&|| few.intersection(&before).count() + before.intersection(&few).count(), 2);
    count(&|| few.difference(&before).count(), 1);
    count(&|| usize::from(few.is_disjoint(&before)), 0);
}
