//! How few nodes a map has: leaves with few entries are merged, whatever made them so.
#![cfg(not(cow_loom))]

use cow_tree::CowTreeMap;

type Map = CowTreeMap<u64, u64>;

const LEN: u64 = if cfg!(miri) { 500 } else { 10_000 };

fn map(keys: impl Iterator<Item = u64>) -> Map {
    keys.map(|k| (k, k)).collect()
}

/// The number of nodes, and their bytes.
fn size(map: &Map) -> (usize, usize) {
    let nodes = testkit::nodes!(map);
    (nodes.len(), nodes.iter().map(|node| node.bytes).sum())
}

/// Keeps the entries whose keys are multiples of a number, and removes all others.
type Filter = fn(Map, u64) -> Map;

const WAYS: [(&str, Filter); 8] = [
    ("remove", |mut map, every| {
        for k in (0..LEN).filter(|k| k % every != 0) {
            map.remove(&k);
        }
        map
    }),
    ("remove, backwards", |mut map, every| {
        for k in (0..LEN).rev().filter(|k| k % every != 0) {
            map.remove(&k);
        }
        map
    }),
    ("retain", |mut map, every| {
        map.retain(|k, _| k % every == 0);
        map
    }),
    ("extract_if", |mut map, every| {
        map.extract_if(.., |k, _| k % every != 0).for_each(drop);
        map
    }),
    ("intersection", |a, every| &a & &map((0..LEN).filter(|k| k % every == 0))),
    ("difference", |a, every| &a - &map((0..LEN).filter(|k| k % every != 0))),
    ("symmetric difference", |a, every| &a ^ &map((0..LEN).filter(|k| k % every != 0))),
    ("split and append", |mut map, every| {
        let mut left = Map::new();
        while let Some((&first, _)) = map.first_key_value() {
            let rest = map.split_off(&(first + 1));
            left.append(&mut map);
            map = rest;
            map = match first + every {
                next if next < LEN => map.split_off(&next),
                _ => Map::new(),
            };
        }
        left
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
                assert_eq!(left, fresh);
                let ((nodes, bytes), least) = (size(&left), size(&fresh));
                // A leaf keeps a quarter of what it holds, unless its neighbour is almost full.
                assert!(nodes <= 4 * least.0, "{name}, {every}: {nodes} nodes, {} fresh", least.0);
                assert!(bytes <= 4 * least.1, "{name}, {every}: {bytes} bytes, {} fresh", least.1);
                drop(old);
            }
        }
    }
}

/// A version that one write has made takes up the entries of a leaf, not the room of a full one.
#[test]
fn a_leaf_that_a_write_copies_has_little_room() {
    type Write = fn(&mut Map);
    const WRITES: [(&str, Write); 4] = [
        ("insert", |map| assert_eq!(map.insert(501, 0), None)),
        ("overwrite", |map| assert!(map.insert(500, 0).is_some())),
        ("get_mut", |map| *map.get_mut(&500).unwrap() = 0),
        ("remove", |map| assert!(map.remove(&500).is_some())),
    ];
    let leaves = |map: &Map| {
        let mut leaves = Vec::new();
        map.visit_nodes(&mut |node| {
            if node.items > 0 {
                leaves.push((node.address, node.items, node.bytes));
            }
            true
        });
        leaves
    };
    // In no order, so that leaves are not full.
    let before: Map = (0..LEN).fold(Map::new(), |mut map, n| {
        map.insert(2 * (n * 37 % LEN), n);
        map
    });
    for (name, write) in WRITES {
        let mut after = before.clone();
        write(&mut after);
        let old = leaves(&before);
        let mut copies = leaves(&after);
        copies.retain(|(address, ..)| old.iter().all(|(other, ..)| other != address));
        let [(_, items, bytes)] = copies[..] else { panic!("{name}: {} leaves", copies.len()) };
        assert!(bytes <= 8 + 16 * (items + 4), "{name}: {bytes} bytes for {items}");
        // There is room again, as soon as the leaf has one owner.
        for key in 0..100 {
            after.insert(2 * key + 1, 0);
        }
        after.assert_invariants();
    }
}

/// A map of few entries is moved into the leaf beside it, on either side, if that has room.
#[test]
fn few_entries_join_the_leaf_beside_them() {
    for shared in [false, true] {
        let whole = map(1000..1126);
        let mut both = whole.clone();
        both.retain(|k, _| (k - 1000) % 63 < 30);
        drop(whole);
        let nodes = size(&both).0;
        let old = shared.then(|| both.clone());
        for mut few in [map(2000..2001), map(1..2), map(3000..3003), map(0..1)] {
            both.append(&mut few);
            assert_eq!(size(&both).0, nodes, "a leaf of its own for each few");
        }
        let mut few = map(0..0);
        few.append(&mut both);
        assert_eq!(size(&few).0, nodes);
        drop(old);
    }
}

/// A leaf that few entries have joined is as wide as any: the next merge finds the room that it counts on.
#[test]
fn a_leaf_that_was_joined_has_room_for_the_next_merge() {
    for few in 1..16 {
        for first in 1..16 {
            for right in [false, true] {
                // The leaf at the edge has `first` entries, and the next one is full.
                let mut tall = map(100..100 + 4 * 63);
                let keys = 100..163;
                for key in keys.clone().skip(first as usize) {
                    tall.remove(&if right { 451 - key } else { key });
                }
                // Exactly as much room as it needs, and a little more.
                let mut short = map(if right { 1000..1000 + few } else { 0..few });
                if right {
                    tall.append(&mut short);
                } else {
                    short.append(&mut tall);
                    tall = short;
                }
                tall.assert_invariants();
                let mut model: std::collections::BTreeMap<_, _> =
                    tall.iter().map(|(k, v)| (*k, *v)).collect();
                for key in keys.map(|key| if right { 451 - key - 63 } else { key + 63 }) {
                    assert_eq!(tall.remove(&key), model.remove(&key));
                    tall.assert_invariants();
                }
                assert!(tall.iter().eq(model.iter()));
            }
        }
    }
}

/// The prefixes of integers are the integers themselves, so that a branch has no room for separators beside them: it is no
/// larger than one with separators of that size that have no prefixes.
#[test]
fn a_branch_has_integers_once() {
    let integers = map(0..100);
    let others: CowTreeMap<[u32; 2], u64> = (0..100).map(|k| ([0, k], 0)).collect();
    let root = testkit::nodes!(integers)[0];
    let other = testkit::nodes!(others)[0];
    assert_eq!((root.items, other.items), (0, 0), "no branches");
    assert!(root.bytes <= other.bytes, "{} bytes, and {}", root.bytes, other.bytes);
}
