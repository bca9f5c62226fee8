//! Views: the same answers as the whole value, from few nodes.

mod common;

use common::Planned;
use cow_map::{CowMap, CowSet};
use cow_store::backend::Memory;
use cow_store::{Change, Error, Store, StoredState, View};
use cow_tree::{CowTreeMap, CowTreeSet};
use cow_vec::CowVec;
use fastrand::Rng;
use std::collections::BTreeMap;
use std::ops::Bound;

type Tree = CowTreeMap<u32, String>;
type Map = CowMap<u32, u32, StoredState>;

fn all<T>(items: impl Iterator<Item = Result<T, Error>>) -> Vec<T> {
    items.map(Result::unwrap).collect()
}

/// How two maps differ, by std's.
fn differences<K: Ord + Clone, V: PartialEq + Clone>(
    old: &BTreeMap<K, V>,
    new: &BTreeMap<K, V>,
) -> Vec<Change<K, V>> {
    let keys: std::collections::BTreeSet<&K> = old.keys().chain(new.keys()).collect();
    keys.into_iter()
        .filter_map(|key| match (old.get(key).cloned(), new.get(key).cloned()) {
            (Some(old), None) => Some(Change::Removed(key.clone(), old)),
            (None, Some(new)) => Some(Change::Added(key.clone(), new)),
            (Some(old), Some(new)) if old != new => Some(Change::Changed(key.clone(), old, new)),
            _ => None,
        })
        .collect()
}

#[test]
fn ordered_maps_answer_as_when_they_are_loaded() {
    let store = Store::open(Memory::new()).unwrap();
    let mut rng = Rng::with_seed(1);
    for len in [0, 1, 10, 100, 5000] {
        let map: Tree = (0..len).map(|i| (i * 3, i.to_string())).collect();
        let view: View<Tree> = store.view(store.save(&map).unwrap()).unwrap();
        assert_eq!(view.len(), u64::from(len));
        for _ in 0..100 {
            let key = rng.u32(..len * 3 + 2);
            assert_eq!(view.get(&key).unwrap().as_ref(), map.get(&key));
            let mut bounds = [rng.u32(..len * 3 + 5), rng.u32(..len * 3 + 5)];
            bounds.sort();
            let [low, high] = bounds;
            for range in [
                (Bound::Included(low), Bound::Excluded(high)),
                (Bound::Excluded(low), Bound::Included(high + 1)),
                (Bound::Unbounded, Bound::Included(low)),
                (Bound::Excluded(high), Bound::Unbounded),
            ] {
                let expected = map.range(range).map(|(key, value)| (*key, value.clone()));
                assert!(all(view.range(range)).into_iter().eq(expected));
            }
        }
    }
}

#[test]
fn hash_maps_vectors_and_sets_answer_too() {
    let store = Store::open(Memory::new()).unwrap();
    let value = (
        (0..3000).map(|i| (i, i + 1)).collect::<Map>(),
        (0..3000_u16).collect::<CowVec<_>>(),
        (0..3000_u32).map(|i| 2 * i).collect::<CowTreeSet<_>>(),
        (0..3000_u32).map(|i| 2 * i).collect::<CowSet<_, StoredState>>(),
    );
    let id = store.save(&value).unwrap();
    let map: View<Map> = store.view(id).unwrap();
    let vec: View<CowVec<u16>> = store.view_part(id, 1, 100).unwrap();
    let set: View<CowTreeSet<u32>> = store.view_part(id, 2, 100).unwrap();
    let hashed: View<CowSet<u32, StoredState>> = store.view_part(id, 3, 100).unwrap();
    for i in 0..3010 {
        assert_eq!(map.get(&i).unwrap().as_ref(), value.0.get(&i));
        assert_eq!(vec.get(u64::from(i)).unwrap().as_ref(), value.1.get(i as usize));
        assert_eq!(set.contains(&i).unwrap(), value.2.contains(&i));
        assert_eq!(hashed.contains(&i).unwrap(), value.3.contains(&i));
    }
    assert_eq!(all(map.iter()).into_iter().collect::<Map>(), value.0);
    assert_eq!(all(vec.range(2990..4000)), (2990..3000).collect::<Vec<u16>>());
    assert_eq!(all(set.range(5..11)), [6, 8, 10]);
    assert_eq!(hashed.iter().count(), 3000);
    assert!(matches!(store.view_part::<Map>(id, 4, 1), Err(Error::Parts { .. })));
    assert!(matches!(store.view_part::<Map>(id, 1, 1), Err(Error::Parts { .. })));
}

#[test]
fn a_lookup_reads_a_path() {
    let store = Store::open(Memory::new()).unwrap();
    let map: Tree = (0..100_000).map(|i| (i, i.to_string())).collect();
    let id = store.save(&map).unwrap();
    let mut height = 0;
    map.visit_nodes(&mut |node| {
        height = height.max(node.depth);
        true
    });
    for key in [0, 50_000, 99_999, 200_000] {
        let view: View<Tree> = store.view(id).unwrap();
        view.get(&key).unwrap();
        let read = view.nodes_read() as usize;
        assert!(read <= height + 1, "{read} nodes read, of a tree of height {height}");
        view.get(&key).unwrap();
        assert_eq!(view.nodes_read() as usize, read, "kept in memory");
    }
    // One node of room: each lookup reads its path anew, and gives the same answers.
    let view: View<Tree> = store.view_part(id, 0, 1).unwrap();
    assert_eq!(view.get(&7).unwrap(), Some("7".into()));
    assert_eq!(view.get(&99_999).unwrap(), Some("99999".into()));

    let map: Map = (0..100_000).map(|i| (i, i)).collect();
    let view: View<Map> = store.view(store.save(&map).unwrap()).unwrap();
    view.get(&7).unwrap();
    assert!(view.nodes_read() <= 6);
    let vec: CowVec<u32> = (0..100_000).collect();
    let view: View<CowVec<u32>> = store.view(store.save(&vec).unwrap()).unwrap();
    view.get(70_000).unwrap();
    assert!(view.nodes_read() <= 4);
}

#[test]
fn differences_are_those_of_the_values() {
    let store = Store::open(Memory::new()).unwrap();
    for seed in 0..40 {
        let mut rng = Rng::with_seed(seed);
        let len = [0, 5, 300, 5000][rng.usize(..4)];
        let mut map: Tree = (0..len).map(|i| (i * 2, i.to_string())).collect();
        let mut hashed: Map = (0..len).map(|i| (i * 2, i)).collect();
        let old = store.save(&(map.clone(), hashed.clone())).unwrap();
        let before = (map.clone(), hashed.clone());
        for _ in 0..rng.usize(..30) {
            let key = rng.u32(..len * 2 + 10);
            match rng.u8(..4) {
                0 => {
                    map.remove(&key);
                    hashed.remove(&key);
                }
                1 => {
                    (key..key + rng.u32(..200)).for_each(|key| {
                        map.insert(key, "run".into());
                        hashed.insert(key, key);
                    });
                }
                2 => {
                    map = map.clone().into_iter().filter(|entry| entry.0 % 400 > 7).collect();
                    hashed.retain(|key, _| key % 400 > 7);
                }
                _ => {
                    map.insert(key, "new".into());
                    hashed.insert(key, 9_999_999);
                }
            }
        }
        let new = store.save(&(map.clone(), hashed.clone())).unwrap();
        let views: [View<Tree>; 2] = [old, new].map(|id| store.view(id).unwrap());
        let btree = |map: &Tree| map.iter().map(|(k, v)| (*k, v.clone())).collect();
        let expected = differences(&btree(&before.0), &btree(&map));
        assert_eq!(all(views[0].diff(&views[1])), expected);

        let views: [View<Map>; 2] = [old, new].map(|id| store.view_part(id, 1, 100).unwrap());
        let btree = |map: &Map| map.iter().map(|(k, v)| (*k, *v)).collect();
        let mut found = all(views[0].diff(&views[1]));
        found.sort_by_key(|change| match change {
            Change::Added(key, _) | Change::Removed(key, _) | Change::Changed(key, ..) => *key,
        });
        assert_eq!(found, differences(&btree(&before.1), &btree(&hashed)));
    }
}

#[test]
fn a_difference_reads_what_is_not_shared() {
    let store = Store::open(Memory::new()).unwrap();
    let mut map: Tree = (0..100_000).map(|i| (i, i.to_string())).collect();
    let mut hashed: Map = (0..100_000).map(|i| (i, i)).collect();
    let old = store.save(&(map.clone(), hashed.clone())).unwrap();
    map.insert(77, "new".into());
    hashed.insert(77, 0);
    let new = store.save(&(map, hashed)).unwrap();
    let views: [View<Tree>; 2] = [old, new].map(|id| store.view(id).unwrap());
    assert_eq!(views[0].diff(&views[1]).count(), 1);
    assert!(views.iter().all(|view| view.nodes_read() <= 20));
    let views: [View<Map>; 2] = [old, new].map(|id| store.view_part(id, 1, 100).unwrap());
    assert_eq!(views[0].diff(&views[1]).count(), 1);
    assert!(views.iter().all(|view| view.nodes_read() <= 6));
}

#[test]
fn maps_of_two_hashers_are_compared_by_their_entries() {
    let store = Store::open(Memory::new()).unwrap();
    let of = |state: StoredState| {
        let mut map = CowMap::with_hasher(state);
        map.extend((0..500_u32).map(|i| (i, i)));
        store.save(&map).unwrap()
    };
    let ids = [of(StoredState::with_keys(1, 1)), of(StoredState::with_keys(2, 2))];
    let views: [View<Map>; 2] = ids.map(|id| store.view(id).unwrap());
    assert_eq!(views[0].diff(&views[1]).count(), 0);
}

#[test]
fn a_view_keeps_its_version() {
    let store = Store::open(Memory::new()).unwrap();
    let map: Tree = (0..1000).map(|i| (i, i.to_string())).collect();
    let id = store.save(&map).unwrap();
    store.save(&Tree::new()).unwrap();
    let collect = || {
        std::thread::sleep(std::time::Duration::from_millis(2));
        store.gc(std::time::Duration::ZERO).unwrap();
        store.gc(std::time::Duration::ZERO).unwrap();
    };
    let view: View<Tree> = store.view(id).unwrap();
    collect();
    assert_eq!(view.get(&500).unwrap(), Some("500".into()));
    drop(view);
    collect();
    assert!(matches!(store.view::<Tree>(id), Err(Error::NoVersion(_))));
}

#[test]
fn a_failure_is_told_once() {
    let backend = Planned::default();
    let store = Store::open(backend.clone()).unwrap();
    let map: Tree = (0..5000).map(|i| (i, i.to_string())).collect();
    let view: View<Tree> = store.view(store.save(&map).unwrap()).unwrap();
    let calls = backend.plan.lock().unwrap().calls;
    backend.plan.lock().unwrap().fails = calls + 12;
    let results: Vec<_> = view.range(..).collect();
    assert!(results.last().unwrap().is_err());
    assert!(results[..results.len() - 1].iter().all(Result::is_ok));
    assert_eq!(view.range(..).count(), 5000, "and another try succeeds");
}
