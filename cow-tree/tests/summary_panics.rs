//! A summary that panics at its k-th call, for every k: the map has the entries of before or of after
//! the write, in a tree whose order, balance, fill and sizes are right. Only summaries may be wrong,
//! until they are computed anew.
#![cfg(not(cow_loom))]

mod util;

use cow_tree::btree_map::CursorMut;
use cow_tree::{Summary, SummedTreeMap};
use std::cell::RefCell;
use std::ops::Bound;
use testkit::{Call, Fuse, for_every_k};
use util::{Narrow, Narrowest};

thread_local! {
    /// What [`Sum`] hits, which has no place for it where it is made of nothing.
    static FUSE: RefCell<Option<Fuse>> = const { RefCell::new(None) };
}

fn hit() {
    if let Some(fuse) = FUSE.with_borrow(Clone::clone) {
        fuse.hit(Call::Closure);
    }
}

/// The sum of the keys.
#[derive(Debug, PartialEq)]
struct Sum(u32);

impl Clone for Sum {
    fn clone(&self) -> Self {
        hit();
        Sum(self.0)
    }
}

impl<V> Summary<u32, V> for Sum {
    fn empty() -> Self {
        hit();
        Sum(0)
    }

    fn of(key: &u32, _: &V) -> Self {
        hit();
        Sum(*key)
    }

    fn combine(&self, right: &Self) -> Self {
        hit();
        Sum(self.0 + right.0)
    }
}

type Map<V> = SummedTreeMap<u32, V, Sum>;

const COUNT: u32 = 21;

/// Runs `write` on a map that is shared, in part or not at all, with a panic at every call.
fn every_k<V: Clone + From<u32>>(write: impl Fn(&mut Map<V>)) -> u64 {
    let keys = |map: &Map<V>| map.keys().copied().collect::<Vec<_>>();
    let mut panics = 0;
    for sharing in 0..3 {
        let make = || {
            let mut map = Map::<V>::default();
            for i in 0..COUNT {
                map.insert(i * 8 % COUNT * 2, i.into());
            }
            let kept = (sharing > 0).then(|| map.clone());
            if sharing == 2 {
                map.insert(11, 1.into());
            }
            (map, kept)
        };
        let (mut map, _kept) = make();
        let before = keys(&map);
        write(&mut map);
        let after = keys(&map);

        panics += for_every_k(Call::Closure, |fuse| {
            let (mut map, kept) = make();
            FUSE.set(Some(fuse.clone()));
            let blown = fuse.run(|| write(&mut map)).is_err();
            FUSE.set(None);
            map.assert_invariants();
            let keys_now = keys(&map);
            assert!(keys_now == after || blown && keys_now == before, "{keys_now:?}");
            if let Some(kept) = kept {
                kept.assert_invariants();
                assert_eq!(kept.summary(), Sum(kept.keys().sum()));
            }
            if !blown {
                assert_eq!(map.summary(), Sum(map.keys().sum()));
            }
            map.retain(|_, _| true);
            assert_eq!(map.summary(), Sum(map.keys().sum()));
        });
    }
    panics
}

fn every_write<V: Clone + From<u32>>() {
    let mut of_cuts = 0;
    for key in 0..2 * COUNT {
        assert!(every_k::<V>(|map| drop(map.insert(key, key.into()))) > 0);
        if key % 2 == 0 {
            assert!(every_k::<V>(|map| drop(map.remove(&key))) > 0);
        }
        of_cuts += every_k::<V>(|map| drop(map.split_off(&key)));
    }
    assert!(of_cuts > 0);
    let writes: [fn(&mut Map<V>); 6] = [
        |map| drop(map.pop_first()),
        |map| drop(map.pop_last()),
        |map| {
            let _ = map.entry(8).and_modify(|value| *value = 1.into());
        },
        |map| drop(map.extract_if(6.., |key, _| *key == 8).next()),
        |map| map.retain(|key, _| *key != 8),
        |map| {
            let mut other: Map<V> = (100..120).map(|i| (i, i.into())).collect();
            map.append(&mut other);
        },
    ];
    for write in writes {
        assert!(every_k::<V>(write) > 0);
    }
}

/// Where it is not the summary that panics, it follows what has been written.
#[test]
fn closures() {
    let panics = for_every_k(Call::Closure, |fuse| {
        let mut map: SummedTreeMap<u32, Narrow, Values> =
            (0..COUNT).map(|i| (i, i.into())).collect();
        let _kept = fuse.run(|| map.clone());
        let run = fuse.run(|| {
            map.entry(5).and_modify(|value| {
                value.0 = 1000;
                fuse.hit(Call::Closure);
            });
            map.extract_if(3.., |key, value| {
                value.0 += 7;
                fuse.hit(Call::Closure);
                key % 4 == 0
            })
            .for_each(drop);
        });
        assert!(run.is_err() || map.len() == 16);
        map.assert_invariants();
        assert_eq!(map.summary().0, map.values().map(|value| value.0).sum::<u32>());
    });
    assert!(panics > 0);
}

/// The sum of the values.
#[derive(Clone)]
struct Values(u32);

impl Summary<u32, Narrow> for Values {
    fn empty() -> Self {
        Values(0)
    }

    fn of(_: &u32, value: &Narrow) -> Self {
        Values(value.0)
    }

    fn combine(&self, right: &Self) -> Self {
        Values(self.0 + right.0)
    }
}

#[test]
fn in_leaves_of_four() {
    every_write::<Narrow>();
}

#[test]
fn in_leaves_of_two() {
    every_write::<Narrowest>();
}

#[test]
fn a_cursor_stays_in_its_gap() {
    type Cursor<'a> = CursorMut<'a, u32, Narrow, Sum>;
    let writes: [fn(&mut Cursor<'_>); 2] = [
        |cursor| assert!(cursor.remove_prev().is_some()),
        |cursor| cursor.insert_before(COUNT, COUNT.into()).unwrap(),
    ];
    let mut panics = 0;
    for write in writes {
        panics += for_every_k(Call::Closure, |fuse| {
            let mut map: Map<Narrow> = (0..COUNT).map(|i| (i, i.into())).collect();
            let mut cursor = map.upper_bound_mut(Bound::<&u32>::Unbounded);
            FUSE.set(Some(fuse.clone()));
            let _ = fuse.run(|| write(&mut cursor));
            FUSE.set(None);
            assert!(cursor.as_cursor().peek_next().is_none());
            assert!(cursor.remove_next().is_none());
            let last = cursor.as_cursor().peek_prev().map(|(key, _)| *key);
            assert_eq!(last, map.last_key_value().map(|(key, _)| *key));
        });
    }
    assert!(panics > 0);
}

#[test]
fn an_extraction_goes_on_where_it_was() {
    let panics = for_every_k(Call::Closure, |fuse| {
        let mut map: Map<Narrow> = (0..COUNT).map(|i| (i, i.into())).collect();
        let mut seen = Vec::new();
        let mut extraction = map.extract_if(5..12, |key, _| {
            seen.push(*key);
            key % 3 == 0
        });
        FUSE.set(Some(fuse.clone()));
        let _ = fuse.run(|| extraction.by_ref().for_each(drop));
        FUSE.set(None);
        extraction.for_each(drop);
        // It calls again for an entry that it could not take out.
        seen.dedup();
        assert_eq!(seen, [5, 6, 7, 8, 9, 10, 11]);
        map.assert_invariants();
        assert_eq!(map.len(), COUNT as usize - 2);
    });
    assert!(panics > 0);
}
