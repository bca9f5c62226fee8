//! `CowText` against `String`.
#![no_main]

use arbitrary::Arbitrary;
use cow_core::{Atomic, Tiny};
use cow_fuzz::text::{Both, Op};
use cow_fuzz::{Steps, run};
use cow_text::{CrLf, Lf, Unicode};
use libfuzzer_sys::fuzz_target;

#[derive(Arbitrary, Debug)]
enum Shape {
    Tiny,
    TinyCrLf,
    TinyUnicode,
    Wide,
}

fuzz_target!(|input: (Shape, Steps<Op>)| match input.0 {
    Shape::Tiny => run::<Both<Tiny, Lf>>(&input.1),
    Shape::TinyCrLf => run::<Both<Tiny, CrLf>>(&input.1),
    Shape::TinyUnicode => run::<Both<Tiny, Unicode>>(&input.1),
    Shape::Wide => run::<Both<Atomic, Unicode>>(&input.1),
});
