//! Texts keep what all collections promise: they are collections of characters.
#![cfg(not(cow_loom))]

use cow_core::{Atomic, RefCount, Tiny};
use cow_text::{GenericText, Lf};
use std::marker::PhantomData;
use testkit::Call;
use testkit::promises::{Collection, Element};

/// Texts whose owners are counted by `C`, of characters that have the numbers of elements.
struct Texts<C>(PhantomData<C>);

impl<C: RefCount> Collection for Texts<C> {
    type Item<T: Element> = char;
    type Of<T: Element> = GenericText<C, Lf>;
    type Std = String;

    const CALLS: &[Call] = &[];
    const AT_ONCE: u64 = 0;
    const PATH: usize = 30;

    fn item<T: Element>(number: u32, _: impl FnMut(u32) -> T) -> char {
        char::from_u32(number).unwrap()
    }

    fn add<T: Element>(of: &mut Self::Of<T>, item: char) {
        of.insert_chars(of.len_chars() / 2, item.encode_utf8(&mut [0; 4]));
    }

    fn numbers<T: Element>(of: &Self::Of<T>) -> Vec<u32> {
        of.chars().map(u32::from).collect()
    }

    fn items(of: &Self::Of<u32>) -> Vec<char> {
        of.chars().collect()
    }

    // Bytes, in nodes.
    fn len(of: &Self::Of<u32>) -> usize {
        of.len()
    }

    testkit::methods_of_all!();
}

testkit::promises! { mod texts: Texts<Atomic> => versions, dismantling, order }
testkit::promises! { mod tiny_texts: Texts<Tiny> => versions, dismantling, order }
testkit::promises! { #[cfg(feature = "serde")] mod as_json: Texts<Tiny> => serde }
