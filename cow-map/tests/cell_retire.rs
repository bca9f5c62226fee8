//! What a reader has to do that is the last to let go of a map of a million entries, without and with
//! the ways to let it go quietly. Nothing depends on time; how long it took is printed:
//!
//! ```text
//! cargo test --release -p cow-collections-map --test cell_retire -- --nocapture
//! ```
#![cfg(not(any(miri, cow_loom)))]

use cow_core::CowCell;
use cow_core::cow_cell::{Leftovers, Reaper};
use cow_map::CowMap;
use std::cell::Cell;
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};
use testkit::Seeded;

type Map = CowMap<u32, Witness, Seeded>;

const ENTRIES: u32 = 1_000_000;
/// A leaf has no more entries than that.
const LEAF: u32 = 32;

thread_local! {
    /// Witnesses that this thread has dropped.
    static DROPS: Cell<u32> = const { Cell::new(0) };
}

#[derive(Clone)]
struct Witness;

impl Drop for Witness {
    fn drop(&mut self) {
        DROPS.set(DROPS.get() + 1);
    }
}

/// With a hasher that is quick without optimisation, too.
fn empty() -> Map {
    Map::with_hasher(Seeded::new(1))
}

fn million() -> Map {
    let mut map = empty();
    map.extend((0..ENTRIES).map(|i| (i, Witness)));
    map
}

/// What `f` drops in this thread, and how long it takes.
fn watch(f: impl FnOnce()) -> (u32, Duration) {
    DROPS.set(0);
    let start = Instant::now();
    f();
    (DROPS.take(), start.elapsed())
}

/// A reader holds the version that a writer replaces, and then lets it go.
fn reader_lets_go(cell: &CowCell<Map>) -> (u32, Duration) {
    let held = cell.version();
    thread::scope(|scope| {
        scope.spawn(|| cell.store(empty()));
    });
    watch(|| drop(held))
}

#[test]
fn without_help_the_reader_drops_a_million() {
    let (drops, time) = reader_lets_go(&CowCell::new(million()));
    println!("without help: {drops} drops in the reader, {time:?}");
    assert_eq!(drops, ENTRIES);
}

#[test]
fn with_a_reaper_the_reader_drops_nothing() {
    /// Tells how many witnesses the thread has dropped in which this is dropped.
    struct Report(mpsc::Sender<u32>);
    impl Drop for Report {
        fn drop(&mut self) {
            self.0.send(DROPS.get()).unwrap();
        }
    }
    let reaper = Reaper::new(2).unwrap();
    let own = reaper.clone();
    let cell = CowCell::with_retire(million(), move |old| reaper.retire(old));
    let (drops, time) = reader_lets_go(&cell);
    println!("with a reaper: {drops} drops in the reader, {time:?}");
    assert_eq!(drops, 0);
    let (sender, drops) = mpsc::channel();
    own.retire(Report(sender));
    assert_eq!(drops.recv(), Ok(ENTRIES));
}

#[test]
fn with_leftovers_the_reader_drops_nothing_and_a_call_what_its_budget_allows() {
    const BUDGET: usize = 100;
    let leftovers = Leftovers::new();
    let queue = leftovers.clone();
    let cell = CowCell::with_retire(million(), move |old| queue.retire(old));
    let (drops, time) = reader_lets_go(&cell);
    println!("with leftovers: {drops} drops in the reader, {time:?}");
    assert_eq!(drops, 0);

    let (mut total, mut calls, mut most, mut longest) = (0, 0, 0, Duration::ZERO);
    let mut left = true;
    while left {
        let (drops, time) = watch(|| left = leftovers.drop_some(BUDGET) == BUDGET);
        (total, calls) = (total + drops, calls + 1);
        (most, longest) = (most.max(drops), longest.max(time));
    }
    println!("then {calls} calls of {BUDGET} nodes: at most {most} drops and {longest:?} in one");
    assert_eq!(total, ENTRIES);
    assert!(most <= BUDGET as u32 * LEAF);
}
