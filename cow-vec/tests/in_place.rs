//! Short edits by `splice`, `drain`, `retain` and `extend_from_within`: they behave as `Vec`'s, and
//! copy no more than `insert` and `remove` do.
#![cfg(not(cow_loom))]

use cow_vec::{Atomic, CowVec, GenericVec, RefCount, Tiny};
use proptest::collection::vec;
use proptest::prelude::*;
use std::collections::HashSet;
use testkit::{assert_fresh_at_most, assert_same_nodes};

/// Where an edit begins, how many items it takes out, and how many it puts in. Taken modulo what is
/// possible.
type Edit = (usize, usize, usize);

/// Edits versions, each of which is made from one before, and compares them with `Vec`s.
fn edited<C: RefCount>(edits: &[Edit], len: usize, most: usize) {
    let mut built: GenericVec<u32, C> = (len as u32 / 4..len as u32).collect();
    (0..len as u32 / 4).rev().for_each(|item| built.push_front(item));
    let mut versions = vec![(built, (0..len as u32).collect::<Vec<_>>())];
    for (k, &(at, out, new)) in edits.iter().enumerate() {
        let (mut cow, mut model) = versions[k.saturating_sub(k % 3)].clone();
        let at = at % (model.len() + 1);
        let range = at..at + (out % most).min(model.len() - at);
        let new = (0..(new % most) as u32).map(|i| 1_000_000 + 1000 * k as u32 + i);
        match k % 5 {
            0 => assert!(cow.drain(range.clone()).eq(model.drain(range))),
            1 => {
                cow.extend_from_within(range.clone());
                model.extend_from_within(range);
            }
            2 => {
                let mut seen = 0;
                cow.retain(|_| {
                    seen += 1;
                    !range.contains(&(seen - 1))
                });
                assert_eq!(seen, model.len());
                model.drain(range);
            }
            _ => {
                let taken = cow.splice(range.clone(), new.clone());
                assert!(taken.eq(model.splice(range, new)));
            }
        }
        cow.assert_invariants();
        versions.push((cow, model));
    }
    for (cow, model) in versions {
        assert_eq!(cow, model);
    }
}

proptest! {
    #[test]
    fn short_edits_of_tiny_nodes_behave_as_those_of_vec(
        edits in vec(any::<Edit>(), 1..60),
        len in 0..200usize,
    ) {
        edited::<Tiny>(&edits, len, 7);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(testkit::cases(30)))]

    #[test]
    fn short_edits_behave_as_those_of_vec(
        edits in vec(any::<Edit>(), 1..60),
        len in 0..2_000usize,
    ) {
        edited::<Atomic>(&edits, len, 300);
    }
}

/// Few rejected items, in runs anywhere, are taken out in place; many by joining runs.
#[test]
fn retain_of_any_number_of_runs_behaves_as_vec() {
    for len in [0, 1, 5, 40, 400] {
        for step in [1, 2, 3, 7, 50, 90, 200] {
            for width in [1, 2, 30] {
                let keep = |x: &u32| {
                    x % step >= width.min(step - 1) || (width == 30 && x.is_multiple_of(2))
                };
                let mut cow: GenericVec<u32, Tiny> = (0..len).collect();
                let mut model: Vec<u32> = (0..len).collect();
                cow.retain(keep);
                model.retain(keep);
                cow.assert_invariants();
                assert_eq!(cow, model, "{len} {step} {width}");
            }
        }
    }
}

fn nodes(vec: &CowVec<u64>) -> Vec<usize> {
    testkit::addresses!(vec)
}

const N: usize = 100_000;

/// Leaves of 128 items in three levels of nodes, so a path has four.
fn big() -> CowVec<u64> {
    (0..N as u64).collect()
}

#[test]
fn a_short_edit_copies_one_path() {
    let v = big();
    for i in [0, 3, 130, 5_000, 5_120, N / 2, N - 30] {
        let mut w = v.clone();
        drop(w.drain(i..i + 3));
        assert_fresh_at_most(4, "drain", nodes(&v), nodes(&w));
        let mut w = v.clone();
        drop(w.splice(i..i + 3, [7, 8, 9]));
        assert_fresh_at_most(4, "splice", nodes(&v), nodes(&w));
        let mut w = v.clone();
        w.retain(|&x| x != i as u64);
        assert_fresh_at_most(4, "retain", nodes(&v), nodes(&w));
        let mut w = v.clone();
        w.extend_from_within(i..i + 20);
        assert_fresh_at_most(2, "extend_from_within", nodes(&v), nodes(&w));
    }
    // In a full leaf below full nodes, each of which becomes two, as by `insert`.
    let mut w = v.clone();
    drop(w.splice(5_000..5_000, [7; 9]));
    assert_fresh_at_most(8, "splice into a full leaf", nodes(&v), nodes(&w));
    // The end of one leaf and the beginning of the next, below one node or below two.
    let mut w = v.clone();
    drop(w.splice(5_119..5_122, [7, 8]));
    assert_fresh_at_most(5, "splice in two leaves", nodes(&v), nodes(&w));
    let mut w = v.clone();
    drop(w.splice(2_047..2_050, [7, 8]));
    assert_fresh_at_most(6, "splice in two leaves of two nodes", nodes(&v), nodes(&w));
    // What changes nothing copies nothing.
    let mut w = v.clone();
    drop(w.splice(5_000..5_000, []));
    assert_same_nodes("splice of nothing", nodes(&v), nodes(&w));
}

/// How many bytes of nodes it takes to keep every version of a text that is edited.
fn bytes_of(edit: impl Fn(&mut CowVec<u64>, usize, bool)) -> usize {
    let (mut known, mut bytes) = (HashSet::new(), 0);
    let mut add = |vec: &CowVec<u64>| {
        vec.visit_nodes(&mut |node| {
            let new = known.insert(node.address);
            bytes += if new { node.bytes } else { 0 };
            new
        });
    };
    let mut versions = vec![big()];
    add(&versions[0]);
    let mut at = 12_345;
    for k in 0..1_000 {
        let mut next = versions[k].clone();
        // Runs of insertions and of removals, as they are typed.
        if k % 20 == 0 {
            at = (at * 7_919 + k) % next.len().min(90_000);
        }
        edit(&mut next, at + k % 20, k % 40 < 20);
        add(&next);
        versions.push(next);
    }
    bytes
}

#[test]
fn a_history_by_splice_takes_the_bytes_of_one_by_insert() {
    let singly = bytes_of(|text, at, insert| {
        if insert {
            text.insert(at, 7);
        } else {
            text.remove(at);
        }
    });
    let spliced = bytes_of(|text, at, insert| {
        drop(if insert { text.splice(at..at, Some(7)) } else { text.splice(at..=at, None) });
    });
    assert!(2 * spliced <= 3 * singly, "{spliced} bytes by splice, {singly} by insert and remove");
}
