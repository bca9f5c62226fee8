//! Views against std's slices: each method, at every boundary of every range.
#![cfg(not(cow_loom))]

use cow_vec::{Atomic, CowSlice, CowSliceMut, CowVec, Kind, Local, Tiny, cow_vec};
use static_assertions::{assert_impl_all, assert_not_impl_any};
use std::cell::Cell;
use std::collections::hash_map::DefaultHasher;
use std::fmt::Debug;
use std::hash::{Hash, Hasher};
use std::panic::{AssertUnwindSafe, RefUnwindSafe, UnwindSafe, catch_unwind};
use std::rc::Rc;
use std::sync::Once;

assert_impl_all!(CowSlice<'static, String>: Send, Sync, Copy, Debug, Eq, Ord, Hash, Default);
assert_impl_all!(CowSliceMut<'static, String>: Send, Sync, Debug, Eq, Ord, Hash, Default);
assert_impl_all!(CowSlice<'static, String>: UnwindSafe, RefUnwindSafe, Unpin);
assert_impl_all!(CowSlice<'static, Bare>: Copy, Default, IntoIterator);
assert_not_impl_any!(CowSliceMut<'static, String>: Clone, UnwindSafe);
assert_not_impl_any!(CowSlice<'static, u8, Local>: Send, Sync);
assert_not_impl_any!(CowSliceMut<'static, u8, Local>: Send, Sync);
assert_not_impl_any!(CowSlice<'static, Cell<u8>>: Send, Sync);
assert_not_impl_any!(CowSliceMut<'static, Rc<u8>>: Send, Sync);

/// Neither `Clone` nor anything else.
struct Bare;

#[allow(dead_code, reason = "to be compiled")]
fn covariant<'short>(view: CowSlice<'static, &'static str>) -> CowSlice<'short, &'short str> {
    view
}

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

/// Vectors of one content: flat, deep and regular, with a front, relaxed.
fn shapes<P: Kind>(n: usize) -> Vec<CowVec<u64, P>> {
    let all = || 0..n as u64;
    let mut both = CowVec::new_in();
    all().skip(n / 3).for_each(|x| both.push(x));
    (0..n as u64 / 3).rev().for_each(|x| both.push_front(x));
    let mut inserted: CowVec<_, P> = all().filter(|x| x % 3 != 1).collect();
    all().filter(|x| x % 3 == 1).for_each(|x| inserted.insert(x as usize, x));
    vec![all().collect(), both, inserted]
}

/// The boundaries of a range of `n` items, and past its end.
fn bounds(n: usize) -> Vec<usize> {
    let mut bounds = vec![0, 1, 3, 4, 5, n / 2, n.saturating_sub(1), n, n + 1];
    bounds.sort_unstable();
    bounds.dedup();
    bounds
}

/// Views of all shapes and ranges, next to the slices with their items.
fn for_all_views(visit: &mut impl ViewTest) {
    fn of<P: Kind>(lengths: &[usize], visit: &mut impl ViewTest) {
        for &n in lengths {
            let model: Vec<u64> = (0..n as u64).collect();
            for vec in shapes::<P>(n) {
                for start in bounds(n) {
                    for end in bounds(n) {
                        if start <= end && end <= n {
                            visit.visit(vec.view(start..end), &model[start..end]);
                        }
                    }
                }
            }
        }
    }
    of::<Tiny>(&[0, 1, 4, 5, 23, 70], visit);
    of::<Atomic>(&[5, 300], visit);
    of::<Local>(&[300], visit);
}

trait ViewTest {
    fn visit<P: Kind>(&mut self, view: CowSlice<'_, u64, P>, model: &[u64]);
}

/// What views and slices have in common.
trait Plain {
    type Plain: PartialEq + Debug;
    fn plain(self) -> Self::Plain;
}

impl Plain for &u64 {
    type Plain = u64;
    fn plain(self) -> u64 {
        *self
    }
}

impl Plain for &[u64] {
    type Plain = Vec<u64>;
    fn plain(self) -> Vec<u64> {
        self.to_vec()
    }
}

impl<P: Kind> Plain for CowSlice<'_, u64, P> {
    type Plain = Vec<u64>;
    fn plain(self) -> Vec<u64> {
        self.to_vec()
    }
}

impl<A: Plain, B: Plain> Plain for (A, B) {
    type Plain = (A::Plain, B::Plain);
    fn plain(self) -> Self::Plain {
        (self.0.plain(), self.1.plain())
    }
}

impl<A: Plain> Plain for Option<A> {
    type Plain = Option<A::Plain>;
    fn plain(self) -> Self::Plain {
        self.map(Plain::plain)
    }
}

/// Asserts that a view's method returns what the slice's does.
macro_rules! same {
    ($ours:expr, $theirs:expr $(, $($text:tt)*)?) => {
        assert_eq!(Plain::plain($ours), Plain::plain($theirs) $(, $($text)*)?)
    };
}

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

struct Reads;

impl ViewTest for Reads {
    fn visit<P: Kind>(&mut self, v: CowSlice<'_, u64, P>, w: &[u64]) {
        assert_eq!((v.len(), v.is_empty()), (w.len(), w.is_empty()));
        assert_eq!((v.first(), v.last()), (w.first(), w.last()));
        same!((v.split_first(), v.split_last()), (w.split_first(), w.split_last()));
        assert!(v.iter().eq(w) && v.iter().rev().eq(w.iter().rev()) && v.into_iter().eq(w));
        assert!((&v).into_iter().eq(w));
        assert_eq!(v.leaves().flatten().copied().collect::<Vec<_>>(), w);
        assert!(v.leaves().all(|leaf| !leaf.is_empty()));
        assert_eq!(v.to_vec(), w);
        assert_eq!(format!("{v:?}"), format!("{w:?}"));
        if let Some(slice) = v.as_slice() {
            assert_eq!(slice, w);
        }
        assert_eq!(v.first_n::<3>().map(|x| x.map(|x| *x)), w.first_chunk().copied());
        assert_eq!(v.last_n::<3>().map(|x| x.map(|x| *x)), w.last_chunk().copied());
        assert_eq!(v.first_n::<0>(), Some([]));
        for i in bounds(w.len()).into_iter().chain([usize::MAX]) {
            assert_eq!(v.get(i), w.get(i));
            assert_eq!(outcome(|| v[i]), outcome(|| w[i]));
            same!(v.split_at_checked(i), w.split_at_checked(i));
            let halves = outcome(|| v.split_at(i));
            assert_eq!(halves.as_ref().err(), outcome(|| w.split_at(i)).as_ref().err());
            same!((v.get(i..), v.get(..i)), (w.get(i..), w.get(..i)));
            same!(v.get(..=i), w.get(..=i));
            for j in bounds(w.len()) {
                same!((v.get(i..j), v.get(i..=j)), (w.get(i..j), w.get(i..=j)));
                assert_eq!(outcome(|| v.view(i..j)).is_ok(), outcome(|| &w[i..j]).is_ok());
            }
        }
        same!(v.get(..), w.get(..));
        let (mut a, mut b) = (v, w);
        while let Some(x) = a.split_off_first() {
            assert_eq!(Some(x), b.split_off_first());
            assert_eq!(a.split_off_last(), b.split_off_last());
            assert_eq!(a, b);
        }
        assert!(b.is_empty());
    }
}

#[test]
fn reads() {
    for_all_views(&mut Reads);
}

struct Searches;

impl ViewTest for Searches {
    fn visit<P: Kind>(&mut self, v: CowSlice<'_, u64, P>, w: &[u64]) {
        let low = w.first().copied().unwrap_or(7);
        for x in [0, low.saturating_sub(1), low, low + 1, low + 4, low + w.len() as u64, u64::MAX] {
            assert_eq!(v.contains(&x), w.contains(&x));
            assert_eq!(v.binary_search(&x), w.binary_search(&x));
            assert_eq!(v.binary_search_by_key(&x, |y| *y), w.binary_search_by_key(&x, |y| *y));
            assert_eq!(v.partition_point(|y| *y < x), w.partition_point(|y| *y < x));
        }
        assert!(v.is_sorted() && v.is_sorted_by(|a, b| a < b));
        assert_eq!(v.is_sorted_by_key(|x| x % 5), w.is_sorted_by_key(|x| x % 5));
        for i in bounds(w.len()).into_iter().filter(|&i| i <= w.len()) {
            assert!(v.starts_with(&w[..i]) && v.ends_with(v.view(i..)));
            same!(v.strip_prefix(v.view(..i)), w.strip_prefix(&w[..i]));
            same!(v.strip_suffix(&w[i..]), w.strip_suffix(&w[i..]));
            let wrong: Vec<u64> = w[i..].iter().map(|x| x + 1).collect();
            assert_eq!(v.ends_with(&wrong[..]), wrong.is_empty());
            assert_eq!(v.starts_with(&wrong[..]), wrong.is_empty());
        }
        assert!(!v.starts_with(&[w, &[9]].concat()[..]) && !v.ends_with(&[&[9], w].concat()[..]));
    }
}

#[test]
fn searches() {
    for_all_views(&mut Searches);
}

struct Pieces;

impl ViewTest for Pieces {
    fn visit<P: Kind>(&mut self, v: CowSlice<'_, u64, P>, w: &[u64]) {
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
    for_all_views(&mut Pieces);
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

struct Shares;

impl ViewTest for Shares {
    fn visit<P: Kind>(&mut self, v: CowSlice<'_, u64, P>, w: &[u64]) {
        let mut share = v.to_cow_vec();
        share.assert_invariants();
        assert_eq!(share, v);
        share.push(5);
        share.insert(0, 6);
        share.assert_invariants();
        assert_eq!(v, w);
    }
}

#[test]
fn owned_vectors_of_views() {
    for_all_views(&mut Shares);
    // Most of the nodes of a long one are those of the vector viewed.
    let v: CowVec<u64> = (0..100_000).collect();
    let share = v.view(1000..99_000).to_cow_vec();
    let nodes = |v: &CowVec<u64>| {
        let mut nodes = std::collections::HashSet::new();
        v.visit_nodes(&mut |node| nodes.insert(node.address));
        nodes
    };
    let (old, new) = (nodes(&v), nodes(&share));
    assert!(new.difference(&old).count() < 15, "{} of {}", new.difference(&old).count(), new.len());
}

struct Comparisons;

impl ViewTest for Comparisons {
    fn visit<P: Kind>(&mut self, v: CowSlice<'_, u64, P>, w: &[u64]) {
        let hash = |x: &dyn Fn(&mut DefaultHasher)| {
            let mut state = DefaultHasher::new();
            x(&mut state);
            state.finish()
        };
        assert_eq!(hash(&|s| v.hash(s)), hash(&|s| w.hash(s)));
        let owned: CowVec<u64> = w.iter().copied().collect();
        let mut others = vec![w.to_vec(), [w, &[0]].concat(), vec![], vec![u64::MAX]];
        if !w.is_empty() {
            others.extend([w[1..].to_vec(), w[..w.len() - 1].to_vec()]);
            let mut last = w.to_vec();
            *last.last_mut().unwrap() += 1;
            others.push(last);
        }
        for mut other in others {
            let theirs: CowVec<u64, P> = other.iter().copied().collect();
            let same = w == other;
            assert_eq!((v == other, other == v), (same, same));
            assert_eq!((v == other[..], other[..] == v), (same, same));
            assert_eq!((v == theirs, theirs == v), (same, same));
            assert_eq!((v == theirs.view(..), theirs.view(..) == v), (same, same));
            assert_eq!((owned == theirs.view(..), theirs.view(..) == owned), (same, same));
            assert_eq!(v.cmp(&theirs.view(..)), w.cmp(&other[..]));
            assert_eq!(v.partial_cmp(&theirs.view(..)), w.partial_cmp(&other[..]));
            let m = CowSliceMut::<u64, P>::from(&mut other[..]);
            assert_eq!((m == w, w == m, m == v, v == m), (same, same, same, same));
        }
    }
}

#[test]
fn comparisons() {
    for_all_views(&mut Comparisons);
    let v: CowVec<i32> = cow_vec![1, 2];
    let w = &[1, 2];
    assert!(v.view(..) == [1, 2] && [1, 2] == v.view(..) && w == v.view(..));
    let nan: CowVec<f64> = cow_vec![f64::NAN];
    assert!(nan.view(..) != nan.view(..) && nan.view(..).partial_cmp(&nan.view(..)).is_none());
}

/// Does the same to a range of a vector, shared and not, and of a `Vec`.
fn compare_writes<P: Kind, R: PartialEq + Debug, S: PartialEq<R> + Debug>(
    name: &str,
    n: usize,
    ours: impl Fn(CowSliceMut<'_, u64, P>) -> S,
    theirs: impl Fn(&mut [u64]) -> R,
) {
    let before: Vec<u64> = (0..n as u64).map(|x| x * 7 % 31).collect();
    for (start, end) in [(0, n), (1.min(n), n), (n / 3, n - n / 3), (n, n), (0, n / 2)] {
        let mut model = before.clone();
        let expected = outcome(|| theirs(&mut model[start..end]));
        for (i, mut vec) in shapes::<P>(n).into_iter().enumerate() {
            vec.iter_mut().zip(&before).for_each(|(x, y)| *x = *y);
            for shared in [false, true] {
                let mut vec = if shared { vec.clone() } else { vec.iter().copied().collect() };
                let got = outcome(|| ours(vec.view_mut(start..end)));
                match (got, &expected) {
                    (Ok(got), Ok(expected)) => assert_eq!(got, *expected, "{name} {n} {i}"),
                    (Err(got), Err(expected)) => assert_eq!(got, *expected, "{name} {n} {i}"),
                    (got, _) => panic!("{name} of {n}, shape {i}: {got:?}, not {expected:?}"),
                }
                assert_eq!(vec, model, "{name} of {n}, shape {i}, {start}..{end}");
                vec.assert_invariants();
            }
            assert_eq!(vec, before, "{name} changed an old version");
        }
    }
}

#[test]
fn writes() {
    for n in [0, 1, 4, 5, 23, 70, 300] {
        macro_rules! compare {
            (|$v:ident| $do:expr) => {
                compare!(|$v| $do, |$v| $do)
            };
            (|$v:ident| $ours:expr, |$w:ident| $theirs:expr) => {{
                compare_writes::<Tiny, _, _>(
                    stringify!($ours),
                    n,
                    |mut $v| {
                        let _ = &mut $v;
                        $ours
                    },
                    |$w| $theirs,
                );
                if [4, 300].contains(&n) {
                    compare_writes::<Atomic, _, _>(
                        stringify!($ours),
                        n,
                        |mut $v| {
                            let _ = &mut $v;
                            $ours
                        },
                        |$w| $theirs,
                    );
                }
            }};
        }
        compare!(|v| v.reverse());
        compare!(|v| v.fill(3));
        compare!(|v| {
            let mut next = 0;
            v.fill_with(|| {
                next += 1;
                next
            })
        });
        compare!(|v| v.sort());
        compare!(|v| v.sort_by(|a, b| (a % 3).cmp(&(b % 3)).reverse()));
        compare!(|v| v.sort_by_key(|x| x % 5));
        compare!(|v| v.iter_mut().for_each(|x| *x += 1));
        compare!(|v| v.iter_mut().rev().step_by(3).for_each(|x| *x += 1));
        compare!(|v| v.first_mut().map(|x| std::mem::replace(x, 50)));
        compare!(|v| v.last_mut().map(|x| std::mem::replace(x, 50)));
        compare!(
            |v| v.split_first_mut().map(|(x, mut rest)| {
                rest.iter_mut().for_each(|y| *y += *x);
                *x = 99;
            }),
            |w| w.split_first_mut().map(|(x, rest)| {
                rest.iter_mut().for_each(|y| *y += *x);
                *x = 99;
            })
        );
        compare!(
            |v| v.split_last_mut().map(|(x, mut rest)| {
                rest.iter_mut().for_each(|y| *y += *x);
                *x = 99;
            }),
            |w| w.split_last_mut().map(|(x, rest)| {
                rest.iter_mut().for_each(|y| *y += *x);
                *x = 99;
            })
        );
        for i in [0, 1, 3, 4, n / 2, n.saturating_sub(1), n, n + 1] {
            compare!(|v| v[i]);
            compare!(|v| v[i] = 77);
            compare!(|v| v.get(i).copied());
            compare!(|v| v.get_mut(i).map(|x| *x += 5));
            compare!(|v| v.get_mut(i..).map(|mut x| x.fill(2)), |w| w
                .get_mut(i..)
                .map(|x| x.fill(2)));
            compare!(|v| v.get_mut(..=i).map(|mut x| x.fill(2)), |w| w
                .get_mut(..=i)
                .map(|x| x.fill(2)));
            compare!(|v| v.swap(i, 1));
            compare!(|v| v.swap(0, i));
            compare!(|v| v.rotate_left(i));
            compare!(|v| v.rotate_right(i));
            compare!(
                |v| {
                    let (mut a, mut b) = v.split_at_mut(i);
                    a.reverse();
                    b.iter_mut().for_each(|x| *x += a.len() as u64);
                    a.swap_with_slice(b.view_mut(..a.len().min(b.len())));
                },
                |w| {
                    let (a, b) = w.split_at_mut(i);
                    a.reverse();
                    b.iter_mut().for_each(|x| *x += a.len() as u64);
                    let end = a.len().min(b.len());
                    a.swap_with_slice(&mut b[..end]);
                }
            );
            compare!(|v| v.copy_from_slice(&vec![4; i][..]), |w| w.copy_from_slice(&vec![4; i]));
            // std's words depend on the type of the items.
            if i == n {
                compare!(
                    |v| v.len() == i && {
                        v.clone_from_slice(&vec![4; i][..]);
                        true
                    },
                    |w| w.len() == i && {
                        w.clone_from_slice(&vec![4; i]);
                        true
                    }
                );
            }
        }
        for size in [1, 2, 3, 7, 64, 400] {
            compare!(|v| v.chunks_mut(size).for_each(|mut c| c.reverse()), |w| w
                .chunks_mut(size)
                .for_each(|c| c.reverse()));
            compare!(|v| v.chunks_exact_mut(size).rev().for_each(|mut c| c[0] = 5), |w| w
                .chunks_exact_mut(size)
                .rev()
                .for_each(|c| c[0] = 5));
            compare!(|v| v.chunks_exact_mut(size).into_remainder().fill(1), |w| w
                .chunks_exact_mut(size)
                .into_remainder()
                .fill(1));
            compare!(|v| v.rchunks_mut(size).rev().for_each(|mut c| c.reverse()), |w| w
                .rchunks_mut(size)
                .rev()
                .for_each(|c| c.reverse()));
            compare!(|v| v.rchunks_exact_mut(size).for_each(|mut c| c.reverse()), |w| w
                .rchunks_exact_mut(size)
                .for_each(|c| c.reverse()));
            compare!(|v| v.chunks_mut(size).nth(2).map(|mut c| c.fill(7)), |w| w
                .chunks_mut(size)
                .nth(2)
                .map(|c| c.fill(7)));
            // All at once, so that each lives while the others are written to.
            compare!(
                |v| {
                    let mut all: Vec<_> = v.chunks_mut(size).collect();
                    all.iter_mut().rev().for_each(|c| c.iter_mut().for_each(|x| *x ^= 1));
                    all.iter_mut().step_by(2).for_each(|c| c.reverse());
                },
                |w| {
                    let mut all: Vec<_> = w.chunks_mut(size).collect();
                    all.iter_mut().rev().for_each(|c| c.iter_mut().for_each(|x| *x ^= 1));
                    all.iter_mut().step_by(2).for_each(|c| c.reverse());
                }
            );
        }
        compare!(|v| v.split_mut(|x| x % 4 == 0).for_each(|mut c| c.fill(9)), |w| w
            .split_mut(|x| x % 4 == 0)
            .for_each(|c| c.fill(9)));
        compare!(|v| v.split_inclusive_mut(|x| x % 4 == 0).for_each(|mut c| c.reverse()), |w| w
            .split_inclusive_mut(|x| x % 4 == 0)
            .for_each(|c| c.reverse()));
        compare!(|v| v.rsplitn_mut(3, |x| x % 4 == 0).for_each(|mut c| c.fill(9)), |w| w
            .rsplitn_mut(3, |x| x % 4 == 0)
            .for_each(|c| c.fill(9)));
        compare!(|v| v.chunk_by_mut(|a, b| a <= b).for_each(|mut c| c.reverse()), |w| w
            .chunk_by_mut(|a, b| a <= b)
            .for_each(|c| c.reverse()));
    }
}

#[test]
fn clones_of_another_number_of_items_are_refused_as_in_std() {
    let mut v: CowVec<String> = cow_vec![String::new()];
    let mut w = [String::new()];
    let words = outcome(|| v.clone_from_slice(&[][..])).unwrap_err();
    assert_eq!(words, outcome(|| w.clone_from_slice(&[])).unwrap_err());
    let words = outcome(|| v.swap_with_slice(&mut [][..])).unwrap_err();
    assert_eq!(words, outcome(|| w.swap_with_slice(&mut [])).unwrap_err());
}

#[test]
fn halves_are_read_and_written_apart() {
    let mut v: CowVec<u64, Tiny> = (0..200).collect();
    let old = v.clone();
    for at in [0, 1, 2, 63, 64, 65, 101, 199, 200] {
        let (mut a, mut b) = v.split_at_mut(at);
        for i in 0..b.len() {
            b[i] = i as u64;
        }
        // Reads around the cut, while the other half lives, and is written to afterwards.
        assert_eq!(a.iter().rev().take(3).count(), at.min(3));
        assert_eq!(a.leaves().map(<[u64]>::len).sum::<usize>(), at);
        assert_eq!(a.view(..).to_cow_vec().len(), at);
        a.fill(1);
        b.reverse();
        assert!(a.iter().all(|&x| x == 1) && b.iter().rev().copied().eq(0..200 - at as u64));
    }
    v.assert_invariants();
    assert!(old.iter().copied().eq(0..200));
}

#[test]
fn ranges_of_items() {
    let mut v: CowVec<u64, Tiny> = (0..40).collect();
    let mut w: std::collections::VecDeque<u64> = (0..40).collect();
    for start in bounds(40) {
        for end in bounds(40) {
            let ours = outcome(|| v.range(start..end).copied().collect::<Vec<_>>()).ok();
            assert_eq!(ours, outcome(|| w.range(start..end).copied().collect()).ok());
            let ours = outcome(|| v.range_mut(start..end).for_each(|x| *x += 1)).ok();
            assert_eq!(ours, outcome(|| w.range_mut(start..end).for_each(|x| *x += 1)).ok());
            assert_eq!(v, w);
        }
    }
}

#[test]
fn pieces_go_to_threads() {
    let mut v: CowVec<u64> = (0..10_000).collect();
    let old = v.clone();
    std::thread::scope(|scope| {
        for mut piece in v.chunks_mut(1777) {
            scope.spawn(move || {
                assert!(piece.is_sorted());
                piece.iter_mut().for_each(|x| *x *= 2);
                assert!(piece.contains(&(piece[0] + 2)) || piece.len() == 1);
            });
        }
    });
    assert!(v.iter().copied().eq((0..10_000).map(|x| x * 2)));
    assert!(old.iter().copied().eq(0..10_000));
    v.assert_invariants();
}

#[test]
fn a_view_writes_to_its_own_leaves_only() {
    let mut v: CowVec<u64> = (0..100_000).collect();
    let old = v.clone();
    v.view_mut(50_000..50_010).fill(0);
    let mut shared = 0;
    let mut seen = std::collections::HashSet::new();
    old.visit_nodes(&mut |node| seen.insert(node.address));
    let mut all = 0;
    v.visit_nodes(&mut |node| {
        all += 1;
        shared += usize::from(seen.contains(&node.address));
        true
    });
    // One path of three or four nodes, and the tail if it was asked for.
    assert!(all - shared <= 5, "{shared} of {all}");
    // A view that is only read copies nothing.
    let mut w = old.clone();
    let view = w.view_mut(10..90_000);
    assert_eq!((view.first(), view.len(), view[7]), (Some(&10), 89_990, 17));
    assert!(view.iter().copied().eq(10..90_000));
    assert!(w.ptr_eq(&old));
}

#[test]
fn views_may_have_no_items_and_items_no_size() {
    let mut v: CowVec<()> = std::iter::repeat_n((), 1 << 20).collect();
    assert_eq!(v.view(5..).len(), (1 << 20) - 5);
    assert_eq!(v.chunks(1 << 18).count(), 4);
    let (a, b) = v.split_at_mut(1000);
    assert_eq!((a.len(), b.len()), (1000, (1 << 20) - 1000));
    let none: CowSlice<'_, String> = CowSlice::default();
    assert!(none.is_empty() && none.first().is_none() && none.to_cow_vec().is_empty());
    let mut none: CowSliceMut<'_, String> = CowSliceMut::default();
    none.sort();
    none.reverse();
    assert!(none.iter_mut().next().is_none() && none.split_off_first_mut().is_none());
}
