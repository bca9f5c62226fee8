//! `CowSet` under the name and against the behaviour of std's `HashSet`.
#![cfg(not(cow_loom))]

use cow_map::hash_set::{self, DiffItem};
use cow_map::{CowSet, LocalSet};
use proptest::prelude::*;
use static_assertions::{assert_impl_all, assert_not_impl_any};
use std::collections::HashSet as Std;
use std::fmt::Debug;
use std::hash::{BuildHasher, RandomState};
use std::iter::FusedIterator;
use testkit::{Constant, Identity, Seeded, Tagged, TopBitsZero};

/// A program written for std: only the import differs.
mod drop_in {
    use cow_map::CowSet as HashSet;
    use std::borrow::Borrow;
    use std::collections::HashMap;
    use std::hash::{BuildHasherDefault, DefaultHasher, RandomState};

    static EMPTY: HashSet<u8, BuildHasherDefault<DefaultHasher>> =
        HashSet::with_hasher(BuildHasherDefault::new());

    struct Graph<'a> {
        seen: HashSet<&'a str>,
        by_size: HashMap<usize, HashSet<String>>,
    }

    fn union_of<T: Eq + std::hash::Hash + Clone>(sets: &[HashSet<T>]) -> HashSet<T> {
        sets.iter().fold(HashSet::new(), |all, set| all.union(set).cloned().collect())
    }

    #[test]
    fn compiles_and_behaves() {
        let mut graph = Graph { seen: HashSet::with_capacity(4), by_size: HashMap::new() };
        for word in ["one", "two", "three", "two"] {
            if graph.seen.insert(word) {
                graph.by_size.entry(word.len()).or_default().insert(word.to_string());
            }
        }
        assert_eq!(graph.seen.len(), 3);
        assert!(graph.by_size[&3].contains("one"));
        assert_eq!(graph.by_size[&3].get("two").map(String::as_str), Some("two"));
        let mut words: Vec<&str> = graph.seen.iter().copied().collect();
        words.sort_unstable();
        assert_eq!(words, ["one", "three", "two"]);

        let (a, b) = (HashSet::from([1, 2, 3]), HashSet::from([3, 4]));
        let sorted = |set: HashSet<i32>| {
            let mut all: Vec<i32> = set.into_iter().collect();
            all.sort_unstable();
            all
        };
        assert_eq!(sorted(&a | &b), [1, 2, 3, 4]);
        assert_eq!(sorted(&a & &b), [3]);
        assert_eq!(sorted(&a - &b), [1, 2]);
        assert_eq!(sorted(&a ^ &b), [1, 2, 4]);
        assert_eq!(sorted(a.difference(&b).cloned().collect()), [1, 2]);
        assert_eq!(sorted(a.symmetric_difference(&b).copied().collect()), [1, 2, 4]);
        assert_eq!(sorted(a.intersection(&b).copied().collect()), [3]);
        assert_eq!(sorted(union_of(&[a.clone(), b.clone()])), [1, 2, 3, 4]);
        assert!(!a.is_disjoint(&b) && !a.is_subset(&b) && a.is_superset(&HashSet::from([1])));

        let mut c = a;
        c.extend([7, 8]);
        c.extend(&b);
        c.reserve(10);
        assert!(c.try_reserve(10).is_ok() && c.try_reserve(usize::MAX).is_err());
        c.shrink_to(3);
        c.shrink_to_fit();
        assert!(c.capacity() >= c.len());
        assert_eq!(c.take(&7), Some(7));
        assert_eq!(c.replace(8), Some(8));
        assert!(c.remove(&8) && !c.remove(&8));
        c.retain(|x| x % 2 == 0);
        assert_eq!(sorted(c.clone()), [2, 4]);
        assert_eq!(c.extract_if(|&x| x == 2).collect::<Vec<_>>(), [2]);
        for x in &c {
            assert_eq!(*x, 4);
        }
        assert_eq!(c.drain().count(), 1);
        assert!(c.is_empty() && c == HashSet::default());
        c.clear();
        assert_eq!(format!("{:?}", HashSet::from(["x"])), r#"{"x"}"#);

        let nested: HashSet<Vec<u8>> = [vec![1], vec![]].into_iter().collect();
        let key: &[u8] = nested.get(&[1][..]).unwrap().borrow();
        assert_eq!(key, [1]);
        assert!(EMPTY.is_empty());
        let _: &RandomState = nested.hasher();
        let _ = HashSet::<u8, _>::with_capacity_and_hasher(3, RandomState::new());
    }
}

#[test]
fn traits_are_those_of_std() {
    assert_impl_all!(CowSet<String>: Send, Sync, Clone, Debug, Default, Eq, Unpin);
    assert_not_impl_any!(LocalSet<String, RandomState>: Send, Sync);
    assert_not_impl_any!(CowSet<std::cell::Cell<u8>>: Send, Sync);
    assert_impl_all!(hash_set::Iter<'_, String>: Clone, Debug, Default, ExactSizeIterator, FusedIterator, Send, Sync);
    assert_impl_all!(hash_set::IntoIter<String>: Debug, Default, ExactSizeIterator, FusedIterator, Send);
    assert_impl_all!(hash_set::Drain<'_, String>: Debug, ExactSizeIterator, FusedIterator, Send);
    assert_impl_all!(hash_set::Union<'_, String>: Clone, Debug, FusedIterator, Send, Sync);
    assert_impl_all!(hash_set::Intersection<'_, String>: Clone, Debug, FusedIterator, Send, Sync);
    assert_impl_all!(hash_set::Difference<'_, String>: Clone, Debug, FusedIterator, Send, Sync);
    assert_impl_all!(hash_set::SymmetricDifference<'_, String>: Clone, Debug, FusedIterator, Send, Sync);
    assert_impl_all!(hash_set::Diff<'_, '_, String>: Clone, Debug, FusedIterator, Send, Sync);
    assert_eq!(size_of::<CowSet<String, ()>>(), 2 * size_of::<usize>());
    assert_eq!(size_of::<Option<CowSet<String, ()>>>(), size_of::<CowSet<String, ()>>());

    // No bounds.
    struct Opaque;
    let none: CowSet<Opaque> = CowSet::default();
    assert_eq!(none.clone().iter().count(), none.len());

    fn shorter<'a>(set: CowSet<&'static str>) -> CowSet<&'a str> {
        set
    }
    fn shorter_drain<'a: 'b, 'b>(
        iter: hash_set::Drain<'b, &'static str>,
    ) -> hash_set::Drain<'b, &'a str> {
        iter
    }
    fn shorter_union<'a>(iter: hash_set::Union<'a, &'static str>) -> hash_set::Union<'a, &'a str> {
        iter
    }
    let words = CowSet::from(["a"]);
    assert_eq!(shorter_union(words.union(&words)).count(), shorter(words.clone()).len());
    let mut gone = words.clone();
    assert_eq!(shorter_drain(gone.drain()).count(), 1);
}

#[test]
fn an_element_that_is_there_is_kept() {
    let mut set = CowSet::from([Tagged::new(1, "old")]);
    assert!(!set.insert(Tagged::new(1, "new")));
    set.extend([Tagged::new(1, "new")]);
    assert_eq!(set.iter().next().unwrap().payload, "old");
    let before = set.clone();
    assert_eq!(set.replace(Tagged::new(1, "new")).unwrap().payload, "old");
    assert_eq!(set.replace(Tagged::new(2, "more")), None);
    assert_eq!(set.get(&Tagged::new(1, "")).unwrap().payload, "new");
    assert_eq!((before.len(), before.iter().next().unwrap().payload), (1, "old"));
    let both: CowSet<_> = CowSet::from_iter([Tagged::new(1, "first"), Tagged::new(1, "second")]);
    assert_eq!(both.iter().next().unwrap().payload, "first");
}

#[derive(Clone, Debug)]
enum Op {
    Insert(u16),
    Remove(u16),
    Take(u16),
    Replace(u16),
    Extend(u16, u16),
    Retain(u16),
    Extract(u16, usize),
    Drain,
    Or(usize),
    And(usize),
    Sub(usize),
    Xor(usize),
    Fork(usize),
}

fn op(values: u16) -> impl Strategy<Value = Op> {
    let value = 0..values;
    prop_oneof![
        6 => value.clone().prop_map(Op::Insert),
        4 => value.clone().prop_map(Op::Remove),
        1 => value.clone().prop_map(Op::Take),
        1 => value.clone().prop_map(Op::Replace),
        5 => (value.clone(), value).prop_map(|(from, n)| Op::Extend(from, n)),
        1 => (2..9_u16).prop_map(Op::Retain),
        1 => (2..9_u16, 0..50_usize).prop_map(|(n, take)| Op::Extract(n, take)),
        1 => Just(Op::Drain),
        3 => (0..9_usize).prop_map(Op::Or),
        3 => (0..9_usize).prop_map(Op::And),
        3 => (0..9_usize).prop_map(Op::Sub),
        3 => (0..9_usize).prop_map(Op::Xor),
        5 => (0..9_usize).prop_map(Op::Fork),
    ]
}

fn run<S: BuildHasher + Clone>(hashers: [S; 2], ops: &[Op]) {
    let mut versions: Vec<(CowSet<u16, S>, Std<u16>)> =
        hashers.map(|hasher| (CowSet::with_hasher(hasher), Std::new())).into();
    for op in ops {
        let others: Vec<_> = versions.clone();
        let other = |n: usize| &others[n % others.len()];
        let (set, model) = versions.last_mut().unwrap();
        match *op {
            Op::Insert(x) => assert_eq!(set.insert(x), model.insert(x)),
            Op::Remove(x) => assert_eq!(set.remove(&x), model.remove(&x)),
            Op::Take(x) => assert_eq!(set.take(&x), model.take(&x)),
            Op::Replace(x) => assert_eq!(set.replace(x), model.replace(x)),
            Op::Extend(from, n) => {
                set.extend(from..from + n);
                model.extend(from..from + n);
            }
            Op::Retain(n) => {
                set.retain(|x| x % n != 0);
                model.retain(|x| x % n != 0);
            }
            Op::Extract(n, take) => {
                for x in set.extract_if(|x| x % n == 0).take(take) {
                    assert!(model.remove(&x) && x % n == 0);
                }
            }
            Op::Drain => {
                assert!(set.drain().all(|x| model.remove(&x)) && model.is_empty());
            }
            Op::Or(n) => (*set, *model) = (&*set | &other(n).0, &*model | &other(n).1),
            Op::And(n) => (*set, *model) = (&*set & &other(n).0, &*model & &other(n).1),
            Op::Sub(n) => (*set, *model) = (&*set - &other(n).0, &*model - &other(n).1),
            Op::Xor(n) => (*set, *model) = (&*set ^ &other(n).0, &*model ^ &other(n).1),
            Op::Fork(n) => {
                if versions.len() == 5 {
                    versions.remove(0);
                }
                versions.push(other(n).clone());
            }
        }
        let (now, now_model) = versions.last().unwrap();
        for (set, model) in &versions {
            set.assert_invariants();
            assert_eq!(&set.iter().copied().collect::<Std<_>>(), model);
            assert_eq!(set.len(), model.len());
            let list = |x: &mut dyn Iterator<Item = &u16>| {
                let mut all: Vec<u16> = x.copied().collect();
                all.sort_unstable();
                all
            };
            assert_eq!(list(&mut now.union(set)), list(&mut now_model.union(model)));
            assert_eq!(list(&mut now.difference(set)), list(&mut now_model.difference(model)));
            assert_eq!(list(&mut now.intersection(set)), list(&mut now_model.intersection(model)));
            let pairs = (now.symmetric_difference(set), now_model.symmetric_difference(model));
            assert_eq!(list(&mut pairs.0.clone()), list(&mut pairs.1.clone()));
            assert_eq!(now == set, now_model == model);
            assert_eq!(now.is_subset(set), now_model.is_subset(model));
            assert_eq!(now.is_superset(set), now_model.is_superset(model));
            assert_eq!(now.is_disjoint(set), now_model.is_disjoint(model));
            let mut patched = now_model.clone();
            for item in now.diff(set) {
                assert!(match item {
                    DiffItem::Add(x) => patched.insert(*x),
                    DiffItem::Remove(x) => patched.remove(x),
                });
            }
            assert_eq!(&patched, model);
        }
    }
}

/// Steps on elements below `values`, fewer than `most`; a third of both under Miri.
fn ops(values: u16, most: usize) -> impl Strategy<Value = Vec<Op>> {
    let (values, most) = if cfg!(miri) { (values / 3, most / 3) } else { (values, most) };
    prop::collection::vec(op(values), 1..most)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(testkit::cases(48)))]

    #[test]
    fn as_std_does(ops in ops(200, 40), seed: u64) {
        run([Seeded::new(seed), Seeded::new(seed)], &ops);
        run([Seeded::new(seed), Seeded::new(seed + 1)], &ops);
    }

    #[test]
    fn with_bad_hashers(ops in ops(60, 25)) {
        run([Constant::default(), Constant::default()], &ops);
        run([TopBitsZero::default(), TopBitsZero::default()], &ops);
        run([Identity, Identity], &ops);
    }
}

/// Lazy operations say as much about how many elements are left as std's, at every step.
#[test]
fn size_hints_are_as_tight_as_those_of_std() {
    let some = if cfg!(miri) { 3 } else { 20 };
    let (few, many) = (some * 3 / 2, some * 10);
    for (m, n) in [(0, 0), (0, 5), (5, 0), (few, many), (many, few), (5 * some, 5 * some)] {
        let (a, b): (CowSet<u32>, CowSet<u32>) = ((0..m).collect(), (m / 2..m / 2 + n).collect());
        let (x, y): (Std<u32>, Std<u32>) =
            (a.iter().copied().collect(), b.iter().copied().collect());
        fn tight<'a>(
            ours: impl Iterator<Item = &'a u32> + Clone,
            std: impl Iterator<Item = &'a u32>,
        ) {
            let (mut rest, ours_hint, std_hint) = (ours.clone(), ours.size_hint(), std.size_hint());
            assert!(ours_hint.0 >= std_hint.0, "{ours_hint:?}, std {std_hint:?}");
            assert!(ours_hint.1.unwrap() <= std_hint.1.unwrap(), "{ours_hint:?}, std {std_hint:?}");
            loop {
                let ((least, most), left) = (rest.size_hint(), rest.clone().count());
                assert!(least <= left && left <= most.unwrap(), "{least} to {most:?} of {left}");
                if rest.next().is_none() {
                    break;
                }
            }
        }
        tight(a.union(&b), x.union(&y));
        tight(a.intersection(&b), x.intersection(&y));
        tight(a.difference(&b), x.difference(&y));
        tight(a.symmetric_difference(&b), x.symmetric_difference(&y));
    }
}
