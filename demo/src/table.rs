//! What is printed: the table of contenders and the words around it.

use std::collections::BTreeMap;
use std::fmt::{self, Display};
use std::time::Duration;

use comfy_table::presets::{NOTHING, UTF8_HORIZONTAL_ONLY};
use comfy_table::{Cell, CellAlignment, Table};

use crate::clock;
use crate::format::{count, counted, ratio, size, time};
use crate::readback::{IN_FULL, ReadBack};
use crate::snapshots::Outcome;
use crate::source::Text;

/// The report of a run.
#[derive(Debug)]
pub struct Report<'a> {
    /// The text that was edited.
    pub text: &'a Text,
    /// Different words in it.
    pub distinct_words: usize,
    /// Edits asked for.
    pub edits: usize,
    /// The seed of the edits.
    pub seed: u64,
    /// Bytes that a contender's snapshots might hold.
    pub memory_limit: usize,
    /// How the words begin that were asked for.
    pub prefix: &'a str,
    /// The contenders, the one to compare with first.
    pub outcomes: &'a [Outcome],
}

impl Display for Report<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.preamble(f)?;
        writeln!(f, "{}", self.table())?;
        self.notes(f)?;
        self.found(f)
    }
}

impl Report<'_> {
    fn preamble(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Text { lines, bytes, files, left_out } = self.text;
        match files.as_slice() {
            [one] => write!(f, "{}", one.display())?,
            [first, second] => write!(f, "{} and {}", first.display(), second.display())?,
            [first, more @ ..] => {
                write!(f, "{} and {}", first.display(), counted(more.len(), "more file"))?;
            }
            [] => write!(f, "No file")?,
        }
        writeln!(
            f,
            ": {}, {}, {}.",
            size(*bytes),
            counted(lines.len(), "line"),
            counted(self.distinct_words, "different word"),
        )?;
        if *left_out > 0 {
            let files = counted(*left_out, "file");
            writeln!(f, "Left out of the folders: {files}, empty or not UTF-8.")?;
        }
        writeln!(
            f,
            "{} (seed {}) to the lines and to the index of their words,\n\
             and a snapshot kept after each:\n",
            counted(self.edits, "edit"),
            self.seed,
        )
    }

    fn table(&self) -> Table {
        let mut table = Table::new();
        table.load_preset(UTF8_HORIZONTAL_ONLY);
        let header = [
            "snapshots\nby",
            "time per\nedit",
            "time per\nsnapshot",
            "edit and\nsnapshot",
            "faster",
            "held per\nsnapshot",
            "smaller",
            "kept and\nright",
        ];
        table.set_header(header);
        // So that the table fits into 80 columns of a terminal.
        let last = header.len() - 1;
        for (at, column) in table.column_iter_mut().enumerate() {
            column.set_padding((0, u16::from(at < last)));
        }
        let base = self.outcomes.first();
        for outcome in self.outcomes {
            let faster = base.map(|base| ratio(nanos(base.per_step()), nanos(outcome.per_step())));
            let smaller = base.map(|base| {
                ratio(base.bytes_per_snapshot() as f64, outcome.bytes_per_snapshot() as f64)
            });
            let numbers = [
                time(outcome.per_edit()),
                time(outcome.per_snapshot()),
                time(outcome.per_step()),
                faster.unwrap_or_default(),
                size(outcome.bytes_per_snapshot()),
                smaller.unwrap_or_default(),
                verdict(&outcome.read_back),
            ];
            let numbers = numbers.map(|text| Cell::new(text).set_alignment(CellAlignment::Right));
            let name = format!("{}\n{}", outcome.name, outcome.parts);
            table.add_row(std::iter::once(Cell::new(name)).chain(numbers));
        }
        table
    }

    /// Returns what the last contender's snapshots say about words that begin so.
    fn found(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const ROWS: usize = 12;
        let Some(Outcome { found: [old, now], parts, .. }) = self.outcomes.last() else {
            return Ok(());
        };
        let mut words: BTreeMap<&str, [usize; 2]> = BTreeMap::new();
        for (at, found) in [old, now].into_iter().enumerate() {
            found.words.iter().for_each(|(word, n)| words.entry(word).or_default()[at] = *n);
        }
        let begin = format!("beginning with `{}`", self.prefix);
        if words.is_empty() {
            return writeln!(
                f,
                "\nThere is no word {begin} in snapshots {} and {}.",
                old.snapshot, now.snapshot
            );
        }
        writeln!(
            f,
            "\n{} {begin} in snapshots {} and {} of {}:\n",
            counted(words.len(), "word"),
            count(old.snapshot),
            count(now.snapshot),
            parts.replace('\n', " "),
        )?;
        let mut table = Table::new();
        table.load_preset(NOTHING);
        let header = [old, now].map(|found| format!("in {}", count(found.snapshot)));
        table.set_header(["word".to_owned()].into_iter().chain(header));
        for (word, counts) in words.iter().take(ROWS) {
            let counts = counts.map(|n| Cell::new(count(n)).set_alignment(CellAlignment::Right));
            table.add_row([Cell::new(word)].into_iter().chain(counts));
        }
        writeln!(f, "{table}")?;
        match words.len().saturating_sub(ROWS) {
            0 => Ok(()),
            more => writeln!(f, "and {}", counted(more, "more word").replace("more words", "more")),
        }
    }

    fn notes(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(base) = self.outcomes.first() else { return Ok(()) };
        writeln!(f)?;
        for outcome in self.outcomes.iter().filter(|outcome| outcome.kept < self.edits) {
            writeln!(
                f,
                "{}: stopped after {} of {} edits, for its snapshots reached the\n\
                 memory limit of {}. Its figures are means over these; nothing is extrapolated.",
                outcome.name,
                count(outcome.kept),
                count(self.edits),
                size(self.memory_limit),
            )?;
        }
        writeln!(
            f,
            "Times are means, one reading of the clock ({}) in each. One document: {}.",
            time(Duration::from_nanos(clock::reading() as u64)),
            size(base.document_bytes),
        )?;
        writeln!(
            f,
            "Right: when all edits were done, each snapshot's content was compared with what\n\
             was noted at its edit; up to {IN_FULL} of each row in full, with a replay of the edits.",
        )?;
        for outcome in self.outcomes {
            let ReadBack { read, right, first_wrong, .. } = outcome.read_back;
            if let Some(edit) = first_wrong {
                writeln!(
                    f,
                    "{}: WRONG: {} of {} snapshots; the first was taken after edit {}.",
                    outcome.name,
                    count(read - right),
                    count(read),
                    count(edit),
                )?;
            }
        }
        Ok(())
    }
}

fn verdict(read_back: &ReadBack) -> String {
    let ReadBack { read, right, .. } = *read_back;
    match right == read {
        true => format!("all {}", count(read)),
        false => format!("{} of {}", count(right), count(read)),
    }
}

fn nanos(time: Duration) -> f64 {
    time.as_nanos() as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::snapshots::Found;

    #[test]
    fn what_went_wrong_is_said() {
        let outcome = |name, kept, right| Outcome {
            name,
            parts: "parts",
            kept,
            document_bytes: 1_000,
            edits: Duration::from_micros(10),
            snapshots: Duration::from_micros(30),
            held_bytes: 400,
            read_back: ReadBack {
                read: kept,
                right,
                in_full: 2,
                first_wrong: (right < kept).then_some(3),
            },
            found: [(4, 1), (kept, 0)].map(|(snapshot, whence)| Found {
                snapshot,
                words: [("what", 7), ("whence", whence)]
                    .into_iter()
                    .filter(|(_, count)| *count > 0)
                    .map(|(word, count)| (word.to_owned(), count))
                    .collect(),
            }),
        };
        let report = Report {
            text: &crate::source::shipped(),
            distinct_words: 4_870,
            edits: 10,
            seed: 0,
            memory_limit: 1 << 20,
            prefix: "wh",
            outcomes: &[outcome("base", 4, 4), outcome("other", 10, 8)],
        };
        let printed = report.to_string();
        for part in [
            "base: stopped after 4 of 10 edits, for its snapshots reached the\nmemory limit of 1.00 MiB.",
            "8 of 10",
            "all 4\n",
            "other: WRONG: 2 of 10 snapshots; the first was taken after edit 3.",
            "2.5 x",
            "2 words beginning with `wh` in snapshots 4 and 10 of parts:",
        ] {
            assert!(printed.contains(part), "no {part:?} in {printed}");
        }
        let row = printed.lines().find(|line| line.contains("whence")).expect("a row");
        assert_eq!(row.split_whitespace().collect::<Vec<_>>(), ["whence", "1", "0"]);
        assert_eq!(printed.matches("stopped after").count(), 1);
        assert_eq!(printed.matches("WRONG").count(), 1);
    }
}
