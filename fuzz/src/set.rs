//! `CowSet` against `HashSet`.

use crate::element::{Element, Owned, Wide, call};
use crate::map::{KEYS, Kinds, Several};
use crate::versions::{Pair, Steps, count, run};
use arbitrary::Arbitrary;
use cow_core::{Atomic, Local, RefCount};
use cow_map::GenericSet;
use cow_map::hash_set::DiffItem;
use std::collections::HashSet;
use std::hash::{BuildHasherDefault, DefaultHasher};
use testkit::{Constant, TopBitsZero};

/// What can be done to a set.
#[derive(Arbitrary, Debug)]
#[expect(missing_docs, reason = "named after the methods")]
pub enum Op {
    Insert(u16),
    InsertRun(u16, u8),
    Replace(u16),
    Remove(u16),
    RemoveRun(u16, u8),
    Take(u16),
    Retain(u8),
    Extract(u8, u8),
    Drain(u8),
    IntoIter,
    Collect(u8),
    Or,
    OrInPlace,
    And,
    Sub,
    Xor,
    Shrink(u8),
    Clear,
}

impl Op {
    /// Whether an item stays where the operation fails.
    fn spares(&self, k: u16) -> bool {
        match *self {
            Op::Remove(n) | Op::Take(n) => n % KEYS != k,
            Op::RemoveRun(n, x) => !(n..=n.saturating_add(x.into())).any(|n| n % KEYS == k),
            Op::Retain(x) => !k.is_multiple_of(u16::from(x % 8) + 1),
            Op::Extract(x, _) => !k.is_multiple_of(u16::from(x % 4) + 1),
            Op::And | Op::Sub | Op::Xor | Op::Drain(_) | Op::Clear => false,
            _ => true,
        }
    }
}

/// A set and its model.
#[derive(Clone)]
pub struct Both<T, S, C: RefCount>(GenericSet<T, S, C>, HashSet<T>);

impl<T, S: Default, C: RefCount> Default for Both<T, S, C> {
    fn default() -> Self {
        Both(GenericSet::with_hasher(S::default()), HashSet::new())
    }
}

fn item<T: Element>(n: u16) -> T {
    T::of(n % KEYS)
}

impl<T: Element, S: Kinds, C: RefCount + Clone> Pair for Both<T, S, C> {
    type Op = Op;

    fn step(&mut self, op: &Op, other: &Self) {
        let Both(ours, model) = self;
        match *op {
            Op::Insert(n) => assert_eq!(ours.insert(item(n)), model.insert(item(n))),
            Op::InsertRun(n, x) => {
                let run = || (n..=n.saturating_add(x.into())).map(item);
                ours.extend(run());
                model.extend(run());
            }
            Op::Replace(n) => assert_eq!(ours.replace(item(n)), model.replace(item(n))),
            Op::Remove(n) => {
                let kept = (!model.contains(&item(n))).then(|| ours.clone());
                assert_eq!(ours.remove(&item::<T>(n)), model.remove(&item::<T>(n)));
                assert!(kept.is_none_or(|kept| kept.ptr_eq(ours)), "a miss copies nothing");
            }
            Op::RemoveRun(n, x) => (n..=n.saturating_add(x.into())).for_each(|n| {
                count(1);
                assert_eq!(ours.remove(&item::<T>(n)), model.remove(&item::<T>(n)));
            }),
            Op::Take(n) => assert_eq!(ours.take(&item::<T>(n)), model.take(&item::<T>(n))),
            Op::Retain(x) => {
                let keep = |item: &T| {
                    call();
                    !item.number().is_multiple_of(u16::from(x % 8) + 1)
                };
                ours.retain(keep);
                model.retain(keep);
            }
            Op::Extract(x, take) => {
                let some = |item: &T| item.number().is_multiple_of(u16::from(x % 4) + 1);
                ours.extract_if(some).take(take.into()).for_each(|item| {
                    assert!(model.remove(&item));
                });
            }
            Op::Drain(take) => {
                let drain = ours.drain();
                assert_eq!(drain.len(), model.len());
                drain.take(take.into()).for_each(|item| assert!(model.remove(&item)));
                model.clear();
            }
            Op::IntoIter => assert!(ours.clone().into_iter().eq(ours.iter().cloned())),
            Op::Collect(kind) => {
                let mut copy = GenericSet::with_hasher(S::kind(kind));
                copy.extend(ours.iter().cloned());
                *ours = copy;
            }
            Op::OrInPlace => {
                *ours |= &other.0;
                model.extend(other.1.iter().cloned());
            }
            Op::Or => {
                *ours = &*ours | &other.0;
                *model = &*model | &other.1;
            }
            Op::And => {
                *ours = &*ours & &other.0;
                *model = &*model & &other.1;
            }
            Op::Sub => {
                *ours -= &other.0;
                *model = &*model - &other.1;
            }
            Op::Xor => {
                *ours ^= &other.0;
                *model = &*model ^ &other.1;
            }
            Op::Shrink(n) => {
                ours.reserve(n.into());
                ours.shrink_to_fit();
            }
            Op::Clear => {
                ours.clear();
                model.clear();
            }
        }
    }

    fn assert_invariants(&self) {
        self.0.assert_invariants();
        assert_eq!(self.0.iter().count(), self.0.len());
    }

    fn check_failed(&self, op: &Op, before: &Self) {
        assert!(self.0.iter().all(|item| self.0.get(item) == Some(item)), "found");
        for item in before.1.iter().filter(|item| op.spares(item.number())) {
            assert!(self.0.contains(item), "{item:?} is lost when {op:?} fails");
        }
    }

    fn check(&self) {
        let Both(ours, model) = self;
        ours.assert_invariants();
        assert_eq!(ours.len(), model.len());
        assert!(ours.iter().all(|item| model.contains(item)));
        assert!(model.iter().all(|item| ours.get(item) == Some(item)));
        assert!(!ours.contains(&T::of(KEYS)));
    }

    fn check_with(&self, other: &Self) {
        let (Both(a, x), Both(b, y)) = (self, other);
        assert_eq!(a == b, x == y);
        assert_eq!(a.is_disjoint(b), x.is_disjoint(y));
        assert_eq!(a.is_subset(b), x.is_subset(y));
        assert_eq!(a.is_superset(b), x.is_superset(y));
        assert_eq!(a.union(b).count(), x.union(y).count());
        assert_eq!(a.intersection(b).count(), x.intersection(y).count());
        assert_eq!(a.difference(b).collect::<HashSet<_>>(), x.difference(y).collect());
        assert_eq!(a.symmetric_difference(b).count(), x.symmetric_difference(y).count());
        let mut patched = x.clone();
        for item in a.diff(b) {
            match item {
                DiffItem::Add(item) => assert!(patched.insert(item.clone())),
                DiffItem::Remove(item) => assert!(patched.remove(item)),
            }
        }
        assert_eq!(&patched, y);
    }

    fn unshared(&self) -> Self {
        let mut copy = Self::default();
        copy.0.extend(self.1.iter().cloned());
        copy.1 = self.1.clone();
        copy
    }
}

/// What the versions are made of.
#[derive(Arbitrary, Debug)]
enum Shape {
    Plain,
    Owned,
    Wide,
    FewHashes,
    OneHash,
    TwoHashers,
    TwoHashersOwned,
}

/// Versions of a shape, and what is done to them.
#[derive(Arbitrary, Debug)]
pub struct Input(Shape, Steps<Op>);

type Hasher = BuildHasherDefault<DefaultHasher>;

/// The target.
pub fn fuzz(Input(shape, steps): &Input) {
    match shape {
        Shape::Plain => run::<Both<u32, Hasher, Atomic>>(steps),
        Shape::Owned => run::<Both<Owned, Hasher, Atomic>>(steps),
        Shape::Wide => run::<Both<Wide<40>, Hasher, Local>>(steps),
        Shape::FewHashes => run::<Both<Wide<20>, TopBitsZero, Local>>(steps),
        Shape::OneHash => run::<Both<Owned, Constant, Atomic>>(steps),
        Shape::TwoHashers => run::<Both<u32, Several, Local>>(steps),
        Shape::TwoHashersOwned => run::<Both<Owned, Several, Atomic>>(steps),
    }
}
