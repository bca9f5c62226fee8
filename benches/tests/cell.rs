//! The three collections in one cell: what readers see is whole, watchers miss nothing, and old
//! versions may leave a few at a time. (`cow-map/tests/cell_retire.rs` has the other ways.)
//!
//! Under ThreadSanitizer: `tools/sanitize thread -p benches --test cell`.

use cow_core::CowCell;
use cow_core::cow_cell::{Guard, Version};
use cow_map::{CowMap, hash_map as map};
use cow_tree::{CowTreeMap, btree_map};
use cow_vec::CowVec;
use fastrand::Rng;
use std::cell::Cell;
use std::collections::{BTreeMap, HashMap};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, mpsc};
use std::thread::{self, ScopedJoinHandle};
use std::time::Duration;

/// What a write did: a user came under a new name, or went.
#[derive(Clone, Debug, PartialEq)]
enum Event {
    Named(u32, String),
    Gone(u32),
}

/// Three collections of which each can be computed from each other.
#[derive(Clone, Default)]
struct State {
    /// Names by number.
    users: CowMap<u32, String>,
    /// All writes.
    log: CowVec<Event>,
    /// Numbers by name.
    index: CowTreeMap<String, u32>,
}

/// So few that some go before others come, and so many that no node holds them all.
const USERS: u32 = 500;

impl State {
    /// One write. In the midst of it, nothing fits.
    fn step(&mut self, rng: &mut Rng) {
        let user = rng.u32(..USERS);
        if let Some(name) = self.users.remove(&user) {
            self.index.remove(&name);
        }
        if rng.u8(..4) > 0 {
            // Never the same name twice.
            let name = format!("{:04}-{}", rng.u32(..10_000), self.log.len());
            self.users.insert(user, name.clone());
            self.index.insert(name.clone(), user);
            self.log.push(Event::Named(user, name));
        } else {
            self.log.push(Event::Gone(user));
        }
    }

    fn assert_whole(&self) {
        assert_eq!(self.users.len(), self.index.len());
        for (user, name) in &self.users {
            assert_eq!(self.index.get(name), Some(user));
        }
        for (name, user) in &self.index {
            assert_eq!(self.users.get(user), Some(name));
        }
        match self.log.last() {
            None => assert!(self.users.is_empty()),
            Some(Event::Named(user, name)) => assert_eq!(self.users.get(user), Some(name)),
            Some(Event::Gone(user)) => assert_eq!(self.users.get(user), None),
        }
    }

    /// More thoroughly: the log says all of it.
    fn assert_replayed(&self) {
        let mut users = HashMap::new();
        for event in &self.log {
            match event {
                Event::Named(user, name) => users.insert(*user, name),
                Event::Gone(user) => users.remove(user),
            };
        }
        assert_eq!(users.len(), self.users.len());
        assert!(users.iter().all(|(user, name)| self.users.get(user) == Some(*name)));
    }
}

/// Joins each thread by itself, which ThreadSanitizer sees. The end of a scope it does not.
fn join<'a>(threads: impl IntoIterator<Item = ScopedJoinHandle<'a, ()>>) {
    for thread in threads {
        thread.join().unwrap();
    }
}

/// Stops the other threads when one of them panics.
struct Stop<'a>(&'a AtomicBool);

impl Drop for Stop<'_> {
    fn drop(&mut self) {
        if thread::panicking() {
            self.0.store(true, Ordering::Relaxed);
        }
    }
}

/// Writers update all three collections under random load. The log is as long as the cell's number
/// says, so that no update was lost, nor published in part.
#[test]
fn three_collections_are_seen_whole() {
    const STEPS: u64 = 3_000;
    let cell = CowCell::new(State::default());
    let done = AtomicBool::new(false);
    let done = &done;
    let steps = AtomicUsize::new(0);
    let count = || {
        let before = steps.fetch_add(1, Ordering::Relaxed) as u64;
        if before >= STEPS {
            done.store(true, Ordering::Relaxed);
        }
    };
    let write = |seed: u64, update: &dyn Fn(&mut Rng)| {
        let _stop = Stop(done);
        let mut rng = Rng::with_seed(seed);
        while !done.load(Ordering::Relaxed) {
            update(&mut rng);
            count();
            if rng.u8(..8) == 0 {
                thread::yield_now();
            }
        }
    };
    let read = |look: &dyn Fn(u64) -> u64| {
        let _stop = Stop(done);
        let mut last = 0;
        while !done.load(Ordering::Relaxed) {
            let generation = look(last);
            assert!(generation >= last, "from {last} back to {generation}");
            last = generation;
        }
    };
    thread::scope(|scope| {
        join([
            scope.spawn(|| write(1, &|rng| cell.update(|state| state.step(rng)))),
            scope.spawn(|| {
                write(2, &|rng| {
                    cell.update_optimistic(|state| state.step(rng));
                });
            }),
            scope.spawn(|| {
                write(3, &|rng| {
                    // Nothing if another thread was faster.
                    let _ = cell.update_if_unchanged(&cell.version(), |state| state.step(rng));
                });
            }),
            scope.spawn(|| {
                write(4, &|rng| {
                    let panicked = catch_unwind(AssertUnwindSafe(|| {
                        cell.update(|state| {
                            state.step(rng);
                            state.users.clear();
                            resume_unwind(Box::new(()));
                        })
                    }));
                    assert!(panicked.is_err());
                });
            }),
            scope.spawn(|| {
                read(&|_| {
                    let seen = cell.load();
                    seen.assert_whole();
                    assert_eq!(seen.log.len() as u64, Guard::generation(&seen).get());
                    Guard::generation(&seen).get()
                });
            }),
            scope.spawn(|| {
                // Keeps versions for a while, and reads them again.
                let mut kept: Vec<Version<State>> = Vec::new();
                let mut rng = Rng::with_seed(5);
                let _stop = Stop(done);
                while !done.load(Ordering::Relaxed) {
                    kept.push(cell.version());
                    let again = &kept[rng.usize(..kept.len())];
                    again.assert_whole();
                    assert_eq!(again.log.len() as u64, Version::generation(again).get());
                    if kept.len() == 32 {
                        again.assert_replayed();
                        kept.clear();
                    }
                }
            }),
            scope.spawn(|| {
                read(&|last| {
                    let seen = cell.snapshot();
                    seen.assert_whole();
                    assert!(seen.log.len() as u64 >= last);
                    seen.log.len() as u64
                });
            }),
        ]);
    });
    let last = cell.version();
    last.assert_whole();
    last.assert_replayed();
    assert_eq!(last.log.len() as u64, Version::generation(&last).get());
}

/// A watcher that keeps copies up to date by the differences alone, however slow it is.
#[test]
fn a_watcher_misses_nothing() {
    const STEPS: usize = 2_000;
    let cell = CowCell::new(State::default());
    let mut held = cell.version();
    thread::scope(|scope| {
        let writer = scope.spawn(|| {
            let mut rng = Rng::with_seed(6);
            for _ in 0..STEPS {
                cell.update(|state| state.step(&mut rng));
            }
        });
        let (mut users, mut index, mut log) = (HashMap::new(), BTreeMap::new(), Vec::new());
        while log.len() < STEPS {
            cell.wait_for_change(Version::generation(&held), Duration::MAX).unwrap();
            let changes = cell.changes(&held);
            let (old, new) = (changes.old(), changes.current());
            for item in old.users.diff(&new.users) {
                match item {
                    map::DiffItem::Add(user, name)
                    | map::DiffItem::Update { new: (user, name), .. } => {
                        users.insert(*user, name.clone())
                    }
                    map::DiffItem::Remove(user, _) => users.remove(user),
                };
            }
            for item in old.index.diff(&new.index) {
                match item {
                    btree_map::DiffItem::Add(name, user)
                    | btree_map::DiffItem::Update { new: (name, user), .. } => {
                        index.insert(name.clone(), *user)
                    }
                    btree_map::DiffItem::Remove(name, _) => index.remove(name),
                };
            }
            log.extend(new.log.range(old.log.len()..).cloned());
            assert_eq!(users.len(), new.users.len());
            assert!(new.users.iter().all(|(user, name)| users.get(user) == Some(name)));
            assert!(new.index.iter().eq(&index));
            assert!(new.log.iter().eq(&log));
            held = changes.into_current();
        }
        writer.join().unwrap();
    });
}

thread_local! {
    /// How many values this thread has dropped.
    static DROPS: Cell<usize> = const { Cell::new(0) };
}

/// Counts the threads that drop it.
#[derive(Clone)]
struct Value;

impl Drop for Value {
    fn drop(&mut self) {
        // A thread that ends has nothing to count any more.
        let _ = DROPS.try_with(|drops| drops.set(drops.get() + 1));
    }
}

type Table = CowMap<u32, Value>;
const ENTRIES: usize = 10_000;

fn table() -> Table {
    (0..ENTRIES as u32).map(|i| (i, Value)).collect()
}

/// A queue that is worked off a few versions at a time. A version of which the next one shares all but
/// a path leaves with that path; the last one leaves with all that it has.
#[test]
fn a_queue_spends_a_bounded_number_of_versions() {
    const UPDATES: usize = 50;
    let (sender, old) = mpsc::channel();
    let sender = Arc::new(sender);
    let cell = CowCell::with_retire(table(), move |old| {
        let _ = sender.send(old);
    });
    let before = DROPS.get();
    for i in 0..UPDATES as u32 {
        cell.update(|table| {
            table.get_mut(&i);
        });
    }
    assert_eq!(DROPS.get(), before, "all went to the queue");

    let mut left = UPDATES;
    while left > 0 {
        let before = DROPS.get();
        let collected = old.try_iter().take(4).map(drop).count();
        assert_eq!(collected, left.min(4));
        // At most a leaf for each of them: 16 values.
        assert!(DROPS.get() - before <= 4 * 16, "{}", DROPS.get() - before);
        left -= collected;
    }
    let before = DROPS.get();
    drop(cell);
    assert_eq!(DROPS.get(), before, "and so does the last");
    drop(old);
    assert_eq!(DROPS.get() - before, ENTRIES);
}
