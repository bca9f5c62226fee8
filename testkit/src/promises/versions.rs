//! What versions share, and what they do not.

use super::{Collection, MANY, Plain, addresses, model, plain, whole};
use crate::{Ledger, assert_pre_order, assert_same_nodes, fresh};
use std::fmt::Debug;

/// A clone is equal, has the very same nodes, and calls no user code.
pub fn a_clone_is_the_same_nodes<C: Collection>() {
    let ledger = Ledger::new();
    for of in C::shapes(|number| ledger.counted(number)) {
        let numbers = whole::<C, _>(&of);
        let (live, clones) = (ledger.live(), ledger.clones());
        let clone = of.clone();
        assert_eq!((ledger.live(), ledger.clones()), (live, clones), "a clone calls no user code");
        assert_same_nodes("clone", addresses::<C, _>(&of), addresses::<C, _>(&clone));
        assert!(clone == of);
        assert!(C::ptr_eq(&clone, &of) || C::nodes(&of).is_empty());
        drop(of);
        assert_eq!((ledger.live(), whole::<C, _>(&clone)), (live, numbers));
    }
    ledger.assert_balanced();
}

/// A write to a clone or to its original copies a path, and changes nothing for the other.
pub fn a_write_is_seen_in_its_version_only<C: Collection>() {
    let ledger = Ledger::new();
    let mut make = |number| ledger.counted(number);
    for mut old in C::shapes(&mut make) {
        for number in [1, MANY | 1, 2 * MANY - 1] {
            let (before, nodes) = (whole::<C, _>(&old), addresses::<C, _>(&old));
            let mut new = old.clone();
            C::add(&mut new, C::item(number, &mut make));
            assert_eq!((whole::<C, _>(&old), addresses::<C, _>(&old)), (before.clone(), nodes));
            let after = whole::<C, _>(&new);
            assert!(after.contains(&number) && after.len() > before.len());
            assert!(new != old && !C::ptr_eq(&new, &old));
            let copied = fresh(addresses::<C, _>(&old), addresses::<C, _>(&new));
            assert!(copied <= C::PATH, "{copied} nodes are new, of {}", C::nodes(&new).len());
            // And now to the original.
            let third = new.clone();
            C::add(&mut new, C::item(number + 4 * MANY, &mut make));
            assert_eq!(whole::<C, _>(&third), after);
            drop((new, third));
            C::add(&mut old, C::item(number, &mut make));
            assert_eq!(whole::<C, _>(&old), after);
        }
    }
    ledger.assert_balanced();
}

/// Where no other version is left, a write clones nothing.
pub fn what_is_not_shared_is_written_in_place<C: Collection>() {
    let ledger = Ledger::new();
    let mut make = |number| ledger.counted(number);
    for mut of in C::shapes(&mut make) {
        for number in [1, 3, MANY | 1] {
            let (clones, nodes) = (ledger.clones(), addresses::<C, _>(&of));
            drop(of.clone());
            C::add(&mut of, C::item(number, &mut make));
            assert!(ledger.clones() - clones <= C::SEPARATORS);
            // A leaf that is full is cut, or grows.
            let new = fresh(nodes, addresses::<C, _>(&of));
            assert!(new <= C::PATH, "{new} new nodes");
        }
    }
    ledger.assert_balanced();
}

/// Nodes are shown parents first and in order, and their elements are all elements.
pub fn nodes_are_shown_in_pre_order_with_their_elements<C: Collection>() {
    for of in plain::<C>() {
        assert_pre_order(C::len(&of), &C::nodes(&of));
    }
}

/// `==` and `Debug` say what they say of std's collection of the same items.
pub fn equality_and_debug_are_those_of_std<C: Collection>() {
    // Sets of hashes show their elements in an order of their own.
    let shown = |what: &dyn Debug| {
        let shown = format!("{what:?}");
        let mut parts: Vec<String> =
            shown.trim_matches(['{', '}']).split(", ").map(String::from).collect();
        if !C::ORDERED {
            parts.sort_unstable();
        }
        (shown.len(), parts)
    };
    // Built twice, they share nothing.
    for (a, again) in plain::<C>().iter().zip(&plain::<C>()) {
        assert!(a == again && *a == a.clone());
        assert!(C::len(a) == 0 || !C::ptr_eq(a, again));
        assert_eq!(shown(a), shown(&model::<C>(a)));
        for b in &plain::<C>() {
            assert_eq!(
                (a == b, a != b),
                (model::<C>(a) == model::<C>(b), model::<C>(a) != model::<C>(b))
            );
        }
    }
    assert_eq!(C::items(&Plain::<C>::default()), []);
}
