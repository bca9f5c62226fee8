//! Trees that are dropped node by node.
#![cfg(not(cow_loom))]

use cow_core::{Atomic, Dismantle, Local, RefCount};
use cow_tree::{BinaryTree, CowTreeSet, GenericTreeMap};
use testkit::{Call, Counted, Fuse, Fused, Ledger};

/// Miri takes its time.
const MANY: u64 = if cfg!(miri) { 300 } else { 10_000 };

type Map<C> = GenericTreeMap<Counted<u64>, Counted<u64>, (), C>;

fn map<C: RefCount>(ledger: &Ledger, len: u64) -> Map<C> {
    (0..len).map(|i| (ledger.counted(i), ledger.counted(i))).collect()
}

fn a_piece_is_a_node<C: RefCount>() {
    for len in [0, 1, 16, 17, 100, MANY] {
        let ledger = Ledger::new();
        let map = map::<C>(&ledger, len);
        let mut nodes = 0;
        map.visit_nodes(&mut |_| {
            nodes += 1;
            true
        });
        let pieces = map.dismantle();
        // And the routing keys.
        assert!(ledger.live() >= 2 * len as usize);
        let (count, most) = ledger.drops_by_step(pieces);
        assert_eq!(count, nodes, "{len}");
        assert!(most <= 2 * 63, "{most} at once");
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
    let old = new.clone();
    new.insert(ledger.counted(3), ledger.counted(30));
    let live = ledger.live();
    let (count, most) = ledger.drops_by_step(old.dismantle());
    assert!(count < 40, "{count}: a path, and what hangs on it");
    assert!(ledger.live() < live && most <= 2 * 63);
    new.assert_invariants();
    assert!(new.iter().all(|(k, v)| **v == if **k == 3 { 30 } else { **k }));

    let other = new.clone();
    assert_eq!(other.dismantle().count(), 1, "all is shared");
    drop(new);
    ledger.assert_balanced();
}

#[test]
fn the_rest_goes_with_the_pieces() {
    let ledger = Ledger::new();
    let map = map::<Atomic>(&ledger, MANY);
    let all = ledger.live();
    let mut pieces = map.dismantle();
    pieces.by_ref().take(10).for_each(drop);
    assert!((1..all).contains(&ledger.live()));
    drop(pieces);
    ledger.assert_balanced();
}

/// Keys in forks are dropped alone, with the children in safety.
#[test]
fn a_drop_that_panics_loses_nothing() {
    for k in (1..400).step_by(if cfg!(miri) { 250 } else { 1 }) {
        let ledger = Ledger::new();
        let fuse = Fuse::new(Call::Drop, k);
        let set: CowTreeSet<_> =
            (0..400_u64).map(|i| Fused::new(&fuse, ledger.counted(i))).collect();
        let all = ledger.live();
        let mut pieces = set.dismantle();
        assert!(fuse.run(|| pieces.by_ref().count()).is_err());
        assert!(ledger.live() + k as usize + 63 >= all, "the rest went along");
        pieces.for_each(drop);
        ledger.assert_balanced();
    }
}

/// As deep as it is large.
#[test]
fn a_binary_tree_goes_value_by_value_however_deep() {
    let ledger = Ledger::new();
    for left in [true, false] {
        let mut tree = BinaryTree::default();
        for i in 0..MANY {
            let value = ledger.counted(i);
            tree = if left {
                BinaryTree::new(value, tree, BinaryTree::default())
            } else {
                BinaryTree::new(value, BinaryTree::leaf(ledger.counted(i)), tree)
            };
        }
        let shared = tree.clone();
        assert_eq!(shared.dismantle().count(), 1);
        let live = ledger.live();
        testkit::on_small_stack(64 * 1024, || {
            assert_eq!(ledger.drops_by_step(tree.dismantle()), (live, 1));
        });
        ledger.assert_balanced();
    }
}
