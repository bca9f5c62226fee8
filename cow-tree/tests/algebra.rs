//! Set algebra against std, for every shape of operands and both orders of size.
#![cfg(not(cow_loom))]

mod util;

use cow_tree::btree_map::{DiffItem, Pick};
use cow_tree::{CowTreeMap, CowTreeSet};
use std::collections::BTreeMap;
use std::fmt::Debug;
use testkit::{Counted, Ledger, full_or};
use util::{Narrow, Narrowest};

type Model = BTreeMap<u32, u32>;

/// Operands: named so that a failure tells which.
fn shapes() -> Vec<(&'static str, Model)> {
    let range = |keys: std::ops::Range<u32>, step: usize, value: u32| -> Model {
        keys.step_by(step).map(|key| (key, value)).collect()
    };
    let random = |seed: u32, count: u32| -> Model {
        (0..count).map(|i| ((i ^ seed).wrapping_mul(2_654_435_761) % 3000, seed)).collect()
    };
    vec![
        ("empty", Model::new()),
        ("one", range(500..501, 1, 1)),
        ("low", range(0..900, 1, 2)),
        ("high", range(900..1800, 1, 3)),
        ("even", range(0..1800, 2, 4)),
        ("odd", range(1..1800, 2, 5)),
        ("nested", range(600..700, 1, 6)),
        ("sparse", range(0..3000, 97, 7)),
        ("random few", random(8, 40)),
        ("random many", random(9, 1500)),
    ]
}

fn run<V: Clone + Debug + Eq + From<u32>>() {
    let tree = |model: &Model| -> CowTreeMap<u32, V> {
        let mut tree = CowTreeMap::new();
        for (k, v) in model {
            tree.insert(*k, V::from(*v));
        }
        tree
    };
    let check = |what: &str, got: &CowTreeMap<u32, V>, expected: Model| {
        got.assert_invariants();
        let expected: Vec<(u32, V)> = expected.into_iter().map(|(k, v)| (k, v.into())).collect();
        let got: Vec<(u32, V)> = got.iter().map(|(k, v)| (*k, v.clone())).collect();
        assert_eq!(got, expected, "{what}");
    };
    let shapes = shapes();
    for (row, (name, x)) in shapes.iter().enumerate() {
        // Three of ten, others in each row, if not all are wanted.
        for (other, y) in shapes.iter().skip(full_or(0, row % 3)).step_by(full_or(1, 3)) {
            let what = format!("{name}, {other}");
            for shared in [false, true] {
                let (a, b) = (tree(x), tree(y));
                let kept = shared.then(|| (a.clone(), b.clone()));
                let operands = || match &kept {
                    Some((a, b)) => (a.clone(), b.clone()),
                    None => (tree(x), tree(y)),
                };
                let left = |k: &u32| x.contains_key(k);
                let right = |k: &u32| y.contains_key(k);
                let of = |m: &Model, keep: &dyn Fn(&u32) -> bool| -> Model {
                    m.iter().filter(|(k, _)| keep(k)).map(|(k, v)| (*k, *v)).collect()
                };
                let mut all = y.clone();
                all.extend(x);
                let (a, b) = operands();
                check(&what, &a.union(b), all.clone());
                let (a, b) = operands();
                check(&what, &a.intersection(b), of(x, &right));
                let (a, b) = operands();
                check(&what, &a.difference(b), of(x, &|k| !right(k)));
                let (a, b) = operands();
                check(&what, &a.symmetric_difference(b), of(&all, &|k| left(k) != right(k)));
                let (mut a, mut b) = operands();
                a.append(&mut b);
                let mut appended = x.clone();
                appended.extend(y);
                check(&what, &a, appended);
                let (a, b) = operands();
                let sum = a.union_with(b, |k, _, _| V::from(k + 1));
                let mut expected = all.clone();
                expected
                    .iter_mut()
                    .filter(|(k, _)| left(k) && right(k))
                    .for_each(|(k, v)| *v = k + 1);
                check(&what, &sum, expected);
                let (a, b) = operands();
                let others: CowTreeMap<u32, u64> = b.keys().map(|k| (*k, u64::from(*k))).collect();
                let pairs = a.intersection_with(others, |k, v, w| (*k, v.clone(), *w));
                pairs.assert_invariants();
                let expected = of(x, &right).into_iter();
                assert!(
                    pairs.into_values().eq(expected.map(|(k, v)| (k, v.into(), u64::from(k)))),
                    "{what}"
                );
                let (a, b) = operands();
                assert_eq!(a.is_disjoint(&b), !x.keys().any(right), "{what}");
                assert_eq!(a.is_submap_by(&b, |_, _| true), x.keys().all(right), "{what}");
                if let Some((a, b)) = &kept {
                    check(&what, a, x.clone());
                    check(&what, b, y.clone());
                }
            }
        }
    }
}

#[test]
fn wide() {
    run::<u32>();
}

#[test]
fn narrow() {
    run::<Narrow>();
}

#[test]
fn narrowest() {
    run::<Narrowest>();
}

/// Derived versions: clone, edit k keys. A peer's `diff` was wrong here and nowhere else.
#[test]
fn diff_and_eq_of_derived_versions() {
    for count in [10, 300, 3000_u32] {
        let old: CowTreeMap<u32, Narrow> = (0..count).map(|i| (i * 2, i.into())).collect();
        for edit in (0..count).step_by(count as usize / 70 + 1) {
            let mut new = old.clone();
            let key = edit * 2;
            match edit % 3 {
                0 => drop(new.insert(key + 1, 0.into())),
                1 => drop(new.insert(key, u32::MAX.into())),
                _ => drop(new.remove(&key)),
            }
            assert_ne!(old, new);
            assert_eq!(old.cmp(&new), old.iter().cmp(new.iter()));
            let (old_value, new_value) = (old.get(&key), new.get(&key));
            let expected = match edit % 3 {
                0 => DiffItem::Add(&(key + 1), new.get(&(key + 1)).unwrap()).owned(),
                1 => DiffItem::Update {
                    old: (&key, old_value.unwrap()),
                    new: (&key, new_value.unwrap()),
                }
                .owned(),
                _ => DiffItem::Remove(&key, old_value.unwrap()).owned(),
            };
            let diff: Vec<_> = old.diff(&new).map(Owned::owned).collect();
            assert_eq!(diff, [expected]);
            // Undone, the content is equal again though the nodes are not.
            new.remove(&(key + 1));
            new.insert(key, edit.into());
            assert_eq!(old, new);
            assert_eq!(old.diff(&new).next(), None);
            assert!(old <= new && new <= old);
        }
    }
}

trait Owned {
    fn owned(self) -> String;
}

impl<K: Debug, V: Debug> Owned for DiffItem<'_, '_, K, V> {
    fn owned(self) -> String {
        format!("{self:?}")
    }
}

#[test]
fn what_is_not_equal_to_itself() {
    let a = CowTreeMap::from([(1, f64::NAN), (2, 0.0)]);
    assert_ne!(a, a.clone());
    assert_eq!(a.partial_cmp(&a), None);
    assert_eq!(a.diff(&a.clone()).count(), 1, "there is nothing to do exactly if both are equal");
    let b = CowTreeMap::from([(1, 1.0), (2, 0.0)]);
    assert_eq!(b, b.clone());
}

#[test]
fn the_left_key_stays() {
    #[derive(Clone, Debug)]
    struct Key(u32, &'static str);
    impl PartialEq for Key {
        fn eq(&self, other: &Self) -> bool {
            self.0 == other.0
        }
    }
    impl Eq for Key {}
    impl PartialOrd for Key {
        fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
            Some(self.cmp(other))
        }
    }
    impl Ord for Key {
        fn cmp(&self, other: &Self) -> std::cmp::Ordering {
            self.0.cmp(&other.0)
        }
    }
    let map =
        |origin| -> CowTreeMap<Key, &str> { (0..100).map(|i| (Key(i, origin), origin)).collect() };
    let (a, b) = (map("a"), map("b"));
    let all = |map: &CowTreeMap<Key, &str>, key: &str, value: &str| {
        map.iter().all(|(k, v)| k.1 == key && *v == value)
    };
    assert!(all(&a.clone().union(b.clone()), "a", "a"));
    assert!(all(&a.clone().intersection(b.clone()), "a", "a"));
    assert!(all(&a.clone().merge_with(b.clone(), |_, _, _| Pick::Right), "b", "b"));
    assert!(all(&a.clone().merge_with(b.clone(), |_, _, _| Pick::New("c")), "a", "c"));
    let mut appended = a.clone();
    appended.append(&mut b.clone());
    assert!(all(&appended, "a", "b"));
    let mut inserted = a.clone();
    assert_eq!(inserted.insert(Key(5, "c"), "c"), Some("a"));
    assert_eq!(inserted.get_key_value(&Key(5, "")).map(|(k, v)| (k.1, *v)), Some(("a", "c")));
}

/// What a closure makes of equal keys does not depend on which nodes happen to be shared.
#[test]
fn closures_are_asked_for_all_common_keys() {
    let a: CowTreeMap<u32, Narrow> = (0..300).map(|i| (i, i.into())).collect();
    let mut b = a.clone();
    b.insert(1000, 1.into());
    b.remove(&7);
    let alone = |map: &CowTreeMap<u32, Narrow>| {
        map.iter().map(|(k, v)| (*k, v.clone())).collect::<CowTreeMap<u32, Narrow>>()
    };
    let sum = |_: &u32, x: &Narrow, y: &Narrow| Narrow::from(x.0 + y.0);
    for (x, y) in [(&a, &b), (&b, &a), (&a, &a)] {
        let (mut asked, mut asked_alone) = (0, 0);
        let union = x.clone().union_with(y.clone(), |k, v, w| {
            asked += 1;
            sum(k, v, w)
        });
        let union_alone = alone(x).union_with(alone(y), |k, v, w| {
            asked_alone += 1;
            sum(k, v, w)
        });
        union.assert_invariants();
        assert_eq!(union, union_alone);
        assert_eq!(asked, asked_alone);
        assert_eq!(asked, x.keys().filter(|key| y.contains_key(key)).count());
        let both = x.clone().intersection_with(y.clone(), sum);
        both.assert_invariants();
        assert_eq!(both, alone(x).intersection_with(alone(y), sum));
        assert_eq!(both.len(), asked);
        let mut seen = 0;
        let _ = x.is_submap_by(y, |_, _| {
            seen += 1;
            true
        });
        assert!(seen >= x.len().min(y.len()).min(7));
    }
}

#[test]
fn a_submap_with_nan() {
    let a = CowTreeMap::from([(1, f64::NAN), (2, 0.0)]);
    assert!(!a.is_submap(&a.clone()));
    assert!(a.is_submap_by(&a.clone(), |x, y| x.to_bits() == y.to_bits()));
}

#[test]
fn operators() {
    type Map = CowTreeMap<u32, u32>;
    let a: Map = (0..200).map(|i| (i, 1)).collect();
    let b: Map = (100..300).map(|i| (i, 2)).collect();
    macro_rules! check {
        ($method:ident, $op:tt, $assign:tt) => {
            let expected = a.clone().$method(b.clone());
            assert_eq!(&a $op &b, expected);
            assert_eq!(a.clone() $op b.clone(), expected);
            let mut assigned = a.clone();
            assigned $assign b.clone();
            assert_eq!(assigned, expected);
            let mut assigned = a.clone();
            assigned $assign &b;
            assert_eq!(assigned, expected);
            let [x, y] = [&a, &b].map(|map| map.keys().copied().collect::<CowTreeSet<u32>>());
            let keys: CowTreeSet<u32> = expected.into_keys().collect();
            assert_eq!(&x $op &y, keys);
            assert_eq!(x.clone() $op y.clone(), keys);
            let mut assigned = x.clone();
            assigned $assign y.clone();
            assert_eq!(assigned, keys);
            let mut assigned = x.clone();
            assigned $assign &y;
            assert_eq!(assigned, keys);
        };
    }
    check!(union, |, |=);
    check!(intersection, &, &=);
    check!(difference, -, -=);
    check!(symmetric_difference, ^, ^=);
}

/// Where a node is not shared, entries are moved: no value is cloned, and keys for routing only.
#[test]
fn what_is_not_shared_is_not_copied() {
    let ledger = Ledger::new();
    type Map = CowTreeMap<Counted<u32>, Counted<u32>>;
    let map = |keys: std::ops::Range<u32>, step: usize| -> Map {
        keys.step_by(step).map(|key| (ledger.counted(key), ledger.counted(0))).collect()
    };
    // So many keys may be cloned, for a branch whose key is new.
    let most = |clones: u64, branches: u64, what: &str| {
        assert!(ledger.clones() - clones <= branches, "{what}: {}", ledger.clones() - clones);
    };
    for step in [1, 3, 500] {
        let (mut a, mut b) = (map(0..5000, 2), map(1..4000, step));
        let leaves = (a.len() + b.len()) as u64 / 8 + 2;
        let clones = ledger.clones();
        let mut end = a.split_off(&ledger.counted(2501));
        most(clones, 0, "split_off");
        a.append(&mut end);
        most(clones, 1, "append at the end");
        let clones = ledger.clones();
        a.append(&mut b);
        most(clones, leaves, "append");
        a.assert_invariants();
        type Operation = fn(Map, Map) -> Map;
        let operations: [(&str, Operation); 5] = [
            ("union", Map::union),
            ("difference", Map::difference),
            ("intersection", Map::intersection),
            ("symmetric difference", Map::symmetric_difference),
            ("merge", |a, b| a.merge_with(b, |_, _, _| Pick::Right)),
        ];
        for (what, operation) in operations {
            let (a, b) = (map(0..5000, 2), map(1..4000, step));
            let clones = ledger.clones();
            let result = operation(a, b);
            most(clones, leaves, what);
            result.assert_invariants();
        }
    }
}

/// Leaves of which the right side's entries are kept are the right map's, though both are shared.
#[test]
fn to_keep_the_right_copies_no_value() {
    let ledger = Ledger::new();
    let map = || -> CowTreeMap<u32, Counted<u32>> {
        (0..5000).map(|key| (key, ledger.counted(key))).collect()
    };
    let (a, b) = (map(), map());
    let clones = ledger.clones();
    let merged = a.clone().merge_with(b.clone(), |_, _, _| Pick::Right);
    assert_eq!(ledger.clones(), clones);
    assert!(merged.values().map(Counted::id).eq(b.values().map(Counted::id)));
    merged.assert_invariants();
}

/// Both ends at once, in every order of taking, on derived versions.
#[test]
fn diff_from_both_ends() {
    fn check<V: Clone + Debug + PartialEq>(old: &CowTreeMap<u32, V>, new: &CowTreeMap<u32, V>) {
        let all: Vec<_> = old.diff(new).map(|item| format!("{item:?}")).collect();
        let mut back: Vec<_> = old.diff(new).rev().map(|item| format!("{item:?}")).collect();
        back.reverse();
        assert_eq!(back, all);
        for pattern in [0b0101_0101_u8, 0b0011_0110, 0b1110_1110, 0b0000_0001] {
            let mut diff = old.diff(new);
            let (mut front, mut back) = (Vec::new(), Vec::new());
            for turn in 0.. {
                let from_back = pattern >> (turn % 8) & 1 == 1;
                let item = if from_back { diff.next_back() } else { diff.next() };
                let Some(item) = item else { break };
                if from_back { &mut back } else { &mut front }.push(format!("{item:?}"));
            }
            assert!(diff.next().is_none() && diff.next_back().is_none() && diff.next().is_none());
            back.reverse();
            front.append(&mut back);
            assert_eq!(front, all);
        }
    }
    for count in [0, 1, 5, 40, 700] {
        let old: CowTreeMap<u32, Narrow> = (0..count).map(|i| (i * 2, i.into())).collect();
        check(&old, &old.clone());
        check(&old, &CowTreeMap::new());
        check(&CowTreeMap::new(), &old);
        let mut new = old.clone();
        for edit in 0..30 {
            let key = edit * 37 % (2 * count + 1);
            match edit % 3 {
                0 => drop(new.insert(key, edit.into())),
                1 => drop(new.remove(&key)),
                _ => drop(new.insert(2 * count + edit, 1.into())),
            }
            check(&old, &new);
            check(&new, &old);
        }
        let unrelated: CowTreeMap<u32, Narrow> = (0..count).map(|i| (i * 3, i.into())).collect();
        check(&old, &unrelated);
        let nan: CowTreeMap<u32, f64> =
            (0..count).map(|i| (i, [f64::NAN, 1.0][i as usize % 2])).collect();
        check(&nan, &nan.clone());
        assert_eq!(nan.diff(&nan.clone()).count(), (count as usize).div_ceil(2));
    }
    let (a, b) = (CowTreeSet::from([1, 2, 3]), CowTreeSet::from([2, 3, 4, 5]));
    let mut diff = a.diff(&b);
    assert_eq!(format!("{:?}", diff.next_back()), "Some(Add(5))");
    assert_eq!(format!("{:?}", diff.next()), "Some(Remove(1))");
    assert_eq!(format!("{:?}", diff.next()), "Some(Add(4))");
    assert!(diff.next_back().is_none() && diff.next().is_none());
}
