//! Clones of one vector in two threads, explored by loom.
//!
//! ```text
//! RUSTFLAGS="--cfg cow_loom" cargo test -p cow-collections-vec --release --test loom
//! ```
//!
//! loom checks that no allocation is freed twice or leaked, and reports every access to plain
//! memory that is not ordered after the last write to it: through the watch in each node, and through
//! the items, which are in loom's cells.
#![cfg(cow_loom)]

use cow_core::Dismantle;
use cow_vec::CowVec;
use loom::thread;
use std::sync::atomic::{AtomicU32, Ordering};
use testkit::Watched;

type Shared = CowVec<Watched<u32>>;

fn vector(n: u32) -> Shared {
    (0..n).map(Watched::new).collect()
}

fn read(vec: &Shared) -> Vec<u32> {
    vec.iter().map(Watched::get).collect()
}

/// Two threads do something to clones of one vector, and read and drop theirs.
fn meet(n: u32, here: fn(&mut Shared), there: fn(&mut Shared)) {
    loom::model(move || {
        let mut a = vector(n);
        let mut b = a.clone();
        let expected = |write: fn(&mut Shared)| {
            let mut alone = vector(n);
            write(&mut alone);
            read(&alone)
        };
        let (mine, other) = (expected(here), expected(there));
        let thread = thread::spawn(move || {
            there(&mut b);
            assert_eq!(read(&b), other);
        });
        here(&mut a);
        assert_eq!(read(&a), mine);
        drop(a);
        thread.join().unwrap();
    });
}

/// One item more than a leaf and one: so there are a tree and a tail.
fn deep() -> u32 {
    static FOUND: AtomicU32 = AtomicU32::new(0);
    // Only within a model can there be items.
    loom::model(|| {
        let mut n = 1;
        while vector(n).as_single_leaf().is_some() {
            n += 1;
        }
        FOUND.store(n + 1, Ordering::Relaxed);
    });
    FOUND.load(Ordering::Relaxed)
}

fn push(v: &mut Shared) {
    v.push(Watched::new(100));
}

fn set_first(v: &mut Shared) {
    v[0].set(100);
}

fn set_last(v: &mut Shared) {
    if let Some(last) = v.last_mut() {
        last.set(100);
    }
}

fn pop(v: &mut Shared) {
    assert!(v.pop().is_some());
}

fn nothing(_: &mut Shared) {}

#[test]
fn flat_vectors_meet() {
    meet(3, push, push);
    meet(3, push, set_first);
    meet(3, pop, push);
    meet(3, nothing, set_last);
}

#[test]
fn full_tails_enter_both_trees() {
    meet(deep() - 2, push, push);
}

#[test]
fn trees_meet() {
    let n = deep();
    meet(n, set_first, set_first);
    meet(n, set_first, push);
    meet(n, pop, set_first);
    meet(n, nothing, set_first);
}

#[test]
fn concatenation_meets_a_write() {
    fn concat(v: &mut Shared) {
        let mut twin = v.clone();
        v.append(&mut twin);
    }
    meet(deep(), concat, set_first);
}

#[test]
fn splitting_meets_a_drop() {
    fn split(v: &mut Shared) {
        drop(v.split_off(2));
    }
    meet(deep(), split, nothing);
}

#[test]
fn fronts_meet() {
    fn with_front(v: &mut Shared) {
        v.push_front(Watched::new(200));
    }
    fn pop_front(v: &mut Shared) {
        assert!(v.pop_front().is_some());
    }
    meet(deep(), with_front, pop_front);
    meet(deep(), pop_front, pop_front);
    meet(3, pop_front, with_front);
}

#[test]
fn both_threads_concatenate_and_split() {
    fn concat(v: &mut Shared) {
        let mut twin = v.clone();
        v.append(&mut twin);
    }
    fn split(v: &mut Shared) {
        drop(v.split_off(2));
    }
    meet(3, concat, concat);
    meet(deep(), concat, split);
    meet(deep(), split, split);
}

/// Halves of one view, in whose vector a clone in a third place has its share.
#[test]
fn halves_of_a_view_meet() {
    let n = deep();
    loom::model(move || {
        let mut a = vector(n);
        let old = a.clone();
        let (mut left, mut right) = a.split_at_mut(2);
        // loom has no scoped threads: what is borrowed is handed over, and waited for.
        let mut items: Vec<_> = left.iter_mut().collect();
        items[1].set(100);
        let behind = right.len();
        right.iter_mut().for_each(|item| item.set(item.get() + 1000));
        assert_eq!(behind, n as usize - 2);
        let thread = thread::spawn(move || assert_eq!(read(&old), (0..n).collect::<Vec<_>>()));
        let mut expected = vec![0, 100];
        expected.extend((2..n).map(|x| x + 1000));
        assert_eq!(read(&a), expected);
        drop(a);
        thread.join().unwrap();
    });
}

/// Whoever lets go of the inner node last gets what is below it, and frees all.
#[test]
fn both_are_dropped_node_by_node() {
    let n = deep();
    loom::model(move || {
        let a = vector(n);
        let b = a.clone();
        let other = thread::spawn(move || {
            assert_eq!(read(&b).len(), n as usize);
            b.dismantle().count()
        });
        assert!(matches!(a.dismantle().count() + other.join().unwrap(), 2..=8));
    });
}
