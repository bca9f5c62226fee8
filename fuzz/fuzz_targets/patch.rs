//! Patches and merges against their laws.
#![no_main]

use arbitrary::Arbitrary;
use cow_core::Tiny;
use cow_fuzz::patch::{Input, Nested, merge_of_maps, merges, patches};
use cow_map::GenericSet;
use cow_tree::{BinaryTree, GenericTreeMap};
use cow_vec::{CowVec, GenericVec};
use foldhash::fast::FixedState;
use libfuzzer_sys::fuzz_target;

#[derive(Arbitrary, Debug)]
enum Shape {
    Vector,
    Tiny,
    Ordered,
    Set,
    Nested,
    Binary,
}

fuzz_target!(|input: (Shape, Input<'_>)| {
    let (shape, input) = &input;
    match shape {
        Shape::Vector => (patches::<CowVec<u8>>(input), merges::<CowVec<u8>>(input)),
        Shape::Tiny => {
            (patches::<GenericVec<u8, Tiny>>(input), merges::<GenericVec<u8, Tiny>>(input))
        }
        Shape::Ordered => {
            (patches::<GenericTreeMap<u8, u8, (), Tiny>>(input), merge_of_maps(input))
        }
        Shape::Set => {
            type Set = GenericSet<u8, FixedState, Tiny>;
            (patches::<Set>(input), merges::<Set>(input))
        }
        Shape::Nested => (patches::<Nested>(input), merges::<Nested>(input)),
        Shape::Binary => (patches::<BinaryTree<u8>>(input), ()),
    };
});
