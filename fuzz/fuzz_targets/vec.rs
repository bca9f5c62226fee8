//! `CowVec` against `Vec`.
#![no_main]

use arbitrary::Arbitrary;
use cow_core::{Atomic, Tiny};
use cow_fuzz::element::{Owned, Unit, Wide};
use cow_fuzz::vec::{Both, Op};
use cow_fuzz::{Steps, run};
use libfuzzer_sys::fuzz_target;

#[derive(Arbitrary, Debug)]
enum Shape {
    Tiny,
    TinyOwned,
    Wide,
    Owned,
    Plain,
    Unit,
}

fuzz_target!(|input: (Shape, Steps<Op>)| match input.0 {
    Shape::Tiny => run::<Both<u32, Tiny>>(&input.1),
    Shape::TinyOwned => run::<Both<Owned, Tiny>>(&input.1),
    Shape::Wide => run::<Both<Wide<40>, Atomic>>(&input.1),
    Shape::Owned => run::<Both<Owned, Atomic>>(&input.1),
    Shape::Plain => run::<Both<u32, Atomic>>(&input.1),
    Shape::Unit => run::<Both<Unit, Tiny>>(&input.1),
});
