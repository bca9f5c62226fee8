//! `CowMap` against `HashMap`.

use crate::element::{Element, Owned, Wide, call};
use crate::versions::{Pair, Steps, count, run};
use arbitrary::Arbitrary;
use cow_core::{Atomic, Local, RefCount};
use cow_map::GenericMap;
use cow_map::hash_map::{DiffItem, Entry, Pick};
use std::collections::{HashMap, hash_map};
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};
use testkit::{Constant, Diverging, DivergingHasher, TopBitsZero};

/// What can be done to a map. Keys are taken modulo [`KEYS`].
#[derive(Arbitrary, Debug)]
#[expect(missing_docs, reason = "named after the methods")]
pub enum Op {
    Insert(u16, u8),
    InsertRun(u16, u8),
    Remove(u16),
    RemoveRun(u16, u8),
    GetMut(u16, u8),
    EntryOr(u16, u8),
    EntryModify(u16, u8),
    EntryRemove(u16),
    EntryInsert(u16, u8),
    Disjoint(u16, u16),
    IterMut(u8),
    Retain(u8),
    Extract(u8, u8),
    Drain(u8),
    IntoIter,
    Collect(u8),
    Union,
    UnionInPlace,
    UnionWith,
    Merge,
    Intersection,
    Difference,
    SymmetricDifference,
    Shrink(u8),
    Clear,
}

/// Few enough that they meet.
pub const KEYS: u16 = 400;

impl Op {
    /// Whether a key stays where the operation fails.
    fn spares(&self, k: u16) -> bool {
        match *self {
            Op::Remove(n) | Op::EntryRemove(n) => n % KEYS != k,
            Op::RemoveRun(n, x) => !(n..=n.saturating_add(x.into())).any(|n| n % KEYS == k),
            Op::Retain(x) => !k.is_multiple_of(u16::from(x % 8) + 1),
            Op::Extract(x, _) => !k.is_multiple_of(u16::from(x % 4) + 1),
            // By value, or all of it.
            Op::Union | Op::UnionWith | Op::Merge | Op::Intersection => false,
            Op::Difference | Op::SymmetricDifference | Op::Drain(_) | Op::Clear => false,
            _ => true,
        }
    }
}

/// A hasher of which there may be several kinds, that differ for some keys.
pub trait Kinds: BuildHasher + Clone + Default {
    /// Returns the hasher of a kind. Kind 0 is the default one.
    #[must_use]
    fn kind(_kind: u8) -> Self {
        Self::default()
    }
}

impl Kinds for BuildHasherDefault<DefaultHasher> {}
impl Kinds for Constant {}
impl Kinds for TopBitsZero {}

/// Kinds that agree on three quarters of all keys.
#[derive(Clone)]
pub struct Several(Diverging);

impl Default for Several {
    fn default() -> Self {
        Self::kind(0)
    }
}

impl Kinds for Several {
    fn kind(kind: u8) -> Self {
        Several(Diverging::new(u64::from(KEYS) * 3 / 4, u64::from(kind % 4)))
    }
}

impl BuildHasher for Several {
    type Hasher = DivergingHasher;

    fn build_hasher(&self) -> DivergingHasher {
        self.0.build_hasher()
    }
}

/// A map and its model.
#[derive(Clone)]
pub struct Both<K, V, S, C: RefCount>(GenericMap<K, V, S, C>, HashMap<K, V>);

impl<K, V, S: Default, C: RefCount> Default for Both<K, V, S, C> {
    fn default() -> Self {
        Both(GenericMap::with_hasher(S::default()), HashMap::new())
    }
}

fn key<K: Element>(n: u16) -> K {
    K::of(n % KEYS)
}

impl<K, V, S, C> Pair for Both<K, V, S, C>
where
    K: Element,
    V: Element,
    S: Kinds,
    C: RefCount + Clone,
{
    type Op = Op;

    fn step(&mut self, op: &Op, other: &Self) {
        let Both(ours, model) = self;
        let value = |x: u8| V::of(x.into());
        match *op {
            Op::Insert(n, x) => {
                assert_eq!(ours.insert(key(n), value(x)), model.insert(key(n), value(x)));
            }
            Op::InsertRun(n, x) => {
                let run = || (n..=n.saturating_add(x.into())).map(|n| (key(n), value(x)));
                ours.extend(run());
                model.extend(run());
            }
            Op::Remove(n) => {
                let k: K = key(n);
                let kept = (!model.contains_key(&k)).then(|| ours.clone());
                assert_eq!(ours.remove_entry(&k), model.remove_entry(&k));
                assert!(kept.is_none_or(|kept| kept.ptr_eq(ours)), "a miss copies nothing");
            }
            Op::RemoveRun(n, x) => (n..=n.saturating_add(x.into())).for_each(|n| {
                count(1);
                let k: K = key(n);
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
                (Entry::Occupied(a), hash_map::Entry::Occupied(b)) => {
                    assert_eq!((a.key(), a.get()), (b.key(), b.get()));
                    assert_eq!(a.remove_entry(), b.remove_entry());
                }
                (Entry::Vacant(a), hash_map::Entry::Vacant(b)) => {
                    assert_eq!(a.into_key(), b.into_key());
                }
                (a, b) => panic!("{a:?}, but {b:?}"),
            },
            Op::EntryInsert(n, x) => {
                let entry = ours.entry(key(n)).insert_entry(value(x));
                assert_eq!((entry.key(), entry.get()), (&key(n), &value(x)));
                model.insert(key(n), value(x));
            }
            Op::Disjoint(n, m) if n % KEYS != m % KEYS => {
                let keys: [K; 2] = [key(n), key(m)];
                let a = ours.get_disjoint_mut(keys.each_ref());
                let b = model.get_disjoint_mut(keys.each_ref());
                assert_eq!(a, b);
                a.into_iter().flatten().for_each(|v| *v = value(2));
                b.into_iter().flatten().for_each(|v| *v = value(2));
            }
            Op::IterMut(x) => {
                let some = |k: &K| k.number().is_multiple_of(u16::from(x % 8) + 1);
                assert_eq!(ours.iter_mut().len(), model.len());
                ours.iter_mut().filter(|(k, _)| some(k)).for_each(|(_, v)| *v = value(x));
                model.iter_mut().filter(|(k, _)| some(k)).for_each(|(_, v)| *v = value(x));
            }
            Op::Retain(x) => {
                let keep = |k: &K, v: &mut V| {
                    call();
                    if v.number() > 128 {
                        *v = value(x);
                    }
                    !k.number().is_multiple_of(u16::from(x % 8) + 1)
                };
                ours.retain(keep);
                model.retain(keep);
            }
            Op::Extract(x, take) => {
                let some = |k: &K, _: &mut V| k.number().is_multiple_of(u16::from(x % 4) + 1);
                for (k, v) in ours.extract_if(some).take(take.into()) {
                    assert_eq!(model.remove(&k), Some(v));
                }
            }
            Op::Drain(take) => {
                let drain = ours.drain();
                assert_eq!(drain.len(), model.len());
                drain.take(take.into()).for_each(|(k, v)| assert_eq!(model.remove(&k), Some(v)));
                model.clear();
            }
            Op::IntoIter => {
                let owned: Vec<(K, V)> = ours.clone().into_iter().collect();
                assert!(owned.iter().map(|(k, v)| (k, v)).eq(ours.iter()));
            }
            Op::Collect(kind) => {
                let mut copy = GenericMap::with_hasher(S::kind(kind));
                copy.extend(ours.iter().map(|(k, v)| (k.clone(), v.clone())));
                *ours = copy;
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
                let with = |_: &K, a: &V, b: &V| V::of(a.number() / 2 + b.number() / 2);
                *ours = std::mem::take(ours).union_with(other.0.clone(), with);
                for (k, v) in &other.1 {
                    let new = model.get(k).map_or_else(|| v.clone(), |old| with(k, old, v));
                    model.insert(k.clone(), new);
                }
            }
            Op::Merge => {
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
            Op::Shrink(n) => {
                ours.reserve(n.into());
                ours.shrink_to_fit();
            }
            Op::Clear => {
                ours.clear();
                model.clear();
            }
            Op::Disjoint(..) => {}
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
        assert_eq!((ours.len(), ours.iter().len()), (model.len(), model.len()));
        for (k, v) in ours.iter() {
            assert_eq!(model.get_key_value(k), Some((k, v)));
        }
        for (k, v) in model {
            assert_eq!(ours.get_key_value(k), Some((k, v)));
        }
        let absent = K::of(KEYS);
        assert_eq!(ours.get(&absent), model.get(&absent));
    }

    fn check_with(&self, other: &Self) {
        assert_eq!(self.0 == other.0, self.1 == other.1);
        let mut patched = self.1.clone();
        for item in self.0.diff(&other.0) {
            match item {
                DiffItem::Add(k, v) => assert_eq!(patched.insert(k.clone(), v.clone()), None),
                DiffItem::Update { old, new } => {
                    assert_ne!(old.1, new.1);
                    assert_eq!(patched.insert(new.0.clone(), new.1.clone()).as_ref(), Some(old.1));
                }
                DiffItem::Remove(k, v) => assert_eq!(patched.remove(k).as_ref(), Some(v)),
            }
        }
        assert_eq!(patched, other.1);
        let submap = self.1.iter().all(|(k, v)| other.1.get(k) == Some(v));
        assert_eq!(self.0.is_submap(&other.0), submap);
    }

    fn unshared(&self) -> Self {
        let mut copy = Self::default();
        copy.0.extend(self.1.iter().map(|(k, v)| (k.clone(), v.clone())));
        copy.1 = self.1.clone();
        copy
    }
}

/// How wide leaves are follows from the size of an entry: 32, 16, 2.
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
        Shape::Plain => run::<Both<u32, u32, Hasher, Atomic>>(steps),
        Shape::Owned => run::<Both<Owned, Owned, Hasher, Atomic>>(steps),
        Shape::Wide => run::<Both<Wide<40>, Owned, Hasher, Atomic>>(steps),
        Shape::FewHashes => run::<Both<Wide<20>, u32, TopBitsZero, Local>>(steps),
        Shape::OneHash => run::<Both<Owned, u32, Constant, Atomic>>(steps),
        Shape::TwoHashers => run::<Both<u32, u32, Several, Local>>(steps),
        Shape::TwoHashersOwned => run::<Both<Owned, Owned, Several, Atomic>>(steps),
    }
}
