//! `BinaryTree` against a tree of boxes.

use crate::element::{Element, Owned, Unit};
use crate::versions::{Pair, Steps, run};
use arbitrary::Arbitrary;
use cow_tree::BinaryTree;
use cow_tree::binary_tree::{DiffItem, Side};
use std::mem;

/// More is not grafted together.
const NODES: usize = 300;

/// Where in a tree: so many steps, left for a zero bit.
#[derive(Arbitrary, Clone, Copy, Debug)]
pub struct Path {
    steps: u8,
    sides: u16,
}

impl Path {
    fn sides(self) -> Vec<Side> {
        let side = |i| if self.sides >> i & 1 == 0 { Side::Left } else { Side::Right };
        (0..self.steps % 16).map(side).collect()
    }
}

/// What can be done to a tree.
#[derive(Arbitrary, Debug)]
#[expect(missing_docs, reason = "named after the methods")]
pub enum Op {
    Build([Option<u8>; 15]),
    Grow(u8),
    Set(Path, u8),
    MakeMut(Path, u8),
    SubtreeMut(Path, u8),
    Replace(Path, Path),
    Graft(Path, Path),
    Take(Path),
    Subtree(Path),
    PartsMut(u8),
    Rejoin,
    Map(u8),
    Clear,
}

/// A tree of boxes.
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
        [Side::Left, below @ ..] => place(&mut tree.as_mut()?.left, below),
        [Side::Right, below @ ..] => place(&mut tree.as_mut()?.right, below),
    }
}

fn naive<T: Clone>(tree: &BinaryTree<T>) -> Naive<T> {
    let (value, left, right) = tree.parts()?;
    Some(Box::new(Parts { value: value.clone(), left: naive(left), right: naive(right) }))
}

fn ours<T: Clone>(tree: &Naive<T>) -> BinaryTree<T> {
    match tree {
        None => BinaryTree::default(),
        Some(parts) => BinaryTree::new(parts.value.clone(), ours(&parts.left), ours(&parts.right)),
    }
}

/// In-order.
fn values<'a, T>(tree: &'a Naive<T>, to: &mut Vec<&'a T>) {
    if let Some(parts) = tree {
        values(&parts.left, to);
        to.push(&parts.value);
        values(&parts.right, to);
    }
}

fn depth<T>(tree: &Naive<T>) -> usize {
    tree.as_ref().map_or(0, |parts| 1 + depth(&parts.left).max(depth(&parts.right)))
}

/// A tree and its model.
#[derive(Clone)]
pub struct Both<T>(BinaryTree<T>, Naive<T>);

impl<T> Default for Both<T> {
    fn default() -> Self {
        Both(BinaryTree::default(), None)
    }
}

impl<T: Element> Pair for Both<T> {
    type Op = Op;

    fn step(&mut self, op: &Op, other: &Self) {
        let Both(tree, model) = self;
        let value = |x: u8| T::of(x.into());
        match op {
            Op::Build(items) => {
                let items = items.iter().map(|item| item.map(value));
                if let Ok(built) = BinaryTree::from_level_order(items) {
                    *model = naive(&built);
                    *tree = built;
                }
            }
            Op::Grow(x) if tree.len() < NODES => {
                let left = x.is_multiple_of(2);
                let (below, above) = (mem::take(tree), mem::take(model));
                let rest = other.clone();
                let rest = if rest.0.len() < NODES { rest } else { Self::default() };
                let parts = |left, right| Some(Box::new(Parts { value: value(*x), left, right }));
                *self = match left {
                    true => Both(BinaryTree::new(value(*x), below, rest.0), parts(above, rest.1)),
                    false => Both(BinaryTree::new(value(*x), rest.0, below), parts(rest.1, above)),
                };
            }
            Op::Set(path, x) => {
                let node = place(model, &path.sides()).and_then(Option::as_mut);
                assert_eq!(tree.set(&path.sides(), value(*x)).is_ok(), node.is_some());
                node.into_iter().for_each(|parts| parts.value = value(*x));
            }
            Op::MakeMut(path, x) => {
                let ours = tree.make_mut(&path.sides());
                let node = place(model, &path.sides()).and_then(Option::as_mut);
                assert_eq!(ours.as_deref(), node.as_ref().map(|parts| &parts.value));
                ours.into_iter().for_each(|ours| *ours = value(*x));
                node.into_iter().for_each(|parts| parts.value = value(*x));
            }
            Op::SubtreeMut(path, x) => {
                let (a, b) = (tree.subtree_mut(&path.sides()), place(model, &path.sides()));
                assert_eq!(a.is_some(), b.is_some());
                if let (Some(a), Some(b)) = (a, b) {
                    *a = BinaryTree::new(value(*x), mem::take(a), BinaryTree::default());
                    *b = Some(Box::new(Parts { value: value(*x), left: b.take(), right: None }));
                }
            }
            Op::Replace(path, from) | Op::Graft(path, from) => {
                let source = other.0.subtree(&from.sides()).cloned();
                let mut whole = other.1.clone();
                let model_source = place(&mut whole, &from.sides()).map(mem::take);
                assert_eq!(source.is_some(), model_source.is_some());
                let (Some(source), Some(model_source)) = (source, model_source) else { return };
                if tree.len() + source.len() > NODES {
                    return;
                }
                match (tree.replace(&path.sides(), source), place(model, &path.sides())) {
                    (Ok(old), Some(place)) => {
                        Both(old, mem::replace(place, model_source)).check();
                    }
                    (Err(source), None) => Both(source, model_source).check(),
                    (result, place) => panic!("{result:?} instead of {place:?}"),
                }
            }
            Op::Take(path) => {
                let taken = tree.take(&path.sides());
                Both(taken, place(model, &path.sides()).and_then(Option::take)).check();
            }
            Op::Subtree(path) => {
                let (a, b) = (tree.subtree(&path.sides()).cloned(), place(model, &path.sides()));
                assert_eq!(a.is_some(), b.is_some());
                if let (Some(a), Some(b)) = (a, b) {
                    *self = Both(a, b.take());
                }
            }
            Op::PartsMut(x) => {
                if let Some((ours, left, right)) = tree.parts_mut() {
                    *ours = value(*x);
                    mem::swap(left, right);
                }
                if let Some(parts) = model {
                    let Parts { value: theirs, left, right } = &mut **parts;
                    *theirs = value(*x);
                    mem::swap(left, right);
                }
            }
            Op::Rejoin => {
                if let Some((value, left, right)) = mem::take(tree).into_parts() {
                    *tree = BinaryTree::new(value, left, right);
                }
            }
            Op::Map(x) => {
                let add = |item: &T| T::of(item.number().wrapping_add(u16::from(*x)) % 256);
                *tree = tree.map(add);
                fn each<T>(tree: &mut Naive<T>, f: &impl Fn(&T) -> T) {
                    if let Some(parts) = tree {
                        parts.value = f(&parts.value);
                        each(&mut parts.left, f);
                        each(&mut parts.right, f);
                    }
                }
                each(model, &add);
            }
            Op::Clear => *self = Self::default(),
            Op::Grow(_) => {}
        }
    }

    fn assert_invariants(&self) {
        assert_eq!(self.0.in_order().count(), self.0.len());
    }

    fn check(&self) {
        fn same<T: Element>(tree: &BinaryTree<T>, model: &Naive<T>) {
            match (tree.parts(), model) {
                (None, None) => {}
                (Some((value, left, right)), Some(parts)) => {
                    assert_eq!(value, &parts.value);
                    same(left, &parts.left);
                    same(right, &parts.right);
                }
                (ours, theirs) => panic!("{ours:?} is not {theirs:?}"),
            }
        }
        let Both(tree, model) = self;
        same(tree, model);
        let mut sorted = Vec::new();
        values(model, &mut sorted);
        assert_eq!((tree.len(), tree.depth()), (sorted.len(), depth(model)));
        assert!(tree.in_order().eq(sorted.iter().copied()));
        assert_eq!(tree.pre_order().count(), sorted.len());
        assert_eq!(tree.post_order().last(), model.as_ref().map(|parts| &parts.value));
        assert_eq!(tree.level_order().next(), model.as_ref().map(|parts| &parts.value));
    }

    fn check_with(&self, other: &Self) {
        assert_eq!(self.0 == other.0, self.1 == other.1);
        assert_eq!(self.0.cmp(&other.0), self.1.cmp(&other.1));
        // Applied from the top, a subtree that is only in one is added, or taken away, node by node.
        let (mut count, mut diff) = (0, self.0.diff(&other.0));
        while let Some(item) = diff.next() {
            let (old, new) = match item {
                DiffItem::Add(new) => (None, Some(new)),
                DiffItem::Update { old, new } => (Some(old), Some(new)),
                DiffItem::Remove(old) => (Some(old), None),
            };
            assert_eq!(self.0.get(diff.path()), old);
            assert_eq!(other.0.get(diff.path()), new);
            assert_ne!(old, new);
            count += 1;
        }
        fn differences<T: PartialEq>(a: &Naive<T>, b: &Naive<T>) -> usize {
            match (a, b) {
                (None, None) => 0,
                (Some(a), Some(b)) => {
                    usize::from(a.value != b.value)
                        + differences(&a.left, &b.left)
                        + differences(&a.right, &b.right)
                }
                (Some(one), None) | (None, Some(one)) => {
                    1 + differences(&one.left, &None) + differences(&one.right, &None)
                }
            }
        }
        assert_eq!(count, differences(&self.1, &other.1));
    }

    fn unshared(&self) -> Self {
        Both(ours(&self.1), self.1.clone())
    }
}

/// What the versions are made of.
#[derive(Arbitrary, Debug)]
enum Shape {
    Plain,
    Owned,
    Unit,
}

/// Versions of a shape, and what is done to them.
#[derive(Arbitrary, Debug)]
pub struct Input(Shape, Steps<Op>);

/// The target.
pub fn fuzz(Input(shape, steps): &Input) {
    match shape {
        Shape::Plain => run::<Both<u32>>(steps),
        Shape::Owned => run::<Both<Owned>>(steps),
        Shape::Unit => run::<Both<Unit>>(steps),
    }
}
