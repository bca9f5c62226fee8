//! Sequences of sequences, made one: as by std.
#![cfg(not(cow_loom))]

use cow_vec::{CowVec, GenericVec, Tiny, cow_vec};
use std::panic::{AssertUnwindSafe, catch_unwind};

#[test]
fn joined_as_by_std() {
    for n in [0, 1, 2, 7] {
        let words: Vec<String> = (0..n).map(|i| "ab".repeat(i)).collect();
        let ours: CowVec<String> = words.iter().cloned().collect();
        assert_eq!((ours.concat(), ours.join(", ")), (words.concat(), words.join(", ")));
        let lists: Vec<Vec<u32>> = (0..n as u32).map(|i| (i * 3..i * 5).collect()).collect();
        let ours: CowVec<Vec<u32>> = lists.iter().cloned().collect();
        assert_eq!(ours.concat(), lists.concat());
        assert_eq!(ours.join(&7), lists.join(&7));
        assert_eq!(ours.join(&[7, 8][..]), lists.join(&[7, 8][..]));
        assert_eq!(ours.view(n / 2..).concat(), lists[n / 2..].concat());
        let ours: GenericVec<GenericVec<u32, Tiny>, Tiny> =
            lists.iter().map(|list| list.iter().copied().collect()).collect();
        assert_eq!(ours.concat(), lists.concat());
        let joined = ours.join(&[7, 8].into_iter().collect());
        assert_eq!(joined, lists.join(&[7, 8][..]));
        joined.assert_invariants();
    }
}

#[test]
fn repeated_as_by_std() {
    for len in [0, 1, 3, 17, 200] {
        let w: Vec<u64> = (0..len).collect();
        let v: GenericVec<u64, Tiny> = w.iter().copied().collect();
        for n in [0, 1, 2, 3, 10, 33] {
            let repeated = v.repeat(n);
            repeated.assert_invariants();
            assert_eq!(repeated, w.repeat(n));
        }
    }
    let v: CowVec<u64> = (0..100).collect();
    let trillions = v.repeat(1 << 40);
    assert_eq!((trillions.len(), trillions[trillions.len() - 1]), (100 << 40, 99));
    assert!(catch_unwind(|| cow_vec![1].repeat(usize::MAX)).is_err());
}

#[test]
fn copied_within_as_by_std() {
    for len in [0, 1, 5, 300] {
        for (start, end, dest) in
            [(0, 0, 0), (0, 1, 0), (1, 5, 2), (2, 5, 0), (3, 250, 9), (5, 9, 297)]
        {
            let mut w: Vec<u64> = (0..len).collect();
            let mut v: CowVec<u64> = (0..len).collect();
            let old = v.clone();
            let theirs = catch_unwind(AssertUnwindSafe(|| w.copy_within(start..end, dest)));
            let ours = catch_unwind(AssertUnwindSafe(|| v.copy_within(start..end, dest)));
            assert_eq!(ours.is_ok(), theirs.is_ok());
            assert_eq!(v, w);
            assert!(old.into_iter().eq(0..len));
        }
    }
}
