//! Clones of one map in two threads: each writes, cuts, joins and drops its own.
//!
//! ```text
//! RUSTFLAGS="--cfg cow_loom" cargo test -p cow-collections-tree --release --test loom
//! ```
#![cfg(cow_loom)]

use cow_tree::CowTreeMap;
use loom::thread;
use testkit::Watched;

/// Leaves of two entries: three entries make a branch.
type Map = CowTreeMap<u32, (Watched<u32>, [u64; 60])>;

fn value(number: u32) -> (Watched<u32>, [u64; 60]) {
    (Watched::new(number), [0; 60])
}

fn map(count: u32) -> Map {
    (0..count).map(|i| (i * 2, value(i))).collect()
}

fn read(map: &Map) -> Vec<(u32, u32)> {
    map.iter().map(|(key, value)| (*key, value.0.get())).collect()
}

/// Two threads with a clone each.
fn race(count: u32, a: fn(Map), b: fn(Map)) {
    loom::model(move || {
        let map = map(count);
        let other = map.clone();
        let thread = thread::spawn(move || b(other));
        a(map);
        thread.join().unwrap();
    });
}

#[test]
fn both_write_one_entry() {
    race(
        3,
        |mut map| {
            map.insert(0, value(7));
            assert_eq!(read(&map), [(0, 7), (2, 1), (4, 2)]);
        },
        |mut map| {
            map.get_mut(&4).unwrap().0.set(8);
            assert_eq!(read(&map), [(0, 0), (2, 1), (4, 8)]);
        },
    );
}

#[test]
fn one_inserts_and_one_removes() {
    race(
        3,
        |mut map| {
            map.insert(1, value(7));
            assert_eq!(read(&map), [(0, 0), (1, 7), (2, 1), (4, 2)]);
        },
        |mut map| {
            map.remove(&2);
            assert_eq!(read(&map), [(0, 0), (4, 2)]);
        },
    );
}

#[test]
fn one_reads_and_one_drops() {
    race(3, |map| assert_eq!(read(&map), [(0, 0), (2, 1), (4, 2)]), drop);
}

#[test]
fn one_cuts_and_one_writes() {
    race(
        3,
        |mut map| {
            let rest = map.split_off(&2);
            assert_eq!((read(&map), read(&rest)), (vec![(0, 0)], vec![(2, 1), (4, 2)]));
        },
        |mut map| {
            map.insert(0, value(9));
            assert_eq!(map.len(), 3);
        },
    );
}

#[test]
fn one_takes_all_out() {
    race(
        3,
        |map| assert_eq!(map.into_iter().map(|entry| entry.1.0.get()).sum::<u32>(), 3),
        |mut map| map.values_mut().for_each(|value| value.0.set(5)),
    );
}

#[test]
fn both_merge() {
    race(
        3,
        |map| assert_eq!(map.clone().union(map).len(), 3),
        |map| assert_eq!(map.difference(Map::from([(2, value(0))])).len(), 2),
    );
}
