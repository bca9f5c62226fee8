//! Sequences of operations on several live versions, against `BTreeMap`. After each step the
//! version written to is checked with its invariants, and at the end all of them.
#![cfg(not(cow_loom))]

mod util;

use cow_core::{Atomic, Local, RefCount};
use cow_tree::GenericTreeMap;
use cow_tree::btree_map::{DiffItem, Pick};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::fmt::Debug;
use util::{Narrow, Narrowest};

/// Versions that are alive at once.
const VERSIONS: usize = 4;

#[derive(Clone, Copy, Debug)]
enum Op {
    Insert(u32, u32),
    InsertRun(u32, u32, bool),
    Remove(u32),
    RemoveRun(u32, u32),
    GetMut(u32, u32),
    PopFirst,
    PopLast,
    PopMany(u32, bool),
    Replace(usize),
    SplitOff(u32, usize),
    SplitAt(u32, usize),
    Append(usize),
    Union(usize),
    Intersection(usize),
    Difference(usize),
    SymmetricDifference(usize),
    Merge(usize),
    Retain(u32),
    Partition(u32, usize),
    IterMut(u32),
    Rebuild,
    Clear,
}

/// A sixth of it under Miri.
const fn some(all: u32) -> u32 {
    if cfg!(miri) { all / 6 } else { all }
}

fn op(keys: u32) -> impl Strategy<Value = (usize, Op)> {
    let key = 1000..1000 + keys;
    let at = 0..VERSIONS;
    let op = prop_oneof![
        8 => (key.clone(), any::<u32>()).prop_map(|(k, v)| Op::Insert(k, v)),
        4 => (key.clone(), 1..some(200), any::<bool>()).prop_map(|(k, n, up)| Op::InsertRun(k, n, up)),
        8 => key.clone().prop_map(Op::Remove),
        3 => (key.clone(), 1..some(150)).prop_map(|(k, n)| Op::RemoveRun(k, n)),
        4 => (key.clone(), any::<u32>()).prop_map(|(k, v)| Op::GetMut(k, v)),
        2 => Just(Op::PopFirst),
        2 => Just(Op::PopLast),
        1 => (1..some(60), any::<bool>()).prop_map(|(n, first)| Op::PopMany(n, first)),
        4 => at.clone().prop_map(Op::Replace),
        2 => (key.clone(), at.clone()).prop_map(|(k, to)| Op::SplitOff(k, to)),
        2 => (key.clone(), at.clone()).prop_map(|(k, to)| Op::SplitAt(k, to)),
        2 => at.clone().prop_map(Op::Append),
        2 => at.clone().prop_map(Op::Union),
        2 => at.clone().prop_map(Op::Intersection),
        2 => at.clone().prop_map(Op::Difference),
        2 => at.clone().prop_map(Op::SymmetricDifference),
        2 => at.clone().prop_map(Op::Merge),
        1 => (2..5u32).prop_map(Op::Retain),
        1 => (2..5u32, at).prop_map(|(n, to)| Op::Partition(n, to)),
        1 => any::<u32>().prop_map(Op::IterMut),
        1 => Just(Op::Rebuild),
        1 => Just(Op::Clear),
    ];
    (0..VERSIONS, op)
}

fn ops(keys: u32) -> impl Strategy<Value = Vec<(usize, Op)>> {
    prop::collection::vec(op(some(keys)), 1..if cfg!(miri) { 20 } else { 80 })
}

trait Value: Clone + Debug + Eq + From<u32> {}
impl<T: Clone + Debug + Eq + From<u32>> Value for T {}

type Pair<V, C> = (GenericTreeMap<u32, V, (), C>, BTreeMap<u32, V>);

fn run<V: Value, C: RefCount>(ops: &[(usize, Op)]) {
    let mut versions: Vec<Pair<V, C>> = vec![Default::default(); VERSIONS];
    for &(at, op) in ops {
        step(&mut versions, at, op);
        check(&versions[at]);
    }
    for pair in &versions {
        check(pair);
        for other in &versions {
            check_two(pair, other);
        }
    }
}

fn step<V: Value, C: RefCount>(versions: &mut [Pair<V, C>], at: usize, op: Op) {
    let operand = match op {
        Op::Union(to)
        | Op::Intersection(to)
        | Op::Difference(to)
        | Op::SymmetricDifference(to)
        | Op::Merge(to)
        | Op::Append(to) => Some(versions[to].clone()),
        _ => None,
    };
    let second = || operand.expect("these have one");
    let (mut map, mut model) = std::mem::take(&mut versions[at]);
    // Half of the operations find the map unshared; the versions left share with each other.
    match op {
        Op::Insert(k, v) => assert_eq!(map.insert(k, v.into()), model.insert(k, v.into())),
        Op::InsertRun(k, n, up) => {
            for i in 0..n {
                let k = if up { k.wrapping_add(i) } else { k.wrapping_sub(i) };
                assert_eq!(map.insert(k, i.into()), model.insert(k, i.into()));
            }
        }
        Op::Remove(k) => assert_eq!(map.remove_entry(&k), model.remove_entry(&k)),
        Op::RemoveRun(k, n) => {
            for k in k..k + n {
                assert_eq!(map.remove(&k), model.remove(&k));
                map.assert_invariants();
            }
        }
        Op::GetMut(k, v) => match (map.get_mut(&k), model.get_mut(&k)) {
            (Some(a), Some(b)) => {
                assert_eq!(a, b);
                *a = v.into();
                *b = v.into();
            }
            (a, b) => assert_eq!(a, b),
        },
        Op::PopFirst => assert_eq!(map.pop_first(), model.pop_first()),
        Op::PopLast => assert_eq!(map.pop_last(), model.pop_last()),
        Op::PopMany(n, true) => {
            for _ in 0..n {
                assert_eq!(map.pop_first(), model.pop_first());
            }
        }
        Op::PopMany(n, false) => {
            for _ in 0..n {
                assert_eq!(map.pop_last(), model.pop_last());
            }
        }
        Op::Replace(to) if to != at => versions[to] = (map.clone(), model.clone()),
        Op::SplitOff(k, to) if to != at => {
            versions[to] = (map.split_off(&k), model.split_off(&k));
            check(&versions[to]);
        }
        Op::SplitAt(k, to) if to != at => {
            let rank = k as usize % (map.len() + 1);
            let (head, tail) = map.split_at(rank);
            let rest: BTreeMap<_, _> =
                model.iter().skip(rank).map(|(k, v)| (*k, v.clone())).collect();
            versions[to] = (tail, rest);
            check(&versions[to]);
            map = head;
            model = model.into_iter().take(rank).collect();
        }
        Op::Append(_) => {
            let (mut b, mut c) = second();
            map.append(&mut b);
            model.append(&mut c);
            assert!(b.is_empty());
        }
        Op::Union(_) => {
            let (b, c) = second();
            map = map.union(b);
            for (k, v) in c {
                model.entry(k).or_insert(v);
            }
        }
        Op::Intersection(_) => {
            let (b, c) = second();
            map = map.intersection(b);
            model.retain(|k, _| c.contains_key(k));
        }
        Op::Difference(_) => {
            let (b, c) = second();
            map = map.difference(b);
            model.retain(|k, _| !c.contains_key(k));
        }
        Op::SymmetricDifference(_) => {
            let (b, mut c) = second();
            map = map.symmetric_difference(b);
            let both: Vec<u32> = model.keys().filter(|k| c.contains_key(k)).copied().collect();
            for k in both {
                model.remove(&k);
                c.remove(&k);
            }
            model.append(&mut c);
        }
        Op::Merge(_) => {
            let (b, c) = second();
            // Depends on the key and on equality alone, so shared nodes, where all is kept, agree.
            fn pick<V: Value>(k: &u32, a: &V, b: &V) -> Pick<V> {
                match k % 4 {
                    _ if a == b => Pick::Left,
                    0 => Pick::Left,
                    1 => Pick::Right,
                    2 => Pick::New(V::from(*k)),
                    _ => Pick::Remove,
                }
            }
            map = map.merge_with(b.clone(), pick);
            for (k, v) in c {
                let Some(old) = model.get(&k) else {
                    model.insert(k, v);
                    continue;
                };
                match pick(&k, old, &v) {
                    Pick::Left => {}
                    Pick::Right => drop(model.insert(k, v)),
                    Pick::New(new) => drop(model.insert(k, new)),
                    Pick::Remove => drop(model.remove(&k)),
                }
            }
        }
        Op::Retain(n) => {
            map.retain(|k, v| {
                *v = (*k + n).into();
                !k.is_multiple_of(n)
            });
            model.retain(|k, v| {
                *v = (*k + n).into();
                !k.is_multiple_of(n)
            });
        }
        Op::Partition(n, to) if to != at => {
            let (some, rest) = map.partition(|k, _| k.is_multiple_of(n));
            assert_eq!(map.filter(|k, _| k.is_multiple_of(n)), some);
            let (a, b): (BTreeMap<_, _>, BTreeMap<_, _>) =
                model.into_iter().partition(|(k, _)| k.is_multiple_of(n));
            versions[to] = (rest, b);
            check(&versions[to]);
            map = some;
            model = a;
        }
        Op::IterMut(seed) => {
            let mut front = seed;
            let (mut a, mut b) = (map.iter_mut(), model.iter_mut());
            loop {
                front = front.rotate_left(1);
                assert_eq!(a.len(), b.len());
                let (x, y) = if front.is_multiple_of(2) {
                    (a.next(), b.next())
                } else {
                    (a.next_back(), b.next_back())
                };
                assert_eq!(x, y);
                let (Some(x), Some(y)) = (x, y) else { break };
                *x.1 = front.into();
                *y.1 = front.into();
            }
        }
        Op::Rebuild => {
            let seed = map.len() as u32;
            let mut entries = map.into_iter();
            let mut list = Vec::new();
            let mut front = seed;
            loop {
                front = front.rotate_left(1) ^ 1;
                let entry =
                    if !front.is_multiple_of(3) { entries.next() } else { entries.next_back() };
                let Some(entry) = entry else { break };
                list.push(entry);
            }
            map = list.into_iter().collect();
        }
        Op::Clear => {
            map.clear();
            model.clear();
        }
        Op::Replace(_) | Op::SplitOff(..) | Op::SplitAt(..) | Op::Partition(..) => {}
    }
    versions[at] = (map, model);
}

fn check<V: Value, C: RefCount>((map, model): &Pair<V, C>) {
    map.assert_invariants();
    assert_eq!(map.len(), model.len());
    assert!(map.iter().eq(model.iter()), "{map:?} is not {model:?}");
    assert!(map.iter().rev().eq(model.iter().rev()));
    assert_eq!(map.first_key_value(), model.first_key_value());
    assert_eq!(map.last_key_value(), model.last_key_value());
    for (rank, (k, v)) in model.iter().enumerate().step_by(7) {
        assert_eq!(map.get(k), Some(v));
        assert_eq!(map.nth(rank), Some((k, v)));
        assert_eq!(map.index_of(k), Some(rank));
        let next = k.wrapping_add(1);
        assert_eq!(map.get(&next), model.get(&next));
        assert_eq!(map.rank(&next), rank + 1);
    }
}

fn check_two<V: Value, C: RefCount>((a, x): &Pair<V, C>, (b, y): &Pair<V, C>) {
    assert_eq!(a == b, x == y);
    assert_eq!(a.is_disjoint(b), !x.keys().any(|k| y.contains_key(k)));
    assert_eq!(a.is_submap(b), x.iter().all(|(k, v)| y.get(k) == Some(v)));
    let mut patched = x.clone();
    let mut last = None;
    for item in a.diff(b) {
        let key = match item {
            DiffItem::Add(k, v) => {
                assert_eq!(patched.insert(*k, v.clone()), None);
                k
            }
            DiffItem::Update { old, new } => {
                assert_eq!(patched.insert(*new.0, new.1.clone()).as_ref(), Some(old.1));
                assert_ne!(old.1, new.1);
                new.0
            }
            DiffItem::Remove(k, v) => {
                assert_eq!(patched.remove(k).as_ref(), Some(v));
                k
            }
        };
        assert!(last < Some(key), "in the order of keys");
        last = Some(key);
    }
    assert_eq!(&patched, y);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(testkit::cases(48)))]

    #[test]
    fn wide_leaves(ops in ops(1500)) {
        run::<u32, Atomic>(&ops);
    }

    #[test]
    fn wide_leaves_local(ops in ops(500)) {
        run::<Boxed, Local>(&ops);
    }

    #[test]
    fn leaves_of_four(ops in ops(300)) {
        run::<Narrow, Atomic>(&ops);
    }

    #[test]
    fn leaves_of_two(ops in ops(120)) {
        run::<Narrowest, Local>(&ops);
    }
}

/// A value that owns memory: leaves of sixteen.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Boxed(Box<u64>);

impl From<u32> for Boxed {
    fn from(number: u32) -> Self {
        Boxed(Box::new(number.into()))
    }
}
