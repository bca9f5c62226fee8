//! Parallel iterators against sequential ones.
#![cfg(all(feature = "rayon", not(cow_loom)))]

use cow_vec::{CowVec, LocalVec};
use rayon::prelude::*;
use std::cmp::Reverse;

#[test]
fn items_are_read() {
    for n in [0, 1, 127, 128, 129, 5000, 100_000] {
        let v: CowVec<u64> = (0..n).collect();
        assert_eq!(v.par_iter().sum::<u64>(), (0..n).sum::<u64>());
        assert_eq!(v.par_iter().len(), v.len());
        assert!(v.par_iter().enumerate().all(|(i, &x)| i as u64 == x));
        assert!(v.par_iter().zip(v.par_iter().skip(1)).all(|(a, b)| a < b));
        let back: Vec<u64> = v.par_iter().rev().copied().collect();
        assert!(back.into_iter().eq((0..n).rev()));
        let part = v.view(v.len() / 3..);
        assert!(part.into_par_iter().copied().collect::<Vec<_>>() == part);
    }
}

#[test]
fn items_are_written() {
    for n in [0, 1, 128, 129, 100_000] {
        let mut v: CowVec<u64> = (0..n).collect();
        (0..n.min(50)).for_each(|x| v.insert(x as usize * 2, x));
        let old = v.clone();
        let before = v.to_vec();
        v.par_iter_mut().with_max_len(100).enumerate().for_each(|(i, x)| *x += i as u64);
        let expected: Vec<u64> = before.iter().enumerate().map(|(i, x)| x + i as u64).collect();
        assert_eq!(v, expected);
        assert_eq!(old, before);
        v.assert_invariants();
        v.view_mut(v.len() / 2..).into_par_iter().for_each(|x| *x = 0);
        assert!(v.iter().skip(v.len() / 2).all(|&x| x == 0));
        assert_eq!(old, before);
    }
}

#[test]
fn items_are_moved_and_collected() {
    let v: CowVec<String> = (0..20_000).map(|x| x.to_string()).collect();
    let old = v.clone();
    let w: CowVec<String> = v.into_par_iter().with_max_len(77).map(|x| x + "!").collect();
    assert!(w.iter().zip(&old).all(|(a, b)| *a == format!("{b}!")));
    assert!(old.iter().enumerate().all(|(i, x)| *x == i.to_string()));
    let back: Vec<String> = w.into_par_iter().rev().collect();
    assert_eq!((back.len(), &*back[0]), (20_000, "19999!"));

    let mut v: LocalVec<u64> = (0..5000_u64).into_par_iter().filter(|x| x % 2 == 0).collect();
    v.par_extend((0..10_u64).into_par_iter());
    v.par_extend(&[7, 8]);
    v.assert_invariants();
    assert_eq!((v.len(), v[2499], v[2509], v[2511]), (2512, 4998, 9, 8));
}

#[test]
fn sorted_by_several_threads() {
    let v: CowVec<(u32, u32)> = (0..50_000).map(|x| (x * 7919 % 1009, x)).collect();
    type Sort = (fn(&mut CowVec<(u32, u32)>), fn(&mut Vec<(u32, u32)>));
    let sorts: [Sort; 5] = [
        (|v| v.par_sort(), |w| w.sort()),
        (|v| v.par_sort_by(|a, b| b.0.cmp(&a.0)), |w| w.sort_by_key(|x| Reverse(x.0))),
        (|v| v.par_sort_by_key(|x| x.0), |w| w.sort_by_key(|x| x.0)),
        (|v| v.par_sort_unstable(), |w| w.sort_unstable()),
        (|v| v.par_sort_unstable_by(|a, b| b.cmp(a)), |w| w.sort_unstable_by(|a, b| b.cmp(a))),
    ];
    for (ours, theirs) in sorts {
        let (mut a, mut b) = (v.clone(), v.to_vec());
        ours(&mut a);
        theirs(&mut b);
        assert_eq!(a, b);
        a.assert_invariants();
        assert!(v.iter().enumerate().all(|(i, x)| x.1 == i as u32));
    }
}

#[test]
fn a_panic_in_one_thread_leaves_the_vector_whole() {
    let mut v: CowVec<String> = (0..10_000).map(|x| x.to_string()).collect();
    let old = v.clone();
    let result = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        v.par_sort_by(|a, b| if a == "77" { panic!("no order") } else { b.cmp(a) });
    }));
    assert!(result.is_err());
    v.assert_invariants();
    let (mut a, mut b) = (v.to_vec(), old.to_vec());
    a.sort();
    b.sort();
    assert_eq!(a, b);
    assert!(old.iter().enumerate().all(|(i, x)| *x == i.to_string()));
}

#[test]
fn what_is_not_written_stays_shared() {
    let v: CowVec<u64> = (0..100_000).collect();
    let nodes = |v: &CowVec<u64>| testkit::addresses!(v);
    let mut w = v.clone();
    w.view_mut(50_000..52_000).into_par_iter().for_each(|x| *x += 1);
    assert!(w[50_000] == 50_001 && w[51_999] == 52_000 && v[50_000] == 50_000);
    // The leaves of these items, and the two or three nodes above each of their paths.
    testkit::assert_fresh_at_most(30, "for_each", nodes(&v), nodes(&w));
    let mut w = v.clone();
    assert_eq!(w.par_iter_mut().len(), v.len());
    w.par_sort();
    w.par_sort_by(u64::cmp);
    w.par_sort_by_key(|x| x / 2);
    w.par_sort_unstable();
    w.par_sort_unstable_by(u64::cmp);
    assert!(w.ptr_eq(&v));
}
