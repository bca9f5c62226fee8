//! All ranges over all small trees, against `BTreeMap`: contents, lengths, panics, from both ends.

mod util;

use cow_tree::{CowTreeMap, CowTreeSet};
use std::collections::BTreeMap;
use std::ops::Bound::{self, Excluded, Included, Unbounded};
use std::panic::{AssertUnwindSafe, catch_unwind};
use testkit::full_or;
use util::{Narrow, Narrowest};

/// The bounds at `at`, of all kinds.
fn bounds(at: u32) -> [Bound<u32>; 3] {
    [Included(at), Excluded(at), Unbounded]
}

/// All pairs of bounds at keys of a tree of `len` odd keys, and between them.
fn pairs(len: u32) -> impl Iterator<Item = (Bound<u32>, Bound<u32>)> {
    let ends = move || (0..=2 * len).flat_map(bounds);
    ends().flat_map(move |lo| ends().map(move |hi| (lo, hi)))
}

/// Whether std panics for a range of a map that is not empty.
fn panics(lo: Bound<u32>, hi: Bound<u32>) -> bool {
    let map = BTreeMap::from([(0, ())]);
    match (lo, hi) {
        // Known to be fine, and so not asked at the price of a catch.
        (Unbounded, _) | (_, Unbounded) => false,
        (Included(a) | Excluded(a), Included(b) | Excluded(b)) if a < b => false,
        _ => catch_unwind(|| map.range((lo, hi)).count()).is_err(),
    }
}

fn check<V>(len: u32)
where
    V: From<u32> + Clone + PartialEq + std::fmt::Debug,
{
    let model: BTreeMap<u32, V> = (0..len).map(|i| (2 * i + 1, V::from(i))).collect();
    // Grown one by one, from both ends to the middle: leaves of all fills.
    let mut grown = CowTreeMap::new();
    for i in 0..len {
        let key = if i % 2 == 0 { i + 1 } else { 2 * len - i };
        grown.insert(key, model[&key].clone());
    }
    assert!(grown.iter().eq(&model));
    let map: CowTreeMap<u32, V> = CowTreeMap::from_sorted(model.clone());
    for (map, (lo, hi)) in [map, grown].iter().flat_map(|map| pairs(len).map(move |p| (map, p))) {
        if len > 0 && panics(lo, hi) {
            let mut own = map.clone();
            catch_unwind(AssertUnwindSafe(|| map.range((lo, hi)).len())).expect_err("as std");
            catch_unwind(AssertUnwindSafe(|| own.range_mut((lo, hi)).len())).expect_err("as std");
            continue;
        }
        let expected: Vec<(&u32, &V)> = model.range((lo, hi)).collect();
        let range = map.range((lo, hi));
        assert_eq!(range.len(), expected.len(), "{lo:?} {hi:?}");
        assert!(range.clone().eq(expected.iter().copied()), "{lo:?} {hi:?} of {len}");
        assert!(range.clone().rev().eq(expected.iter().rev().copied()));
        // From both ends, in turn.
        for seed in 0..4 {
            let (mut range, mut slice) = (range.clone(), &expected[..]);
            let mut own = map.clone();
            let mut range_mut = own.range_mut((lo, hi));
            for step in 0.. {
                assert_eq!((range.len(), range_mut.len()), (slice.len(), slice.len()));
                assert_eq!(format!("{range_mut:?}"), format!("{slice:?}"));
                let item = if (step + seed) / (seed + 1) % 2 == 0 {
                    let item = slice.split_off_first().copied();
                    assert_eq!(range.next(), item);
                    assert_eq!(range_mut.next().map(|(k, v)| (k, &*v)), item);
                    item
                } else {
                    let item = slice.split_off_last().copied();
                    assert_eq!(range.next_back(), item);
                    assert_eq!(range_mut.next_back().map(|(k, v)| (k, &*v)), item);
                    item
                };
                if item.is_none() {
                    break;
                }
            }
            assert!(range_mut.next().is_none() && range_mut.next_back().is_none());
            assert!(range.next().is_none() && range.next_back().is_none());
        }
        // What is written arrives, in that range and in that version only.
        let (mut own, mut own_model) = (map.clone(), model.clone());
        own.range_mut((lo, hi)).for_each(|(key, value)| *value = V::from(key + 100));
        own_model.range_mut((lo, hi)).for_each(|(key, value)| *value = V::from(key + 100));
        own.assert_invariants();
        assert!(own.iter().eq(&own_model));
        assert!(map.iter().eq(&model));
    }
}

#[test]
fn all_ranges_of_leaves_of_two() {
    (0..=full_or(8, 6)).for_each(check::<Narrowest>);
}

#[test]
fn all_ranges_of_leaves_of_four() {
    (0..=full_or(9, 7)).for_each(check::<Narrow>);
}

#[test]
fn all_ranges_of_one_leaf() {
    (0..=6).for_each(check::<u32>);
}

#[test]
fn an_empty_map_does_not_look_at_the_bounds() {
    let (map, set) = (CowTreeMap::<u32, ()>::new(), CowTreeSet::<u32>::new());
    #[expect(clippy::reversed_empty_ranges, reason = "the point")]
    let range = 5..2;
    assert_eq!(BTreeMap::<u32, ()>::new().range(range.clone()).count(), 0);
    assert_eq!(map.range(range.clone()).len(), 0);
    assert_eq!(map.clone().range_mut(range.clone()).len(), 0);
    assert_eq!(set.range(range).len(), 0);
}

#[test]
#[should_panic(expected = "range start is greater than range end")]
fn a_range_that_starts_after_its_end() {
    #[expect(clippy::reversed_empty_ranges, reason = "the point")]
    CowTreeMap::from([(1, ())]).range(5..2);
}

#[test]
#[should_panic(expected = "range start and end are equal and excluded")]
fn a_range_with_equal_excluded_ends() {
    CowTreeSet::from([1]).range((Excluded(1), Excluded(1)));
}

/// Unlike `range`, std's `extract_if` does not mind.
#[test]
fn an_extraction_from_a_range_that_starts_after_its_end() {
    let mut map: CowTreeMap<u32, ()> = (0..100).map(|i| (i, ())).collect();
    let mut set: CowTreeSet<u32> = (0..100).collect();
    for range in
        [(Included(50), Excluded(3)), (Excluded(9), Excluded(9)), (Excluded(9), Included(8))]
    {
        assert_eq!(map.extract_if(range, |_, ()| true).size_hint(), (0, Some(0)));
        assert_eq!(map.extract_if(range, |_, ()| true).count(), 0);
        assert_eq!(set.extract_if(range, |_| true).count(), 0);
    }
    assert_eq!((map.len(), set.len()), (100, 100));
}

#[test]
fn all_ranges_by_rank() {
    for len in 0..=9_u32 {
        let map: CowTreeMap<u32, Narrowest> = (0..len).map(|i| (i, i.into())).collect();
        let keys: Vec<u32> = (0..len).collect();
        let ends = || (0..=len + 1).flat_map(bounds);
        for (lo, hi) in ends().flat_map(|lo| ends().map(move |hi| (lo, hi))) {
            let index = |bound: Bound<u32>| bound.map(|at| at as usize);
            let slice = keys.get((index(lo), index(hi)));
            let range = catch_unwind(AssertUnwindSafe(|| {
                map.range_by_rank((index(lo), index(hi))).map(|(key, _)| *key).collect::<Vec<_>>()
            }));
            assert_eq!(range.ok().as_deref(), slice, "{lo:?} {hi:?} of {len}");
        }
    }
}

#[test]
fn keys_are_found_by_what_they_borrow() {
    let map: CowTreeMap<String, u32> =
        ["ant", "bee", "cat", "dog"].into_iter().zip(0..).map(|(k, v)| (k.to_owned(), v)).collect();
    assert_eq!(
        map.range::<str, _>((Included("b"), Excluded("cat"))).next(),
        Some((&"bee".into(), &1))
    );
    assert_eq!(map.range("b".to_owned()..).len(), 3);
    let words: CowTreeSet<String> = map.into_keys().collect();
    assert_eq!(words.range::<str, _>((Unbounded, Included("bee"))).count(), 2);
}
