//! Sizes, variance, auto traits.
#![cfg(not(cow_loom))]

use cow_core::Local;
use cow_map::hash_map::{
    Drain, Entry, IntoIter, IntoKeys, IntoValues, Iter, IterMut, Keys, OccupiedEntry, Values,
    ValuesMut,
};
use cow_map::{CowMap, CowSet, LocalMap};
use static_assertions::{assert_eq_size, assert_impl_all, assert_not_impl_any};
use std::cell::Cell;
use std::collections::HashMap;
use std::fmt::Debug;
use std::hash::RandomState;
use std::iter::FusedIterator;
use std::panic::{RefUnwindSafe, UnwindSafe};
use std::rc::Rc;
use std::sync::MutexGuard;

type Plain = CowMap<u64, String>;
type OneThread<K, V> = LocalMap<K, V, RandomState>;

// A handle is a pointer, a length and the hasher; all have a niche.
assert_eq_size!(CowMap<String, u64, ()>, [usize; 2]);
assert_eq_size!(Option<CowMap<String, u64, ()>>, [usize; 2]);
assert_eq_size!(Plain, Option<Plain>);

assert_impl_all!(Plain: Send, Sync, UnwindSafe, RefUnwindSafe, Clone, Debug, Default, Eq);
assert_impl_all!(Iter<'static, u64, u64>: Send, Sync, Clone, Debug, Default, ExactSizeIterator, FusedIterator);
assert_impl_all!(Keys<'static, u64, u64>: Send, Sync, Clone, Debug, Default, ExactSizeIterator, FusedIterator);
assert_impl_all!(Values<'static, u64, u64>: Send, Sync, Clone, Debug, Default, ExactSizeIterator, FusedIterator);
assert_impl_all!(IterMut<'static, u64, u64>: Send, Sync, Debug, Default, ExactSizeIterator, FusedIterator);
assert_impl_all!(ValuesMut<'static, u64, u64>: Send, Sync, Debug, Default, ExactSizeIterator, FusedIterator);
assert_impl_all!(IntoIter<u64, u64>: Send, Sync, Debug, Default, ExactSizeIterator, FusedIterator);
assert_impl_all!(IntoKeys<u64, u64>: Send, Sync, Debug, Default, ExactSizeIterator, FusedIterator);
assert_impl_all!(IntoValues<u64, u64>: Send, Sync, Debug, Default, ExactSizeIterator, FusedIterator);
assert_impl_all!(Drain<'static, u64, u64>: Send, Sync, Debug, ExactSizeIterator, FusedIterator);
assert_impl_all!(Entry<'static, u64, u64>: Send, Sync, Debug);
assert_impl_all!(OccupiedEntry<'static, u64, u64>: Send, Sync, Debug);

// Two threads may hold clones of one map: so even `Send` requires `Sync`.
assert_not_impl_any!(CowMap<u64, Cell<u8>>: Send, Sync);
assert_not_impl_any!(CowMap<Cell<u8>, u64>: Send, Sync);
assert_not_impl_any!(CowMap<u64, Rc<u8>>: Send, Sync);
assert_not_impl_any!(CowMap<u64, MutexGuard<'static, u8>>: Send);
assert_not_impl_any!(OneThread<u64, u64>: Send, Sync);
assert_not_impl_any!(Iter<'static, u64, Cell<u8>>: Send, Sync);
assert_not_impl_any!(Iter<'static, u64, u64, Local>: Send, Sync);
assert_not_impl_any!(IterMut<'static, u64, Cell<u8>>: Send, Sync);
assert_not_impl_any!(IterMut<'static, u64, u64, Local>: Send, Sync);
assert_not_impl_any!(IntoIter<u64, Cell<u8>>: Send, Sync);
assert_not_impl_any!(IntoIter<u64, u64, Local>: Send, Sync);
assert_not_impl_any!(Drain<'static, u64, Cell<u8>>: Send, Sync);
assert_not_impl_any!(CowMap<u64, Cell<u8>>: RefUnwindSafe, UnwindSafe);

/// Neither `Clone` nor anything else is asked for by the type, by reads, by `clone` or by `Debug`.
#[derive(Debug, PartialEq, Eq, Hash)]
struct NotClone(u8);

#[test]
fn what_does_not_copy_asks_for_nothing() {
    let map: CowMap<NotClone, NotClone> = [(NotClone(1), NotClone(2))].into();
    let mut copy = map.clone();
    assert_eq!(copy.get(&NotClone(1)), Some(&NotClone(2)));
    assert_eq!(copy[&NotClone(1)], NotClone(2));
    assert_eq!(copy.keys().len() + copy.values().len() + copy.iter().len(), 3);
    assert_eq!(format!("{copy:?}"), "{NotClone(1): NotClone(2)}");
    assert_eq!(copy.entry(NotClone(3)).key(), &NotClone(3));
    assert_eq!(map, copy);
    copy.clear();
    assert!(copy.is_empty() && !map.is_empty());
}

testkit::assert_covariant! {
    CowMap<&'static str, &'static str> => CowMap<&'a str, &'a str>,
    Iter<'static, &'static str, &'static str> => Iter<'a, &'a str, &'a str>,
    Keys<'static, &'static str, &'static str> => Keys<'a, &'a str, &'a str>,
    Values<'static, &'static str, &'static str> => Values<'a, &'a str, &'a str>,
    IntoIter<&'static str, &'static str> => IntoIter<&'a str, &'a str>,
    IntoKeys<&'static str, &'static str> => IntoKeys<&'a str, &'a str>,
    IntoValues<&'static str, &'static str> => IntoValues<&'a str, &'a str>,
    Drain<'static, &'static str, &'static str> => Drain<'a, &'a str, &'a str>,
}

#[test]
fn a_key_may_live_shorter_than_the_maps() {
    let map = CowMap::from([("a", "b")]);
    let short = String::from("a");
    assert_eq!(map.get(short.as_str()), Some(&"b"));
}

#[test]
fn odd_elements() {
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
    #[repr(align(256))]
    struct Aligned(u8);

    let mut unit: CowMap<(), ()> = CowMap::new();
    assert_eq!((unit.insert((), ()), unit.insert((), ())), (None, Some(())));
    assert_eq!((unit.len(), unit.clone().remove(&()), unit.len()), (1, Some(()), 1));

    let mut aligned = CowMap::new();
    let mut pages = CowMap::new();
    let mut model = HashMap::new();
    for i in 0..200_u8 {
        aligned.insert(i, Aligned(i));
        pages.insert(i, [i; 4096]);
        model.insert(i, i);
    }
    let held = (aligned.clone(), pages.clone());
    for i in 0..100 {
        aligned.remove(&i);
        pages.remove(&i);
    }
    aligned.assert_invariants();
    pages.assert_invariants();
    for (k, v) in &held.0 {
        assert!(std::ptr::from_ref(v).addr().is_multiple_of(256));
        assert_eq!(model[k], v.0);
    }
    assert!(held.1.iter().all(|(k, v)| v.iter().all(|byte| byte == k)));
    assert_eq!((aligned.len(), pages.len(), held.0.len(), held.1.len()), (100, 100, 200, 200));
}

/// As in std, methods that read or change an entry that is there have no bounds on how keys are compared.
fn changed<'a, K: Clone, V: Clone>(mut entry: OccupiedEntry<'a, K, V>, v: V) -> (V, &'a mut V) {
    let old = entry.insert(v);
    (old, entry.into_mut())
}

#[test]
fn an_entry_is_changed_without_eq() {
    fn doubled<K: Clone>(entry: Entry<'_, K, u32>) {
        entry.and_modify(|v| *v *= 2);
    }
    let mut map = CowMap::from([("a", 1)]);
    if let Entry::Occupied(entry) = map.entry("a") {
        assert_eq!(changed(entry, 2), (1, &mut 2));
    }
    doubled(map.entry("a"));
    doubled(map.entry("b"));
    assert_eq!(map, CowMap::from([("a", 4)]));
}

/// Methods of entries require no hasher and no `Eq`, as in std; those that may copy require `Clone`.
#[test]
fn entries_need_no_hasher() {
    fn count<K: Clone, S>(entry: Entry<'_, K, u32, S>) -> u32 {
        match entry {
            Entry::Vacant(entry) => *entry.insert(1),
            Entry::Occupied(mut entry) if *entry.get() < 2 => {
                *entry.get_mut() += 1;
                *entry.into_mut()
            }
            Entry::Occupied(entry) => entry.remove(),
        }
    }
    fn or_insert<K: Clone, V: Clone + Default, S>(entry: Entry<'_, K, V, S>) -> &mut V {
        entry.or_default()
    }
    let mut map: CowMap<String, u32> = (0..300).map(|i| (i.to_string(), 7)).collect();
    let old = map.clone();
    for expected in [1, 2, 2, 1] {
        assert_eq!(count(map.entry("new".to_string())), expected);
    }
    for i in 0..1_000 {
        *or_insert(map.entry(i.to_string())) += 1;
        map.entry(i.to_string()).insert_entry(i).remove_entry();
    }
    map.assert_invariants();
    assert_eq!((map.len(), old.len()), (1, 300));

    /// A holder of an unfinished `extract_if` names no bounds.
    #[expect(dead_code, reason = "that it compiles is what is tested")]
    struct Holder<'a, K, V, F>(cow_map::hash_map::ExtractIf<'a, K, V, F>);
}

/// As in std: an iterator shows what it is going to give.
#[test]
fn iterators_show_what_is_left() {
    macro_rules! shown {
        ($($from:ident: $($iter:expr),*;)*) => {$($(
            for taken in [0, 1, 7, 250, 499, 500, 600] {
                let [mut a, mut b] = [$from.clone(), $from.clone()];
                let mut iter = { let $from = &mut a; $iter };
                let mut same = { let $from = &mut b; $iter };
                iter.by_ref().take(taken).for_each(drop);
                same.by_ref().take(taken).for_each(drop);
                let shown = format!("{iter:?}");
                let given = same.fold(Vec::new(), |mut all, item| {
                    all.push(item);
                    all
                });
                assert_eq!(shown, format!("{given:?}"));
                assert_eq!(shown, format!("{:?}", iter.collect::<Vec<_>>()));
            }
        )*)*};
    }
    let map: CowMap<u32, String> = (0..500).map(|i| (i, i.to_string())).collect();
    let set: CowSet<u32> = (0..500).collect();
    shown! {
        map: map.iter(), map.keys(), map.values(), map.iter_mut(), map.values_mut(), map.drain(),
            map.clone().into_iter(), map.clone().into_keys(), map.clone().into_values();
        set: set.iter(), set.drain(), set.clone().into_iter();
    }
}
