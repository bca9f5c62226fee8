//! Two threads that hold clones of one map, explored by loom.
//!
//! ```text
//! RUSTFLAGS="--cfg cow_loom" cargo test -p cow-collections-map --release --test loom
//! ```
#![cfg(cow_loom)]

use cow_map::CowMap;
use loom::thread;
use testkit::{Identity, Watched};

type Map<V> = CowMap<u64, Watched<V>, Identity>;

/// A value that makes leaves of two entries, so that a few keys are a trie of several nodes.
type Large = [u64; 40];

fn map<V: Clone>(n: u64, value: fn(u64) -> V) -> Map<V> {
    let mut map = CowMap::with_hasher(Identity);
    map.extend((0..n).map(|i| (i, Watched::new(value(i)))));
    map
}

fn large(n: u64) -> Large {
    [n; 40]
}

/// What is read must be what was written, in each version.
fn check<V: Copy + PartialEq + std::fmt::Debug>(map: &Map<V>, entries: &[(u64, V)]) {
    assert_eq!(map.len(), entries.len());
    for (k, v) in entries {
        assert_eq!(map.get(k).map(Watched::get), Some(*v));
    }
    assert_eq!(
        map.iter().filter(|(k, v)| entries.contains(&(**k, v.get()))).count(),
        entries.len()
    );
}

#[test]
fn both_insert() {
    loom::model(|| {
        let mut a = map(2, |n| n);
        let mut b = a.clone();
        let other = thread::spawn(move || {
            b.insert(7, Watched::new(70));
            check(&b, &[(0, 0), (1, 1), (7, 70)]);
        });
        a.insert(8, Watched::new(80));
        check(&a, &[(0, 0), (1, 1), (8, 80)]);
        other.join().unwrap();
        check(&a, &[(0, 0), (1, 1), (8, 80)]);
    });
}

#[test]
fn one_overwrites_in_place_after_the_other_has_gone() {
    loom::model(|| {
        let mut a = map(2, |n| n);
        let b = a.clone();
        let other = thread::spawn(move || {
            check(&b, &[(0, 0), (1, 1)]);
            drop(b);
        });
        a.get_mut(&1).unwrap().set(10);
        check(&a, &[(0, 0), (1, 10)]);
        other.join().unwrap();
    });
}

#[test]
fn one_removes_what_the_other_reads() {
    loom::model(|| {
        let mut a = map(3, |n| n);
        let b = a.clone();
        let other = thread::spawn(move || check(&b, &[(0, 0), (1, 1), (2, 2)]));
        assert_eq!(a.remove(&1).map(|v| v.get()), Some(1));
        check(&a, &[(0, 0), (2, 2)]);
        other.join().unwrap();
    });
}

#[test]
fn a_clone_of_a_clone_races_with_drops() {
    loom::model(|| {
        let a = map(1, |n| n);
        let b = a.clone();
        let other = thread::spawn(move || {
            let mut c = b.clone();
            drop(b);
            c.insert(0, Watched::new(5));
            check(&c, &[(0, 5)]);
        });
        drop(a);
        other.join().unwrap();
    });
}

#[test]
fn in_a_trie_one_overwrites_and_one_removes() {
    loom::model(|| {
        let mut a = map(4, large);
        let mut b = a.clone();
        let other = thread::spawn(move || {
            b.remove(&3);
            check(&b, &[(0, large(0)), (1, large(1)), (2, large(2))]);
        });
        a.get_mut(&0).unwrap().set(large(9));
        check(&a, &[(0, large(9)), (1, large(1)), (2, large(2)), (3, large(3))]);
        other.join().unwrap();
    });
}

#[test]
fn in_a_trie_one_splits_and_one_iterates() {
    loom::model(|| {
        let mut a = map(4, large);
        let b = a.clone();
        let other = thread::spawn(move || {
            assert_eq!(b.values().map(|v| v.get()[0]).sum::<u64>(), 6);
            drop(b);
        });
        a.insert(4, Watched::new(large(4)));
        assert_eq!(a.values().map(|v| v.get()[0]).sum::<u64>(), 10);
        other.join().unwrap();
    });
}

#[test]
fn one_takes_out_what_the_other_drops() {
    loom::model(|| {
        let a = map(3, large);
        let b = a.clone();
        let other = thread::spawn(move || drop(b));
        let sum: u64 = a.into_iter().map(|(k, v)| k + v.get()[0]).sum();
        assert_eq!(sum, 6);
        other.join().unwrap();
    });
}
