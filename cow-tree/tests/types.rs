//! What holds at compile time, and on little stack.
#![cfg(not(cow_loom))]

use cow_tree::btree_map::{
    Diff, IntoIter, IntoKeys, IntoValues, Iter, IterMut, Keys, RangeMut, Values, ValuesMut,
};
use cow_tree::{CowTreeMap, LocalTreeMap};
use static_assertions::{assert_eq_size, assert_impl_all, assert_not_impl_any, const_assert};
use std::cell::Cell;
use std::fmt::Debug;
use std::hash::Hash;
use std::iter::FusedIterator;
use std::panic::{RefUnwindSafe, UnwindSafe};
use std::rc::Rc;

// One word, and nothing for `None`... of a map that is an `Option` itself, one more.
assert_eq_size!(CowTreeMap<u64, u64>, usize);

// Iterators are passed around.
const_assert!(size_of::<Iter<'static, u64, u64>>() <= 136);
const_assert!(size_of::<IterMut<'static, u64, u64>>() <= 168);
const_assert!(size_of::<RangeMut<'static, u64, u64>>() <= 168);

assert_impl_all!(CowTreeMap<u8, String>: Send, Sync, UnwindSafe, RefUnwindSafe, Unpin);
assert_not_impl_any!(CowTreeMap<u8, Cell<u8>>: Send, Sync, UnwindSafe, RefUnwindSafe);
assert_not_impl_any!(CowTreeMap<Cell<u8>, u8>: Send, Sync);
assert_not_impl_any!(CowTreeMap<u8, Rc<u8>>: Send, Sync);
assert_not_impl_any!(LocalTreeMap<u8, u8>: Send, Sync);
assert_impl_all!(LocalTreeMap<u8, u8>: UnwindSafe, RefUnwindSafe);

assert_impl_all!(Iter<'static, u8, u8>: Send, Sync, Clone, Default, Debug, ExactSizeIterator, FusedIterator, DoubleEndedIterator);
assert_impl_all!(Keys<'static, u8, u8>: Send, Sync, Clone, Default, Debug, ExactSizeIterator, FusedIterator, DoubleEndedIterator);
assert_impl_all!(Values<'static, u8, u8>: Send, Sync, Clone, Default, Debug, ExactSizeIterator, FusedIterator, DoubleEndedIterator);
assert_impl_all!(IterMut<'static, u8, u8>: Send, Sync, Default, Debug, ExactSizeIterator, FusedIterator, DoubleEndedIterator);
assert_impl_all!(ValuesMut<'static, u8, u8>: Send, Sync, Default, Debug, ExactSizeIterator, FusedIterator, DoubleEndedIterator);
assert_impl_all!(IntoIter<u8, u8>: Send, Sync, Default, Debug, ExactSizeIterator, FusedIterator, DoubleEndedIterator);
assert_impl_all!(IntoKeys<u8, u8>: Send, Sync, Default, Debug, ExactSizeIterator, FusedIterator, DoubleEndedIterator);
assert_impl_all!(IntoValues<u8, u8>: Send, Sync, Default, Debug, ExactSizeIterator, FusedIterator, DoubleEndedIterator);
assert_impl_all!(Diff<'static, u8, u8>: Send, Sync, Clone, Debug, FusedIterator, DoubleEndedIterator);
assert_not_impl_any!(Iter<'static, u8, Cell<u8>>: Send, Sync);
assert_not_impl_any!(IterMut<'static, u8, Cell<u8>>: Send, Sync);

// There are no bounds on the content that std has not.
struct Bare;
assert_impl_all!(CowTreeMap<Bare, Bare>: Clone, Default);
assert_not_impl_any!(CowTreeMap<Bare, Bare>: Debug, PartialEq, PartialOrd, Hash, Copy);
assert_impl_all!(CowTreeMap<u8, u8>: Debug, Eq, Ord, Hash, FromIterator<(u8, u8)>, Extend<(u8, u8)>, Extend<(&'static u8, &'static u8)>);

static _EMPTY: CowTreeMap<u8, u8> = CowTreeMap::new();

testkit::assert_covariant! {
    CowTreeMap<&'static str, &'static str> => CowTreeMap<&'a str, &'a str>,
    Iter<'static, &'static str, &'static str> => Iter<'a, &'a str, &'a str>,
    Keys<'static, &'static str, &'static str> => Keys<'a, &'a str, &'a str>,
    Values<'static, &'static str, &'static str> => Values<'a, &'a str, &'a str>,
    IntoIter<&'static str, &'static str> => IntoIter<&'a str, &'a str>,
    Diff<'static, &'static str, &'static str> => Diff<'a, &'a str, &'a str>,
}

#[test]
fn a_large_tree_needs_little_stack() {
    let count = if cfg!(miri) { 1000 } else { 1_000_000 };
    let map: CowTreeMap<u32, u32> = (0..count).map(|i| (i, i)).collect();
    testkit::on_small_stack(64 * 1024, move || {
        let mut copy = map.clone();
        for i in (0..count).step_by(1009) {
            copy.remove(&i);
        }
        assert_ne!(map, copy);
        let both = map.clone().intersection(copy.clone());
        assert_eq!(both.len(), copy.len());
        assert_eq!(map.diff(&copy).count(), map.len() - copy.len());
        for value in copy.values_mut() {
            *value += 1;
        }
        drop((map, copy, both));
    });
}

#[test]
fn a_map_of_maps_drops() {
    let mut map = CowTreeMap::from([(0, CowTreeMap::new())]);
    for i in 0..10 {
        map = CowTreeMap::from([(i, CowTreeMap::from([(i, map.len())]))]);
    }
    assert_eq!(format!("{map:?}"), "{9: {9: 1}}");
}

#[test]
fn entries_of_no_size_and_of_much() {
    let mut unit = CowTreeMap::new();
    assert_eq!(unit.insert((), ()), None);
    assert_eq!(unit.insert((), ()), Some(()));
    assert_eq!((unit.len(), unit.remove(&())), (1, Some(())));

    let page = |i: u32| (i, [i; 1024]);
    let mut pages: CowTreeMap<u32, [u32; 1024]> = (0..50).map(page).collect();
    let kept = pages.clone();
    for i in 0..50 {
        assert_eq!(pages.remove(&(i * 7 % 50)), Some([i * 7 % 50; 1024]));
        pages.assert_invariants();
    }
    assert!(kept.into_iter().eq((0..50).map(page)));

    #[derive(Clone, Copy, Debug, PartialEq)]
    #[repr(align(256))]
    struct Aligned(u8);
    let aligned: CowTreeMap<u8, Aligned> = (0..200).map(|i| (i, Aligned(i))).collect();
    for (i, value) in &aligned {
        assert_eq!(std::ptr::from_ref(value).addr() % 256, 0);
        assert_eq!(value.0, *i);
    }
}
