//! Threads that share branches and hold their children by shares, explored by loom.
//!
//! ```text
//! RUSTFLAGS="--cfg cow_loom" cargo test -p cow-collections-core --release --test loom_btree
//! ```
//!
//! Under loom the whole unit of a branch is two, so that it is used up and renewed by two copies.
#![cfg(cow_loom)]

use cow_core::Atomic;
use cow_core::block::Fresh;
use cow_core::btree::{Node, NodeRef, Path, Trail, View};
use loom::thread;
use testkit::Watched;

type Tree = Node<(), Watched<u32>, (), Atomic>;

fn leaf(n: u32) -> Tree {
    let mut leaf = Fresh::new((), 1);
    leaf.get().push(Watched::new(n));
    Node::leaf(leaf.share())
}

/// A branch with the leaves 1 and 2, of which it holds one share each.
fn two() -> Tree {
    Node::branch(leaf(1), (), leaf(2))
}

/// The same, but it holds two shares of each: a copy has been made and dropped.
fn two_renewed() -> Tree {
    let tree = two();
    let mut copy = tree.clone();
    write(&mut copy, 0, 0);
    tree
}

fn read(tree: NodeRef<'_, (), Watched<u32>, (), Atomic>) -> Vec<u32> {
    match tree.view() {
        View::Leaf(leaf) => leaf.slice().iter().map(Watched::get).collect(),
        View::Branch(branch) => {
            (0..branch.len()).flat_map(|slot| read(branch.child(slot))).collect()
        }
    }
}

/// Writes to one leaf: in place what is not shared, else to a copy.
fn write(tree: &mut Tree, slot: usize, n: u32) {
    let mut trail = Trail::new();
    let path = Path::find(tree, &mut trail, |_| slot);
    path.own(1).into_leaf().slice_mut()[0].set(n);
}

/// Explores a model from a branch that has used up its shares, and from one that has not, with so many
/// preemptions.
fn explore(preemptions: usize, model: impl Fn(Tree) + Send + Sync + Copy + 'static) {
    for new in [two, two_renewed] {
        let mut builder = loom::model::Builder::new();
        builder.preemption_bound = Some(preemptions);
        builder.check(move || model(new()));
    }
}

#[test]
fn two_copy_one_branch() {
    explore(3, |mut a| {
        let mut b = a.clone();
        let other = thread::spawn(move || {
            write(&mut b, 0, 10);
            assert_eq!(read(b.borrow()), [10, 2]);
            write(&mut b, 1, 20);
            assert_eq!(read(b.borrow()), [10, 20]);
        });
        write(&mut a, 0, 30);
        assert_eq!(read(a.borrow()), [30, 2]);
        other.join().unwrap();
        write(&mut a, 1, 40);
        assert_eq!(read(a.borrow()), [30, 40]);
    });
}

#[test]
fn three_copy_one_branch() {
    explore(2, |mut a| {
        let (mut b, mut c) = (a.clone(), a.clone());
        let second = thread::spawn(move || {
            write(&mut b, 0, 10);
            assert_eq!(read(b.borrow()), [10, 2]);
        });
        let third = thread::spawn(move || {
            write(&mut c, 1, 20);
            assert_eq!(read(c.borrow()), [1, 20]);
        });
        write(&mut a, 0, 30);
        assert_eq!(read(a.borrow()), [30, 2]);
        second.join().unwrap();
        third.join().unwrap();
    });
}

#[test]
fn a_copy_is_copied_while_its_original_goes() {
    explore(3, |mut a| {
        let b = a.clone();
        let other = thread::spawn(move || {
            let mut copy = b.clone();
            write(&mut copy, 0, 10);
            let mut second = copy.clone();
            write(&mut second, 1, 20);
            drop(b);
            drop(copy);
            write(&mut second, 0, 30);
            assert_eq!(read(second.borrow()), [30, 20]);
        });
        write(&mut a, 1, 40);
        assert_eq!(read(a.borrow()), [1, 40]);
        write(&mut a, 0, 50);
        assert_eq!(read(a.borrow()), [50, 40]);
        other.join().unwrap();
    });
}

#[test]
fn one_writes_in_place_after_the_other_has_gone() {
    explore(3, |mut a| {
        let b = a.clone();
        let other = thread::spawn(move || {
            assert_eq!(read(b.borrow()), [1, 2]);
            drop(b);
        });
        write(&mut a, 0, 10);
        assert_eq!(read(a.borrow()), [10, 2]);
        other.join().unwrap();
    });
}

#[test]
fn one_is_taken_apart_while_the_other_is_copied() {
    explore(3, |a| {
        let mut b = a.clone();
        let other = thread::spawn(move || {
            write(&mut b, 0, 10);
            assert_eq!(read(b.borrow()), [10, 2]);
        });
        let mut children = Vec::new();
        a.into_children(|child| children.push(child));
        for child in children {
            read(child.borrow());
        }
        other.join().unwrap();
    });
}
