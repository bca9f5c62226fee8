//! Leaves of wide trees edited many items at once, and trees built leaf by leaf.
#![cfg(not(cow_loom))]

use cow_core::block::Fresh;
use cow_core::btree::{Builder, Difference, NodeRef, Summary, Trail, Tree, View, Width};
use cow_core::{Atomic, Local, RefCount, Tiny};
use std::cell::RefCell;
use std::ops::Range;
use testkit::{Call, Fuse, assert_fresh_at_most, assert_same_nodes, for_every_k};

thread_local! {
    /// Hit by every summary.
    static FUSE: RefCell<Option<Fuse>> = const { RefCell::new(None) };
}

fn hit() {
    let fuse = FUSE.with_borrow(Clone::clone);
    if let Some(fuse) = fuse {
        fuse.hit(Call::Closure);
    }
}

/// The sum of some numbers. It panics as a closure.
#[derive(Clone, Debug, PartialEq)]
struct Sum(u64);

impl Summary<u8> for Sum {
    fn empty() -> Self {
        Sum(0)
    }
    fn of(items: &[u8]) -> Self {
        hit();
        Sum(items.iter().map(|item| u64::from(*item)).sum())
    }
    fn combine(&self, right: &Self) -> Self {
        hit();
        Sum(self.0 + right.0)
    }
}

impl Difference<u8> for Sum {
    fn exchange(&mut self, old: &Self, new: &Self) {
        hit();
        self.0 = self.0 + new.0 - old.0;
    }
}

type Bytes<C> = Tree<(), u8, Sum, C>;

/// The bytes, after a check of the shape of the tree, of sizes and, if they are right, of summaries.
fn content<C: RefCount>(tree: &Bytes<C>, summaries: bool) -> Vec<u8> {
    fn go<C: RefCount>(
        node: NodeRef<'_, (), u8, Sum, C>,
        is_root: bool,
        summaries: bool,
    ) -> Vec<u8> {
        let branch = match node.view() {
            View::Leaf(leaf) => {
                assert!((1..=Width::<(), u8, C>::LEAF).contains(&leaf.len()));
                return leaf.slice().to_vec();
            }
            View::Branch(branch) => branch,
        };
        let least = if is_root { 2 } else { Width::<(), u8, C>::LEAST };
        assert!((least..=Width::<(), u8, C>::FANOUT).contains(&branch.len()));
        let mut all = Vec::new();
        for slot in 0..branch.len() {
            let child = branch.child(slot);
            assert_eq!(child.height() + 1, branch.height());
            let items = go(child, false, summaries);
            assert_eq!(items.len(), branch.sizes()[slot]);
            assert!(!summaries || branch.summaries()[slot] == Sum::of(&items));
            all.extend(items);
        }
        all
    }
    let items = tree.root().map_or(Vec::new(), |root| go(root, true, summaries));
    assert_eq!(tree.len(), items.len());
    items
}

fn nodes<C: RefCount>(tree: &Bytes<C>) -> Vec<usize> {
    let mut nodes = Vec::new();
    tree.visit_nodes(&mut |node| {
        nodes.push(node.address);
        true
    });
    nodes
}

/// A tree whose leaves have some lengths in turn.
fn build<C: RefCount>(count: usize, lens: &[usize]) -> Bytes<C> {
    let (mut builder, mut next) = (Builder::new(), 0);
    for len in lens.iter().cycle() {
        if next == count {
            return builder.finish();
        }
        let mut leaf = Fresh::new((), *len);
        leaf.get().extend_with((*len).min(count - next), |i| (next + i) as u8);
        next += leaf.slice().len();
        builder.push(leaf);
    }
    Bytes::new()
}

/// Replaces a range of the leaf that has its start, cut to that leaf, and returns the range. If `cuts`, or if there
/// is no room, the leaf is halved.
fn splice<C: RefCount>(
    tree: &mut Bytes<C>,
    range: Range<usize>,
    new: &[u8],
    cuts: bool,
) -> Range<usize> {
    let most = Width::<(), u8, C>::LEAF;
    let mut inside = range.start;
    let mut trail = Trail::new();
    let Some(path) = tree.path(&mut trail, |branch| {
        let (slot, rest) = branch.find(inside);
        inside = rest;
        slot
    }) else {
        return range;
    };
    let len = path.leaf().len();
    let end = (inside + range.len()).min(len);
    let needed = len - (end - inside) + new.len();
    let cut = (cuts && needed > 1 || needed > most).then_some(needed / 2);
    let is_last = path.depth() == 0 && needed == 0;
    path.splice(inside..end, new, cut);
    if is_last {
        *tree = Bytes::new();
    }
    range.start..range.start + (end - inside)
}

fn mix(seed: u64) -> u64 {
    let mut z = seed.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

fn run<C: RefCount>(seed: u64, steps: u64, start: usize, longest: usize) {
    let mut tree = build::<C>(start, &[Width::<(), u8, C>::LEAF, 1, 3]);
    let mut model: Vec<u8> = content(&tree, true);
    let mut versions = Vec::new();
    for step in 0..steps {
        let random = mix(seed << 32 | step);
        if tree.is_empty() {
            tree = build::<C>(start, &[2]);
            model = content(&tree, true);
        }
        if random.is_multiple_of(16) {
            versions.push((tree.clone(), model.clone()));
        }
        let at = (random >> 8) as usize % (model.len() + 1);
        let removed = (random >> 24) as usize % longest;
        let inserted = (random >> 40) as usize % longest;
        let grows = (step / 200).is_multiple_of(2);
        let (removed, inserted) =
            if grows { (removed / 2, inserted) } else { (removed, inserted / 2) };
        let new: Vec<u8> = (0..inserted).map(|i| (random as usize + i) as u8).collect();
        let end = (at + removed).min(model.len());
        let range = splice(&mut tree, at..end, &new, random.is_multiple_of(7));
        model.splice(range, new);
        if step % 32 == 0 {
            assert_eq!(content(&tree, true), model);
            assert_eq!(tree.summary(), Sum::of(&model));
        }
        if versions.len() > 4 {
            let (tree, model) = versions.remove(0);
            assert_eq!(content(&tree, true), model);
        }
    }
    assert_eq!(content(&tree, true), model);
}

const STEPS: u64 = if cfg!(miri) { 100 } else { 2_000 };

#[test]
fn agrees_with_a_vector() {
    for seed in 0..if cfg!(miri) { 1 } else { 4 } {
        run::<Tiny>(seed, STEPS, 60, 5);
    }
    run::<Atomic>(5, STEPS / 2, 6_000, 700);
    run::<Local>(6, STEPS, 3_000, 40);
}

#[test]
fn leaves_make_a_tree_of_any_size() {
    let counts = if cfg!(miri) { (0..60).step_by(7) } else { (0..400).step_by(1) };
    for count in counts {
        for lens in [&[1][..], &[4], &[1, 4, 2]] {
            let tree = build::<Tiny>(count, lens);
            assert!(content(&tree, true).iter().copied().eq((0..count).map(|i| i as u8)));
        }
    }
    let panics = |len| {
        std::panic::catch_unwind(|| {
            let mut leaf = Fresh::<(), u8, Tiny>::new((), 8);
            leaf.get().extend_with(len, |_| 0);
            Builder::<u8, Sum, Tiny>::new().push(leaf);
        })
        .is_err()
    };
    assert!(panics(0) && panics(5) && !panics(4));
}

#[test]
fn a_tree_is_cut_at_every_position() {
    let len = if cfg!(miri) { 30 } else { 130 };
    let tree = build::<Tiny>(len, &[1, 4, 2]);
    let all = content(&tree, true);
    for at in 0..=len {
        let (left, right) = tree.clone().split_at(at);
        let halves = [left, right].map(|half| content(&half, true));
        assert_eq!([&all[..at], &all[at..]], [&*halves[0], &*halves[1]]);
    }
}

#[test]
fn an_edit_copies_its_path_once() {
    let len = if cfg!(miri) { 60 } else { 600 };
    let tree = build::<Tiny>(len, &[3]);
    let levels = tree.root().unwrap().height() + 1;
    for at in (0..len).step_by(7) {
        let mut copy = tree.clone();
        let before = nodes(&copy);
        splice(&mut copy, at..at + 1, &[1, 2], false);
        assert_fresh_at_most(levels, "an edit", before.iter().copied(), nodes(&copy));
        let before = nodes(&copy);
        splice(&mut copy, at..at + 2, &[7], false);
        assert_same_nodes("an edit in place", before, nodes(&copy));
    }
    assert!(content(&tree, true).iter().copied().eq((0..len).map(|i| i as u8)));
}

/// A summary that panics leaves all as it was, or all but summaries done.
#[test]
fn an_edit_is_all_or_nothing() {
    let mut panics = 0;
    for shared in [false, true] {
        for cuts in [false, true] {
            for at in if cfg!(miri) { 20..22 } else { 0..40 } {
                panics += for_every_k(Call::Closure, |fuse| {
                    let mut tree = build::<Tiny>(40, &[1, 4]);
                    let old = shared.then(|| tree.clone());
                    let before = content(&tree, true);
                    FUSE.set(Some(fuse.clone()));
                    let new: &[u8] = if cuts { &[200, 201] } else { &[] };
                    let outcome = fuse.run(|| splice(&mut tree, at..at + 1, new, cuts));
                    FUSE.set(None);
                    let mut done = before.clone();
                    done.splice(at..at + 1, new.iter().copied());
                    let now = content(&tree, outcome.is_ok());
                    assert!(now == before || now == done, "{now:?}");
                    assert!(old.is_none_or(|old| content(&old, true) == before));
                });
            }
        }
    }
    assert!(panics > 0);
}

#[test]
fn what_does_not_fit_is_not_written() {
    let panics = |range: Range<usize>, items: &'static [u8], cut| {
        let mut tree = build::<Tiny>(40, &[4]);
        let before = content(&tree, true);
        let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            let mut trail = Trail::new();
            tree.path(&mut trail, |_| 0).unwrap().splice(range, items, cut);
        }));
        assert!(outcome.is_ok() || content(&tree, true) == before);
        outcome.is_err()
    };
    assert!(panics(0..5, &[], None), "out of bounds");
    for cut in [None, Some(2)] {
        assert!(panics(Range { start: 3, end: 1 }, &[], cut), "it ends before it begins");
    }
    assert!(panics(0..0, &[1], None), "five in a leaf");
    assert!(panics(0..0, &[1, 2, 3, 4, 5], Some(5)), "none fits five");
    assert!(panics(0..0, &[1], Some(0)), "an empty leaf");
    assert!(panics(0..0, &[1], Some(5)), "an empty leaf");
    assert!(!panics(0..0, &[1], Some(3)));
}
