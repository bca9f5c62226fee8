//! Maps and sets keep what all collections promise.
#![cfg(not(cow_loom))]

use cow_map::{Atomic, GenericMap, GenericSet, Local, RefCount};
use std::collections::{HashMap, HashSet};
use std::marker::PhantomData;
use testkit::promises::{Collection, Element};
use testkit::{Call, Masked};

/// Every version of a map hashes alike, and all bits count.
type Hasher = Masked<{ u64::MAX }>;

/// Maps whose owners are counted by `C`.
struct Maps<C>(PhantomData<C>);

impl<C: RefCount> Collection for Maps<C> {
    type Item<T: Element> = (T, T);
    type Of<T: Element> = GenericMap<T, T, Hasher, C>;
    type Std = HashMap<u32, u32>;

    const ORDERED: bool = false;
    const CALLS: &[Call] = &[Call::Hash, Call::Eq];
    const AT_ONCE: u64 = 2 * 32;
    const PATH: usize = 8;

    testkit::methods_of_maps!();
}

/// Sets whose owners are counted by `C`.
struct Sets<C>(PhantomData<C>);

impl<C: RefCount> Collection for Sets<C> {
    type Item<T: Element> = T;
    type Of<T: Element> = GenericSet<T, Hasher, C>;
    type Std = HashSet<u32>;

    const ORDERED: bool = false;
    const CALLS: &[Call] = Maps::<C>::CALLS;
    const AT_ONCE: u64 = 32;
    const PATH: usize = Maps::<C>::PATH;

    testkit::methods_of_sets!();
}

testkit::promises! { mod maps: Maps<Atomic> => versions, dismantling, panics }
testkit::promises! { mod local_maps: Maps<Local> => versions, dismantling, panics }
testkit::promises! { mod sets: Sets<Atomic> => versions, dismantling, panics }
testkit::promises! { mod local_sets: Sets<Local> => versions, dismantling }
testkit::promises! { #[cfg(feature = "serde")] mod maps_as_json: Maps<Atomic> => serde, lengths }
testkit::promises! { #[cfg(feature = "serde")] mod local_maps_as_json: Maps<Local> => serde, lengths }
testkit::promises! { #[cfg(feature = "serde")] mod sets_as_json: Sets<Atomic> => serde, lengths }
testkit::promises! { #[cfg(feature = "rayon")] mod maps_in_parallel: Maps<Atomic> => rayon }
testkit::promises! { #[cfg(feature = "rayon")] mod sets_in_parallel: Sets<Atomic> => rayon }
