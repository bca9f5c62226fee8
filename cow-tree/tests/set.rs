//! Sequences of operations on several live sets, against `BTreeSet`. Sets of words have leaves of
//! sixteen, sets of wide elements leaves of four and two.

mod util;

use cow_core::{Atomic, Local, RefCount};
use cow_tree::btree_set::DiffItem;
use cow_tree::{CowTreeSet, GenericTreeSet};
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::fmt::Debug;
use std::hash::{BuildHasher, Hash, RandomState};
use testkit::Tagged;
use util::{Narrow, Narrowest};

/// Versions that are alive at once.
const VERSIONS: usize = 4;

#[derive(Clone, Copy, Debug)]
enum Op {
    Insert(u32),
    InsertRun(u32, u32),
    Replace(u32),
    Remove(u32),
    RemoveRun(u32, u32),
    Pop(bool),
    SplitOff(u32, usize),
    SplitAt(u32, usize),
    Append(usize),
    Or(usize),
    And(usize),
    Sub(usize),
    Xor(usize),
    Retain(u32),
    Partition(u32, usize),
    ExtractIf(u32, u32, usize),
    Cursor(u32),
    Copy(usize),
    Rebuild,
}

fn op(keys: u32) -> impl Strategy<Value = (usize, Op)> {
    let (key, at) = (0..keys, 0..VERSIONS);
    let op = prop_oneof![
        6 => key.clone().prop_map(Op::Insert),
        5 => (key.clone(), 1..120u32).prop_map(|(k, n)| Op::InsertRun(k, n)),
        2 => key.clone().prop_map(Op::Replace),
        6 => key.clone().prop_map(Op::Remove),
        3 => (key.clone(), 1..80u32).prop_map(|(k, n)| Op::RemoveRun(k, n)),
        2 => any::<bool>().prop_map(Op::Pop),
        2 => (key.clone(), at.clone()).prop_map(|(k, to)| Op::SplitOff(k, to)),
        2 => (key.clone(), at.clone()).prop_map(|(k, to)| Op::SplitAt(k, to)),
        2 => at.clone().prop_map(Op::Append),
        2 => at.clone().prop_map(Op::Or),
        2 => at.clone().prop_map(Op::And),
        2 => at.clone().prop_map(Op::Sub),
        2 => at.clone().prop_map(Op::Xor),
        2 => (2..9u32).prop_map(Op::Retain),
        1 => (2..5u32, at.clone()).prop_map(|(n, to)| Op::Partition(n, to)),
        2 => (key.clone(), 1..5u32, 0..50usize).prop_map(|(k, n, take)| Op::ExtractIf(k, n, take)),
        2 => key.prop_map(Op::Cursor),
        4 => at.prop_map(Op::Copy),
        1 => Just(Op::Rebuild),
    ];
    (0..VERSIONS, op)
}

trait Element: Clone + Debug + Ord + Hash + From<Key> {}
impl<T: Clone + Debug + Ord + Hash + From<Key>> Element for T {}

/// A number that is an element in several ways.
struct Key(u32);

impl From<Key> for u32 {
    fn from(Key(number): Key) -> u32 {
        number
    }
}

impl From<Key> for String {
    fn from(Key(number): Key) -> String {
        format!("{number:05}")
    }
}

impl<const N: usize> From<Key> for util::Wide<N> {
    fn from(Key(number): Key) -> Self {
        number.into()
    }
}

type Pair<T, C> = (GenericTreeSet<T, (), C>, BTreeSet<T>);

fn run<T: Element, C: RefCount>(ops: Vec<(usize, Op)>) {
    let mut versions: Vec<Pair<T, C>> = vec![Default::default(); VERSIONS];
    for (at, op) in ops {
        step(&mut versions, at, op);
        check(&versions[at]);
    }
    for pair in &versions {
        check(pair);
        versions.iter().for_each(|other| check_two(pair, other));
    }
}

fn step<T: Element, C: RefCount>(versions: &mut [Pair<T, C>], at: usize, op: Op) {
    let other = match op {
        Op::Append(to) | Op::Or(to) | Op::And(to) | Op::Sub(to) | Op::Xor(to) | Op::Copy(to) => to,
        _ => at,
    };
    let (mut b, mut y) = versions[other].clone();
    // Half of the operations find the set unshared.
    let (mut set, mut model) = match op {
        Op::Copy(_) => (b.clone(), y.clone()),
        _ => std::mem::take(&mut versions[at]),
    };
    let t = |number: u32| T::from(Key(number));
    match op {
        Op::Insert(k) => assert_eq!(set.insert(t(k)), model.insert(t(k))),
        Op::InsertRun(k, n) => {
            set.extend((k..k + n).map(t));
            model.extend((k..k + n).map(t));
        }
        Op::Replace(k) => assert_eq!(set.replace(t(k)), model.replace(t(k))),
        Op::Remove(k) => {
            assert_eq!(set.get(&t(k)), model.get(&t(k)));
            assert_eq!(set.take(&t(k)), model.take(&t(k)));
        }
        Op::RemoveRun(k, n) => {
            (k..k + n).for_each(|k| assert_eq!(set.remove(&t(k)), model.remove(&t(k))));
        }
        Op::Pop(true) => assert_eq!(set.pop_first(), model.pop_first()),
        Op::Pop(false) => assert_eq!(set.pop_last(), model.pop_last()),
        Op::SplitOff(k, to) if to != at => {
            versions[to] = (set.split_off(&t(k)), model.split_off(&t(k)));
            check(&versions[to]);
        }
        Op::SplitAt(k, to) if to != at => {
            let rank = k as usize % (set.len() + 1);
            let (head, tail) = set.split_at(rank);
            versions[to] = (tail, model.iter().skip(rank).cloned().collect());
            check(&versions[to]);
            set = head;
            model = model.into_iter().take(rank).collect();
        }
        Op::Append(_) => {
            set.append(&mut b);
            model.append(&mut y);
            assert!(b.is_empty());
        }
        Op::Or(_) => (set, model) = (&set | &b, &model | &y),
        Op::And(_) => (set, model) = (&set & &b, &model & &y),
        Op::Sub(_) => (set, model) = (&set - &b, &model - &y),
        Op::Xor(_) => (set, model) = (&set ^ &b, &model ^ &y),
        Op::Retain(n) => {
            let mut seen = Vec::new();
            set.retain(|element| {
                seen.push(element.clone());
                seen.len() % n as usize != 0
            });
            assert!(seen.iter().eq(&model), "in order, each once");
            let mut count = 0;
            model.retain(|_| {
                count += 1;
                count % n as usize != 0
            });
        }
        Op::Partition(n, to) if to != at => {
            let (yes, no) = set.partition(|element| *element < t(n * 10));
            let (a, b) = model.into_iter().partition(|element| *element < t(n * 10));
            versions[to] = (no, b);
            check(&versions[to]);
            (set, model) = (yes, a);
        }
        Op::ExtractIf(k, n, take) => {
            fn every<T>(n: u32) -> impl FnMut(&T) -> bool {
                let mut count = 0_u32;
                move |_| {
                    count += 1;
                    count.is_multiple_of(n)
                }
            }
            let a: Vec<T> = set.extract_if(t(k).., every(n)).take(take).collect();
            let mut pred = every::<T>(n);
            let b = model.range(t(k)..).filter(|element| pred(element)).take(take);
            let b: Vec<T> = b.cloned().collect();
            assert_eq!(a, b);
            b.iter().for_each(|element| assert!(model.remove(element)));
        }
        Op::Cursor(k) => {
            use std::ops::Bound::{Excluded, Included};
            let mut cursor = set.lower_bound_mut(Included(&t(k)));
            assert_eq!(cursor.insert_before(t(k)).is_ok(), model.insert(t(k)));
            let next = model.range((Excluded(t(k)), std::ops::Bound::Unbounded)).next().cloned();
            let mut cursor = set.upper_bound_mut(Included(&t(k)));
            assert_eq!(cursor.peek_prev(), Some(&t(k)));
            assert_eq!(cursor.as_cursor().next(), next.as_ref());
            assert!(cursor.insert_after(t(k)).is_err());
            assert_eq!(cursor.next(), next.as_ref());
            assert_eq!(cursor.peek_next(), model.range(t(k)..).nth(2));
            if next.is_some() {
                assert_eq!(cursor.prev(), next.as_ref());
            }
            assert_eq!(cursor.remove_next(), next);
            assert_eq!(cursor.remove_prev(), Some(t(k)));
            next.map(|next| model.remove(&next));
            model.remove(&t(k));
        }
        Op::Rebuild => {
            let mut elements: Vec<T> = set.into_iter().rev().collect();
            let third = elements.len() / 3;
            elements.rotate_left(third);
            set = elements.into_iter().collect();
        }
        Op::Copy(_) | Op::SplitOff(..) | Op::SplitAt(..) | Op::Partition(..) => {}
    }
    versions[at] = (set, model);
}

fn check<T: Element, C: RefCount>((set, model): &Pair<T, C>) {
    set.assert_invariants();
    assert_eq!(set.len(), model.len());
    assert!(set.iter().eq(model), "{set:?} is not {model:?}");
    assert!(set.iter().rev().eq(model.iter().rev()));
    assert_eq!((set.first(), set.last()), (model.first(), model.last()));
    assert_eq!(format!("{set:?}"), format!("{model:?}"));
    for (rank, element) in model.iter().enumerate().step_by(5) {
        assert_eq!(set.nth(rank), Some(element));
        assert_eq!(set.index_of(element), Some(rank));
        assert!(set.contains(element));
        assert!(set.range(element.clone()..).eq(model.range(element.clone()..)));
    }
}

fn check_two<T: Element, C: RefCount>((a, x): &Pair<T, C>, (b, y): &Pair<T, C>) {
    assert!(a.union(b).eq(x.union(y)));
    assert!(a.intersection(b).eq(x.intersection(y)));
    assert!(a.difference(b).eq(x.difference(y)));
    assert!(a.symmetric_difference(b).eq(x.symmetric_difference(y)));
    assert!((a | b).iter().eq(&(x | y)));
    assert!((a & b).iter().eq(&(x & y)));
    assert!((a - b).iter().eq(&(x - y)));
    assert!((a ^ b).iter().eq(&(x ^ y)));
    assert_eq!(a.union(b).min(), x.union(y).min());
    assert_eq!(a.is_subset(b), x.is_subset(y));
    assert_eq!(a.is_superset(b), x.is_superset(y));
    assert_eq!(a.is_disjoint(b), x.is_disjoint(y));
    assert_eq!((a == b, a.cmp(b), a < b), (x == y, x.cmp(y), x < y));
    let state = RandomState::new();
    assert_eq!(state.hash_one(a) == state.hash_one(b), x == y);

    let mut patched = x.clone();
    for item in a.diff(b) {
        match item {
            DiffItem::Add(element) => assert!(patched.insert(element.clone())),
            DiffItem::Remove(element) => assert!(patched.remove(element)),
        }
    }
    assert_eq!(&patched, y);

    // At every point of a lazy walk, the size is within what was promised.
    let mut lazy = a.union(b);
    let mut rest = x.union(y).count();
    loop {
        let (least, most) = lazy.size_hint();
        assert!(least <= rest && rest <= most.unwrap());
        if lazy.next().is_none() {
            break;
        }
        rest -= 1;
    }
    for (hint, count) in [
        (a.intersection(b).size_hint(), a.intersection(b).count()),
        (a.difference(b).size_hint(), a.difference(b).count()),
        (a.symmetric_difference(b).size_hint(), a.symmetric_difference(b).count()),
    ] {
        assert!(hint.0 <= count && count <= hint.1.unwrap());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(testkit::cases(48)))]

    #[test]
    fn wide_leaves(ops in prop::collection::vec(op(1200), 1..80)) {
        run::<u32, Atomic>(ops);
    }

    #[test]
    fn words(ops in prop::collection::vec(op(500), 1..80)) {
        run::<String, Local>(ops);
    }

    #[test]
    fn leaves_of_four(ops in prop::collection::vec(op(300), 1..80)) {
        run::<Narrow, Atomic>(ops);
    }

    #[test]
    fn leaves_of_two(ops in prop::collection::vec(op(120), 1..80)) {
        run::<Narrowest, Local>(ops);
    }
}

/// Of equal elements it matters which one is kept.
#[test]
fn the_same_of_equal_elements_is_kept_as_in_std() {
    let few = |payload| [3, 5].map(|key| Tagged::new(key, payload));
    let many = |payload| (0..200).map(move |key| Tagged::new(key, payload));
    let payloads = |set: &CowTreeSet<Tagged<u32, char>>| {
        set.iter().filter(|e| [3, 5].contains(&e.key)).map(|e| e.payload).collect::<String>()
    };

    let mut set: CowTreeSet<_> = few('a').into();
    assert!(!set.insert(Tagged::new(3, 'b')));
    assert_eq!(payloads(&set), "aa");
    assert_eq!(set.replace(Tagged::new(3, 'b')).map(|old| old.payload), Some('a'));
    assert_eq!(payloads(&set), "ba");
    assert_eq!(set.get(&Tagged::new(3, '?')).map(|e| e.payload), Some('b'));
    set.extend(few('c'));
    assert_eq!(payloads(&set), "ba");

    for (a, b) in [
        (few('a').into_iter().collect::<CowTreeSet<_>>(), few('b').into_iter().collect()),
        (few('a').into_iter().collect(), many('b').collect()),
        (many('a').collect(), few('b').into_iter().collect()),
        (many('a').collect(), many('b').collect()),
    ] {
        assert!(a.intersection(&b).all(|e| e.payload == 'a'));
        assert_eq!(payloads(&a.union(&b).copied().collect()), "aa");
        assert_eq!(payloads(&(&a | &b)), "aa");
        assert_eq!(payloads(&(&a & &b)), "aa");
        let (mut a, mut b) = (a.clone(), b.clone());
        a.append(&mut b);
        assert_eq!(payloads(&a), "aa");
    }
}
