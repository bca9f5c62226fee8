//! Views: the same answers as the whole value, from few nodes.

mod common;

use common::Planned;
use cow_map::{CowMap, CowSet};
use cow_store::backend::Memory;
use cow_store::{Change, Error, Store, StoredState, View};
use cow_tree::binary_tree::{DiffItem, Side};
use cow_tree::{BinaryTree, CowTreeMap, CowTreeSet};
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

/// Edits at random, of all the ways in which a vector changes shape.
fn edit(vec: &mut CowVec<u32>, rng: &mut Rng) {
    let at = rng.usize(..=vec.len());
    let few = rng.usize(..40);
    match rng.u8(..8) {
        0 => vec.insert(at, 9_000_000),
        1 if at < vec.len() => drop(vec.remove(at)),
        2 if at < vec.len() => vec[at] += 1_000_000,
        3 => drop(vec.splice(at..(at + few).min(vec.len()), 0..rng.u32(..60))),
        4 => vec.extend((0..few).map(|_| 8_000_000)),
        5 => vec.truncate(vec.len() - few.min(vec.len())),
        6 => {
            // Nodes of before, in another place.
            let mut back = vec.split_off(at);
            back.append(vec);
            *vec = back;
        }
        _ => (0..few).for_each(|_| vec.push_front(7_000_000)),
    }
}

#[test]
fn differences_of_vectors_make_the_newer_one() {
    let store = Store::open(Memory::new()).unwrap();
    for seed in 0..120 {
        let mut rng = Rng::with_seed(seed);
        let len = [0, 1, 90, 3000, 40_000][rng.usize(..5)];
        let old: CowVec<u32> = (0..len).collect();
        let mut new = old.clone();
        (0..rng.usize(..6)).for_each(|_| edit(&mut new, &mut rng));
        let views: [View<CowVec<u32>>; 2] =
            [&old, &new].map(|vec| store.view(store.save(vec).unwrap()).unwrap());
        let splices = all(views[0].diff(&views[1]));
        assert_eq!(splices.is_empty(), old == new);
        let mut made = old.clone();
        let mut behind = None;
        for splice in splices {
            assert!(behind.is_none_or(|behind| behind < splice.at), "two changes touch");
            behind = Some(splice.at + splice.removed.len() as u64);
            let at = splice.newer_at as usize;
            let removed = made.splice(at..at + splice.removed.len(), splice.inserted);
            assert!(removed.collect::<Vec<_>>() == splice.removed);
        }
        assert_eq!(made, new, "seed {seed}");
    }
}

#[test]
fn differences_of_vectors_read_what_is_not_shared() {
    let store = Store::open(Memory::new()).unwrap();
    let old: CowVec<u64> = (0..200_000).collect();
    let mut height = 0;
    old.visit_nodes(&mut |node| {
        height = height.max(node.depth as u64);
        true
    });
    let before = store.save(&old).unwrap();
    let mut new = old.clone();
    let edits = [7, 50_000, 120_001, 199_990];
    edits.iter().for_each(|&at| new[at] = 0);
    let after = store.save(&new).unwrap();
    let views: [View<CowVec<u64>>; 2] = [before, after].map(|id| store.view(id).unwrap());
    let found: Vec<u64> = all(views[0].diff(&views[1])).iter().map(|splice| splice.at).collect();
    assert_eq!(found, edits.map(|at| at as u64));
    for view in views {
        // The paths to four leaves, and no others.
        assert!(view.nodes_read() <= edits.len() as u64 * (height + 1), "{}", view.nodes_read());
    }
}

#[test]
fn binary_trees_answer_by_path() {
    let store = Store::open(Memory::new()).unwrap();
    let full = |values: u32| BinaryTree::from_level_order((0..values).map(Some)).unwrap();
    for seed in 0..60 {
        let mut rng = Rng::with_seed(seed);
        let old = full([0, 1, 30, 500][rng.usize(..4)]);
        let mut new = old.clone();
        for _ in 0..rng.usize(..5) {
            let path: Vec<Side> =
                (0..rng.usize(..9)).map(|_| [Side::Left, Side::Right][rng.usize(..2)]).collect();
            match rng.u8(..3) {
                0 => drop(new.take(&path)),
                1 => drop(new.set(&path, 1_000)),
                _ => drop(new.replace(&path, full(rng.u32(..9)))),
            }
        }
        let views: [View<BinaryTree<u32>>; 2] =
            [&old, &new].map(|tree| store.view(store.save(tree).unwrap()).unwrap());
        let mut diff = old.diff(&new);
        let mut expected = Vec::new();
        while let Some(item) = diff.next() {
            let path = diff.path().to_vec();
            expected.push(match item {
                DiffItem::Add(new) => Change::Added(path, *new),
                DiffItem::Update { old, new } => Change::Changed(path, *old, *new),
                DiffItem::Remove(old) => Change::Removed(path, *old),
            });
        }
        assert_eq!(all(views[0].diff(&views[1])), expected);
        let path = |change: &Change<Vec<Side>, u32>| match change {
            Change::Added(path, _) | Change::Removed(path, _) | Change::Changed(path, ..) => {
                path.clone()
            }
        };
        let paths = expected.iter().map(path).chain([vec![], vec![Side::Left; 20]]);
        for path in paths {
            assert_eq!(views[1].get(&path).unwrap().as_ref(), new.get(&path));
        }
    }
}

#[test]
fn a_deep_binary_tree_is_compared_without_recursion() {
    let store = Store::open(Memory::new()).unwrap();
    let chain = |last: u32| {
        (0..3_000).fold(BinaryTree::leaf(last), |tree, value| {
            BinaryTree::new(value, tree, BinaryTree::empty())
        })
    };
    let views: [View<BinaryTree<u32>>; 2] =
        [1, 2].map(|last| store.view(store.save(&chain(last)).unwrap()).unwrap());
    let changes = testkit::on_small_stack(128 * 1024, move || all(views[0].diff(&views[1])));
    assert_eq!(changes, [Change::Changed(vec![Side::Left; 3_000], 1, 2)]);
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

    let vec: CowVec<u32> = (0..50_000).collect();
    let mut newer = vec.clone();
    newer[3] = 7;
    newer[40_000] = 7;
    let view =
        |vec: &CowVec<u32>| -> View<CowVec<u32>> { store.view(store.save(vec).unwrap()).unwrap() };
    let (old, new) = (view(&vec), view(&newer));
    let calls = backend.plan.lock().unwrap().calls;
    backend.plan.lock().unwrap().fails = calls + 3;
    let results: Vec<_> = old.diff(&new).collect();
    assert!(results.last().unwrap().is_err());
    assert_eq!(all(old.diff(&new)).len(), 2);
    let view = view(&vec);
    let calls = backend.plan.lock().unwrap().calls;
    backend.plan.lock().unwrap().fails = calls + 5;
    let results: Vec<_> = view.range(0..50_000).collect();
    assert!(results.last().unwrap().is_err());
    assert!(results[..results.len() - 1].iter().all(Result::is_ok));
}
