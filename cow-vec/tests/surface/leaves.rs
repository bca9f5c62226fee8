//! Items as slices, and parts of a vector that are cut to what there is.

use super::{indices, lengths, shapes};
use cow_vec::{Atomic, CowVec, RefCount, Tiny};
use std::collections::VecDeque;

/// Takes leaves from both ends in turn, writes to them, and finds every item once.
fn leaves_from_both_ends<C: RefCount>(n: usize) {
    for vec in shapes::<C>(n) {
        for turns in 1..4 {
            let (mut written, old) = (vec.clone(), vec.clone());
            let expected: Vec<Vec<u64>> = vec.leaves().map(<[u64]>::to_vec).collect();
            let mut expected = VecDeque::from(expected);
            let mut leaves = written.leaves_mut();
            for turn in 0.. {
                let (least, most) = leaves.size_hint();
                assert!(least <= expected.len() && most.is_none_or(|most| most >= expected.len()));
                assert_eq!(format!("{leaves:?}"), format!("{expected:?}"));
                let (leaf, model) = if turn % turns == 0 {
                    (leaves.next_back(), expected.pop_back())
                } else {
                    (leaves.next(), expected.pop_front())
                };
                assert_eq!(leaf.as_deref(), model.as_deref());
                let Some(leaf) = leaf else { break };
                leaf.iter_mut().for_each(|item| *item += 1000);
            }
            assert!(leaves.next().is_none() && leaves.next_back().is_none());
            assert!(
                written.iter().eq(old.iter().map(|item| item + 1000).collect::<Vec<_>>().iter())
            );
            assert_eq!(old, vec);
            written.assert_invariants();
        }
    }
}

#[test]
fn leaves_are_written_from_both_ends() {
    for &n in lengths() {
        leaves_from_both_ends::<Tiny>(n);
        leaves_from_both_ends::<Atomic>(n);
    }
}

/// Leaves that are not reached are not copied: two of the three here.
#[test]
fn a_leaf_is_copied_when_it_is_reached() {
    fn leaves(vec: &CowVec<u64>) -> Vec<*const u64> {
        vec.leaves().map(<[u64]>::as_ptr).collect()
    }
    let old: CowVec<u64> = (0..300).collect();
    let mut new = old.clone();
    let _ = new.leaves_mut();
    assert_eq!(leaves(&new), leaves(&old));
    new.leaves_mut().next_back().unwrap()[0] = 7;
    assert_eq!(leaves(&new)[..2], leaves(&old)[..2]);
    assert_ne!(leaves(&new)[2], leaves(&old)[2]);
    let mut new = old.clone();
    new.view_mut(130..).leaves_mut().next().unwrap()[0] = 7;
    assert_eq!((leaves(&new)[0], leaves(&new)[2]), (leaves(&old)[0], leaves(&old)[2]));
    assert_eq!((new[130], old[130]), (7, 130));
}

#[test]
fn take_and_skip_stop_at_the_end() {
    for &n in lengths() {
        for vec in shapes::<Tiny>(n) {
            for at in indices(n) {
                assert!(vec.take(at).iter().eq(vec.iter().take(at)), "take({at}) of {n}");
                assert!(vec.skip(at).iter().eq(vec.iter().skip(at)), "skip({at}) of {n}");
                vec.take(at).assert_invariants();
                vec.skip(at).assert_invariants();
            }
            assert_eq!(vec.take(usize::MAX), vec);
        }
    }
}

#[test]
fn an_array_is_of_exactly_as_many() {
    for &n in lengths() {
        for vec in shapes::<Tiny>(n) {
            assert_eq!(vec.view(..).to_array::<3>().is_some(), n == 3);
            assert_eq!(vec.view(..).to_array::<0>().is_some(), n == 0);
            for at in 0..n.saturating_sub(3) {
                let array = vec.view(at..at + 4).to_array::<4>().unwrap();
                assert_eq!(array.map(|item| *item as usize), [at, at + 1, at + 2, at + 3]);
            }
        }
    }
}

/// What is left of a vector that is moved out is one slice when it is one leaf, and that from then on.
#[test]
fn the_rest_of_an_owning_iterator_becomes_one_leaf() {
    for &n in lengths() {
        for vec in shapes::<Tiny>(n) {
            for back in [false, true] {
                let (mut items, mut single) = (vec.clone().into_iter(), false);
                loop {
                    let rest: Vec<u64> = items.iter().copied().collect();
                    match items.as_single_leaf() {
                        Some(leaf) => assert_eq!(leaf, rest),
                        None => assert!(!single && rest.len() > 1),
                    }
                    single = items.as_single_leaf().is_some();
                    if if back { items.next_back() } else { items.next() }.is_none() {
                        break;
                    }
                }
                assert!(single, "nothing is one slice");
            }
        }
    }
}
