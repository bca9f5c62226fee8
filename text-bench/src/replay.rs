//! Editing histories, replayed with the last version kept and with all.

use crate::rope::Rope;
use crate::table;
use crate::trace::Trace;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::time::Instant;

/// Versions are dropped when they hold so many bytes, as there is no more memory: what one costs is
/// known by then.
pub const MOST_BYTES: usize = 2 << 30;

/// How many versions there are from one look at their bytes to the next.
const STEP: usize = 64;

/// What the ropes take for a trace.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Replayed {
    /// The trace.
    pub name: String,
    /// How many edits it has.
    pub edits: usize,
    /// How long the text is after them.
    pub chars_at_the_end: usize,
    /// The ropes.
    pub ropes: Vec<Row>,
}

/// What one rope takes for a trace.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Row {
    /// The rope.
    pub name: String,
    /// For an edit, when only the last version is kept.
    pub ns_without_keeping: f64,
    /// What it takes to keep every version; `None` if the rope has none.
    pub kept: Option<Kept>,
    /// Whether the last version was what the trace says.
    pub agrees: bool,
}

/// What it takes to keep every version.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize, Serialize)]
pub struct Kept {
    /// How many were kept.
    pub versions: usize,
    /// For a clone and an edit.
    pub ns_per_edit: f64,
    /// What a version holds that no other has.
    pub bytes_per_version: f64,
}

/// Replays a trace, without versions and with them. The second argument tells how many bytes the program holds.
pub type Run = fn(&Trace, fn() -> usize, Phases) -> Row;

/// What is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phases {
    /// Edits of a text that has one version.
    Plain,
    /// Edits of which every version is kept.
    Kept,
    /// Both.
    Both,
}

/// Replays a trace with one rope: a [`Run`].
pub fn run<R: Rope>(trace: &Trace, held_bytes: fn() -> usize, phases: Phases) -> Row {
    let edits = trace.edits.len().max(1) as f64;
    let mut row =
        Row { name: R::NAME.to_owned(), ns_without_keeping: 0.0, kept: None, agrees: true };
    if phases != Phases::Kept {
        let mut rope = R::load(&trace.start);
        let start = Instant::now();
        trace.edits.iter().for_each(|edit| rope.edit(edit));
        row.ns_without_keeping = start.elapsed().as_nanos() as f64 / edits;
        row.agrees = rope.text() == trace.end;
    }
    if phases != Phases::Plain {
        row.kept = keep::<R>(trace, held_bytes);
    }
    row
}

fn keep<R: Rope>(trace: &Trace, held_bytes: fn() -> usize) -> Option<Kept> {
    let mut versions = Vec::with_capacity(trace.edits.len() + 1);
    let mut rope = R::load(&trace.start);
    let before = held_bytes();
    let start = Instant::now();
    for edits in trace.edits.chunks(STEP) {
        for edit in edits {
            versions.push(rope.version()?);
            rope.edit(edit);
        }
        if held_bytes().saturating_sub(before) > MOST_BYTES {
            break;
        }
    }
    let ns = start.elapsed().as_nanos() as f64;
    let bytes = held_bytes().saturating_sub(before) as f64;
    let count = versions.len().max(1) as f64;
    Some(Kept {
        versions: versions.len(),
        ns_per_edit: ns / count,
        bytes_per_version: bytes / count,
    })
}

impl Row {
    /// Takes the shorter of two times.
    fn shorten(&mut self, other: &Self) {
        self.ns_without_keeping = self.ns_without_keeping.min(other.ns_without_keeping);
        if let (Some(kept), Some(other)) = (&mut self.kept, &other.kept) {
            kept.ns_per_edit = kept.ns_per_edit.min(other.ns_per_edit);
        }
        self.agrees &= other.agrees;
    }
}

/// Replays a trace with some ropes, in turns; the shortest time of all rounds counts.
///
/// All edits in place are before the first version is kept: memory in which versions were is in pieces, and slower.
#[must_use]
pub fn compare(
    trace: &Trace,
    runs: &[Run],
    rounds: u32,
    held_bytes: fn() -> usize,
    phases: Phases,
) -> Replayed {
    let phase = |phase| {
        let round =
            || -> Vec<Row> { runs.iter().map(|run| run(trace, held_bytes, phase)).collect() };
        let mut ropes = round();
        for _ in 1..rounds {
            ropes.iter_mut().zip(round()).for_each(|(row, next)| row.shorten(&next));
        }
        ropes
    };
    let ropes = if phases == Phases::Both {
        let both = phase(Phases::Plain).into_iter().zip(phase(Phases::Kept));
        both.map(|(plain, kept)| Row { kept: kept.kept, ..plain }).collect()
    } else {
        phase(phases)
    };
    Replayed {
        name: trace.name.clone(),
        edits: trace.edits.len(),
        chars_at_the_end: trace.end.as_str().chars().count(),
        ropes,
    }
}

/// What the columns of a table are.
pub const COLUMNS: [&str; 6] =
    ["rope", "an edit, ns", "with every version kept, ns", "bytes a version", "versions", "text"];

impl Row {
    /// Returns the cells of a table.
    #[must_use]
    pub fn cells(&self) -> [String; 6] {
        let kept = self.kept.map(|kept| {
            [kept.ns_per_edit, kept.bytes_per_version, kept.versions as f64]
                .map(|number| format!("{number:.0}"))
        });
        let [time, bytes, versions] = kept.unwrap_or_else(|| ["-", "-", "-"].map(str::to_owned));
        [
            self.name.clone(),
            format!("{:.0}", self.ns_without_keeping),
            time,
            bytes,
            versions,
            if self.agrees { "same" } else { "DIFFERS" }.to_owned(),
        ]
    }
}

impl fmt::Display for Replayed {
    /// Writes a table that is also Markdown.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { name, edits, chars_at_the_end, ropes } = self;
        let mut table = table::new(COLUMNS);
        ropes.iter().for_each(|row| _ = table.add_row(row.cells()));
        writeln!(f, "{name}: {edits} edits, {chars_at_the_end} characters at the end\n\n{table}\n")
    }
}
