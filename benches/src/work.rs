//! The workloads: each operation is written once, for all contenders of its shape.
//!
//! An operation stands in one function. What it hands to [`Clock::time`] is inside the timed part,
//! the rest is outside: clones of keys that are to be inserted, drops of what came out, and putting
//! the collection back into the state that it was found in, for the next round starts from there.
//! Each function returns a number that depends on everything it found or changed; all contenders
//! must answer the same before any of them is timed. `None`: the contender cannot do it.

mod boxed;
mod cell;
mod entries;
mod map;
mod tree;
mod vec;

use std::rc::Rc;

use crate::clock::Clock;
use crate::element::{Element, Input, Kind};
use crate::shape::Shape;

pub use boxed::BoxWork;
pub use cell::CellWork;
pub use map::MapWork;
pub use tree::TreeWork;
pub use vec::VecWork;

/// What figures of an operation count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Time, on average.
    Nanos,
    /// Time that a part of all single operations does not exceed.
    Quantile,
    /// Memory.
    Bytes,
}

/// What is said about an operation.
#[derive(Clone, Copy, Debug)]
pub struct Description {
    /// `name/variant`, as in `insert/shared`.
    pub key: &'static str,
    /// What is counted.
    pub unit: Unit,
    /// What one unit of it is.
    pub per: &'static str,
    /// What is timed, and what not.
    pub timed: &'static str,
}

/// An operation on a state `S`.
#[derive(Debug)]
pub struct Operation<S> {
    /// What is said about it.
    pub description: Description,
    /// Does one round of it.
    pub run: fn(&mut S, &mut Clock) -> Option<u64>,
}

/// The work of one contender of one shape.
pub trait Work: 'static {
    /// The element or key.
    type Element: Element;

    /// The input and the collection.
    type State: 'static;

    /// The contender's name.
    const NAME: &'static str;

    /// Builds the collection.
    fn start(input: &Rc<Input<Self::Element>>) -> Self::State;

    /// Returns all operations of the shape.
    fn operations() -> Vec<Operation<Self::State>>;
}

/// The work of a contender whose type is no longer known.
pub trait Runner {
    /// Returns the contender's name.
    fn name(&self) -> &str;

    /// Does one round of the operation at `index`. `None` if the contender cannot do it.
    fn run(&mut self, index: usize, clock: &mut Clock) -> Option<u64>;
}

struct Bound<W: Work> {
    state: W::State,
    operations: Vec<Operation<W::State>>,
}

impl<W: Work> Runner for Bound<W> {
    fn name(&self) -> &str {
        W::NAME
    }

    fn run(&mut self, index: usize, clock: &mut Clock) -> Option<u64> {
        (self.operations[index].run)(&mut self.state, clock)
    }
}

type Start<K> = (&'static str, fn(&Rc<Input<K>>) -> Box<dyn Runner>);

fn start<W: Work>() -> Start<W::Element> {
    (W::NAME, |input| Box::new(Bound::<W> { state: W::start(input), operations: W::operations() }))
}

/// Returns all contenders of a shape. The order is that of the tables.
fn starts<K: Element>(shape: Shape) -> Vec<Start<K>> {
    match shape {
        Shape::Map => map::starts(),
        Shape::Vec => vec::starts(),
        Shape::Tree => tree::starts(),
        Shape::Box => boxed::starts(),
        Shape::Cell => cell::starts(),
    }
}

/// Returns the names of the contenders of a shape, in the order of the tables.
pub fn contenders(shape: Shape) -> Vec<&'static str> {
    starts::<u64>(shape).into_iter().map(|(name, _)| name).collect()
}

/// Returns the operations of a shape.
pub fn descriptions(shape: Shape) -> Vec<Description> {
    fn of<W: Work>() -> Vec<Description> {
        W::operations().into_iter().map(|operation| operation.description).collect()
    }
    match shape {
        Shape::Map => of::<MapWork<u64, crate::contender::StdMap<u64>>>(),
        Shape::Vec => of::<VecWork<u64, crate::contender::StdVector<u64>>>(),
        Shape::Tree => of::<TreeWork<u64, crate::contender::StdTree<u64>>>(),
        Shape::Box => of::<BoxWork<u64, crate::contender::StdBox<boxed::Value<u64>>>>(),
        Shape::Cell => of::<CellWork<u64, crate::contender::RwLockCell<u64>>>(),
    }
}

/// Builds the collections of the contenders that `wanted` names, with `size` elements each.
pub fn runners(
    shape: Shape,
    kind: Kind,
    size: usize,
    wanted: impl Fn(&str) -> bool,
) -> Vec<Box<dyn Runner>> {
    fn build<K: Element>(
        shape: Shape,
        size: usize,
        wanted: impl Fn(&str) -> bool,
    ) -> Vec<Box<dyn Runner>> {
        let input = Input::<K>::new(size);
        let starts = starts::<K>(shape).into_iter().filter(|(name, _)| wanted(name));
        starts.map(|(_, start)| start(&input)).collect()
    }
    match kind {
        Kind::U64 => build::<u64>(shape, size, wanted),
        Kind::String => build::<String>(shape, size, wanted),
    }
}

/// Returns an operation that is timed.
fn op<S>(
    key: &'static str,
    per: &'static str,
    timed: &'static str,
    run: fn(&mut S, &mut Clock) -> Option<u64>,
) -> Operation<S> {
    Operation { description: Description { key, unit: Unit::Nanos, per, timed }, run }
}

/// Returns an operation that is timed singly.
fn quantile<S>(
    key: &'static str,
    per: &'static str,
    timed: &'static str,
    run: fn(&mut S, &mut Clock) -> Option<u64>,
) -> Operation<S> {
    Operation { description: Description { key, unit: Unit::Quantile, per, timed }, run }
}

/// Returns an operation whose memory is counted.
fn memory<S>(
    key: &'static str,
    per: &'static str,
    timed: &'static str,
    run: fn(&mut S, &mut Clock) -> Option<u64>,
) -> Operation<S> {
    Operation { description: Description { key, unit: Unit::Bytes, per, timed }, run }
}

/// Members of a round for collections of `size`: about as many elements are touched for all sizes.
fn repeats(size: usize) -> usize {
    (10_000 / size).max(1)
}

/// Versions that are made in a round: few where each is a deep clone, but the same for all who are
/// checked.
fn versions(clock: &Clock, deep: bool, size: usize) -> usize {
    match (clock.checking(), deep) {
        (true, _) => 3,
        (false, true) => (20_000 / size).clamp(1, 200),
        (false, false) => 200,
    }
}

/// Returns what `==` said of what is equal, always, and of what is not.
fn verdicts(of_equal: bool, of_other: bool) -> u64 {
    u64::from(of_equal) << 1 | u64::from(of_other)
}

/// Returns a number that depends on all numbers and their order.
fn in_order(numbers: impl Iterator<Item = u64>) -> u64 {
    numbers.fold(7, |sum, number| (sum.rotate_left(5) ^ number).wrapping_mul(0x9E37_79B9_7F4A_7C15))
}

/// Returns a number that depends on all numbers, in any order.
fn in_any_order(numbers: impl Iterator<Item = u64>) -> u64 {
    numbers.fold(0, |sum, number| sum.wrapping_add(number.wrapping_mul(number | 1)))
}
