//! Views against std's slices: each method, at every boundary of every range.
#![cfg(not(cow_loom))]

use cow_vec::{Atomic, CowSlice, GenericVec, Local, RefCount, Tiny};
use std::cell::Cell;
use std::fmt::Debug;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Once;

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
fn shapes<C: RefCount>(n: usize) -> Vec<GenericVec<u64, C>> {
    let all = || 0..n as u64;
    let mut both = GenericVec::new();
    all().skip(n / 3).for_each(|x| both.push(x));
    (0..n as u64 / 3).rev().for_each(|x| both.push_front(x));
    let mut inserted: GenericVec<_, C> = all().filter(|x| x % 3 != 1).collect();
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

/// Views of all shapes and ranges, next to the slices with their items. Under Miri, one of `some` of them.
fn for_all_views(some: usize, visit: &mut impl ViewTest) {
    let mut turn = 0;
    let mut chosen = || {
        turn += 1;
        !cfg!(miri) || turn % some == 0
    };
    fn of<C: RefCount>(
        lengths: &[usize],
        chosen: &mut impl FnMut() -> bool,
        visit: &mut impl ViewTest,
    ) {
        for &n in lengths {
            let model: Vec<u64> = (0..n as u64).collect();
            for vec in shapes::<C>(n) {
                for start in bounds(n) {
                    for end in bounds(n) {
                        if start <= end && end <= n && chosen() {
                            visit.visit(vec.view(start..end), &model[start..end]);
                        }
                    }
                }
            }
        }
    }
    if cfg!(miri) {
        of::<Tiny>(&[0, 1, 5, 23], &mut chosen, visit);
        return of::<Atomic>(&[5, 70], &mut chosen, visit);
    }
    of::<Tiny>(&[0, 1, 4, 5, 23, 70], &mut chosen, visit);
    of::<Atomic>(&[5, 300], &mut chosen, visit);
    of::<Local>(&[300], &mut chosen, visit);
}

trait ViewTest {
    fn visit<C: RefCount>(&mut self, view: CowSlice<'_, u64, C>, model: &[u64]);
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

impl<C: RefCount> Plain for CowSlice<'_, u64, C> {
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

mod borrows;
mod pieces;
mod reads;
mod types;
mod writes;
