//! Trees of very many levels, on a stack of 64 KiB.

use cow_tree::BinaryTree;
use cow_tree::binary_tree::DiffItem;
use cow_tree::binary_tree::Side::{self, Left, Right};
use std::fmt::{self, Write};
use std::hash::{DefaultHasher, Hash, Hasher};
use testkit::{Ledger, full_or, on_small_stack};

const STACK: usize = 64 << 10;
/// Levels of the deepest tree.
fn deep() -> usize {
    full_or(1_000_000, 200_000)
}

/// `n` nodes, one on each level, from 0 at the root.
fn chain(n: usize, side: impl Fn(usize) -> Side) -> BinaryTree<usize> {
    (0..n).rev().fold(BinaryTree::empty(), |below, depth| match side(depth) {
        Left => BinaryTree::new(depth, below, BinaryTree::empty()),
        Right => BinaryTree::new(depth, BinaryTree::empty(), below),
    })
}

/// What goes to the left, to the right, to and fro, and to the left with a leaf on every right. The
/// first is the deepest; a tenth of that is enough to overflow the stack.
fn shapes() -> [(Vec<Side>, BinaryTree<usize>); 4] {
    let chain_with = |n, side: fn(usize) -> Side| ((0..n - 1).map(side).collect(), chain(n, side));
    let n = deep() / 10;
    let comb = (0..n).rev().fold(BinaryTree::leaf(n), |below, depth| {
        BinaryTree::new(depth, below, BinaryTree::leaf(depth))
    });
    [
        chain_with(deep(), |_| Left),
        chain_with(n, |_| Right),
        chain_with(n, |depth| if depth % 3 == 0 { Left } else { Right }),
        (vec![Left; n], comb),
    ]
}

/// On a small stack, with each shape and the path to its deepest node.
fn each_shape(test: impl Fn(&[Side], BinaryTree<usize>) + Sync) {
    on_small_stack(STACK, || shapes().into_iter().for_each(|(path, tree)| test(&path, tree)));
}

fn hash(tree: &BinaryTree<usize>) -> u64 {
    let mut state = DefaultHasher::new();
    tree.hash(&mut state);
    state.finish()
}

#[test]
fn clones_and_drops() {
    each_shape(|path, a| {
        let b = a.clone();
        drop(a);
        let half = b.subtree(&path[..path.len() / 2]).unwrap().clone();
        drop(b);
        // All that is left is this.
        assert_eq!(half.depth(), path.len() - path.len() / 2 + 1);
    });
}

#[test]
fn takes_and_drops_subtrees() {
    each_shape(|path, a| {
        let mut b = a.clone();
        let (depth, middle) = (a.depth(), path.len() / 2);
        drop(b.take(&path[..middle]));
        assert_eq!(a.depth(), depth);
        // What is beside the path remains.
        assert!(b.depth() == middle || b.depth() == middle + 1);
        drop(b.replace(&path[..1], BinaryTree::leaf(1)).unwrap());
        *b.subtree_mut(&[]).unwrap() = BinaryTree::empty();
        let (_, left, right) = a.into_parts().unwrap();
        drop(left);
        drop(right);
    });
}

#[test]
fn writes_and_compares() {
    each_shape(|path, a| {
        let mut b = a.clone();
        assert!(a == b && a.cmp(&b).is_eq());
        b.set(path, 1).unwrap();
        b.set(path, 2 * deep()).unwrap();
        assert!(a != b && a < b);
        let mut diff = a.diff(&b);
        let old = a.get(path).unwrap();
        assert_eq!(diff.next(), Some(DiffItem::Update { old, new: &(2 * deep()) }));
        assert_eq!(diff.path(), path);
        assert_eq!(diff.next(), None);
        *b.make_mut(path).unwrap() = *old;
        assert!(a == b && hash(&a) == hash(&b));
        assert_eq!(a.diff(&BinaryTree::empty()).count(), a.len());
    });
}

#[test]
fn iterates() {
    each_shape(|path, a| {
        let sum: usize = a.pre_order().sum();
        assert_eq!(a.in_order().sum::<usize>(), sum);
        assert_eq!(a.post_order().sum::<usize>(), sum);
        assert_eq!(a.level_order().sum::<usize>(), sum);
        let b = a.clone();
        assert_eq!(b.into_iter().sum::<usize>(), sum); // shared
        let mut values = a.into_iter(); // not shared
        let some: usize = values.by_ref().take(path.len() / 2).sum();
        assert_eq!(some + values.clone().sum::<usize>(), sum);
        drop(values);
    });
}

#[test]
fn maps_folds_and_rebuilds() {
    each_shape(|path, a| {
        assert_eq!(a.depth(), path.len() + 1);
        assert_eq!(
            a.fold(|value, l, r| value + l.unwrap_or(0) + r.unwrap_or(0)),
            Some(a.in_order().sum())
        );
        let mapped = a.map(|value| value + 1);
        assert_eq!(mapped.in_order().sum::<usize>(), a.in_order().sum::<usize>() + a.len());
        let items = a.to_level_order().into_iter().map(|item| item.copied());
        assert!(BinaryTree::from_level_order(items).unwrap() == a);
        let mut nodes = 0;
        a.visit_nodes(&mut |_| {
            nodes += 1;
            true
        });
        assert_eq!(nodes, a.len());
    });
}

/// Counts what is written.
struct Bytes(usize);

impl Write for Bytes {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0 += text.len();
        Ok(())
    }
}

#[test]
fn formats() {
    each_shape(|path, a| {
        let mut line = Bytes(0);
        write!(line, "{a:?}").unwrap();
        assert!(line.0 > 6 * path.len());
    });
    // The drawing grows with the square of the depth.
    on_small_stack(STACK, || {
        let mut drawing = Bytes(0);
        write!(drawing, "{:#?}", chain(2_000, |_| Right)).unwrap();
        assert!(drawing.0 > 2_000 * 2_000);
    });
}

/// Many versions, each with its own upper part, dropped in several orders: nothing is freed early
/// or late.
#[test]
fn versions_go_in_any_order() {
    on_small_stack(STACK, || {
        for order in [[0, 1, 2, 3], [3, 2, 1, 0], [1, 3, 0, 2]] {
            let ledger = Ledger::new();
            let n = 10_000;
            let base = chain(n, |depth| if depth % 2 == 0 { Left } else { Right });
            let path: Vec<Side> = [Left, Right].into_iter().cycle().take(n - 1).collect();
            let first = base.map(|&value| ledger.counted(value));
            let mut versions: Vec<_> = [0, 10, n / 2, n - 1]
                .into_iter()
                .map(|len| {
                    let mut version = first.clone();
                    version.set(&path[..len], ledger.counted(0)).unwrap();
                    Some(version)
                })
                .collect();
            drop(first);
            for i in order {
                drop(versions[i].take());
                versions.iter().flatten().for_each(|version| assert_eq!(version.len(), n));
                for version in versions.iter().flatten() {
                    assert!(version.pre_order().all(|value| **value < n));
                }
            }
            ledger.assert_balanced();
        }
    });
}

/// The last two owners of a shared part go at the same time.
#[test]
fn owners_go_in_two_threads() {
    let ledger = Ledger::new();
    for _ in 0..200 {
        let a = chain(50, |depth| if depth % 3 == 0 { Right } else { Left })
            .map(|&value| ledger.counted(value));
        let versions = [1, 2, 3].map(|len| {
            let mut version = a.clone();
            version.set(&[Right, Left, Left][..len], ledger.counted(0)).unwrap();
            version
        });
        drop(a);
        std::thread::scope(|scope| {
            for version in versions {
                scope.spawn(|| drop(version));
            }
        });
        ledger.assert_balanced();
    }
}
