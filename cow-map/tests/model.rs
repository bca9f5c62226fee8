//! Random operations on several live versions, against std's `HashMap`.
//!
//! After each step the invariants of all versions are walked, and all versions hold what they should.
#![cfg(not(cow_loom))]

mod common;

use common::{Key, Wide};
use cow_core::{Atomic, Local, RefCount};
use cow_map::hash_map::Entry;
use cow_map::{CowMap, GenericMap};
use proptest::prelude::*;
use std::collections::HashMap;
use std::collections::hash_map;
use std::hash::{BuildHasher, DefaultHasher, Hasher};
use testkit::{Constant, Identity, LowBitsZero, Seeded, TopBitsZero};

/// What cow-map multiplies hashes by has this inverse, so that a test can choose the bits of the trie.
const INVERSE: u64 = 0x572B_5EE7_7A54_E3BD;

/// Gives the trie the bits of `DefaultHasher` under `MASK`, with zeros elsewhere.
#[derive(Clone, Copy, Debug, Default)]
struct Bits<const MASK: u64>;

/// The hasher of [`Bits`].
struct BitsHasher<const MASK: u64>(DefaultHasher);

impl<const MASK: u64> BuildHasher for Bits<MASK> {
    type Hasher = BitsHasher<MASK>;

    fn build_hasher(&self) -> BitsHasher<MASK> {
        BitsHasher(DefaultHasher::new())
    }
}

impl<const MASK: u64> Hasher for BitsHasher<MASK> {
    fn finish(&self) -> u64 {
        (self.0.finish() & MASK).wrapping_mul(INVERSE)
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0.write(bytes);
    }
}

/// One step. Keys are few, so that they meet.
#[derive(Clone, Debug)]
enum Op {
    Insert(u64),
    InsertMany(u64, u64),
    Remove(u64),
    RemoveEntry(u64),
    RemoveMany(u64, u64),
    GetMut(u64),
    EntryOr(u64),
    EntryModify(u64),
    EntryRemove(u64),
    EntryInsert(u64),
    Disjoint([u64; 3]),
    IterMut(u64),
    Retain(u64),
    Extract(u64, usize),
    Drain(usize),
    IntoIter,
    Clear,
    Shrink,
    Reserve(usize),
    Snapshot,
    Forget(usize),
    Switch(usize),
}

fn op(keys: u64) -> impl Strategy<Value = Op> {
    let key = 0..keys;
    prop_oneof![
        8 => key.clone().prop_map(Op::Insert),
        4 => (key.clone(), 1..keys).prop_map(|(from, n)| Op::InsertMany(from, n)),
        6 => key.clone().prop_map(Op::Remove),
        1 => key.clone().prop_map(Op::RemoveEntry),
        3 => (key.clone(), 1..keys).prop_map(|(from, n)| Op::RemoveMany(from, n)),
        4 => key.clone().prop_map(Op::GetMut),
        2 => key.clone().prop_map(Op::EntryOr),
        2 => key.clone().prop_map(Op::EntryModify),
        2 => key.clone().prop_map(Op::EntryRemove),
        2 => key.clone().prop_map(Op::EntryInsert),
        1 => [key.clone(), key.clone(), key.clone()].prop_map(Op::Disjoint),
        1 => (1..4_u64).prop_map(Op::IterMut),
        1 => (1..5_u64).prop_map(Op::Retain),
        1 => (1..5_u64, 0..20_usize).prop_map(|(n, take)| Op::Extract(n, take)),
        1 => (0..20_usize).prop_map(Op::Drain),
        1 => Just(Op::IntoIter),
        1 => Just(Op::Clear),
        1 => Just(Op::Shrink),
        1 => (0..100_usize).prop_map(Op::Reserve),
        6 => Just(Op::Snapshot),
        2 => (0..4_usize).prop_map(Op::Forget),
        2 => (0..4_usize).prop_map(Op::Switch),
    ]
}

/// A map, and what it should hold.
struct Version<K, S, C: RefCount> {
    map: GenericMap<K, u64, S, C>,
    model: HashMap<K, u64>,
}

impl<K: Clone, S: Clone, C: RefCount> Clone for Version<K, S, C> {
    fn clone(&self) -> Self {
        Version { map: self.map.clone(), model: self.model.clone() }
    }
}

impl<K: Key, S: BuildHasher + Clone, C: RefCount> Version<K, S, C> {
    fn check(&self) {
        let Version { map, model } = self;
        map.assert_invariants();
        assert_eq!(map.len(), model.len());
        assert_eq!(map.iter().len(), model.len());
        let listed: HashMap<K, u64> = map.iter().map(|(k, v)| (k.clone(), *v)).collect();
        assert_eq!(listed, *model);
        for (k, v) in model {
            assert_eq!(map.get_key_value(k), Some((k, v)));
        }
    }

    /// Does a step whose value is `value`.
    fn step(&mut self, op: &Op, value: u64) {
        let Version { map, model } = self;
        match *op {
            Op::Insert(n) => {
                assert_eq!(map.insert(K::of(n), value), model.insert(K::of(n), value));
            }
            Op::InsertMany(from, n) => {
                map.extend((from..from + n).map(|n| (K::of(n), value)));
                model.extend((from..from + n).map(|n| (K::of(n), value)));
            }
            Op::Remove(n) => assert_eq!(map.remove(&K::of(n)), model.remove(&K::of(n))),
            Op::RemoveEntry(n) => {
                assert_eq!(map.remove_entry(&K::of(n)), model.remove_entry(&K::of(n)));
            }
            Op::RemoveMany(from, n) => {
                for n in from..from + n {
                    assert_eq!(map.remove(&K::of(n)), model.remove(&K::of(n)));
                }
            }
            Op::GetMut(n) => {
                let (a, b) = (map.get_mut(&K::of(n)), model.get_mut(&K::of(n)));
                assert_eq!(a, b);
                if let (Some(a), Some(b)) = (a, b) {
                    (*a, *b) = (value, value);
                }
            }
            Op::EntryOr(n) => {
                let a = map.entry(K::of(n)).or_insert_with_key(|k| u64::from(*k == K::of(n)));
                let b = model.entry(K::of(n)).or_insert(1);
                assert_eq!(a, b);
                *a += value;
                *b += value;
            }
            Op::EntryModify(n) => {
                *map.entry(K::of(n)).and_modify(|v| *v ^= value).or_default() += 1;
                *model.entry(K::of(n)).and_modify(|v| *v ^= value).or_default() += 1;
            }
            Op::EntryRemove(n) => match (map.entry(K::of(n)), model.entry(K::of(n))) {
                (Entry::Occupied(a), hash_map::Entry::Occupied(b)) => {
                    assert_eq!((a.key(), a.get()), (b.key(), b.get()));
                    assert_eq!(a.remove_entry(), b.remove_entry());
                }
                (Entry::Vacant(a), hash_map::Entry::Vacant(b)) => {
                    assert_eq!(a.into_key(), b.into_key());
                }
                _ => panic!("there for one, not for the other"),
            },
            Op::EntryInsert(n) => {
                let mut a = map.entry(K::of(n)).insert_entry(value);
                assert_eq!(a.insert(value + 1), value);
                assert_eq!((a.key(), *a.get()), (&K::of(n), value + 1));
                model.insert(K::of(n), value + 1);
            }
            Op::Disjoint(ns) => {
                let keys = ns.map(K::of);
                if ns[0] != ns[1] && ns[0] != ns[2] && ns[1] != ns[2] {
                    let a = map.get_disjoint_mut(keys.each_ref());
                    let b = model.get_disjoint_mut(keys.each_ref());
                    assert_eq!(a, b);
                    a.into_iter().flatten().for_each(|v| *v += value);
                    b.into_iter().flatten().for_each(|v| *v += value);
                }
            }
            Op::IterMut(n) => {
                let all = map.iter_mut();
                assert_eq!(all.len(), model.len());
                all.filter(|(_, v)| v.is_multiple_of(n)).for_each(|(_, v)| *v += 1);
                model.values_mut().filter(|v| v.is_multiple_of(n)).for_each(|v| *v += 1);
            }
            Op::Retain(n) => {
                let keep = |v: &mut u64| {
                    *v += 1;
                    !v.is_multiple_of(n)
                };
                map.retain(|_, v| keep(v));
                model.retain(|_, v| keep(v));
            }
            Op::Extract(n, take) => {
                for (k, v) in map.extract_if(|_, v| v.is_multiple_of(n)).take(take) {
                    assert_eq!(v % n, 0);
                    assert_eq!(model.remove(&k), Some(v));
                }
            }
            Op::Drain(take) => {
                let drain = map.drain();
                assert_eq!(drain.len(), model.len());
                drain.take(take).for_each(|(k, v)| assert_eq!(model.remove(&k), Some(v)));
                model.clear();
            }
            Op::IntoIter => {
                let listed: Vec<(K, u64)> = map.iter().map(|(k, v)| (k.clone(), *v)).collect();
                let owned: Vec<(K, u64)> = map.clone().into_iter().collect();
                assert_eq!(owned, listed);
            }
            Op::Clear => {
                map.clear();
                model.clear();
            }
            Op::Shrink => map.shrink_to_fit(),
            Op::Reserve(n) => map.reserve(n),
            Op::Snapshot | Op::Forget(_) | Op::Switch(_) => {}
        }
    }
}

/// A third of it under Miri.
const fn some(all: u64) -> u64 {
    if cfg!(miri) { all / 3 } else { all }
}

/// Steps on keys below `keys`, fewer than `most`.
fn ops(keys: u64, most: u64) -> impl Strategy<Value = Vec<Op>> {
    prop::collection::vec(op(some(keys)), 1..some(most) as usize)
}

fn run<K: Key, S: BuildHasher + Clone, C: RefCount>(hasher: S, ops: &[Op]) {
    let empty = GenericMap::with_hasher(hasher);
    let mut versions = vec![Version::<K, S, C> { map: empty, model: HashMap::new() }];
    let mut now = 0;
    for (value, op) in ops.iter().enumerate() {
        match *op {
            Op::Snapshot if versions.len() < 5 => versions.push(versions[now].clone()),
            Op::Forget(n) if versions.len() > 1 => {
                versions.remove(n % versions.len());
                now %= versions.len();
            }
            Op::Switch(n) => now = n % versions.len(),
            _ => versions[now].step(op, value as u64),
        }
        versions.iter().for_each(Version::check);
        for a in &versions {
            let equal = a.model == versions[now].model;
            assert_eq!(a.map == versions[now].map, equal);
            assert_eq!(versions[now].map == a.map, equal);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(testkit::cases(48)))]

    #[test]
    fn small(ops in ops(12, 60), seed: u64) {
        run::<u64, _, Atomic>(Seeded::new(seed), &ops);
        run::<String, _, Local>(Seeded::new(seed), &ops);
    }

    #[test]
    fn wide_leaves(ops in ops(400, 40), seed: u64) {
        run::<u64, _, Atomic>(Seeded::new(seed), &ops);
        run::<String, _, Atomic>(Seeded::new(seed), &ops);
    }

    #[test]
    fn tiny_leaves(ops in ops(150, 40), seed: u64) {
        run::<Wide, _, Atomic>(Seeded::new(seed), &ops);
        run::<Wide, _, Local>(Seeded::new(seed), &ops);
    }

    #[test]
    fn one_hash(ops in ops(70, 30)) {
        run::<u64, _, Atomic>(Constant::default(), &ops);
        run::<Wide, _, Atomic>(Constant::default(), &ops);
    }

    #[test]
    fn few_bits(ops in ops(120, 25)) {
        run::<u64, _, Atomic>(LowBitsZero::default(), &ops);
        run::<u64, _, Atomic>(TopBitsZero::default(), &ops);
        run::<Wide, _, Atomic>(TopBitsZero::default(), &ops);
        run::<u64, _, Atomic>(Identity, &ops);
    }

    /// The trie's own bits: all but the last four alike, and all but the first four.
    #[test]
    fn long_paths(ops in ops(120, 25)) {
        run::<u64, _, Atomic>(Bits::<0xF>, &ops);
        run::<Wide, _, Atomic>(Bits::<0xF>, &ops);
        run::<Wide, _, Local>(Bits::<0xF00>, &ops);
        run::<u64, _, Atomic>(Bits::<0xF000_0000_0000_0000>, &ops);
        run::<Wide, _, Atomic>(Bits::<0x8000_0000_0000_0001>, &ops);
    }
}

#[test]
fn thousands_of_keys_with_one_hash() {
    let count = if cfg!(miri) { 60 } else { 3_000 };
    let mut map = CowMap::with_hasher(Constant::default());
    for i in 0..count {
        assert_eq!(map.insert(i, i), None);
    }
    map.assert_invariants();
    let old = map.clone();
    assert!((0..count).all(|i| map.get(&i) == Some(&i)));
    assert_eq!(map.get(&count), None);
    for i in (0..count).rev().step_by(2) {
        assert_eq!(map.remove(&i), Some(i));
    }
    map.assert_invariants();
    assert_eq!((map.len() as u32, old.len() as u32), (count / 2, count));
    old.assert_invariants();
}
