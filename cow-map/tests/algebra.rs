//! Unions, intersections, differences and diffs of two maps, against std.
//!
//! The operands are fresh, nested, disjoint, or versions of one map; they hash alike, differently, or
//! differently for some keys only.
#![cfg(not(cow_loom))]

mod common;

use common::{Key, Wide};
use cow_core::{Atomic, Local, RefCount};
use cow_map::hash_map::{DiffItem, Pick};
use cow_map::{CowMap, GenericMap};
use proptest::prelude::*;
use std::collections::HashMap;
use std::hash::{BuildHasher, DefaultHasher, Hasher};

/// Two of these hash alike if all is equal, for keys outside of `mask` if only the seed is not, and
/// not at all otherwise.
#[derive(Clone, Copy, Debug)]
struct Partly {
    seed: u64,
    /// Keys whose hash has these bits are hashed with the seed.
    own: u64,
    /// The bits that a hash may have.
    mask: u64,
}

struct PartlyHasher(Partly, DefaultHasher);

impl BuildHasher for Partly {
    type Hasher = PartlyHasher;

    fn build_hasher(&self) -> PartlyHasher {
        PartlyHasher(*self, DefaultHasher::new())
    }
}

impl Hasher for PartlyHasher {
    fn finish(&self) -> u64 {
        let hash = self.1.finish();
        let own = hash & self.0.own == self.0.own;
        (hash ^ if own { self.0.seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) } else { 0 }) & self.0.mask
    }

    fn write(&mut self, bytes: &[u8]) {
        self.1.write(bytes);
    }
}

/// How to make the second operand from the first.
#[derive(Clone, Debug)]
enum Second {
    Fresh(Vec<(u64, u64)>),
    Edited(Vec<(u64, Option<u64>)>),
    Part(u64),
    Disjoint(u64),
    Rebuilt,
}

#[derive(Clone, Debug)]
struct Operands {
    first: Vec<(u64, u64)>,
    second: Second,
    hashers: [Partly; 2],
}

fn operands(keys: u64, most: usize) -> impl Strategy<Value = Operands> {
    let (keys, most) = if cfg!(miri) { (keys / 5, most / 5) } else { (keys, most) };
    let entries = move |most| prop::collection::vec((0..keys, 0..3_u64), 0..most);
    let second = prop_oneof![
        2 => entries(most).prop_map(Second::Fresh),
        1 => entries(6).prop_map(Second::Fresh),
        4 => prop::collection::vec((0..keys, prop::option::of(0..3_u64)), 0..12)
            .prop_map(Second::Edited),
        1 => prop::collection::vec((0..keys, prop::option::of(0..3_u64)), 0..most)
            .prop_map(Second::Edited),
        2 => (1..20_u64).prop_map(Second::Part),
        1 => (0..keys).prop_map(Second::Disjoint),
        1 => Just(Second::Rebuilt),
    ];
    let mask = prop_oneof![
        4 => Just(u64::MAX),
        1 => Just(0),
        1 => Just(0b1011),
        1 => Just(0xF000_0000_0000_0001),
    ];
    let own = prop_oneof![Just(0), Just(1), Just(u64::MAX)];
    let hashers = (0..2_u64, own, mask)
        .prop_map(|(seed, own, mask)| [0, seed].map(|seed| Partly { seed, own, mask }));
    (entries(most), second, hashers).prop_map(|(first, second, hashers)| Operands {
        first,
        second,
        hashers,
    })
}

type Map<K, C> = GenericMap<K, u64, Partly, C>;

impl Operands {
    fn make<K: Key, C: RefCount>(&self) -> [Map<K, C>; 2] {
        let mut a = Map::with_hasher(self.hashers[0]);
        a.extend(self.first.iter().map(|&(k, v)| (K::of(k), v)));
        let mut b = Map::with_hasher(self.hashers[1]);
        match &self.second {
            Second::Fresh(entries) => b.extend(entries.iter().map(|&(k, v)| (K::of(k), v))),
            Second::Edited(edits) => {
                b = a.clone();
                for &(k, v) in edits {
                    match v {
                        Some(v) => drop(b.insert(K::of(k), v)),
                        None => drop(b.remove(&K::of(k))),
                    }
                }
            }
            Second::Part(n) => b.extend(a.clone().into_iter().step_by(*n as usize)),
            Second::Disjoint(n) => b.extend((1_000_000..1_000_000 + n).map(|k| (K::of(k), k))),
            Second::Rebuilt => b.extend(a.clone()),
        }
        [a, b]
    }
}

fn model<K: Key, C: RefCount>(map: &Map<K, C>) -> HashMap<K, u64> {
    map.iter().map(|(k, v)| (k.clone(), *v)).collect()
}

#[track_caller]
fn same<K: Key, C: RefCount>(what: &str, map: &Map<K, C>, expected: &HashMap<K, u64>) {
    map.assert_invariants();
    assert_eq!(model(map), *expected, "{what}");
}

fn check<K: Key, C: RefCount>(operands: &Operands) {
    let [a, b] = operands.make::<K, C>();
    pair(&a, &b);
    pair(&b, &a);
    pair(&a, &a.clone());
}

/// A map with the same entries in the same places that shares nothing.
fn apart<K: Key, C: RefCount>(map: &Map<K, C>) -> Map<K, C> {
    let mut map = map.clone();
    map.iter_mut().for_each(drop);
    map
}

/// By value, each operand with and without clones, and in place: the result is always the same.
#[track_caller]
fn forms<K: Key, C: RefCount>(
    what: &str,
    a: &Map<K, C>,
    b: &Map<K, C>,
    expected: &HashMap<K, u64>,
    mut by_value: impl FnMut(Map<K, C>, Map<K, C>) -> Map<K, C>,
) {
    for (left, right) in [(true, true), (true, false), (false, true), (false, false)] {
        let of = |map: &Map<K, C>, shared| if shared { map.clone() } else { apart(map) };
        let result = by_value(of(a, left), of(b, right));
        same(&format!("{what}, shared: {left}, {right}"), &result, expected);
    }
}

/// The same for what is an operator, too.
#[track_caller]
fn operator<K: Key, C: RefCount>(
    what: &str,
    [a, b]: [&Map<K, C>; 2],
    expected: &HashMap<K, u64>,
    by_value: impl FnMut(Map<K, C>, Map<K, C>) -> Map<K, C>,
    by_reference: impl Fn(&Map<K, C>, &Map<K, C>) -> Map<K, C>,
    assign: impl Fn(&mut Map<K, C>, Map<K, C>),
    assign_reference: impl Fn(&mut Map<K, C>, &Map<K, C>),
) {
    forms(what, a, b, expected, by_value);
    same(what, &by_reference(a, b), expected);
    for mut left in [a.clone(), apart(a)] {
        assign_reference(&mut left, b);
        same(what, &left, expected);
    }
    for mut left in [a.clone(), apart(a)] {
        assign(&mut left, apart(b));
        same(what, &left, expected);
    }
}

fn pair<K: Key, C: RefCount>(a: &Map<K, C>, b: &Map<K, C>) {
    let (x, y) = (model(a), model(b));
    let both = |k: &K| x.contains_key(k) && y.contains_key(k);
    let all = || x.keys().chain(y.keys()).cloned();

    let value = |k: &K| *x.get(k).unwrap_or_else(|| &y[k]);
    operator(
        "union",
        [a, b],
        &all().map(|k| (k.clone(), value(&k))).collect(),
        Map::union,
        |a, b| a | b,
        |a, b| *a |= b,
        |a, b| *a |= b,
    );

    let sum = |k: &K| if both(k) { 10 * x[k] + y[k] } else { value(k) };
    let sums = all().map(|k| (k.clone(), sum(&k))).collect();
    forms("union_with", a, b, &sums, |a, b| {
        let mut asked = 0;
        let sums = a.union_with(b, |k, v, w| {
            assert_eq!((v, w), (&x[k], &y[k]));
            asked += 1;
            10 * v + w
        });
        assert_eq!(asked, x.keys().filter(|k| both(k)).count(), "asked for all keys");
        sums
    });

    // What is equal is kept, as `merge_with` requires.
    let merge = |k: &K| match (x.get(k), y.get(k)) {
        (Some(v), Some(w)) if v != w => match v + w {
            1 => Some(*w),
            2 => None,
            3 => Some(77),
            _ => Some(*v),
        },
        _ => Some(value(k)),
    };
    let merged = all().filter_map(|k| Some((k.clone(), merge(&k)?))).collect();
    forms("merge_with", a, b, &merged, |a, b| {
        a.merge_with(b, |k, v, w| {
            assert_eq!((v, w), (&x[k], &y[k]));
            match v + w {
                _ if v == w => Pick::Left,
                1 => Pick::Right,
                2 => Pick::Remove,
                3 => Pick::New(77),
                _ => Pick::Left,
            }
        })
    });

    let part = |keep: &dyn Fn(&K) -> bool| {
        x.iter().filter(|(k, _)| keep(k)).map(|(k, v)| (k.clone(), *v)).collect::<HashMap<K, u64>>()
    };
    operator(
        "intersection",
        [a, b],
        &part(&|k| y.contains_key(k)),
        Map::intersection,
        |a, b| a & b,
        |a, b| *a &= b,
        |a, b| *a &= b,
    );
    operator(
        "difference",
        [a, b],
        &part(&|k| !y.contains_key(k)),
        Map::difference,
        |a, b| a - b,
        |a, b| *a -= b,
        |a, b| *a -= b,
    );
    operator(
        "symmetric_difference",
        [a, b],
        &all().filter(|k| !both(k)).map(|k| (k.clone(), value(&k))).collect(),
        Map::symmetric_difference,
        |a, b| a ^ b,
        |a, b| *a ^= b,
        |a, b| *a ^= b,
    );

    let expected: HashMap<K, (u64, u64)> =
        all().filter(|k| both(k)).map(|k| (k.clone(), (x[&k], y[&k]))).collect();
    for a in [a.clone(), apart(a)] {
        let pairs: GenericMap<K, (u64, u64), Partly, C> =
            a.intersection_with(b.clone(), |_, v, w| (*v, *w));
        pairs.assert_invariants();
        assert_eq!(pairs.into_iter().collect::<HashMap<_, _>>(), expected);
    }

    assert_eq!(a == b, x == y);
    assert_eq!(a.is_submap(b), x.iter().all(|(k, v)| y.get(k) == Some(v)));
    assert_eq!(a.is_submap_by(b, |_, _| true), x.keys().all(|k| y.contains_key(k)));

    // Patched with the differences, the old map is the new one; and each key differs once.
    let mut patched = x.clone();
    let mut count = 0;
    let diff = a.diff(b);
    assert!(diff.size_hint().1.is_some_and(|most| most >= diff.clone().count()));
    for item in diff {
        count += 1;
        match item {
            DiffItem::Add(k, v) => assert_eq!(patched.insert(k.clone(), *v), None),
            DiffItem::Remove(k, v) => assert_eq!(patched.remove(k), Some(*v)),
            DiffItem::Update { old, new } => {
                assert!(old.0 == new.0 && old.1 != new.1);
                assert_eq!(patched.insert(new.0.clone(), *new.1), Some(*old.1));
            }
        }
    }
    let naive = x.iter().filter(|(k, v)| y.get(*k) != Some(*v)).count()
        + y.keys().filter(|k| !x.contains_key(*k)).count();
    assert_eq!((count, patched), (naive, y.clone()));

    // The operands are what they were.
    same("left", a, &x);
    same("right", b, &y);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(testkit::cases(48)))]

    #[test]
    fn small(operands in operands(20, 30)) {
        check::<u64, Atomic>(&operands);
        check::<String, Local>(&operands);
    }

    #[test]
    fn wide_leaves(operands in operands(500, 300)) {
        check::<u64, Atomic>(&operands);
        check::<String, Atomic>(&operands);
    }

    #[test]
    fn tiny_leaves(operands in operands(300, 250)) {
        check::<Wide, Atomic>(&operands);
    }
}

/// `NaN` is in a map, and differs from itself, as in a list of the values.
#[test]
fn nan_differs_from_itself() {
    let mut a: CowMap<u64, f64> = (0..500).map(|i| (i, i as f64)).collect();
    assert!(a == a.clone() && a.diff(&a.clone()).next().is_none() && a.is_submap(&a.clone()));
    a.insert(77, f64::NAN);
    let b = a.clone();
    assert!(a != b && !a.is_submap(&b));
    let diff: Vec<_> = a.diff(&b).collect();
    let [DiffItem::Update { old: (77, v), new: (77, w) }] = diff[..] else { panic!("{diff:?}") };
    assert!(v.is_nan() && w.is_nan());
    assert!((&a | &b).ptr_eq(&a) && (&a & &b).ptr_eq(&a));
}

/// Those of the left stay, whichever map is larger, and so do their keys.
#[test]
fn the_left_wins() {
    use testkit::Tagged;
    let many = if cfg!(miri) { 36 } else { 900 };
    let (few, some) = (many / 18, many * 2 / 9);
    for (n, m) in [(3, 3), (3, many), (many, 3), (some, many), (few, many), (many, some)] {
        let make = |n: u64, side: &'static str| -> CowMap<Tagged<u64, &str>, &str> {
            (0..n).map(|i| (Tagged::new(i, side), side)).collect()
        };
        let (a, b) = (make(n, "left"), make(m, "right"));
        let left = |map: CowMap<Tagged<u64, &str>, &str>| {
            map.assert_invariants();
            assert_eq!(map.len() as u64, n.max(m));
            for (k, v) in &map {
                let side = if k.key < n { "left" } else { "right" };
                assert_eq!((k.payload, *v), (side, side));
            }
        };
        let both = || (a.clone(), make(m, "right"));
        left(&a | &b);
        left(make(n, "left") | make(m, "right"));
        for (a, b) in [both(), both(), (make(n, "left"), b.clone())] {
            left(a.clone().union_with(b.clone(), |_, a, _| a));
            left(a.clone().merge_with(b.clone(), |_, _, _| Pick::Left));
            left(a.clone().merge_with(b.clone(), |_, a, _| Pick::New(a)));
            let common = a.clone().intersection_with(b.clone(), |_, a, _| *a);
            assert!(common.iter().all(|(k, v)| (k.payload, *v) == ("left", "left")));
            for (k, v) in &a.merge_with(b, |_, _, _| Pick::Right) {
                let side = if k.key < m { "right" } else { "left" };
                assert_eq!((k.payload, *v), (side, side));
            }
        }
        assert!((&a & &b).iter().all(|(k, v)| (k.payload, *v) == ("left", "left")));
    }
}

/// Sizes at which an operand is walked through alone, and one beyond.
#[test]
fn sizes_at_the_boundary() {
    let sizes: &[u64] = if cfg!(miri) { &[0, 1, 9] } else { &[0, 1, 31, 32, 33, 800] };
    for &n in sizes {
        for m in [n / 8, (n / 8).saturating_sub(1), n / 8 + 1, 8 * n, 8 * n + 8] {
            let seeded = |seed| Partly { seed, own: 1, mask: u64::MAX };
            let mut a: Map<u64, Atomic> = Map::with_hasher(seeded(1));
            a.extend((0..n).map(|i| (i, 1)));
            let mut b: Map<u64, Atomic> = Map::with_hasher(seeded(m % 2));
            b.extend((n / 2..n / 2 + m).map(|i| (i, 2)));
            pair(&a, &b);
            pair(&b, &a);
        }
    }
}
