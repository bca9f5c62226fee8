//! How few nodes a map has: a map that has lost most of its entries, in whatever way, has not
//! many more nodes than one that never had more.
#![cfg(not(cow_loom))]

use cow_map::CowMap;
use cow_map::hash_map::Pick;
use testkit::Seeded;

type Map = CowMap<u64, u64, Seeded>;

const LEN: u64 = if cfg!(miri) { 500 } else { 4_000 };

fn map(keys: impl Iterator<Item = u64>) -> Map {
    let mut map = Map::with_hasher(Seeded::new(7));
    map.extend(keys.map(|k| (k, k)));
    map
}

/// The number of nodes, and their bytes.
fn size(map: &Map) -> (usize, usize) {
    let nodes = testkit::nodes!(map);
    (nodes.len(), nodes.iter().map(|node| node.bytes).sum())
}

/// Keeps the entries whose keys are multiples of a number, and removes all others.
type Filter = fn(Map, u64) -> Map;

const WAYS: [(&str, Filter); 9] = [
    ("remove", |mut map, every| {
        for k in (0..LEN).filter(|k| k % every != 0) {
            map.remove(&k);
        }
        map
    }),
    ("retain", |mut map, every| {
        map.retain(|k, _| k % every == 0);
        map
    }),
    ("extract_if", |mut map, every| {
        map.extract_if(|k, _| k % every != 0).for_each(drop);
        map
    }),
    ("entry", |mut map, every| {
        for k in (0..LEN).filter(|k| k % every != 0) {
            if let cow_map::hash_map::Entry::Occupied(entry) = map.entry(k) {
                entry.remove();
            }
        }
        map
    }),
    ("merge_with", |map, every| {
        let mut other = map.clone();
        other.iter_mut().for_each(|(_, v)| *v += 1);
        map.merge_with(other, |k, _, _| if k % every == 0 { Pick::Left } else { Pick::Remove })
    }),
    ("merge_with, into a shared map", |map, every| {
        let mut other = map.clone();
        other.iter_mut().for_each(|(_, v)| *v += 1);
        let both = (map.clone(), other.clone());
        let left =
            map.merge_with(other, |k, _, _| if k % every == 0 { Pick::Left } else { Pick::Remove });
        drop(both);
        left
    }),
    ("intersection", |a, every| a.intersection(map((0..LEN).filter(|k| k % every == 0)))),
    ("difference", |a, every| a.difference(map((0..LEN).filter(|k| k % every != 0)))),
    ("symmetric_difference", |a, every| {
        a.symmetric_difference(map((0..LEN).filter(|k| k % every != 0)))
    }),
];

#[test]
fn few_entries_have_few_nodes_however_they_became_few() {
    for (name, filter) in WAYS {
        for every in [3, 16, 200] {
            for shared in [false, true] {
                let whole = map(0..LEN);
                let old = shared.then(|| whole.clone());
                let left = filter(whole, every);
                left.assert_invariants();
                let fresh = map((0..LEN).filter(|k| k % every == 0));
                assert_eq!(left.len(), fresh.len());
                let ((nodes, bytes), least) = (size(&left), size(&fresh));
                // Leaves are joined when both fill half of one, and by single removals a little later.
                assert!(nodes <= 3 * least.0, "{name}, {every}: {nodes} nodes, {} fresh", least.0);
                assert!(
                    2 * bytes <= 5 * least.1,
                    "{name}, {every}: {bytes} bytes, {} fresh",
                    least.1
                );
                drop(old);
            }
        }
    }
}

/// Room that was reserved is there: in a map of one leaf, as far as a leaf goes.
#[test]
fn what_is_reserved_is_there() {
    for len in [0, 1, 2, 5, 11, 20] {
        for more in [1, 3, 12, 20] {
            let mut map = map(0..len);
            map.reserve(more);
            let wanted = (len as usize + more).min(32);
            assert!(map.capacity() >= wanted, "{len} + {more}: {}", map.capacity());
            let before = size(&map);
            map.extend((len..wanted as u64).map(|k| (k, k)));
            assert_eq!(size(&map), before, "nothing grew");
            assert_eq!(map.len(), wanted);
        }
    }
}

#[test]
fn what_is_given_back_is_gone_but_for_what_was_asked_for() {
    for len in [1, 5, 12, 20] {
        for kept in [0, 1, 4] {
            let mut map = map(0..len);
            map.reserve(12);
            let (wanted, before) = (map.len() + kept, size(&map).1);
            map.shrink_to(wanted);
            assert!((wanted..=wanted.max(32)).contains(&map.capacity()), "{}", map.capacity());
            map.shrink_to_fit();
            assert_eq!(map.capacity(), map.len());
            assert!(size(&map).1 < before);
        }
    }
    // In many leaves, and not in those of another version.
    let mut many = map(0..LEN);
    let old = many.clone();
    many.shrink_to_fit();
    assert!(many.ptr_eq(&old));
    drop(old);
    let before = size(&many).1;
    many.shrink_to_fit();
    assert!(size(&many).1 < before);
    many.assert_invariants();
}
