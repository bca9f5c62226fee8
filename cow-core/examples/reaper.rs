//! How long a reader stalls that is the last to let go of a large version, without a reaper and with one.
//!
//! ```text
//! cargo run --release -p cow-core --example reaper
//! ```

use cow_core::cow_cell::{CowCell, Reaper};
use std::collections::BTreeMap;
use std::thread;
use std::time::{Duration, Instant};

type Table = BTreeMap<u64, String>;

const ENTRIES: u64 = 1_000_000;
const ROUNDS: usize = 7;

fn table() -> Table {
    (0..ENTRIES).map(|i| (i, format!("value number {i}"))).collect()
}

/// The times that a reader's drop takes, when a writer has replaced what the reader holds, in order.
fn pauses(cell: &CowCell<Table>) -> [Duration; ROUNDS] {
    let mut pauses = [Duration::ZERO; ROUNDS];
    for pause in &mut pauses {
        cell.store(table());
        let held = cell.version();
        thread::scope(|scope| {
            scope.spawn(|| cell.store(Table::new()));
        });
        let start = Instant::now();
        drop(held);
        *pause = start.elapsed();
    }
    pauses.sort();
    pauses
}

fn print(name: &str, pauses: [Duration; ROUNDS]) {
    println!("  {name:<18} {:>10.1?} {:>10.1?}", pauses[0], pauses[ROUNDS / 2]);
}

fn main() -> std::io::Result<()> {
    println!("A reader drops the last handle to a map of {ENTRIES} strings (shortest, median):");
    print("without a reaper", pauses(&CowCell::new(Table::new())));
    let reaper = Reaper::new(16)?;
    let cell = CowCell::with_retire(Table::new(), move |old| reaper.retire(old));
    print("with a reaper", pauses(&cell));
    Ok(())
}
