//! `CowTreeSet` against `BTreeSet`.
#![no_main]

use arbitrary::Arbitrary;
use cow_core::{Atomic, Local};
use cow_fuzz::element::{Owned, Wide};
use cow_fuzz::tree_set::{Both, Op};
use cow_fuzz::{Steps, run};
use libfuzzer_sys::fuzz_target;

#[derive(Arbitrary, Debug)]
enum Shape {
    Plain,
    Owned,
    Narrow,
    Narrowest,
}

fuzz_target!(|input: (Shape, Steps<Op>)| match input.0 {
    Shape::Plain => run::<Both<u32, Local>>(&input.1),
    Shape::Owned => run::<Both<Owned, Atomic>>(&input.1),
    Shape::Narrow => run::<Both<Wide<30>, Atomic>>(&input.1),
    Shape::Narrowest => run::<Both<Wide<62>, Local>>(&input.1),
});
