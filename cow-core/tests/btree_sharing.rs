//! What wide trees copy: nodes are counted, and clones of keys and items.
#![cfg(not(cow_loom))]

use cow_core::btree::{Ordered, Tree};
use cow_core::{Atomic, RefCount, Tiny};
use std::cmp::Ordering;
use testkit::{Counted, Ledger, assert_fresh_at_most, assert_same_nodes};

type Keys<C> = Tree<Counted<u64>, Counted<u64>, (), C>;

fn sought(n: u64) -> Ordered<impl FnMut(&Counted<u64>) -> Ordering> {
    Ordered::new(&n, move |other: &Counted<u64>| (**other).cmp(&n))
}

fn insert<C: RefCount>(tree: &mut Keys<C>, ledger: &Ledger, n: u64) {
    let mut to = sought(n);
    let index = |items: &[Counted<u64>]| items.partition_point(|item| **item < n);
    let key = |item: &Counted<u64>| ledger.counted(**item);
    tree.insert(|branch| branch.turn(&mut to), index, ledger.counted(n), key);
}

fn remove<C: RefCount>(tree: &mut Keys<C>, n: u64) -> bool {
    let mut to = sought(n);
    let index = |items: &[Counted<u64>]| items.iter().position(|item| **item == n);
    tree.remove(|branch| branch.turn(&mut to), index).is_some()
}

/// Even numbers below twice `count`.
fn build<C: RefCount>(ledger: &Ledger, count: u64) -> Keys<C> {
    let mut tree = Keys::new();
    for n in 0..count {
        insert(&mut tree, ledger, 2 * (n * 7 % count));
    }
    tree
}

fn nodes<C: RefCount>(tree: &Keys<C>) -> Vec<usize> {
    let mut nodes = Vec::new();
    tree.visit_nodes(&mut |node| {
        nodes.push(node.address);
        true
    });
    nodes
}

fn height<C: RefCount>(tree: &Keys<C>) -> usize {
    tree.root().unwrap().height()
}

/// A path is copied; no key of a branch is cloned, nor an item of another leaf.
fn a_write_copies_its_path<C: RefCount>(count: u64, leaf: usize) {
    let ledger = Ledger::new();
    let tree = build::<C>(&ledger, count);
    let levels = height(&tree) + 1;
    // More versions than shares are handed out at once.
    let mut versions = vec![tree];
    for round in 0..count.min(if cfg!(miri) { 60 } else { 600 }) {
        let mut tree = versions[round as usize % versions.len()].clone();
        let (before, clones) = (nodes(&tree), ledger.clones());
        let mut to = sought(2 * round);
        let mut index = None;
        let find = |items: &[Counted<u64>]| {
            index = items.iter().position(|item| **item == 2 * round);
            index
        };
        tree.modify(|branch| branch.turn(&mut to), find, |item| **item = 2 * round).unwrap();
        assert_fresh_at_most(levels, "a write", before.iter().copied(), nodes(&tree));
        assert!(ledger.clones() - clones <= leaf as u64, "items of one leaf are cloned");
        if versions.len() < 40 {
            versions.push(tree);
        }
    }
    drop(versions);
    ledger.assert_balanced();
}

/// Items of a tree of some levels.
const COUNT: u64 = if cfg!(miri) { 60 } else { 300 };

#[test]
fn writes_copy_their_paths() {
    a_write_copies_its_path::<Tiny>(if cfg!(miri) { 40 } else { 300 }, 4);
    a_write_copies_its_path::<Atomic>(if cfg!(miri) { 250 } else { 3_000 }, 16);
}

#[test]
fn what_is_not_shared_is_written_in_place() {
    let ledger = Ledger::new();
    let mut tree = build::<Tiny>(&ledger, COUNT);
    // Copies that were made and dropped change nothing.
    for n in 0..50 {
        let mut copy = tree.clone();
        insert(&mut copy, &ledger, 2 * n + 1);
    }
    let (before, clones) = (nodes(&tree), ledger.clones());
    for n in 0..COUNT {
        let mut to = sought(2 * n);
        let find = |items: &[Counted<u64>]| items.iter().position(|item| **item == 2 * n);
        tree.modify(|branch| branch.turn(&mut to), find, |item| **item = 2 * n).unwrap();
    }
    assert_same_nodes("writes in place", before, nodes(&tree));
    assert_eq!(ledger.clones(), clones);
    for n in 0..COUNT {
        assert!(remove(&mut tree, 2 * n));
    }
    assert_eq!(ledger.clones(), clones, "removal in place clones nothing");
    drop(tree);
    ledger.assert_balanced();
}

#[test]
fn what_finds_nothing_copies_nothing() {
    let ledger = Ledger::new();
    let tree = build::<Tiny>(&ledger, COUNT);
    let mut copy = tree.clone();
    let clones = ledger.clones();
    for n in 0..COUNT {
        assert!(!remove(&mut copy, 2 * n + 1));
    }
    assert_same_nodes("misses", nodes(&tree), nodes(&copy));
    assert_eq!(ledger.clones(), clones);
}

/// Joining and cutting copy the nodes along the cut, on both sides.
#[test]
fn a_cut_copies_two_edges() {
    let ledger = Ledger::new();
    let tree = build::<Tiny>(&ledger, COUNT);
    let levels = height(&tree) + 1;
    for at in (0..2 * COUNT).step_by(7) {
        let (mut left, right) = tree.clone().split_at(at.div_ceil(2) as usize);
        let after = nodes(&left).into_iter().chain(nodes(&right));
        // A level on each side may have to share its children out with a neighbour.
        assert_fresh_at_most(4 * levels, "a cut", nodes(&tree), after);
        left.append(ledger.counted(at), right);
        assert_eq!(left.len(), COUNT as usize);
        assert_fresh_at_most(6 * levels, "a cut and a join", nodes(&tree), nodes(&left));
    }
}
