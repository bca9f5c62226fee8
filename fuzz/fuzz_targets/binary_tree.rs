//! `BinaryTree` against a tree of boxes.
#![no_main]

use arbitrary::Arbitrary;
use cow_fuzz::binary_tree::{Both, Op};
use cow_fuzz::element::{Owned, Unit};
use cow_fuzz::{Steps, run};
use libfuzzer_sys::fuzz_target;

#[derive(Arbitrary, Debug)]
enum Shape {
    Plain,
    Owned,
    Unit,
}

fuzz_target!(|input: (Shape, Steps<Op>)| match input.0 {
    Shape::Plain => run::<Both<u32>>(&input.1),
    Shape::Owned => run::<Both<Owned>>(&input.1),
    Shape::Unit => run::<Both<Unit>>(&input.1),
});
