//! Every method against `Vec`'s or `VecDeque`'s, at every boundary index: results, contents, panics
//! and their messages.
#![cfg(not(cow_loom))]
#![allow(clippy::iter_nth, reason = "it is `nth` that is tested")]

use cow_vec::{Atomic, CowVec, Kind, Local, Tiny, cow_vec};
use std::cell::Cell;
use std::collections::VecDeque;
use std::fmt::Debug;
use std::ops::{Bound, RangeBounds};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Once;

/// Lengths around those at which something changes: for tiny nodes, and for leaves of 128.
const LENGTHS: [usize; 10] = [0, 1, 3, 4, 5, 9, 40, 128, 129, 300];

/// What a closure returns, or with which words it panics.
fn outcome<R>(f: impl FnOnce() -> R) -> Result<R, String> {
    thread_local!(static QUIET: Cell<bool> = const { Cell::new(false) });
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let loud = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            if !QUIET.get() {
                loud(info);
            }
        }));
    });
    QUIET.set(true);
    let result = catch_unwind(AssertUnwindSafe(f));
    QUIET.set(false);
    result.map_err(|payload| match payload.downcast::<String>() {
        Ok(text) => *text,
        Err(payload) => payload.downcast_ref::<&str>().map_or("?".into(), |text| (*text).into()),
    })
}

/// Vectors of one content and many shapes.
fn shapes<P: Kind>(n: usize) -> Vec<CowVec<u64, P>> {
    let all = || 0..n as u64;
    let collected: CowVec<_, P> = all().collect();
    let mut pushed_front = CowVec::new_in();
    all().rev().for_each(|x| pushed_front.push_front(x));
    let mut both = CowVec::new_in();
    all().skip(n / 3).for_each(|x| both.push(x));
    (0..n as u64 / 3).rev().for_each(|x| both.push_front(x));
    let mut joined: CowVec<_, P> = CowVec::new_in();
    for piece in all().collect::<Vec<_>>().chunks(7.max(n / 5)) {
        joined.append(&mut piece.iter().copied().collect());
    }
    let mut inserted: CowVec<_, P> = all().filter(|x| x % 3 != 1).collect();
    all().filter(|x| x % 3 == 1).for_each(|x| inserted.insert(x as usize, x));
    let mut cut: CowVec<_, P> = (0..n as u64 + 90).map(|x| x.wrapping_sub(45)).collect();
    cut.truncate(n + 45);
    cut = cut.split_off(45);
    vec![collected, pushed_front, both, joined, inserted, cut]
}

/// Does the same to vectors of all shapes, unshared and shared, and to a `Vec`.
fn compare_for<P: Kind, R: PartialEq + Debug, S: PartialEq<R> + Debug>(
    name: &str,
    n: usize,
    ours: impl Fn(&mut CowVec<u64, P>) -> S,
    theirs: impl Fn(&mut Vec<u64>) -> R,
) {
    let mut model: Vec<u64> = (0..n as u64).collect();
    let before = model.clone();
    let expected = outcome(|| theirs(&mut model));
    for (i, mut vec) in shapes::<P>(n).into_iter().enumerate() {
        for shared in [false, true] {
            vec.assert_invariants();
            assert_eq!(vec, before);
            let old = shared.then(|| vec.clone());
            let spare = vec.slice(..);
            let got = outcome(|| ours(&mut vec));
            match (&got, &expected) {
                (Ok(got), Ok(expected)) => assert_eq!(got, expected, "{name}, n {n}, shape {i}"),
                // For ranges, std's words differ from version to version.
                (Err(got), Err(_)) if got.contains("range") || got.contains("slice") => {}
                (Err(got), Err(expected)) => assert_eq!(got, expected, "{name}, n {n}, shape {i}"),
                _ => panic!("{name}, n {n}, shape {i}: {got:?}, not {expected:?}"),
            }
            assert_eq!(vec, model, "{name}, n {n}, shape {i}");
            vec.assert_invariants();
            if let Some(old) = old {
                old.assert_invariants();
                assert_eq!(old, before, "{name} changed an old version, n {n}, shape {i}");
            }
            vec = spare;
        }
    }
}

macro_rules! compare {
    ($n:expr, |$v:ident| $do:expr) => {
        compare!($n, |$v| $do, |$v| $do)
    };
    ($n:expr, |$v:ident| $ours:expr, |$w:ident| $theirs:expr) => {{
        let n = $n;
        compare_for::<Tiny, _, _>(stringify!($ours), n, |$v| $ours, |$w| $theirs);
        // Normal nodes differ from tiny ones where a leaf is full.
        if [1, 128, 129].contains(&n) {
            compare_for::<Atomic, _, _>(stringify!($ours), n, |$v| $ours, |$w| $theirs);
        }
    }};
}

/// Indices in, at and past the end of what is `n` long, and in between.
fn indices(n: usize) -> impl Iterator<Item = usize> + Clone {
    let mut indices = vec![0, 1, n / 3, n / 2, n.saturating_sub(1), n, n + 1, usize::MAX];
    indices.sort_unstable();
    indices.dedup();
    indices.into_iter()
}

#[test]
fn indices_and_their_panics() {
    for n in LENGTHS {
        for i in indices(n) {
            compare!(n, |v| v.get(i).copied());
            compare!(n, |v| v[i]);
            compare!(n, |v| v[i] = 77);
            compare!(n, |v| v.get_mut(i).map(|x| *x += 5));
            compare!(n, |v| v.insert(i, 99));
            compare!(n, |v| v.remove(i));
            compare!(n, |v| v.swap_remove(i));
            compare!(n, |v| v.truncate(i));
            compare!(n, |v| v.split_off(i));
            compare!(n, |v| v.rotate_left(i));
            compare!(n, |v| v.rotate_right(i));
            for j in indices(n) {
                compare!(n, |v| v.swap(i, j));
                compare!(n, |v| v.get_disjoint_mut([i, j]).is_ok_and(|[a, b]| {
                    *a += *b;
                    true
                }));
            }
        }
    }
}

#[test]
fn ranges_and_their_panics() {
    fn each(n: usize, range: impl RangeBounds<usize> + Clone + Debug) {
        let range = &(range.start_bound().cloned(), range.end_bound().cloned());
        compare!(n, |v| v.drain(*range).collect::<Vec<_>>());
        compare!(n, |v| v.drain(*range).rev().take(2).collect::<Vec<_>>());
        compare!(n, |v| v.drain(*range).len());
        compare!(n, |v| v.extend_from_within(*range));
        compare!(n, |v| v.splice(*range, [7, 8, 9]).collect::<Vec<_>>());
        compare!(n, |v| drop(v.splice(*range, 0..200)));
        compare!(n, |v| v.extract_if(*range, |x| *x % 2 == 0).collect::<Vec<_>>());
        compare!(n, |v| v.extract_if(*range, |x| *x % 3 == 0).next());
        compare!(n, |v| v.slice(*range), |v| v[*range].to_vec());
    }
    for n in [0, 1, 5, 40] {
        for i in indices(n) {
            each(n, i..);
            each(n, ..i);
            each(n, ..=i);
            each(n, (Bound::Excluded(i), Bound::Unbounded));
            for j in indices(n) {
                each(n, i..j);
                each(n, i..=j);
            }
        }
        each(n, ..);
    }
}

#[test]
fn ends() {
    for n in LENGTHS {
        compare!(n, |v| v.push(1));
        compare!(n, |v| *v.push_mut(1) += 1, |v| v.push(2));
        compare!(n, |v| v.pop());
        compare!(n, |v| v.pop_if(|x| *x % 2 == 0));
        compare!(n, |v| v.first().copied());
        compare!(n, |v| v.last().copied());
        compare!(n, |v| v.front().copied(), |v| v.first().copied());
        compare!(n, |v| v.back().copied(), |v| v.last().copied());
        compare!(n, |v| v.first_mut().map(|x| *x = 3));
        compare!(n, |v| v.last_mut().map(|x| *x = 3));
        compare!(n, |v| v.front_mut().map(|x| *x = 3), |v| v.first_mut().map(|x| *x = 3));
        compare!(n, |v| v.back_mut().map(|x| *x = 3), |v| v.last_mut().map(|x| *x = 3));
        compare!(n, |v| (0..400).for_each(|x| v.push(x)));
        compare!(n, |v| (0..400).map(|_| v.pop()).collect::<Vec<_>>());
        compare!(n, |v| v.push_back(4), |v| v.push(4));
        compare!(n, |v| v.pop_back(), |v| v.pop());
        compare!(n, |v| (0..400).for_each(|x| v.push_front(x)), |v| {
            v.splice(..0, (0..400).rev());
        });
        compare!(n, |v| (0..400).map_while(|_| v.pop_front()).collect::<Vec<_>>(), |v| v
            .drain(..400.min(v.len()))
            .collect::<Vec<_>>());
    }
}

#[test]
fn whole_vectors() {
    for n in LENGTHS {
        compare!(n, |v| v.len());
        compare!(n, |v| v.is_empty());
        compare!(n, |v| v.clear());
        compare!(n, |v| v.reverse());
        compare!(n, |v| v.fill(6));
        compare!(n, |v| {
            let mut next = 0;
            v.fill_with(|| {
                next += 1;
                next
            });
        });
        for keep in [1, 2, 3, 50, 100, 1000] {
            compare!(n, |v| v.retain(|x| x % keep == 0));
            compare!(n, |v| v.retain(|x| x % keep != 0));
            compare!(n, |v| v.retain_mut(|x| {
                *x += 1;
                *x % keep != 0
            }));
            compare!(n, |v| v.dedup_by_key(|x| *x / keep));
            compare!(n, |v| v.dedup_by(|a, b| *a / keep == *b / keep));
            compare!(n, |v| {
                v.iter_mut().for_each(|x| *x /= keep);
                v.dedup();
            });
            compare!(n, |v| v.extend((0..keep).collect::<Vec<_>>()));
            compare!(n, |v| v.extend(&(0..keep).collect::<Vec<_>>()));
            compare!(n, |v| v.extend_from_slice(&(0..keep).collect::<Vec<_>>()));
            compare!(n, |v| v.extend((0..keep).filter(|x| x % 2 == 0)));
            compare!(n, |v| v.resize(keep as usize, 5));
            compare!(n, |v| {
                let mut next = 0;
                v.resize_with(keep as usize, || {
                    next += 1;
                    next
                });
            });
            compare!(
                n,
                |v| {
                    let mut other = (0..keep).collect();
                    v.append(&mut other);
                    other.len()
                },
                |v| {
                    let mut other = (0..keep).collect();
                    v.append(&mut other);
                    other.len()
                }
            );
        }
        compare!(n, |v| v.iter_mut().rev().step_by(3).for_each(|x| *x += 1));
        compare!(n, |v| v.iter_mut().nth(n / 2).map(|x| *x = 0));
        compare!(n, |v| v.iter_mut().nth_back(n / 2).map(|x| *x = 0));
        compare!(n, |v| v.to_vec());
        compare!(n, |v| v.clone().into_vec(), |v| v.clone());
        compare!(n, |v| v.clone().into_boxed_slice().into_vec(), |v| v.clone());
        compare!(n, |v| v.leaves().flatten().copied().collect::<Vec<_>>(), |v| v.clone());
        compare!(
            n,
            |v| v.leaves().rev().flat_map(|l| l.iter().rev()).copied().collect::<Vec<_>>(),
            |v| { v.iter().rev().copied().collect::<Vec<_>>() }
        );
        compare!(n, |v| v.try_reserve(usize::MAX).is_err());
        compare!(n, |v| v.reserve(100));
        compare!(n, |v| v.reserve(usize::MAX));
        compare!(n, |v| v.shrink_to_fit());
        compare!(n, |v| format!("{v:?} {v:#?}"));
    }
}

#[test]
fn searches() {
    for n in LENGTHS {
        for i in indices(n) {
            let x = i as u64;
            compare!(n, |v| v.contains(&x));
            compare!(n, |v| v.binary_search(&x));
            compare!(n, |v| v.binary_search_by(|y| y.cmp(&x)));
            compare!(n, |v| v.binary_search_by_key(&x, |y| *y));
            compare!(n, |v| v.partition_point(|y| *y < x));
            let end = i.min(n);
            compare!(n, |v| v.starts_with(&(0..end as u64).collect::<Vec<_>>()));
            compare!(n, |v| v.ends_with(&(end as u64..n as u64).collect::<Vec<_>>()));
        }
        compare!(n, |v| v.is_sorted());
        compare!(n, |v| v.is_sorted_by(|a, b| a > b));
        compare!(n, |v| v.is_sorted_by_key(|a| *a / 2));
        compare!(n, |v| v.starts_with(&[1]));
        compare!(n, |v| v.ends_with(&[1]));
    }
}

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

fn iterators<P: Kind>() {
    for n in LENGTHS {
        let mut model: Vec<u64> = (0..n as u64).collect();
        for mut vec in shapes::<P>(n) {
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

#[test]
fn comparisons_go_both_ways() {
    fn both<A: PartialEq<B>, B: PartialEq<A>>(a: A, b: B, equal: bool) {
        assert_eq!((a == b, b == a), (equal, equal));
    }
    let v: CowVec<u32> = cow_vec![1, 2, 3];
    for (std, equal) in [(vec![1, 2, 3], true), (vec![1, 2], false), (vec![1, 2, 4], false)] {
        both(&v, &std, equal);
        both(v.clone(), std.as_slice(), equal);
        both(v.clone(), &mut *std.clone(), equal);
        both(&v, &*std, equal);
        both(v.clone(), VecDeque::from(std.clone()), equal);
        both(v.clone(), std.into_boxed_slice(), equal);
    }
    both(v.clone(), [1, 2, 3], true);
    let array = &[1, 2, 3];
    both(v.clone(), array, true);
    both(v, [1, 2, 3, 4], false);
    assert_eq!(cow_vec![String::from("x")], ["x"]);
}

#[test]
fn order_is_that_of_slices() {
    let items: Vec<Vec<f64>> = vec![
        vec![],
        vec![1.0],
        vec![1.0, 2.0],
        vec![2.0],
        vec![f64::NAN],
        vec![1.0; 400],
        vec![1.0; 401],
    ];
    for a in &items {
        for b in &items {
            let (x, y): (CowVec<f64>, CowVec<f64>) = (a.as_slice().into(), b.as_slice().into());
            assert_eq!(x.partial_cmp(&y), a.partial_cmp(b));
            assert_eq!(x == y, a == b);
            let bits = |v: &[f64]| v.iter().map(|x| x.to_bits()).collect::<Vec<_>>();
            let (x, y): (CowVec<u64>, CowVec<u64>) = (bits(a).into(), bits(b).into());
            assert_eq!(x.cmp(&y), bits(a).cmp(&bits(b)));
        }
    }
}

#[test]
fn nan_is_not_itself_however_it_is_shared() {
    for n in [1, 10, 1000] {
        let v: CowVec<f64> = (0..n).map(|i| if i == n / 2 { f64::NAN } else { 0.0 }).collect();
        assert!(v != v.clone());
        assert_eq!(v.partial_cmp(&v.clone()), None);
    }
}

#[test]
fn hashes_are_those_of_vec() {
    use std::hash::{BuildHasher, RandomState};
    let state = RandomState::new();
    for n in LENGTHS {
        let model: Vec<u64> = (0..n as u64).collect();
        for vec in shapes::<Tiny>(n) {
            assert_eq!(state.hash_one(&vec), state.hash_one(&model));
        }
    }
    let words = ["a", "bc", ""];
    assert_eq!(state.hash_one(CowVec::<&str>::from(words)), state.hash_one(words.to_vec()));
    assert_eq!(state.hash_one(CowVec::<u8>::from(*b"bytes")), state.hash_one(b"bytes".to_vec()));
}

#[test]
fn conversions() {
    let std: Vec<u64> = (0..300).collect();
    assert_eq!(CowVec::<u64>::from(std.clone()), std);
    assert_eq!(CowVec::<u64>::from(std.as_slice()), std);
    assert_eq!(CowVec::<u64>::from(std.clone().into_boxed_slice()), std);
    assert_eq!(CowVec::<u64>::from(VecDeque::from(std.clone())), std);
    assert_eq!(CowVec::<u64>::from([1, 2]), [1, 2]);
    assert_eq!(cow_vec![7; 300], vec![7; 300]);
    let none: CowVec<i32> = cow_vec![];
    assert!(none.is_empty());
    assert_eq!(cow_vec![1, 2, 3,].len(), 3);
}

#[test]
fn bytes_are_written() {
    use std::io::Write;
    let mut v: CowVec<u8> = CowVec::new();
    for i in 0..1000 {
        write!(v, "{i},").unwrap();
    }
    v.flush().unwrap();
    assert_eq!(v.last(), Some(&b','));
    assert_eq!(v.len(), 2890 + 1000);
}

#[test]
fn room() {
    let mut v: CowVec<u64> = CowVec::with_capacity(10);
    assert_eq!((v.len(), v.capacity()), (0, 10));
    (0..10).for_each(|x| v.push(x));
    assert_eq!(v.capacity(), 10);
    v.reserve(1);
    assert!(v.capacity() >= 11);
    v.shrink_to_fit();
    assert_eq!(v.capacity(), 10);
    v.shrink_to(100);
    assert_eq!(v.capacity(), 10);
    v.reserve(1_000_000);
    v.extend(0..1000);
    assert!(v.capacity() >= v.len());
    assert_eq!(CowVec::<()>::new().capacity(), usize::MAX);
    let empty: CowVec<u64> = CowVec::with_capacity(0);
    assert_eq!(empty.capacity(), 0);
}

#[test]
fn slices_while_flat() {
    let mut v: CowVec<u64> = (0..128).collect();
    assert_eq!(v.as_slice().map(<[u64]>::len), Some(128));
    v.as_mut_slice().unwrap()[5] = 0;
    assert_eq!(v[5], 0);
    v.push(1);
    assert_eq!(v.as_slice(), None);
    assert_eq!(v.as_mut_slice(), None);
    assert_eq!(CowVec::<u8>::new().as_slice(), Some(&[][..]));
    assert_eq!(CowVec::<u8>::new().as_mut_slice(), Some(&mut [][..]));
    for mut v in shapes::<Tiny>(4) {
        let whole = v.as_slice().map(<[u64]>::to_vec);
        assert_eq!(v.as_mut_slice().map(|s| s.to_vec()), whole);
    }
}
