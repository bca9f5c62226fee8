//! Sieves: every choice of items, wherever it is broken off; drops that panic.
#![cfg(not(cow_loom))]

use cow_core::block::{Fresh, Sieve};
use cow_core::{Atomic, Local};
use static_assertions::{assert_impl_all, assert_not_impl_any};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;
use testkit::{Call, Counted, Fused, Ledger, Zst, ZstLedger, for_every_k};

assert_impl_all!(Sieve<String, Local>: Send, Sync);
assert_not_impl_any!(Sieve<Rc<u8>, Atomic>: Send, Sync);

/// Calls `check` for all sieves over up to five items, of which bit `i` of a mask says whether item `i`
/// is taken.
fn every_choice(
    check: impl Fn(Fresh<(), Counted<u32>, Atomic>, std::ops::Range<usize>, u32, &Ledger),
) {
    for len in 0..=5_usize {
        for start in 0..=len {
            for end in start..=len {
                for mask in 0..1 << (end - start) {
                    let ledger = Ledger::new();
                    let mut fresh = Fresh::new((), 5);
                    fresh.get().extend_with(len, |i| ledger.counted(i as u32));
                    check(fresh, start..end, mask << start, &ledger);
                    ledger.assert_balanced();
                }
            }
        }
    }
}

#[test]
fn keeps_and_takes_what_it_is_told_to() {
    every_choice(|fresh, ahead, mask, ledger| {
        let len = fresh.slice().len();
        for stop in 0..=ahead.len() {
            let mut again: Fresh<(), _, Local> = Fresh::new((), 5);
            again.get().extend_from_slice(fresh.slice());
            let mut sieve = Sieve::new(again, ahead.clone());
            let mut taken = Vec::new();
            for i in ahead.clone().take(stop) {
                assert_eq!(**sieve.ahead().first().unwrap(), i as u32);
                assert_eq!(**sieve.keep().unwrap(), i as u32);
                if mask >> i & 1 != 0 {
                    taken.push(*sieve.take().unwrap());
                }
                assert_eq!(sieve.kept() + taken.len(), i + 1);
                assert_eq!((sieve.taken(), sieve.len()), (taken.len(), len - taken.len()));
                assert_eq!(sieve.is_empty(), len == taken.len());
            }
            if stop == ahead.len() {
                assert!(sieve.keep().is_none() && sieve.ahead().is_empty());
            }
            let seen = ahead.start..ahead.start + stop;
            let goes = |i: &u32| seen.contains(&(*i as usize)) && mask >> i & 1 != 0;
            assert!(taken.into_iter().eq((0..len as u32).filter(goes)));
            let live = ledger.live();
            if mask & 1 == 0 {
                let rest = sieve.finish();
                assert!(
                    rest.slice().iter().map(|item| **item).eq((0..len as u32).filter(|i| !goes(i)))
                );
                assert_eq!(ledger.live(), live);
            }
            // Whether finished or not, it drops what it still has.
        }
        assert_eq!(ledger.live(), len);
    });
}

#[test]
fn a_shown_item_can_be_written() {
    let mut fresh: Fresh<(), u32, Local> = Fresh::new((), 3);
    fresh.get().extend_from_slice(&[1, 2, 3]);
    let mut sieve = Sieve::new(fresh, 0..3);
    while let Some(item) = sieve.keep() {
        *item *= 10;
        if *item == 20 {
            assert_eq!(sieve.take(), Some(20));
        }
    }
    assert_eq!(sieve.finish().slice(), [10, 30]);
}

#[test]
fn items_of_no_size() {
    let ledger = ZstLedger::new();
    let mut fresh: Fresh<(), Zst, Local> = Fresh::new((), 4);
    fresh.get().extend_with(4, |_| Zst::new());
    let mut sieve = Sieve::new(fresh, 1..3);
    assert!(sieve.keep().is_some() && sieve.take().is_some() && sieve.keep().is_some());
    assert_eq!(sieve.finish().slice().len(), 3);
    ledger.assert_balanced();
}

#[test]
fn is_dropped_whole_though_a_drop_panics() {
    let panics = for_every_k(Call::Drop, |fuse| {
        let ledger = Ledger::new();
        let mut fresh: Fresh<(), _, Atomic> = Fresh::new((), 5);
        fresh.get().extend_with(5, |i| Fused::new(fuse, ledger.counted(i)));
        let mut sieve = Sieve::new(fresh, 1..4);
        sieve.keep();
        let taken = sieve.take();
        sieve.keep();
        let _ = fuse.run(|| drop(sieve));
        drop(taken);
        ledger.assert_balanced();
    });
    assert_eq!(panics, 4);
}

#[test]
#[expect(clippy::reversed_empty_ranges, reason = "it is refused")]
fn refuses_items_that_are_not_there() {
    for ahead in [0..3, 2..1, 3..3] {
        let mut fresh: Fresh<(), u32, Local> = Fresh::new((), 4);
        fresh.get().extend_from_slice(&[1, 2]);
        assert!(catch_unwind(AssertUnwindSafe(|| Sieve::new(fresh, ahead))).is_err());
    }
}
