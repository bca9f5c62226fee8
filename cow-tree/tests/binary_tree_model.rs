//! `BinaryTree` against a tree of boxes: several live versions, each checked after every step.

use cow_tree::BinaryTree;
use cow_tree::binary_tree::Side::{Left, Right};
use cow_tree::binary_tree::{DiffItem, Side};
use proptest::collection::vec;
use proptest::prelude::*;
use std::cmp::Ordering;
use std::fmt::Debug;
use std::hash::{DefaultHasher, Hash, Hasher};

type Naive<T> = Option<Box<Parts<T>>>;

/// Its derived order is the one that `BinaryTree` documents.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Parts<T> {
    value: T,
    left: Naive<T>,
    right: Naive<T>,
}

fn place<'a, T>(tree: &'a mut Naive<T>, path: &[Side]) -> Option<&'a mut Naive<T>> {
    match path {
        [] => Some(tree),
        [Left, below @ ..] => place(&mut tree.as_mut()?.left, below),
        [Right, below @ ..] => place(&mut tree.as_mut()?.right, below),
    }
}

fn naive<T: Clone>(tree: &BinaryTree<T>) -> Naive<T> {
    let (value, left, right) = tree.parts()?;
    Some(Box::new(Parts { value: value.clone(), left: naive(left), right: naive(right) }))
}

/// Values in pre-, in- and post-order.
fn orders<T: Clone>(tree: &Naive<T>, to: &mut [Vec<T>; 3]) {
    if let Some(parts) = tree {
        to[0].push(parts.value.clone());
        orders(&parts.left, to);
        to[1].push(parts.value.clone());
        orders(&parts.right, to);
        to[2].push(parts.value.clone());
    }
}

fn depth<T>(tree: &Naive<T>) -> usize {
    tree.as_ref().map_or(0, |parts| 1 + depth(&parts.left).max(depth(&parts.right)))
}

fn level<T: Clone>(tree: &Naive<T>, at: usize, to: &mut Vec<T>) {
    match tree {
        Some(parts) if at == 0 => to.push(parts.value.clone()),
        Some(parts) => {
            level(&parts.left, at - 1, to);
            level(&parts.right, at - 1, to);
        }
        None => {}
    }
}

type Difference<T> = (Vec<Side>, Option<T>, Option<T>);

fn differences<T: Clone + PartialEq>(
    [old, new]: [&Naive<T>; 2],
    path: &mut Vec<Side>,
    to: &mut Vec<Difference<T>>,
) {
    let value = |tree: &Naive<T>| tree.as_ref().map(|parts| parts.value.clone());
    if old.is_none() && new.is_none() {
        return;
    }
    if value(old) != value(new) {
        to.push((path.clone(), value(old), value(new)));
    }
    for side in [Left, Right] {
        let child = |tree: &Naive<T>| {
            tree.as_ref().and_then(|parts| match side {
                Left => parts.left.clone(),
                Right => parts.right.clone(),
            })
        };
        path.push(side);
        differences([&child(old), &child(new)], path, to);
        path.pop();
    }
}

fn hash<T: Hash>(value: &T) -> u64 {
    let mut state = DefaultHasher::new();
    value.hash(&mut state);
    state.finish()
}

/// Items of an iterator whose size hint is right before each of them, and which ends for good.
fn collected<I: Iterator>(mut iterator: I) -> Vec<I::Item> {
    let mut hints = Vec::new();
    let mut items = Vec::new();
    loop {
        hints.push(iterator.size_hint());
        let Some(item) = iterator.next() else { break };
        items.push(item);
    }
    assert!(iterator.next().is_none());
    for (taken, (least, most)) in hints.into_iter().enumerate() {
        let rest = items.len() - taken;
        assert!(least <= rest && most.is_none_or(|most| rest <= most));
        assert!(rest == 0 || least > 0, "something is known to come");
    }
    items
}

fn check<T: Clone + Debug + PartialEq>(tree: &BinaryTree<T>, expected: &Naive<T>) {
    let mut sorted: [Vec<T>; 3] = Default::default();
    orders(expected, &mut sorted);
    let [pre, mid, post] = sorted.map(|values| format!("{values:?}"));
    assert_eq!(format!("{:?}", collected(tree.pre_order())), pre);
    assert_eq!(format!("{:?}", collected(tree.in_order())), mid);
    assert_eq!(format!("{:?}", collected(tree.post_order())), post);
    assert_eq!(format!("{:?}", collected(tree.into_iter())), mid);
    assert_eq!(format!("{:?}", collected(tree.clone().into_iter())), mid);
    assert_eq!(format!("{:?}", collected(tree.map(T::clone).into_iter())), mid);
    let mut levels = Vec::new();
    (0..depth(expected)).for_each(|at| level(expected, at, &mut levels));
    assert_eq!(format!("{:?}", collected(tree.level_order())), format!("{levels:?}"));

    assert_eq!((tree.len(), tree.depth()), (levels.len(), depth(expected)));
    assert_eq!(tree.is_empty(), expected.is_none());
    assert_eq!(format!("{:?}", naive(tree)), format!("{expected:?}"));
    assert_eq!(format!("{:?}", naive(&tree.map(T::clone))), format!("{expected:?}"));
    let folded = tree.fold(|value, left, right| {
        let (value, left, right) = (value.clone(), left.flatten(), right.flatten());
        Some(Box::new(Parts { value, left, right }))
    });
    assert_eq!(format!("{:?}", folded.flatten()), format!("{expected:?}"));
    let items = tree.to_level_order().into_iter().map(|item| item.cloned());
    let rebuilt = BinaryTree::from_level_order(items).unwrap();
    assert_eq!(format!("{:?}", naive(&rebuilt)), format!("{expected:?}"));
}

fn check_pair<T: Clone + Debug + PartialEq>(
    [old, new]: [&BinaryTree<T>; 2],
    [naive_old, naive_new]: [&Naive<T>; 2],
) {
    let mut expected = Vec::new();
    differences([naive_old, naive_new], &mut Vec::new(), &mut expected);
    let mut found = Vec::new();
    let mut diff = old.diff(new);
    assert!(diff.path().is_empty());
    while let Some(item) = diff.next() {
        found.push(match item {
            DiffItem::Add(new) => (diff.path().to_vec(), None, Some(new.clone())),
            DiffItem::Update { old, new } => {
                (diff.path().to_vec(), Some(old.clone()), Some(new.clone()))
            }
            DiffItem::Remove(old) => (diff.path().to_vec(), Some(old.clone()), None),
        });
    }
    assert_eq!(format!("{found:?}"), format!("{expected:?}"));
    assert_eq!(old == new, naive_old == naive_new);
    assert_eq!(old == new, found.is_empty());
}

#[derive(Clone, Debug)]
enum Step {
    Build(Vec<Option<u8>>),
    Clone(usize),
    Set(usize, Vec<Side>, u8),
    MakeMut(usize, Vec<Side>, u8),
    /// Grafts a subtree of one version into another, or into itself.
    Replace(usize, Vec<Side>, usize, Vec<Side>),
    Take(usize, Vec<Side>),
    PartsMut(usize, u8),
    Rejoin(usize),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let at = 0..8_usize;
    let path = || vec(prop_oneof![Just(Left), Just(Right)], 0..5);
    let value = || 0..4_u8;
    let items = vec(prop_oneof![3 => value().prop_map(Some), 1 => Just(None)], 0..20);
    vec(
        prop_oneof![
            2 => items.prop_map(Step::Build),
            3 => at.clone().prop_map(Step::Clone),
            4 => (at.clone(), path(), value()).prop_map(|(i, path, v)| Step::Set(i, path, v)),
            4 => (at.clone(), path(), value()).prop_map(|(i, path, v)| Step::MakeMut(i, path, v)),
            3 => (at.clone(), path(), at.clone(), path())
                .prop_map(|(i, path, j, from)| Step::Replace(i, path, j, from)),
            2 => (at.clone(), path()).prop_map(|(i, path)| Step::Take(i, path)),
            1 => (at.clone(), value()).prop_map(|(i, v)| Step::PartsMut(i, v)),
            1 => at.prop_map(Step::Rejoin),
        ],
        1..if cfg!(miri) { 12 } else { 30 },
    )
}

/// Runs `steps` on both, with values made by `of`, and `check_more` on all pairs of versions.
fn run<T: Clone + Debug + PartialEq>(
    steps: Vec<Step>,
    of: impl Fn(u8) -> T,
    check_more: impl Fn([&BinaryTree<T>; 2], [&Naive<T>; 2]),
) {
    let mut versions: Vec<(BinaryTree<T>, Naive<T>)> = vec![Default::default()];
    for step in steps {
        let count = versions.len();
        match step {
            Step::Build(items) => {
                let items = items.into_iter().map(|item| item.map(&of));
                if let Ok(tree) = BinaryTree::from_level_order(items) {
                    let copy = naive(&tree);
                    versions.push((tree, copy));
                }
            }
            Step::Clone(i) => versions.push(versions[i % count].clone()),
            Step::Set(i, path, v) => {
                let (tree, naive) = &mut versions[i % count];
                let node = place(naive, &path).and_then(Option::as_mut);
                assert_eq!(tree.set(&path, of(v)).is_ok(), node.is_some());
                node.into_iter().for_each(|parts| parts.value = of(v));
            }
            Step::MakeMut(i, path, v) => {
                let (tree, naive) = &mut versions[i % count];
                let node = place(naive, &path).and_then(Option::as_mut);
                assert_eq!(tree.get(&path).is_some(), node.is_some());
                let value = tree.make_mut(&path);
                assert_eq!(value.is_some(), node.is_some());
                value.into_iter().for_each(|value| *value = of(v));
                node.into_iter().for_each(|parts| parts.value = of(v));
            }
            Step::Replace(i, path, j, from) => {
                let (source, naive_source) = &mut versions[j % count];
                let graft = source.subtree(&from).cloned();
                let naive_graft = place(naive_source, &from).cloned();
                assert_eq!(graft.is_some(), naive_graft.is_some());
                let (Some(graft), Some(naive_graft)) = (graft, naive_graft) else { continue };
                let (tree, expected) = &mut versions[i % count];
                if tree.len() + graft.len() > 200 {
                    continue;
                }
                let old = tree.replace(&path, graft);
                match (old, place(expected, &path)) {
                    (Ok(old), Some(place)) => check(&old, &std::mem::replace(place, naive_graft)),
                    (Err(graft), None) => check(&graft, &naive_graft),
                    (result, place) => panic!("{result:?} instead of {place:?}"),
                }
            }
            Step::Take(i, path) => {
                let (tree, naive) = &mut versions[i % count];
                let expected = place(naive, &path).and_then(Option::take);
                check(&tree.take(&path), &expected);
            }
            Step::PartsMut(i, v) => {
                let (tree, naive) = &mut versions[i % count];
                if let Some((value, left, right)) = tree.parts_mut() {
                    *value = of(v);
                    std::mem::swap(left, right);
                }
                if let Some(parts) = naive {
                    let Parts { value, left, right } = &mut **parts;
                    *value = of(v);
                    std::mem::swap(left, right);
                }
            }
            Step::Rejoin(i) => {
                let tree = &mut versions[i % count].0;
                if let Some((value, left, right)) = std::mem::take(tree).into_parts() {
                    *tree = BinaryTree::new(value, left, right);
                }
            }
        }
        versions.truncate(8);
        for (tree, naive) in &versions {
            check(tree, naive);
        }
        for (a, naive_a) in &versions {
            for (b, naive_b) in &versions {
                check_pair([a, b], [naive_a, naive_b]);
                check_more([a, b], [naive_a, naive_b]);
            }
        }
    }
}

/// Unequal to itself if zero.
#[derive(Clone, Debug)]
struct Nan(u8);

impl PartialEq for Nan {
    fn eq(&self, other: &Self) -> bool {
        self.0 != 0 && self.0 == other.0
    }
}

impl PartialOrd for Nan {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        (self.0 != 0 && other.0 != 0).then(|| self.0.cmp(&other.0))
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(testkit::cases(192)))]

    #[test]
    fn behaves_as_boxes(steps in steps()) {
        run(steps, |v| v, |[a, b], [naive_a, naive_b]| {
            assert_eq!(a.cmp(b), naive_a.cmp(naive_b));
            assert_eq!(a.partial_cmp(b), naive_a.partial_cmp(naive_b));
            if a == b {
                assert_eq!(hash(a), hash(b));
            } else {
                assert_ne!(hash(a), hash(b));
            }
        });
    }

    #[test]
    fn behaves_as_boxes_where_values_are_not_equal_to_themselves(steps in steps()) {
        run(steps, Nan, |[a, b], [naive_a, naive_b]| {
            assert_eq!(a.partial_cmp(b), naive_a.partial_cmp(naive_b));
        });
    }

    /// Level order against a second reading of its rule: children of the i-th node are the items
    /// 2i + 1 and 2i + 2.
    #[test]
    fn level_order_is_read_by_the_rule(items in vec(prop::option::weighted(0.7, 0..9_u8), 0..40)) {
        let nodes: Vec<usize> = (0..items.len()).filter(|&i| items[i].is_some()).collect();
        let orphan = (0..items.len()).find(|&i| {
            let parent = i.checked_sub(1).map(|i| i / 2);
            // A parent must be known before its child.
            items[i].is_some() && parent.is_some_and(|p| nodes.get(p).is_none_or(|&n| n >= i))
        });
        fn subtree(items: &[Option<u8>], nodes: &[usize], at: usize) -> Naive<u8> {
            let value = (*items.get(at)?)?;
            let nth = nodes.iter().position(|&i| i == at)?;
            let [left, right] = [1, 2].map(|side| subtree(items, nodes, 2 * nth + side));
            Some(Box::new(Parts { value, left, right }))
        }
        match BinaryTree::from_level_order(items.clone()) {
            Ok(tree) => {
                prop_assert_eq!(orphan, None);
                prop_assert_eq!(naive(&tree), subtree(&items, &nodes, 0));
            }
            Err(error) => {
                prop_assert_eq!(orphan, Some(error.index));
                prop_assert_eq!(items[error.index], Some(error.value));
            }
        }
    }
}
