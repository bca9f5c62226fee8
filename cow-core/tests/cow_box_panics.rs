//! User code that panics: the value stays whole, and everything is dropped exactly once.
#![cfg(not(cow_loom))]

use cow_core::{CowBox, unsize};
use std::cell::RefCell;
use testkit::{Call, Counted, Fuse, Fused, Ledger, Zst, ZstLedger, for_every_k};

type Token = Fused<Counted<usize>>;

const COUNT: usize = 9;

fn token(fuse: &Fuse, ledger: &Ledger, number: usize) -> Token {
    Fused::new(fuse, ledger.counted(number))
}

fn tokens(fuse: &Fuse, ledger: &Ledger) -> Vec<Token> {
    (0..COUNT).map(|number| token(fuse, ledger, number)).collect()
}

fn numbers(tokens: &[Token]) -> Vec<usize> {
    tokens.iter().map(|token| ***token).collect()
}

#[test]
fn every_value_is_dropped_once() {
    let ledger = Ledger::new();
    let values = || (0..COUNT).map(|number| ledger.counted(number));
    let a = CowBox::new(ledger.counted(0));
    let b = a.clone();
    drop(a);
    ledger.assert_live(1);
    drop(CowBox::into_inner(b));
    drop(CowBox::<Counted<_>>::from(Box::new(ledger.counted(0))));
    drop(CowBox::unwrap_or_clone(CowBox::new(ledger.counted(0)).clone()));
    drop(unsize!(CowBox::new(ledger.counted(0)) => dyn Send));
    ledger.assert_balanced();

    let array = CowBox::<[Counted<_>; 2]>::new([ledger.counted(0), ledger.counted(1)]);
    let slices: [CowBox<[Counted<_>]>; 4] = [
        values().collect::<Vec<_>>().into(),
        values().collect(),
        values().collect::<Vec<_>>()[..].into(),
        array.clone().into(),
    ];
    ledger.assert_live(3 * COUNT + 2);
    let copies = slices.clone().map(|mut slice| {
        *CowBox::make_mut(&mut slice)[0] += 1;
        slice
    });
    ledger.assert_live(2 * (3 * COUNT + 2));
    drop(slices);
    ledger.assert_live(3 * COUNT + 2 + 2);
    drop((copies, array));
    ledger.assert_balanced();

    let sized = CowBox::<[Counted<_>; COUNT]>::try_from(values().collect::<CowBox<[_]>>());
    drop(sized.unwrap());
    ledger.assert_balanced();
}

#[test]
fn values_of_no_size_are_dropped_once() {
    let ledger = ZstLedger::new();
    let mut slice: CowBox<[Zst]> = std::iter::repeat_with(Zst::new).take(COUNT).collect();
    let kept = slice.clone();
    assert_eq!(ledger.live(), COUNT as i64);
    assert_eq!(CowBox::make_mut(&mut slice).len(), COUNT);
    assert_eq!((ledger.live(), ledger.clones()), (2 * COUNT as i64, COUNT as u64));
    drop((slice, kept));
    ledger.assert_balanced();
}

#[test]
fn a_clone_that_panics_leaves_the_shared_slice_whole() {
    let panics = for_every_k(Call::Clone, |fuse| {
        let ledger = Ledger::new();
        let mut written: CowBox<[Token]> = tokens(fuse, &ledger).into();
        let kept = written.clone();
        let blown = fuse.run(|| **CowBox::make_mut(&mut written)[0] = 100).is_err();
        assert_eq!(numbers(&kept), (0..COUNT).collect::<Vec<_>>());
        if blown {
            assert!(CowBox::ptr_eq(&written, &kept));
            assert_eq!(CowBox::strong_count(&kept), 2, "no handle is lost, none is left over");
            ledger.assert_live(COUNT);
        } else {
            assert_eq!(**written[0], 100);
            ledger.assert_live(2 * COUNT);
        }
        drop((written, kept));
        ledger.assert_balanced();
    });
    assert_eq!(panics, COUNT as u64);
}

#[test]
fn a_clone_that_panics_leaves_the_shared_value_whole() {
    let panics = for_every_k(Call::Clone, |fuse| {
        let ledger = Ledger::new();
        let mut written = CowBox::new(token(fuse, &ledger, 7));
        let (kept, taken) = (written.clone(), written.clone());
        if fuse.run(|| ***CowBox::make_mut(&mut written) = 100).is_err() {
            assert!(CowBox::ptr_eq(&written, &kept));
            assert_eq!((***kept, CowBox::strong_count(&kept)), (7, 3));
            ledger.assert_live(1);
        }
        if fuse.run(|| CowBox::unwrap_or_clone(taken)).is_err() {
            ledger.assert_live(2); // what `written` and what `kept` holds
        }
        assert_eq!(***kept, 7);
        drop(written);
        assert_eq!(CowBox::strong_count(&kept), 1);
        drop(kept);
        ledger.assert_balanced();
    });
    assert_eq!(panics, 2);
}

#[test]
fn a_slice_under_construction_is_dropped_when_its_source_panics() {
    type Make = fn(&[Token]) -> CowBox<[Token]>;
    let cloned: [Make; 3] = [
        |source| source.into(),
        |source| source.iter().cloned().collect(),
        |source| std::borrow::Cow::Borrowed(source).into(),
    ];
    for make in cloned {
        let panics = for_every_k(Call::Clone, |fuse| {
            let ledger = Ledger::new();
            let source = tokens(fuse, &ledger);
            drop(fuse.run(|| make(&source)));
            ledger.assert_live(COUNT);
        });
        assert_eq!(panics, COUNT as u64);
    }
    let panics = for_every_k(Call::Next, |fuse| {
        let ledger = Ledger::new();
        let source = tokens(fuse, &ledger);
        drop(fuse.run(|| fuse.iter(source).collect::<CowBox<[Token]>>()));
        ledger.assert_balanced();
    });
    assert_eq!(panics, COUNT as u64 + 1);
}

#[test]
fn a_drop_that_panics_drops_the_rest() {
    let panics = for_every_k(Call::Drop, |fuse| {
        let ledger = Ledger::new();
        let slice: CowBox<[Token]> = tokens(fuse, &ledger).into();
        let _ = fuse.run(|| drop(slice));
        ledger.assert_balanced();
    });
    assert_eq!(panics, COUNT as u64);
}

/// The last other handle goes away within `make_mut`, and then the old value's drop panics.
#[test]
fn an_old_value_that_panics_when_dropped_does_not_undo_the_write() {
    thread_local!(static OTHER: RefCell<Option<CowBox<Tricky>>> = const { RefCell::new(None) });

    struct Tricky(Token);
    impl Clone for Tricky {
        fn clone(&self) -> Self {
            drop(OTHER.take());
            Self(self.0.clone())
        }
    }

    let panics = for_every_k(Call::Drop, |fuse| {
        let ledger = Ledger::new();
        let mut written = CowBox::new(Tricky(token(fuse, &ledger, 7)));
        OTHER.set(Some(written.clone()));
        let old = CowBox::as_ptr(&written);
        let _ = fuse.run(|| **CowBox::make_mut(&mut written).0 = 100);
        assert_ne!(CowBox::as_ptr(&written), old);
        assert!(CowBox::is_unique(&mut written));
        ledger.assert_live(1);
        drop(written);
        ledger.assert_balanced();
    });
    assert_eq!(panics, 1);
}
