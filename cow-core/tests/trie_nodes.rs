//! Tagged leaves and branches: what their guards promise, also for odd uses.
#![cfg(not(cow_loom))]

use cow_core::trie::{BranchRef, Node, NodeMut, NodeRef, Owned, Root, SLOTS, SlotMut};
use cow_core::trie::{FreshLeaf, LeafRef, Tag, leaf_width};
use cow_core::{Atomic, Local, RefCount};
use static_assertions::{assert_eq_size, assert_impl_all, assert_not_impl_any};
use std::cell::Cell;
use testkit::{Call, Counted, Fuse, Fused, Ledger, for_every_k};

assert_eq_size!(Root<String, Atomic>, Option<Root<String, Atomic>>, usize);
assert_eq_size!(Node<String, Atomic>, Option<Node<String, Atomic>>, usize);
assert_impl_all!(Root<String, Atomic>: Send, Sync, std::panic::UnwindSafe);
assert_impl_all!(BranchRef<'static, String, Atomic>: Send, Sync);
assert_not_impl_any!(Root<Cell<u8>, Atomic>: Send, Sync, std::panic::UnwindSafe);
assert_not_impl_any!(Root<u8, Local>: Send, Sync);
assert_not_impl_any!(BranchRef<'static, Cell<u8>, Atomic>: Send, Sync);
assert_not_impl_any!(SlotMut<'static, Cell<u8>, Atomic>: Send, Sync);

fn tag(n: u64) -> Tag {
    Tag::new((n % 255) as u8 + 1).unwrap()
}

fn leaf<T, C: RefCount>(
    items: impl IntoIterator<Item = T>,
    tag: impl Fn(&T) -> Tag,
) -> FreshLeaf<T, C> {
    let mut leaf = FreshLeaf::new(0);
    for item in items {
        let tag = tag(&item);
        let len = leaf.slice().len();
        leaf.resize(len + 1);
        assert!(leaf.get().push(tag, item).is_ok());
    }
    leaf
}

fn numbers(items: impl IntoIterator<Item = u64>) -> Node<u64, Atomic> {
    Node::leaf(leaf(items, |&n| tag(n)).share())
}

/// All items are found by their tags, those with tags have the right ones, and no other has one.
fn check(leaf: LeafRef<'_, u64, Atomic>) {
    for (i, &n) in leaf.slice().iter().enumerate() {
        assert_eq!(leaf.find(tag(n), |&m| m == n), Some(i));
        assert_eq!(leaf.find_item(tag(n), |&m| m == n), Some(&n));
        assert_eq!(leaf.tag(i), Some(tag(n)));
    }
    assert_eq!(leaf.tag(leaf.len()), None);
    assert_eq!(leaf.find(tag(77_777), |&m| m == 77_777), None);
}

/// Numbers of which a leaf can hold as many: if there are more than tags, they have all one.
fn fitting(len: u64) -> impl Iterator<Item = u64> {
    let step = if len > leaf_width::<u64>() as u64 { 255 } else { 1 };
    (0..len).map(move |n| n * step)
}

#[test]
fn a_leaf_keeps_its_tags() {
    // Under Miri, lengths and places that take a minute.
    let (lens, step): (&[u64], _) =
        if cfg!(miri) { (&[0, 1, 8, 33], 8) } else { (&[0, 1, 7, 8, 31, 32, 33, 40, 100], 1) };
    for &len in lens {
        let mut fresh = leaf::<u64, Atomic>(fitting(len), |&n| tag(n));
        assert_eq!(fresh.get().push(tag(0), 0), Err(0), "full");
        let shared = fresh.share();
        check(shared.borrow());
        check(shared.borrow().duplicate(7).share().borrow());
        for (i, n) in fitting(len).enumerate().step_by(step) {
            let without = shared.borrow().duplicate_without(i, 0).share();
            check(without.borrow());
            let mut removed = shared.borrow().duplicate(0);
            assert_eq!(removed.get().swap_remove(i), n);
            assert_eq!(removed.slice(), without.borrow().slice());
            check(removed.share().borrow());
        }
    }
    for (a, b) in [(0, 0), (3, 5), (30, 2), (0, 32), (32, 0)] {
        let mut lower = leaf::<u64, Atomic>(0..a, |&n| tag(n));
        let mut upper = leaf::<u64, Atomic>(a..a + b, |&n| tag(n));
        lower.resize((a + b) as usize);
        lower.get().append(&mut upper.get());
        assert!(upper.get().is_empty() && lower.slice().iter().copied().eq(0..a + b));
        check(lower.share().borrow());
        check(upper.share().borrow());
    }
}

#[test]
fn beyond_the_tags_there_is_one_tag() {
    let mut mixed = leaf::<u64, Atomic>(fitting(32), |&n| tag(n));
    mixed.resize(40);
    assert_eq!(mixed.get().push(tag(0), 255), Err(255), "others have other tags");
    mixed.get().retag(tag(0));
    assert_eq!(mixed.get().push(tag(1), 256), Err(256), "the others have one");
    assert_eq!(mixed.get().push(tag(0), 255), Ok(()));
    assert_eq!(mixed.get().find(tag(0), |&n| n == 255), Some(32));
    assert_eq!((mixed.get().swap_remove(0), mixed.get().tag(0)), (0, Some(tag(0))));
    assert_eq!((mixed.get().tag(31), mixed.get().tag(32)), (Some(tag(0)), None));
}

#[test]
#[should_panic = "leaves that are joined are small"]
fn what_is_joined_has_tags() {
    let mut lower = leaf::<u64, Atomic>(0..20, |&n| tag(n));
    lower.resize(40);
    lower.get().append(&mut leaf::<u64, Atomic>(20..33, |&n| tag(n)).get());
}

#[test]
fn taking_items_out_of_a_leaf() {
    let ledger = Ledger::new();
    for take in 0..=5 {
        let fresh = leaf::<_, Atomic>((0..5).map(|n| ledger.counted(n)), |n| tag(**n));
        let mut items = fresh.into_iter();
        assert_eq!(
            items.by_ref().take(take).map(|n| *n).sum::<u64>(),
            (0..take as u64).sum::<u64>()
        );
        assert_eq!((items.len(), items.as_slice().len()), (5 - take, 5 - take));
        ledger.assert_live(5 - take);
        drop(items);
        ledger.assert_balanced();
    }
}

/// Splits the leaf of a root until each of 16 slots has one; puts `n` into slot `n`.
fn sixteen() -> Root<u64, Atomic> {
    let mut root = Root::from(numbers([]));
    for n in 0..16_u64 {
        let mut slot = root.slot().unwrap();
        let mut in_branch = false;
        slot = loop {
            slot = match slot.try_mut() {
                Ok(NodeMut::Branch(branch)) => {
                    in_branch = true;
                    branch.into_child(n as usize)
                }
                Ok(NodeMut::Leaf(leaf)) if in_branch && leaf.depth() == 4 => {
                    break leaf.into_slot();
                }
                Ok(NodeMut::Leaf(leaf)) => {
                    in_branch = true;
                    let [lower, upper] = leaf.split(FreshLeaf::new(1));
                    let bit = (n >> (4 - lower.depth())) & 1;
                    if bit == 0 { lower.into_slot() } else { upper.into_slot() }
                }
                Err(_) => unreachable!("nobody has a clone"),
            };
        };
        let Ok(NodeMut::Leaf(mut leaf)) = slot.try_mut() else { panic!("a leaf") };
        leaf.resize(1);
        leaf.get().push(tag(n), n).unwrap();
    }
    root
}

fn branch<T, C: RefCount>(root: &Root<T, C>) -> BranchRef<'_, T, C> {
    match root.view() {
        Some(NodeRef::Branch(branch)) => branch,
        _ => panic!("not a branch"),
    }
}

#[test]
fn leaves_split_until_each_has_a_slot() {
    let root = sixteen();
    let branch = branch(&root);
    assert_eq!(branch.children().count(), SLOTS);
    for (slot, child) in branch.children() {
        assert_eq!((branch.run(slot), branch.depth(slot)), (1, 4));
        let NodeRef::Leaf(leaf) = child else { panic!("a leaf") };
        assert_eq!(leaf.slice(), [slot as u64]);
    }
}

#[test]
fn buddies_join_until_the_branch_is_gone() {
    let mut root = sixteen();
    for slot in [3, 2, 9, 15, 0, 4, 8, 12, 6, 14, 10, 0, 8, 4, 12, 0, 8, 0] {
        let Ok(NodeMut::Branch(mut branch)) = root.slot().unwrap().try_mut() else { break };
        if let Some([lower, upper]) = branch.buddies(slot) {
            let (Ok(NodeMut::Leaf(mut lower)), Ok(NodeMut::Leaf(mut upper))) =
                (lower.try_mut(), upper.try_mut())
            else {
                panic!("nobody has a clone")
            };
            let len = lower.get().len() + upper.get().len();
            lower.resize(len);
            lower.get().append(&mut upper.get());
            assert!(branch.join(slot).is_ok());
        } else {
            assert!(branch.join(slot).is_err());
        }
    }
    let Some(NodeRef::Leaf(leaf)) = root.view() else { panic!("one leaf is left") };
    let mut left = leaf.slice().to_vec();
    left.sort_unstable();
    assert_eq!(left, (0..16).collect::<Vec<_>>());
}

#[test]
fn what_is_shared_is_not_opened() {
    let mut root = sixteen();
    let old = root.clone();
    assert!(root.slot().unwrap().try_mut().is_err(), "the branch has two owners");
    drop(old);
    // One leaf of the branch, and not the others.
    let NodeRef::Leaf(kept) = branch(&root).child(3) else { panic!("a leaf") };
    let kept = kept.to_block();
    for slot in 0..SLOTS {
        let Ok(NodeMut::Branch(branch)) = root.slot().unwrap().try_mut() else {
            panic!("one owner")
        };
        let is_shared = branch.into_child(slot).try_mut().is_err();
        assert_eq!(is_shared, slot == 3, "slot {slot}");
    }
    drop(kept);
    let Ok(NodeMut::Branch(branch)) = root.slot().unwrap().try_mut() else { panic!("one owner") };
    assert!(matches!(branch.into_child(3).try_mut(), Ok(NodeMut::Leaf(_))));
}

#[test]
fn of_two_buddies_that_join_the_upper_one_is_let_go() {
    // Within the branch, and when it is replaced by its last two.
    for joined in [vec![2], vec![0, 2, 4, 6, 8, 10, 12, 14, 0, 4, 8, 12, 0, 8, 0]] {
        let mut root = sixteen();
        for (i, &slot) in joined.iter().enumerate() {
            let is_last = i + 1 == joined.len();
            let Ok(NodeMut::Branch(mut branch)) = root.slot().unwrap().try_mut() else {
                panic!("a branch")
            };
            let [_, upper] = branch.buddies(slot).expect("buddies");
            let NodeRef::Leaf(upper) = upper.view() else { panic!("a leaf") };
            let kept = is_last.then(|| upper.to_block());
            assert!(branch.join(slot).is_ok());
            assert!(kept.is_none_or(|kept| kept.borrow().info().owners == 1), "it is leaked");
        }
    }
}

#[test]
fn a_path_copy_shares_all_other_children() {
    let root = sixteen();
    let copy = Root::from(branch(&root).with_child(5, numbers([500])));
    for slot in 0..SLOTS {
        let (a, b) = (branch(&root).child(slot), branch(&copy).child(slot));
        assert_eq!(a.ptr_eq(b), slot != 5);
        assert_eq!(a.info().owners, if slot == 5 { 1 } else { 2 });
    }
    let whole = branch(&root).duplicate();
    assert_eq!(branch(&root).child(5).info().owners, 2);
    drop((whole, copy));
    assert!(branch(&root).children().all(|(_, child)| child.info().owners == 1));
}

#[test]
fn a_run_of_several_slots_holds_one_count() {
    let ledger = Ledger::new();
    let two = |a, b| {
        let make = |n| leaf::<_, Atomic>([ledger.counted(n)], |n| tag(**n));
        let mut root = Root::from(Node::leaf(make(a).share()));
        let Some(Ok(NodeMut::Leaf(leaf))) = root.slot().map(SlotMut::try_mut) else {
            panic!("a leaf")
        };
        leaf.split(make(b));
        root
    };
    let root = two(1, 2);
    assert_eq!(branch(&root).children().map(|(slot, _)| slot).collect::<Vec<_>>(), [0, 8]);
    assert_eq!((branch(&root).run(3), branch(&root).depth(12)), (8, 1));
    let copy = branch(&root).duplicate();
    assert_eq!(branch(&root).child(0).info().owners, 2);
    drop(root);
    ledger.assert_live(2);
    match copy.into_owned() {
        Owned::Branch(mut links) => assert!(links.next().is_some()),
        Owned::Leaf(_) => panic!("a branch"),
    }
    ledger.assert_balanced();
}

/// One leaf in two places, with equal words side by side: each run holds its own count.
#[test]
fn one_leaf_in_many_places() {
    let ledger = Ledger::new();
    let one = leaf::<_, Atomic>([ledger.counted(1)], |n| tag(**n)).share();
    let mut root = Root::from(Node::leaf(one.clone()));
    // The place is shared with `one`, so put it there by path copies.
    let two = leaf::<_, Atomic>([ledger.counted(2)], |n| tag(**n));
    root = match root.take().map(Node::into_owned) {
        Some(Owned::Leaf(leaf)) => {
            let mut root = Root::from(Node::leaf(leaf.borrow().duplicate(1).share()));
            let Some(Ok(NodeMut::Leaf(leaf))) = root.slot().map(SlotMut::try_mut) else {
                panic!("a leaf")
            };
            leaf.split(two);
            root
        }
        _ => panic!("a leaf"),
    };
    for slot in [0, 8] {
        let copy = branch(&root).with_child(slot, Node::leaf(one.clone()));
        root = Root::from(copy);
    }
    assert_eq!(one.borrow().info().owners, 3);
    let copy = root.clone();
    let deep = branch(&root).duplicate();
    assert_eq!(one.borrow().info().owners, 5);
    let Some(Err(slot)) = root.slot().map(SlotMut::try_mut) else { panic!("two handles") };
    slot.set(deep);
    assert_eq!(one.borrow().info().owners, 5);
    drop(copy);
    assert_eq!(one.borrow().info().owners, 3);
    drop(root);
    assert_eq!(one.borrow().info().owners, 1);
    drop(one);
    ledger.assert_balanced();
}

#[test]
#[should_panic(expected = "a branch fills one slot")]
fn a_branch_does_not_fit_into_a_run() {
    let mut root = Root::from(numbers([]));
    let Some(Ok(NodeMut::Leaf(leaf))) = root.slot().map(SlotMut::try_mut) else { panic!("a leaf") };
    leaf.split(FreshLeaf::new(0));
    let link = branch(&root).duplicate();
    drop(branch(&root).with_child(0, link));
}

#[test]
fn a_panic_in_a_drop_lets_everything_else_go() {
    let panics = for_every_k(Call::Drop, |fuse: &Fuse| {
        let ledger = Ledger::new();
        let make = |n| {
            let item: Fused<Counted<u64>> = Fused::new(fuse, ledger.counted(n));
            leaf::<_, Local>([item], |n| tag(***n))
        };
        let mut root = Root::from(Node::leaf(make(0).share()));
        for n in 1..10 {
            let mut slot = root.slot().unwrap();
            let leaf = loop {
                match slot.try_mut() {
                    Ok(NodeMut::Branch(branch)) => slot = branch.into_child(n as usize * 3),
                    Ok(NodeMut::Leaf(leaf)) => break leaf,
                    Err(_) => unreachable!("nobody has a clone"),
                }
            };
            leaf.split(make(n));
        }
        let _: Result<(), _> = fuse.run(move || drop(root));
        ledger.assert_balanced();
    });
    assert_eq!(panics, 10);
}

#[test]
fn a_branch_owns_the_children_it_is_made_of() {
    let ledger = Ledger::new();
    let child = |i: usize| {
        let child = leaf(vec![ledger.counted(i)], |_| tag(1));
        Node::<_, Atomic>::leaf(child.share())
    };
    let mut branch = Node::branch(std::array::from_fn(child));
    let kept = branch.view().to_node();
    let outer =
        Node::branch(std::array::from_fn(|i| if i == 3 { branch.clone() } else { child(i) }));
    let NodeRef::Branch(children) = branch.view() else { panic!("a branch") };
    assert!((0..SLOTS).all(|slot| children.run(slot) == 1));
    for (slot, child) in children.children() {
        let NodeRef::Leaf(leaf) = child else { panic!("a leaf") };
        assert_eq!(*leaf.slice()[0], slot);
    }
    assert!(branch.slot().try_mut().is_err());
    drop((kept, outer));
    let view = branch.slot().into_view();
    assert_eq!(view.info().owners, 1);
    ledger.assert_live(SLOTS);
    drop(branch);
    ledger.assert_balanced();
}
