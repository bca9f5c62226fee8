//! Two threads that share a branch and its leaves, explored by loom.
//!
//! ```text
//! RUSTFLAGS="--cfg cow_loom" cargo test -p cow-collections-core --release --test loom_trie
//! ```
#![cfg(cow_loom)]

use cow_core::Atomic;
use cow_core::trie::{FreshLeaf, Tag};
use cow_core::trie::{Node, NodeMut, NodeRef, Root, SlotMut};
use loom::thread;
use testkit::Watched;

type Trie = Root<Watched<u32>, Atomic>;

fn leaf(n: u32) -> FreshLeaf<Watched<u32>, Atomic> {
    let mut leaf = FreshLeaf::new(1);
    assert!(leaf.get().push(Tag::MIN, Watched::new(n)).is_ok());
    leaf
}

/// A branch with the leaves 1 and 2.
fn two() -> Trie {
    let mut root = Root::from(Node::leaf(leaf(1).share()));
    let Some(Ok(NodeMut::Leaf(first))) = root.slot().map(SlotMut::try_mut) else {
        panic!("a leaf")
    };
    first.split(leaf(2));
    root
}

fn read(root: &Trie) -> Vec<u32> {
    let Some(NodeRef::Branch(branch)) = root.view() else { panic!("a branch") };
    let leaves = branch.children().map(|(_, child)| match child {
        NodeRef::Leaf(leaf) => leaf.slice()[0].get(),
        NodeRef::Branch(_) => panic!("a leaf"),
    });
    leaves.collect()
}

/// Writes to the leaf in `slot`: in place what is not shared, else to a copy.
fn write(root: &mut Trie, slot: usize, n: u32) {
    let mut place = root.slot().unwrap();
    loop {
        match place.try_mut() {
            Ok(NodeMut::Branch(branch)) => place = branch.into_child(slot),
            Ok(NodeMut::Leaf(leaf)) => return leaf.into_mut().into_item(0).set(n),
            Err(shared) => {
                let copy = match shared.view() {
                    NodeRef::Branch(branch) => branch.duplicate(),
                    NodeRef::Leaf(leaf) => Node::leaf(leaf.duplicate(1).share()),
                };
                place = shared.set(copy);
            }
        }
    }
}

#[test]
fn both_write() {
    loom::model(|| {
        let mut a = two();
        let mut b = a.clone();
        let other = thread::spawn(move || {
            write(&mut b, 0, 10);
            assert_eq!(read(&b), [10, 2]);
        });
        write(&mut a, 8, 20);
        assert_eq!(read(&a), [1, 20]);
        other.join().unwrap();
        assert_eq!(read(&a), [1, 20]);
    });
}

#[test]
fn one_writes_in_place_after_the_other_has_gone() {
    loom::model(|| {
        let mut a = two();
        let b = a.clone();
        let other = thread::spawn(move || {
            assert_eq!(read(&b), [1, 2]);
            drop(b);
        });
        write(&mut a, 0, 10);
        assert_eq!(read(&a), [10, 2]);
        other.join().unwrap();
    });
}

#[test]
fn the_last_of_two_drops_frees_once() {
    loom::model(|| {
        let a = two();
        let b = a.clone();
        let other = thread::spawn(move || drop(b));
        drop(a);
        other.join().unwrap();
    });
}

#[test]
fn of_two_that_let_go_one_gets_the_children() {
    loom::model(|| {
        fn take_apart(mut root: Trie) -> usize {
            let Some(children) = root.take().and_then(Node::into_children) else { return 0 };
            let leaves = children.map(|child| {
                let NodeRef::Leaf(leaf) = child.view() else { panic!("a leaf") };
                leaf.slice()[0].get();
                assert!(child.into_children().is_none());
            });
            leaves.count()
        }
        let a = two();
        let b = a.clone();
        let other = thread::spawn(move || take_apart(b));
        assert_eq!(take_apart(a) + other.join().unwrap(), 2);
    });
}
