//! Two threads that share forks and leaves, explored by loom.
//!
//! ```text
//! RUSTFLAGS="--cfg cow_loom" cargo test -p cow-collections-core --release --test loom_fork
//! ```
#![cfg(cow_loom)]

use cow_core::Atomic;
use cow_core::block::Fresh;
use cow_core::fork::{Exposed, LeavesMut, Link, LinkRef, Path, Side, Trail, View};
use loom::thread;
use testkit::Watched;

type Tree = Link<Watched<u32>, Watched<u32>, Atomic>;

fn leaf(n: u32) -> Tree {
    let mut leaf = Fresh::new((), 1);
    leaf.get().push(Watched::new(n));
    Link::leaf(leaf.share())
}

/// A fork with the leaves 1 and 2.
fn two() -> Tree {
    Link::fork(Watched::new(0), leaf(1), leaf(2))
}

fn read(tree: LinkRef<'_, Watched<u32>, Watched<u32>, Atomic>) -> Vec<u32> {
    match tree.view() {
        View::Leaf(leaf) => leaf.slice().iter().map(Watched::get).collect(),
        View::Fork(fork) => {
            fork.data().get();
            fork.children().map(read).concat()
        }
    }
}

/// Writes to one leaf: in place what is not shared, else to a copy.
fn write(tree: &mut Tree, side: Side, n: u32) {
    let mut trail = Trail::new();
    let mut path = Path::find(tree, &mut trail, |_| side).own(1);
    path.leaf().slice_mut()[0].set(n);
    path.for_each_fork(|data| data.set(n));
}

#[test]
fn both_write() {
    loom::model(|| {
        let mut a = two();
        let mut b = a.clone();
        let other = thread::spawn(move || {
            write(&mut b, Side::Left, 10);
            assert_eq!(read(b.borrow()), [10, 2]);
        });
        write(&mut a, Side::Right, 20);
        assert_eq!(read(a.borrow()), [1, 20]);
        other.join().unwrap();
    });
}

#[test]
fn one_writes_in_place_after_the_other_has_gone() {
    loom::model(|| {
        let mut a = two();
        let b = a.clone();
        let other = thread::spawn(move || {
            assert_eq!(read(b.borrow()), [1, 2]);
            drop(b);
        });
        write(&mut a, Side::Left, 10);
        assert_eq!(read(a.borrow()), [10, 2]);
        other.join().unwrap();
    });
}

/// What one thread takes apart, the other may free.
#[test]
fn one_is_taken_apart_while_the_other_is_dropped() {
    loom::model(|| {
        let a = two();
        let b = a.clone();
        let other = thread::spawn(move || drop(b));
        let Exposed::Fork(data, left, right) = a.expose() else { panic!("a fork") };
        assert_eq!((data.get(), read(left.borrow()), read(right.borrow())), (0, vec![1], vec![2]));
        drop((left, right));
        other.join().unwrap();
    });
}

/// All leaves are written, with the path to each looked for or remembered.
#[test]
fn of_two_that_let_go_one_gets_the_children() {
    loom::model(|| {
        fn take_apart(tree: Tree) -> usize {
            let Some((mut data, children)) = tree.into_parts() else { return 0 };
            data.set(1);
            let leaves = children.into_iter().map(|leaf| {
                read(leaf.borrow());
                assert!(leaf.into_parts().is_none());
            });
            leaves.count()
        }
        let a = two();
        let b = a.clone();
        let other = thread::spawn(move || take_apart(b));
        assert_eq!(take_apart(a) + other.join().unwrap(), 2);
    });
}

#[test]
fn one_writes_to_all_leaves_while_the_other_reads() {
    loom::model(|| {
        let mut a = two();
        let b = a.clone();
        let other = thread::spawn(move || {
            assert_eq!(read(b.borrow()), [1, 2]);
        });
        let mut leaves = LeavesMut::new(&mut a);
        while let Some(items) = leaves.next(Side::Left, 1) {
            items[0].set(7);
        }
        assert_eq!(read(a.borrow()), [7, 7]);
        other.join().unwrap();
    });
}
