//! `use cow_tree::{CowTreeMap as BTreeMap, CowTreeSet as BTreeSet}` and nothing else: the same source,
//! compiled against std and against this crate, says the same.

#![expect(clippy::incompatible_msrv, reason = "what is newest in std is compared too")]

/// What a program that uses every stable method and trait of both types prints.
macro_rules! program {
    ($name:ident, $map:path, $set:path, $entry:path) => {
        mod $name {
            use std::collections::hash_map::DefaultHasher;
            use std::fmt::Debug;
            use std::hash::{Hash, Hasher};
            use std::ops::Bound::{Excluded, Included, Unbounded};
            use $entry as Entry;
            use $map as BTreeMap;
            use $set as BTreeSet;

            struct Log(Vec<String>);

            impl Log {
                fn add(&mut self, value: impl Debug) {
                    self.0.push(format!("{value:?}"));
                }
            }

            fn hash(value: impl Hash) -> u64 {
                let mut hasher = DefaultHasher::new();
                value.hash(&mut hasher);
                hasher.finish()
            }

            static EMPTY: BTreeMap<String, Vec<u32>> = BTreeMap::new();
            static NONE: BTreeSet<String> = BTreeSet::new();

            pub(super) fn map() -> Vec<String> {
                let mut log = Log(Vec::new());
                log.add((&EMPTY, EMPTY.len(), EMPTY.is_empty(), EMPTY.get("x")));
                let mut map: BTreeMap<String, u32> = BTreeMap::new();
                for word in "the quick brown fox jumps over the lazy dog".split(' ') {
                    log.add(map.insert(word.to_owned(), word.len() as u32));
                }
                log.add((map.get("fox"), map.get_key_value("dog"), map.contains_key("cat")));
                log.add((map.first_key_value(), map.last_key_value(), map["fox"]));
                log.add(map.first_entry());
                log.add(map.last_entry().map(|entry| entry.remove_entry()));
                log.add(map.get_mut("fox").map(|n| std::mem::replace(n, 7)));
                log.add((map.remove("fox"), map.remove("fox"), map.remove_entry("dog")));
                *map.entry("dog".into()).or_insert(1) += 1;
                *map.entry("dog".into()).or_insert_with(|| 9) += 1;
                *map.entry("elk".into()).or_insert_with_key(|key| key.len() as u32) += 1;
                *map.entry("emu".into()).or_default() += 1;
                let _ = map.entry("emu".into()).and_modify(|n| *n += 10).key();
                log.add(map.entry("gnu".into()).insert_entry(3));
                log.add(map.entry("gnu".into()).insert_entry(4).get());
                match map.entry("gnu".into()) {
                    Entry::Occupied(mut entry) => {
                        log.add((entry.key(), entry.get()));
                        *entry.get_mut() += 1;
                        log.add(entry.insert(9));
                        log.add(entry.remove());
                    }
                    Entry::Vacant(_) => unreachable!(),
                }
                match map.entry("gnu".into()) {
                    Entry::Occupied(_) => unreachable!(),
                    Entry::Vacant(entry) => {
                        log.add((&entry, entry.key()));
                        log.add(entry.into_key());
                    }
                }
                if let Entry::Vacant(entry) = map.entry("ox".into()) {
                    log.add(entry.insert_entry(2).into_mut());
                }
                log.add(&map);
                log.add(map.range("d".to_owned().."k".to_owned()).collect::<Vec<_>>());
                log.add(map.range::<str, _>((Excluded("dog"), Included("ox"))).rev().count());
                log.add(map.range("k".to_owned()..).next_back());
                log.add(map.range::<str, _>((Unbounded, Excluded("e"))));
                for (_, n) in map.range_mut(.."e".to_owned()) {
                    *n *= 100;
                }
                log.add(map.range_mut("c".to_owned()..));
                log.add(map.iter_mut());
                log.add(map.values_mut());
                for (_, n) in map.iter_mut() {
                    *n += 1;
                }
                for (_, n) in &mut map {
                    *n += 1;
                }
                map.values_mut().rev().for_each(|n| *n += 1);
                log.add((map.iter(), map.keys(), map.values()));
                log.add((
                    map.iter().min(),
                    map.keys().max(),
                    map.values().last(),
                    map.iter().len(),
                ));
                log.add(map.extract_if(.."e".to_owned(), |_, n| *n > 200).collect::<Vec<_>>());
                map.retain(|key, n| {
                    *n += 1;
                    key.len() < 5
                });
                let mut high = map.split_off("g");
                log.add((&map, &high));
                high.append(&mut map);
                log.add((&map, &high, map.len()));
                log.add((
                    high.pop_first(),
                    high.pop_last(),
                    high < map,
                    high.cmp(&map),
                    high == map,
                ));
                log.add((hash(&high), high.partial_cmp(&high.clone())));
                high.extend([("a".to_owned(), 1)]);
                let numbers = BTreeMap::from([(1, 'a'), (3, 'c'), (1, 'b')]);
                let mut copies: BTreeMap<u8, char> =
                    numbers.iter().map(|(k, v)| (*k, *v)).collect();
                copies.extend(&numbers);
                log.add((&numbers, &copies == &numbers));
                log.add((
                    copies.clone().into_keys().collect::<Vec<_>>(),
                    copies.clone().into_values(),
                ));
                log.add(copies.clone().into_iter().rev().collect::<Vec<_>>());
                log.add(copies.into_iter());
                high.clear();
                log.add((high, BTreeMap::<u8, f64>::default()));
                log.0
            }

            pub(super) fn set() -> Vec<String> {
                let mut log = Log(Vec::new());
                log.add((&NONE, NONE.len(), NONE.is_empty(), NONE.get("x")));
                let mut set = BTreeSet::from([5, 3, 9, 1, 3]);
                log.add((set.insert(4), set.insert(4), set.replace(4), set.replace(6)));
                log.add((set.contains(&3), set.get(&3), set.first(), set.last(), set.len()));
                log.add((set.remove(&3), set.remove(&3), set.take(&9), set.take(&9)));
                log.add(set.range(2..6).rev().collect::<Vec<_>>());
                log.add((
                    set.range((Excluded(4), Unbounded)).count(),
                    set.iter().collect::<Vec<_>>(),
                ));
                let other: BTreeSet<i32> = (3..8).collect();
                log.add(set.union(&other).collect::<Vec<_>>());
                log.add(set.intersection(&other).min());
                log.add(set.difference(&other).copied().collect::<Vec<i32>>());
                log.add(set.symmetric_difference(&other).clone().count());
                log.add((&set | &other, &set & &other, &set - &other, &set ^ &other));
                log.add((set.is_disjoint(&other), set.is_subset(&other), set.is_superset(&other)));
                log.add((set < other, set.cmp(&other), set == other, hash(&set)));
                set.retain(|n| n % 2 == 1);
                set.extend(&other);
                set.extend(vec![20, 21]);
                log.add(set.extract_if(4..21, |n| n % 2 == 0).collect::<Vec<_>>());
                let mut high = set.split_off(&5);
                log.add((&set, &high));
                high.append(&mut set);
                log.add((&set, &high));
                log.add((high.pop_first(), high.pop_last()));
                for n in &high {
                    log.add(n);
                }
                log.add(high.clone().into_iter().rev().collect::<Vec<_>>());
                high.clear();
                log.add((high, BTreeSet::<u8>::default()));
                log.0
            }
        }
    };
}

program!(
    std_types,
    std::collections::BTreeMap,
    std::collections::BTreeSet,
    std::collections::btree_map::Entry
);
program!(ours, cow_tree::CowTreeMap, cow_tree::CowTreeSet, cow_tree::btree_map::Entry);

#[track_caller]
fn assert_same(std: Vec<String>, ours: Vec<String>) {
    assert_eq!(std.len(), ours.len());
    for (i, (std, ours)) in std.iter().zip(&ours).enumerate() {
        assert_eq!(std, ours, "line {i}");
    }
}

#[test]
fn a_map_says_what_std_says() {
    assert_same(std_types::map(), ours::map());
}

#[test]
fn a_set_says_what_std_says() {
    assert_same(std_types::set(), ours::set());
}

/// Auto traits, and covariance, as std's.
#[test]
fn types_are_as_std_has_them() {
    use cow_tree::{
        CowTreeMap, CowTreeSet, LocalTreeMap, LocalTreeSet, btree_map as map, btree_set as set,
    };
    use static_assertions::{assert_impl_all, assert_not_impl_any};
    use std::cell::Cell;
    use std::iter::FusedIterator;
    use std::panic::{RefUnwindSafe, UnwindSafe};

    assert_impl_all!(CowTreeMap<u8, String>: Send, Sync, Unpin, UnwindSafe, RefUnwindSafe);
    assert_impl_all!(CowTreeSet<String>: Send, Sync, Unpin, UnwindSafe, RefUnwindSafe);
    assert_not_impl_any!(LocalTreeMap<u8, u8>: Send, Sync);
    assert_not_impl_any!(LocalTreeSet<u8>: Send, Sync);
    assert_not_impl_any!(CowTreeMap<u8, Cell<u8>>: Send, Sync);
    assert_impl_all!(map::Range<'static, u8, u8>: Send, Sync, Clone, ExactSizeIterator, FusedIterator);
    assert_impl_all!(map::RangeMut<'static, u8, u8>: Send, Sync, ExactSizeIterator, FusedIterator);
    assert_impl_all!(map::Entry<'static, u8, u8>: Send, Sync);
    assert_impl_all!(map::Cursor<'static, u8, u8>: Send, Sync, Clone);
    assert_impl_all!(map::CursorMut<'static, u8, u8>: Send, Sync);
    assert_impl_all!(set::Union<'static, u8>: Send, Sync, Clone, FusedIterator);
    assert_impl_all!(set::Difference<'static, u8>: Send, Sync, Clone, FusedIterator);

    fn shorter<'a>(set: CowTreeSet<&'static str>, _: &'a str) -> CowTreeSet<&'a str> {
        set
    }
    fn shorter_range<'a, 'b>(
        range: map::Range<'b, &'static str, &'static str>,
        _: &'a str,
    ) -> map::Range<'b, &'a str, &'a str> {
        range
    }
    let local = String::from("local");
    assert!(shorter(CowTreeSet::new(), &local).insert(&local));
    assert_eq!(shorter_range(map::Range::default(), &local).len(), 0);

    assert_eq!(size_of::<CowTreeSet<u8>>(), size_of::<usize>());
}
