//! Items with unusual sizes and alignments; lengths past 2^32; and the height.
#![cfg(not(cow_loom))]

use cow_vec::{Atomic, CowVec, GenericVec, Local, RefCount, Tiny, cow_vec};
use std::panic::{AssertUnwindSafe, catch_unwind};
use testkit::{Aligned, Page, Zst, ZstLedger, on_small_stack};

/// A bit of everything, compared with `Vec`.
fn exercise<T: Clone + PartialEq + std::fmt::Debug, C: RefCount>(make: impl Fn(u64) -> T, n: u64) {
    let mut vec: GenericVec<T, C> = (0..n).map(&make).collect();
    let mut model: Vec<T> = (0..n).map(&make).collect();
    let old = vec.clone();
    let before = model.clone();
    for i in 0..n / 3 {
        let at = (i * 7919 % (n + i)) as usize;
        vec.insert(at, make(i));
        model.insert(at, make(i));
    }
    for i in 0..n / 3 {
        let at = (i * 104_729) as usize % model.len();
        assert_eq!(vec.remove(at), model.remove(at));
        let at = (i * 31) as usize % model.len();
        vec[at] = make(i + 1);
        model[at] = make(i + 1);
    }
    for i in 0..20 {
        vec.push_front(make(i));
        model.insert(0, make(i));
    }
    let mut right = vec.split_off(vec.len() / 3);
    right.append(&mut vec);
    let third = model.len() / 3;
    model.rotate_left(third);
    assert_eq!(right, model);
    right.assert_invariants();
    assert!(right.iter_mut().rev().map(|x| &*x).eq(model.iter().rev()));
    assert_eq!(old, before);
    assert!(right.into_iter().eq(model));
}

#[test]
fn items_of_any_size_and_alignment() {
    fn with<C: RefCount>() {
        exercise::<(), C>(|_| (), 3000);
        exercise::<u8, C>(|i| i as u8, 5000);
        exercise::<[u8; 3], C>(|i| [i as u8, 1, 2], 2000);
        exercise::<u128, C>(u128::from, 1000);
        exercise::<Page, C>(Page::new, 100);
        exercise::<Aligned<u64>, C>(Aligned::new, 100);
        exercise::<Aligned<()>, C>(|_| Aligned::new(()), 100);
        exercise::<String, C>(|i| i.to_string(), 1000);
        exercise::<Option<Box<u64>>, C>(|i| (i % 3 > 0).then(|| Box::new(i)), 1000);
    }
    with::<Atomic>();
    with::<Local>();
    with::<Tiny>();
}

#[test]
fn items_without_size_are_cloned_and_dropped_one_by_one() {
    let ledger = ZstLedger::new();
    {
        let mut v: GenericVec<Zst, Tiny> = (0..100).map(|_| Zst::new()).collect();
        assert_eq!((ledger.live(), ledger.clones()), (100, 0));
        let old = v.clone();
        v.push(Zst::new());
        v.remove(50);
        v.insert(3, Zst::new());
        v.drain(10..60);
        v.truncate(30);
        v.pop_front();
        assert_eq!((v.len(), old.len()), (29, 100));
    }
    ledger.assert_balanced();
}

#[test]
#[cfg(target_pointer_width = "64")]
fn lengths_past_four_billion() {
    fn doubled<T: Clone, C: RefCount>(first: T, doublings: u32) -> GenericVec<T, C> {
        let mut v: GenericVec<T, C> = [first].into_iter().collect();
        for _ in 0..doublings {
            v.append(&mut v.clone());
        }
        v
    }
    fn check<T: Clone + PartialEq + std::fmt::Debug, C: RefCount>(
        mut v: GenericVec<T, C>,
        other: T,
    ) {
        let n = v.len();
        assert_eq!(n, 1 << 40);
        let old = v.clone();
        for i in [0, 1, (1 << 32) - 1, 1 << 32, (1 << 32) + 1, n - 1] {
            assert!(v.get(i).is_some());
            v[i] = other.clone();
            assert_eq!(v[i], other);
        }
        assert!(v.get(n).is_none());
        v.insert(1 << 33, other.clone());
        assert_eq!((v.len(), &v[1 << 33]), (n + 1, &other));
        assert_eq!(v.remove(1 << 33), other);
        let mut right = v.split_off((1 << 32) + 5);
        assert_eq!((v.len(), right.len()), ((1 << 32) + 5, n - (1 << 32) - 5));
        assert_eq!(right.iter().rev().nth(1 << 39), right.get(right.len() - 1 - (1 << 39)));
        v.append(&mut right);
        drop(v.drain(17..n - 17));
        assert_eq!(v.len(), 34);
        assert_eq!(old.len(), n);
    }
    check(doubled::<(), Atomic>((), 40), ());
    check(doubled::<u8, Atomic>(0, 40), 1);
    check(doubled::<u64, Tiny>(0, 40), 1);
}

#[test]
#[cfg(target_pointer_width = "64")]
#[should_panic(expected = "capacity overflow")]
fn too_many_items_are_refused() {
    let mut v: CowVec<u8> = CowVec::from([0; 1024]);
    for _ in 0..64 {
        v.append(&mut v.clone());
    }
}

#[test]
#[cfg(target_pointer_width = "64")]
fn a_push_too_many_loses_nothing() {
    type Push = fn(&mut CowVec<()>);
    for push in [|v| v.push(()), |v| v.push_front(())] as [Push; 2] {
        let mut v: CowVec<()> = cow_vec![()].repeat(isize::MAX as usize / 2);
        let refused = (0..1_000_000).find(|_| {
            let len = v.len();
            let refused = catch_unwind(AssertUnwindSafe(|| push(&mut v))).is_err();
            assert_eq!(v.len(), len + usize::from(!refused));
            refused
        });
        assert!(refused.is_some(), "the leaf at an end has room for 65,536");
    }
}

#[test]
fn no_operation_needs_much_stack() {
    on_small_stack(128 * 1024, || {
        let mut v: CowVec<u64> = (0..200_000).collect();
        let old = v.clone();
        v.insert(1000, 5);
        let mut right = v.split_off(77_777);
        right.append(&mut v);
        right.retain(|x| x % 7 != 0);
        assert!(right != old);
    });
}

/// Ten thousand random concatenations, splits and insertions: `assert_invariants` holds the height to
/// `log(n / least items) / log(least children) + 1`.
#[test]
fn the_height_stays_logarithmic() {
    fn with<C: RefCount>(largest: usize) {
        let mut random = 0x9E37_79B9_7F4A_7C15_u64;
        let mut below = move |n: usize| {
            random ^= random << 13;
            random ^= random >> 7;
            random ^= random << 17;
            (random >> 8) as usize % n.max(1)
        };
        let mut versions: Vec<GenericVec<u32, C>> = vec![(0..100).collect(); 4];
        for step in 0..testkit::full_or(10_000, 2_000) {
            let (i, j) = (below(4), below(4));
            let mut v = versions[i].clone();
            let n = v.len();
            match below(6) {
                0 | 1 if n + versions[j].len() < largest => v.append(&mut versions[j].clone()),
                2 => drop(v.split_off(below(n + 1))),
                3 => v = v.split_off(below(n + 1) / 2),
                4 => (0..below(20)).for_each(|_| v.insert(below(v.len() + 1), step)),
                _ => {
                    let start = below(n + 1);
                    drop(v.drain(start..start + below(n - start + 1) / 2));
                }
            }
            v.assert_invariants();
            if v.len() > 10 {
                versions[i] = v;
            }
        }
    }
    with::<Tiny>(3_000);
    with::<Local>(100_000);
}

/// Regular trees of every height up to seven inner levels, and a version of each.
#[test]
fn high_trees_are_read_and_written() {
    let most = if cfg!(miri) { 300 } else { 40_000 };
    let mut vec = GenericVec::<u32, Tiny>::new();
    let mut kept = Vec::new();
    for n in 0..most {
        vec.push(n);
        if n.is_power_of_two() {
            kept.push(vec.clone());
        }
    }
    for (at, n) in (0..most).enumerate() {
        assert_eq!(vec[at], n);
        vec[at] = n + 1;
    }
    assert_eq!(vec.get(most as usize), None);
    assert!(vec.iter().copied().eq(1..=most));
    for old in kept {
        let len = old.len() as u32;
        assert!((0..len).all(|n| old[n as usize] == n), "{len}");
        assert!(old.iter().copied().eq(0..len));
    }
}
