//! Every method against `Vec`'s or `VecDeque`'s, at every boundary index: results, contents, panics
//! and their messages.
#![cfg(not(cow_loom))]
#![expect(clippy::iter_nth, reason = "it is `nth` that is tested")]

use cow_vec::{GenericVec, RefCount};
use std::cell::Cell;
use std::fmt::Debug;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Once;

/// Lengths around those at which something changes: for tiny nodes, and for leaves of 128.
fn lengths() -> &'static [usize] {
    testkit::full_or(&[0, 1, 3, 4, 5, 9, 40, 128, 129, 300][..], &[0, 1, 4, 5, 40, 129])
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

/// Vectors of one content and many shapes.
fn shapes<C: RefCount>(n: usize) -> Vec<GenericVec<u64, C>> {
    let all = || 0..n as u64;
    let collected: GenericVec<_, C> = all().collect();
    let mut pushed_front = GenericVec::new();
    all().rev().for_each(|x| pushed_front.push_front(x));
    let mut both = GenericVec::new();
    all().skip(n / 3).for_each(|x| both.push(x));
    (0..n as u64 / 3).rev().for_each(|x| both.push_front(x));
    let mut joined: GenericVec<_, C> = GenericVec::new();
    for piece in all().collect::<Vec<_>>().chunks(7.max(n / 5)) {
        joined.append(&mut piece.iter().copied().collect());
    }
    let mut inserted: GenericVec<_, C> = all().filter(|x| x % 3 != 1).collect();
    all().filter(|x| x % 3 == 1).for_each(|x| inserted.insert(x as usize, x));
    let mut cut: GenericVec<_, C> = (0..n as u64 + 90).map(|x| x.wrapping_sub(45)).collect();
    cut.truncate(n + 45);
    cut = cut.split_off(45);
    vec![collected, pushed_front, both, joined, inserted, cut]
}

/// Does the same to vectors of all shapes, unshared and shared, and to a `Vec`.
fn compare_for<C: RefCount, R: PartialEq + Debug, S: PartialEq<R> + Debug>(
    name: &str,
    n: usize,
    ours: impl Fn(&mut GenericVec<u64, C>) -> S,
    theirs: impl Fn(&mut Vec<u64>) -> R,
) {
    let mut model: Vec<u64> = (0..n as u64).collect();
    let before = model.clone();
    let expected = outcome(|| theirs(&mut model));
    for (i, mut vec) in shapes::<C>(n).into_iter().enumerate() {
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

mod deque;
mod iterators;
mod leaves;
mod methods;
mod traits;
