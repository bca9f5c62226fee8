//! Iterators over pieces.

use super::{Plain, ViewTest, for_all_views, outcome};
use cow_vec::{CowSlice, CowVec, RefCount};

/// Compares an iterator of pieces with std's, from the front, from the back, in turns and by `nth`.
macro_rules! compare_pieces {
    ($ours:expr, $theirs:expr) => {{
        let (a, b) = ($ours, $theirs);
        assert_eq!(a.size_hint(), b.size_hint());
        assert!(a.clone().eq(b.clone()));
        assert!(a.clone().rev().eq(b.clone().rev()));
        same!(a.clone().last(), b.clone().last());
        let (mut a, mut b) = (a, b);
        loop {
            same!(a.next(), b.next());
            let last = a.next_back();
            same!(last, b.next_back());
            assert_eq!(a.size_hint(), b.size_hint());
            if last.is_none() {
                break;
            }
        }
        assert!(a.next().is_none() && a.next_back().is_none());
        for n in [0, 1, 2, 5, usize::MAX] {
            let (mut a, mut b) = ($ours, $theirs);
            same!((a.nth(n), a.nth_back(n)), (b.nth(n), b.nth_back(n)), "nth {n}");
            same!((a.next(), a.next_back()), (b.next(), b.next_back()), "after nth {n}");
        }
    }};
}

struct Pieces;

impl ViewTest for Pieces {
    fn visit<C: RefCount>(&mut self, v: CowSlice<'_, u64, C>, w: &[u64]) {
        for size in [1, 2, 3, 4, 5, 64, w.len().max(1), w.len() + 1, usize::MAX] {
            compare_pieces!(v.chunks(size), w.chunks(size));
            compare_pieces!(v.chunks_exact(size), w.chunks_exact(size));
            compare_pieces!(v.rchunks(size), w.rchunks(size));
            compare_pieces!(v.rchunks_exact(size), w.rchunks_exact(size));
            compare_pieces!(v.windows(size), w.windows(size));
            assert_eq!(v.chunks_exact(size).remainder(), w.chunks_exact(size).remainder());
            assert_eq!(v.chunks_exact(size).into_remainder(), w.chunks_exact(size).remainder());
            assert_eq!(v.rchunks_exact(size).remainder(), w.rchunks_exact(size).remainder());
        }
        let pairs = |[a, b]: [&u64; 2]| (*a, *b);
        assert!(v.array_windows().map(pairs).eq(w.windows(2).map(|p| (p[0], p[1]))));
        assert!(v.array_windows().rev().map(pairs).eq(w.windows(2).rev().map(|p| (p[0], p[1]))));
        for (modulus, rest) in [(1, 0), (2, 0), (3, 2), (7, 3), (1000, 999)] {
            let hit = |x: &u64| x % modulus == rest;
            let same = |a: &u64, b: &u64| a / modulus == b / modulus;
            macro_rules! compare {
                ($($method:ident($($n:expr)?);)*) => { $( {
                    let (mut a, mut b) = (v.$method($($n,)? hit), w.$method($($n,)? hit));
                    assert_eq!(a.size_hint(), b.size_hint(), stringify!($method));
                    while let Some(x) = a.next() {
                        assert!(b.next().is_some_and(|y| y == x), stringify!($method));
                    }
                    assert!(b.next().is_none() && a.next().is_none(), stringify!($method));
                } )* };
            }
            compare! { split(); split_inclusive(); rsplit(); }
            for n in [0, 1, 2, 3, 100] {
                compare! { splitn(n); rsplitn(n); }
            }
            macro_rules! compare_back {
                ($($ours:expr, $theirs:expr;)*) => { $( {
                    let (mut a, mut b) = ($ours, $theirs);
                    assert!($ours.rev().eq($theirs.rev()));
                    while let Some(x) = a.next_back() {
                        assert!(b.next_back().is_some_and(|y| y == x));
                        same!(a.next(), b.next());
                    }
                    assert!(b.next_back().is_none() && a.next().is_none());
                } )* };
            }
            compare_back! {
                v.split(hit), w.split(hit);
                v.split_inclusive(hit), w.split_inclusive(hit);
                v.rsplit(hit), w.rsplit(hit);
                v.chunk_by(same), w.chunk_by(same);
            }
            assert!(v.chunk_by(same).eq(w.chunk_by(same)));
        }
    }
}

#[test]
fn pieces() {
    for_all_views(37, &mut Pieces);
}

#[test]
fn pieces_of_no_length_panic_as_in_std() {
    let v: CowVec<u64> = (0..9).collect();
    let w: Vec<u64> = (0..9).collect();
    macro_rules! compare {
        ($($method:ident)*) => { $(
            let words = outcome(|| drop(v.$method(0))).unwrap_err();
            assert_eq!(words, outcome(|| drop(w.$method(0))).unwrap_err());
        )* };
    }
    compare! { chunks chunks_exact rchunks rchunks_exact windows }
    let words = outcome(|| drop(v.array_windows::<0>())).unwrap_err();
    assert_eq!(words, "window size must be non-zero");
}
