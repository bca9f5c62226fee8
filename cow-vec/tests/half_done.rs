//! What a vector has after user code panicked in the middle of a write: what std's has.
#![cfg(not(cow_loom))]

use cow_vec::{Atomic, GenericVec, RefCount, Tiny};
use std::cell::RefCell;
use testkit::{Call, Fused, for_every_k};

type Item = Fused<u32>;

fn values<C: RefCount>(vec: &GenericVec<Item, C>) -> Vec<u32> {
    vec.iter().map(|item| **item).collect()
}

/// A `Vec` does not clone to retain, so it loses nothing if an item cannot be cloned.
fn keeps_what_is_not_rejected<C: RefCount>(len: u32, reject: impl Fn(u32) -> bool) -> u64 {
    for_every_k(Call::Clone, |fuse| {
        let mut vec: GenericVec<Item, C> = (0..len).map(|i| Fused::new(fuse, i)).collect();
        for i in (0..len).step_by(9) {
            vec.insert(i as usize, Fused::new(fuse, 1000 + i));
        }
        vec.push_front(Fused::new(fuse, 5000));
        let old = vec.clone();
        let rejected = RefCell::new(Vec::new());
        let _ = fuse.run(|| {
            vec.retain(|item| {
                let reject = reject(**item);
                rejected.borrow_mut().extend(reject.then_some(**item));
                !reject
            });
        });
        let rejected = rejected.into_inner();
        let left = |vec| values(vec).into_iter().filter(|x| !rejected.contains(x));
        assert!(left(&vec).eq(left(&old)), "items that were not rejected are lost");
        vec.assert_invariants();
    })
}

#[test]
fn retain_keeps_what_is_not_rejected() {
    let mut panics = 0;
    for every in [2, 5, 90, 170] {
        for k in 0..every.min(20) {
            panics += keeps_what_is_not_rejected::<Tiny>(340, |x| x % every == k);
        }
    }
    panics += keeps_what_is_not_rejected::<Atomic>(1000, |x| x % 90 == 5);
    assert!(panics > 0);
}

#[test]
fn splice_keeps_what_the_iterator_gave() {
    for (from, to) in [(0, 0), (0, 8), (2, 6), (30, 33), (58, 60), (60, 60)] {
        let _ = for_every_k(Call::Next, |fuse| {
            let mut vec: GenericVec<u32, Tiny> = (0..60).collect();
            let old = vec.clone();
            let result = fuse.run(|| drop(vec.splice(from..to, fuse.iter(100..110))));
            let given = vec.len() - (60 - (to - from));
            assert!(result.is_err() || given == 10);
            if result.is_err() {
                assert_eq!(given as u64 + 1, fuse.met());
            }
            let mut expected: Vec<u32> = old.iter().copied().collect();
            expected.splice(from..to, (100..).take(given));
            assert_eq!(vec, expected);
            vec.assert_invariants();
        });
    }
}
