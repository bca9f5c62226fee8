//! Iterators.

use super::{lengths, shapes};
use cow_vec::{Local, RefCount, Tiny};
use std::fmt::Debug;

/// Takes from both ends of two iterators, as numbers tell, and compares all that can be compared.
fn iterate_alike<A: PartialEq<B> + Debug, B: Debug>(
    mut a: impl DoubleEndedIterator<Item = A> + ExactSizeIterator,
    mut b: impl DoubleEndedIterator<Item = B> + ExactSizeIterator,
    mut moves: u64,
) {
    for _ in 0..60 {
        assert_eq!(a.len(), b.len());
        assert_eq!(a.size_hint(), b.size_hint());
        moves =
            moves.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let n = (moves >> 40) as usize % 150;
        let (x, y) = match moves >> 61 {
            0..=1 => (a.next(), b.next()),
            2..=3 => (a.next_back(), b.next_back()),
            4..=5 => (a.nth(n), b.nth(n)),
            _ => (a.nth_back(n), b.nth_back(n)),
        };
        match (x, y) {
            (Some(x), Some(y)) => assert_eq!(x, y),
            (None, None) => {}
            other => panic!("{other:?}"),
        }
    }
}

fn iterators<C: RefCount>() {
    for &n in lengths() {
        let mut model: Vec<u64> = (0..n as u64).collect();
        for mut vec in shapes::<C>(n) {
            for moves in 0..20 {
                iterate_alike(vec.iter(), model.iter(), moves);
                iterate_alike(vec.clone().into_iter(), model.clone().into_iter(), moves);
                iterate_alike(vec.iter_mut(), model.iter_mut(), moves);
            }
            let mut iter = vec.iter();
            let mut twin = model.iter();
            for k in 0..5 {
                assert!(iter.clone().eq(twin.clone()));
                assert_eq!(iter.clone().sum::<u64>(), twin.clone().sum::<u64>());
                assert_eq!(
                    iter.clone().rfold(7, |a, x| a * 3 % 1_000_003 + x),
                    twin.clone().rfold(7, |a, x| a * 3 % 1_000_003 + x)
                );
                assert_eq!(
                    (iter.clone().count(), iter.clone().last()),
                    (twin.len(), twin.as_slice().last())
                );
                assert_eq!(format!("{iter:?}"), format!("{twin:?}"));
                assert_eq!(iter.nth(k * 11), twin.nth(k * 11));
                assert_eq!(iter.nth_back(k), twin.nth_back(k));
            }
            iter.by_ref().for_each(drop);
            assert_eq!((iter.next(), iter.next_back(), iter.len()), (None, None, 0));
        }
    }
    assert_eq!(cow_vec::Iter::<u8>::default().next(), None);
    assert_eq!(cow_vec::IntoIter::<u8>::default().next(), None);
    assert_eq!(cow_vec::Leaves::<u8>::default().next(), None);
}

#[test]
fn iterators_of_normal_nodes() {
    iterators::<Local>();
}

#[test]
fn iterators_of_tiny_nodes() {
    iterators::<Tiny>();
}
