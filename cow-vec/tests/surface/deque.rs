//! `VecDeque`'s methods.

use super::{compare_for, indices, lengths};
use cow_vec::{Atomic, Tiny};
use std::collections::VecDeque;
use std::ops::{Bound, RangeBounds};

/// As `compare!`, with a `VecDeque`.
macro_rules! compare_deque {
    ($n:expr, |$v:ident| $do:expr) => {
        compare!($n, |$v| $do, |w| {
            let mut deque = VecDeque::from(std::mem::take(w));
            // What a panic leaves is what `VecDeque` leaves, too.
            let result = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
                let $v = &mut deque;
                $do
            }));
            *w = deque.into();
            result.unwrap_or_else(|payload| std::panic::resume_unwind(payload))
        })
    };
}

#[test]
fn ends() {
    for &n in lengths() {
        compare_deque!(n, |v| v.push_back(1));
        compare_deque!(n, |v| v.push_front(1));
        compare_deque!(n, |v| *v.push_back_mut(1) += 1);
        compare_deque!(n, |v| *v.push_front_mut(1) += 1);
        compare_deque!(n, |v| v.pop_back());
        compare_deque!(n, |v| v.pop_front());
        for rest in 0..2 {
            compare_deque!(n, |v| v.pop_front_if(|x| {
                *x += 1;
                *x % 2 == rest
            }));
            compare_deque!(n, |v| v.pop_back_if(|x| {
                *x += 1;
                *x % 2 == rest
            }));
        }
        compare_deque!(n, |v| (v.front().copied(), v.back().copied()));
        compare_deque!(n, |v| (v.front_mut().map(|x| *x += 3), v.back_mut().map(|x| *x += 3)));
        compare_deque!(n, |v| (0..300).for_each(|x| v.push_front(x)));
        compare_deque!(n, |v| (0..300).map(|_| v.pop_front()).collect::<Vec<_>>());
        compare_deque!(n, |v| v.contains(&7));
    }
}

#[test]
fn indices_and_their_panics() {
    for &n in lengths() {
        for i in indices(n) {
            compare_deque!(n, |v| v.swap_remove_front(i));
            compare_deque!(n, |v| v.swap_remove_back(i));
            compare_deque!(n, |v| v.get(i).copied());
            compare_deque!(n, |v| v.get_mut(i).map(|x| *x += 1));
            compare_deque!(n, |v| v.truncate(i));
            compare_deque!(n, |v| v.partition_point(|x| *x < i as u64));
            if i <= n {
                compare_deque!(n, |v| v.rotate_left(i));
                compare_deque!(n, |v| v.rotate_right(i));
                compare_deque!(n, |v| v.split_off(i).len());
                compare_deque!(n, |v| v.insert(i, 9));
                compare_deque!(n, |v| *v.insert_mut(i, 9) += 1);
                compare_deque!(n, |v| v.resize(i, 4));
            }
        }
    }
}

#[test]
fn ranges_and_their_panics() {
    fn each(n: usize, range: impl RangeBounds<usize>) {
        let range = (range.start_bound().cloned(), range.end_bound().cloned());
        compare_deque!(n, |v| v.range(range).copied().collect::<Vec<_>>());
        compare_deque!(n, |v| v.range(range).rev().copied().collect::<Vec<_>>());
        compare_deque!(n, |v| v.range_mut(range).for_each(|x| *x += 1));
        compare_deque!(n, |v| v.drain(range).collect::<Vec<_>>());
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
    }
}
