//! The real cell, with `arc_swap` in it, under threads that do everything at once. For ThreadSanitizer:
//! `tools/sanitize thread -p cow-collections-core`.
#![cfg(all(feature = "cell", not(cow_loom)))]

use cow_core::cow_cell::{Guard, Version};
use cow_core::{CowBox, CowCell};
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread::{self, ScopedJoinHandle};
use std::time::{Duration, Instant};

/// Counts the elements that live. (Not a `testkit::Ledger`, for that has a mutex: std is not instrumented,
/// so that ThreadSanitizer misses what a contended mutex orders.)
struct Element<'a> {
    number: u64,
    live: &'a AtomicUsize,
}

impl<'a> Element<'a> {
    fn new(number: u64, live: &'a AtomicUsize) -> Self {
        live.fetch_add(1, Ordering::Relaxed);
        Self { number, live }
    }
}

impl Clone for Element<'_> {
    fn clone(&self) -> Self {
        Self::new(self.number, self.live)
    }
}

impl Drop for Element<'_> {
    fn drop(&mut self) {
        self.number = u64::MAX;
        self.live.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Several collections that change together.
#[derive(Clone)]
struct State<'a> {
    users: CowBox<BTreeMap<u64, Element<'a>>>,
    log: CowBox<Vec<u64>>,
    index: CowBox<Vec<u64>>,
    generation: u64,
}

/// How many entries there are at most, so that the test does not slow down as it goes.
const KEPT: u64 = 32;

impl<'a> State<'a> {
    fn new() -> Self {
        Self {
            users: CowBox::new(BTreeMap::new()),
            log: CowBox::new(Vec::new()),
            index: CowBox::new(Vec::new()),
            generation: 0,
        }
    }

    /// One write. In the midst of it, nothing fits.
    fn step(&mut self, live: &'a AtomicUsize) {
        self.generation += 1;
        let now = self.generation;
        CowBox::make_mut(&mut self.users).insert(now % KEPT, Element::new(now, live));
        let log = CowBox::make_mut(&mut self.log);
        if log.len() as u64 == KEPT {
            log.remove(0);
        }
        log.push(now);
        let index = CowBox::make_mut(&mut self.index);
        index.clear();
        index.extend(log.iter().map(|entry| entry % KEPT));
    }

    fn assert_whole(&self) {
        assert_eq!(self.log.last().copied().unwrap_or(0), self.generation);
        assert_eq!((self.users.len(), self.index.len()), (self.log.len(), self.log.len()));
        for (entry, key) in self.log.iter().zip(self.index.iter()) {
            assert_eq!(entry % KEPT, *key);
            assert_eq!(self.users[key].number, *entry);
        }
    }
}

fn step<'a>(live: &'a AtomicUsize) -> impl Fn(&mut State<'a>) + Copy {
    move |state| state.step(live)
}

/// Joins each thread by itself, which ThreadSanitizer sees. The end of a scope it does not.
fn join<'a>(threads: impl IntoIterator<Item = ScopedJoinHandle<'a, ()>>) {
    for thread in threads {
        thread.join().unwrap();
    }
}

/// Stops the other threads when one of them ends, be it by a panic.
struct Stop<'a>(&'a AtomicBool);

impl Drop for Stop<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// Nothing torn, nothing lost, nothing twice, and no version that goes back.
#[test]
fn everything_at_once() {
    let live = AtomicUsize::new(0);
    let cell = CowCell::new(State::new());
    let (stop, steps) = (AtomicBool::new(false), AtomicUsize::new(0));
    let step = step(&live);
    let stopped = || stop.load(Ordering::Relaxed);
    // Some steps of each thread, also under Miri.
    let end = Instant::now() + Duration::from_millis(if cfg!(miri) { 5_000 } else { 500 });

    let write = |update: &dyn Fn() -> bool| {
        let _stop = Stop(&stop);
        while !stopped() && Instant::now() < end {
            if update() {
                steps.fetch_add(1, Ordering::Relaxed);
            }
        }
    };
    let read = |look: &dyn Fn(u64) -> u64| {
        let mut last = 0;
        while !stopped() {
            let generation = look(last);
            assert!(generation >= last, "from {last} back to {generation}");
            last = generation;
        }
    };

    thread::scope(|scope| {
        let threads = [
            scope.spawn(|| {
                write(&|| {
                    cell.update(step);
                    true
                })
            }),
            scope.spawn(|| {
                write(&|| {
                    cell.update_optimistic(step);
                    true
                })
            }),
            scope.spawn(|| write(&|| cell.update_if_unchanged(&cell.version(), step).is_ok())),
            scope.spawn(|| {
                write(&|| {
                    let given_up = catch_unwind(AssertUnwindSafe(|| {
                        cell.update(|state| {
                            step(state);
                            resume_unwind(Box::new(()));
                        })
                    }));
                    assert!(given_up.is_err());
                    let refused = cell.try_update(|state| {
                        step(state);
                        Err::<(), _>(())
                    });
                    assert!(refused.is_err());
                    false
                })
            }),
            scope.spawn(|| {
                read(&|_| {
                    let seen = cell.load();
                    seen.assert_whole();
                    Guard::generation(&seen).get()
                })
            }),
            scope.spawn(|| {
                read(&|_| {
                    let seen = cell.version();
                    let copy = seen.clone();
                    drop(seen);
                    copy.assert_whole();
                    cell.snapshot().assert_whole();
                    Version::generation(&copy).get()
                })
            }),
            scope.spawn(|| {
                read(&|last| {
                    let since = cell.generation();
                    assert!(since.get() >= last);
                    match cell.wait_for_change(since, Duration::from_millis(5)) {
                        Some(newer) => {
                            assert!(Version::generation(&newer) > since);
                            newer.assert_whole();
                            Version::generation(&newer).get()
                        }
                        None => since.get(),
                    }
                })
            }),
        ];
        join(threads);
    });

    let state = cell.into_inner();
    state.assert_whole();
    assert_eq!(state.generation as usize, steps.load(Ordering::Relaxed));
    drop(state);
    assert_eq!(live.into_inner(), 0);
}

/// Greedy writers go on until the last of them has had its share: with one that starves, never.
#[test]
fn no_writer_starves() {
    const WRITERS: usize = 6;
    const SHARE: usize = if cfg!(miri) { 5 } else { 50 };
    let cell = CowCell::new([0_usize; WRITERS]);
    let done = AtomicUsize::new(0);
    thread::scope(|scope| {
        let (cell, done) = (&cell, &done);
        let writers = (0..WRITERS).map(|me| {
            scope.spawn(move || {
                let optimist = me % 2 == 0;
                while done.load(Ordering::Relaxed) < WRITERS {
                    let count = |counts: &mut [usize; WRITERS]| {
                        counts[me] += 1;
                        counts[me]
                    };
                    let mine =
                        if optimist { cell.update_optimistic(count) } else { cell.update(count) };
                    if mine == SHARE {
                        done.fetch_add(1, Ordering::Relaxed);
                    }
                }
            })
        });
        // All are there before the first is waited for.
        join(writers.collect::<Vec<_>>());
    });
    let counts = cell.into_inner();
    assert!(counts.iter().all(|count| *count >= SHARE), "{counts:?}");
}

/// A cell is dropped while readers have its versions and others are about to load them.
#[test]
fn cells_come_and_go() {
    let live = AtomicUsize::new(0);
    for _ in 0..if cfg!(miri) { 5 } else { 200 } {
        let cell = CowCell::new(Element::new(0, &live));
        let kept = thread::scope(|scope| {
            let writer = scope.spawn(|| cell.store(Element::new(1, &live)));
            let reader = scope.spawn(|| (cell.load(), cell.version()));
            writer.join().unwrap();
            reader.join().unwrap()
        });
        drop(cell);
        assert!(kept.0.number <= kept.1.number && kept.1.number < 2);
    }
    assert_eq!(live.into_inner(), 0);
}
