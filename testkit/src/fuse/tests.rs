use super::*;
use std::collections::{BTreeSet, HashSet};
use std::hash::BuildHasher;

use crate::ledger::Ledger;

/// Three elements, one kind of call on each.
fn three_calls(call: Call, fuse: &Fuse, elements: &mut Vec<Fused<u32>>) {
    let other = Fused::new(&Fuse::new(call, 0), 9);
    match call {
        Call::Clone => elements.iter().for_each(|e| drop(e.clone())),
        Call::Drop => elements.clear(),
        Call::Eq => elements.iter().for_each(|e| _ = *e == other),
        Call::Ord => elements.iter().for_each(|e| _ = *e < other),
        Call::Hash => {
            let hasher = std::hash::RandomState::new();
            elements.iter().for_each(|e| _ = hasher.hash_one(e));
        }
        Call::Closure => elements.iter().for_each(|_| fuse.hit(Call::Closure)),
        Call::Next => _ = fuse.iter(elements.drain(..2)).count(),
    }
}

#[test]
fn every_kind_of_call_panics_in_turn() {
    for call in Call::ALL {
        let mut blown = Vec::new();
        let panics = for_every_k(call, |fuse| {
            let mut elements = (0..3).map(|i| Fused::new(fuse, i)).collect();
            let outcome = fuse.run(|| three_calls(call, fuse, &mut elements));
            blown.push(outcome.err());
        });
        assert_eq!(panics, 3, "{call:?}");
        let expected = [1, 2, 3].map(|k| Some(Blown { call, k }));
        assert_eq!(blown[..3], expected);
        assert_eq!(blown[3..], [None], "the last run blows nothing");
    }
}

#[test]
fn other_kinds_of_call_do_not_blow() {
    for call in Call::ALL.into_iter().filter(|&call| call != Call::Clone) {
        let fuse = Fuse::new(Call::Clone, 1);
        let mut elements = (0..3).map(|i| Fused::new(&fuse, i)).collect();
        assert_eq!(fuse.run(|| three_calls(call, &fuse, &mut elements)), Ok(()));
        assert_eq!(fuse.met(), 0);
    }
}

#[test]
fn outside_of_run_nothing_counts() {
    let fuse = Fuse::new(Call::Clone, 1);
    let element = Fused::new(&fuse, 1);
    drop(element.clone());
    assert!(fuse.run(|| element.clone()).is_err());
    drop(element.clone());
    assert_eq!(fuse.met(), 1);
}

#[test]
fn a_drop_that_panics_drops_its_content_and_the_rest() {
    let panics = for_every_k(Call::Drop, |fuse| {
        let ledger = Ledger::new();
        let v: Vec<_> = (0..4).map(|i| Fused::new(fuse, ledger.counted(i))).collect();
        assert_eq!(fuse.run(|| drop(v)).is_err(), fuse.met() >= fuse.state.k);
        ledger.assert_balanced();
    });
    assert_eq!(panics, 4);
}

#[test]
fn during_unwinding_the_call_counts_but_does_not_panic() {
    let fuse = Fuse::new(Call::Drop, 1);
    let element = Fused::new(&fuse, ());
    let own = catch_unwind(AssertUnwindSafe(|| {
        fuse.run(|| {
            let _dropped_by_the_unwinding = element;
            resume_unwind(Box::new("own"));
        })
    }));
    assert_eq!(own.unwrap_err().downcast_ref(), Some(&"own"));
    assert_eq!(fuse.met(), 1);
}

#[test]
fn a_blown_fuse_that_the_scenario_swallows_does_not_end_the_loop() {
    let panics = for_every_k(Call::Closure, |fuse| {
        let outcome = fuse.run(|| {
            for _ in 0..5 {
                _ = catch_unwind(AssertUnwindSafe(|| fuse.hit(Call::Closure)));
            }
        });
        assert_eq!(outcome, Ok(()));
    });
    assert_eq!(panics, 5);
}

#[test]
#[should_panic(expected = "a check of the scenario")]
fn a_failed_check_is_not_swallowed() {
    _ = for_every_k(Call::Clone, |fuse| {
        _ = fuse.run(|| ());
        panic!("a check of the scenario");
    });
}

#[test]
#[should_panic(expected = "a bug of the operation")]
fn a_panic_of_the_operation_is_not_swallowed() {
    _ = for_every_k(Call::Clone, |fuse| _ = fuse.run(|| panic!("a bug of the operation")));
}

#[test]
#[should_panic(expected = "must call `fuse.run`")]
fn a_scenario_that_arms_nothing_fails() {
    _ = for_every_k(Call::Clone, |_| ());
}

#[test]
fn std_collections_survive() {
    let panics = for_every_k(Call::Ord, |fuse| {
        let ledger = Ledger::new();
        let mut set = BTreeSet::new();
        _ = fuse.run(|| set.extend((0..20).map(|i| Fused::new(fuse, ledger.counted(i)))));
        ledger.assert_live(set.len());
    });
    assert!(panics > 19);
    let panics = for_every_k(Call::Hash, |fuse| {
        let mut set = HashSet::new();
        _ = fuse.run(|| set.insert(Fused::new(fuse, 1)));
    });
    assert_eq!(panics, 1);
}
