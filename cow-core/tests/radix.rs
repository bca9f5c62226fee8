//! The bounds that the vector's nodes keep by themselves, whoever uses them.
#![cfg(not(cow_loom))]

use cow_core::block::Fresh;
use cow_core::radix::{Leaf, Node, RadixTree, Shape, SlotMut};
use cow_core::{Atomic, Tiny};
use std::ops::Range;
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
    let mut inner = node.slot().open_inner();
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

/// All of its items can be read, if they are not too many to read all.
#[cfg(target_pointer_width = "64")]
fn assert_readable(node: Bytes) {
    assert!(node.len() <= isize::MAX as usize);
    let mut tree = RadixTree::<u8>::new();
    tree.edit(|root| *root = Some(node));
    let step = tree.len() / 1000;
    assert!((0..1000).all(|i| tree.get(i * step).is_some()));
    assert!(tree.get(tree.len() - 1).is_some());
}

#[test]
#[cfg(target_pointer_width = "64")]
fn children_that_grow_too_large_together_are_refused() {
    let (mut tree, large) = wide_and_large();
    let mut inner = tree.slot().open_inner();
    let grown = (0..inner.width()).take_while(|&i| {
        let grow = || {
            inner.with_child(i, |slot| {
                let mut child = slot.open_inner();
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
    let mut inner = tree.slot().open_inner();
    let width = inner.width();
    let mut grow = |i| {
        let grow = || {
            inner.with_pair(i, |left, right| {
                for slot in [left, right] {
                    let mut child = slot.open_inner();
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
#[should_panic(expected = "a tree higher than 255 levels")]
fn levels_end_at_255() {
    let mut node = leaf(1);
    for _ in 0..256 {
        node = Node::over(node);
    }
}

type Small = RadixTree<u32, Tiny>;

fn numbers(range: Range<u32>) -> Leaf<u32, Tiny> {
    let mut leaf = Fresh::new((), Shape::<u32, Tiny>::LEAF);
    leaf.get().extend_with(range.len(), |i| range.start + i as u32);
    leaf.share()
}

/// Puts a leaf after the others, which are all full.
fn push(tree: &mut Small, leaf: Leaf<u32, Tiny>) {
    fn push_below(slot: SlotMut<'_, u32, Tiny>, leaf: Leaf<u32, Tiny>) {
        let below = slot.level() - 1;
        let mut inner = slot.open_inner();
        let last = inner.width() - 1;
        if below == 0 || inner.child(last).len() == Shape::<u32, Tiny>::full(below) {
            inner.push((0..below).fold(Node::leaf(leaf), |node, _| Node::over(node)));
        } else {
            inner.with_child(last, |child| push_below(child, leaf));
        }
    }
    tree.edit(|root| {
        let mut node = root.take().expect("some leaves");
        if node.len() == Shape::<u32, Tiny>::full(node.level()) {
            node = Node::over(node);
        }
        push_below(root.insert(node).slot(), leaf);
    });
}

#[test]
fn a_leaf_is_pushed_where_one_link_is_all_it_takes() {
    let check = |tree: &Small| {
        let len = tree.len() as u32;
        assert!((0..len).all(|i| tree.get(i as usize) == Some(&i)));
        assert_eq!(tree.get(tree.len()), None);
    };
    let mut tree = Small::new();
    assert!(tree.push_leaf(numbers(0..4)).is_err(), "no node");
    tree.edit(|root| *root = Some(Node::leaf(numbers(0..4))));
    let mut refused = Vec::new();
    let end: u32 = if cfg!(miri) { 68 } else { 308 };
    while tree.len() < end as usize {
        let len = tree.len() as u32;
        let old = tree.clone();
        let leaf = tree.push_leaf(numbers(len..len + 4)).expect_err("two owners of the root");
        check(&old);
        drop(old);
        if let Err(leaf) = tree.push_leaf(leaf) {
            refused.push(len);
            push(&mut tree, leaf);
        }
        check(&tree);
    }
    // One leaf, or no room in the last node above the leaves.
    assert_eq!(refused, [4].into_iter().chain((16..end).step_by(16)).collect::<Vec<_>>());

    assert!(tree.push_leaf(numbers(0..0)).is_err(), "no items");
    tree.push_leaf(numbers(end..end + 2))
        .unwrap_or_else(|_| panic!("room for a leaf that is not full"));
    assert!(tree.push_leaf(numbers(end + 2..end + 6)).is_err(), "the last leaf is not full");
    check(&tree);
}

/// A node that is full leaves only knows all its starts by itself, so that a child is pushed with one link: no sooner than it is
/// known to fit, as in `insert`.
#[test]
fn a_child_that_does_not_fit_is_refused() {
    let leaf = || Node::leaf(numbers(0..4));
    let mut full = Node::over(leaf());
    (1..4).for_each(|_| full.slot().open_inner().push(leaf()));
    assert_eq!(full.slot().open_inner().room(), 0);
    let above = Node::over(full.clone());

    let cases = [
        ("higher", Node::over(leaf()), full.clone()),
        ("lower", above, leaf()),
        ("no room", full, leaf()),
    ];
    for (name, mut tree, child) in cases {
        let (len, width) = (tree.len(), tree.slot().open_inner().width());
        let push = |tree: &mut Node<u32, Tiny>| tree.slot().open_inner().push(child.clone());
        let insert =
            |tree: &mut Node<u32, Tiny>| tree.slot().open_inner().insert(width, child.clone());
        assert!(catch_unwind(AssertUnwindSafe(|| push(&mut tree))).is_err(), "{name}: pushed");
        assert!(catch_unwind(AssertUnwindSafe(|| insert(&mut tree))).is_err(), "{name}: inserted");
        assert_eq!((tree.len(), tree.slot().open_inner().width()), (len, width), "{name}");
    }
}

/// The child before one that is taken out becomes the last, and may grow beyond where that one began.
#[test]
fn a_child_that_was_taken_out_leaves_no_start() {
    let over = |len| Node::over(Node::leaf(numbers(0..len)));
    let mut node = Node::over(over(2));
    let mut inner = node.slot().open_inner();
    inner.push(over(4));
    inner.push(over(1));
    assert_eq!(inner.pop().map(|last| last.len()), Some(1));
    inner.with_child(1, |child| child.open_inner().push(Node::leaf(numbers(4..8))));
    let found: Vec<_> = (0..10).map(|index| inner.find(index)).collect();
    assert_eq!(found, (0..2).map(|i| (0, i)).chain((0..8).map(|i| (1, i))).collect::<Vec<_>>());
}

/// A write through slots leaves what other owners see: at each leaf, with the other owner at each height.
#[test]
fn a_write_copies_what_is_shared_on_its_way() {
    fn write(slot: SlotMut<'_, u32, Tiny>, index: usize) {
        if slot.level() == 0 {
            slot.open_leaf().slice_mut()[index] += 1000;
        } else {
            let mut inner = slot.open_inner();
            let (child, index) = inner.find(index);
            inner.with_child(child, |slot| write(slot, index));
        }
    }
    fn all(node: &Node<u32, Tiny>) -> Vec<u32> {
        let mut tree = Small::new();
        tree.edit(|root| *root = Some(node.borrow().to_node()));
        (0..tree.len()).map(|i| *tree.get(i).unwrap()).collect()
    }
    let mut tree = Node::leaf(numbers(0..4));
    for level in 1..4 {
        tree = Node::over(tree);
        let step = Shape::<u32, Tiny>::full(level - 1) as u32;
        for child in 1..3 {
            // Each child's leaves begin anew: their numbers are not the indices.
            let leaf = Node::leaf(numbers(child * step..child * step + 4));
            let node = (1..level).fold(leaf, |node, _| Node::over(node));
            tree.slot().open_inner().push(node);
        }
    }
    let before = all(&tree);
    for index in 0..tree.len() {
        for height in 0..4 {
            // Another owner of the node of this height on the way.
            let mut at = tree.borrow();
            let mut inside = index;
            while usize::from(at.level()) > height {
                let cow_core::radix::View::Inner(inner) = at.view() else { panic!("inner") };
                let (child, rest) = inner.find(inside);
                (at, inside) = (inner.child(child), rest);
            }
            let other = at.to_node();
            let (others, mut copy) = (all(&other), tree.borrow().to_node());
            write(copy.slot(), index);
            assert_eq!(all(&tree), before);
            assert_eq!(all(&copy)[index], before[index] + 1000);
            drop(copy);
            // With no other owner of the tree, but for that node's.
            write(tree.slot(), index);
            assert_eq!(all(&other), others, "index {index}, height {height}");
            write_back(&mut tree, index, before[index]);
            assert_eq!(all(&tree), before);
        }
    }
}

fn write_back(node: &mut Node<u32, Tiny>, index: usize, value: u32) {
    let mut tree = Small::new();
    tree.edit(|root| *root = Some(std::mem::replace(node, Node::leaf(numbers(0..1)))));
    *tree.get_mut(index).unwrap() = value;
    tree.edit(|root| *node = root.take().expect("a tree"));
}
