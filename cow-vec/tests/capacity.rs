//! What is promised of memory: room that was reserved is there, room that was given back is not, and a vector that has
//! lost most of its items does not keep the nodes of all of them.
#![cfg(not(cow_loom))]

use cow_vec::CowVec;

/// The number of nodes, and their bytes.
fn size(vec: &CowVec<u64>) -> (usize, usize) {
    let nodes = testkit::nodes!(vec);
    (nodes.len(), nodes.iter().map(|node| node.bytes).sum())
}

const LENGTHS: [u64; 8] = [0, 1, 31, 64, 127, 128, 200, 1000];

fn vector(len: u64) -> CowVec<u64> {
    (0..len).collect()
}

#[test]
fn what_is_reserved_is_there() {
    for len in LENGTHS {
        for more in [1, 5, 40, 127, 10_000] {
            let mut vec = vector(len);
            vec.reserve(more);
            let room = vec.capacity() - vec.len();
            let nodes = size(&vec).0;
            vec.extend(0..room as u64);
            assert_eq!(size(&vec).0, nodes, "{room} items more need no node more");
            if room < more {
                // Less than that only if the last leaf can hold no more.
                vec.push(0);
                assert!(size(&vec).0 > nodes, "{len} + {more}: room for {room}");
            }
        }
    }
}

#[test]
fn what_is_given_back_is_gone_but_for_what_was_asked_for() {
    for len in LENGTHS {
        for kept in [0, 1, 3, 20] {
            let mut vec = vector(len);
            vec.reserve(100);
            let (wanted, before) = (vec.len() + kept, vec.capacity());
            vec.shrink_to(wanted);
            assert_eq!(vec.capacity(), wanted.min(before), "{len} and {kept}");
            assert_eq!(vec, vector(len));
            vec.shrink_to_fit();
            assert_eq!(vec.capacity(), vec.len());
        }
    }
}

#[test]
fn what_is_shared_is_neither_grown_nor_given_back() {
    for len in LENGTHS {
        let mut vec = vector(len);
        vec.reserve(5);
        let old = vec.clone();
        let before = size(&vec);
        vec.shrink_to_fit();
        vec.shrink_to(vec.len() + 2);
        assert_eq!((size(&vec), vec.capacity()), (before, old.capacity()));
    }
}

#[test]
fn few_items_have_few_nodes_however_they_became_few() {
    type Shrink = fn(&mut CowVec<u64>);
    let ways: [(&str, Shrink); 8] = [
        ("retain one in a hundred", |v| v.retain(|x| x % 100 == 0)),
        ("retain one in three", |v| v.retain(|x| x % 3 == 0)),
        ("extract_if", |v| v.extract_if(.., |x| *x % 50 != 0).for_each(drop)),
        ("drain", |v| drop(v.drain(500..v.len() - 500))),
        ("truncate", |v| v.truncate(700)),
        ("split_off", |v| *v = v.split_off(v.len() - 700)),
        ("dedup_by_key", |v| v.dedup_by_key(|x| *x / 64)),
        ("remove", |v| {
            let mut at = 0;
            while v.len() > 1000 {
                at = (at + 7919) % v.len();
                v.remove(at);
            }
        }),
    ];
    for (name, shrink) in ways {
        for shared in [false, true] {
            let mut vec = vector(20_000);
            let old = shared.then(|| vec.clone());
            shrink(&mut vec);
            vec.assert_invariants();
            let fresh: CowVec<u64> = vec.iter().copied().collect();
            let ((nodes, bytes), least) = (size(&vec), size(&fresh));
            // A leaf inside is at least a quarter full, and those at the ends may be almost empty.
            assert!(nodes <= 4 * least.0 + 6, "{name}: {nodes} nodes for {}", least.0);
            assert!(bytes <= 4 * least.1 + 6 * 1032, "{name}: {bytes} bytes for {}", least.1);
            drop(old);
        }
    }
}

/// Small vectors that others share are copied into the room of the last leaf.
#[test]
fn small_vectors_that_are_appended_fill_leaves() {
    let piece = vector(10);
    let mut vec = CowVec::new();
    (0..100).for_each(|_| vec.append(&mut piece.clone()));
    let (nodes, full) = (size(&vec).0, size(&vector(1000)).0);
    assert!(nodes <= full + 2, "{nodes} nodes, and {full} of as many items in order");
}

/// A leaf of few items next to a full one takes half of its items, or else it would stay underfull.
#[test]
fn where_vectors_meet_no_leaf_is_underfull() {
    for few in [1, 5, 31] {
        for left in [vector(256), vector(256 + few as u64)] {
            for right in [vector(1_000), vector(1_000).split_off(128 - few)] {
                let mut both = left.clone();
                both.append(&mut right.clone());
                both.assert_invariants();
                assert!(both.iter().eq(left.iter().chain(&right)));
            }
        }
    }
}
