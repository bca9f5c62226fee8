//! Every interleaving of two threads that hold versions of a `BinaryTree`:
//! `RUSTFLAGS="--cfg cow_loom" cargo test -p cow-collections-tree --release --test loom_binary_tree`.
//!
//! loom reports every access that is not ordered after another thread's, and at the end of
//! every execution the nodes and values that were not freed.
#![cfg(cow_loom)]

use cow_tree::BinaryTree;
use cow_tree::binary_tree::Side::{Left, Right};
use loom::thread;
use testkit::Watched;

type Tree = BinaryTree<Watched<usize>>;

fn leaf(value: usize) -> Tree {
    BinaryTree::leaf(Watched::new(value))
}

/// 1, with 2 to the left and 3 to the right.
fn three() -> Tree {
    BinaryTree::new(Watched::new(1), leaf(2), leaf(3))
}

fn sum(tree: &Tree) -> usize {
    tree.in_order().map(Watched::get).sum()
}

/// Runs `theirs` in another thread and `ours` in this one, each on a clone of one tree.
fn meet(tree: fn() -> Tree, ours: fn(Tree), theirs: fn(Tree)) {
    loom::model(move || {
        let tree = tree();
        let other = tree.clone();
        let thread = thread::spawn(move || theirs(other));
        ours(tree);
        thread.join().unwrap();
    });
}

#[test]
fn both_drop() {
    meet(three, drop, drop);
}

/// Each has a root of its own and shares what is to the left of it: the last owner is known only
/// when both have looked.
#[test]
fn both_drop_what_is_to_their_left() {
    loom::model(|| {
        let left = three();
        let ours = BinaryTree::new(Watched::new(4), left.clone(), leaf(5));
        let theirs = BinaryTree::new(Watched::new(6), left, BinaryTree::empty());
        let thread = thread::spawn(move || drop(theirs));
        drop(ours);
        thread.join().unwrap();
    });
}

#[test]
fn one_writes_and_one_reads() {
    meet(
        three,
        |mut tree| {
            tree.make_mut(&[Left]).unwrap().set(20);
            assert_eq!(sum(&tree), 24);
        },
        |tree| assert_eq!(sum(&tree), 6),
    );
}

#[test]
fn both_write() {
    meet(
        three,
        |mut tree| {
            tree.make_mut(&[Left]).unwrap().set(20);
            assert_eq!(sum(&tree), 24);
        },
        |mut tree| {
            tree.set(&[Right], Watched::new(30)).unwrap();
            assert_eq!(sum(&tree), 33);
        },
    );
}

#[test]
fn one_takes_and_one_is_consumed() {
    meet(
        three,
        |mut tree| {
            assert_eq!(sum(&tree.take(&[Left])), 2);
            assert_eq!(sum(&tree), 4);
        },
        |tree| assert_eq!(tree.into_iter().map(|value| value.get()).sum::<usize>(), 6),
    );
}
