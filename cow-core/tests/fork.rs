//! Forks: what their guards promise, also to those who use them oddly.
#![cfg(not(cow_loom))]

use cow_core::block::Fresh;
use cow_core::fork::{Below, Exposed, LeavesMut, Link, LinkRef, NodeMut, Path, Side, Trail, View};
use cow_core::{Atomic, Local};
use static_assertions::{assert_eq_size, assert_impl_all, assert_not_impl_any, const_assert};
use std::cell::Cell;
use std::panic::{RefUnwindSafe, UnwindSafe};
use testkit::{Call, Counted, Fuse, Fused, Ledger, for_every_k};

assert_eq_size!(Link<u8, String, Atomic>, Option<Link<u8, String, Atomic>>, usize);
assert_impl_all!(Link<String, String, Atomic>: Send, Sync, UnwindSafe, RefUnwindSafe);
assert_impl_all!(LinkRef<'static, u8, u8, Atomic>: Send, Sync, Copy);
assert_impl_all!(LeavesMut<'static, u8, u8, Atomic>: Send, Sync);
assert_not_impl_any!(Link<Cell<u8>, u8, Atomic>: Send, Sync, UnwindSafe);
assert_not_impl_any!(Link<u8, Cell<u8>, Atomic>: Send, Sync, UnwindSafe);
assert_not_impl_any!(Link<u8, u8, Local>: Send, Sync);
assert_not_impl_any!(LeavesMut<'static, u8, Cell<u8>, Atomic>: Send, Sync);
assert_not_impl_any!(LeavesMut<'static, u8, u8, Local>: Send, Sync);
const_assert!(size_of::<LeavesMut<'static, u64, u64, Atomic>>() <= 128);

type Tree<T> = Link<usize, T, Atomic>;

fn leaf<T>(items: impl IntoIterator<Item = T>) -> Tree<T> {
    let mut fresh = Fresh::new((), 4);
    for item in items {
        fresh.get().push(item);
    }
    Link::leaf(fresh.share())
}

/// A tree of `count` leaves with one item each, made of two as `cut` says; forks hold their size.
fn tree<T>(
    first: usize,
    count: usize,
    cut: &impl Fn(usize) -> usize,
    make: &impl Fn(usize) -> T,
) -> Tree<T> {
    if count == 1 {
        return leaf([make(first)]);
    }
    let left = cut(count).clamp(1, count - 1);
    Link::fork(count, tree(first, left, cut, make), tree(first + left, count - left, cut, make))
}

fn items<T: Clone>(tree: LinkRef<'_, usize, T, Atomic>) -> Vec<T> {
    match tree.view() {
        View::Leaf(leaf) => leaf.slice().to_vec(),
        View::Fork(fork) => {
            let [left, right] = fork.children().map(items);
            [left, right].concat()
        }
    }
}

fn size(below: Below<'_, usize>) -> usize {
    match below {
        Below::Fork(size) => *size,
        Below::Leaf(len) => len,
    }
}

/// Halves, a list to the right, a list to the left, and something in between.
const SHAPES: [fn(usize) -> usize; 4] =
    [|count| count / 2, |_| 1, |count| count - 1, |count| count / 3];

#[test]
fn a_height_has_a_bound() {
    let list = |count| tree(0, count, &|_| 1, &|n| n);
    assert_eq!(list(65).height(), 64);
    assert!(std::panic::catch_unwind(|| list(66)).is_err());
}

#[test]
fn a_write_copies_its_path() {
    for cut in SHAPES {
        let before = tree(0, 20, &cut, &|n| n);
        for target in 0..20 {
            let mut after = before.clone();
            let (mut trail, mut rank) = (Trail::new(), target);
            let path = Path::find(&mut after, &mut trail, |fork| {
                let left = items(fork.child(Side::Left)).len();
                let side = Side::right_if(rank >= left);
                if side == Side::Right {
                    rank -= left;
                }
                side
            });
            let mut path = path.own(4);
            assert_eq!(path.leaf().slice(), [target]);
            path.leaf().slice_mut()[0] = 100;
            let mut sums = 0;
            path.for_each_fork(|size| sums += *size);
            for level in 0..path.depth() {
                assert!(!path.sibling(level).is_unique(), "a sibling is shared");
            }
            let mut ascent = path.ascend();
            while ascent.up().is_some() {
                assert!(ascent.place().is_unique());
            }
            assert_eq!(items(before.borrow()), (0..20).collect::<Vec<_>>());
            let mut expected: Vec<_> = (0..20).collect();
            expected[target] = 100;
            assert_eq!(items(after.borrow()), expected);
        }
    }
}

/// An owner made while the path is looked for is seen.
#[test]
fn a_fork_can_be_kept_while_a_path_is_found() {
    for level in 0..3 {
        let mut root = tree(0, 8, &|count| count / 2, &|n| n);
        let (mut kept, mut trail, mut at) = (None, Trail::new(), 0);
        let path = Path::find(&mut root, &mut trail, |fork| {
            if at == level {
                kept = Some(fork.link().to_link());
            }
            at += 1;
            Side::Left
        });
        path.own(4).leaf().slice_mut()[0] = 100;
        let kept = items(kept.unwrap().borrow());
        assert_eq!(kept, (0..8 >> level).collect::<Vec<_>>());
        assert_eq!(items(root.borrow())[0], 100);
    }
}

#[test]
fn exposing_moves_or_clones() {
    let ledger = Ledger::new();
    let counted = |n| ledger.counted(n);
    let root: Link<Counted<usize>, usize, Atomic> = Link::fork(
        counted(7),
        Link::leaf(Fresh::new((), 1).share()),
        Link::leaf(Fresh::new((), 1).share()),
    );
    let other = root.clone();
    let Exposed::Fork(data, left, right) = root.expose() else { panic!("a fork") };
    assert_eq!((*data, ledger.clones()), (7, 1));
    let View::Fork(fork) = other.view() else { panic!("a fork") };
    assert!(fork.child(Side::Left).same(left.borrow()));
    drop((left, right));
    let Exposed::Fork(data, mut left, _) = other.expose() else { panic!("a fork") };
    assert_eq!((*data, ledger.clones()), (7, 1));
    assert!(left.is_unique());
    assert!(matches!(left.get_mut(), Some(NodeMut::Leaf(leaf)) if leaf.is_empty()));
}

/// Every order of taking leaves from both ends, on trees of every shape, unique or shared in part.
#[test]
fn leaves_come_once_from_both_ends() {
    for cut in SHAPES {
        for count in 1..9_usize {
            for pattern in 0..1_u32 << count {
                for sharing in 0..3 {
                    let mut root = tree(0, count, &cut, &|n| n);
                    let kept = (sharing > 0).then(|| root.clone());
                    if sharing == 2 {
                        let mut trail = Trail::new();
                        let _ = Path::find(&mut root, &mut trail, |_| Side::Right).own(4);
                    }
                    let mut leaves = LeavesMut::new(&mut root);
                    let (mut low, mut high) = (0, count);
                    let mut held = Vec::new();
                    for turn in 0..count {
                        let mut rest = Vec::new();
                        leaves.visit_rest(&mut |items| rest.extend_from_slice(items));
                        assert_eq!(rest, (low..high).collect::<Vec<_>>());
                        let end = Side::right_if(pattern >> turn & 1 == 1);
                        let items = leaves.next(end, 4).unwrap();
                        let expected = if end == Side::Left { low } else { high - 1 };
                        assert_eq!(items, [expected]);
                        held.push((expected, items));
                        if end == Side::Left { low += 1 } else { high -= 1 }
                    }
                    assert!(leaves.next(Side::Left, 4).is_none());
                    assert!(leaves.next(Side::Right, 4).is_none());
                    // All may be written to at once.
                    for (expected, items) in &mut held {
                        assert_eq!(items[0], *expected);
                        items[0] += 100;
                    }
                    assert_eq!(items(root.borrow()), (100..100 + count).collect::<Vec<_>>());
                    if let Some(kept) = kept {
                        assert_eq!(items(kept.borrow()), (0..count).collect::<Vec<_>>());
                    }
                }
            }
        }
    }
}

#[test]
fn long_ways_are_gone_again_from_the_root() {
    for cut in SHAPES {
        let count = 60;
        let mut root = tree(0, count, &cut, &|n| n);
        let mut leaves = LeavesMut::new(&mut root);
        let mut found = Vec::new();
        while let Some(leaf) = leaves.next(Side::Left, 4) {
            found.push(leaf[0]);
        }
        assert_eq!(found, (0..count).collect::<Vec<_>>());
        let mut leaves = LeavesMut::new(&mut root);
        while let Some(leaf) = leaves.next(Side::Right, 4) {
            assert_eq!(Some(leaf[0]), found.pop());
        }
    }
}

/// Wherever both ends begin, no leaf is given twice.
#[test]
fn seeking_does_not_pass_the_other_end() {
    for cut in SHAPES {
        for (low, high) in (0..7).flat_map(|low| (0..7).map(move |high| (low, high))) {
            let mut root = tree(0, 7, &cut, &|n| n);
            let mut leaves = LeavesMut::new(&mut root);
            let to = |mut rank: usize| {
                move |left: Below<'_, usize>| {
                    let before = size(left);
                    let side = Side::right_if(rank >= before);
                    if side == Side::Right {
                        rank -= before;
                    }
                    side
                }
            };
            assert!(!leaves.has_begun(Side::Left));
            let first = leaves.seek(Side::Left, 4, to(low)).unwrap();
            assert!(leaves.has_begun(Side::Left));
            let last = leaves.seek(Side::Right, 4, to(high));
            assert_eq!(first, [low]);
            assert_eq!(last.as_deref(), (low < high).then_some(&[high][..]));
            let mut between = 0;
            if last.is_some() {
                while leaves.next(Side::Left, 4).is_some() {
                    between += 1;
                }
                assert_eq!(between, high - low - 1);
            }
        }
    }
}

/// Any sequence of steps and jumps from both ends gives leaves between those given before, each once.
#[test]
fn seeking_goes_on_from_where_an_end_is() {
    let to = |mut rank: usize| {
        move |left: Below<'_, usize>| {
            let before = size(left);
            let side = Side::right_if(rank >= before);
            rank -= if rank >= before { before } else { 0 };
            side
        }
    };
    const COUNT: usize = 40;
    let mut seed = 7_u64;
    let mut random = move |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (seed >> 33) as usize % below
    };
    for (cut, sharing) in SHAPES.iter().flat_map(|cut| [(cut, false), (cut, true)]) {
        for _ in 0..if cfg!(miri) { 3 } else { 300 } {
            let mut root = tree(0, COUNT, cut, &|n| n);
            let kept = sharing.then(|| root.clone());
            let mut leaves = LeavesMut::new(&mut root);
            let (mut low, mut high) = (0, COUNT);
            let mut held = Vec::new();
            for _ in 0..20 {
                let end = Side::right_if(random(2) == 1);
                let at = random(COUNT);
                let (expected, items) = match random(3) {
                    0 => ((low..high).contains(&at).then_some(at), leaves.seek(end, 4, to(at))),
                    _ if end == Side::Left => ((low < high).then_some(low), leaves.next(end, 4)),
                    _ => ((low < high).then(|| high - 1), leaves.next(end, 4)),
                };
                assert_eq!(items.as_ref().map(|items| items[0]), expected);
                if let (Some(at), Some(items)) = (expected, items) {
                    held.push(items);
                    if end == Side::Left { low = at + 1 } else { high = at }
                }
                let mut rest = Vec::new();
                leaves.visit_rest(&mut |items| rest.extend_from_slice(items));
                assert_eq!(rest, (low..high).collect::<Vec<_>>());
            }
            // All may be written to at once.
            let mut all: Vec<usize> = (0..COUNT).collect();
            for items in held {
                all[items[0]] += 100;
                items[0] += 100;
            }
            assert_eq!(items(root.borrow()), all);
            assert!(kept.is_none_or(|kept| items(kept.borrow()).into_iter().eq(0..COUNT)));
        }
    }
}

/// A clone that panics leaves the tree as it was, and drops all once.
#[test]
fn panicking_clones() {
    type Item = Fused<Counted<usize>>;
    let write: [fn(&mut Tree<Item>); 3] = [
        |root| {
            let mut trail = Trail::new();
            let _ = Path::find(root, &mut trail, |_| Side::Right).own(4);
        },
        |root| {
            let mut leaves = LeavesMut::new(root);
            while leaves.next(Side::Right, 4).is_some() {}
        },
        |root| {
            let mut leaves = LeavesMut::new(root);
            let _ = leaves.next(Side::Left, 4);
            let _ = leaves.seek(Side::Left, 4, |_| Side::Right);
        },
    ];
    for write in write {
        let panics = for_every_k(Call::Clone, |fuse: &Fuse| {
            let ledger = Ledger::new();
            let make = |n| Fused::new(fuse, ledger.counted(n));
            let mut root = tree(0, 8, &|count| count / 2, &make);
            let kept = root.clone();
            let _ = fuse.run(|| write(&mut root));
            for tree in [&root, &kept] {
                let numbers: Vec<usize> = items(tree.borrow()).iter().map(|item| ***item).collect();
                assert_eq!(numbers, (0..8).collect::<Vec<_>>());
            }
            drop((root, kept));
            ledger.assert_balanced();
        });
        assert!(panics > 0);
    }
}

#[test]
fn a_path_is_unique_if_all_of_it_is() {
    for count in 1..9 {
        let mut a = tree(0, count, &|count| count / 2, &|i| i);
        for at in 0..count {
            let go = |a: &mut Tree<usize>| {
                let mut trail = Trail::new();
                let mut rank = at;
                let path = Path::find(a, &mut trail, |fork| {
                    let left = match fork.child(Side::Left).view() {
                        View::Fork(fork) => *fork.data(),
                        View::Leaf(leaf) => leaf.len(),
                    };
                    let side = Side::right_if(rank >= left);
                    rank -= if rank >= left { left } else { 0 };
                    side
                });
                path.unique().map(|mut path| path.leaf().slice()[0])
            };
            assert_eq!(go(&mut a), Some(at));
            // Another owner of any node on the way, or beside it.
            let mut nodes = vec![a.borrow().to_link()];
            assert_eq!(go(&mut a), None);
            while let Some(node) = nodes.pop() {
                let range = items(node.borrow());
                let is_on_the_way = range.contains(&at);
                if let View::Fork(fork) = node.view() {
                    nodes.extend(fork.children().map(LinkRef::to_link));
                }
                let others = std::mem::take(&mut nodes);
                assert_eq!(
                    go(&mut a).is_none(),
                    is_on_the_way || others.iter().any(|other| items(other.borrow()).contains(&at))
                );
                nodes = others;
            }
            assert_eq!(go(&mut a), Some(at));
        }
    }
}
