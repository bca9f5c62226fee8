//! The other owner of a shared node goes while that is copied, so that the writer drops the old node,
//! and a panic is raised by this.
#![cfg(not(cow_loom))]

use cow_map::CowMap;
use std::cell::{Cell, RefCell};
use std::panic::{AssertUnwindSafe, catch_unwind};
use testkit::Masked;

type Map = CowMap<u64, Guest, Masked<{ u64::MAX }>>;

thread_local! {
    /// The other owner, until a guest is cloned.
    static OTHER: RefCell<Option<Map>> = const { RefCell::new(None) };
    /// Whether the next drop of a guest panics.
    static PANIC: Cell<bool> = const { Cell::new(false) };
    /// How many guests there are.
    static LIVE: Cell<i64> = const { Cell::new(0) };
}

/// Its `Clone` lets the other owner go, and the `Drop` after that panics once.
#[derive(PartialEq, Debug)]
struct Guest;

impl Guest {
    fn new() -> Self {
        LIVE.set(LIVE.get() + 1);
        Guest
    }
}

impl Clone for Guest {
    fn clone(&self) -> Self {
        if let Some(other) = OTHER.take() {
            drop(other);
            PANIC.set(true);
        }
        Guest::new()
    }
}

impl Drop for Guest {
    fn drop(&mut self) {
        LIVE.set(LIVE.get() - 1);
        assert!(!PANIC.replace(false), "dropped");
    }
}

fn count_after(n: u64, write: impl FnOnce(&mut Map)) -> usize {
    let mut map: Map = (0..n).map(|k| (k, Guest::new())).collect();
    OTHER.set(Some(map.clone()));
    let outcome = catch_unwind(AssertUnwindSafe(|| write(&mut map)));
    assert!(outcome.is_err(), "a panic was due");
    map.assert_invariants();
    assert_eq!(map.iter().count(), map.len());
    assert_eq!(LIVE.get(), map.len() as i64, "a copy is lost");
    map.len()
}

#[test]
fn entries_are_counted_before_the_old_node_goes() {
    for n in [1, 2, 9, 12, 100] {
        assert_eq!(count_after(n, |map| drop(map.insert(n, Guest::new()))), n as usize + 1);
        assert_eq!(count_after(n, |map| drop(map.insert(0, Guest::new()))), n as usize);
        assert_eq!(
            count_after(n, |map| {
                map.entry(n).or_insert(Guest::new());
            }),
            n as usize + 1
        );
        assert_eq!(count_after(n, |map| assert!(map.get_mut(&0).is_some())), n as usize);
    }
    // Leaves of these sizes are copied without the entry; others are copied first.
    for n in [12, 14, 15] {
        assert_eq!(count_after(n, |map| drop(map.remove(&0))), n as usize - 1);
        assert_eq!(count_after(n, |map| drop(map.remove_entry(&0))), n as usize - 1);
    }
    for n in [1, 2, 3, 5, 9, 12, 100] {
        let left = count_after(n, |map| drop(map.remove(&0)));
        assert!(left == n as usize || left == n as usize - 1);
        count_after(n, |map| map.retain(|k, _| k % 2 == 0));
        count_after(n, |map| map.extract_if(|k, _| k % 2 == 0).for_each(drop));
        count_after(n, |map| map.iter_mut().for_each(|_| ()));
        count_after(n, |map| map.drain().for_each(drop));
    }
}

#[test]
fn no_copy_is_lost_when_the_old_node_goes() {
    let ways: [fn(Map); 3] = [
        |map| map.into_iter().for_each(drop),
        |map| map.into_values().for_each(drop),
        |mut map| map.drain().for_each(drop),
    ];
    for n in [1, 3, 32, 100] {
        for consume in ways {
            let map: Map = (0..n).map(|k| (k, Guest::new())).collect();
            OTHER.set(Some(map.clone()));
            let outcome = catch_unwind(AssertUnwindSafe(|| consume(map)));
            assert!(outcome.is_err(), "a panic was due");
            assert_eq!(LIVE.get(), 0);
        }
    }
}
