//! Walks over wide trees: leaves to be written, and two versions side by side.
#![cfg(not(cow_loom))]

use cow_core::btree::{Aligned, End, LeavesMut, Ordered, Tree};
use cow_core::{Atomic, RefCount, Tiny};
use std::collections::BTreeMap;
use testkit::{assert_fresh_at_most, assert_same_nodes};

type Map<C = Tiny> = Tree<u64, (u64, u64), (), C>;

fn build<C: RefCount>(keys: impl Iterator<Item = u64>) -> Map<C> {
    Tree::from_ascending(keys.map(|key| (key, key)))
}

fn insert(tree: &mut Map, key: u64, value: u64) {
    let mut sought = Ordered::new(&key, |other: &u64| other.cmp(&key));
    match tree.rank(|other: &u64| other.cmp(&key)) {
        Ok(_) => {
            let index = |items: &[(u64, u64)]| items.iter().position(|item| item.0 == key);
            tree.modify(|branch| branch.turn(&mut sought), index, |item| item.1 = value);
        }
        Err(_) => tree.insert(
            |branch| branch.turn(&mut sought),
            |items| items.partition_point(|item| item.0 < key),
            (key, value),
            |item| item.0,
        ),
    }
}

fn remove(tree: &mut Map, key: u64) {
    tree.take(|other: &u64| other.cmp(&key));
}

fn items<C: RefCount>(tree: &Map<C>) -> Vec<(u64, u64)> {
    tree.runs(0..tree.len()).flatten().copied().collect()
}

fn nodes<C: RefCount>(tree: &Map<C>) -> Vec<usize> {
    let mut nodes = Vec::new();
    tree.visit_nodes(&mut |node| {
        nodes.push(node.address);
        true
    });
    nodes
}

/// Takes leaves from both ends by a pattern of bits, adds one to each value, and checks what is left.
fn add_one<C: RefCount>(leaves: &mut LeavesMut<'_, u64, (u64, u64), (), C>, pattern: u32) -> usize {
    let mut count = 0;
    for turn in 0.. {
        let rest: usize = leaves.rest().map(<[_]>::len).sum();
        assert_eq!(rest, leaves.items());
        let leaf = if pattern >> (turn % 32) & 1 == 0 { leaves.next() } else { leaves.next_back() };
        let Some(leaf) = leaf else { break };
        assert!(!leaf.is_empty());
        leaf.iter_mut().for_each(|item| item.1 += 1);
        count += leaf.len();
    }
    assert!(leaves.next().is_none() && leaves.next_back().is_none());
    count
}

#[test]
fn every_range_is_written_from_both_ends() {
    let count = if cfg!(miri) { 9 } else { 36 };
    for shared in [false, true] {
        for pattern in [0, u32::MAX, 0x5555_5555, 0x3333_0ff0] {
            for (start, end) in (0..=count).flat_map(|s| (s..=count).map(move |e| (s, e))) {
                let mut tree: Map = build(0..count as u64);
                let old = shared.then(|| tree.clone());
                let before = nodes(&tree);
                assert_eq!(add_one(&mut tree.leaves_mut(start..end), pattern), end - start);
                let written = |n: u64| u64::from((start as u64..end as u64).contains(&n));
                assert!(
                    items(&tree).into_iter().eq((0..count as u64).map(|n| (n, n + written(n))))
                );
                match old {
                    Some(old) => assert!(items(&old).iter().all(|(key, value)| key == value)),
                    None => assert_same_nodes("in place", before, nodes(&tree)),
                }
            }
        }
    }
    assert!(Map::<Tiny>::new().leaves_mut(0..0).next().is_none());
}

#[test]
fn what_is_not_reached_is_not_copied() {
    let len: usize = if cfg!(miri) { 120 } else { 1000 };
    let old: Map = build(0..len as u64);
    let path = old.root().unwrap().height() + 1;
    let mut tree = old.clone();
    assert_eq!(tree.leaves_mut(0..len).items(), len);
    assert_same_nodes("nothing", nodes(&old), nodes(&tree));
    let mut leaves = tree.leaves_mut(0..len);
    leaves.skip_front(len / 2);
    leaves.next().unwrap();
    leaves.skip_back(len * 2 / 5);
    leaves.next_back().unwrap();
    assert_fresh_at_most(2 * path, "two leaves", nodes(&old), nodes(&tree));
    assert_eq!(items(&tree), items(&old));
}

/// Leaves from either end, and after each a few items that are passed over there.
#[test]
fn what_is_passed_over_is_not_handed_out() {
    let len: usize = if cfg!(miri) { 20 } else { 60 };
    for shared in [false, true] {
        for (front, back) in (0..9).flat_map(|front| (0..9).map(move |back| (front, back))) {
            let mut tree: Map = build(0..len as u64);
            let old = shared.then(|| tree.clone());
            let (mut leaves, mut left) = (tree.leaves_mut(0..len), 0..len as u64);
            for from_front in [true, true, false, true, false, false].into_iter().cycle() {
                let leaf = if from_front { leaves.next() } else { leaves.next_back() };
                let Some(leaf) = leaf else { break };
                let count = leaf.len() as u64;
                let expected = if from_front {
                    let start = left.start;
                    left.start += count;
                    start..left.start
                } else {
                    let end = left.end;
                    left.end -= count;
                    left.end..end
                };
                assert!(leaf.iter().map(|item| item.0).eq(expected), "{front} {back}");
                let skipped = leaves.items().min(if from_front { front } else { back });
                if from_front {
                    leaves.skip_front(skipped);
                    left.start += skipped as u64;
                } else {
                    leaves.skip_back(skipped);
                    left.end -= skipped as u64;
                }
                assert_eq!(leaves.items() as u64, left.end - left.start);
                if let Some(first) = leaves.rest().next() {
                    assert_eq!(first[0].0, left.start);
                }
            }
            assert!(left.is_empty());
            drop(old);
        }
    }
}

#[test]
fn halves_are_written_by_threads() {
    fn go(mut leaves: LeavesMut<'_, u64, (u64, u64), (), Atomic>, depth: usize) {
        if depth > 0 {
            match leaves.split() {
                (left, Some(right)) => std::thread::scope(|scope| {
                    scope.spawn(|| go(right, depth - 1));
                    go(left, depth - 1);
                }),
                (mut all, None) => drop(add_one(&mut all, 0x5555)),
            }
        } else {
            add_one(&mut leaves, 0x5555);
        }
    }
    let count = if cfg!(miri) { 200 } else { 3_000 };
    for (start, end) in [(0, count), (3, count - 5), (17, 18), (0, 0), (count - 1, count)] {
        let mut tree = build::<Atomic>(0..count as u64);
        let old = tree.clone();
        // One path is not shared.
        let index = |_: &[(u64, u64)]| Some(0);
        tree.modify(|branch| branch.find(count / 4).0, index, |_| ());
        go(tree.leaves_mut(start..end), 5);
        let written = |n: u64| u64::from((start as u64..end as u64).contains(&n));
        assert!(items(&tree).into_iter().eq((0..count as u64).map(|n| (n, n + written(n)))));
        assert!(items(&old).iter().all(|(key, value)| key == value));
    }
}

/// What two versions have that is not shared, from one end, and how many items were looked at.
fn unshared(a: &Map, b: &Map, end: End) -> ([BTreeMap<u64, u64>; 2], usize) {
    let (mut one, mut two) = (Aligned::new(a.root()), Aligned::new(b.root()));
    let (mut items, mut seen) = ([BTreeMap::new(), BTreeMap::new()], 0);
    loop {
        one.skip_shared(&mut two, end);
        assert_eq!(one.peek(end), one.clone().first(end));
        let (x, y) = (one.peek(end).copied(), two.peek(end).copied());
        let first =
            |x: &(u64, u64), y: &(u64, u64)| if end == End::Front { x <= y } else { x >= y };
        seen += 1;
        match (x, y) {
            (None, None) => break,
            (Some(x), y) if y.is_none_or(|y| first(&x, &y)) => {
                assert_eq!(one.next(end), Some(&x));
                items[0].insert(x.0, x.1);
            }
            (_, Some(y)) => {
                assert_eq!(two.next(end), Some(&y));
                items[1].insert(y.0, y.1);
            }
            (Some(_), None) => unreachable!(),
        }
        let left = one.len() + two.len();
        assert_eq!(one.is_empty() && two.is_empty(), left == 0);
    }
    (items, seen)
}

#[test]
fn versions_are_walked_without_what_they_share() {
    let (counts, edits): (&[u64], _) =
        if cfg!(miri) { (&[0, 1, 5, 60], 4) } else { (&[0, 1, 5, 60, 2_000], 40) };
    for &count in counts {
        let old: Map = build((0..count).map(|n| 2 * n));
        for edit in (0..count).step_by(1 + count as usize / edits) {
            let mut new = old.clone();
            // Insertions split nodes, and may make the tree higher.
            for n in 0..edit % 20 {
                insert(&mut new, 2 * edit + 1 + 64 * n, 0);
            }
            remove(&mut new, 2 * edit);
            insert(&mut new, 2 * (edit / 2), 7);
            let (before, after) = (items(&old), items(&new));
            for end in [End::Front, End::Back] {
                let ([gone, come], seen) = unshared(&old, &new, end);
                for item in before.iter().filter(|item| !after.contains(item)) {
                    assert_eq!(gone.get(&item.0), Some(&item.1));
                }
                for item in after.iter().filter(|item| !before.contains(item)) {
                    assert_eq!(come.get(&item.0), Some(&item.1));
                }
                // Two leaves for each change, and what a split or a merge writes to.
                assert!(seen <= 24 * (edit as usize % 20 + 3), "{seen} of {count}");
            }
        }
    }
}

/// A tree that became higher still shares what it had, at another height.
#[test]
fn heights_may_differ() {
    let old: Map = build(0..64);
    let mut new = old.clone();
    for n in 64..80 {
        insert(&mut new, n, n);
    }
    assert_ne!(old.root().unwrap().height(), new.root().unwrap().height());
    for (a, b) in [(&old, &new), (&new, &old)] {
        for end in [End::Front, End::Back] {
            let ([one, two], seen) = unshared(a, b, end);
            assert!(one.len() + two.len() >= 16 && seen <= 16 + 3 * 4, "{seen}");
        }
    }
}

/// In two open leaves, items that are alike are passed over, up to the first one that is not.
#[test]
fn equal_items_are_passed_over() {
    let old: Map = build(0..100);
    let mut new = old.clone();
    insert(&mut new, 50, 7);
    for end in [End::Front, End::Back] {
        let (mut one, mut two) = (Aligned::new(old.root()), Aligned::new(new.root()));
        assert!(!one.skip_equal(&mut two, end, |a, b| a == b), "no leaf is open");
        one.skip_shared(&mut two, end);
        assert_eq!(one.first(end), two.first(end));
        assert!(one.skip_equal(&mut two, end, |a, b| a == b));
        assert_eq!((one.peek(end), two.peek(end)), (Some(&(50, 50)), Some(&(50, 7))));
        assert!(!one.skip_equal(&mut two, end, |a, b| a == b));
        one.next(end);
        // One side is an item ahead.
        assert!(!one.skip_equal(&mut two, end, |a, b| a == b));
        two.next(end);
        one.skip_equal(&mut two, end, |a, b| a == b);
        one.skip_shared(&mut two, end);
        assert!(one.is_empty() && two.is_empty());
    }
}

#[test]
fn both_ends_meet() {
    let tree: Map = build(0..100);
    for pattern in [0x5555_5555_u32, 0x0f0f_3311, 0x8000_0001] {
        let mut walk = Aligned::new(tree.root());
        let mut front = Vec::<&(u64, u64)>::new();
        let mut back = front.clone();
        for turn in 0..100 {
            assert_eq!(walk.len(), 100 - turn);
            if pattern >> (turn % 32) & 1 == 0 {
                front.extend(walk.next(End::Front));
            } else {
                back.extend(walk.next(End::Back));
            }
        }
        assert!(walk.next(End::Front).is_none() && walk.next(End::Back).is_none());
        back.reverse();
        front.extend(back);
        assert_eq!(front.into_iter().copied().collect::<Vec<(u64, u64)>>(), items(&tree));
    }
}
