//! `CowTreeSet` against `BTreeSet`.

use crate::element::{Element, Owned, Wide, call, unarmed};
use crate::tree::KEYS;
use crate::versions::{Pair, Steps, count, run};
use arbitrary::Arbitrary;
use cow_core::{Atomic, Local, RefCount, Tiny};
use cow_tree::GenericTreeSet;
use cow_tree::btree_set::DiffItem;
use std::collections::BTreeSet;

/// What can be done to an ordered set.
#[derive(Arbitrary, Debug)]
#[expect(missing_docs, reason = "named after the methods")]
pub enum Op {
    Insert(u16),
    InsertRun(u16, u8, bool),
    Replace(u16),
    Remove(u16),
    RemoveRun(u16, u8),
    Take(u16),
    PopFirst(u8),
    PopLast(u8),
    SplitOff(u16, bool),
    Append,
    Retain(u8),
    Extract(u16, u16, u8, u8),
    Range(u16, u16),
    IntoIter(u8),
    Or,
    And,
    Sub,
    Xor,
    Clear,
}

impl Op {
    /// Whether an item stays where the operation fails.
    fn spares(&self, k: u16) -> bool {
        match *self {
            Op::Remove(n) | Op::Take(n) => n % KEYS != k,
            Op::RemoveRun(n, x) => !(0..u16::from(x)).any(|i| n.wrapping_add(i) % KEYS == k),
            Op::Retain(x) => k.is_multiple_of(u16::from(x % 4) + 1),
            Op::Extract(_, _, x, _) => !k.is_multiple_of(u16::from(x % 4) + 1),
            Op::Append | Op::PopFirst(_) | Op::PopLast(_) | Op::SplitOff(..) | Op::Clear => false,
            _ => true,
        }
    }
}

/// An ordered set and its model.
#[derive(Clone)]
pub struct Both<T, C: RefCount>(GenericTreeSet<T, (), C>, BTreeSet<T>);

impl<T: Ord, C: RefCount> Default for Both<T, C> {
    fn default() -> Self {
        Both(GenericTreeSet::default(), BTreeSet::new())
    }
}

fn item<T: Element>(n: u16) -> T {
    T::of(n % KEYS)
}

impl<T: Element, C: RefCount + Clone> Pair for Both<T, C> {
    type Op = Op;

    fn step(&mut self, op: &Op, other: &Self) {
        let Both(ours, model) = self;
        let range =
            |n: u16, m: u16| item::<T>((n % KEYS).min(m % KEYS))..item((n % KEYS).max(m % KEYS));
        let some = |x: u8| {
            move |item: &T| {
                call();
                item.number().is_multiple_of(u16::from(x % 4) + 1)
            }
        };
        match *op {
            Op::Insert(n) => assert_eq!(ours.insert(item(n)), model.insert(item(n))),
            Op::InsertRun(n, x, up) => (0..u16::from(x)).for_each(|i| {
                count(1);
                let n = if up { n.wrapping_add(i) } else { n.wrapping_sub(i) };
                assert_eq!(ours.insert(item(n)), model.insert(item(n)));
            }),
            Op::Replace(n) => assert_eq!(ours.replace(item(n)), model.replace(item(n))),
            Op::Remove(n) => {
                let kept = (!model.contains(&item(n))).then(|| ours.clone());
                assert_eq!(ours.remove(&item::<T>(n)), model.remove(&item::<T>(n)));
                assert!(kept.is_none_or(|kept| kept.ptr_eq(ours)), "a miss copies nothing");
            }
            Op::RemoveRun(n, x) => (0..u16::from(x)).for_each(|i| {
                count(1);
                let item: T = item(n.wrapping_add(i));
                assert_eq!(ours.remove(&item), model.remove(&item));
            }),
            Op::Take(n) => assert_eq!(ours.take(&item::<T>(n)), model.take(&item::<T>(n))),
            Op::PopFirst(n) => (0..n % 64).for_each(|_| {
                count(1);
                assert_eq!(ours.pop_first(), model.pop_first());
            }),
            Op::PopLast(n) => (0..n % 64).for_each(|_| {
                count(1);
                assert_eq!(ours.pop_last(), model.pop_last());
            }),
            Op::SplitOff(n, right) => {
                let at: T = item(n);
                let rest = Both(ours.split_off(&at), unarmed(|| model.split_off(&at)));
                rest.check();
                if right {
                    self.check();
                    *self = rest;
                }
            }
            Op::Append => {
                let mut second = other.clone();
                ours.append(&mut second.0);
                unarmed(|| model.append(&mut second.1));
                assert!(second.0.is_empty());
            }
            Op::Retain(x) => {
                ours.retain(some(x));
                model.retain(some(x));
            }
            Op::Extract(n, m, x, take) => {
                ours.extract_if(range(n, m), some(x)).take(take.into()).for_each(|item| {
                    assert!(model.remove(&item));
                });
            }
            Op::Range(n, m) => {
                assert!(ours.range(range(n, m)).eq(model.range(range(n, m))));
                assert!(ours.range(range(n, m)).rev().eq(model.range(range(n, m)).rev()));
            }
            Op::IntoIter(n) => {
                let (mut a, mut b) = (ours.clone().into_iter(), model.clone().into_iter());
                for i in 0..n {
                    match i % 3 {
                        0 => assert_eq!(a.next_back(), b.next_back()),
                        _ => assert_eq!(a.next(), b.next()),
                    }
                }
                assert_eq!(a.len(), b.len());
            }
            Op::Or => {
                *ours = &*ours | &other.0;
                *model = unarmed(|| &*model | &other.1);
            }
            Op::And => {
                *ours = &*ours & &other.0;
                *model = unarmed(|| &*model & &other.1);
            }
            Op::Sub => {
                *ours = &*ours - &other.0;
                *model = unarmed(|| &*model - &other.1);
            }
            Op::Xor => {
                *ours = &*ours ^ &other.0;
                *model = unarmed(|| &*model ^ &other.1);
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
        assert!(ours.iter().eq(model), "{ours:?} is not {model:?}");
        assert_eq!((ours.first(), ours.last()), (model.first(), model.last()));
        for (rank, item) in model.iter().enumerate().step_by(7) {
            assert_eq!((ours.get(item), ours.nth(rank)), (Some(item), Some(item)));
            assert_eq!(ours.index_of(item), Some(rank));
        }
    }

    fn check_with(&self, other: &Self) {
        let (Both(a, x), Both(b, y)) = (self, other);
        assert_eq!((a == b, a.cmp(b)), (x == y, x.cmp(y)));
        assert_eq!(a.is_disjoint(b), x.is_disjoint(y));
        assert_eq!(a.is_subset(b), x.is_subset(y));
        assert_eq!(a.is_superset(b), x.is_superset(y));
        assert!(a.union(b).eq(x.union(y)));
        assert!(a.intersection(b).eq(x.intersection(y)));
        assert!(a.difference(b).eq(x.difference(y)));
        assert!(a.symmetric_difference(b).eq(x.symmetric_difference(y)));
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
        Both(self.1.iter().cloned().collect(), self.1.clone())
    }
}

/// What the versions are made of.
#[derive(Arbitrary, Debug)]
enum Shape {
    Plain,
    Owned,
    Narrow,
    Narrowest,
    Tiny,
    TinyOwned,
}

/// Versions of a shape, and what is done to them.
#[derive(Arbitrary, Debug)]
pub struct Input(Shape, Steps<Op>);

/// The target.
pub fn fuzz(Input(shape, steps): &Input) {
    match shape {
        Shape::Plain => run::<Both<u32, Local>>(steps),
        Shape::Owned => run::<Both<Owned, Atomic>>(steps),
        Shape::Narrow => run::<Both<Wide<30>, Atomic>>(steps),
        Shape::Narrowest => run::<Both<Wide<62>, Local>>(steps),
        Shape::Tiny => run::<Both<u32, Tiny>>(steps),
        Shape::TinyOwned => run::<Both<Owned, Tiny>>(steps),
    }
}
