//! A `Clone` that panics while leaves are merged: vectors whose trees begin or end with a leaf of few items, without
//! a front or a tail beside it, and vectors that are little more than such a leaf.
//!
//! `panics.rs` writes to large vectors with all parts. What is here needs a certain shape: a write that merges underfull
//! leaves has to make them its own first, or the items of one of them are lost.
#![cfg(not(cow_loom))]

use cow_vec::{CowVec, GenericVec, RefCount, Tiny};
use testkit::{Call, Counted, Fuse, Fused, Ledger, for_every_k};

type Item = Fused<Counted<u32>>;
type Vector = GenericVec<Item, Tiny>;
type Write = fn(&mut Vector, usize);

/// Makes the elements of one test run.
struct Maker<'a> {
    fuse: &'a Fuse,
    ledger: Ledger,
}

impl<'a> Maker<'a> {
    fn new(fuse: &'a Fuse) -> Self {
        Self { fuse, ledger: Ledger::new() }
    }

    fn items(&self, numbers: std::ops::Range<u32>) -> impl Iterator<Item = Item> {
        numbers.map(|number| Fused::new(self.fuse, self.ledger.counted(number)))
    }

    /// A vector of `len` items that begins in the midst of a leaf, and ends in the midst of one.
    fn cut(&self, len: u32, [skip, drop]: [u32; 2]) -> Vector {
        let whole: Vector = self.items(0..skip + len + drop).collect();
        let mut vec = whole.clone().split_off(skip as usize);
        vec.truncate(len as usize);
        vec
    }
}

fn values<C: RefCount>(vec: &GenericVec<Item, C>) -> Vec<u32> {
    vec.iter().map(|item| ***item).collect()
}

/// How many items are cut off at both ends, so that the leaves there have from one to four.
const CUTS: [[u32; 2]; 5] = [[0, 0], [1, 2], [3, 3], [3, 0], [0, 3]];

#[test]
fn an_append_that_fails_loses_nothing() {
    let mut panics = 0;
    for (n, m) in [(1, 60), (2, 60), (3, 17), (1, 9), (60, 1), (60, 2), (17, 3), (5, 5)] {
        for cut in CUTS {
            panics += for_every_k(Call::Clone, |fuse| {
                let maker = Maker::new(fuse);
                let (mut left, mut right) = (maker.cut(n, cut), maker.cut(m, cut));
                let old = (left.clone(), right.clone());
                let before = (values(&left), values(&right));
                match fuse.run(|| left.append(&mut right)) {
                    Ok(()) => {
                        assert_eq!(values(&left), [before.0.clone(), before.1.clone()].concat())
                    }
                    Err(_) => {
                        assert_eq!((values(&left), values(&right)), before, "{n} {m} {cut:?}")
                    }
                }
                left.assert_invariants();
                right.assert_invariants();
                assert_eq!((values(&old.0), values(&old.1)), before);
                drop((left, right, old));
                maker.ledger.assert_balanced();
            });
        }
    }
    assert!(panics > 0, "nothing was merged");
}

#[test]
fn a_write_to_a_vector_with_thin_edges_fails_whole() {
    let writes: [(&str, Write); 9] = [
        ("rotate_left", |v, at| v.rotate_left(at)),
        ("rotate_right", |v, at| v.rotate_right(at)),
        ("drain", |v, at| drop(v.drain(at..at + 5))),
        ("splice", |v, at| drop(v.splice(at..at + 5, []))),
        ("remove", |v, at| drop(v.remove(at))),
        ("split_off", |v, at| drop(v.split_off(at))),
        ("truncate", |v, at| v.truncate(at)),
        ("swap_remove", |v, at| drop(v.swap_remove(at))),
        ("extend_from_within", |v, at| v.extend_from_within(at..at + 5)),
    ];
    for (name, write) in writes {
        let mut panics = 0;
        for cut in CUTS {
            for at in [1, 7, 20, 36] {
                panics += for_every_k(Call::Clone, |fuse| {
                    let maker = Maker::new(fuse);
                    let mut vec = maker.cut(42, cut);
                    let old = vec.clone();
                    let before = values(&vec);
                    if fuse.run(|| write(&mut vec, at)).is_err() {
                        assert_eq!(values(&vec), before, "{name} {cut:?} {at}");
                    }
                    vec.assert_invariants();
                    old.assert_invariants();
                    assert_eq!(values(&old), before);
                    drop((vec, old));
                    maker.ledger.assert_balanced();
                });
            }
        }
        assert!(panics > 0, "{name} copied nothing");
    }
}

/// With every length of the front: what is popped there may first have to be moved, or copied, or both. Tiny leaves
/// would be too short.
#[test]
fn a_vector_that_is_all_front_or_all_tail_fails_whole() {
    type Full = CowVec<Item>;
    type Pop = fn(&mut Full);
    let pops: [(&str, Pop); 3] = [
        ("pop", |v| drop(v.pop())),
        ("pop_front", |v| drop(v.pop_front())),
        ("pop_if", |v| drop(v.pop_if(|_| true))),
    ];
    for (name, pop) in pops {
        let mut panics = 0;
        for few in (1..40).step_by(if cfg!(miri) { 13 } else { 1 }) {
            for front in [true, false] {
                panics += for_every_k(Call::Clone, |fuse| {
                    let maker = Maker::new(fuse);
                    let mut vec: Full = maker.items(0..40).collect();
                    if front {
                        maker.items(100..100 + few).for_each(|item| vec.push_front(item));
                        (0..40).for_each(|_| drop(vec.pop()));
                    } else {
                        vec.extend(maker.items(100..100 + few));
                        (0..40).for_each(|_| drop(vec.pop_front()));
                    }
                    let old = vec.clone();
                    let before = values(&vec);
                    if fuse.run(|| pop(&mut vec)).is_err() {
                        assert_eq!(values(&vec), before, "{name} {few}");
                    }
                    vec.assert_invariants();
                    assert_eq!(values(&old), before);
                    drop((vec, old));
                    maker.ledger.assert_balanced();
                });
            }
        }
        assert!(panics > 0, "{name} copied nothing");
    }
}
