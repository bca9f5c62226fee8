//! `CowTreeMap` against `BTreeMap`.

use crate::element::{Element, Owned, Wide, call, unarmed};
use crate::versions::{Pair, Steps, count, run};
use arbitrary::Arbitrary;
use cow_core::{Atomic, Local, RefCount, Tiny};
use cow_tree::GenericTreeMap;
use cow_tree::btree_map::{DiffItem, Entry, Pick};
use std::collections::{BTreeMap, btree_map};
use std::ops::Bound;

/// What can be done to an ordered map. Keys are taken modulo [`KEYS`], ranks modulo what is possible.
#[derive(Arbitrary, Debug)]
#[expect(missing_docs, reason = "named after the methods")]
pub enum Op {
    Insert(u16, u8),
    InsertRun(u16, u8, bool),
    Remove(u16),
    RemoveRun(u16, u8),
    GetMut(u16, u8),
    EntryOr(u16, u8),
    EntryModify(u16, u8),
    EntryRemove(u16),
    PopFirst(u8),
    PopLast(u8),
    FirstEntry(u8),
    LastEntry(u8),
    SplitOff(u16, bool),
    SplitAt(u16, bool),
    Append,
    Union,
    UnionInPlace,
    UnionWith,
    Intersection,
    Difference,
    SymmetricDifference,
    Retain(u8),
    Partition(u8, bool),
    Extract(u16, u16, u8, u8),
    Range(u16, u16, u8),
    RangeMut(u16, u16, u8),
    IterMut(u8, u8),
    Cursor(u16, u8, u8),
    IntoIter(u8),
    FromSorted,
    Collect,
    Clear,
}

/// Few enough that they meet.
pub const KEYS: u16 = 400;

impl Op {
    /// Whether a key stays where the operation fails.
    fn spares(&self, k: u16) -> bool {
        match *self {
            Op::Remove(n) | Op::EntryRemove(n) => n % KEYS != k,
            Op::RemoveRun(n, x) => !(0..u16::from(x)).any(|i| n.wrapping_add(i) % KEYS == k),
            Op::Retain(x) | Op::Extract(_, _, x, _) => !k.is_multiple_of(u16::from(x % 4) + 1),
            Op::Cursor(_, _, x) => !x.is_multiple_of(2),
            // By value, or all of it; or the halves are checked, which may panic after the cut.
            Op::Append | Op::Union | Op::UnionWith | Op::Intersection | Op::Difference => false,
            Op::SymmetricDifference | Op::PopFirst(_) | Op::PopLast(_) | Op::LastEntry(_) => false,
            Op::SplitOff(..) | Op::SplitAt(..) | Op::Clear => false,
            _ => true,
        }
    }
}

/// An ordered map and its model.
#[derive(Clone)]
pub struct Both<K, V, C: RefCount>(GenericTreeMap<K, V, (), C>, BTreeMap<K, V>);

impl<K: Ord, V, C: RefCount> Default for Both<K, V, C> {
    fn default() -> Self {
        Both(GenericTreeMap::default(), BTreeMap::new())
    }
}

fn key<K: Element>(n: u16) -> K {
    K::of(n % KEYS)
}

fn bounds<K: Element>(n: u16, m: u16) -> (Bound<K>, Bound<K>) {
    let (n, m) = (n % KEYS, m % KEYS);
    let (low, high) = (n.min(m), n.max(m));
    match n % 3 {
        0 => (Bound::Unbounded, Bound::Excluded(K::of(high))),
        1 => (Bound::Included(K::of(low)), Bound::Included(K::of(high))),
        _ => (Bound::Included(K::of(low)), Bound::Unbounded),
    }
}

fn some<K: Element>(x: u8) -> impl Fn(&K) -> bool {
    move |k| {
        call();
        k.number().is_multiple_of(u16::from(x % 4) + 1)
    }
}

impl<K: Element, V: Element, C: RefCount + Clone> Pair for Both<K, V, C> {
    type Op = Op;

    fn step(&mut self, op: &Op, other: &Self) {
        let Both(ours, model) = self;
        let value = |x: u8| V::of(x.into());
        match *op {
            Op::Insert(n, x) => {
                assert_eq!(ours.insert(key(n), value(x)), model.insert(key(n), value(x)));
            }
            Op::InsertRun(n, x, up) => (0..u16::from(x)).for_each(|i| {
                count(1);
                let n = if up { n.wrapping_add(i) } else { n.wrapping_sub(i) };
                assert_eq!(ours.insert(key(n), value(x)), model.insert(key(n), value(x)));
            }),
            Op::Remove(n) => {
                let k: K = key(n);
                let kept = (!model.contains_key(&k)).then(|| ours.clone());
                assert_eq!(ours.remove_entry(&k), model.remove_entry(&k));
                assert!(kept.is_none_or(|kept| kept.ptr_eq(ours)), "a miss copies nothing");
            }
            Op::RemoveRun(n, x) => (0..u16::from(x)).for_each(|i| {
                count(1);
                let k: K = key(n.wrapping_add(i));
                assert_eq!(ours.remove(&k), model.remove(&k));
            }),
            Op::GetMut(n, x) => {
                let k: K = key(n);
                let (a, b) = (ours.get_mut(&k), model.get_mut(&k));
                assert_eq!(a, b);
                if let (Some(a), Some(b)) = (a, b) {
                    (*a, *b) = (value(x), value(x));
                }
            }
            Op::EntryOr(n, x) => {
                let a = ours.entry(key(n)).or_insert_with(|| value(x));
                assert_eq!(a, model.entry(key(n)).or_insert_with(|| value(x)));
            }
            Op::EntryModify(n, x) => {
                let modify = |v: &mut V| {
                    call();
                    *v = value(x);
                };
                ours.entry(key(n)).and_modify(modify).or_insert(value(1));
                model.entry(key(n)).and_modify(modify).or_insert(value(1));
            }
            Op::EntryRemove(n) => match (ours.entry(key(n)), model.entry(key(n))) {
                (Entry::Occupied(a), btree_map::Entry::Occupied(b)) => {
                    assert_eq!((a.key(), a.get()), (b.key(), b.get()));
                    assert_eq!(a.remove_entry(), b.remove_entry());
                }
                (Entry::Vacant(a), btree_map::Entry::Vacant(b)) => {
                    assert_eq!(a.into_key(), b.into_key());
                }
                (a, b) => panic!("{a:?}, but {b:?}"),
            },
            Op::PopFirst(n) => (0..n % 64).for_each(|_| {
                count(1);
                assert_eq!(ours.pop_first(), model.pop_first());
            }),
            Op::PopLast(n) => (0..n % 64).for_each(|_| {
                count(1);
                assert_eq!(ours.pop_last(), model.pop_last());
            }),
            Op::FirstEntry(x) => {
                let a = ours.first_entry().map(|mut entry| entry.insert(value(x)));
                assert_eq!(a, model.first_entry().map(|mut entry| entry.insert(value(x))));
            }
            Op::LastEntry(_) => {
                let a = ours.last_entry().map(|entry| entry.remove_entry());
                assert_eq!(a, model.last_entry().map(|entry| entry.remove_entry()));
            }
            Op::SplitOff(n, right) => {
                let k: K = key(n);
                let rest = Both(ours.split_off(&k), unarmed(|| model.split_off(&k)));
                rest.check();
                if right {
                    self.check();
                    *self = rest;
                }
            }
            Op::SplitAt(n, right) => {
                let rank = usize::from(n) % (model.len() + 1);
                let (head, tail) = ours.split_at(rank);
                let rest = match model.iter().nth(rank).map(|(k, _)| k.clone()) {
                    Some(k) => unarmed(|| model.split_off(&k)),
                    None => BTreeMap::new(),
                };
                let (left, rest) = (Both(head, std::mem::take(model)), Both(tail, rest));
                left.check();
                rest.check();
                *self = if right { rest } else { left };
            }
            Op::Append => {
                let mut second = other.clone();
                ours.append(&mut second.0);
                unarmed(|| model.append(&mut second.1));
                assert!(second.0.is_empty());
            }
            Op::Union => {
                *ours = std::mem::take(ours).union(other.0.clone());
                for (k, v) in &other.1 {
                    model.entry(k.clone()).or_insert_with(|| v.clone());
                }
            }
            Op::UnionInPlace => {
                *ours |= &other.0;
                for (k, v) in &other.1 {
                    model.entry(k.clone()).or_insert_with(|| v.clone());
                }
            }
            Op::UnionWith => {
                // Keeps what is equal, for of nodes that both share nothing is asked.
                let pick = |k: &K, a: &V, b: &V| match k.number() % 4 {
                    _ if a == b => Pick::Left,
                    0 => Pick::Left,
                    1 => Pick::Right,
                    2 => Pick::New(value(3)),
                    _ => Pick::Remove,
                };
                *ours = std::mem::take(ours).merge_with(other.0.clone(), pick);
                for (k, v) in &other.1 {
                    match model.get(k).map_or(Pick::Right, |old| pick(k, old, v)) {
                        Pick::Left => {}
                        Pick::Right => drop(model.insert(k.clone(), v.clone())),
                        Pick::New(new) => drop(model.insert(k.clone(), new)),
                        Pick::Remove => drop(model.remove(k)),
                    }
                }
            }
            Op::Intersection => {
                *ours = std::mem::take(ours).intersection(other.0.clone());
                model.retain(|k, _| other.1.contains_key(k));
            }
            Op::Difference => {
                *ours = std::mem::take(ours).difference(other.0.clone());
                model.retain(|k, _| !other.1.contains_key(k));
            }
            Op::SymmetricDifference => {
                *ours = std::mem::take(ours).symmetric_difference(other.0.clone());
                for (k, v) in &other.1 {
                    if model.remove(k).is_none() {
                        model.insert(k.clone(), v.clone());
                    }
                }
            }
            Op::Retain(x) => {
                let keep = |k: &K, v: &mut V| {
                    if v.number() > 128 {
                        *v = value(x);
                    }
                    !some(x)(k)
                };
                ours.retain(keep);
                model.retain(keep);
            }
            Op::Partition(x, right) => {
                let (a, b) = ours.partition(|k, _| some(x)(k));
                let (c, d) = std::mem::take(model).into_iter().partition(|(k, _)| some(x)(k));
                let (yes, no) = (Both(a, c), Both(b, d));
                yes.check();
                no.check();
                *self = if right { no } else { yes };
            }
            Op::Extract(n, m, x, take) => {
                let taken = ours.extract_if(bounds::<K>(n, m), |k, _| some(x)(k)).take(take.into());
                for (k, v) in taken {
                    assert_eq!(model.remove(&k), Some(v));
                }
            }
            Op::Range(n, m, x) => {
                let (mut a, mut b) =
                    (ours.range(bounds::<K>(n, m)), model.range(bounds::<K>(n, m)));
                assert_eq!(a.len(), b.clone().count());
                for i in 0..x {
                    match i % 3 {
                        0 => assert_eq!(a.next_back(), b.next_back()),
                        _ => assert_eq!(a.next(), b.next()),
                    }
                }
                assert!(a.eq(b));
            }
            Op::RangeMut(n, m, x) => {
                let (a, b) =
                    (ours.range_mut(bounds::<K>(n, m)), model.range_mut(bounds::<K>(n, m)));
                for (a, b) in a.zip(b).take(x.into()) {
                    assert_eq!(a, b);
                    (*a.1, *b.1) = (value(x), value(x));
                }
            }
            Op::IterMut(n, x) => {
                let (mut a, mut b) = (ours.iter_mut(), model.iter_mut());
                for i in 0..n {
                    assert_eq!(a.len(), b.len());
                    let (a, b) = match i % 3 {
                        0 => (a.next_back(), b.next_back()),
                        _ => (a.next(), b.next()),
                    };
                    assert_eq!(a, b);
                    let (Some(a), Some(b)) = (a, b) else { break };
                    (*a.1, *b.1) = (value(x), value(x));
                }
            }
            Op::Cursor(n, moves, x) => {
                let k: K = key(n);
                let mut cursor = ours.lower_bound_mut(Bound::Included(&k));
                let mut rank = model.range(..&k).count();
                for i in 0..8 {
                    if moves >> i & 1 == 1 {
                        rank += usize::from(cursor.next().is_some());
                    } else {
                        rank -= usize::from(cursor.prev().is_some());
                    }
                    let next = model.iter().nth(rank);
                    assert_eq!(cursor.peek_next().map(|(k, v)| (k, &*v)), next);
                }
                if let Some((_, v)) = cursor.peek_next() {
                    *v = value(x);
                }
                if let Some((_, v)) = model.iter_mut().nth(rank) {
                    *v = value(x);
                }
                let next = model.keys().nth(rank).cloned();
                if x.is_multiple_of(2) {
                    let removed = cursor.remove_next();
                    assert_eq!(removed, next.and_then(|next| model.remove_entry(&next)));
                } else {
                    let last = rank.checked_sub(1).and_then(|rank| model.keys().nth(rank).cloned());
                    let new = key(n.wrapping_add(x.into()));
                    let fits =
                        last.is_none_or(|last| last < new) && next.is_none_or(|next| new < next);
                    assert_eq!(cursor.insert_before(new.clone(), value(x)).is_ok(), fits);
                    if fits {
                        model.insert(new, value(x));
                    }
                }
            }
            Op::IntoIter(n) => {
                let (mut a, mut b) = (ours.clone().into_iter(), model.clone().into_iter());
                for i in 0..n {
                    match i % 3 {
                        0 => assert_eq!(a.next_back(), b.next_back()),
                        _ => assert_eq!(a.next(), b.next()),
                    }
                    assert_eq!(a.len(), b.len());
                }
            }
            Op::FromSorted => *ours = model.iter().map(|(k, v)| (k.clone(), v.clone())).collect(),
            Op::Collect => {
                let mut copy = GenericTreeMap::default();
                copy.extend(model.iter().rev().map(|(k, v)| (k.clone(), v.clone())));
                *ours = copy;
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
        for (k, v) in &self.0 {
            assert_eq!(self.0.get(k), Some(v), "found by its key");
        }
        for k in before.1.keys().filter(|k| op.spares(k.number())) {
            assert!(self.0.contains_key(k), "{k:?} is lost when {op:?} fails");
        }
    }

    fn check(&self) {
        let Both(ours, model) = self;
        ours.assert_invariants();
        assert_eq!(ours.len(), model.len());
        assert!(ours.iter().eq(model), "{ours:?} is not {model:?}");
        assert_eq!(ours.first_key_value(), model.first_key_value());
        assert_eq!(ours.last_key_value(), model.last_key_value());
        for (rank, (k, v)) in model.iter().enumerate().step_by(7) {
            assert_eq!((ours.get(k), ours.nth(rank)), (Some(v), Some((k, v))));
            assert_eq!((ours.rank(k), ours.index_of(k)), (rank, Some(rank)));
        }
        let probe = key(model.len() as u16);
        assert_eq!(ours.get(&probe), model.get(&probe));
    }

    fn check_with(&self, other: &Self) {
        let (Both(a, x), Both(b, y)) = (self, other);
        assert_eq!(a == b, x == y);
        assert_eq!(a.cmp(b), x.cmp(y));
        assert_eq!(a.is_disjoint(b), !x.keys().any(|k| y.contains_key(k)));
        assert_eq!(a.is_submap(b), x.iter().all(|(k, v)| y.get(k) == Some(v)));
        let (mut patched, mut last) = (x.clone(), None);
        for item in a.diff(b) {
            let k = match item {
                DiffItem::Add(k, v) => {
                    assert_eq!(patched.insert(k.clone(), v.clone()), None);
                    k
                }
                DiffItem::Update { old, new } => {
                    assert_ne!(old.1, new.1);
                    assert_eq!(patched.insert(new.0.clone(), new.1.clone()).as_ref(), Some(old.1));
                    new.0
                }
                DiffItem::Remove(k, v) => {
                    assert_eq!(patched.remove(k).as_ref(), Some(v));
                    k
                }
            };
            assert!(last < Some(k), "in the order of keys");
            last = Some(k);
        }
        assert_eq!(&patched, y);
    }

    fn unshared(&self) -> Self {
        let entries = self.1.iter().map(|(k, v)| (k.clone(), v.clone()));
        Both(entries.collect(), self.1.clone())
    }
}

/// How wide leaves are follows from the size of an entry: 128, 32, 4, 2; and 4 of tiny ones, with few children to a branch.
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
        Shape::Plain => run::<Both<u32, u32, Local>>(steps),
        Shape::Owned => run::<Both<Owned, Owned, Atomic>>(steps),
        Shape::Narrow => run::<Both<Owned, Wide<30>, Atomic>>(steps),
        Shape::Narrowest => run::<Both<u32, Wide<62>, Local>>(steps),
        Shape::Tiny => run::<Both<u32, u32, Tiny>>(steps),
        Shape::TinyOwned => run::<Both<Owned, Owned, Tiny>>(steps),
    }
}
