//! Blocks: counts, drops, panics, odd sizes, and the edges of every index.
#![cfg(not(cow_loom))]

use cow_core::block::{Block, BlockMut, BlockRef, Fresh, Head};
use cow_core::{Atomic, Local, RefCount};
use static_assertions::{assert_impl_all, assert_not_impl_any};
use std::cell::Cell;
use std::panic::{AssertUnwindSafe, RefUnwindSafe, UnwindSafe, catch_unwind};
use std::rc::Rc;
use std::sync::MutexGuard;
use testkit::{Aligned, Call, Counted, Fused, Ledger, Page, Zst, ZstLedger, for_every_k};

/// A value before the items.
#[derive(Clone)]
struct Front<H>(H);

impl<H, T> Head<T> for Front<H> {}

/// A block of these items, with no slack.
fn block<T: Clone, C: RefCount>(items: &[T]) -> Block<(), T, C> {
    let mut fresh = Fresh::new((), items.len());
    fresh.get().extend_from_slice(items);
    fresh.share()
}

fn counted(ledger: &Ledger, count: u32) -> Fresh<(), Counted<u32>, Atomic> {
    let mut fresh = Fresh::new((), count as usize);
    fresh.get().extend_with(count as usize, |i| ledger.counted(i as u32));
    fresh
}

#[test]
fn owners_count_and_the_last_drop_frees() {
    fn with<C: RefCount>() {
        let ledger = Ledger::new();
        let mut fresh = Fresh::<_, _, C>::new(Front(ledger.counted(0)), 3);
        fresh.get().extend_with(2, |i| ledger.counted(i));
        let mut a = fresh.share();
        assert!(a.get_mut().is_some());
        let mut b = a.clone();
        assert!(a.ptr_eq(&b) && a.borrow().same(b.borrow()));
        assert_eq!(a.borrow().owners(), 2);
        assert!(a.get_mut().is_none() && b.get_mut().is_none());
        let c = a.borrow().to_block();
        assert_eq!(a.borrow().owners(), 3);
        drop(a);
        c.release_shared();
        assert_eq!(ledger.live(), 3);
        assert!(b.get_mut().is_some());
        b.release_shared();
        ledger.assert_balanced();
    }
    with::<Atomic>();
    with::<Local>();
}

#[test]
fn a_shared_block_is_not_taken_over() {
    let a = block::<_, Atomic>(&[1, 2, 3]);
    let b = a.clone();
    let a = a.into_fresh().unwrap_err();
    assert_eq!(a.borrow().owners(), 2);
    drop(b);
    let mut fresh = a.into_fresh().unwrap();
    assert_eq!(fresh.get().pop(), Some(3));
    assert_eq!(fresh.slice(), [1, 2]);
}

#[test]
fn a_duplicate_has_clones_and_the_room_asked_for() {
    let a = block::<_, Local>(&[1, 2, 3]);
    for (asked, got) in [(5, 5), (1, 3)] {
        let mut copy = a.borrow().duplicate(asked);
        assert_eq!(copy.get().capacity(), got);
        assert_eq!(copy.slice(), [1, 2, 3]);
    }
    for (index, rest) in [[2, 3], [1, 3], [1, 2]].into_iter().enumerate() {
        assert_eq!(a.borrow().duplicate_without(index, 0).slice(), rest);
    }
    assert!(catch_unwind(AssertUnwindSafe(|| a.borrow().duplicate_without(3, 0))).is_err());
}

#[test]
fn items_are_inserted_and_removed_like_in_a_vec() {
    for len in 0..5_usize {
        for index in 0..len + 2 {
            let mut model: Vec<usize> = (0..len).collect();
            let mut fresh = block::<_, Atomic>(&model).into_fresh().unwrap();
            fresh.resize(len + 1);

            let inserted = catch_unwind(AssertUnwindSafe(|| fresh.get().insert(index, 99)));
            assert_eq!(inserted.is_ok(), index <= len);
            if index <= len {
                model.insert(index, 99);
            }
            assert_eq!(fresh.slice(), model);

            let mut swapped = block::<_, Atomic>(fresh.slice()).into_fresh().unwrap();
            let got = catch_unwind(AssertUnwindSafe(|| swapped.get().swap_remove(index)));
            assert_eq!(got.ok(), (index < model.len()).then(|| model.clone().swap_remove(index)));

            let removed = catch_unwind(AssertUnwindSafe(|| fresh.get().remove(index)));
            assert_eq!(removed.ok(), (index < model.len()).then(|| model.remove(index)));
            assert_eq!(fresh.slice(), model);
        }
    }
}

#[test]
fn a_full_block_refuses_more() {
    let mut fresh = block::<_, Atomic>(&[1, 2]).into_fresh().unwrap();
    assert!(fresh.get().spare().is_none());
    for add in [
        (|mut b| b.insert(0, 3)) as fn(BlockMut<'_, (), i32, Atomic>),
        |mut b| b.extend_from_slice(&[3]),
        |mut b| b.extend_with(1, |_| 3),
    ] {
        assert!(catch_unwind(AssertUnwindSafe(|| add(fresh.get()))).is_err());
        assert_eq!(fresh.slice(), [1, 2]);
    }
    fresh.resize(3);
    let mut access = fresh.get();
    let spare = access.spare().unwrap();
    assert_eq!(spare.index(), 2);
    *spare.fill(3) += 1;
    assert_eq!(fresh.slice(), [1, 2, 4]);
    fresh.resize(0);
    assert_eq!(fresh.get().capacity(), 3);
    assert_eq!(fresh.slice(), [1, 2, 4]);
}

#[test]
fn items_move_between_blocks() {
    // With four items there is one that has no room.
    for (len, start, end, index) in (0..5_usize).flat_map(|len| {
        (0..=len + 1).flat_map(move |start| {
            (0..=len + 1).flat_map(move |end| (0..4).map(move |index| (len, start, end, index)))
        })
    }) {
        let ledger = Ledger::new();
        let mut from = counted(&ledger, len as u32);
        let mut to = counted(&ledger, 2);
        to.resize(5);
        let (mut from_model, mut to_model) = (Vec::from_iter(0..len as u32), vec![0, 1]);
        let legal = start <= end && end <= len && index <= 2 && end - start <= 3;
        let moved = catch_unwind(AssertUnwindSafe(|| {
            from.get().move_to(start..end, &mut to.get(), index);
        }));
        assert_eq!(moved.is_ok(), legal, "{start}..{end} of {len} to {index}");
        if legal {
            to_model.splice(index..index, from_model.drain(start..end));
        }
        assert!(from.slice().iter().map(|c| **c).eq(from_model));
        assert!(to.slice().iter().map(|c| **c).eq(to_model));
        drop((from, to));
        ledger.assert_balanced();
    }
}

#[test]
fn items_are_taken_from_both_ends_and_the_rest_is_dropped() {
    for len in 0..5_u32 {
        for (front, back) in (0..=len).flat_map(|front| (0..=len - front).map(move |b| (front, b)))
        {
            let ledger = Ledger::new();
            let mut items = counted(&ledger, len).into_iter();
            let mut model: std::collections::VecDeque<u32> = (0..len).collect();
            for _ in 0..front {
                assert_eq!(items.next().map(|item| *item), model.pop_front());
            }
            for _ in 0..back {
                assert_eq!(items.next_back().map(|item| *item), model.pop_back());
            }
            assert!(items.as_slice().iter().map(|item| **item).eq(model.iter().copied()));
            assert_eq!((items.len(), ledger.live()), (model.len(), model.len()));
            let copy = items.clone();
            let mut to = counted(&ledger, 1);
            to.resize(1 + model.len());
            items.append_to(model.len() / 2, &mut to.get());
            assert_eq!(to.slice().len(), 1 + model.len() / 2);
            assert_eq!(items.len() + model.len() / 2, copy.len());
            assert_eq!(ledger.live(), 2 * model.len() + 1);
            let mut rest = Vec::new();
            copy.append_to_vec(&mut rest);
            assert!(rest.iter().map(|item| **item).eq(model));
            drop((items, to, rest));
            ledger.assert_balanced();
        }
    }
}

#[test]
fn items_that_were_not_taken_are_dropped_once_though_a_drop_panics() {
    let panics = for_every_k(Call::Drop, |fuse| {
        let ledger = Ledger::new();
        let mut fresh = Fresh::<_, _, Atomic>::new((), 5);
        fresh.get().extend_with(5, |i| Fused::new(fuse, ledger.counted(i)));
        let mut items = fresh.into_iter();
        let taken = (items.next(), items.next_back());
        let _ = fuse.run(|| drop(items));
        ledger.assert_live(2);
        drop(taken);
        ledger.assert_balanced();
    });
    assert_eq!(panics, 3);
}

/// The elements of a block that is dropped when the k-th drop panics: as with a slice, the others
/// are dropped all the same, and nothing twice.
#[test]
fn a_panic_in_any_drop_leaks_and_repeats_nothing() {
    for drops in [
        (|block| drop(block)) as fn(Fresh<(), Fused<Counted<u32>>, Atomic>),
        |block| drop(block.share()),
        |block| block.share().release_shared(),
        |mut block| block.get().truncate(1),
        |mut block| drop(block.get().remove(0)),
    ] {
        let panics = for_every_k(Call::Drop, |fuse| {
            let ledger = Ledger::new();
            let mut fresh = Fresh::new((), 4);
            fresh.get().extend_with(4, |i| Fused::new(fuse, ledger.counted(i as u32)));
            let _ = fuse.run(|| drops(fresh));
            ledger.assert_balanced();
        });
        assert!(panics > 0);
    }
}

#[test]
fn a_panic_in_any_clone_leaves_the_original_whole() {
    for copies in [
        (|b| drop(b.duplicate(9)))
            as fn(BlockRef<'_, Front<Fused<Counted<u32>>>, Fused<Counted<u32>>, Atomic>),
        |b| drop(b.duplicate_without(1, 9)),
    ] {
        let panics = for_every_k(Call::Clone, |fuse| {
            let ledger = Ledger::new();
            let element = |i| Fused::new(fuse, ledger.counted(i as u32));
            let mut fresh = Fresh::new(Front(element(99)), 4);
            fresh.get().extend_with(4, element);
            let block = fresh.share();
            let _ = fuse.run(|| copies(block.borrow()));
            assert_eq!((ledger.live(), block.borrow().owners()), (5, 1));
            assert!(block.borrow().slice().iter().map(|e| ***e).eq(0..4));
            drop(block);
            ledger.assert_balanced();
        });
        assert!(panics >= 4);
    }
}

#[test]
fn a_panic_while_extending_keeps_what_was_made() {
    let ledger = Ledger::new();
    for made in 0..4 {
        let mut fresh = counted(&ledger, 1);
        fresh.resize(8);
        let result = catch_unwind(AssertUnwindSafe(|| {
            fresh.get().extend_with(4, |i| {
                assert!(i < made);
                ledger.counted(10 + i as u32)
            });
        }));
        assert!(result.is_err());
        assert_eq!(fresh.slice().len(), 1 + made);
    }
    ledger.assert_balanced();
}

#[test]
fn odd_sizes_work() {
    fn with<T: Clone + PartialEq + std::fmt::Debug>(make: impl Fn(u32) -> T) {
        for len in [0, 1, 3, 200] {
            let items: Vec<T> = (0..len).map(&make).collect();
            let mut block = block::<T, Atomic>(&items);
            assert_eq!(block.borrow().slice(), items);
            for item in block.borrow().slice() {
                assert!((&raw const *item).is_aligned());
            }
            assert!(block.borrow().info().bytes >= len as usize * size_of::<T>() + 8);
            let mut copy = block.borrow().duplicate(len as usize + 1);
            copy.get().insert(0, make(7));
            assert_eq!(copy.get().pop().as_ref(), items.last().or(Some(&make(7))));
            block.get_mut().unwrap().truncate(1);
            assert_eq!(block.borrow().slice(), &items[..items.len().min(1)]);
        }
    }
    with(|i| i as u8);
    with(|_| ());
    with(Aligned::new);
    with(|i| Page::new(i.into()));
    with(|i| i.to_string());

    let ledger = ZstLedger::new();
    let mut fresh = Fresh::<(), Zst, Local>::new((), 5);
    fresh.get().extend_with(5, |_| Zst::new());
    drop(fresh.share().borrow().duplicate(0));
    ledger.assert_balanced();
}

/// Heads that require bytes before the items get zeros, at any length and alignment.
#[test]
fn heads_and_prefixes_keep_apart_from_items() {
    let mut fresh = Fresh::<_, u64, Atomic>::new(Front(7), 3);
    fresh.get().extend_from_slice(&[1, 2, 3]);
    fresh.get().head_mut().0 += 1;
    fresh.resize(9);
    assert_eq!((fresh.head().0, fresh.slice()), (8, [1, 2, 3].as_slice()));
}

#[test]
fn more_than_the_header_can_count_is_refused() {
    for capacity in [1 << 24, usize::MAX] {
        assert!(catch_unwind(|| Fresh::<(), u8, Atomic>::new((), capacity)).is_err());
    }
    assert!(catch_unwind(|| Fresh::<(), [u8; usize::MAX >> 4], Atomic>::new((), 100)).is_err());
}

#[test]
fn sizes_and_niches() {
    type B = Block<(), String, Atomic>;
    assert_eq!(size_of::<Option<B>>(), size_of::<usize>());
    assert_eq!(size_of::<Option<BlockRef<'_, (), u8, Local>>>(), size_of::<usize>());
    assert_eq!(size_of::<Option<Fresh<(), u8, Local>>>(), size_of::<usize>());
    // 128 `u64` and the header fit the largest request of glibc's thread cache.
    assert_eq!(block::<_, Atomic>(&[0_u64; 128]).borrow().info().bytes, 1_032);
}

#[test]
fn blocks_are_covariant() {
    type Block<T> = cow_core::block::Block<(), T, Local>;
    fn block<'a>(long: Block<&'static str>) -> Block<&'a str> {
        long
    }
    fn view<'a>(long: BlockRef<'a, (), &'static str, Local>) -> BlockRef<'a, (), &'a str, Local> {
        long
    }
    fn fresh<'a>(long: Fresh<(), &'static str, Local>) -> Fresh<(), &'a str, Local> {
        long
    }
    let long = self::block(&["a"]);
    assert_eq!(view(long.borrow()).slice(), ["a"]);
    assert_eq!(fresh(long.borrow().duplicate(1)).slice(), ["a"]);
    assert_eq!(block(long).borrow().slice(), ["a"]);
}

assert_impl_all!(Block<(), String, Atomic>: Send, Sync, Unpin, UnwindSafe, RefUnwindSafe);
assert_impl_all!(BlockRef<'static, (), String, Atomic>: Send, Sync);
assert_impl_all!(Fresh<(), Cell<u8>, Local>: Send);
assert_impl_all!(BlockMut<'static, (), Cell<u8>, Local>: Send);
assert_not_impl_any!(Block<(), String, Local>: Send, Sync);
assert_not_impl_any!(Block<(), Cell<u8>, Atomic>: Send, Sync, UnwindSafe, RefUnwindSafe);
assert_not_impl_any!(Block<(), Rc<u8>, Atomic>: Send, Sync);
assert_not_impl_any!(Block<(), MutexGuard<'static, u8>, Atomic>: Send, Sync);
assert_not_impl_any!(Block<Front<Cell<u8>>, u8, Atomic>: Send, Sync);
assert_not_impl_any!(BlockRef<'static, (), String, Local>: Send, Sync);
assert_not_impl_any!(BlockRef<'static, (), Cell<u8>, Atomic>: Send, Sync);
assert_not_impl_any!(Fresh<(), Rc<u8>, Atomic>: Send, Sync);
assert_not_impl_any!(BlockMut<'static, (), Rc<u8>, Atomic>: Send, Sync);
