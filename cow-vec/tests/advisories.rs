//! What has gone wrong in other vectors: each accident that this one could repeat has a test here, or
//! is named with the test that it has.
//!
//! | accident | test |
//! |---|---|
//! | `Send` and `Sync` without bounds (RUSTSEC-2020-0096, ecow PR#11, archery#18), invariance (imbl#53) | `types.rs`, `views/types.rs`, at compile time |
//! | trees taller than logarithmic after concatenations (imbl#35) | `sizes.rs`, `the_height_stays_logarithmic` |
//! | counts that overflow, and go on (ecow PR#9) | cow-core's `count` |
#![cfg(not(cow_loom))]

use cow_vec::{Atomic, CowVec, GenericVec, RefCount, Tiny, cow_vec};
use std::hash::{BuildHasher, RandomState};
use std::panic::{AssertUnwindSafe, catch_unwind};
use testkit::{Aligned, Call, Counted, Fused, Ledger, for_every_k, on_small_stack};

type Item = Fused<Counted<u32>>;

/// RUSTSEC-2026-0255 and -0292: items dropped before the length shrank were dropped again, when the drop
/// of one of them panicked.
#[test]
fn a_drop_that_panics_is_not_repeated() {
    type Remove = fn(&mut GenericVec<Item, Tiny>);
    let removals: [(&str, Remove); 15] = [
        ("clear", |v| v.clear()),
        ("truncate", |v| v.truncate(v.len() / 2)),
        ("truncate a leaf", |v| v.truncate(v.len() - 1)),
        ("drain", |v| drop(v.drain(3..20))),
        ("drain front", |v| drop(v.drain(..9))),
        ("drain back", |v| drop(v.drain(9..))),
        ("splice", |v| drop(v.splice(3..20, []))),
        ("retain", |v| v.retain(|x| ***x % 3 == 0)),
        ("dedup", |v| v.dedup_by_key(|x| ***x / 4)),
        ("extract_if", |v| v.extract_if(.., |x| ***x % 2 == 0).for_each(drop)),
        ("resize", |v| v.resize_with(5, || unreachable!())),
        ("split_off", |v| drop(v.split_off(7))),
        ("into_iter", |v| drop(std::mem::take(v).into_iter().nth(30))),
        ("fill", |v| v.fill(v[0].clone())),
        ("take", |v| drop(std::mem::take(v))),
    ];
    for (name, remove) in removals {
        for shared in [false, true] {
            let panics = for_every_k(Call::Drop, |fuse| {
                let ledger = Ledger::new();
                let mut vec: GenericVec<Item, Tiny> =
                    (0..40).map(|x| Fused::new(fuse, ledger.counted(x))).collect();
                let old = shared.then(|| vec.clone());
                let _ = fuse.run(|| remove(&mut vec));
                vec.assert_invariants();
                drop((vec, old));
                assert_eq!(ledger.live(), 0, "{name} leaks");
                ledger.assert_balanced();
            });
            assert!(panics > 0 || shared, "{name} drops nothing");
        }
    }
}

/// RUSTSEC-2020-0041: lengths were set before items were written, so a panicking `Clone` or iterator
/// left items that were never made; and inline items were misaligned.
#[test]
fn items_that_were_never_made_are_not_dropped() {
    for call in [Call::Clone, Call::Next] {
        let panics = for_every_k(call, |fuse| {
            let ledger = Ledger::new();
            let make = |x| Aligned::new(Fused::new(fuse, ledger.counted(x)));
            let some: Vec<_> = (0..9).map(make).collect();
            let _ = fuse.run(|| {
                let mut vec: GenericVec<_, Tiny> = fuse.iter(0..30).map(make).collect();
                vec.extend_from_slice(&some);
                vec.extend(fuse.iter(0..30).map(make));
                vec.insert(5, some[0].clone());
                vec.splice(3..6, fuse.iter(0..30).map(make));
                vec.resize(vec.len() + 9, some[1].clone());
                assert!(vec.iter().all(|x| ****x < 30));
            });
            drop(some);
            ledger.assert_balanced();
        });
        assert!(panics > 15);
    }
}

/// im#109, sized-chunks#3: items that cannot be zero, in memory that was.
#[test]
fn items_with_niches() {
    type Full = (Box<u32>, &'static str, fn(u32) -> u32);
    let mut v: CowVec<Full> = CowVec::new();
    for i in 0..300 {
        v.push_front((Box::new(i), "x", |x| x + 1));
        v.push((Box::new(i), "y", |x| x + 2));
    }
    let old = v.clone();
    v.rotate_left(100);
    v.truncate(77);
    assert!(v.iter().all(|(n, _, f)| f(**n) > **n) && old.len() == 600);
    assert_eq!(size_of::<Option<CowVec<u8>>>(), size_of::<CowVec<u8>>());
}

/// imbl#163: `swap` with the length as an index reached beyond the last item.
#[test]
fn swap_with_the_length_is_refused() {
    for n in [1, 4, 64, 128, 129, 5000] {
        let mut v: CowVec<u64> = (0..n).collect();
        let len = v.len();
        for (a, b) in [(0, len), (len, 0), (len, len), (len - 1, len)] {
            assert!(catch_unwind(AssertUnwindSafe(|| v.swap(a, b))).is_err());
            assert!(catch_unwind(AssertUnwindSafe(|| v.view_mut(..).swap(a, b))).is_err());
            assert!(v.get_disjoint_mut([a, b]).is_err());
            assert!(v.view_mut(..).get_disjoint_mut([a, b]).is_err());
        }
        assert!(v.into_iter().eq(0..n));
    }
}

/// imbl#59, #83, #168: both halves of a view held the whole leaf in which it was cut.
#[test]
fn two_halves_of_one_leaf() {
    let mut v: CowVec<u64> = (0..100).collect();
    let old = v.clone();
    let mut all = v.view_mut(..);
    let (mut a, mut b) = all.split_at_mut(50);
    let (x, y) = (&mut a[49], &mut b[0]);
    std::mem::swap(x, y);
    (*x, *y) = (*x + 1000, *y + 1000);
    assert_eq!((v[49], v[50], old[49]), (1050, 1049, 49));
    if let Ok([x, y, z]) = v.get_disjoint_mut([3, 1, 2]) {
        (*x, *y, *z) = (*y, *z, *x);
    }
    assert_eq!(v.view(..4), [0, 2, 3, 1]);
}

/// im#67, #70, #72, #105, #107, imbl#33, #34, #37: tables of sizes that were wrong after pushes, pops
/// and concatenations, mostly from 4,096 items on.
#[test]
fn sizes_around_whole_levels() {
    fn with<C: RefCount>(lengths: impl Iterator<Item = usize> + Clone) {
        for n in lengths.clone() {
            let mut v: GenericVec<usize, C> = (0..n).collect();
            for m in lengths.clone().step_by(3) {
                let mut w = v.clone();
                w.push_front(n);
                w.append(&mut (0..m).collect());
                w.push(m);
                w.assert_invariants();
                assert_eq!((w.len(), w[0], w[n + m + 1]), (n + m + 2, n, m));
                let at = n.min(w.len() - 1);
                let mut right = w.split_off(at);
                assert_eq!(right.pop(), Some(m));
                right.extend(0..9);
                w.append(&mut right);
                w.assert_invariants();
                assert!(w.iter().skip(1).take(n.saturating_sub(1)).copied().eq(0..n.max(1) - 1));
            }
            while v.len() > n.saturating_sub(200) && v.pop().is_some() {}
            v.extend(0..200);
            v.assert_invariants();
        }
    }
    with::<Tiny>((0..70).chain([255, 256, 257, 1023, 1024, 1025]));
    with::<Atomic>([127, 128, 129, 2047, 2048, 2049, 4095, 4096, 4097, 4099, 32_769].into_iter());
}

/// imbl 2.0.3: `truncate` past the end panicked.
#[test]
fn truncating_past_the_end_does_nothing() {
    let mut v = cow_vec![1, 2, 3];
    v.truncate(4);
    v.truncate(usize::MAX);
    assert_eq!(v, [1, 2, 3]);
}

/// triomphe, rpds: pointer equality taken for equality, also of `NaN`.
#[test]
fn a_vector_with_nan_is_not_itself() {
    for n in [1, 100, 1000] {
        let v: CowVec<f32> = std::iter::repeat_n(f32::NAN, n).collect();
        assert!(v != v.clone() && v.partial_cmp(&v.clone()).is_none());
        assert!(v.view(..) != v.view(..));
    }
}

/// im#148: equal contents with different hashes, by the way in which they were made.
#[test]
fn the_hash_is_that_of_the_items() {
    let state = RandomState::new();
    let v: CowVec<u64> = (0..3000).collect();
    let mut w: CowVec<u64> = (1000..2000).collect();
    (0..1000).rev().for_each(|x| w.push_front(x));
    (2000..3000).for_each(|x| w.insert(x as usize, x));
    assert!(v == w && state.hash_one(&v) == state.hash_one(&w));
    assert_eq!(state.hash_one(v.view(7..)), state.hash_one(&w.to_vec()[7..]));
}

/// imbl: `sort` was not stable, and wanted `Fn`.
#[test]
fn sort_is_stable() {
    let mut v: CowVec<(u32, u32)> = (0..3000).map(|i| (i * 7919 % 10, i)).collect();
    let mut calls = 0;
    v.sort_by(|a, b| {
        calls += 1;
        a.0.cmp(&b.0)
    });
    assert!(v.is_sorted() && calls > 0);
}

/// rpds#41: dropping a long one overflowed the stack.
#[test]
fn long_vectors_are_dropped_with_little_stack() {
    on_small_stack(64 * 1024, || {
        let v: GenericVec<Box<u32>, Tiny> = (0..200_000).map(Box::new).collect();
        let mut w = v.clone();
        *w[77] = 1;
        drop((v, w));
    });
}

/// triomphe#13: what came from an empty iterator, and what has no size.
#[test]
fn nothing_from_nothing() {
    let none: CowVec<String> = std::iter::empty().collect();
    assert!(
        none.is_empty()
            && none == CowVec::<String>::new()
            && none.clone().into_iter().next().is_none()
    );
    let mut units: CowVec<()> = [(); 0].into_iter().collect();
    units.extend([(); 5000]);
    assert_eq!(units.split_off(4096).len(), 904);
    assert_eq!(units.iter().count(), 4096);
}
