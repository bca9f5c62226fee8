//! Sequences of operations of entries, ranges, cursors and `extract_if` on several live versions,
//! against `BTreeMap`; after each step the version written to is checked, and at the end all.

mod util;

use cow_core::{Atomic, Local, RefCount};
use cow_tree::GenericTreeMap;
use cow_tree::btree_map::{CursorMut, Entry};
use proptest::prelude::*;
use std::collections::{BTreeMap, btree_map};
use std::fmt::Debug;
use std::ops::Bound::{self, Excluded, Included, Unbounded};
use util::{Narrow, Narrowest};

/// Versions that are alive at once.
const VERSIONS: usize = 3;

#[derive(Clone, Debug)]
enum Op {
    OrInsert(u32, u32),
    Modify(u32),
    InsertEntry(u32, u32),
    RemoveEntry(u32),
    Edge(bool, u32),
    RangeMut(Bound<u32>, Bound<u32>, u32),
    ExtractIf(Bound<u32>, Bound<u32>, u32, usize),
    Cursor(Bound<u32>, bool, Vec<Step>),
    Fill(u32, u32),
    Copy(usize),
}

#[derive(Clone, Copy, Debug)]
enum Step {
    Next,
    Prev,
    Write,
    InsertBefore(u32),
    InsertAfter(u32),
    RemoveNext,
    RemovePrev,
    Read,
}

fn bound(keys: u32) -> impl Strategy<Value = Bound<u32>> {
    prop_oneof![(0..keys).prop_map(Included), (0..keys).prop_map(Excluded), Just(Unbounded),]
}

fn step(keys: u32) -> impl Strategy<Value = Step> {
    prop_oneof![
        3 => Just(Step::Next),
        3 => Just(Step::Prev),
        1 => Just(Step::Write),
        4 => (0..4u32).prop_map(Step::InsertBefore),
        4 => (0..4u32).prop_map(Step::InsertAfter),
        1 => (0..keys).prop_map(Step::InsertBefore),
        3 => Just(Step::RemoveNext),
        3 => Just(Step::RemovePrev),
        1 => Just(Step::Read),
    ]
}

fn op(keys: u32) -> impl Strategy<Value = (usize, Op)> {
    let key = 0..keys;
    let op = prop_oneof![
        6 => (key.clone(), any::<u32>()).prop_map(|(k, v)| Op::OrInsert(k, v)),
        3 => key.clone().prop_map(Op::Modify),
        3 => (key.clone(), any::<u32>()).prop_map(|(k, v)| Op::InsertEntry(k, v)),
        4 => key.clone().prop_map(Op::RemoveEntry),
        2 => (any::<bool>(), 0..4u32).prop_map(|(first, what)| Op::Edge(first, what)),
        2 => (bound(keys), bound(keys), any::<u32>()).prop_map(|(a, b, v)| Op::RangeMut(a, b, v)),
        2 => (bound(keys), bound(keys), 1..6u32, 0..40usize)
            .prop_map(|(a, b, n, take)| Op::ExtractIf(a, b, n, take)),
        4 => (bound(keys), any::<bool>(), prop::collection::vec(step(keys), 1..30))
            .prop_map(|(at, lower, steps)| Op::Cursor(at, lower, steps)),
        2 => (key, 1..80u32).prop_map(|(k, n)| Op::Fill(k, n)),
        2 => (0..VERSIONS).prop_map(Op::Copy),
    ];
    (0..VERSIONS, op)
}

trait Value: Clone + Debug + Eq + From<u32> {}
impl<T: Clone + Debug + Eq + From<u32>> Value for T {}

type Pair<V, C> = (GenericTreeMap<u32, V, (), C>, BTreeMap<u32, V>);

fn run<V: Value, C: RefCount>(ops: Vec<(usize, Op)>) {
    let mut versions: Vec<Pair<V, C>> = vec![Default::default(); VERSIONS];
    for (at, op) in ops {
        if let Op::Copy(from) = op {
            versions[at] = versions[from].clone();
            continue;
        }
        let (map, model) = &mut versions[at];
        apply(map, model, op);
        check(&versions[at]);
    }
    versions.iter().for_each(check);
}

fn check<V: Value, C: RefCount>((map, model): &Pair<V, C>) {
    map.assert_invariants();
    assert!(map.iter().eq(model), "{map:?} is not {model:?}");
}

fn is_inverted(lo: Bound<u32>, hi: Bound<u32>) -> bool {
    match (lo, hi) {
        (Excluded(a), Excluded(b)) => a >= b,
        (Included(a) | Excluded(a), Included(b) | Excluded(b)) => a > b,
        _ => false,
    }
}

fn apply<V: Value, C: RefCount>(
    map: &mut GenericTreeMap<u32, V, (), C>,
    model: &mut BTreeMap<u32, V>,
    op: Op,
) {
    match op {
        Op::OrInsert(k, v) => {
            let (a, b) = (map.entry(k), model.entry(k));
            assert_eq!(format!("{a:?}"), format!("{b:?}"));
            let (a, b) = (a.or_insert(v.into()), b.or_insert(v.into()));
            assert_eq!(a, b);
            *a = V::from(v ^ 1);
            *b = V::from(v ^ 1);
        }
        Op::Modify(k) => {
            let made =
                map.entry(k).and_modify(|v| *v = k.into()).or_insert_with_key(|k| (*k).into());
            assert_eq!(*made, k.into());
            model.insert(k, k.into());
        }
        Op::InsertEntry(k, v) => {
            let entry = map.entry(k).insert_entry(v.into());
            assert_eq!((entry.key(), entry.get()), (&k, &v.into()));
            if v % 4 == 0 {
                assert_eq!(entry.remove_entry(), (k, v.into()));
                model.remove(&k);
            } else {
                *entry.into_mut() = 5.into();
                model.insert(k, 5.into());
            }
        }
        Op::RemoveEntry(k) => match (map.entry(k), model.entry(k)) {
            (Entry::Occupied(mut a), btree_map::Entry::Occupied(mut b)) => {
                assert_eq!((a.key(), a.get()), (b.key(), b.get()));
                assert_eq!(a.insert(k.into()), b.insert(k.into()));
                assert_eq!(a.get_mut(), b.get_mut());
                assert_eq!(a.remove(), b.remove());
            }
            (Entry::Vacant(a), btree_map::Entry::Vacant(b)) => {
                assert_eq!(a.key(), b.key());
                assert_eq!(a.into_key(), b.into_key());
            }
            (a, b) => panic!("{a:?} is not {b:?}"),
        },
        Op::Edge(first, what) => {
            let (a, b) = match first {
                true => (map.first_entry(), model.first_entry()),
                false => (map.last_entry(), model.last_entry()),
            };
            let (Some(mut a), Some(mut b)) = (a, b) else { return assert!(map.is_empty()) };
            assert_eq!((a.key(), a.get()), (b.key(), b.get()));
            if what == 0 {
                assert_eq!(a.insert(what.into()), b.insert(what.into()));
            } else {
                assert_eq!(a.remove_entry(), b.remove_entry());
            }
        }
        Op::RangeMut(lo, hi, seed) => {
            if is_inverted(lo, hi) {
                return;
            }
            let (mut a, mut b) = (map.range_mut((lo, hi)), model.range_mut((lo, hi)));
            // Half of the walks stop in the middle.
            for i in 0..if seed % 2 == 0 { usize::MAX } else { seed as usize % 70 } {
                let (x, y) = match seed.rotate_left(i as u32) % 2 {
                    0 => (a.next(), b.next()),
                    _ => (a.next_back(), b.next_back()),
                };
                assert_eq!(x, y);
                let (Some(x), Some(y)) = (x, y) else { break };
                *x.1 = V::from(seed);
                *y.1 = V::from(seed);
            }
        }
        Op::ExtractIf(lo, hi, n, take) => {
            if is_inverted(lo, hi) {
                return;
            }
            let pred = |k: &u32, v: &mut V| {
                *v = (k + n).into();
                k.is_multiple_of(n)
            };
            let a = map.extract_if((lo, hi), pred).take(take);
            let a: Vec<(u32, V)> = a.collect();
            assert_eq!(a, extract(model, (lo, hi), pred, take));
        }
        Op::Cursor(at, lower, steps) => cursor(map, model, at, lower, &steps),
        Op::Fill(k, n) => {
            for k in k..k + n {
                map.entry(k).or_insert(k.into());
                model.entry(k).or_insert(k.into());
            }
        }
        Op::Copy(_) => {}
    }
}

/// The first `take` of what std's `extract_if` gives.
fn extract<V: Value>(
    model: &mut BTreeMap<u32, V>,
    range: (Bound<u32>, Bound<u32>),
    mut pred: impl FnMut(&u32, &mut V) -> bool,
    take: usize,
) -> Vec<(u32, V)> {
    let mut taken = Vec::new();
    for (key, value) in model.range_mut(range) {
        if taken.len() == take {
            break;
        }
        if pred(key, value) {
            taken.push(*key);
        }
    }
    taken.into_iter().filter_map(|key| model.remove_entry(&key)).collect()
}

/// The model of a cursor is a list with a gap.
fn cursor<V: Value, C: RefCount>(
    map: &mut GenericTreeMap<u32, V, (), C>,
    model: &mut BTreeMap<u32, V>,
    at: Bound<u32>,
    lower: bool,
    steps: &[Step],
) {
    let mut list: Vec<(u32, V)> = std::mem::take(model).into_iter().collect();
    let mut gap = match (lower, at) {
        (true, Included(k)) | (false, Excluded(k)) => list.partition_point(|e| e.0 < k),
        (true, Excluded(k)) | (false, Included(k)) => list.partition_point(|e| e.0 <= k),
        (true, Unbounded) => 0,
        (false, Unbounded) => list.len(),
    };
    let reader = if lower { map.lower_bound(at.as_ref()) } else { map.upper_bound(at.as_ref()) };
    assert_eq!(reader.peek_next(), list.get(gap).map(|e| (&e.0, &e.1)));
    let whole = map.clone();
    let mut reader =
        if lower { whole.lower_bound(at.as_ref()) } else { whole.upper_bound(at.as_ref()) };
    let mut place = gap;
    for step in steps {
        let (entry, expected) = match step {
            Step::Prev | Step::RemovePrev => {
                let expected = place.checked_sub(1).map(|i| &list[i]);
                place = place.saturating_sub(1);
                (reader.prev(), expected)
            }
            _ => {
                let expected = list.get(place);
                place = list.len().min(place + 1);
                (reader.next(), expected)
            }
        };
        assert_eq!(entry, expected.map(|e| (&e.0, &e.1)));
        let around = (place.checked_sub(1).map(|i| &list[i]), list.get(place));
        assert_eq!(reader.peek_prev(), around.0.map(|e| (&e.0, &e.1)));
        assert_eq!(reader.clone().next(), around.1.map(|e| (&e.0, &e.1)));
    }

    let mut cursor: CursorMut<'_, u32, V, (), C> =
        if lower { map.lower_bound_mut(at.as_ref()) } else { map.upper_bound_mut(at.as_ref()) };
    for step in steps {
        let neighbours = (gap.checked_sub(1).map(|i| list[i].0), list.get(gap).map(|e| e.0));
        match *step {
            Step::Next => {
                let entry = list.get_mut(gap).map(|e| (&e.0, &mut e.1));
                assert_eq!(cursor.next(), entry);
                gap = list.len().min(gap + 1);
            }
            Step::Prev => {
                gap = gap.saturating_sub(1);
                let entry = list.get_mut(gap).filter(|_| neighbours.0.is_some());
                assert_eq!(cursor.prev(), entry.map(|e| (&e.0, &mut e.1)));
            }
            Step::Write => {
                if let Some((k, v)) = cursor.peek_next() {
                    *v = V::from(k + 1);
                    list[gap].1 = V::from(k + 1);
                }
                if let Some((k, v)) = cursor.peek_prev() {
                    *v = V::from(k + 2);
                    list[gap - 1].1 = V::from(k + 2);
                }
            }
            Step::InsertBefore(k) | Step::InsertAfter(k) => {
                // Mostly a key next to the gap.
                let k = neighbours.0.map_or(k, |prev| if k < 4 { prev + k } else { k });
                let fits = neighbours.0.is_none_or(|prev| prev < k)
                    && neighbours.1.is_none_or(|next| k < next);
                let result = match step {
                    Step::InsertBefore(_) => cursor.insert_before(k, k.into()),
                    _ => cursor.insert_after(k, k.into()),
                };
                assert_eq!(result.is_ok(), fits, "{k} between {neighbours:?}");
                if fits {
                    list.insert(gap, (k, k.into()));
                    gap += usize::from(matches!(step, Step::InsertBefore(_)));
                }
            }
            Step::RemoveNext => {
                let removed = (gap < list.len()).then(|| list.remove(gap));
                assert_eq!(cursor.remove_next(), removed);
            }
            Step::RemovePrev => {
                let removed = gap.checked_sub(1).map(|i| list.remove(i));
                gap = gap.saturating_sub(1);
                assert_eq!(cursor.remove_prev(), removed);
            }
            Step::Read => {
                let reader = cursor.as_cursor();
                assert_eq!(reader.peek_prev().map(|e| *e.0), neighbours.0);
                assert_eq!(reader.peek_next().map(|e| *e.0), neighbours.1);
            }
        }
    }
    whole.assert_invariants();
    *model = list.into_iter().collect();
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(testkit::cases(64)))]

    #[test]
    fn wide_leaves(ops in prop::collection::vec(op(800), 1..100)) {
        run::<u32, Atomic>(ops);
    }

    #[test]
    fn leaves_of_four(ops in prop::collection::vec(op(200), 1..100)) {
        run::<Narrow, Local>(ops);
    }

    #[test]
    fn leaves_of_two(ops in prop::collection::vec(op(90), 1..100)) {
        run::<Narrowest, Atomic>(ops);
    }
}
