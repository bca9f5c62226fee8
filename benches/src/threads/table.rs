use std::fmt::{self, Display};
use std::thread;

use comfy_table::presets::ASCII_MARKDOWN;
use comfy_table::{Cell, CellAlignment, Table};
use demo::clock;
use demo::format::{count, counted, nanos};

use super::{Crowd, Latency};

/// The tables: one for each number of entries and of readers.
#[derive(Debug)]
pub struct Threads<'a>(pub &'a [Crowd]);

/// The columns after the contender.
pub const COLUMNS: [&str; 10] = [
    "reads/s",
    "read, median",
    "99 %",
    "99.9 %",
    "longest",
    "writes/s",
    "write, median",
    "99 %",
    "99.9 %",
    "longest",
];

impl Crowd {
    /// Returns what stands in the columns of the tables.
    pub fn cells(&self) -> [String; 10] {
        let rate = |rate: Option<f64>| rate.map_or("-".to_owned(), |one| count(one as usize));
        let [reads, writes] = [self.reads, Some(self.writes)].map(rate);
        let [read, write] = [self.read, Some(self.write)].map(|latency| match latency {
            Some(Latency { median, p99, p999, max }) => [median, p99, p999, max].map(nanos),
            None => [(); 4].map(|()| "-".to_owned()),
        });
        let [r0, r1, r2, r3] = read;
        let [w0, w1, w2, w3] = write;
        [reads, r0, r1, r2, r3, writes, w0, w1, w2, w3]
    }
}

impl Threads<'_> {
    /// Notes for readers of the figures.
    pub fn notes() -> String {
        let cores = thread::available_parallelism().map_or(1, usize::from);
        format!(
            "This machine runs {} at a time: with more threads, the longest times are those of waiting \
             for a turn. Each read and each write is timed by itself, one reading of the clock ({}) \
             included. A write of arc-swap-deep copies the map.",
            counted(cores, "thread"),
            nanos(clock::reading()),
        )
    }
}

impl Display for Threads<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let same = |one: &Crowd, other: &Crowd| {
            (one.entries, one.readers) == (other.entries, other.readers)
        };
        for crowds in self.0.chunk_by(same) {
            let Crowd { entries, readers, .. } = crowds[0];
            let entries = counted(entries, "entry").replace("entrys", "entries");
            writeln!(f, "{entries}, one writer, {}\n", counted(readers, "reader"))?;
            let mut table = Table::new();
            table.load_preset(ASCII_MARKDOWN);
            table.set_header(["contender"].iter().chain(&COLUMNS));
            for crowd in crowds {
                let cells =
                    crowd.cells().map(|text| Cell::new(text).set_alignment(CellAlignment::Right));
                table.add_row([Cell::new(&crowd.contender)].into_iter().chain(cells));
            }
            writeln!(f, "{table}\n")?;
        }
        writeln!(f, "{}", Self::notes())
    }
}
