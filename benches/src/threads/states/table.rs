use std::fmt::{self, Display};

use comfy_table::presets::ASCII_MARKDOWN;
use comfy_table::{Cell, CellAlignment, Table};
use demo::format::{count, counted, nanos};

use super::{Reading, StateRun};

/// The tables: one for each reading, number of entries and number of readers.
#[derive(Debug)]
pub struct States<'a>(pub &'a [StateRun]);

/// The columns after the contender.
pub const COLUMNS: [&str; 8] = [
    "writes/s",
    "write, median",
    "99.9 %",
    "longest",
    "reads/s",
    "read, 99.9 %",
    "age, median",
    "99.9 %",
];

impl StateRun {
    /// Returns what stands in the columns of the tables.
    pub fn cells(&self) -> [String; 8] {
        let Self { write, read, age, .. } = self;
        let [writes, reads] = [self.writes, self.reads].map(|rate| count(rate as usize));
        let [median, p999, longest] = [write.median, write.p999, write.max].map(nanos);
        let [read, age, oldest] = [read.p999, age.median, age.p999].map(nanos);
        [writes, median, p999, longest, reads, read, age, oldest]
    }
}

impl States<'_> {
    /// Notes for readers of the figures.
    pub const NOTES: &'static str = "The state is a map, an ordered map and a vector that are written together. \
         The writer's stall is its longest write. A read's age is the time since the last write that it saw: \
         a lock keeps the writer waiting, so that nothing newer is missed. Locks have to clone the state \
         for a version that is held; `cow-mutex` is a mutex around this family's collections, whose clone is short.";
}

impl Reading {
    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Together => "a key in three collections at once",
            Self::Scan => "a whole map",
            Self::Hold => "a version, held for 10 ms",
        }
    }
}

impl Display for States<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let site = |run: &StateRun| (run.reading, run.entries, run.readers);
        for runs in self.0.chunk_by(|one, other| site(one) == site(other)) {
            let StateRun { reading, entries, readers, .. } = runs[0];
            let (words, readers) = (reading.words(), counted(readers, "reader"));
            writeln!(
                f,
                "{readers} of {words}, beside one writer, {} entries each\n",
                count(entries)
            )?;
            let mut table = Table::new();
            table.load_preset(ASCII_MARKDOWN);
            table.set_header(["contender"].iter().chain(&COLUMNS));
            for run in runs {
                let cells =
                    run.cells().map(|text| Cell::new(text).set_alignment(CellAlignment::Right));
                table.add_row([Cell::new(&run.contender)].into_iter().chain(cells));
            }
            writeln!(f, "{table}\n")?;
        }
        match self.0 {
            [] => Ok(()),
            _ => writeln!(f, "{}", Self::NOTES),
        }
    }
}
