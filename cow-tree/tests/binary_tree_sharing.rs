//! What a `BinaryTree` copies, in nodes: an update no more than its path is long.

use cow_tree::BinaryTree;
use cow_tree::binary_tree::Side::{self, Left, Right};
use proptest::collection::vec;
use proptest::prelude::*;
use std::collections::HashSet;
use testkit::{assert_fresh_at_most, assert_pre_order, assert_same_nodes, on_small_stack};

const STACK: usize = 64 << 10;

fn nodes<T>(tree: &BinaryTree<T>) -> Vec<usize> {
    testkit::addresses!(tree)
}

/// How many nodes of `after` are not among `before`. What is below a shared node is shared.
fn fresh<T>(before: &HashSet<usize>, after: &BinaryTree<T>) -> usize {
    let mut fresh = 0;
    after.visit_nodes(&mut |node| {
        let is_fresh = !before.contains(&node.address);
        fresh += usize::from(is_fresh);
        is_fresh
    });
    fresh
}

/// As flat as possible.
fn balanced(n: usize) -> BinaryTree<usize> {
    BinaryTree::from_level_order((0..n).map(Some)).unwrap()
}

/// As deep as possible, along `sides`, over and over.
fn degenerate(n: usize, sides: &[Side]) -> BinaryTree<usize> {
    (0..n).rev().fold(BinaryTree::empty(), |below, depth| match sides[depth % sides.len()] {
        Left => BinaryTree::new(depth, below, BinaryTree::empty()),
        Right => BinaryTree::new(depth, BinaryTree::empty(), below),
    })
}

/// Every tree of `n` nodes with some paths in it: to the root, to a deepest node, and between.
fn trees(n: usize) -> Vec<(BinaryTree<usize>, Vec<Vec<Side>>)> {
    let levels = (n + 1).ilog2() as usize;
    let bits = |number: usize, len: usize| -> Vec<Side> {
        (0..len).map(|bit| if number >> bit & 1 == 0 { Left } else { Right }).collect()
    };
    let flat =
        [0, 1, levels / 2, levels - 1].map(|len| bits(n * 7 / 3, len.min(levels - 1))).to_vec();
    let mut all = vec![(balanced(n), flat)];
    for sides in [&[Left][..], &[Right], &[Left, Right]] {
        let path: Vec<Side> = sides.iter().copied().cycle().take(n - 1).collect();
        let paths = [0, 1.min(n - 1), n / 2, n - 1].map(|len| path[..len].to_vec());
        all.push((degenerate(n, sides), paths.to_vec()));
    }
    all
}

#[test]
fn an_update_copies_no_more_than_its_path() {
    on_small_stack(STACK, || {
        for n in [1, 2, 3, 10, 100, 1_000, 10_000, testkit::full_or(100_000, 20_000)] {
            for (a, paths) in trees(n) {
                let before = HashSet::from_iter(nodes(&a));
                for path in paths {
                    let len = path.len();
                    assert!(a.get(&path).is_some(), "{n}, {len}");

                    let mut b = a.clone();
                    assert_eq!(fresh(&before, &b), 0, "clone, {n}");
                    b.set(&path, 9).unwrap();
                    assert_eq!(fresh(&before, &b), len + 1, "set, {n}");
                    let once = HashSet::from_iter(nodes(&b));
                    *b.make_mut(&path).unwrap() += 1;
                    b.set(&path, 8).unwrap();
                    assert_eq!(fresh(&once, &b), 0, "a second set, {n}");

                    let mut b = a.clone();
                    *b.make_mut(&path).unwrap() = 9;
                    assert_eq!(fresh(&before, &b), len + 1, "make_mut, {n}");

                    let mut b = a.clone();
                    let old = b.replace(&path, BinaryTree::leaf(9)).unwrap();
                    assert!(old.ptr_eq(a.subtree(&path).unwrap()));
                    assert_eq!(fresh(&before, &b), len + 1, "replace, {n}");

                    let mut b = a.clone();
                    assert!(b.take(&path).ptr_eq(a.subtree(&path).unwrap()));
                    assert_eq!(fresh(&before, &b), len, "take, {n}");
                }
                assert_eq!(nodes(&a).len(), n);
                assert_same_nodes("the first version", before, nodes(&a));
            }
        }
    });
}

#[test]
fn a_miss_copies_nothing() {
    on_small_stack(STACK, || {
        for (a, _) in trees(1_000) {
            let mut b = a.clone();
            let no_place = vec![Left; 2_000];
            assert_eq!(b.set(&no_place, 1), Err(1));
            assert_eq!(b.make_mut(&no_place), None);
            assert_eq!(b.subtree_mut(&no_place), None);
            assert_eq!(b.replace(&no_place, BinaryTree::leaf(1)), Err(BinaryTree::leaf(1)));
            assert!(b.take(&no_place).is_empty());
            // A place without a node.
            let free =
                (0..).map(|len| vec![Right; len]).find(|path| b.get(path).is_none()).unwrap();
            assert_eq!(b.set(&free, 1), Err(1));
            assert_eq!(b.make_mut(&free), None);
            assert!(b.take(&free).is_empty());
            assert!(a.ptr_eq(&b));
            assert_same_nodes("misses", nodes(&a), nodes(&b));
        }
    });
}

#[test]
fn a_read_copies_nothing() {
    let a = balanced(1_000);
    let before = nodes(&a);
    let b = a.clone();
    assert_eq!(a.diff(&b).count() + usize::from(a != b) + usize::from(a.cmp(&b).is_ne()), 0);
    assert_eq!(a.in_order().sum::<usize>(), b.into_iter().sum::<usize>());
    assert_same_nodes("reads", before, nodes(&a));
}

/// `==`, `cmp` and `diff` read values only where the trees do not share nodes.
#[test]
fn comparisons_skip_what_is_shared() {
    use std::cell::Cell;
    use std::cmp::Ordering;

    thread_local!(static LOOKS: Cell<usize> = const { Cell::new(0) });
    #[derive(Clone, Debug)]
    struct Watched(usize);
    impl PartialEq for Watched {
        fn eq(&self, other: &Self) -> bool {
            LOOKS.set(LOOKS.get() + 1);
            self.0 == other.0
        }
    }
    impl Eq for Watched {}
    impl PartialOrd for Watched {
        fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
            Some(self.cmp(other))
        }
    }
    impl Ord for Watched {
        fn cmp(&self, other: &Self) -> Ordering {
            LOOKS.set(LOOKS.get() + 1);
            self.0.cmp(&other.0)
        }
    }
    let a = balanced((1 << 12) - 1).map(|&n| Watched(n));
    let mut b = a.clone();
    let path = [Left, Right, Left, Left, Right];
    let same = b.get(&path).unwrap().0;
    b.set(&path, Watched(same)).unwrap();

    assert!(a == b);
    assert_eq!(LOOKS.take(), path.len() + 1);
    assert!(a.cmp(&b).is_eq());
    assert_eq!(LOOKS.take(), path.len() + 1);
    assert_eq!(a.diff(&b).count(), 0);
    assert_eq!(LOOKS.take(), path.len() + 1);
    assert!(a == a.clone());
    assert_eq!(LOOKS.take(), 0);
}

/// The values above a write are cloned, and no others; none if nothing is shared.
#[test]
fn a_write_clones_the_values_on_its_path() {
    let ledger = testkit::Ledger::new();
    let a = balanced(127).map(|&n| ledger.counted(n));
    let mut b = a.clone();
    let path = [Right, Left, Right];
    b.set(&path, ledger.counted(500)).unwrap();
    assert_eq!(ledger.clones(), 3);
    **b.make_mut(&path).unwrap() = 501;
    b.take(&[Right, Left]);
    assert_eq!(ledger.clones(), 3);
    drop(a);
    assert!(b.into_iter().all(|value| *value < 500));
    assert_eq!(ledger.clones(), 3);
    ledger.assert_balanced();
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(testkit::cases(64)))]

    /// Over many versions, all alive: each update adds its path at most to the nodes there are.
    #[test]
    fn versions_cost_their_paths(
        n in 1..200_usize,
        edits in vec((0..50_usize, vec(prop_oneof![Just(Left), Just(Right)], 0..9), 0..3), 1..30),
    ) {
        let mut versions = vec![balanced(n)];
        for (from, path, kind) in edits {
            let before = versions[from % versions.len()].clone();
            let mut after = before.clone();
            let most = match kind {
                0 => after.set(&path, 0).map_or(0, |()| path.len() + 1),
                1 => after.make_mut(&path).map_or(0, |value| { *value += 1; path.len() + 1 }),
                _ => if after.take(&path).is_empty() { 0 } else { path.len() },
            };
            let all: Vec<usize> = versions.iter().flat_map(nodes).collect();
            assert_fresh_at_most(most, "an update", all, nodes(&after));
            versions.push(after);
        }
    }
}

#[test]
fn nodes_are_shown_in_pre_order_with_their_elements() {
    for len in [0, 1, 30, 3_000] {
        let tree = degenerate(len, &[Left, Right, Right]);
        assert_pre_order(len, &testkit::nodes!(tree));
    }
}
