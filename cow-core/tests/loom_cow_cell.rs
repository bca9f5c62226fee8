//! Every interleaving of two or three threads that meet at a `CowCell`:
//!
//! ```text
//! RUSTFLAGS="--cfg cow_loom" cargo test -p cow-collections-core --release --test loom_cow_cell
//! ```
//!
//! The cell's own protocol is what runs in production. `arc_swap`, which loom cannot see, is replaced by
//! a stand-in with its contract and no more: loads may return an old version unless the protocol orders
//! them. The values are in loom's cells, so that loom reports each access that is not ordered after the
//! last write or before the drop, and each value that is not dropped.
//!
//! Every wait is without end: loom has no clock. A wake-up that is lost is a deadlock, which loom reports.
#![cfg(all(cow_loom, feature = "cell"))]

use cow_core::CowCell;
use cow_core::cow_cell::{Generation, Guard, Version};
use loom::sync::Arc;
use loom::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use loom::thread;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::time::Duration;
use testkit::Watched;

type Cell = Arc<CowCell<Watched<usize>>>;

fn cell() -> Cell {
    Arc::new(CowCell::new(Watched::new(0)))
}

fn add(cell: &Cell, number: usize) {
    cell.update(|value| value.set(value.get() + number));
}

fn spawn(cell: &Cell, f: impl FnOnce(Cell) + 'static) -> thread::JoinHandle<()> {
    let cell = cell.clone();
    thread::spawn(move || f(cell))
}

fn wait(cell: &Cell, since: Generation) -> Version<Watched<usize>> {
    cell.wait_for_change(since, Duration::MAX).expect("the wait has no end")
}

#[test]
fn two_writers_and_a_reader_lose_no_update() {
    loom::model(|| {
        let cell = cell();
        let one = spawn(&cell, |cell| add(&cell, 1));
        let two = spawn(&cell, |cell| add(&cell, 2));
        let seen = cell.load();
        let (sum, generation) = (seen.get(), Guard::generation(&seen).get());
        assert!(matches!((generation, sum), (0, 0) | (1, 1 | 2) | (2, 3)));
        drop(seen);
        one.join().unwrap();
        two.join().unwrap();
        let last = cell.load();
        assert_eq!((last.get(), Guard::generation(&last).get()), (3, 2));
    });
}

/// One is in its turn, one in line when the third begins to wait.
#[test]
fn three_writers_lose_no_update() {
    loom::model(|| {
        let cell = cell();
        let one = spawn(&cell, |cell| add(&cell, 1));
        let two = spawn(&cell, |cell| add(&cell, 2));
        add(&cell, 4);
        one.join().unwrap();
        two.join().unwrap();
        assert_eq!(cell.load().get(), 7);
        assert_eq!(cell.generation().get(), 3);
    });
}

#[test]
fn optimistic_writers_lose_no_update() {
    loom::model(|| {
        let cell = cell();
        let runs = Arc::new(AtomicUsize::new(0));
        let count = runs.clone();
        let optimist = spawn(&cell, move |cell| {
            cell.update_optimistic(|value| {
                count.fetch_add(1, Relaxed);
                value.set(value.get() + 1);
            });
        });
        cell.update_optimistic(|value| {
            runs.fetch_add(1, Relaxed);
            value.set(value.get() + 2);
        });
        optimist.join().unwrap();
        assert_eq!(cell.load().get(), 3);
        assert_eq!(cell.generation().get(), 2);
        assert!(matches!(runs.load(Relaxed), 2 | 3));
    });
}

#[test]
fn an_optimist_and_a_writer_lose_no_update() {
    loom::model(|| {
        let cell = cell();
        let writer = spawn(&cell, |cell| add(&cell, 2));
        cell.update_optimistic(|value| value.set(value.get() + 1));
        writer.join().unwrap();
        assert_eq!(cell.load().get(), 3);
        assert_eq!(cell.generation().get(), 2);
    });
}

#[test]
fn of_two_that_want_it_unchanged_one_wins() {
    loom::model(|| {
        let cell = cell();
        let seen = cell.version();
        let won = Arc::new(AtomicUsize::new(0));
        let (theirs, same) = (won.clone(), seen.clone());
        let other = spawn(&cell, move |cell| {
            if cell.update_if_unchanged(&same, |value| value.set(value.get() + 1)).is_ok() {
                theirs.fetch_add(1, Relaxed);
            }
        });
        if cell.update_if_unchanged(&seen, |value| value.set(value.get() + 1)).is_ok() {
            won.fetch_add(1, Relaxed);
        }
        other.join().unwrap();
        assert_eq!(won.load(Relaxed), 1);
        assert_eq!(cell.load().get(), 1);
    });
}

#[test]
fn load_against_store_against_drop() {
    loom::model(|| {
        let cell = cell();
        let reader = spawn(&cell, |cell| {
            let seen = cell.load();
            drop(cell);
            assert!(seen.get() < 2);
        });
        let writer = spawn(&cell, |cell| cell.store(Watched::new(1)));
        drop(cell);
        reader.join().unwrap();
        writer.join().unwrap();
    });
}

#[test]
fn a_guard_outlives_the_next_store_and_the_cell() {
    loom::model(|| {
        let cell = cell();
        let seen = cell.load();
        let writer = spawn(&cell, |cell| cell.store(Watched::new(1)));
        drop(cell);
        assert_eq!(seen.get(), 0);
        writer.join().unwrap();
        assert_eq!(seen.get(), 0);
    });
}

/// Each swap returns another version, and all but the last are returned.
#[test]
fn swaps_return_each_version_once() {
    loom::model(|| {
        let cell = cell();
        let taken = Arc::new(AtomicUsize::new(0));
        let theirs = taken.clone();
        let other = spawn(&cell, move |cell| {
            let old = cell.swap(Watched::new(10));
            theirs.fetch_add(old.get() + 1, Relaxed);
        });
        let old = cell.swap(Watched::new(20));
        taken.fetch_add(old.get() + 1, Relaxed);
        other.join().unwrap();
        let last = cell.load().get();
        assert_eq!(taken.load(Relaxed) + last, 0 + 10 + 20 + 2);
    });
}

/// Leaves its turn as a panic does, by dropping it.
#[test]
fn an_update_that_fails_publishes_nothing_and_blocks_nobody() {
    loom::model(|| {
        let cell = cell();
        let other = spawn(&cell, |cell| add(&cell, 1));
        let failed = cell.try_update(|value| {
            value.set(100);
            Err::<(), _>("no")
        });
        assert_eq!(failed, Err("no"));
        assert!(cell.load().get() < 2);
        add(&cell, 2);
        other.join().unwrap();
        assert_eq!(cell.load().get(), 3);
        assert_eq!(cell.generation().get(), 2);
    });
}

/// The other writers follow the panic. loom runs all threads on one, so while one unwinds all others
/// seem to, and loom's own mutexes are poisoned by that.
#[test]
fn an_update_that_panics_publishes_nothing_and_blocks_nobody() {
    loom::model(|| {
        let cell = cell();
        let panicked = catch_unwind(AssertUnwindSafe(|| {
            cell.update(|value| {
                value.set(100);
                resume_unwind(Box::new("no"));
            })
        }));
        assert_eq!(*panicked.unwrap_err().downcast::<&str>().unwrap(), "no");
        let other = spawn(&cell, |cell| add(&cell, 1));
        assert!(cell.load().get() < 2);
        add(&cell, 2);
        other.join().unwrap();
        assert_eq!(cell.load().get(), 3);
        assert_eq!(cell.generation().get(), 2);
    });
}

/// It stays clear whose turn it is while another thread passes its own, or waits for one: a thread that waits for a change
/// in its own turn would wait for ever, and panics.
#[test]
fn a_turn_is_known_to_be_ones_own_while_another_passes() {
    loom::model(|| {
        let cell = cell();
        let other = spawn(&cell, |cell| add(&cell, 1));
        cell.update(|value| {
            value.set(value.get() + 2);
            let asked = catch_unwind(AssertUnwindSafe(|| {
                drop(cell.wait_for_change(cell.generation(), Duration::ZERO));
            }));
            assert!(asked.is_err(), "it is this thread's turn");
        });
        other.join().unwrap();
        assert_eq!(cell.load().get(), 3);
        // And no longer.
        assert!(cell.wait_for_change(Generation::default(), Duration::ZERO).is_some());
    });
}

#[test]
fn the_generation_never_goes_back() {
    loom::model(|| {
        let cell = cell();
        let one = spawn(&cell, |cell| add(&cell, 1));
        let two = spawn(&cell, |cell| cell.store(Watched::new(7)));
        let mut last = cell.generation();
        for _ in 0..2 {
            let seen = cell.load();
            assert!(Guard::generation(&seen) >= last);
            last = Guard::generation(&seen);
        }
        one.join().unwrap();
        two.join().unwrap();
        assert_eq!(cell.generation().get(), 2);
    });
}

/// A thread that sees the number of a newer version can load it.
#[test]
fn what_changed_can_be_loaded() {
    loom::model(|| {
        let cell = cell();
        let first = cell.generation();
        let reader = spawn(&cell, move |cell| {
            if cell.changed_since(first) {
                let seen = cell.load();
                assert!(Guard::generation(&seen) > first);
                assert_eq!(seen.get(), 1);
            }
        });
        cell.store(Watched::new(1));
        reader.join().unwrap();
    });
}

#[test]
fn a_wake_up_is_not_lost() {
    loom::model(|| {
        let cell = cell();
        let first = cell.generation();
        let writer = spawn(&cell, |cell| cell.store(Watched::new(1)));
        let seen = wait(&cell, first);
        assert_eq!((seen.get(), Version::generation(&seen).get()), (1, 1));
        writer.join().unwrap();
    });
}

#[test]
fn two_that_wait_are_both_woken() {
    loom::model(|| {
        let cell = cell();
        let first = cell.generation();
        let waiting = spawn(&cell, move |cell| assert_eq!(wait(&cell, first).get(), 1));
        let writer = spawn(&cell, |cell| cell.store(Watched::new(1)));
        assert_eq!(wait(&cell, first).get(), 1);
        waiting.join().unwrap();
        writer.join().unwrap();
    });
}

#[test]
fn who_waits_for_the_last_of_two_updates_gets_it() {
    loom::model(|| {
        let cell = cell();
        let first = cell.generation();
        let writer = spawn(&cell, |cell| {
            add(&cell, 1);
            add(&cell, 1);
        });
        let mut held = wait(&cell, first);
        while held.get() < 2 {
            held = wait(&cell, Version::generation(&held));
        }
        assert_eq!(Version::generation(&held).get(), 2);
        writer.join().unwrap();
    });
}

/// Every value is given away once, by whoever lets it go, after all others have read it.
#[test]
fn each_value_is_retired_once() {
    loom::model(|| {
        let retired = Arc::new(AtomicUsize::new(0));
        let count = retired.clone();
        let cell = Arc::new(CowCell::with_retire(Watched::new(1), move |mut value| {
            count.fetch_add(value.get(), Relaxed);
            value.set(0);
        }));
        let reader = spawn(&cell, |cell| {
            let seen = cell.version();
            drop(cell);
            assert!(matches!(seen.get(), 1 | 10));
        });
        cell.store(Watched::new(10));
        drop(cell);
        reader.join().unwrap();
        assert_eq!(retired.load(Relaxed), 11);
    });
}
