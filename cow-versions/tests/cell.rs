//! Cells whose writers merge, and whose versions are kept.
#![cfg(feature = "cell")]

use cow_core::CowCell;
use cow_core::cow_cell::Version;
use cow_map::CowMap;
use cow_tree::CowTreeMap;
use cow_versions::{Take, UpdateMerging, recorded};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Barrier;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

#[test]
fn a_lost_race_is_merged_and_not_run_again() {
    const THREADS: usize = 4;
    const UPDATES: usize = 200;
    let (cell, runs) = (CowCell::new(CowMap::new()), AtomicUsize::new(0));
    let start = Barrier::new(THREADS);
    thread::scope(|scope| {
        for i in 0..THREADS {
            let (cell, runs, start) = (&cell, &runs, &start);
            scope.spawn(move || {
                start.wait();
                for j in 0..UPDATES {
                    let update = |map: &mut CowMap<_, _>| {
                        runs.fetch_add(1, Ordering::Relaxed);
                        map.insert((i, j), j)
                    };
                    assert_eq!(cell.update_merging(update).unwrap(), None);
                }
            });
        }
    });
    assert_eq!(runs.into_inner(), THREADS * UPDATES);
    assert_eq!(cell.load().len(), THREADS * UPDATES);
}

#[test]
fn a_conflict_publishes_nothing() {
    let cell = CowCell::new(CowTreeMap::from([("n", 0), ("m", 0)]));
    let merged = cell
        .update_merging(|map| {
            // Another writer is first.
            cell.update(|map| map.insert("n", 5));
            map.insert("n", 7);
        })
        .unwrap_err();
    assert_eq!((merged.conflicts.len(), merged.conflicts[0].key), (1, "n"));
    assert_eq!(cell.load()["n"], 5);

    // Decided, it is published.
    cell.update_merging_with(
        |map| {
            cell.update(|map| map.insert("n", 6));
            map.insert("n", 15);
            map.insert("m", 1);
        },
        |_| Take::Theirs,
    );
    assert_eq!((cell.load()["n"], cell.load()["m"]), (6, 1));
}

#[test]
fn without_a_race_the_draft_is_published() {
    let cell = CowCell::new(CowMap::from([(1, 1)]));
    let held = cell.version();
    cell.update_merging(|map| map.insert(2, 2)).unwrap();
    assert_eq!(cell.load().len(), 2);
    assert!(Version::generation(&held) < cell.generation());
    let failed = catch_unwind(AssertUnwindSafe(|| cell.update_merging(|_| panic!("on purpose"))));
    assert!(failed.is_err());
    assert_eq!(cell.load().len(), 2);
}

#[test]
fn a_recording_has_every_version_in_order() {
    let (cell, recording) = recorded(CowCell::new(0));
    thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| (0..100).for_each(|_| cell.update(|value| *value += 1)));
        }
    });
    recording.with(|history| {
        let values: Vec<i32> = history.log().map(|(_, commit)| *commit.value()).collect();
        assert!(values.into_iter().eq((0..=300).rev()));
        let newest = history.commit_of(history.head()).unwrap();
        assert_eq!(newest.label(), cell.generation().to_string());
    });
    // Readers of the history may panic; it goes on.
    let recording_again = recording.clone();
    let failed = catch_unwind(AssertUnwindSafe(|| recording.with(|_| panic!("on purpose"))));
    assert!(failed.is_err());
    cell.store(7);
    assert_eq!(recording_again.with(|history| *history.value()), 7);
}
