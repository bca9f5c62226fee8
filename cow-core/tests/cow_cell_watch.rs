//! Waiting for a new version, and testing for changes.
#![cfg(all(feature = "cell", not(cow_loom)))]

use cow_core::cow_cell::Version;
use cow_core::{CowBox, CowCell, Diff};
use std::collections::BTreeMap;
use std::thread;
use std::time::Duration;

#[test]
fn a_wait_ends_with_the_change_or_the_time() {
    let cell = CowCell::new(0);
    let first = cell.generation();
    assert!(cell.wait_for_change(first, Duration::ZERO).is_none());
    assert!(cell.wait_for_change(first, Duration::from_millis(2)).is_none());
    cell.store(1);
    assert_eq!(*cell.wait_for_change(first, Duration::ZERO).unwrap(), 1);
    thread::scope(|scope| {
        let waiting: Vec<_> = (0..4)
            .map(|_| {
                let (cell, since) = (&cell, cell.generation());
                scope.spawn(move || *cell.wait_for_change(since, Duration::MAX).unwrap())
            })
            .collect();
        cell.store(2);
        assert!(waiting.into_iter().all(|thread| thread.join().unwrap() == 2));
    });
}

/// The kernel's word on a thread that announces itself and then waits. One that spins is never asleep.
#[cfg(all(target_os = "linux", not(miri)))]
fn until_it_sleeps<'a>(
    scope: &'a thread::Scope<'a, '_>,
    wait: impl FnOnce() + Send + 'a,
) -> thread::ScopedJoinHandle<'a, ()> {
    let (sender, task) = std::sync::mpsc::channel();
    let thread = scope.spawn(move || {
        sender.send(std::fs::read_link("/proc/thread-self").unwrap()).unwrap();
        wait();
    });
    let stat = std::path::Path::new("/proc").join(task.recv().unwrap()).join("stat");
    let asleep = |stat: String| stat.rsplit_once(") ").unwrap().1.starts_with('S');
    while !asleep(std::fs::read_to_string(&stat).unwrap()) {
        thread::yield_now();
    }
    thread
}

#[test]
#[cfg(all(target_os = "linux", not(miri)))]
fn who_waits_sleeps() {
    let cell = CowCell::new(0);
    let first = cell.generation();
    thread::scope(|scope| {
        let reader = until_it_sleeps(scope, || {
            assert_eq!(*cell.wait_for_change(first, Duration::MAX).unwrap(), 1);
        });
        cell.store(1);
        reader.join().unwrap();

        let writer = cell.update(|n| {
            *n += 1;
            until_it_sleeps(scope, || cell.update(|n| *n *= 10))
        });
        writer.join().unwrap();
    });
    assert_eq!(cell.into_inner(), 20);
}

/// A turn that ends wakes the next writer, and lets the others sleep: each goes to sleep about once, not
/// once for each turn before its own.
#[test]
#[cfg(all(target_os = "linux", not(miri)))]
fn a_turn_wakes_the_next_writer_only() {
    /// How often this thread went to sleep, or waited for a lock.
    fn sleeps() -> u32 {
        let status = std::fs::read_to_string("/proc/thread-self/status").unwrap();
        let line = |line: &str| line.strip_prefix("voluntary_ctxt_switches:")?.trim().parse().ok();
        status.lines().find_map(line).unwrap()
    }
    const WRITERS: u32 = 12;
    let cell = CowCell::new(0);
    thread::scope(|scope| {
        let write = || {
            let before = sleeps();
            let waited = cell.update(|n| {
                let waited = sleeps() - before;
                // Gives whoever was woken in vain the time to fall asleep again.
                thread::sleep(Duration::from_millis(2));
                *n += 1;
                waited
            });
            assert!(waited < WRITERS / 2, "{waited} times");
        };
        let writers =
            cell.update(|_| (0..WRITERS).map(|_| until_it_sleeps(scope, write)).collect());
        let writers: Vec<thread::ScopedJoinHandle<'_, ()>> = writers;
        writers.into_iter().for_each(|writer| writer.join().unwrap());
    });
    assert_eq!(cell.into_inner(), WRITERS);
}

/// Each of two threads answers the other: a wake-up that is lost would make this test hang.
#[test]
fn ping_pong() {
    let last = if cfg!(miri) { 60 } else { 2_000 };
    let cell = CowCell::new(0_u32);
    let play = |mine: u32| {
        let mut held = cell.version();
        while *held < last {
            if *held % 2 == mine {
                cell.update(|n| *n += 1);
            }
            held = match cell.wait_for_change(Version::generation(&held), Duration::MAX) {
                Some(newer) => newer,
                None => unreachable!("without end"),
            };
        }
        // The last move wakes the other.
        cell.store(last + 1);
    };
    thread::scope(|scope| {
        let other = scope.spawn(|| play(0));
        play(1);
        other.join().unwrap();
    });
}

/// A map with the naive diff, to stand for one with a quick one.
#[derive(Clone, Default)]
struct Map(CowBox<BTreeMap<u8, u8>>);

impl Diff for Map {
    type Changes<'a> = Box<dyn Iterator<Item = (u8, Option<u8>, Option<u8>)> + 'a>;

    fn diff<'a>(&'a self, newer: &'a Self) -> Self::Changes<'a> {
        Box::new((0..=u8::MAX).filter_map(|key| {
            let (old, new) = (self.0.get(&key).copied(), newer.0.get(&key).copied());
            (old != new).then_some((key, old, new))
        }))
    }
}

#[test]
fn changes_are_coalesced() {
    let set = |cell: &CowCell<Map>, key, value| {
        cell.update(|map| CowBox::make_mut(&mut map.0).insert(key, value));
    };
    let cell = CowCell::new(Map::default());
    let mut held = cell.version();
    assert!(cell.changes(&held).is_empty());
    assert_eq!(cell.changes(&held).iter().count(), 0);

    set(&cell, 1, 10);
    set(&cell, 2, 20);
    set(&cell, 2, 21);
    let changes = cell.changes(&held);
    set(&cell, 3, 30); // too late for these
    assert!(!changes.is_empty());
    assert_eq!(changes.iter().collect::<Vec<_>>(), [(1, None, Some(10)), (2, None, Some(21))]);
    assert_eq!((changes.old().0.len(), changes.current().0.len()), (0, 2));
    held = changes.into_current();

    cell.update(|map| CowBox::make_mut(&mut map.0).remove(&1));
    let mut seen = Vec::new();
    for change in &cell.changes(&held) {
        seen.push(change);
    }
    assert_eq!(seen, [(1, Some(10), None), (3, None, Some(30))]);
}
