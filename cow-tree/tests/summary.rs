//! Summaries: after every kind of write, that of each map is that of its entries.
#![cfg(not(cow_loom))]

mod util;

use cow_tree::btree_map::{OccupiedEntry, Pick};
use cow_tree::{Summary, SummedTreeMap, SummedTreeSet};
use proptest::prelude::*;
use std::ops::Bound::{self, Excluded, Included, Unbounded};
use std::ops::Range;
use util::Narrow;

/// Concatenation, which is associative and not commutative: the sum tells the order.
#[derive(Clone, Debug, PartialEq)]
struct List(Vec<u32>);

impl Summary<u32, Narrow> for List {
    fn empty() -> Self {
        List(Vec::new())
    }

    fn of(key: &u32, value: &Narrow) -> Self {
        List(vec![key ^ value.0])
    }

    fn combine(&self, right: &Self) -> Self {
        List([&self.0[..], &right.0].concat())
    }
}

type Map = SummedTreeMap<u32, Narrow, List>;

fn check(map: &Map) {
    map.assert_invariants();
    let list: Vec<u32> = map.iter().map(|(k, v)| k ^ v.0).collect();
    assert_eq!(map.summary(), List(list.clone()));
    for count in [0, 1, list.len() / 2, list.len()] {
        let found = map.search(|sum| sum.0.len() > count);
        assert_eq!(
            found.map(|(before, k, v)| (before.0, k ^ v.0)),
            list.get(count).map(|x| (list[..count].to_vec(), *x))
        );
    }
}

proptest! {
    #[test]
    fn follow_every_write(
        steps in prop::collection::vec((0..14_u8, 0..100_u32, any::<u8>()), 0..60),
        start in 0..150_u32,
    ) {
        let mut map: Map = (0..start).map(|i| (i * 3 % 211, i.into())).collect();
        let mut other: Map = (0..40).map(|i| (i * 5, (i + 1).into())).collect();
        check(&map);
        for (step, key, byte) in steps {
            let kept = byte.is_multiple_of(2).then(|| map.clone());
            match step {
                0 | 1 => drop(map.insert(key, u32::from(byte).into())),
                2 | 3 => drop(map.remove(&key)),
                4 => {
                    map.pop_first();
                    map.pop_last();
                }
                5 => {
                    let rest = map.split_off(&key);
                    check(&rest);
                    map = rest.union(map);
                }
                6 => {
                    map = map.merge_with(other.clone(), |k, _, _| match k % 3 {
                        0 => Pick::New(7.into()),
                        1 => Pick::Remove,
                        _ => Pick::Right,
                    });
                }
                7 => other = other.symmetric_difference(map.clone()),
                8 => drop(map.entry(key).and_modify(|v| v.0 += 1).insert_entry(key.into())),
                9 => drop(map.entry(key).and_modify(|v| v.0 += 1)),
                10 => drop(map.first_entry().map(|mut entry| entry.insert(key.into()))),
                11 => drop(map.last_entry().map(OccupiedEntry::remove)),
                12 => {
                    let taken = map.extract_if(key.., |k, v| {
                        v.0 ^= 5;
                        k % 3 == 0
                    });
                    taken.take(3).for_each(drop);
                }
                _ => map.retain(|k, v| {
                    *v = u32::from(byte).into();
                    !k.is_multiple_of(4)
                }),
            }
            check(&map);
            check(&other);
            if let Some(kept) = kept {
                check(&kept);
            }
        }
    }
}

/// Every range of every small tree, by key and by rank, and searches within.
#[test]
fn of_every_range() {
    for count in 0..14_u32 {
        let map: Map = (0..count).map(|i| (2 * i + 1, i.into())).collect();
        let keys: Vec<u32> = map.keys().copied().collect();
        for start in 0..=2 * count + 1 {
            for end in start..=2 * count + 1 {
                let bounds = [Included(end), Excluded(end), Unbounded];
                for bound in [Included(start), Excluded(start), Unbounded] {
                    for range in bounds.map(|end| (bound, end)) {
                        if (Excluded(start), Excluded(start)) != range {
                            check_range(&map, range);
                        }
                    }
                }
            }
        }
        for start in 0..=keys.len() {
            for end in start..=keys.len() {
                let list = keys[start..end].iter().map(|k| k ^ map[k].0).collect();
                assert_eq!(map.summary_by_rank(start..end), List(list));
            }
        }
    }
}

fn check_range(map: &Map, range: (Bound<u32>, Bound<u32>)) {
    let list: Vec<u32> = map.range(range).map(|(k, v)| k ^ v.0).collect();
    assert_eq!(map.summary_of(range), List(list.clone()), "{range:?}");
    for count in [0, 1, list.len() / 2, list.len().saturating_sub(1), list.len()] {
        let found = map.search_of(range, |sum| sum.0.len() > count);
        assert_eq!(
            found.map(|(before, k, v)| (before.0, k ^ v.0)),
            list.get(count).map(|x| (list[..count].to_vec(), *x)),
            "{range:?}"
        );
    }
}

proptest! {
    #[test]
    fn of_ranges_of_large_trees(
        keys in prop::collection::btree_set(0..2000_u32, 0..900),
        ends in prop::collection::vec((0..2000_u32, 0..2000_u32), 20),
    ) {
        let mut map = Map::default();
        for key in keys {
            map.insert(key * 7 % 2000, key.into());
        }
        for (a, b) in ends {
            check_range(&map, (Included(a.min(b)), Excluded(a.max(b))));
            check_range(&map, (Excluded(a), Unbounded));
        }
    }
}

#[test]
#[should_panic(expected = "range start is greater than range end")]
#[expect(clippy::reversed_empty_ranges, reason = "that is what is tested")]
fn of_an_inverted_range() {
    let _ = Map::from_iter([(1, 1.into())]).summary_of(3..2);
}

#[test]
#[should_panic(expected = "range start and end are equal and excluded")]
fn search_of_an_excluded_point() {
    let map = Map::from_iter([(1, 1.into())]);
    let _ = map.search_of((Excluded(3), Excluded(3)), |_| true);
}

#[test]
#[should_panic(expected = "range end (is 2) should be <= len (is 1)")]
fn by_rank_past_the_end() {
    let _ = Map::from_iter([(1, 1.into())]).summary_by_rank(..2);
}

/// The sum of the elements, of a set.
#[derive(Clone, Debug, PartialEq)]
struct Sum(u64);

impl Summary<u32, ()> for Sum {
    fn empty() -> Self {
        Sum(0)
    }

    fn of(element: &u32, (): &()) -> Self {
        Sum(u64::from(*element))
    }

    fn combine(&self, right: &Self) -> Self {
        Sum(self.0 + right.0)
    }
}

#[test]
fn of_sets() {
    type Set = SummedTreeSet<u32, Sum>;
    let check = |set: &Set| {
        set.assert_invariants();
        let sum = |range: Range<u32>| Sum(set.range(range).map(|n| u64::from(*n)).sum());
        assert_eq!(set.summary(), sum(0..u32::MAX));
        for start in (0..2000).step_by(83) {
            assert_eq!(set.summary_of(start..start + 500), sum(start..start + 500));
            let mut before = 0;
            let expected = set.range(start..).find(|n| {
                before += u64::from(**n);
                before > 3000
            });
            let found = set.search_of(start.., |sum| sum.0 > 3000);
            assert_eq!(found.as_ref().map(|(_, n)| *n), expected);
            if let Some((sum, n)) = found {
                assert_eq!(sum.0, before - u64::from(*n));
            }
        }
        let first = set.iter().take(7).map(|n| u64::from(*n)).sum();
        assert_eq!(set.summary_by_rank(..set.len().min(7)), Sum(first));
        assert_eq!(set.search(|sum| sum.0 > 0).map(|(_, n)| n), set.iter().find(|n| **n > 0));
    };
    let mut set: Set = (0..1000).map(|n| n * 3).collect();
    let other: Set = (0..500).map(|n| n * 5).collect();
    check(&set);
    for n in 0..60 {
        set.insert(n * 37 % 1001);
        set.remove(&(n * 51));
        set.replace(n * 7);
    }
    check(&set);
    check(&set.extract_if(100..2000, |n| n % 4 == 0).collect());
    check(&set);
    let mut cursor = set.lower_bound_mut(Included(&900));
    cursor.next();
    cursor.remove_next();
    cursor.remove_prev();
    check(&set);
    for result in [&set | &other, &set & &other, &set - &other, &set ^ &other] {
        check(&result);
    }
    let rest = set.split_off(&777);
    check(&set);
    check(&rest);
    set |= rest;
    set.retain(|n| n % 3 == 1);
    check(&set);
}
