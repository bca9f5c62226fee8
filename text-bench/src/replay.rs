//! Editing histories, replayed with the last version kept and with all.

use crate::rope::Rope;
use crate::table;
use crate::trace::Trace;
use comfy_table::Table;
use serde::Serialize;
use std::time::Instant;

/// Versions are dropped when they hold so many bytes, as there is no more memory: what one costs is
/// known by then.
pub const MOST_BYTES: usize = 2 << 30;

/// How many versions there are from one look at their bytes to the next.
const STEP: usize = 64;

/// What one rope takes for a trace.
#[derive(Clone, Debug, Serialize)]
pub struct Row {
    /// The rope.
    pub name: &'static str,
    /// For an edit, when only the last version is kept.
    pub ns_without_keeping: f64,
    /// What it takes to keep every version; `None` if the rope has none.
    pub kept: Option<Kept>,
    /// Whether the last version was what the trace says.
    pub agrees: bool,
}

/// What it takes to keep every version.
#[derive(Clone, Copy, Debug, Serialize)]
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
    let mut row = Row { name: R::NAME, ns_without_keeping: 0.0, kept: None, agrees: true };
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
#[must_use]
pub fn compare(
    trace: &Trace,
    runs: &[Run],
    rounds: u32,
    held_bytes: fn() -> usize,
    phases: Phases,
) -> Vec<Row> {
    let mut rows: Vec<Row> = runs.iter().map(|run| run(trace, held_bytes, phases)).collect();
    for _ in 1..rounds {
        for (row, run) in rows.iter_mut().zip(runs) {
            row.shorten(&run(trace, held_bytes, phases));
        }
    }
    rows
}

/// Shows what [`compare`] has found, as a table that is also Markdown.
#[must_use]
pub fn table(rows: &[Row]) -> Table {
    let titles = [
        "rope",
        "an edit, ns",
        "with every version kept, ns",
        "bytes a version",
        "versions",
        "text",
    ];
    let mut table = table::new(titles);
    for row in rows {
        let kept = row.kept.map(|kept| {
            [kept.ns_per_edit, kept.bytes_per_version, kept.versions as f64]
                .map(|number| format!("{number:.0}"))
        });
        let [time, bytes, versions] = kept.unwrap_or_else(|| ["-", "-", "-"].map(str::to_owned));
        table.add_row([
            row.name.to_owned(),
            format!("{:.0}", row.ns_without_keeping),
            time,
            bytes,
            versions,
            if row.agrees { "same" } else { "DIFFERS" }.to_owned(),
        ]);
    }
    table
}
