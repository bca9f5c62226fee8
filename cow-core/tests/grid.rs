//! The bounds that the vector's nodes keep by themselves, whoever uses them.
#![cfg(not(cow_loom))]

use cow_core::Atomic;
use cow_core::block::Fresh;
#[cfg(target_pointer_width = "64")]
use cow_core::grid::Grid;
use cow_core::grid::{Node, Shape};
#[cfg(target_pointer_width = "64")]
use std::panic::{AssertUnwindSafe, catch_unwind};

type Bytes = Node<u8, Atomic>;

fn leaf(len: usize) -> Bytes {
    let mut leaf = Fresh::new((), Shape::<u8, Atomic>::LEAF);
    leaf.get().extend_with(len, |i| i as u8);
    Node::leaf(leaf.share())
}

/// A node with as many children as fit, all of them this one.
#[cfg(target_pointer_width = "64")]
fn full_of(child: &Bytes) -> Bytes {
    let mut node = Node::over(child.clone());
    let mut inner = node.place().open_inner();
    while inner.room() > 0 {
        inner.push(child.clone());
    }
    node
}

/// A tree with few items, and one of the height of its grandchildren with as many as fit there.
#[cfg(target_pointer_width = "64")]
fn wide_and_large() -> (Bytes, Bytes) {
    let (mut small, mut large) = (leaf(1), leaf(Shape::<u8, Atomic>::LEAF));
    for _ in 0..12 {
        small = Node::over(small);
        large = full_of(&large);
    }
    (full_of(&Node::over(small)), large)
}

/// All of its items can be read, if they are not too many to ask for all.
#[cfg(target_pointer_width = "64")]
fn assert_readable(tree: Bytes) {
    assert!(tree.len() <= isize::MAX as usize);
    let mut grid = Grid::<u8>::new();
    grid.edit(|root| *root = Some(tree));
    let step = grid.len() / 1000;
    assert!((0..1000).all(|i| grid.get(i * step).is_some()));
    assert!(grid.get(grid.len() - 1).is_some());
}

#[test]
#[cfg(target_pointer_width = "64")]
fn children_that_grow_too_large_together_are_refused() {
    let (mut tree, large) = wide_and_large();
    let mut inner = tree.place().open_inner();
    let grown = (0..inner.width()).take_while(|&i| {
        let grow = || {
            inner.with_child(i, |place| {
                let mut child = place.open_inner();
                (0..14).for_each(|_| child.push(large.clone()));
            });
        };
        catch_unwind(AssertUnwindSafe(grow)).is_ok()
    });
    assert_eq!(grown.count(), 2);
    assert_readable(tree);
}

#[test]
#[cfg(target_pointer_width = "64")]
fn neighbours_that_grow_too_large_together_are_refused() {
    let (mut tree, large) = wide_and_large();
    let mut inner = tree.place().open_inner();
    let width = inner.width();
    let mut grow = |i| {
        let grow = || {
            inner.with_pair(i, |left, right| {
                for place in [left, right] {
                    let mut child = place.open_inner();
                    (0..14).for_each(|_| child.push(large.clone()));
                }
            });
        };
        catch_unwind(AssertUnwindSafe(grow)).is_ok()
    };
    assert_eq!([grow(1), grow(3)], [true, false]);
    assert_eq!(inner.width(), width - 2);
    assert_readable(tree);
}

#[test]
#[should_panic(expected = "a grid higher than 255 levels")]
fn levels_end_at_255() {
    let mut node = leaf(1);
    for _ in 0..256 {
        node = Node::over(node);
    }
}
