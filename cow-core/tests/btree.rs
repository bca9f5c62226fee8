//! Wide trees against a sorted vector, with several live versions, in nodes wide and tiny.
#![cfg(not(cow_loom))]

use cow_core::block::Fresh;
use cow_core::btree::{Node, NodeRef, Ordered, Runs, Summary, Tree, View, Width};
use cow_core::{Atomic, Local, RefCount, Tiny};
use static_assertions::{assert_eq_size, assert_impl_all, assert_not_impl_any};
use std::cell::Cell;
use std::fmt::Debug;
use std::mem;
use std::panic::{RefUnwindSafe, UnwindSafe};
use testkit::{Counted, Ledger};

assert_eq_size!(Tree<u64, u64>, Option<Node<u8, u8, u8, Local>>, usize);
assert_impl_all!(Tree<String, String, String>: Send, Sync, UnwindSafe, RefUnwindSafe);
assert_impl_all!(NodeRef<'static, u8, u8, (), Atomic>: Send, Sync, Copy);
assert_not_impl_any!(Tree<Cell<u8>, u8>: Send, Sync, UnwindSafe);
assert_not_impl_any!(Tree<u8, Cell<u8>>: Send, Sync, UnwindSafe);
assert_not_impl_any!(Tree<u8, u8, Cell<u8>>: Send, Sync, UnwindSafe);
assert_not_impl_any!(Tree<u8, u8, (), Local>: Send, Sync);

/// Trees with shorter-lived contents are supertypes.
fn _is_covariant<'a>(
    tree: Tree<&'static str, &'static str, &'static str>,
) -> Tree<&'a str, &'a str, &'a str> {
    tree
}

/// How many items there are, and the sum of their numbers.
#[derive(Clone, Debug, PartialEq)]
struct Total(usize, u64);

/// What can be a key here.
trait Key: Ord + Clone + Debug {
    fn new(n: u64) -> Self;
    fn number(&self) -> u64;
}

impl Key for u64 {
    fn new(n: u64) -> Self {
        n
    }
    fn number(&self) -> u64 {
        *self
    }
}

/// Without a prefix, and without drop glue.
impl Key for (u8, u64) {
    fn new(n: u64) -> Self {
        (7, n)
    }
    fn number(&self) -> u64 {
        self.1
    }
}

/// With prefixes that tell most keys apart, but not all.
impl Key for String {
    fn new(n: u64) -> Self {
        format!("{:06}-{:04}", n / 4, n)
    }
    fn number(&self) -> u64 {
        self[7..].parse().unwrap()
    }
}

/// With drop glue, and without a prefix.
impl Key for Box<u64> {
    fn new(n: u64) -> Self {
        Box::new(n)
    }
    fn number(&self) -> u64 {
        **self
    }
}

impl<K: Key> Summary<(K, u64)> for Total {
    fn empty() -> Self {
        Total(0, 0)
    }
    fn of(items: &[(K, u64)]) -> Self {
        Total(items.len(), items.iter().fold(0, |sum, (key, _)| sum.wrapping_add(key.number())))
    }
    fn combine(&self, right: &Self) -> Self {
        Total(self.0 + right.0, self.1.wrapping_add(right.1))
    }
}

type Map<K, C> = Tree<K, (K, u64), Total, C>;
type Model<K> = Vec<(K, u64)>;

/// Checks everything that the module's documentation promises.
fn check<K: Key, C: RefCount>(tree: &Map<K, C>, model: &Model<K>) {
    fn go<K: Key, C: RefCount>(
        node: NodeRef<'_, K, (K, u64), Total, C>,
        (from, to): (Option<&K>, Option<&K>),
        is_root: bool,
    ) -> Model<K> {
        let items = match node.view() {
            View::Leaf(leaf) => {
                assert!((1..=Width::<K, (K, u64), C>::LEAF).contains(&leaf.len()));
                for (key, _) in leaf.slice() {
                    assert!(from.is_none_or(|from| from <= key) && to.is_none_or(|to| key < to));
                }
                leaf.slice().to_vec()
            }
            View::Branch(branch) => {
                let least = if is_root { 2 } else { Width::<K, (K, u64), C>::LEAST };
                assert!((least..=Width::<K, (K, u64), C>::FANOUT).contains(&branch.len()));
                let keys: Vec<K> = (1..branch.len()).map(|slot| branch.key(slot - 1)).collect();
                let mut all = Vec::new();
                for slot in 0..branch.len() {
                    let child = branch.child(slot);
                    assert_eq!(child.height() + 1, branch.height());
                    let before = slot.checked_sub(1).map(|before| &keys[before]).or(from);
                    let items = go(child, (before, keys.get(slot).or(to)), false);
                    assert_eq!(items.len(), branch.sizes()[slot]);
                    assert_eq!(branch.summaries()[slot], Total::of(&items));
                    all.extend(items);
                }
                all
            }
        };
        assert_eq!(items.len(), node.len());
        items
    }
    let items = tree.root().map_or(Vec::new(), |root| go(root, (None, None), true));
    assert_eq!(&items, model);
    assert_eq!((tree.len(), tree.is_empty()), (model.len(), model.is_empty()));
}

fn insert<K: Key, C: RefCount>(tree: &mut Map<K, C>, model: &mut Model<K>, key: K, value: u64) {
    let place = model.binary_search_by(|(other, _)| other.cmp(&key));
    let mut sought = Ordered::new(&key, |other: &K| other.cmp(&key));
    let index =
        tree.leaf_of(&mut sought).unwrap_or(&[]).binary_search_by(|(other, _)| other.cmp(&key));
    assert_eq!(place.is_ok(), index.is_ok());
    match (place, index) {
        (Ok(place), Ok(index)) => {
            model[place].1 = value;
            tree.modify(
                |branch| branch.turn(&mut sought),
                |_| Some(index),
                |entry| entry.1 = value,
            );
        }
        (Err(place), Err(index)) => {
            model.insert(place, (key.clone(), value));
            let entry = (key.clone(), value);
            tree.insert(
                |branch| branch.turn(&mut sought),
                |_| index,
                entry,
                |(key, _)| key.clone(),
            );
        }
        _ => unreachable!(),
    }
}

fn remove<K: Key, C: RefCount>(tree: &mut Map<K, C>, model: &mut Model<K>, key: K) {
    let place = model.binary_search_by(|(other, _)| other.cmp(&key));
    let mut sought = Ordered::new(&key, |other: &K| other.cmp(&key));
    let removed = tree.remove(
        |branch| branch.turn(&mut sought),
        |items| items.binary_search_by(|(other, _)| other.cmp(&key)).ok(),
    );
    assert_eq!(removed, place.ok().map(|place| model.remove(place)));
}

/// Cuts at a position, of which `at` is a random number.
fn split<K: Key, C: RefCount>(
    tree: &mut Map<K, C>,
    model: &mut Model<K>,
    at: usize,
) -> (Map<K, C>, Model<K>) {
    let at = at % (model.len() + 1);
    let (left, right) = mem::take(tree).split_at(at);
    *tree = left;
    (right, model.split_off(at))
}

/// A number from a number, looking random.
fn mix(seed: u64) -> u64 {
    let mut z = seed.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

fn run<K: Key, C: RefCount>(seed: u64, steps: u64, range: u64) {
    let (mut tree, mut model) = (Map::<K, C>::new(), Vec::new());
    let mut versions: Vec<(Map<K, C>, Model<K>)> = Vec::new();
    for step in 0..steps {
        let random = mix(seed << 32 | step);
        let key = K::new((random >> 32) % range);
        let grows = (step / (range * 2)).is_multiple_of(2);
        match random % 64 {
            0 => versions.push((tree.clone(), model.clone())),
            1 if !versions.is_empty() => {
                let other = (random >> 8) as usize % versions.len();
                (tree, model) = versions.swap_remove(other);
            }
            2 => {
                let (right, rest) = split(&mut tree, &mut model, (random >> 16) as usize);
                check(&tree, &model);
                check(&right, &rest);
                let Some((key, _)) = rest.first().cloned() else { continue };
                if random & 128 == 0 {
                    versions.push((right.clone(), rest.clone()));
                }
                tree.append(key, right);
                model.extend(rest);
                check(&tree, &model);
            }
            n if (n < 40) == grows => insert(&mut tree, &mut model, key, random),
            _ => remove(&mut tree, &mut model, key),
        }
        if versions.len() > 5 {
            versions.remove(0);
        }
        if step % 64 == 0 {
            check(&tree, &model);
            for (tree, model) in &versions {
                check(tree, model);
            }
        }
    }
    check(&tree, &model);
}

const STEPS: u64 = if cfg!(miri) { 100 } else { 12_000 };

#[test]
fn agrees_with_a_vector_in_tiny_nodes() {
    let steps = testkit::full_or(STEPS, STEPS / 4);
    for seed in 0..if cfg!(miri) { 1 } else { 4 } {
        run::<u64, Tiny>(seed, steps, 400);
        run::<String, Tiny>(seed, steps, 300);
        run::<(u8, u64), Tiny>(seed, steps, 60);
        run::<Box<u64>, Tiny>(seed, steps, 400);
    }
}

#[test]
fn agrees_with_a_vector_in_wide_nodes() {
    run::<u64, Atomic>(1, STEPS, 3_000);
    run::<u64, Local>(2, STEPS, 3_000);
    run::<String, Atomic>(3, STEPS, 3_000);
    run::<(u8, u64), Atomic>(4, STEPS, 3_000);
    run::<Box<u64>, Atomic>(5, STEPS, 3_000);
}

/// Numbers from 0 on in tiny nodes, in order.
fn numbers<C: RefCount>(count: u64) -> (Map<u64, C>, Model<u64>) {
    let (mut tree, mut model) = (Map::new(), Vec::new());
    for n in 0..count {
        insert(&mut tree, &mut model, n, n);
    }
    (tree, model)
}

#[test]
fn insertion_in_order_fills_nodes() {
    type Wide = Width<u64, (u64, u64), Atomic>;
    let full = if cfg!(miri) { 14 } else { 200 };
    let (tree, model) = numbers::<Atomic>((Wide::LEAF * full) as u64);
    check(&tree, &model);
    let (mut leaves, mut branches) = (0, 0);
    tree.visit_nodes(&mut |node| {
        *if node.items > 0 { &mut leaves } else { &mut branches } += 1;
        true
    });
    assert_eq!(leaves, full);
    assert!(branches <= full / (Wide::FANOUT - Wide::LEAST) + 2, "{branches} branches");
}

/// Trees of all heights joined to trees of all heights.
#[test]
fn trees_of_any_heights_are_joined() {
    let sizes: &[_] =
        if cfg!(miri) { &[0, 1, 3, 9, 40] } else { &[0, 1, 2, 3, 5, 9, 17, 40, 90, 200, 500] };
    for &left in sizes {
        for &right in sizes {
            let (mut tree, mut model) = numbers::<Tiny>(left);
            let old = tree.clone();
            let (mut after, mut rest) = (Map::<u64, Tiny>::new(), Vec::new());
            for n in (left..left + right).rev() {
                insert(&mut after, &mut rest, n, n);
            }
            let again = after.clone();
            tree.append(left, after);
            check(&old, &model);
            check(&again, &rest);
            model.extend(rest);
            check(&tree, &model);
        }
    }
}

#[test]
fn a_tree_is_cut_anywhere() {
    let len: usize = if cfg!(miri) { 40 } else { 130 };
    let (tree, model) = numbers::<Tiny>(len as u64);
    for at in 0..=len {
        let (mut left, mut kept) = (tree.clone(), model.clone());
        let (right, rest) = split(&mut left, &mut kept, at);
        check(&left, &kept);
        check(&right, &rest);
        let same = left.root().zip(tree.root()).is_some_and(|(a, b)| a.same(b));
        assert_eq!(kept.len(), at);
        assert!(at != len || !same || right.is_empty());
    }
    check(&tree, &model);
}

#[test]
fn every_range_is_walked_from_both_ends() {
    let len: usize = if cfg!(miri) { 18 } else { 70 };
    let (tree, model) = numbers::<Tiny>(len as u64);
    for start in 0..=len {
        for end in start..=len {
            let expected = &model[start..end];
            let runs = tree.runs(start..end);
            assert_eq!(runs.items(), end - start);
            assert!(runs.clone().all(|run| !run.is_empty()));
            assert_eq!(runs.clone().collect::<Vec<_>>().concat(), expected);
            let mut back: Vec<_> = runs.clone().rev().collect();
            back.reverse();
            assert_eq!(back.concat(), expected);
            // In turns.
            let (mut runs, mut front, mut back) = (runs, Vec::new(), Vec::new());
            while let Some(run) = runs.next() {
                front.extend_from_slice(run);
                back.splice(0..0, runs.next_back().unwrap_or(&[]).iter().copied());
            }
            front.extend(back);
            assert_eq!(front, expected);
        }
    }
    assert_eq!(Runs::new(None::<NodeRef<'_, u8, u8, (), Atomic>>, 0..0).next(), None);
    assert!(std::panic::catch_unwind(|| tree.runs(0..len + 1).items()).is_err());
}

#[test]
fn positions_and_ends_are_found() {
    let (tree, model) = numbers::<Tiny>(99);
    for (position, entry) in model.iter().enumerate() {
        assert_eq!(tree.get(position), Some(entry));
    }
    assert_eq!(tree.get(99), None);
    let root = tree.root().unwrap();
    assert_eq!((root.first_leaf().first(), root.last_leaf().last()), (model.first(), model.last()));
    assert_eq!(Map::<u64, Tiny>::new().get(0), None);
}

#[test]
fn a_summary_is_searched() {
    let (tree, model) = numbers::<Tiny>(99);
    assert_eq!(tree.summary(), Total::of(&model));
    for goal in (0..99 * 98 / 2).step_by(if cfg!(miri) { 97 } else { 1 }) {
        let (before, position, leaf) = tree.search(|total| total.1 > goal).unwrap();
        assert_eq!(before, Total::of(&model[..position]));
        assert_eq!(leaf, &model[position..position + leaf.len()]);
        assert!(before.1 <= goal && goal < before.1 + leaf.iter().map(|(n, _)| n).sum::<u64>());
    }
    assert!(tree.search(|total| total.0 > 99).is_none());
    assert_eq!(Map::<u64, Tiny>::new().summary(), Total(0, 0));
}

/// Places between keys, too: a comparator that never says equal.
#[test]
fn a_place_between_keys_is_found_without_a_number() {
    fn all<K: Key, C: RefCount>() {
        let (mut tree, mut model) = (Map::<K, C>::new(), Vec::new());
        for n in 0..if cfg!(miri) { 100 } else { 300 } {
            insert(&mut tree, &mut model, K::new(mix(n) % 1_000), n);
        }
        for bound in (0..1_000).step_by(if cfg!(miri) { 41 } else { 1 }) {
            let bound = K::new(bound);
            let at = model.partition_point(|(key, _)| *key < bound);
            let mut sought = |key: &K| key.cmp(&bound).then(std::cmp::Ordering::Greater);
            let leaf = tree.leaf_of(&mut sought).unwrap();
            let inside = leaf.partition_point(|(key, _)| *key < bound);
            // The place is in this leaf, or it is its end and the next leaf's start.
            let first = model.binary_search_by(|(key, _)| key.cmp(&leaf[0].0)).unwrap();
            assert_eq!(first + inside, at);
        }
    }
    all::<u64, Atomic>();
    all::<u64, Tiny>();
    all::<String, Atomic>();
    all::<String, Tiny>();
    all::<(u8, u64), Atomic>();
    all::<Box<u64>, Tiny>();
}

/// The greatest prefix is that of free places.
#[test]
fn the_greatest_keys_are_found() {
    let (mut tree, mut model) = (Map::<u64, Tiny>::new(), Vec::new());
    for n in (0..200).map(|n| u64::MAX - n % 100) {
        insert(&mut tree, &mut model, n, 1);
        assert_eq!(tree.len(), model.len());
    }
    for n in (0..100).map(|n| u64::MAX - n) {
        remove(&mut tree, &mut model, n);
    }
    assert!(tree.is_empty());
}

#[test]
fn a_tree_is_dropped_a_node_at_a_time() {
    let ledger = Ledger::new();
    let mut tree = Tree::<(), _, (), Tiny>::new();
    for n in 0..500 {
        let end = |branch: cow_core::btree::BranchRef<'_, _, _, _, _>| branch.len() - 1;
        tree.insert(end, <[_]>::len, ledger.counted(n), |_| ());
    }
    let other = tree.clone();
    let mut nodes = Vec::from_iter(tree.into_root());
    while let Some(node) = nodes.pop() {
        node.into_children(|child| nodes.push(child));
    }
    ledger.assert_live(500);
    nodes.extend(other.into_root());
    let (steps, most) = ledger.drops_by_step(std::iter::from_fn(|| {
        nodes.pop()?.into_children(|child| nodes.push(child));
        Some(())
    }));
    let leaf = Width::<(), Counted<i32>, Tiny>::LEAF;
    assert!(steps > 500 / leaf && most <= leaf as u64, "{steps} steps, {most} at once");
    ledger.assert_balanced();
}

#[test]
fn a_leaf_has_items_and_children_have_one_height() {
    let leaf = |n: u8| {
        let mut leaf = Fresh::new((), 1);
        leaf.get().push(n);
        Node::<(), u8, (), Atomic>::leaf(leaf.share())
    };
    let panics = |f: &dyn Fn()| std::panic::catch_unwind(std::panic::AssertUnwindSafe(f)).is_err();
    assert!(panics(&|| drop(Node::<(), u8, (), Atomic>::leaf(Fresh::new((), 1).share()))));
    let high = Node::branch(leaf(1), (), leaf(2));
    assert!(panics(&|| drop(Node::branch(high.clone(), (), leaf(3)))));
    assert_eq!(high.height(), 1);
}
