//! The promises of collections, of one that breaks them: a vector that is cloned deep, and dropped at once.

use testkit::promises::{Collection, Element, a_clone_is_the_same_nodes, a_piece_is_a_node};
use testkit::promises::{a_write_is_seen_in_its_version_only, equality_and_debug_are_those_of_std};
use testkit::{Call, Node};

struct Deep;

impl Collection for Deep {
    type Item<T: Element> = T;
    type Of<T: Element> = Vec<T>;
    type Std = Vec<u32>;

    const CALLS: &[Call] = &[];
    const AT_ONCE: u64 = 1;
    const PATH: usize = 0;

    fn item<T: Element>(number: u32, mut make: impl FnMut(u32) -> T) -> T {
        make(number)
    }

    fn add<T: Element>(of: &mut Vec<T>, item: T) {
        of.insert(of.len() / 2, item);
    }

    fn numbers<T: Element>(of: &Vec<T>) -> Vec<u32> {
        of.iter().map(Element::number).collect()
    }

    fn items(of: &Vec<u32>) -> Vec<u32> {
        of.clone()
    }

    fn ptr_eq<T: Element>(a: &Vec<T>, b: &Vec<T>) -> bool {
        a.as_ptr() == b.as_ptr()
    }

    fn nodes<T: Element>(of: &Vec<T>) -> Vec<Node> {
        let node = Node {
            address: of.as_ptr().addr(),
            bytes: size_of_val(&**of),
            depth: 0,
            slot: 0,
            items: of.len(),
        };
        if of.is_empty() { Vec::new() } else { vec![node] }
    }

    fn assert_invariants<T: Element>(_: &Vec<T>) {}

    fn dismantle<T: Element>(of: Vec<T>) -> impl Iterator<Item = ()> {
        (!of.is_empty()).then_some(of).into_iter().map(drop)
    }
}

#[test]
fn what_is_kept_passes() {
    equality_and_debug_are_those_of_std::<Deep>();
}

#[test]
#[should_panic(expected = "a clone calls no user code")]
fn a_deep_clone_is_found() {
    a_clone_is_the_same_nodes::<Deep>();
}

#[test]
#[should_panic(expected = "1 nodes are new, of 1")]
fn a_copy_of_all_is_found() {
    a_write_is_seen_in_its_version_only::<Deep>();
}

#[test]
#[should_panic(expected = "16 at once")]
fn a_drop_of_all_is_found() {
    a_piece_is_a_node::<Deep>();
}
