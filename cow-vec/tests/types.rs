//! What holds at compile time: sizes, variance, auto traits; and the drop-in test.
#![cfg(not(cow_loom))]

use cow_vec::{CowVec, Drain, IntoIter, Iter, IterMut, Leaves, Local};
use static_assertions::{assert_eq_size, assert_impl_all, assert_not_impl_any};
use std::cell::Cell;
use std::fmt::Debug;
use std::hash::Hash;
use std::panic::{RefUnwindSafe, UnwindSafe};
use std::rc::Rc;
use std::sync::MutexGuard;

assert_eq_size!(CowVec<u8>, Option<CowVec<u8>>, [usize; 7]);

assert_impl_all!(CowVec<String>: Send, Sync, Clone, Debug, Eq, Ord, Hash, Default, Unpin);
assert_impl_all!(CowVec<String>: UnwindSafe, RefUnwindSafe, FromIterator<String>, Extend<String>);
assert_impl_all!(CowVec<u8>: Extend<&'static u8>, std::io::Write);
assert_impl_all!(Iter<'static, String>: Send, Sync, Clone, Debug, Default, ExactSizeIterator);
assert_impl_all!(IterMut<'static, String>: Send, Sync, Debug, ExactSizeIterator);
assert_impl_all!(IntoIter<String>: Send, Sync, Clone, Debug, Default, ExactSizeIterator);
assert_impl_all!(Drain<'static, String>: Send, Sync, Debug, ExactSizeIterator);
assert_impl_all!(Leaves<'static, String>: Send, Sync, Clone, Debug, Default);

// `Send` and `Sync` take both of the items, as in `Arc`; `Local` is neither.
assert_not_impl_any!(CowVec<Cell<u8>>: Send, Sync, RefUnwindSafe);
assert_not_impl_any!(CowVec<Rc<u8>>: Send, Sync);
assert_not_impl_any!(CowVec<MutexGuard<'static, u8>>: Send, Sync);
assert_not_impl_any!(CowVec<u8, Local>: Send, Sync);
assert_not_impl_any!(Iter<'static, Cell<u8>>: Send, Sync);
assert_not_impl_any!(Iter<'static, u8, Local>: Send, Sync);
assert_not_impl_any!(IterMut<'static, Cell<u8>>: Send, Sync);
assert_not_impl_any!(IterMut<'static, u8, Local>: Send, Sync);
assert_not_impl_any!(IntoIter<u8, Local>: Send, Sync);
assert_not_impl_any!(Leaves<'static, u8, Local>: Send, Sync);

// Nothing of its kind but reads, `Clone` and `Default` without any bound.
struct Bare;
assert_impl_all!(CowVec<Bare>: Clone, Default, FromIterator<Bare>);
assert_impl_all!(Iter<'static, Bare>: Clone, ExactSizeIterator);

#[allow(dead_code, reason = "to be compiled")]
fn covariant<'short>(
    vec: CowVec<&'static str>,
    iter: Iter<'static, &'static str>,
    leaves: Leaves<'static, &'static str>,
    into_iter: IntoIter<&'static str>,
) -> (
    CowVec<&'short str>,
    Iter<'short, &'short str>,
    Leaves<'short, &'short str>,
    IntoIter<&'short str>,
) {
    (vec, iter, leaves, into_iter)
}

#[test]
fn items_that_cannot_be_cloned_are_read_shared_and_collected() {
    let v: CowVec<Bare> = (0..300).map(|_| Bare).collect();
    let w = v.clone();
    assert_eq!((v.len(), w.iter().count(), w.get(299).is_some()), (300, 300, true));
    let v: CowVec<Bare> = vec![Bare, Bare].into();
    assert!(v.first().is_some() && v.last().is_some());
}

/// Written for std, with another import.
mod drop_in {
    use cow_vec::CowVec as Vec;
    use cow_vec::cow_vec as vec;

    fn primes(limit: usize) -> Vec<usize> {
        let mut sieve = vec![true; limit + 1];
        let mut found = Vec::new();
        for n in 2..=limit {
            if !sieve[n] {
                continue;
            }
            found.push(n);
            for multiple in (n * n..=limit).step_by(n) {
                sieve[multiple] = false;
            }
        }
        found
    }

    fn words(text: &str) -> Vec<(String, usize)> {
        let mut words: Vec<(String, usize)> = Vec::with_capacity(8);
        for word in text.split_whitespace() {
            match words.binary_search_by_key(&word, |(w, _)| w.as_str()) {
                Ok(i) => words[i].1 += 1,
                Err(i) => words.insert(i, (word.to_owned(), 1)),
            }
        }
        words
    }

    fn flatten<T: Clone>(nested: Vec<Vec<T>>) -> Vec<T> {
        nested.into_iter().flatten().collect()
    }

    #[test]
    fn programs_for_vec_run() {
        assert_eq!(primes(30), [2, 3, 5, 7, 11, 13, 17, 19, 23, 29]);
        let counts = words("to be or not to be");
        let expected = [("be", 2), ("not", 1), ("or", 1), ("to", 2)];
        assert!(counts.iter().map(|(w, n)| (w.as_str(), *n)).eq(expected));
        assert_eq!(flatten(vec![vec![1], vec![], vec![2, 3]]), [1, 2, 3]);

        let mut stack = vec![1];
        while let Some(top) = stack.pop() {
            if top < 100 {
                stack.extend([top * 2, top * 3]);
            }
        }
        assert!(stack.is_empty());

        let (even, odd): (Vec<i32>, Vec<i32>) = (0..10).partition(|x| x % 2 == 0);
        assert_eq!((even.len(), odd.iter().sum::<i32>()), (5, 25));
        let ok: Result<Vec<i32>, std::num::ParseIntError> =
            "1 2 3".split(' ').map(str::parse).collect();
        assert_eq!(ok.unwrap(), vec![1, 2, 3]);
        for (i, x) in vec![5, 6].iter().enumerate().rev() {
            assert_eq!(*x, i as i32 + 5);
        }
    }
}
