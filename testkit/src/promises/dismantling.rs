//! Collections that are dropped node by node.

use super::{Collection, MANY, addresses, whole};
use crate::{Call, Fuse, Ledger, Maker, full};
use std::collections::HashSet;

/// Each piece is one node, and drops the elements of one leaf at most.
pub fn a_piece_is_a_node<C: Collection>() {
    let ledger = Ledger::new();
    for of in C::shapes(|number| ledger.counted(number)) {
        let (nodes, live) = (C::nodes(&of).len(), ledger.live());
        let held = C::numbers(&of).len();
        let before = ledger.drops();
        let mut pieces = C::dismantle(of);
        let first = ledger.drops() - before;
        let (count, most) = ledger.drops_by_step(pieces.by_ref());
        assert!(first.max(most) <= C::AT_ONCE, "{first} elements at first, {most} at once");
        let least = nodes.saturating_sub(C::OUTSIDE);
        assert!((least..=nodes).contains(&count), "{count} pieces of {nodes} nodes");
        // All that is left is no longer there before `pieces` goes.
        assert!(ledger.live() + held.min(live) <= live);
        drop(pieces);
    }
    ledger.assert_balanced();
}

/// What another version shares is not visited, and not dropped.
pub fn what_others_share_stays<C: Collection>() {
    let ledger = Ledger::new();
    let mut make = |number| ledger.counted(number);
    for old in C::shapes(&mut make) {
        let mut new = old.clone();
        C::add(&mut new, C::item(MANY | 1, &mut make));
        let numbers = whole::<C, _>(&new);
        let nodes: HashSet<usize> = addresses::<C, _>(&new).into_iter().collect();
        let own = addresses::<C, _>(&old).into_iter().filter(|node| !nodes.contains(node)).count();
        let count = C::dismantle(old).count();
        let most = own * (1 + MAX_CHILDREN);
        assert!(count <= most, "{count} pieces, of a path of {own} nodes and their children");
        assert_eq!(whole::<C, _>(&new), numbers);
        assert_eq!(nodes, addresses::<C, _>(&new).into_iter().collect());

        let kept = new.clone();
        assert!(C::dismantle(new).count() <= 1, "all is shared");
        assert_eq!(whole::<C, _>(&kept), numbers);
    }
    ledger.assert_balanced();
}

/// The most children of a node.
const MAX_CHILDREN: usize = 32;

/// Pieces that are dropped take along what is left, and not before.
pub fn the_rest_goes_with_the_pieces<C: Collection>() {
    let ledger = Ledger::new();
    for of in C::shapes(|number| ledger.counted(number)) {
        let live = ledger.live();
        let mut pieces = C::dismantle(of);
        pieces.by_ref().take(7).for_each(drop);
        assert!(ledger.live() as u64 + 8 * C::AT_ONCE >= live as u64, "only what was asked for");
        drop(pieces);
    }
    ledger.assert_balanced();
}

/// Where the drop of an element panics, all others are dropped all the same: those of its node at once, and the rest
/// with the pieces after it.
pub fn a_drop_that_panics_loses_nothing<C: Collection>() {
    for k in (1..500).step_by(if full() { 29 } else { 97 }) {
        let maker = Maker::new(&Fuse::new(Call::Drop, k));
        let of = C::even(600, |number| maker.fused(number));
        let live = maker.ledger.live();
        let mut pieces = C::dismantle(of);
        assert_eq!(maker.fuse.run(|| pieces.by_ref().count()).is_err(), live > 0);
        assert!(maker.ledger.live() as u64 + k + C::AT_ONCE >= live as u64, "the rest went along");
        pieces.for_each(drop);
        maker.ledger.assert_balanced();
    }
}
