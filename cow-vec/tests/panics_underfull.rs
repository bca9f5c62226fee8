//! A `Clone` that panics while leaves are merged: vectors whose trees begin or end with a leaf of few items, without
//! a front or a tail beside it, and vectors that are little more than such a leaf.
//!
//! `panics.rs` writes to large vectors with all parts. What is here needs a certain shape: a write that merges underfull
//! leaves has to make them its own first, or the items of one of them are lost.
#![cfg(not(cow_loom))]

use cow_vec::{CowVec, GenericVec, RefCount, Tiny};
use testkit::promises::{panics, unchanged};
use testkit::{Call, Counted, Fused, Maker};

type Item = Fused<Counted<u32>>;
type Vector = GenericVec<Item, Tiny>;
type Write = fn(&mut Vector, usize);

fn items(maker: &Maker, numbers: std::ops::Range<u32>) -> impl Iterator<Item = Item> {
    numbers.map(|number| maker.fused(number))
}

/// A vector of `len` items that begins in the midst of a leaf, and ends in the midst of one.
fn cut(maker: &Maker, len: u32, [skip, drop]: [u32; 2]) -> Vector {
    let whole: Vector = items(maker, 0..skip + len + drop).collect();
    let mut vec = whole.clone().split_off(skip as usize);
    vec.truncate(len as usize);
    vec
}

/// The items of a vector that is whole.
fn values<C: RefCount>(vec: &GenericVec<Item, C>) -> Vec<u32> {
    vec.assert_invariants();
    vec.iter().map(|item| ***item).collect()
}

/// How many items are cut off at both ends, so that the leaves there have from one to four.
const CUTS: [[u32; 2]; 5] = [[0, 0], [1, 2], [3, 3], [3, 0], [0, 3]];

#[test]
fn an_append_that_fails_loses_nothing() {
    let mut met = 0;
    for (n, m) in [(1, 60), (2, 60), (3, 17), (1, 9), (60, 1), (60, 2), (17, 3), (5, 5)] {
        for at in CUTS {
            let versions = |maker: &Maker| vec![(cut(maker, n, at), cut(maker, m, at)); 2];
            let content = |(left, right): &(Vector, Vector)| vec![values(left), values(right)];
            let append = |(left, right): &mut (Vector, Vector), _: &Maker| {
                let both = [values(left), values(right)].concat();
                left.append(right);
                assert_eq!(values(left), both);
            };
            met += panics(Call::Clone, versions, content, append, unchanged("append"));
        }
    }
    assert!(met > 0, "nothing was merged");
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
        let mut met = 0;
        for edges in CUTS {
            for at in [1, 7, 20, 36] {
                let versions = |maker: &Maker| vec![cut(maker, 42, edges); 2];
                let write = |vec: &mut Vector, _: &Maker| write(vec, at);
                met += panics(Call::Clone, versions, values, write, unchanged(name));
            }
        }
        assert!(met > 0, "{name} copied nothing");
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
        let mut met = 0;
        for few in (1..40).step_by(if cfg!(miri) { 13 } else { 1 }) {
            for front in [true, false] {
                let versions = |maker: &Maker| {
                    let mut vec: Full = items(maker, 0..40).collect();
                    if front {
                        items(maker, 100..100 + few).for_each(|item| vec.push_front(item));
                        (0..40).for_each(|_| drop(vec.pop()));
                    } else {
                        vec.extend(items(maker, 100..100 + few));
                        (0..40).for_each(|_| drop(vec.pop_front()));
                    }
                    vec![vec; 2]
                };
                met += panics(Call::Clone, versions, values, |vec, _| pop(vec), unchanged(name));
            }
        }
        assert!(met > 0, "{name} copied nothing");
    }
}
