//! Vectors that are dropped node by node.
#![cfg(not(cow_loom))]

use cow_core::Dismantle;
use cow_vec::{Atomic, GenericVec, Local, RefCount, Tiny};
use testkit::{Call, Counted, Fuse, Fused, Ledger};

type Vector<C> = GenericVec<Counted<usize>, C>;

/// Miri takes its time.
const MANY: usize = if cfg!(miri) { 50 } else { 5_000 };

/// Flat, regular, with a front, and relaxed; several levels high.
fn shapes<C: RefCount>(ledger: &Ledger) -> Vec<Vector<C>> {
    let make = |len| (0..len).map(|i| ledger.counted(i)).collect::<Vector<C>>();
    let mut shapes: Vec<_> = [0, 1, 15, 16, 17, 100, MANY].map(make).into();
    let mut both = make(MANY / 10);
    (0..MANY / 50).for_each(|i| both.push_front(ledger.counted(i)));
    let mut inserted = make(MANY / 2);
    (0..MANY / 50).for_each(|i| inserted.insert(i, ledger.counted(i)));
    let mut joined = make(MANY / 15);
    joined.append(&mut make(MANY / 9));
    shapes.extend([both, inserted, joined]);
    shapes
}

fn a_piece_is_a_node<C: RefCount>() {
    let ledger = Ledger::new();
    for vec in shapes::<C>(&ledger) {
        let (len, live) = (vec.len(), ledger.live());
        let mut nodes = 0;
        vec.visit_nodes(&mut |_| {
            nodes += 1;
            true
        });
        let mut before = ledger.drops();
        let mut count = 0;
        let mut least = |what: &str| {
            let now = ledger.drops();
            assert!(now - before <= 32, "{} items of {len} at once: {what}", now - before);
            before = now;
        };
        let mut pieces = vec.dismantle();
        least("the ends");
        while pieces.next().is_some() {
            least("a node");
            count += 1;
        }
        assert!((nodes - 2..=nodes).contains(&count) || nodes < 2, "{count} of {nodes}");
        assert_eq!(ledger.live(), live - len);
    }
    ledger.assert_balanced();
}

#[test]
fn a_piece_is_a_node_of_any_kind() {
    a_piece_is_a_node::<Atomic>();
    a_piece_is_a_node::<Local>();
    a_piece_is_a_node::<Tiny>();
}

#[test]
fn what_others_share_stays() {
    let ledger = Ledger::new();
    for old in shapes::<Tiny>(&ledger) {
        let items: Vec<usize> = old.iter().map(|item| **item).collect();
        let mut new = old.clone();
        if let Some(item) = new.get_mut(items.len() / 2) {
            **item += 1;
        }
        old.dismantle().for_each(drop);
        new.assert_invariants();
        for (i, item) in new.iter().enumerate() {
            assert_eq!(**item, items[i] + usize::from(i == items.len() / 2));
        }
        let kept = new.clone();
        assert!(new.dismantle().count() <= 1, "all is shared");
        assert_eq!(kept.len(), items.len());
        kept.dismantle().for_each(drop);
    }
    ledger.assert_balanced();
}

#[test]
fn the_rest_goes_with_the_pieces() {
    let ledger = Ledger::new();
    for vec in shapes::<Tiny>(&ledger) {
        let mut pieces = vec.dismantle();
        pieces.by_ref().take(7).for_each(drop);
    }
    ledger.assert_balanced();
}

#[test]
fn a_drop_that_panics_loses_nothing() {
    for k in (1..500).step_by(if cfg!(miri) { 300 } else { 29 }) {
        let ledger = Ledger::new();
        let fuse = Fuse::new(Call::Drop, k);
        let vec: GenericVec<_, Tiny> =
            (0..600).map(|i| Fused::new(&fuse, ledger.counted(i))).collect();
        let mut pieces = vec.dismantle();
        assert!(fuse.run(|| pieces.by_ref().count()).is_err());
        assert!(ledger.live() + k as usize + 32 >= 600, "the rest went along");
        pieces.for_each(drop);
        ledger.assert_balanced();
    }
}
