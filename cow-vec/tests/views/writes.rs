//! What is written.

use super::{bounds, outcome, shapes};
use cow_vec::{Atomic, CowSliceMut, CowVec, GenericVec, RefCount, Tiny, cow_vec};
use std::cell::Cell;
use std::fmt::Debug;

/// Does the same to a range of a vector, shared and not, and of a `Vec`.
fn compare_writes<C: RefCount, R: PartialEq + Debug, S: PartialEq<R> + Debug>(
    name: &str,
    n: usize,
    ours: impl Fn(CowSliceMut<'_, u64, C>) -> S,
    theirs: impl Fn(&mut [u64]) -> R,
) {
    thread_local!(static TURN: Cell<usize> = const { Cell::new(0) });
    let turn = TURN.replace(TURN.get() + 1);
    // Under Miri one or two of 30, others each time.
    let chosen = |case: usize| !cfg!(miri) || (turn + case).is_multiple_of(29);
    let before: Vec<u64> = (0..n as u64).map(|x| x * 7 % 31).collect();
    let ranges = [(0, n), (1.min(n), n), (n / 3, n - n / 3), (n, n), (0, n / 2)];
    for (row, (start, end)) in ranges.into_iter().enumerate() {
        if !(0..6).any(|case| chosen(6 * row + case)) {
            continue;
        }
        let mut model = before.clone();
        let expected = outcome(|| theirs(&mut model[start..end]));
        for (i, mut vec) in shapes::<C>(n).into_iter().enumerate() {
            vec.iter_mut().zip(&before).for_each(|(x, y)| *x = *y);
            for shared in [false, true] {
                if !chosen(6 * row + 2 * i + usize::from(shared)) {
                    continue;
                }
                let mut vec = if shared { vec.clone() } else { vec.iter().copied().collect() };
                let got = outcome(|| ours(vec.view_mut(start..end)));
                match (got, &expected) {
                    (Ok(got), Ok(expected)) => assert_eq!(got, *expected, "{name} {n} {i}"),
                    // For ranges, std's words differ from version to version.
                    (Err(got), Err(_)) if got.contains("range") || got.contains("slice index") => {}
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
    let all = testkit::full_or(&[0, 1, 4, 5, 23, 70, 300][..], &[0, 4, 5, 70, 300]);
    for &n in if cfg!(miri) { &[0, 4, 40] } else { all } {
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
                if [4, 40, 300].contains(&n) {
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
        compare!(|v| v.sort_by_cached_key(|x| (x % 5).to_string()));
        compare!(|v| v.sort_unstable_by(|a, b| b.cmp(a)));
        compare!(|v| v.sort_unstable_by_key(|x| !*x));
        compare!(|v| v.first_n_mut().map(|[a, b]| std::mem::swap(a, b)), |w| w
            .first_chunk_mut()
            .map(|[a, b]| std::mem::swap(a, b)));
        compare!(|v| v.last_n_mut().map(|[a, _, b]| std::mem::swap(a, b)), |w| w
            .last_chunk_mut()
            .map(|[a, _, b]| std::mem::swap(a, b)));
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
            compare!(|v| v.copy_within(..i, 1));
            compare!(|v| v.copy_within(1.min(n)..n / 2, i));
            compare!(|v| v.get_disjoint_mut([i, 0]).map(|[a, b]| std::mem::swap(a, b)).is_ok());
            compare!(|v| v.get_disjoint_mut([0, 0, i]).err());
            compare!(|v| v.split_off_mut(..i).map(|mut x| x.fill(2)), |w| {
                (&mut *w).split_off_mut(..i).map(|x| x.fill(2))
            });
            compare!(
                |v| {
                    let taken = v.split_off_mut(..=i).map(|mut x| x.reverse());
                    v.fill(7);
                    taken
                },
                |w| {
                    let mut w = w;
                    let taken = w.split_off_mut(..=i).map(|x| x.reverse());
                    w.fill(7);
                    taken
                }
            );
            compare!(
                |v| {
                    let taken = v.split_off_mut(i..).map(|x| x.len());
                    v.fill(7);
                    taken
                },
                |w| {
                    let mut w = w;
                    let taken = w.split_off_mut(i..).map(|x| x.len());
                    w.fill(7);
                    taken
                }
            );
            compare!(
                |v| {
                    let nth = *v.select_nth_unstable_by(i, |a, b| b.cmp(a)).1;
                    let next = *v.select_nth_unstable_by_key(i, |x| x % 7).1 % 7;
                    let last = *v.select_nth_unstable(i).1;
                    v.sort_unstable();
                    (nth, next, last)
                },
                |v| {
                    let nth = *v.select_nth_unstable_by(i, |a, b| b.cmp(a)).1;
                    let next = *v.select_nth_unstable_by_key(i, |x| x % 7).1 % 7;
                    let last = *v.select_nth_unstable(i).1;
                    v.sort_unstable();
                    (nth, next, last)
                }
            );
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
fn ranges_of_items() {
    let mut v: GenericVec<u64, Tiny> = (0..40).collect();
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
