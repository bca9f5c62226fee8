//! Editing histories, replayed with the last version kept and with all.

use crate::held_bytes;
use crate::rope::Rope;
use crate::trace::Trace;
use comfy_table::Table;
use cow_text::CowText;
use std::time::{Duration, Instant};

/// Versions are dropped when they hold so many bytes, as there is no more memory: what one costs is
/// known by then.
const MOST_BYTES: usize = 2 << 30;

/// What one rope takes for a trace.
pub(crate) struct Row {
    name: &'static str,
    plain: Duration,
    kept: Option<Kept>,
    agrees: bool,
}

#[derive(Clone, Copy)]
struct Kept {
    time: Duration,
    versions: usize,
    bytes: usize,
}

fn run<R: Rope>(trace: &Trace) -> Row {
    let mut rope = R::load(&trace.start);
    let start = Instant::now();
    trace.edits.iter().for_each(|edit| rope.edit(edit));
    let plain = start.elapsed();
    let agrees = rope.text() == trace.end;

    let mut versions = Vec::with_capacity(trace.edits.len() + 1);
    let mut rope = R::load(&trace.start);
    let before = held_bytes();
    let start = Instant::now();
    for edits in trace.edits.chunks(256) {
        for edit in edits {
            let Some(version) = rope.version() else {
                return Row { name: R::NAME, plain, kept: None, agrees };
            };
            versions.push(version);
            rope.edit(edit);
        }
        if held_bytes() - before > MOST_BYTES {
            break;
        }
    }
    let time = start.elapsed();
    let bytes = held_bytes().saturating_sub(before);
    let kept = Some(Kept { time, versions: versions.len(), bytes });
    Row { name: R::NAME, plain, kept, agrees }
}

impl Row {
    fn shortest(&mut self, other: Self) {
        self.plain = self.plain.min(other.plain);
        if let (Some(kept), Some(other)) = (&mut self.kept, other.kept) {
            kept.time = kept.time.min(other.time);
        }
    }
}

pub(crate) fn compare(trace: &Trace, rounds: u32) -> String {
    let runs = [
        run::<CowText>,
        run::<ropey::Rope>,
        run::<ropey_2::Rope>,
        run::<crop::Rope>,
        run::<jumprope::JumpRope>,
    ];
    let mut rows: Vec<Row> = runs.iter().map(|run| run(trace)).collect();
    for _ in 1..rounds {
        for (row, run) in rows.iter_mut().zip(runs) {
            row.shortest(run(trace));
        }
    }
    let mut table = Table::new();
    table.load_preset(comfy_table::presets::ASCII_MARKDOWN);
    table.set_header([
        "rope",
        "an edit, ns",
        "with every version kept, ns",
        "bytes a version",
        "text",
    ]);
    for row in &rows {
        let edits = trace.edits.len().max(1) as f64;
        let kept = row.kept.map(|kept| {
            let versions = kept.versions.max(1);
            [
                format!("{:.0}", kept.time.as_nanos() as f64 / versions as f64),
                (kept.bytes / versions).to_string(),
            ]
        });
        let [time, bytes] = kept.unwrap_or_else(|| ["-".to_owned(), "-".to_owned()]);
        table.add_row([
            row.name.to_owned(),
            format!("{:.1}", row.plain.as_nanos() as f64 / edits),
            time,
            bytes,
            if row.agrees { "same" } else { "DIFFERS" }.to_owned(),
        ]);
    }
    format!(
        "{}: {} edits, {} characters at the end\n\n{table}",
        trace.name,
        trace.edits.len(),
        trace.end.chars().count()
    )
}
