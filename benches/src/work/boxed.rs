use std::hint::black_box;
use std::marker::PhantomData;
use std::rc::Rc;

use demo::heap;

use super::{Operation, Start, Work, in_order, memory, op, start, versions};
use crate::clock::Clock;
use crate::contender::{CowBoxed, DeepBox, StdBox, TriompheBox};
use crate::element::{Element, Input, PROBES};
use crate::shape::Shared;

pub(super) fn starts<T: Element>() -> Vec<Start<T>> {
    vec![
        start::<BoxWork<T, StdBox<Value<T>>>>(),
        start::<BoxWork<T, DeepBox<Value<T>>>>(),
        start::<BoxWork<T, TriompheBox<Value<T>>>>(),
        start::<BoxWork<T, CowBoxed<Value<T>>>>(),
    ]
}

/// What the pointers point to: a list whose clone and drop are calls, as those of most values are. Were they
/// small enough to become part of each `make_mut`, what is measured of an unshared value would be whether
/// the compiler still takes the whole for small.
#[derive(Debug)]
pub struct Value<T>(Vec<T>);

impl<T: Clone> Clone for Value<T> {
    #[inline(never)]
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T> Drop for Value<T> {
    #[inline(never)]
    fn drop(&mut self) {
        drop(std::mem::take(&mut self.0));
    }
}

/// The work of pointers to one value: a list of the elements.
#[derive(Debug)]
pub struct BoxWork<T, B>(PhantomData<(T, B)>);

/// A pointer that no other shares between rounds.
#[derive(Debug)]
pub struct State<T, B> {
    input: Rc<Input<T>>,
    base: B,
}

impl<T: Element, B: Shared<Value<T>>> Work for BoxWork<T, B> {
    type Element = T;
    type State = State<T, B>;
    const NAME: &'static str = B::NAME;

    fn start(input: &Rc<Input<T>>) -> Self::State {
        State { input: Rc::clone(input), base: B::new(Value(input.keys.clone())) }
    }

    fn operations() -> Vec<Operation<Self::State>> {
        vec![
            op("read/shared", "read", "reading through the pointer", read_shared),
            op("make_mut/unique", "call", "`make_mut` of an unshared value", make_mut_unique),
            op(
                "make_mut/shared",
                "version",
                "`clone`, `make_mut`, drop of the version",
                make_mut_shared,
            ),
            op("clone/drop", "clone", "`clone` and the drop of the clone", clone_drop),
            memory(
                "memory/build",
                "value",
                "what pointer and value hold, as malloc counts; not: the text of elements",
                memory_build,
            ),
        ]
    }
}

/// Calls of less than a nanosecond in a round. With a thousand, all rounds of a row together took 0.1 ms
/// or two, and fell into one and the same moment of a busy machine, which does not slow down all loops alike.
const CALLS: usize = 100 * PROBES;

fn read_shared<T: Element, B: Shared<Value<T>>>(
    s: &mut State<T, B>,
    clock: &mut Clock,
) -> Option<u64> {
    let shared = s.base.clone();
    let sum = clock.time(CALLS, || {
        (0..CALLS).fold(0_u64, |sum, _| sum.wrapping_add(black_box(&shared).read().0.len() as u64))
    });
    Some(sum)
}

fn make_mut_unique<T: Element, B: Shared<Value<T>>>(
    s: &mut State<T, B>,
    clock: &mut Clock,
) -> Option<u64> {
    clock.time(CALLS, || {
        for _ in 0..CALLS {
            black_box(black_box(&mut s.base).make_mut());
        }
    });
    Some(in_order(s.base.read().0.iter().map(T::read)))
}

fn make_mut_shared<T: Element, B: Shared<Value<T>>>(
    s: &mut State<T, B>,
    clock: &mut Clock,
) -> Option<u64> {
    let count = versions(clock, true, s.input.size());
    clock.time(count, || {
        for _ in 0..count {
            let mut version = black_box(&s.base).clone();
            black_box(version.make_mut());
        }
    });
    let mut version = s.base.clone();
    version.make_mut().0.pop();
    Some(in_order(version.read().0.iter().chain(&s.base.read().0).map(T::read)))
}

fn clone_drop<T: Element, B: Shared<Value<T>>>(
    s: &mut State<T, B>,
    clock: &mut Clock,
) -> Option<u64> {
    let clones = 50 * versions(clock, B::DEEP, s.input.size());
    clock.time(clones, || (0..clones).for_each(|_| drop(black_box(black_box(&s.base).clone()))));
    if !clock.checking() {
        return Some(0);
    }
    // A clone holds what it held, whatever is written to what it was cloned from.
    let mut other = s.base.clone();
    let clone = other.clone();
    other.make_mut().0.pop();
    Some(in_order(clone.read().0.iter().chain(&other.read().0).map(T::read)))
}

fn memory_build<T: Element, B: Shared<Value<T>>>(
    s: &mut State<T, B>,
    clock: &mut Clock,
) -> Option<u64> {
    let value = s.input.keys.clone();
    let list = value.capacity() * size_of::<T>();
    let before = heap::held();
    let base = B::new(Value(value));
    let grown = heap::held() - before;
    clock.amount(grown as f64 + (size_of::<B>() + list) as f64);
    Some(base.read().0.len() as u64)
}
