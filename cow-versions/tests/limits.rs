//! Many elements, many versions, as many owners as can be counted, little stack, and keys chosen to collide.
//!
//! By default a hundredth of what the environment variable `COW_LIMITS=full` requests: ten million elements, and a
//! hundred thousand live versions. The owners are counted then only, which should be optimised code: there are 2^31.

use cow_map::CowMap;
use cow_tree::CowTreeMap;
use cow_vec::CowVec;
use std::collections::VecDeque;
use std::mem;
use testkit::{Identity, must_abort, on_small_stack};

/// A hundredth of a number, unless all is asked for.
fn of(full: u64) -> u64 {
    if is_full() { full } else { full / 100 }
}

fn is_full() -> bool {
    std::env::var_os("COW_LIMITS").is_some_and(|value| value == "full")
}

const STACK: usize = 64 * 1024;

#[test]
fn many_elements_are_read_and_dropped_on_little_stack() {
    let n = of(10_000_000);
    let vec: CowVec<u64> = (0..n).collect();
    let map: CowMap<u64, u64> = (0..n).map(|k| (k, k)).collect();
    let tree: CowTreeMap<u64, u64> = (0..n).map(|k| (k, k)).collect();
    on_small_stack(STACK, move || {
        let sum = n * (n - 1) / 2;
        assert_eq!(vec.iter().sum::<u64>(), sum);
        assert_eq!(map.values().sum::<u64>(), sum);
        assert_eq!(tree.values().sum::<u64>(), sum);
        assert_eq!(
            (vec.get(n as usize / 2), map.get(&(n / 2)), tree.get(&(n / 2))),
            (Some(&(n / 2)), Some(&(n / 2)), Some(&(n / 2)))
        );
        drop((vec, map, tree));
    });
}

/// A version of each collection after each write, and each is what it was.
#[test]
fn many_versions_live_side_by_side() {
    let n = of(100_000);
    let (mut vec, mut map, mut tree) =
        (CowVec::<u64>::new(), CowMap::<u64, u64>::new(), CowTreeMap::<u64, u64>::new());
    let mut versions = VecDeque::new();
    for i in 0..n {
        versions.push_back((vec.clone(), map.clone(), tree.clone()));
        vec.push(i);
        map.insert(i % 1000, i);
        tree.insert(i % 1000, i);
    }
    for (i, (vec, map, tree)) in (0..).zip(&versions) {
        let len = 1000.min(i) as usize;
        assert_eq!((vec.len() as u64, map.len(), tree.len()), (i, len, len));
        if let Some(last) = i.checked_sub(1) {
            let last = Some(&last);
            assert_eq!(
                (vec.last(), map.get(&((i - 1) % 1000)), tree.get(&((i - 1) % 1000))),
                (last, last, last)
            );
        }
    }
    // Dropped from both ends, so that nodes go in any order.
    while versions.pop_front().is_some() && versions.pop_back().is_some() {}
    assert_eq!((vec.len() as u64, map.len() as u64), (n, n.min(1000)));
}

/// With the hash of an integer being the integer, keys that collide in all bits but the highest, or the lowest, are put
/// in and found, and the map has no more nodes than for other keys. (The default hasher is seeded: colliding keys
/// cannot be chosen.)
#[test]
fn chosen_keys_make_no_deep_map() {
    let n = of(100_000);
    let nodes = |shift: u32| {
        let mut map = CowMap::<u64, u64, _>::with_hasher(Identity);
        map.extend((0..n).map(|k| (k << shift, k)));
        assert!((0..n).all(|k| map.get(&(k << shift)) == Some(&k)));
        let mut nodes = 0_usize;
        map.visit_nodes(&mut |_| {
            nodes += 1;
            true
        });
        nodes
    };
    let even = nodes(0);
    for shift in [1, 8, 16, 32, 40] {
        let found = nodes(shift);
        assert!(found <= 4 * even, "shift {shift}: {found} nodes, and {even} without");
    }
}

/// Makes all owners of a collection that can be counted, and one more, which ends the process.
fn count_owners<T: Clone>(test: &str, collection: T) {
    if !is_full() {
        return;
    }
    let said = must_abort(test, || {
        (1..1_u64 << 31).for_each(|_| mem::forget(collection.clone()));
        eprintln!("2^31 owners");
        mem::forget(collection.clone());
    });
    assert!(said.contains("2^31 owners"), "{said}");
}

#[test]
fn owners_of_a_vector_are_counted() {
    count_owners("owners_of_a_vector_are_counted", CowVec::from([1_u8]));
}

#[test]
fn owners_of_a_hash_map_are_counted() {
    count_owners("owners_of_a_hash_map_are_counted", CowMap::from([(1_u8, 1_u8)]));
}

#[test]
fn owners_of_an_ordered_map_are_counted() {
    count_owners("owners_of_an_ordered_map_are_counted", CowTreeMap::from([(1_u8, 1_u8)]));
}
