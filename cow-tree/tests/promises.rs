//! Ordered maps and sets keep what all collections promise.
#![cfg(not(cow_loom))]

use cow_core::{Atomic, Local, RefCount};
use cow_tree::{GenericTreeMap, GenericTreeSet};
use std::collections::{BTreeMap, BTreeSet};
use std::marker::PhantomData;
use testkit::Call;
use testkit::promises::{Collection, Element};

/// Maps whose owners are counted by `C`.
struct Maps<C>(PhantomData<C>);

impl<C: RefCount> Collection for Maps<C> {
    type Item<T: Element> = (T, T);
    type Of<T: Element> = GenericTreeMap<T, T, (), C>;
    type Std = BTreeMap<u32, u32>;

    const CALLS: &[Call] = &[Call::Ord];
    const AT_ONCE: u64 = 2 * 63;
    const PATH: usize = 8;
    // A leaf that is cut.
    const SEPARATORS: u64 = 1;

    testkit::methods_of_maps!();
}

/// Sets whose owners are counted by `C`.
struct Sets<C>(PhantomData<C>);

impl<C: RefCount> Collection for Sets<C> {
    type Item<T: Element> = T;
    type Of<T: Element> = GenericTreeSet<T, (), C>;
    type Std = BTreeSet<u32>;

    const CALLS: &[Call] = Maps::<C>::CALLS;
    const AT_ONCE: u64 = 63;
    const PATH: usize = Maps::<C>::PATH;
    const SEPARATORS: u64 = Maps::<C>::SEPARATORS;

    testkit::methods_of_sets!();
}

testkit::promises! { mod maps: Maps<Atomic> => versions, dismantling, panics, order }
testkit::promises! { mod local_maps: Maps<Local> => versions, dismantling, panics, order }
testkit::promises! { mod sets: Sets<Atomic> => versions, dismantling, panics, order }
testkit::promises! { mod local_sets: Sets<Local> => versions, dismantling, order }
testkit::promises! { #[cfg(feature = "serde")] mod maps_as_json: Maps<Atomic> => serde, lengths }
testkit::promises! { #[cfg(feature = "serde")] mod sets_as_json: Sets<Atomic> => serde, lengths }
testkit::promises! { #[cfg(feature = "serde")] mod local_sets_as_json: Sets<Local> => serde, lengths }
testkit::promises! { #[cfg(feature = "rayon")] mod maps_in_parallel: Maps<Atomic> => rayon }
testkit::promises! { #[cfg(feature = "rayon")] mod sets_in_parallel: Sets<Atomic> => rayon }
