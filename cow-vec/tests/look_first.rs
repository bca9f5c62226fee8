//! Look up before you copy: what changes nothing leaves a shared vector the same nodes, and what
//! changes something copies the leaves that it writes to, and the paths to them.
#![cfg(not(cow_loom))]

use cow_vec::{CowVec, GenericVec, Local, RefCount, Tiny};
use testkit::{Ledger, assert_fresh_at_most, assert_same_nodes};

fn nodes<C: RefCount>(vec: &GenericVec<u64, C>) -> Vec<usize> {
    testkit::addresses!(vec)
}

const N: usize = 3000;

/// Sorted vectors with and without a front, regular and relaxed.
fn shapes<C: RefCount>() -> Vec<GenericVec<u64, C>> {
    let n = N as u64;
    let mut both: GenericVec<u64, C> = (n / 3..n).collect();
    (0..n / 3).rev().for_each(|x| both.push_front(x));
    let mut inserted: GenericVec<u64, C> = (0..n).filter(|x| x % 3 != 1).collect();
    (0..n).filter(|x| x % 3 == 1).for_each(|x| inserted.insert(x as usize, x));
    vec![(0..n).collect(), both, inserted]
}

macro_rules! table {
    ($(|$v:ident| $e:expr;)*) => {
        [$((stringify!($e), (|$v| { let _ = $e; }) as fn(&mut GenericVec<u64, C>))),*]
    };
}

fn changes_nothing<C: RefCount>() {
    let table = table! {
        |v| v.get_mut(N);
        |v| v.get_mut(usize::MAX);
        |v| v.get_mut(N + 1..);
        |v| v.get_mut(2..1 + N);
        |v| v.get_mut(5..5);
        |v| v.swap(7, 7);
        |v| v.swap(N - 1, N - 1);
        |v| v.view_mut(..).swap(9, 9);
        |v| v.truncate(N);
        |v| v.truncate(N + 1);
        |v| v.split_off(N);
        |v| v.drain(N..);
        |v| v.drain(7..7);
        |v| v.splice(9..9, []);
        |v| v.splice(N.., []);
        |v| v.retain(|_| true);
        |v| v.dedup();
        |v| v.append(&mut GenericVec::new());
        |v| v.extend([0; 0]);
        |v| v.extend(&[0; 0]);
        |v| v.extend_from_slice(&[]);
        |v| v.extend_from_within(3..3);
        |v| v.resize(N, 0);
        |v| v.resize_with(N, || 0);
        |v| v.reserve(0);
        |v| v.shrink_to_fit();
        |v| v.rotate_left(0);
        |v| v.rotate_left(N);
        |v| v.rotate_right(0);
        |v| v.rotate_right(N);
        |v| v.view_mut(..).rotate_left(0);
        |v| v.view_mut(..).rotate_left(N);
        |v| v.sort();
        |v| v.sort_by(u64::cmp);
        |v| v.sort_by_key(|x| x / 2);
        |v| v.sort_by_cached_key(|x| x / 2);
        |v| v.sort_unstable();
        |v| v.sort_unstable_by(u64::cmp);
        |v| v.sort_unstable_by_key(|x| x / 2);
        |v| v.view_mut(5..).sort();
        |v| v.view_mut(5..).sort_by_cached_key(|x| x / 2);
        |v| v.copy_within(5..80, 5);
        |v| v.get_disjoint_mut([0, N]);
        |v| v.get_disjoint_mut([1, 1]);
        |v| v.as_single_leaf_mut();
        |v| v.iter_mut();
        |v| v.iter_mut().len();
        |v| v.iter_mut().nth(N);
        |v| v.iter_mut().nth_back(N);
        |v| v.iter_mut().nth(usize::MAX);
        |v| format!("{:?}", v.iter_mut());
        |v| v.range_mut(3..N - 3);
        |v| v.view_mut(..);
        |v| v.view_mut(1..).as_view().iter().sum::<u64>();
        |v| v.view_mut(1..).view_mut(5..9).len();
        |v| v.view_mut(..).get_mut(N);
        |v| v.view_mut(..).split_at_mut(0).1.len();
        |v| v.view_mut(..).split_at_mut(N).0.len();
        |v| v.chunks_mut(N).count();
        |v| v.chunk_by_mut(|_, _| true).count();
        |v| v.slice(5..60);
        |v| v.clone().into_iter().len();
        |v| v.leaves().count();
        |v| v.leaves_mut();
        |v| v.leaves_mut().size_hint();
        |v| v.take(60);
        |v| v.skip(5);
    };
    for v in shapes::<C>() {
        for (name, act) in table {
            let mut w = v.clone();
            act(&mut w);
            assert_same_nodes(name, nodes(&v), nodes(&w));
            w.assert_invariants();
        }
        let mut empty: GenericVec<u64, C> = GenericVec::new();
        assert_eq!((empty.pop(), empty.pop_front()), (None, None));
        assert!(empty.first_mut().is_none() && empty.pop_if(|_| true).is_none());
        assert!(nodes(&empty).is_empty());
        let mut w = v.clone();
        w.clear();
        assert!(nodes(&w).is_empty());
    }
}

#[test]
fn what_changes_nothing_copies_nothing() {
    changes_nothing::<Tiny>();
    changes_nothing::<Local>();
}

/// How many nodes there are at most that do not belong to the vector of which the others are: as
/// many as on one path, for each place at which something is written.
fn copies_paths<C: RefCount>(path: usize) {
    type Write<C> = fn(&mut GenericVec<u64, C>);
    let table: &[(usize, &str, Write<C>)] = &[
        (1, "iter_mut().next()", |v| assert!(v.iter_mut().next().is_some())),
        (1, "iter_mut().next_back()", |v| assert!(v.iter_mut().next_back().is_some())),
        (1, "iter_mut().nth", |v| assert!(v.iter_mut().nth(N / 2).is_some())),
        (2, "swap", |v| v.swap(0, N - 1)),
        (3, "get_disjoint_mut", |v| assert!(v.get_disjoint_mut([0, N / 2, N - 1]).is_ok())),
        (1, "fill of a part", |v| v.view_mut(N / 2..N / 2 + 1).fill(0)),
        (1, "reverse of a part", |v| v.view_mut(N - 1..).reverse()),
        (1, "item of a view", |v| v.view_mut(5..N - 5)[N / 2] = 3),
        (2, "split_at_mut", |v| assert_eq!(v.split_at_mut(N / 2).0.len(), N / 2)),
        (2, "select_nth of a sorted one", |v| {
            assert_eq!(*v.select_nth_unstable(N / 2).1, N as u64 / 2)
        }),
        (2, "select_nth of a sorted view", |v| {
            assert_eq!(*v.view_mut(1..).select_nth_unstable(N / 2).1, N as u64 / 2 + 1)
        }),
        (1, "first_mut", |v| assert!(v.first_mut().is_some())),
        (1, "last_mut", |v| assert!(v.last_mut().is_some())),
        (1, "pop_if", |v| assert!(v.pop_if(|_| true).is_some())),
        (1, "push", |v| v.push(3)),
        (1, "push_front", |v| v.push_front(3)),
        (1, "extend", |v| v.extend([3])),
        (2, "resize", |v| v.resize(N - 1, 3)),
    ];
    for v in shapes::<C>() {
        for (places, name, act) in table {
            let mut w = v.clone();
            act(&mut w);
            // Besides, an end that is full becomes a leaf of the tree.
            assert_fresh_at_most(places * path + 1, name, nodes(&v), nodes(&w));
        }
    }
}

#[test]
fn what_changes_little_copies_paths() {
    copies_paths::<Local>(3);
}

#[test]
fn items_are_unshared_leaf_by_leaf() {
    for v in shapes::<Tiny>() {
        let leaves = v.leaves().count();
        let mut w = v.clone();
        let mut items = w.iter_mut();
        let before = nodes(&v);
        // As far as a third of the way from each end.
        items.by_ref().take(N / 3).for_each(|x| *x += 1);
        items.by_ref().rev().take(N / 3).for_each(|x| *x += 1);
        let fresh = testkit::fresh(before.iter().copied(), nodes(&w));
        assert!(fresh < before.len() * 3 / 4 && fresh > leaves / 2, "{fresh} of {}", before.len());
        w.assert_invariants();
    }
}

#[test]
fn versions_compare_by_what_differs_wherever_their_ends_are() {
    use std::cell::Cell;
    #[derive(Clone, PartialOrd)]
    struct Costly<'a>(usize, &'a Cell<usize>);
    impl PartialEq for Costly<'_> {
        fn eq(&self, other: &Self) -> bool {
            self.1.set(self.1.get() + 1);
            self.0 == other.0
        }
    }
    impl Eq for Costly<'_> {}
    impl Ord for Costly<'_> {
        fn cmp(&self, other: &Self) -> std::cmp::Ordering {
            self.1.set(self.1.get() + 1);
            self.0.cmp(&other.0)
        }
    }

    let calls = Cell::new(0);
    let item = |i| Costly(i, &calls);
    let n = 100_000;
    let v: CowVec<Costly> = (0..n).map(item).collect();
    let cheap = |what: &str, w: &CowVec<Costly>| {
        for (a, b) in [(&v, w), (w, &v)] {
            calls.set(0);
            assert!(a == b && a.cmp(b).is_eq());
            assert!(calls.get() <= 2_000, "{what}: {} comparisons", calls.get());
        }
    };
    for k in [1, 5, 200] {
        // The same items, but the first ones, or the last ones, are in ends of their own.
        let mut w = v.clone();
        (0..k).for_each(|_| _ = w.pop_front());
        (0..k).rev().for_each(|i| w.push_front(item(i)));
        cheap("front", &w);
        (0..k).for_each(|_| _ = w.pop());
        (n - k..n).for_each(|i| w.push(item(i)));
        cheap("both ends", &w);
        let mut w = v.clone();
        (0..k).for_each(|_| _ = w.pop());
        (n - k..n).for_each(|i| w.push(item(i)));
        cheap("tail", &w);
        let mut w = v.slice(k..);
        let mut u = v.slice(..k);
        u.append(&mut w);
        cheap("cut and joined", &u);
        // Different, and all other items are looked at once at most.
        let mut w = v.clone();
        w.pop_front();
        w.push_front(item(7));
        assert!(w != v && w > v);
    }
}

/// The tail goes over whole where the cut is at its start.
#[test]
fn a_cut_before_the_tail_clones_no_item() {
    let ledger = Ledger::new();
    let vec: CowVec<_> = (0..1000).map(|i| ledger.counted(i)).collect();
    let start = (0..1000).rev().find(|&at| {
        let clones = ledger.clones();
        drop(vec.clone().split_off(at));
        ledger.clones() == clones
    });
    let start = start.expect("a tail with a start");
    let clones = ledger.clones();
    let mut short = vec.clone();
    short.truncate(start);
    assert_eq!((short.len(), ledger.clones()), (start, clones));
}
