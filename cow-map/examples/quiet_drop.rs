//! How long a reader pauses that is the last to let go of a map of a million entries: with a `Reaper`,
//! with `Leftovers`, and without.
//!
//! ```text
//! cargo run --release -p cow-collections-map --example quiet_drop
//! ```

use cow_core::CowCell;
use cow_core::cow_cell::{Leftovers, Reaper};
use cow_map::CowMap;
use std::thread;
use std::time::{Duration, Instant};

type Table = CowMap<u64, String>;

const ENTRIES: u64 = 1_000_000;
const ROUNDS: usize = 7;
const BUDGET: usize = 100;

fn table() -> Table {
    (0..ENTRIES).map(|i| (i, format!("value number {i}"))).collect()
}

/// The times that a reader's drop takes, in order. A writer has done `replace` meanwhile.
fn pauses(cell: &CowCell<Table>, replace: impl Fn(&CowCell<Table>) + Sync) -> [Duration; ROUNDS] {
    let mut pauses = [Duration::ZERO; ROUNDS];
    for pause in &mut pauses {
        cell.store(table());
        let held = cell.version();
        thread::scope(|scope| {
            scope.spawn(|| replace(cell));
        });
        let start = Instant::now();
        drop(held);
        *pause = start.elapsed();
    }
    pauses.sort();
    pauses
}

/// The times of the calls that it takes to drop what is left of one map, in order.
fn calls(leftovers: &Leftovers) -> Vec<Duration> {
    while leftovers.drop_some(BUDGET) == BUDGET {}
    leftovers.retire(table());
    let mut calls = Vec::new();
    let mut left = true;
    while left {
        let start = Instant::now();
        left = leftovers.drop_some(BUDGET) == BUDGET;
        calls.push(start.elapsed());
    }
    calls.sort();
    calls
}

fn print(name: &str, pauses: [Duration; ROUNDS]) {
    println!("  {name:<36} {:>9.1?} {:>9.1?}", pauses[0], pauses[ROUNDS / 2]);
}

fn main() -> std::io::Result<()> {
    let store = |cell: &CowCell<Table>| cell.store(Table::new());
    let update = |cell: &CowCell<Table>| drop(cell.update(|map| map.insert(0, String::new())));
    let plain = CowCell::new(Table::new());
    let reaper = Reaper::new(16)?;
    let quiet = CowCell::with_retire(Table::new(), move |old| reaper.retire(old));
    let leftovers = Leftovers::new();
    let queue = leftovers.clone();
    let later = CowCell::with_retire(Table::new(), move |old| queue.retire(old));

    println!("A reader drops the last handle to a map of {ENTRIES} strings (shortest, median).");
    println!("The writer has stored another map:");
    print("without a reaper", pauses(&plain, store));
    print("with a reaper", pauses(&quiet, store));
    print("with leftovers", pauses(&later, store));
    println!("The writer has updated one entry, so that all but a path is still in use:");
    print("without a reaper", pauses(&plain, update));
    print("with a reaper", pauses(&quiet, update));
    print("with leftovers", pauses(&later, update));
    let calls = calls(&leftovers);
    println!("What is left of one map goes in {} calls, of {BUDGET} nodes each:", calls.len());
    println!("  median {:.1?}, longest {:.1?}", calls[calls.len() / 2], calls[calls.len() - 1]);
    Ok(())
}
