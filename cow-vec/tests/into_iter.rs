//! Items moved out, from both ends in any order, against `VecDeque`.
#![cfg(not(cow_loom))]

use cow_vec::{Atomic, GenericVec, IntoIter, RefCount, Tiny};
use proptest::prelude::*;
use std::collections::VecDeque;
use testkit::{Call, Counted, Fused, Ledger, for_every_k};

#[derive(Clone, Copy, Debug)]
enum Step {
    Next,
    NextBack,
    Nth(usize),
    NthBack(usize),
    /// Go on with a copy, and finish the original afterwards.
    Clone,
}

fn step() -> impl Strategy<Value = Step> {
    use Step::*;
    prop_oneof![
        3 => Just(Next),
        3 => Just(NextBack),
        2 => (0..40usize).prop_map(Nth),
        2 => (0..40usize).prop_map(NthBack),
        1 => Just(Clone),
    ]
}

/// A vector with a front, a relaxed tree and a tail; as long as `len`, or a little longer.
fn crooked<C: RefCount>(ledger: &Ledger, len: usize) -> GenericVec<Counted<usize>, C> {
    let mut vec: GenericVec<_, C> = (0..len).map(|i| ledger.counted(i)).collect();
    for i in (0..len).step_by(7) {
        vec.insert(i, ledger.counted(1000 + i));
        vec.push_front(ledger.counted(2000 + i));
    }
    vec
}

fn agrees<C: RefCount>(len: usize, shared: bool, steps: &[Step]) {
    let ledger = Ledger::new();
    {
        let vec = crooked::<C>(&ledger, len);
        let mut model: VecDeque<usize> = vec.iter().map(|item| **item).collect();
        let other = shared.then(|| vec.clone());
        let (clones, mut copied) = (ledger.clones(), false);
        let mut items = vec.into_iter();
        for step in steps {
            let (got, expected) = match *step {
                Step::Next => (items.next(), model.pop_front()),
                Step::NextBack => (items.next_back(), model.pop_back()),
                Step::Nth(n) => {
                    model.drain(..n.min(model.len()));
                    (items.nth(n), model.pop_front())
                }
                Step::NthBack(n) => {
                    model.truncate(model.len().saturating_sub(n));
                    (items.nth_back(n), model.pop_back())
                }
                Step::Clone => {
                    copied = true;
                    let copy = items.clone();
                    let old = std::mem::replace(&mut items, copy);
                    assert!(old.map(|item| *item).eq(model.iter().copied()));
                    continue;
                }
            };
            assert_eq!(got.map(|item| *item), expected);
            assert_eq!(items.len(), model.len());
            assert!(items.iter().map(|item| **item).eq(model.iter().copied()));
        }
        if !shared && !copied {
            assert_eq!(ledger.clones(), clones, "nobody shares the items");
        }
        let backwards = items.clone().rfold(Vec::new(), |mut vec, item| {
            vec.push(*item);
            vec
        });
        assert!(backwards.iter().rev().eq(model.iter()));
        let forwards = items.fold(Vec::new(), |mut vec, item| {
            vec.push(*item);
            vec
        });
        assert!(forwards.iter().eq(model.iter()));
        if let Some(other) = other {
            assert!(other == crooked::<C>(&ledger, len), "the clone is as it was");
        }
    }
    ledger.assert_balanced();
}

proptest! {
    #[test]
    fn agrees_with_vec_deque(
        len in 0..200usize,
        shared: bool,
        steps in proptest::collection::vec(step(), 0..40),
    ) {
        agrees::<Tiny>(len, shared, &steps);
        agrees::<Atomic>(len, shared, &steps);
    }
}

#[test]
fn into_vec_moves_what_nobody_shares() {
    for len in [0, 1, 3, 4, 5, 63, 64, 200] {
        let ledger = Ledger::new();
        let vec = crooked::<Tiny>(&ledger, len);
        let expected: Vec<usize> = vec.iter().map(|item| **item).collect();
        let shared = vec.clone().into_vec();
        let clones = ledger.clones();
        assert_eq!(clones as usize, expected.len());
        let own = vec.into_vec();
        assert_eq!(ledger.clones(), clones);
        assert!(own.iter().chain(&shared).map(|item| **item).eq(expected.repeat(2)));
        drop((own, shared));
        ledger.assert_balanced();
    }
}

#[test]
#[expect(clippy::iter_nth_zero, reason = "it is the method that is tested")]
fn what_is_not_reached_is_not_cloned() {
    type Take = fn(&mut IntoIter<Counted<usize>, Tiny>) -> Option<Counted<usize>>;
    let ways: [Take; 4] =
        [|it| it.next(), |it| it.next_back(), |it| it.nth(0), |it| it.nth_back(0)];
    for way in ways {
        let ledger = Ledger::new();
        // Nothing but a tree, in whole leaves.
        let mut vec: GenericVec<_, Tiny> = (0..65).map(|i| ledger.counted(i)).collect();
        vec.pop();
        let other = vec.clone();
        let mut items = vec.into_iter();
        assert!(way(&mut items).is_some());
        assert_eq!(ledger.clones(), 1);
        drop((items, other));
        ledger.assert_balanced();
    }
}

type Item = Fused<Counted<u32>>;
type Consume = fn(GenericVec<Item, Tiny>) -> Vec<Item>;

#[test]
fn a_panic_leaks_nothing_and_spares_the_clone() {
    let ways: [Consume; 4] = [
        |vec| vec.into_vec(),
        |vec| vec.into_iter().collect(),
        |vec| vec.into_iter().rev().collect(),
        |vec| vec.into_iter().skip(9).step_by(3).collect(),
    ];
    let scenarios = ways.iter().flat_map(|way| {
        [false, true].into_iter().flat_map(move |s| [Call::Clone, Call::Drop].map(|c| (way, s, c)))
    });
    for (way, shared, call) in scenarios {
        let met = for_every_k(call, |fuse| {
            let ledger = Ledger::new();
            let item = |i| Fused::new(fuse, ledger.counted(i));
            let vec: GenericVec<_, Tiny> = (0..30).map(item).collect();
            let kept = shared.then(|| vec.clone());
            let _ = fuse.run(|| drop(way(vec)));
            assert!(kept.iter().flatten().map(|item| ***item).eq((0..30).filter(|_| shared)));
            drop(kept);
            ledger.assert_balanced();
        });
        assert_eq!(met > 0, shared || call == Call::Drop, "only shared items are cloned");
    }
}
