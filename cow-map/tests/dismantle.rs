//! Maps that are dropped node by node.
#![cfg(not(cow_loom))]

use cow_core::Dismantle;
use cow_core::{Atomic, Local, RefCount};
use cow_map::{CowSet, GenericMap};
use std::collections::HashSet;
use testkit::{Call, Counted, Fuse, Fused, Ledger, Masked};

type Hasher = Masked<{ u64::MAX }>;
/// Miri takes its time.
const MANY: u64 = if cfg!(miri) { 300 } else { 10_000 };

type Map<V, C> = GenericMap<u64, V, Hasher, C>;

fn map<C: RefCount>(ledger: &Ledger, len: u64) -> Map<Counted<u64>, C> {
    (0..len).map(|i| (i, ledger.counted(i))).collect()
}

fn nodes<V, C: RefCount>(map: &Map<V, C>) -> usize {
    let mut count = 0;
    map.visit_nodes(&mut |_| {
        count += 1;
        true
    });
    count
}

fn a_piece_is_a_node<C: RefCount>() {
    for len in [0, 1, 10, 16, 17, 100, MANY] {
        let ledger = Ledger::new();
        let map = map::<C>(&ledger, len);
        let nodes = nodes(&map);
        let pieces = map.dismantle();
        ledger.assert_live(len as usize);
        let (count, most) = ledger.drops_by_step(pieces);
        assert_eq!(count, nodes, "{len}");
        assert!(most <= 32, "{most} entries at once");
        ledger.assert_balanced();
    }
}

#[test]
fn a_piece_is_a_node_of_either_kind() {
    a_piece_is_a_node::<Atomic>();
    a_piece_is_a_node::<Local>();
}

#[test]
fn what_others_share_stays() {
    let ledger = Ledger::new();
    let mut new = map::<Atomic>(&ledger, MANY);
    let all = nodes(&new);
    let old = new.clone();
    new.insert(3, ledger.counted(30));
    // The clones of its leaf, and the new value.
    let live = ledger.live();
    let seen: HashSet<_> = {
        let mut seen = HashSet::new();
        new.visit_nodes(&mut |node| seen.insert(node.address));
        seen
    };
    let (count, most) = ledger.drops_by_step(old.dismantle());
    assert!(count <= 4 * 16, "{count} pieces of {all} nodes: a path, and what hangs on it");
    assert_eq!(ledger.live(), live - most as usize, "one leaf was its own");
    new.assert_invariants();
    let mut left = HashSet::new();
    new.visit_nodes(&mut |node| left.insert(node.address));
    assert_eq!(seen, left);
    assert!((0..MANY).all(|i| *new[&i] == if i == 3 { 30 } else { i }));

    let other = new.clone();
    assert_eq!(other.dismantle().count(), 1, "all is shared");
    drop(new);
    ledger.assert_balanced();
}

#[test]
fn the_rest_goes_with_the_pieces() {
    let ledger = Ledger::new();
    let mut pieces = map::<Atomic>(&ledger, MANY).dismantle();
    pieces.by_ref().take(20).for_each(drop);
    assert!(ledger.live() < MANY as usize);
    drop(pieces);
    ledger.assert_balanced();
}

#[test]
fn a_drop_that_panics_loses_nothing() {
    for k in (1..600).step_by(if cfg!(miri) { 400 } else { 37 }) {
        let ledger = Ledger::new();
        let fuse = Fuse::new(Call::Drop, k);
        let map: Map<_, Atomic> =
            (0..600).map(|i| (i, Fused::new(&fuse, ledger.counted(i)))).collect();
        let mut pieces = map.dismantle();
        assert!(fuse.run(|| pieces.by_ref().count()).is_err());
        assert!(ledger.live() + k as usize + 32 >= 600, "the rest went along");
        pieces.for_each(drop);
        ledger.assert_balanced();
    }
}

#[test]
fn sets_are_taken_apart_alike() {
    let ledger = Ledger::new();
    let set: CowSet<_, Hasher> = (0..1000_u64).map(|i| ledger.counted(i)).collect();
    let shared = set.clone();
    assert_eq!(set.dismantle().count(), 1);
    let (count, most) = ledger.drops_by_step(shared.dismantle());
    assert!(count > 30 && most <= 32);
    ledger.assert_balanced();
}
