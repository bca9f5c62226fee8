//! `CowBox` against deep copies.
#![no_main]

use arbitrary::Arbitrary;
use cow_fuzz::boxed::{Both, Op};
use cow_fuzz::element::{Owned, Unit, Wide};
use cow_fuzz::{Steps, run};
use libfuzzer_sys::fuzz_target;

#[derive(Arbitrary, Debug)]
enum Shape {
    Plain,
    Owned,
    Wide,
    Unit,
}

fuzz_target!(|input: (Shape, Steps<Op>)| match input.0 {
    Shape::Plain => run::<Both<u32>>(&input.1),
    Shape::Owned => run::<Both<Owned>>(&input.1),
    Shape::Wide => run::<Both<Wide<20>>>(&input.1),
    Shape::Unit => run::<Both<Unit>>(&input.1),
});
