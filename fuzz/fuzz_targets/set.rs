//! `CowSet` against `HashSet`.
#![no_main]

use arbitrary::Arbitrary;
use cow_core::{Atomic, Local};
use cow_fuzz::element::{Owned, Wide};
use cow_fuzz::set::{Both, Op};
use cow_fuzz::{Steps, run};
use libfuzzer_sys::fuzz_target;
use std::hash::BuildHasherDefault;
use std::hash::DefaultHasher;
use testkit::{Constant, TopBitsZero};

#[derive(Arbitrary, Debug)]
enum Shape {
    Plain,
    Owned,
    Wide,
    FewHashes,
    OneHash,
}

type Hasher = BuildHasherDefault<DefaultHasher>;

fuzz_target!(|input: (Shape, Steps<Op>)| match input.0 {
    Shape::Plain => run::<Both<u32, Hasher, Atomic>>(&input.1),
    Shape::Owned => run::<Both<Owned, Hasher, Atomic>>(&input.1),
    Shape::Wide => run::<Both<Wide<40>, Hasher, Local>>(&input.1),
    Shape::FewHashes => run::<Both<Wide<20>, TopBitsZero, Local>>(&input.1),
    Shape::OneHash => run::<Both<Owned, Constant, Atomic>>(&input.1),
});
