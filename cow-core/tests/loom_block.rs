//! Every place where two threads can meet at a block, explored by loom.
//!
//! ```text
//! RUSTFLAGS="--cfg cow_loom" cargo test -p cow-collections-core --release --test loom_block
//! ```
//!
//! loom checks that no allocation is freed twice or leaked, and reports every access to plain
//! memory that is not ordered after the last write to it: through the watch in each header, and
//! through the elements, which are in loom's cells.
#![cfg(cow_loom)]

use cow_core::Atomic;
use cow_core::block::{Block, Fresh};
use loom::thread;
use testkit::Watched;

type Shared = Block<(), Watched<u32>, Atomic>;

fn block(values: &[u32]) -> Shared {
    let mut fresh = Fresh::new((), values.len());
    fresh.get().extend_with(values.len(), |i| Watched::new(values[i]));
    fresh.share()
}

fn read(block: &Shared) -> Vec<u32> {
    block.borrow().slice().iter().map(Watched::get).collect()
}

#[test]
fn the_last_of_two_drops_frees_once() {
    loom::model(|| {
        let a = block(&[1, 2]);
        let b = a.clone();
        let other = thread::spawn(move || {
            assert_eq!(read(&b), [1, 2]);
            drop(b);
        });
        assert_eq!(read(&a), [1, 2]);
        drop(a);
        other.join().unwrap();
    });
}

#[test]
fn the_last_of_two_hasty_drops_frees_once() {
    loom::model(|| {
        let a = block(&[1]);
        let b = a.clone();
        let other = thread::spawn(move || {
            assert_eq!(read(&b), [1]);
            b.release_shared();
        });
        assert_eq!(read(&a), [1]);
        a.release_shared();
        other.join().unwrap();
    });
}

#[test]
fn a_clone_races_with_a_drop() {
    loom::model(|| {
        let a = block(&[1]);
        let b = a.clone();
        let other = thread::spawn(move || {
            let c = b.clone();
            drop(b);
            assert_eq!(read(&c), [1]);
        });
        drop(a);
        other.join().unwrap();
    });
}

#[test]
fn get_mut_after_another_owner_is_gone_writes_alone() {
    loom::model(|| {
        let mut a = block(&[1]);
        let b = a.clone();
        let other = thread::spawn(move || {
            assert_eq!(read(&b), [1]);
            drop(b);
        });
        if let Some(mut alone) = a.get_mut() {
            alone.slice_mut()[0].set(9);
            assert_eq!(read(&a), [9]);
        }
        other.join().unwrap();
    });
}

#[test]
fn a_sole_owner_sees_what_the_other_wrote() {
    loom::model(|| {
        let mut a = block(&[1]);
        let mut b = a.clone();
        // Each writes if it finds itself alone, and so sees the other's write if there was one.
        let other = thread::spawn(move || {
            if let Some(mut alone) = b.get_mut() {
                alone.slice_mut()[0].set(2);
            }
        });
        if let Some(mut alone) = a.get_mut() {
            let seen = alone.slice()[0].get();
            assert!(seen == 1 || seen == 2);
            alone.slice_mut()[0].set(3);
        }
        other.join().unwrap();
    });
}

#[test]
fn one_of_two_may_take_the_items_out() {
    loom::model(|| {
        let a = block(&[1]);
        let b = a.clone();
        let take = |block: Shared| match block.into_fresh() {
            Ok(mut fresh) => fresh.get().pop().map(|item| item.get()),
            Err(shared) => {
                drop(shared.borrow().duplicate(1));
                None
            }
        };
        let other = thread::spawn(move || take(b));
        let mine = take(a);
        let theirs = other.join().unwrap();
        assert!(mine.is_none() || theirs.is_none());
    });
}
