//! Vectors keep what all collections promise.
#![cfg(not(cow_loom))]

use cow_vec::{Atomic, GenericVec, Local, RefCount, Tiny};
use std::marker::PhantomData;
use testkit::Call;
use testkit::promises::{Collection, Element, MANY, SIZES};

/// Vectors whose owners are counted by `C`.
struct Vectors<C>(PhantomData<C>);

impl<C: RefCount> Collection for Vectors<C> {
    type Item<T: Element> = T;
    type Of<T: Element> = GenericVec<T, C>;
    type Std = Vec<u32>;

    const CALLS: &[Call] = &[];
    const AT_ONCE: u64 = 64;
    const PATH: usize = 16;
    // The front and the tail.
    const OUTSIDE: usize = 2;

    fn item<T: Element>(number: u32, mut make: impl FnMut(u32) -> T) -> T {
        make(number)
    }

    fn add<T: Element>(of: &mut GenericVec<T, C>, item: T) {
        of.insert(of.len() / 2, item);
    }

    fn numbers<T: Element>(of: &GenericVec<T, C>) -> Vec<u32> {
        of.iter().map(Element::number).collect()
    }

    fn items(of: &GenericVec<u32, C>) -> Vec<u32> {
        of.to_vec()
    }

    testkit::methods_of_all!();

    /// Flat, regular, with a front, and relaxed; several levels high.
    fn shapes<T: Element>(mut make: impl FnMut(u32) -> T) -> Vec<GenericVec<T, C>> {
        let mut shapes: Vec<_> = SIZES.map(|len| Self::even(len, &mut make)).into();
        let mut both = Self::even(MANY / 10, &mut make);
        (0..MANY / 50).for_each(|i| both.push_front(make(i)));
        let mut inserted = Self::even(MANY / 2, &mut make);
        (0..MANY / 50).for_each(|i| inserted.insert(i as usize, make(i)));
        let mut joined = Self::even(MANY / 15, &mut make);
        joined.append(&mut Self::even(MANY / 9, &mut make));
        shapes.extend([both, inserted, joined]);
        shapes
    }
}

testkit::promises! { mod atomic: Vectors<Atomic> => versions, dismantling, panics, order }
testkit::promises! { mod local: Vectors<Local> => versions, dismantling, order }
testkit::promises! { mod tiny: Vectors<Tiny> => versions, dismantling, panics, order }
testkit::promises! { #[cfg(feature = "serde")] mod as_json: Vectors<Atomic> => serde, lengths }
testkit::promises! { #[cfg(feature = "serde")] mod local_as_json: Vectors<Local> => serde, lengths }
testkit::promises! { #[cfg(feature = "rayon")] mod in_parallel: Vectors<Atomic> => rayon }
