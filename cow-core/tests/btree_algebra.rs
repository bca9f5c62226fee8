//! Merges of wide trees against std's maps: every shape of operands, shared and not, and what is copied.
#![cfg(not(cow_loom))]

use cow_core::btree::{Decision, Keep, SharedNodes, Tree, View};
use cow_core::{Atomic, Local, RefCount, Tiny};
use std::collections::{BTreeMap, HashSet};
use std::fmt::Debug;
use testkit::{Counted, Ledger};

type Map<K, V, C = Tiny> = Tree<K, (K, V), (), C>;
type Model = BTreeMap<u32, u32>;

/// What can be a key here.
trait Key: Ord + Clone + Debug {
    fn new(n: u32) -> Self;
    fn number(&self) -> u32;
}

impl Key for u32 {
    fn new(n: u32) -> Self {
        n
    }
    fn number(&self) -> u32 {
        *self
    }
}

impl Key for String {
    fn new(n: u32) -> Self {
        format!("{:05}-{n:06}", n / 8)
    }
    fn number(&self) -> u32 {
        self[6..].parse().unwrap()
    }
}

impl Key for Box<u32> {
    fn new(n: u32) -> Self {
        Box::new(n)
    }
    fn number(&self) -> u32 {
        **self
    }
}

fn insert<K: Key, C: RefCount>(tree: &mut Map<K, u32, C>, n: u32, value: u32) {
    let key = K::new(n);
    match tree.find(|other: &K| other.cmp(&key)) {
        Some(_) => drop(tree.modify(
            |branch| branch.turn(&mut |other: &K| other.cmp(&key)),
            |items| items.iter().position(|item| item.0 == key),
            |item| item.1 = value,
        )),
        None => tree.insert(
            |branch| branch.turn(&mut |other: &K| other.cmp(&key)),
            |items| items.partition_point(|item| item.0 < key),
            (key.clone(), value),
            |item| item.0.clone(),
        ),
    }
}

fn remove<K: Key, C: RefCount>(tree: &mut Map<K, u32, C>, n: u32) {
    let key = K::new(n);
    tree.take(|other: &K| other.cmp(&key));
}

/// Built by insertions in an order that is not that of the keys.
fn tree<K: Key, C: RefCount>(model: &Model) -> Map<K, u32, C> {
    let mut tree = Map::new();
    let items: Vec<_> = model.iter().collect();
    for start in 0..7 {
        for (n, value) in items.iter().skip(start).step_by(7) {
            insert(&mut tree, **n, **value);
        }
    }
    tree
}

fn numbers<K: Key, C: RefCount>(tree: &Map<K, u32, C>) -> Model {
    tree.assert_invariants(Some(&K::cmp));
    let items: Vec<_> = tree.runs(0..tree.len()).flatten().collect();
    assert_eq!(items.len(), tree.len());
    items.into_iter().map(|(key, value)| (key.number(), *value)).collect()
}

fn nodes<K, V, C: RefCount>(tree: &Map<K, V, C>) -> HashSet<usize> {
    let mut nodes = HashSet::new();
    tree.visit_nodes(&mut |node: cow_core::NodeInfo| nodes.insert(node.address));
    nodes
}

/// A number from a number, looking random.
fn mix(seed: u64) -> u64 {
    let mut z = seed.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z ^ (z >> 27)
}

/// Operands, smaller by a factor: named so that a failure tells which.
fn shapes(by: u32) -> Vec<(&'static str, Model)> {
    let range = |keys: std::ops::Range<u32>, step: usize, value: u32| -> Model {
        (keys.start / by..keys.end / by).step_by(step).map(|key| (key, value)).collect()
    };
    let random = |seed: u32, count: u32| -> Model {
        (0..count / by)
            .map(|i| ((i ^ seed).wrapping_mul(2_654_435_761) % (900 / by), seed))
            .collect()
    };
    vec![
        ("empty", Model::new()),
        ("one", [(150 / by, 1)].into()),
        ("low", range(0..270, 1, 2)),
        ("high", range(270..540, 1, 3)),
        ("even", range(0..540, 2, 4)),
        ("odd", range(1..540, 2, 5)),
        ("nested", range(180..210, 1, 6)),
        ("sparse", range(0..900, 29, 7)),
        ("blocks", (0..600 / by).filter(|n| n / 20 % 2 == 0).map(|n| (n, 8)).collect()),
        ("random few", random(8, 20)),
        ("random many", random(9, 450)),
    ]
}

type Decide = fn(&u32, &u32, &u32) -> Decision<u32>;

/// Every way to merge, each with what it decides of keys that both have.
fn merges() -> Vec<(&'static str, Keep, Decide)> {
    let all = Keep { shared: SharedNodes::Merge, ..Keep::UNION };
    vec![
        ("union", Keep::UNION, |_, _, _| Decision::TakeLeft),
        ("append", Keep::UNION, |_, _, _| Decision::TakeRightValue),
        ("right", Keep { shared: SharedNodes::Merge, ..Keep::UNION }, |_, _, _| {
            Decision::TakeRight
        }),
        ("intersection", Keep::INTERSECTION, |_, _, _| Decision::TakeLeft),
        ("difference", Keep::DIFFERENCE, |_, _, _| Decision::Drop),
        ("symmetric difference", Keep::SYMMETRIC_DIFFERENCE, |_, _, _| Decision::Drop),
        ("sum", all, |_, left, right| Decision::SetValue(left * 100 + right)),
        ("by key", all, |key, left, right| match key % 5 {
            0 => Decision::TakeLeft,
            1 => Decision::TakeRight,
            2 => Decision::SetValue(left * 100 + right),
            3 => Decision::TakeRightValue,
            _ => Decision::Drop,
        }),
        ("only right", Keep { left: false, right: true, shared: SharedNodes::Drop }, |_, _, _| {
            Decision::Drop
        }),
    ]
}

fn expected(one: &Model, two: &Model, keep: Keep, decide: Decide) -> Model {
    let mut keys: Vec<u32> = one.keys().chain(two.keys()).copied().collect();
    keys.sort();
    keys.dedup();
    let value = |key: &u32| match (one.get(key), two.get(key)) {
        (Some(left), Some(right)) => match decide(key, left, right) {
            Decision::TakeLeft => Some(*left),
            Decision::TakeRight | Decision::TakeRightValue => Some(*right),
            Decision::SetValue(value) => Some(value),
            Decision::Drop => None,
        },
        (Some(left), None) => keep.left.then_some(*left),
        (None, right) => right.copied().filter(|_| keep.right),
    };
    keys.iter().filter_map(|key| Some((*key, value(key)?))).collect()
}

fn every_merge<K: Key, C: RefCount>(by: u32) {
    // A part of them, another one for each `by`, if not all are wanted.
    let every = if cfg!(miri) { 31 } else { testkit::full_or(1, 4) };
    let chosen = |pair: usize| (pair + by as usize).is_multiple_of(every);
    let shapes = shapes(by);
    for (row, (name, one)) in shapes.iter().enumerate() {
        for (column, (other, two)) in shapes.iter().enumerate() {
            let pair = row * shapes.len() + column;
            if !chosen(pair) {
                continue;
            }
            let (a, b) = (tree::<K, C>(one), tree::<K, C>(two));
            for (index, (merge, keep, decide)) in merges().into_iter().enumerate() {
                let expected = expected(one, two, keep, decide);
                let by = |key: &K, left: &u32, right: &u32| decide(&key.number(), left, right);
                // Shared, own, and one of each; by value and in place.
                for way in 0..4 {
                    // Miri takes one of these for a pair, and all of them for a merge.
                    if cfg!(miri) && !(way + index + pair / every).is_multiple_of(4) {
                        continue;
                    }
                    let (left, right) = match way {
                        0 => (a.clone(), b.clone()),
                        1 => (tree(one), tree(two)),
                        2 => (tree(one), b.clone()),
                        _ => (a.clone(), tree(two)),
                    };
                    let result = if way < 2 {
                        left.merged(right, keep, by)
                    } else {
                        let mut left = left;
                        left.merge(right, keep, by);
                        left
                    };
                    assert_eq!(numbers(&result), expected, "{merge} of {name} and {other}, {way}");
                }
            }
            assert_eq!(numbers(&a), *one);
            assert_eq!(numbers(&b), *two);
        }
    }
}

#[test]
fn every_merge_of_tiny_nodes() {
    every_merge::<u32, Tiny>(if cfg!(miri) { 30 } else { 6 });
    every_merge::<Box<u32>, Tiny>(if cfg!(miri) { 36 } else { 9 });
}

#[test]
fn every_merge_of_wide_nodes() {
    every_merge::<u32, Atomic>(if cfg!(miri) { 7 } else { 2 });
    every_merge::<String, Local>(if cfg!(miri) { 8 } else { 3 });
}

/// All pairs of a few keys, each side shared or not.
fn every_small_merge<K: Key, C: RefCount>(step: usize) {
    let model = |keys: u32, value: u32| -> Model {
        (0..6).filter(|n| keys >> n & 1 == 1).map(|n| (n, value + n)).collect()
    };
    for (turn, n) in (0..64 * 64).step_by(step).enumerate() {
        let (one, two) = (model(n % 64, 10), model(n / 64, 20));
        for (index, (merge, keep, decide)) in merges().into_iter().enumerate() {
            let what = format!("{merge} of {one:?} and {two:?}");
            let expected = expected(&one, &two, keep, decide);
            let by = |key: &K, left: &u32, right: &u32| decide(&key.number(), left, right);
            for sharing in 0..4 {
                // Miri takes one of these for a pair, and all of them for a merge.
                if cfg!(miri) && (sharing + index + turn) % 4 > 0 {
                    continue;
                }
                let (mut a, b) = (tree::<K, C>(&one), tree::<K, C>(&two));
                let kept =
                    [(sharing & 1 == 1).then(|| a.clone()), (sharing & 2 == 2).then(|| b.clone())];
                let (before, flat) = (nodes(&a), a.root().is_none_or(|root| root.height() == 0));
                a.merge(b, keep, by);
                assert_eq!(numbers(&a), expected, "{what}, {sharing}");
                // A leaf that stays as it is is not copied.
                assert!(!flat || expected != one || nodes(&a) == before, "{what}, {sharing}");
                for (kept, model) in kept.iter().zip([&one, &two]) {
                    assert!(kept.as_ref().is_none_or(|kept| numbers(kept) == *model), "{what}");
                }
            }
        }
    }
}

#[test]
fn every_merge_of_small_trees() {
    every_small_merge::<u32, Tiny>(if cfg!(miri) { 1_021 } else { 7 });
    every_small_merge::<Box<u32>, Tiny>(if cfg!(miri) { 1_023 } else { 11 });
    every_small_merge::<String, Atomic>(if cfg!(miri) { 1_365 } else { 13 });
}

/// One item, and a leaf that is so much larger that the item is brought into it.
#[test]
fn one_item_and_a_leaf() {
    let many: Model = (0..14).map(|n| (n, 10 + n)).collect();
    for n in (0..15).step_by(if cfg!(miri) { 14 } else { 1 }) {
        let one = Model::from([(n, 7)]);
        for (index, (merge, keep, decide)) in merges().into_iter().enumerate() {
            let by = |key: &String, left: &u32, right: &u32| decide(&key.number(), left, right);
            let expected = expected(&one, &many, keep, decide);
            for sharing in 0..4 {
                if cfg!(miri) && (sharing + index) % 4 > 1 {
                    continue;
                }
                let (a, b) = (tree::<String, Atomic>(&one), tree::<String, Atomic>(&many));
                assert!(b.root().is_some_and(|root| root.height() == 0));
                let kept =
                    [(sharing & 1 == 1).then(|| a.clone()), (sharing & 2 == 2).then(|| b.clone())];
                let result = a.merged(b, keep, by);
                assert_eq!(numbers(&result), expected, "{merge} of {n}, {sharing}");
                for (kept, model) in kept.iter().zip([&one, &many]) {
                    assert!(kept.as_ref().is_none_or(|kept| numbers(kept) == *model), "{merge}");
                }
            }
        }
    }
}

/// Few items that belong to several leaves of a large tree, and that may be a part of it.
#[test]
fn few_items_and_many() {
    let count: u32 = if cfg!(miri) { 104 } else { 400 };
    let many: Model = (0..count).map(|n| (3 * n, 1)).collect();
    let base = tree::<String, Tiny>(&many);
    let path = base.root().unwrap().height() + 1;
    for (index, (merge, keep, decide)) in merges().into_iter().enumerate() {
        let by = |key: &String, left: &u32, right: &u32| decide(&key.number(), left, right);
        let tall = (0..12).map(|n| (count / 4 - 4) * n + n % 4).collect();
        let (middle, last) = (3 * (count / 2) + 1, 3 * count - 3);
        let fews = [vec![0, middle, last], vec![300], vec![301], vec![1, 2, 4, 5], tall];
        for (turn, few) in fews.into_iter().enumerate() {
            // Under Miri, one for trees that are shared, another one for own ones.
            let shared = !cfg!(miri) || (index + turn) % 5 == 0;
            let own = !cfg!(miri) || (index + turn) % 5 == 1;
            if !shared && !own {
                continue;
            }
            let few: Model = few.into_iter().map(|n| (n, 2)).collect();
            for (order, (one, two)) in [(&many, &few), (&few, &many)].into_iter().enumerate() {
                let own = own && (!cfg!(miri) || index % 2 == order);
                let expected = expected(one, two, keep, decide);
                let trees = |shared: bool| {
                    [one, two].map(|model| match model.len() as u32 {
                        len if len == count && shared => base.clone(),
                        // Quicker than to insert them.
                        _ if cfg!(miri) => {
                            let items = model.iter().map(|(n, value)| (Key::new(*n), *value));
                            Tree::from_ascending(items)
                        }
                        _ => tree(model),
                    })
                };
                if shared {
                    let [a, b] = trees(true);
                    let result = a.merged(b.clone(), keep, by);
                    assert_eq!(numbers(&result), expected, "{merge} of {one:?} and {two:?}");
                    if expected.len() > count as usize - 10 {
                        let new = nodes(&result).difference(&nodes(&base)).count();
                        assert!(new <= 2 * few.len() * path, "{merge}: {new}");
                    }
                }
                if own {
                    let [mut a, b] = trees(false);
                    a.merge(b, keep, by);
                    assert_eq!(numbers(&a), expected, "{merge} of {one:?} and {two:?}");
                }
            }
        }
    }
    // A leaf of the large tree is not visited where it is shared.
    let mut leaf = base.root().unwrap();
    while let View::Branch(branch) = leaf.view() {
        leaf = branch.child(1);
    }
    let part = Tree::from_root(Some(leaf.to_node()));
    let never = |_: &String, _: &u32, _: &u32| -> Decision<u32> { panic!("visited") };
    let result = base.clone().merged(part.clone(), Keep::UNION, never);
    assert_eq!(nodes(&result), nodes(&base));
    let result = base.clone().merged(part.clone(), Keep::DIFFERENCE, never);
    assert_eq!(result.len(), base.len() - part.len());
    assert_eq!(numbers(&base), many);
}

/// Versions of one tree, which share nodes that a merge does not visit.
#[test]
fn merges_of_versions() {
    for seed in 0..if cfg!(miri) { 2 } else { 150 } {
        let count = [3, 20, 80, 400][seed as usize % 4];
        let base: Model = (0..count).map(|n| (2 * n, 1)).collect();
        let old = tree::<u32, Tiny>(&base);
        let mut versions = [(old.clone(), base.clone()), (old.clone(), base)];
        for (index, (version, model)) in versions.iter_mut().enumerate() {
            for step in 0..mix(seed * 2 + index as u64) % 40 {
                let random = mix(seed << 32 | step << 1 | index as u64);
                let n = (random >> 8) as u32 % (2 * count + 3);
                match random % 3 {
                    0 => {
                        remove(version, n);
                        model.remove(&n);
                    }
                    _ => {
                        // The same in both, so that what the two share does not matter.
                        insert(version, n, n + 7);
                        model.insert(n, n + 7);
                    }
                }
            }
        }
        let [(a, one), (b, two)] = versions;
        for (merge, keep, decide) in merges() {
            let expected = expected(&one, &two, keep, decide);
            let result = a.clone().merged(b.clone(), keep, decide);
            assert_eq!(numbers(&result), expected, "{merge}, {seed}");
            let mut result = a.clone();
            result.merge(b.clone(), keep, decide);
            assert_eq!(numbers(&result), expected, "{merge}, {seed}");
        }
        assert_eq!((numbers(&a), numbers(&b)), (one, two));
    }
}

/// How many nodes of a tree are in none of the others.
fn fresh<const N: usize>(of: &Map<u32, u32>, others: [&Map<u32, u32>; N]) -> usize {
    let known: HashSet<usize> = others.iter().flat_map(|tree| nodes(tree)).collect();
    nodes(of).difference(&known).count()
}

#[test]
fn what_changes_nothing_copies_nothing() {
    let by = if cfg!(miri) { 20 } else { 200 };
    let model: Model = (0..10 * by).step_by(2).map(|n| (n, 1)).collect();
    let a = tree::<u32, Tiny>(&model);
    let few = tree::<u32, Tiny>(&(0..10).map(|n| (by * n, 2)).collect());
    let others = tree::<u32, Tiny>(&(0..10).map(|n| (by * n + 1, 2)).collect());
    let same = |b: Map<u32, u32>, keep, decide: Decide| {
        let result = a.clone().merged(b, keep, decide);
        assert!(result.root().unwrap().same(a.root().unwrap()));
    };
    same(a.clone(), Keep::UNION, |_, _, _| Decision::Drop);
    same(a.clone(), Keep::INTERSECTION, |_, _, _| Decision::Drop);
    same(few.clone(), Keep::UNION, |_, _, _| Decision::TakeLeft);
    same(tree(&model), Keep::INTERSECTION, |_, _, _| Decision::TakeLeft);
    same(others, Keep::DIFFERENCE, |_, _, _| Decision::Drop);
    same(Tree::new(), Keep::UNION, |_, _, _| Decision::Drop);
    let larger = few.merged(a.clone(), Keep::UNION, |_, _, _| Decision::TakeRight);
    assert!(larger.root().unwrap().same(a.root().unwrap()));
    // More in the other tree, next to nodes that both share, is not looked for a place.
    let mut more = a.clone();
    (0..10 * by).step_by(4).for_each(|n| insert(&mut more, n + 1, 3));
    same(more, Keep::INTERSECTION, |_, _, _| Decision::TakeLeft);
    assert!(a.clone().merged(a.clone(), Keep::DIFFERENCE, |_, _, _| Decision::Drop).is_empty());
}

#[test]
fn merges_of_versions_copy_what_differs() {
    let (count, edits) = if cfg!(miri) { (200, 2) } else { (20_000, 10) };
    let a = tree::<u32, Tiny>(&(0..count).map(|n| (2 * n, 1)).collect());
    let mut b = a.clone();
    for i in 0..edits {
        insert(&mut b, (i * 3901 % (2 * count)) | 1, 0);
        remove(&mut b, i * 2002 % (2 * count));
        insert(&mut b, i * 3030 % (2 * count), 9);
    }
    let path = a.root().unwrap().height() + 1;
    let most = 3 * edits as usize * (path + 3);
    assert!(fresh(&b, [&a]) <= most);
    for keep in [Keep::UNION, Keep::INTERSECTION] {
        for (x, y) in [(&a, &b), (&b, &a)] {
            let result = x.clone().merged(y.clone(), keep, |_, _, _| Decision::TakeLeft);
            numbers(&result);
            assert!(fresh(&result, [&a, &b]) <= most, "{}", fresh(&result, [&a, &b]));
        }
    }
    for keep in [Keep::DIFFERENCE, Keep::SYMMETRIC_DIFFERENCE] {
        let result = a.clone().merged(b.clone(), keep, |_, _, _| Decision::Drop);
        assert!(result.len() <= 30);
    }
}

/// Trees whose keys are not mixed share all but their edges with the result.
#[test]
fn what_lies_beside_is_taken_as_a_whole() {
    let by = if cfg!(miri) { 50 } else { 1 };
    let model = |keys: std::ops::Range<u32>| -> Model {
        (keys.start / by..keys.end / by).map(|n| (n, 1)).collect()
    };
    let (low, high) = (tree::<u32, Tiny>(&model(0..3000)), tree(&model(5000..9000)));
    let middle = tree::<u32, Tiny>(&model(3500..4000));
    let path = high.root().unwrap().height() + 1;
    for (x, y) in [(&low, &high), (&high, &low)] {
        let both = x.clone().merged(y.clone(), Keep::UNION, |_, _, _| Decision::TakeLeft);
        assert_eq!(numbers(&both).len(), 7000 / by as usize);
        assert!(fresh(&both, [&low, &high]) <= 6 * path, "{}", fresh(&both, [&low, &high]));
        for (x, y) in [(&both, &middle), (&middle, &both)] {
            let all = x.clone().merged(y.clone(), Keep::UNION, |_, _, _| Decision::TakeLeft);
            assert_eq!(numbers(&all).len(), 7500 / by as usize);
            assert!(fresh(&all, [&both, &middle]) <= 8 * path);
        }
    }
}

/// Where a node is not shared, items are moved: no value is cloned, and keys for separators only.
#[test]
fn what_is_not_shared_is_not_copied() {
    let ledger = Ledger::new();
    type Counts = Map<Counted<u32>, Counted<u32>, Atomic>;
    let map = |keys: std::ops::Range<u32>, step: usize| -> Counts {
        let items = keys.step_by(step).map(|key| (ledger.counted(key), ledger.counted(0)));
        Tree::from_ascending(items)
    };
    for step in [1, 3, 500] {
        for keep in [Keep::UNION, Keep::DIFFERENCE, Keep::INTERSECTION, Keep::SYMMETRIC_DIFFERENCE]
        {
            let by = if cfg!(miri) { 25 } else { 1 };
            let (mut a, b) = (map(0..5000 / by, 2), map(1..4000 / by, step));
            let leaves = (a.len() + b.len()) as u64 / 8 + 2;
            let clones = ledger.clones();
            a.merge(b, keep, |_, _, _| Decision::Drop);
            let clones = ledger.clones() - clones;
            assert!(clones <= leaves, "{keep:?}, {step}: {clones} of {leaves}");
            a.assert_invariants(Some(&Counted::cmp));
        }
    }
    ledger.assert_balanced();
}

/// The union of two unshared trees whose keys alternate has full leaves.
#[test]
fn what_alternates_is_moved_into_full_leaves() {
    let count = if cfg!(miri) { 400 } else { 2000 };
    let by_two = |odd| (0..count).map(|n| (2 * n + odd, odd)).collect::<Model>();
    let leaves =
        |tree: &Map<u32, u32, Atomic>| tree.runs(0..tree.len()).map(<[_]>::len).collect::<Vec<_>>();
    let mut a: Map<u32, u32, Atomic> = tree(&by_two(0));
    a.merge(tree(&by_two(1)), Keep::UNION, |_, _, _| Decision::Drop);
    let (last, full) = leaves(&a).split_last().map(|(last, full)| (*last, full.to_vec())).unwrap();
    assert!(full.iter().all(|len| *len == 63) && last <= 63, "{full:?}");
    a.assert_invariants(Some(&u32::cmp));
    // One of both that is shared keeps its nodes where it alone has items.
    let (mut b, mut upper): (Map<u32, u32, Atomic>, Model) = (tree(&by_two(0)), by_two(1));
    upper.retain(|key, _| *key > count);
    let before = nodes(&b);
    let old = b.clone();
    b.merge(tree(&upper), Keep::UNION, |_, _, _| Decision::Drop);
    assert!(nodes(&b).intersection(&before).count() > before.len() / 3);
    assert_eq!(numbers(&old), by_two(0));
}

/// Leaves of which the right tree's items are kept are that tree's, though both are shared.
#[test]
fn to_take_the_right_copies_no_value() {
    let ledger = Ledger::new();
    let map = || -> Map<u32, Counted<u32>> {
        let len = if cfg!(miri) { 300 } else { 5000 };
        Tree::from_ascending((0..len).map(|key| (key, ledger.counted(key))))
    };
    let (a, b) = (map(), map());
    let clones = ledger.clones();
    let merged = a.clone().merged(b.clone(), Keep::UNION, |_, _, _| Decision::TakeRight);
    assert_eq!(ledger.clones(), clones);
    merged.assert_invariants(Some(&u32::cmp));
}

/// What is not shared is written where it is.
#[test]
fn leaves_keep_their_nodes() {
    let some: u32 = if cfg!(miri) { 4 } else { 20 };
    let mut a: Map<u32, u32, Atomic> = tree(&(0..100 * some).map(|n| (2 * n, 1)).collect());
    let (len, before) = (a.len(), nodes(&a));
    let b = tree(&(0..some).map(|n| (200 * n, 2)).collect());
    a.merge(b, Keep::DIFFERENCE, |_, _, _| Decision::Drop);
    assert_eq!((a.len(), nodes(&a)), (len - some as usize, before.clone()));
    let b = tree(&(0..some).map(|n| (200 * n, 2)).collect());
    a.merge(b, Keep::UNION, |_, _, _| Decision::Drop);
    assert_eq!((a.len(), nodes(&a)), (len, before));
}

/// Merges of what merges gave: trees that share nodes which are not next to the same separators.
fn merges_of_merges<C: RefCount>(seeds: u64) {
    for seed in 0..seeds {
        let random = |index: u64, below: u64| (mix(seed * 64 + index) % below) as u32;
        let mut models = [3, 5]
            .map(|step| -> Model { (0..random(step, 60)).map(|n| (n * step as u32, 1)).collect() });
        let mut trees = [0, 1].map(|index| -> Map<u32, u32, C> {
            let items = models[index].iter().map(|(key, value)| (*key, *value));
            Tree::from_ascending(items)
        });
        for step in 0..6 {
            let (merge, keep, decide) = merges()[random(10 + step, 9) as usize];
            let target = random(20 + step, 2) as usize;
            let [one, two] = [target, 1 - target];
            models[one] = expected(&models[one], &models[two], keep, decide);
            trees[one] = trees[one].clone().merged(trees[two].clone(), keep, decide);
            assert_eq!(numbers(&trees[one]), models[one], "{merge}, {seed}, {step}");
        }
    }
}

#[test]
fn what_merges_gave_is_merged() {
    let seeds = if cfg!(miri) { 3 } else { 400 };
    merges_of_merges::<Tiny>(seeds);
    merges_of_merges::<Atomic>(seeds.div_ceil(4));
}
